"""A content pack as a folder: its files, hashed, and its `pack.toml`.

    name = "Grands romans"
    [[titles]]
    title = "Germinal"
    author = "Émile Zola"
    rights = "domaine public"       # why it may be lent
    reference = "9782070411429"     # where else it is known; may be left out
    file = "germinal.epub"          # may be left out
    language = "fr"                 # may be left out

Used by `beaupre devices packs` and by the demo town. Touches no database.
"""

from __future__ import annotations

import hashlib
import tomllib
import unicodedata
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from catalogue.domain.packs import BadManifest, Manifest, PackFile, PackTitle

PACK_FILE = "pack.toml"
CHUNK_BYTES = 1 << 20
Folder = Path | Traversable


def files_of(folder: Folder) -> list[PackFile]:
    """Every file below a folder but its `pack.toml` and what is hidden (a device keeps its own
    things in files whose names begin with a dot), by path. Raises OSError."""
    return sorted(_walk(folder, ""))


def _walk(folder: Folder, prefix: str) -> Iterator[PackFile]:
    for each in folder.iterdir():
        if each.name.startswith(".") or (not prefix and each.name == PACK_FILE):
            continue
        # One spelling of a name everywhere: some systems write an accent as a letter of its own.
        path = prefix + unicodedata.normalize("NFC", each.name)
        if each.is_dir():
            yield from _walk(each, path + "/")
        elif each.is_file():
            yield file_of(each, path)


def file_of(file: Folder, path: str) -> PackFile:
    """A file with its hash, under that path. Raises OSError."""
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
    return PackFile(path, digest.hexdigest(), size)


def manifest_of_folder(folder: Folder, version: int = 0) -> Manifest:
    """The manifest of a folder with a `pack.toml`; version 0: still to be numbered. Raises OSError,
    BadManifest."""
    try:
        told = tomllib.loads((folder / PACK_FILE).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadManifest(f"{PACK_FILE}: {error}") from error
    unknown = set(told) - {"name", "titles"}
    if unknown:
        raise BadManifest(f"{PACK_FILE}: {min(unknown)} is not known")
    titles = told.get("titles", [])
    if not isinstance(titles, list) or not all(isinstance(each, dict) for each in titles):
        raise BadManifest(f"{PACK_FILE}: titles are tables, [[titles]]")
    return Manifest(
        name=unicodedata.normalize("NFC", str(told.get("name", ""))),
        version=version,
        titles=tuple(_title(each) for each in titles),
        files=tuple(files_of(folder)),
    )


def _title(told: dict[str, object]) -> PackTitle:
    names = ("title", "author", "rights", "reference", "file", "language")
    unknown = set(told) - set(names)
    if unknown:
        raise BadManifest(f"{PACK_FILE}: titles.{min(unknown)} is not known")
    texts = {name: unicodedata.normalize("NFC", str(told.get(name, ""))) for name in names}
    return PackTitle(**texts)
