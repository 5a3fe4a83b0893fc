"""Content packs: what is to be on a device, as a manifest that can be hashed. Pure.

A manifest is RFC 8785 text (JSON Canonicalization Scheme) of name, version, titles with the basis
on which each may be lent, and files with their SHA-256, by path. Two folders with the same files
give the same hash.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Final

from catalogue.domain.operations import MAX_INTEGER, plain_bytes

SCHEMA: Final = 1


class BadManifest(ValueError):
    """A text that is no manifest; `str()` says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class PackTitle:
    """A title of a pack. `rights`: why it may be lent (`public domain`, a licence); `reference`
    names it elsewhere; `file` is its path in the pack; `language` as ISO 639."""

    title: str
    author: str = ""
    rights: str = ""
    reference: str = ""
    file: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, order=True)
class PackFile:
    """A file: its path below the folder, with `/`, its SHA-256 and its bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A version of a pack."""

    name: str
    version: int
    titles: tuple[PackTitle, ...]
    files: tuple[PackFile, ...]

    def text(self) -> str:
        """The canonical text."""
        titles = [{k: v for k, v in asdict(title).items() if v} for title in self.titles]
        files = [asdict(file) for file in sorted(self.files)]
        return plain_bytes(
            {
                "schema": SCHEMA,
                "name": self.name,
                "version": self.version,
                "titles": [dict(title) for title in titles],
                "files": [dict(file) for file in files],
            }
        ).decode()

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical text, 64 lower-case hexadecimal digits."""
        return hashlib.sha256(self.text().encode()).hexdigest()

    def found_as(self, files: Iterable[PackFile]) -> Manifest:
        """The manifest of what was found where this one should be."""
        return Manifest(self.name, self.version, self.titles, tuple(files))


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that is not as it should be: `missing`, `extra` or `changed`."""

    path: str
    what: str


def differences(wanted: Manifest, found: Iterable[PackFile]) -> tuple[Difference, ...]:
    """Every file by which a folder differs from a manifest, by path."""
    want = {file.path: file for file in wanted.files}
    have = {file.path: file for file in found}
    return tuple(
        Difference(path, _what(want.get(path), have.get(path)))
        for path in sorted(want.keys() | have.keys())
        if want.get(path) != have.get(path)
    )


def _what(want: PackFile | None, have: PackFile | None) -> str:
    if have is None:
        return "missing"
    return "extra" if want is None else "changed"


def read_manifest(text: str) -> Manifest:
    """The manifest a text says; whether it may be published is `check_manifest`'s to say. Raises
    BadManifest."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BadManifest(f"not JSON: {error}") from error
    except RecursionError as error:
        raise BadManifest("nested too deeply") from error
    if not isinstance(data, dict) or data.get("schema", SCHEMA) != SCHEMA:
        raise BadManifest("not a manifest of schema 1")
    return Manifest(
        name=_text(data, "name"),
        version=_number(data, "version"),
        titles=tuple(_title(each) for each in _list(data, "titles")),
        files=tuple(_file(each) for each in _list(data, "files")),
    )


def check_manifest(manifest: Manifest) -> None:
    """Raises BadManifest for what cannot be published."""
    if not manifest.name.strip() or manifest.version < 1:
        raise BadManifest("a pack has a name and a version from 1")
    if not manifest.files:
        raise BadManifest("a pack has files")
    paths = [file.path for file in manifest.files]
    for path in paths:
        parts = path.split("/")
        if "" in parts or "." in parts or ".." in parts or "\\" in path:
            raise BadManifest(f"{path!r} is not a path below the folder")
    if len(set(paths)) != len(paths):
        raise BadManifest("a file is there twice")
    for file in manifest.files:
        if len(file.sha256) != 64 or set(file.sha256) - set("0123456789abcdef"):
            raise BadManifest(f"{file.path}: not a SHA-256")
    for title in manifest.titles:
        if not title.title.strip() or not title.rights.strip():
            raise BadManifest(f"{title.title or 'a title'}: say on what basis it is lent (rights)")
        if title.file and title.file not in paths:
            raise BadManifest(f"{title.title}: no file {title.file}")
    text = manifest.text()
    if not unicodedata.is_normalized("NFC", text):
        raise BadManifest("a text is not in Unicode's NFC")


def _title(value: object) -> PackTitle:
    if not isinstance(value, dict):
        raise BadManifest("a title is a table")
    names = ("title", "author", "rights", "reference", "file", "language")
    return PackTitle(**{name: _text(value, name, "") for name in names})


def _file(value: object) -> PackFile:
    if not isinstance(value, dict):
        raise BadManifest("a file is a table")
    return PackFile(_text(value, "path"), _text(value, "sha256"), _number(value, "size"))


def _text(data: Mapping[str, object], name: str, default: str | None = None) -> str:
    value = data.get(name, default)
    if not isinstance(value, str):
        raise BadManifest(f"{name}: a text is needed")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise BadManifest(f"{name}: half a surrogate pair") from error
    if "\0" in value:
        raise BadManifest(f"{name}: a NUL is no text")
    return value


def _number(data: Mapping[str, object], name: str) -> int:
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_INTEGER:
        raise BadManifest(f"{name}: a whole number is needed")
    return value


def _list(data: Mapping[str, object], name: str) -> list[object]:
    value = data.get(name)
    if not isinstance(value, list):
        raise BadManifest(f"{name}: a list is needed")
    return value
