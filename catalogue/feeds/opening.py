"""Opens a feed, whatever it is: a file or an address, recognised from its first bytes.

Used by the import and its commands; the readers themselves are in the modules beside this one.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from catalogue.feeds.csvfile import CsvFile
from catalogue.feeds.csvmapping import read_mapping
from catalogue.feeds.errors import FeedError, UnknownFormat
from catalogue.feeds.fetching import Fetcher, shown
from catalogue.feeds.marc.charsets import ENCODINGS
from catalogue.feeds.marc.reader import MarcFile
from catalogue.feeds.marc.xml import MarcXmlFile
from catalogue.feeds.oai.harvest import OaiFile, OaiHarvest
from catalogue.feeds.opds.reader import OpdsCatalogue, OpdsFile
from catalogue.feeds.reading import FeedOptions, Reader

FORMATS = ("marc", "marcxml", "oai", "opds1", "opds2", "csv")

_NO_OPTIONS = FeedOptions()
_HEAD = 65_536
_LEADER = re.compile(rb"\d{5}.{7}\d{5}", re.DOTALL)
_ROOT = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)")
_ROOTS = {
    "OAI-PMH": "oai",
    "feed": "opds1",
    "entry": "opds1",
    "collection": "marcxml",
    "record": "marcxml",
    "searchRetrieveResponse": "marcxml",
}


def open_feed(source: str | Path, options: FeedOptions = _NO_OPTIONS) -> Reader:
    """A reader of the file or the http(s) address `source`.

    Raises `FeedError`: no such file, an address that must not be fetched, a mapping that is none,
    a format that is not recognised (`UnknownFormat`).
    """
    if options.format and options.format not in FORMATS:
        raise UnknownFormat(f"no format is called {options.format}; there are {', '.join(FORMATS)}")
    if options.encoding and options.encoding not in ENCODINGS:
        raise FeedError(
            f"no encoding is called {options.encoding}; there are {', '.join(ENCODINGS)}"
        )
    if isinstance(source, str) and is_address(source):
        return _address(source, options)
    return _file(Path(source), options)


def is_address(source: str) -> bool:
    """Is it fetched, and no file?"""
    return "://" in source[:12]


def format_of(head: bytes) -> str:
    """The format that the first bytes of a file or answer show, or nothing."""
    bare = head.lstrip(b" \r\n\t\x00\xef\xbb\xbf")
    if _LEADER.match(bare) or all(mark in bare for mark in (b"\x1d", b"\x1e", b"\x1f")):
        return "marc"
    if bare[:1] == b"{":
        return "opds2"
    if bare[:1] != b"<":
        return ""
    for found in _ROOT.finditer(bare):
        # Not the declaration, an instruction or a comment, whose < is followed by ? or !
        return _ROOTS.get(found[1].decode(), "")
    return ""


def _file(path: Path, options: FeedOptions) -> Reader:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as failed:
        raise FeedError(f"{path} cannot be read: {failed.strerror}") from failed
    if not head.strip():
        raise FeedError(f"{path} is empty: export it again")
    named = options.format or ("csv" if options.mapping else format_of(head))
    if named == "marc":
        return MarcFile(path, options.encoding)
    if named == "marcxml":
        return MarcXmlFile(path)
    if named == "oai":
        return OaiFile(path, options.limits.max_bytes)
    if named in ("opds1", "opds2"):
        return OpdsFile(path, named, options)
    if named == "csv":
        if options.mapping is None:
            raise FeedError(f"{path} is a CSV: give the mapping file that names its columns")
        return CsvFile(
            path.name,
            path.stat().st_size,
            lambda: path.open("rb"),
            read_mapping(options.mapping),
        )
    raise UnknownFormat(
        f"{path} is in no format that is recognised ({', '.join(FORMATS)}); a CSV needs a mapping"
    )


def _address(url: str, options: FeedOptions) -> Reader:
    fetcher = Fetcher(url, options.limits)
    named = options.format or _asked_format(url) or format_of(fetcher.get(url).data[:_HEAD])
    if named == "oai":
        return OaiHarvest(url, fetcher, options)
    if named in ("opds1", "opds2"):
        return OpdsCatalogue(url, fetcher, options, named)
    if named:
        raise FeedError(f"{shown(url)} gives {named}: download it and import the file")
    raise UnknownFormat(f"{shown(url)} is neither OAI-PMH nor OPDS: check the address")


def _asked_format(url: str) -> str:
    """An address with an OAI-PMH verb in its query says what it is."""
    return "oai" if "verb" in dict(parse_qsl(urlsplit(url).query)) else ""
