"""A content pack made from a folder of EPUB files: its manifest, and each file that was left out
with a sentence why. Touches no database, changes no file.

Used by `beaupre devices packs build`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from catalogue.domain.packs import Manifest, PackFile, PackTitle
from catalogue.services.devices.epub import BadEpub, Epub, read_epub
from catalogue.services.devices.folders import PACK_FILE, file_of

SUFFIX = ".epub"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not in the pack, by its path below the folder."""

    file: str
    reason: str


@dataclass(slots=True)
class _Found:
    """What is in the pack so far, by what makes two files the same."""

    files: list[PackFile] = field(default_factory=list)
    titles: list[PackTitle] = field(default_factory=list)
    seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def same(self, file: PackFile, book: Epub) -> tuple[str, str] | None:
        """The file that is there already, and what the two share."""
        for key, what in _keys(file, book):
            if key in self.seen:
                return self.seen[key], what
        return None

    def add(self, file: PackFile, book: Epub, rights: str) -> None:
        """One more."""
        for key, _ in _keys(file, book):
            self.seen[key] = file.path
        self.files.append(file)
        self.titles.append(
            PackTitle(
                title=book.title,
                author=book.author,
                rights=rights,
                reference=book.identifier,
                file=file.path,
                language=book.language,
            )
        )


def build_pack(folder: Path, name: str, rights: str) -> tuple[Manifest, list[LeftOut]]:
    """The pack of all EPUB files below a folder, with version 0: still to be numbered. `rights`:
    why they may be lent, where a book does not say it itself. Raises OSError."""
    found, left_out = _Found(), []
    for path in _files(folder):
        told = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
        try:
            _take(found, path, told, rights)
        except BadEpub as error:
            left_out.append(LeftOut(told, str(error)))
    manifest = Manifest(
        name=unicodedata.normalize("NFC", name.strip()),
        version=0,
        titles=tuple(found.titles),
        files=tuple(found.files),
    )
    return manifest, left_out


def _take(found: _Found, path: Path, told: str, rights: str) -> None:
    if path.suffix.lower() != SUFFIX:
        raise BadEpub("it is no EPUB")
    book = _composed(read_epub(path))
    file = file_of(path, told)
    same = found.same(file, book)
    if same is not None:
        raise BadEpub(f"{same[0]} is there already, with {same[1]}")
    basis = rights or book.rights
    if not basis:
        raise BadEpub("nothing says on what basis it may be lent; say it with --rights")
    found.add(file, book, basis)


def _files(folder: Path) -> Iterator[Path]:
    """By path, without hidden ones and without the pack's own file."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in parts)
        if path.is_file() and not hidden and parts != (PACK_FILE,):
            yield path


def _keys(file: PackFile, book: Epub) -> Iterator[tuple[tuple[str, str], str]]:
    """What two files of one book share, and how it is said."""
    yield ("content", file.sha256), "the same content"
    if book.identifier:
        yield ("identifier", book.identifier), f"the same identifier, {book.identifier}"
    words = f"{book.title}\0{book.author}\0{book.language}"
    yield ("words", words.casefold()), "the same title, author and language"


def _composed(book: Epub) -> Epub:
    """In Unicode's NFC, as a manifest must be."""
    return Epub(
        *(
            unicodedata.normalize("NFC", text)
            for text in (book.title, book.author, book.language, book.identifier, book.rights)
        )
    )
