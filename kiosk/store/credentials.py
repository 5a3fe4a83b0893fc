"""`station.key`: what the enrolment gave this station, and the keys the server told it since.

A JSON file readable by the station's user alone, replaced as a whole. The copy of the two keys is
what lets a branch lend after a power cut without network; a site may leave it out.
"""

from __future__ import annotations

import base64
import os
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from catalogue.wire.v1 import Enrolment, StationInfo
from kiosk.store.errors import StorageDamaged, StorageError


@dataclass(frozen=True, slots=True)
class Credentials:
    """`station_key` (HMAC) and `server_public_key` (X25519) have 32 bytes; None until the server
    told them."""

    station: str
    token: str = field(repr=False)
    epoch: int
    branch: str
    station_key: bytes | None = field(default=None, repr=False)
    server_public_key: bytes | None = None
    owners: tuple[str, ...] = ()
    time_zone: str = "Europe/Paris"

    @classmethod
    def of(cls, enrolment: Enrolment) -> Credentials:
        """Fresh from the enrolment: no keys yet."""
        return cls(enrolment.station, enrolment.token, enrolment.epoch, enrolment.branch)

    def updated(self, info: StationInfo) -> Credentials:
        """With what the server says of this station now."""
        return replace(
            self,
            epoch=max(self.epoch, info.epoch),
            branch=info.branch,
            station_key=base64.b64decode(info.station_key),
            server_public_key=base64.b64decode(info.server_public_key),
            owners=tuple(info.owners),
            time_zone=info.time_zone,
        )


class _File(BaseModel):
    """The file; keys are base64."""

    model_config = ConfigDict(extra="ignore")

    station: str
    token: str = Field(repr=False)
    epoch: int
    branch: str
    station_key: str | None = Field(default=None, repr=False)
    server_public_key: str | None = None
    owners: tuple[str, ...] = ()
    time_zone: str = "Europe/Paris"


class CredentialFile:
    """One file. `keep_keys` False leaves the keys out of it."""

    def __init__(self, path: Path, *, keep_keys: bool = True) -> None:
        self._path = path
        self._keep_keys = keep_keys

    def load(self) -> Credentials | None:
        """What the file says; None when the station is not enrolled. Raises StorageDamaged (bad
        content, or a file others may read) or StorageError."""
        try:
            mode = self._path.stat().st_mode
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise StorageError(f"{self._path.name} cannot be read: {error}") from error
        if mode & 0o077:
            raise StorageDamaged(f"{self._path.name} may be read by others: chmod 600 it")
        try:
            file = _File.model_validate_json(text)
            return Credentials(
                file.station,
                file.token,
                file.epoch,
                file.branch,
                _bytes(file.station_key),
                _bytes(file.server_public_key),
                file.owners,
                file.time_zone,
            )
        except (ValidationError, ValueError):
            # The cause would quote the file, and with it the token.
            raise StorageDamaged(f"{self._path.name} is not what was written") from None

    def save(self, credentials: Credentials) -> None:
        """Replace the file as a whole, durably. Raises StorageError."""
        kept = credentials if self._keep_keys else replace(credentials, station_key=None)
        file = _File(
            station=kept.station,
            token=kept.token,
            epoch=kept.epoch,
            branch=kept.branch,
            station_key=_text(kept.station_key),
            server_public_key=_text(kept.server_public_key),
            owners=kept.owners,
            time_zone=kept.time_zone,
        )
        try:
            _replace(self._path, file.model_dump_json(indent=2).encode())
        except OSError as error:
            raise StorageError(f"{self._path.name} cannot be written: {error}") from error


class Keyring:
    """The credentials in use, shared by threads; a change goes to the file first."""

    def __init__(self, file: CredentialFile, credentials: Credentials) -> None:
        self._file = file
        self._credentials = credentials
        self._lock = threading.Lock()

    @property
    def now(self) -> Credentials:
        """The credentials in use."""
        with self._lock:
            return self._credentials

    def learn(self, info: StationInfo) -> Credentials:
        """Take over what the server says. Raises StorageError when it cannot be kept; it is in use
        nevertheless."""
        return self._take(self.now.updated(info))

    def start_epoch(self, epoch: int) -> Credentials:
        """A new epoch: the station key of the old one has had its time, a new one is fetched."""
        return self._take(replace(self.now, epoch=max(epoch, self.now.epoch)))

    def _take(self, credentials: Credentials) -> Credentials:
        with self._lock:
            changed = credentials != self._credentials
            self._credentials = credentials
        if changed:
            self._file.save(credentials)
        return credentials


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text, validate=True)


def _text(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode()


def _replace(path: Path, data: bytes) -> None:
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
