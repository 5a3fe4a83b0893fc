"""One answer of an OAI-PMH server: its records, its token, its errors. Pure.

Servers in the field put blanks before the declaration, leave control characters in, count lists
as 0, answer errors without naming the verb; none of that matters here. An answer that is not
well-formed is cut into its records, so that one bad character costs one record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.feeds.errors import FeedError
from catalogue.feeds.oai.formats import entry_from
from catalogue.feeds.record import Entry, FeedRecord, Refused
from catalogue.feeds.xmlsafe import Element, cleaned, local, parsed, text_of

_RECORD = re.compile(
    rb"<(?:[\w.-]+:)?record\b[^>]*>\s*<(?:[\w.-]+:)?header\b.*?"
    rb"(?=<(?:[\w.-]+:)?record\b[^>]*>\s*<(?:[\w.-]+:)?header\b"
    rb"|<(?:[\w.-]+:)?resumptionToken\b|</(?:[\w.-]+:)?(?:ListRecords|GetRecord)\b|\Z)",
    re.DOTALL,
)
_TOKEN = re.compile(rb"<(?:[\w.-]+:)?resumptionToken\b[^>]*>([^<]*)<")
_IDENTIFIER = re.compile(rb"<(?:[\w.-]+:)?identifier>\s*([^<]*?)\s*<")
_PREFIX = re.compile(rb"[<\s/]([A-Za-z][\w.-]{0,40}):[A-Za-z]")
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["']([\w.-]+)["']""")


@dataclass(frozen=True, slots=True)
class Page:
    """`records` are elements, or the bytes of those that could not be parsed; `token` of the next
    page, empty: the last; `size` of the whole list if the server knows it."""

    records: tuple[Element | bytes, ...]
    token: str = ""
    size: int | None = None
    error: str = ""
    message: str = ""
    responded: str = ""

    def entries(self, number: int) -> Iterator[Entry]:
        """The entries, counted from the one after `number`."""
        for index, record in enumerate(self.records, number + 1):
            if isinstance(record, bytes):
                named = _IDENTIFIER.search(record)
                source_id = named[1].decode("utf-8", "replace") if named else ""
                yield Refused(index, "damaged, it is not well-formed XML: mend it", source_id)
            else:
                yield _entry(record, index)


def read_page(data: bytes, what: str) -> Page:
    """An answer. Raises `FeedError`: it is none."""
    try:
        root = parsed(data, what)
    except FeedError:
        page = _cut(cleaned(data))
        if page is None:
            raise
        return page
    if local(root) != "OAI-PMH":
        raise FeedError(f"{what} is no OAI-PMH answer but {local(root)}")
    named = {local(child): child for child in root}
    responded = text_of(named.get("responseDate"))
    if "error" in named:
        code = named["error"].get("code", "")
        return Page((), error=code, message=text_of(named["error"]), responded=responded)
    listed = named.get("ListRecords", named.get("GetRecord"))
    if listed is None:
        return Page((), responded=responded)
    records = tuple(child for child in listed if local(child) == "record")
    token = next((child for child in listed if local(child) == "resumptionToken"), None)
    return Page(records, text_of(token), _size(token), responded=responded)


def formats_of(data: bytes, what: str) -> list[str]:
    """The prefixes in an answer to ListMetadataFormats. Raises `FeedError`."""
    root = parsed(data, what)
    return [text_of(each) for each in root.iter() if local(each) == "metadataPrefix"]


def _size(token: Element | None) -> int | None:
    told = token.get("completeListSize", "") if token is not None else ""
    return int(told) if told.isdigit() and len(told) < 10 and int(told) > 0 else None


def _entry(record: Element, number: int) -> Entry:
    parts = {local(child): child for child in record}
    header = parts.get("header")
    named = {local(child): child for child in header} if header is not None else {}
    source_id = text_of(named.get("identifier"))
    if header is None or not source_id:
        return Refused(number, "its header has no identifier: it could not be found again")
    if header.get("status") == "deleted":
        return FeedRecord(number, source_id, deleted=True)
    metadata = parts.get("metadata")
    if metadata is None or not len(metadata):
        return Refused(number, "it has no metadata: ask for another metadataPrefix", source_id)
    return entry_from(metadata[0], number, source_id)


def _cut(data: bytes) -> Page | None:
    """The records of an answer that is not well-formed, each parsed alone; None: it has none."""
    told = _ENCODING.match(data)
    head = b"<?xml version='1.0' encoding='%s'?>" % (told[1] if told else b"utf-8")
    records: list[Element | bytes] = []
    for found in _RECORD.finditer(data):
        piece = found[0]
        prefixes = {*_PREFIX.findall(piece)} - {b"xml", b"xmlns"}
        names = b" ".join(b"xmlns:%s='urn:feed:%s'" % (each, each) for each in prefixes)
        try:
            envelope = parsed(b"%s<x %s>%s</x>" % (head, names, piece), "a record")
            records.append(envelope[0])
        except FeedError:
            records.append(piece)
    if not records:
        return None
    token = _TOKEN.search(data)
    return Page(tuple(records), token[1].decode("utf-8", "replace").strip() if token else "")
