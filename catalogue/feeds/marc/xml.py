"""Reads MARCXML and marcxchange (ISO 25577), also inside SRU answers, record by record.

The file is cut at its record elements and each is parsed alone, so that one that is not
well-formed costs itself alone and memory stays small. Positions: `offset number`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from catalogue.feeds.errors import FeedError
from catalogue.feeds.marc.charsets import clean
from catalogue.feeds.marc.entries import entry_of
from catalogue.feeds.marc.fields import MARK, MarcRecord
from catalogue.feeds.marc.iso2709 import USED
from catalogue.feeds.marc.reader import RecordFile
from catalogue.feeds.reading import RawRecord
from catalogue.feeds.record import Entry, Refused
from catalogue.feeds.xmlsafe import Element, local, parsed, text_of

_OPENS = re.compile(rb"<(?:([A-Za-z][\w.-]*):)?record(?=[\s>])")
_CLOSES = re.compile(rb"</(?:[A-Za-z][\w.-]*:)?record\s*>")
_PREFIXES = re.compile(rb"[<\s/]([A-Za-z][\w.-]{0,40}):[A-Za-z]")
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding=["']([\w.-]+)["']""")
_CHUNK = 1 << 20
_LONGEST = 4 << 20
_TAGS = frozenset(tag.decode() for tag in USED)
_MENDED = "export it again, or mend it in the source"


class MarcXmlFile(RecordFile):
    """A file of MARC records in XML."""

    format = "marcxml"

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            declared = _DECLARED.match(file.read(200).lstrip(b" \r\n\t\xef\xbb\xbf"))
        super().__init__(path, declared[1].decode("ascii") if declared else "utf-8")

    def read(self, raw: RawRecord) -> Entry:
        return read_element(raw, self._encoding)

    def _cut(self, stream: BinaryIO, offset: int, number: int) -> Iterator[RawRecord]:
        return raw_elements(stream, offset, number)


def raw_elements(stream: BinaryIO, offset: int = 0, number: int = 0) -> Iterator[RawRecord]:
    """The record elements from `offset`, the first being the next after `number`."""
    for data, end in _elements(stream, offset):
        number += 1
        yield RawRecord(f"{end} {number}", number, data)


def read_element(raw: RawRecord, encoding: str = "utf-8") -> Entry:
    """The entry of a record element; one that is not well-formed is refused."""
    try:
        element = _parsed(raw.data, encoding)
    except FeedError as bad:
        return Refused(raw.number, f"damaged, {bad}: {_MENDED}")
    marc = record_of(element)
    if not marc.fields and not marc.leader:
        return _without_record(element, raw.number)
    return entry_of(marc, raw.number)


def _parsed(data: bytes, encoding: str) -> Element:
    """The element, in an envelope that declares the prefixes it uses: those of the whole file may
    be anywhere before it."""
    opened = _OPENS.match(data)
    try:
        return _enveloped(data, {opened[1] or b"xsi" if opened else b"xsi", b"xsi"}, encoding)
    except FeedError:
        prefixes = {*_PREFIXES.findall(data)} - {b"xml", b"xmlns"}
        return _enveloped(data, prefixes, encoding)


def _enveloped(data: bytes, prefixes: set[bytes], encoding: str) -> Element:
    declared = b" ".join(b"xmlns:%s='urn:feed:%s'" % (each, each) for each in prefixes)
    head = b"<?xml version='1.0' encoding='%s'?>" % encoding.encode()
    return parsed(b"%s<x %s>%s</x>" % (head, declared, data), "the record")[0]


def _without_record(envelope: Element, number: int) -> Refused:
    """What an SRU answer puts where it has no record (SRU 1.2, surrogate diagnostics)."""
    told = {local(each): text_of(each) for each in envelope.iter()}
    why = told.get("message") or told.get("details")
    reason = f"the server could not give it: {why}" if why else "there is no record inside"
    return Refused(number, f"{reason}; ask for it again", told.get("recordIdentifier", ""))


def record_of(element: Element) -> MarcRecord:
    """The used fields of a `record` element, whatever its namespace."""
    leader = ""
    fields: dict[str, list[str]] = {}
    for child in element:
        name = local(child)
        if name == "leader":
            leader = (child.text or "").ljust(24)
            continue
        tag = child.get("tag", "")
        if tag not in _TAGS:
            continue
        if name == "controlfield":
            fields.setdefault(tag, []).append(clean(child.text or ""))
        elif name == "datafield":
            parts = [(child.get("ind1") or " ")[:1] + (child.get("ind2") or " ")[:1]]
            parts += [(each.get("code") or " ")[:1] + (each.text or "") for each in child]
            fields.setdefault(tag, []).append(clean(MARK.join(parts)))
    return MarcRecord(leader, fields)


def _elements(stream: BinaryIO, offset: int) -> Iterator[tuple[bytes, int]]:
    """The innermost record elements from `offset` with the offsets behind them; of one that does
    not end, what there is."""
    stream.seek(offset)
    window, at = b"", 0
    while chunk := stream.read(_CHUNK):
        window, at = window[at:] + chunk, 0
        start = offset
        for closed in _CLOSES.finditer(window):
            opened = _last_opened(window, at, closed.start())
            if opened is not None:
                yield window[opened : closed.end()], start + closed.end()
            at = closed.end()
        offset = start + at
        if len(window) - at > _LONGEST:
            raise FeedError(f"no record ends within {_LONGEST >> 20} MiB: is it MARCXML?")
    opened = _last_opened(window, at, len(window))
    if opened is not None:
        yield window[opened:], offset + len(window) - at


def _last_opened(window: bytes, at: int, end: int) -> int | None:
    """Where the record that ends at `end` begins: envelopes open before it."""
    last = None
    for found in _OPENS.finditer(window, at, end):
        last = found.start()
    return last
