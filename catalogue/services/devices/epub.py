"""What an EPUB says of itself: title, authors, language, identifier; or why it is not put on a
device. EPUB 3.3 (Open Container Format 4.1 to 4.3, Package document 5.5), EPUB 2.0.1.

Nothing is unpacked. Every file in it is read once, so that a damaged one is found here and not by a
reader; what would swell beyond measure is refused before.
"""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import etree

from catalogue.feeds.errors import FeedError
from catalogue.feeds.xmlsafe import local, parsed

CONTAINER = "META-INF/container.xml"
PROTECTED = ("META-INF/license.lcpl", "META-INF/rights.xml")
"""LCP and Adobe: it opens for one reader alone."""
MAX_ENTRIES = 10_000
MAX_XML_BYTES = 4 << 20
MAX_BYTES = 2 << 30
"""Of all it holds, unpacked."""
MAX_RATIO = 200
"""Unpacked ÷ packed: text is packed to a fifth, pictures hardly."""
CHUNK = 1 << 20
ENCRYPTED = 0x1
ISBN = re.compile(r"(?:97[89])?\d{9}[\dXx]")
DAMAGED = (
    *(OSError, EOFError, RuntimeError, ValueError, LookupError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
)
"""What the library raises for an archive that is not whole."""


class BadEpub(ValueError):
    """It is not put on a device; `str()` is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Epub:
    """What it says. `identifier` is its ISBN where it has one; `rights`: its own words."""

    title: str
    author: str
    language: str
    identifier: str
    rights: str


def read_epub(path: Path) -> Epub:
    """Read one. Raises BadEpub."""
    try:
        with zipfile.ZipFile(path) as book:
            _assert_measured(book, path.stat().st_size)
            _assert_whole(book)
            return _metadata(book, _package_of(book))
    except DAMAGED as error:
        if isinstance(error, BadEpub):
            raise
        raise BadEpub("it is damaged: it cannot be read to its end; fetch it again") from error


def _assert_measured(book: zipfile.ZipFile, packed: int) -> None:
    entries = book.infolist()
    if len(entries) > MAX_ENTRIES:
        raise BadEpub(f"it holds more than {MAX_ENTRIES} files")
    unpacked = sum(each.file_size for each in entries)
    # Entries that overlap say more than the file holds.
    overlapping = sum(each.compress_size for each in entries) > packed
    if unpacked > MAX_BYTES or unpacked > MAX_RATIO * max(packed, 1) or overlapping:
        raise BadEpub("it would swell beyond measure when it is opened")
    names = {each.filename for each in entries}
    if names.intersection(PROTECTED):
        raise BadEpub("it is protected: it opens for one reader alone")
    if any(each.flag_bits & ENCRYPTED for each in entries):
        raise BadEpub("it is locked with a password")


def _assert_whole(book: zipfile.ZipFile) -> None:
    for each in book.infolist():
        left = each.file_size
        with book.open(each) as opened:
            # Its end is compared with the checksum in the archive.
            while piece := opened.read(CHUNK):
                left -= len(piece)
                if left < 0:
                    raise BadEpub("it would swell beyond measure when it is opened")


def _xml(book: zipfile.ZipFile, name: str, what: str) -> etree._Element:
    try:
        entry = book.getinfo(name)
    except KeyError:
        raise BadEpub(f"it has no {what}: it is no EPUB, or damaged") from None
    if entry.file_size > MAX_XML_BYTES:
        raise BadEpub(f"its {what} is larger than {MAX_XML_BYTES >> 20} MiB")
    try:
        return parsed(book.read(entry), f"its {what}")
    except FeedError as error:
        raise BadEpub(str(error)) from error


def _package_of(book: zipfile.ZipFile) -> etree._Element:
    """The package document its container names first."""
    container = _xml(book, CONTAINER, "container file")
    for each in container.iter():
        path = each.get("full-path")
        if local(each) == "rootfile" and path:
            return _xml(book, str(PurePosixPath(path)), "package document")
    raise BadEpub("its container file names no package document")


def _metadata(book: zipfile.ZipFile, package: etree._Element) -> Epub:
    said: dict[str, list[etree._Element]] = {}
    for each in package.iter():
        said.setdefault(local(each), []).append(each)
    title = _text(said.get("title", ()))
    if not title:
        raise BadEpub("it does not say its title")
    authors = [text for text in map(_plain, said.get("creator", ())) if text]
    return Epub(
        title=title,
        author=" ; ".join(authors),
        language=_text(said.get("language", ())).partition("-")[0].lower(),
        identifier=_identifier(said.get("identifier", ()), package.get("unique-identifier")),
        rights=_text(said.get("rights", ())),
    )


def _plain(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())


def _text(elements: list[etree._Element] | tuple[()]) -> str:
    """The first that says something."""
    return next((text for text in map(_plain, elements) if text), "")


def _identifier(elements: list[etree._Element] | tuple[()], unique: str | None) -> str:
    """Its ISBN; else the one the package calls its own."""
    found = [(each.get("id"), _plain(each)) for each in elements]
    for _, text in found:
        digits = text.lower().removeprefix("urn:").removeprefix("isbn:").replace("-", "").strip()
        if ISBN.fullmatch(digits):
            return digits.upper()
    own = [text for id_, text in found if id_ == unique and text]
    return next(iter([*own, *(text for _, text in found if text)]), "")
