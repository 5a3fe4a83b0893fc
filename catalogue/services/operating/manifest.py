"""What a backup says of itself: `manifest.json`, written last. A set without one is none."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from catalogue.errors import CatalogueError
from catalogue.wire.v1 import Whole

NAME = "manifest.json"
KEYS = "server.keys"
BLOCK = 1 << 20


class BackupUnusable(CatalogueError):
    """The set is not whole, is not what its manifest says, or cannot be used here."""

    code = "backup_unusable"


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class FileOfSet(_Told):
    """A file of the set; `sha256` hexadecimal."""

    bytes: int
    sha256: str


class CoveredEpoch(_Told):
    """Of a station's epoch: up to which number nothing is missing (its hash; zeros before the
    first), and how many records there are in all."""

    station: str
    epoch: Whole
    seq: Whole
    hash: str
    records: Whole


class Manifest(_Told):
    """`keys`: SHA-256 of the server's public key, whether its file is in the set or not. `digest`:
    of the state (`state`), in the version said."""

    format: Literal[1] = 1
    id: str
    made_ms: Whole
    town: str
    program: str
    migration: str
    database: Literal["sqlite", "postgresql"]
    files: dict[str, FileOfSet]
    keys: str
    counts: dict[str, Whole]
    digest: str
    digest_version: Whole
    epochs: list[CoveredEpoch]

    @property
    def data_file(self) -> str:
        """The file with the database in it."""
        return data_file(self.database)

    @property
    def records(self) -> int:
        """How many operations there are, the stations' and the server's own."""
        return self.counts.get("operations", 0) + self.counts.get("central", 0)

    @property
    def with_keys(self) -> bool:
        """Is the file of keys in the set?"""
        return KEYS in self.files


def data_file(database: str) -> str:
    """Name of the file with the database in it."""
    return "town.db" if database == "sqlite" else "town.dump"


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a set. Raises BackupUnusable."""
    path = folder / NAME
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BackupUnusable(f"{path}: {error.strerror}") from error
    except ValidationError as error:
        raise BackupUnusable(f"{path}: not the manifest of a backup") from error


def newest_set(folder: Path) -> Path:
    """The set itself, or the newest one in a folder of sets. Raises BackupUnusable."""
    if (folder / NAME).is_file():
        return folder
    found = [path.parent for path in folder.glob(f"*/{NAME}") if path.parent.name[0] != "."]
    if not found:
        raise BackupUnusable(f"{folder}: holds no backup")
    return max(found, key=lambda each: read_manifest(each).made_ms)


def file_of_set(path: Path) -> FileOfSet:
    """Size and hash of a file. Raises BackupUnusable."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
                size += len(block)
    except OSError as error:
        raise BackupUnusable(f"{path}: {error.strerror}") from error
    return FileOfSet(bytes=size, sha256=digest.hexdigest())


def altered_files(folder: Path, manifest: Manifest) -> list[str]:
    """Names of files that are gone or not what the manifest says."""
    altered = []
    for name, told in manifest.files.items():
        path = folder / name
        if not path.is_file() or file_of_set(path) != told:
            altered.append(name)
    return sorted(altered)


def fingerprint(public_key: bytes) -> str:
    """How a manifest names the server's keys."""
    return hashlib.sha256(public_key).hexdigest()
