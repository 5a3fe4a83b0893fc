"""Reads a file of ISO 2709, entry by entry. Positions: `offset number`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, ClassVar

from catalogue.feeds.errors import FeedError
from catalogue.feeds.marc.entries import entry_of
from catalogue.feeds.marc.frames import frames
from catalogue.feeds.marc.iso2709 import BadRecord, parse
from catalogue.feeds.reading import RawRecord
from catalogue.feeds.record import Entry, Refused

_MENDED = "export it again, or mend it in the source"


class RecordFile(ABC):
    """A file of records, each read alone; see `catalogue.feeds.reading.Reader`."""

    format: ClassVar[str]

    def __init__(self, path: Path, encoding: str = "") -> None:
        self._path = path
        self._encoding = encoding
        self.done = 0
        self.total: int | None = path.stat().st_size

    def entries(self, after: str | None = None) -> Iterator[tuple[str, Entry]]:
        """Each record, or its refusal, with the position behind it."""
        for raw in self.raws(after):
            yield raw.position, self.read(raw)

    def raws(self, after: str | None = None) -> Iterator[RawRecord]:
        """The records as bytes."""
        offset, number = place(after)
        with self._path.open("rb") as stream:
            for raw in self._cut(stream, offset, number):
                self.done = int(raw.position.partition(" ")[0])
                yield raw

    @abstractmethod
    def read(self, raw: RawRecord) -> Entry:
        """The entry of a record."""

    @abstractmethod
    def _cut(self, stream: BinaryIO, offset: int, number: int) -> Iterator[RawRecord]:
        """The records from `offset`, the first being the next after `number`."""


class MarcFile(RecordFile):
    """A file of MARC 21 or UNIMARC records."""

    format = "marc"

    def read(self, raw: RawRecord) -> Entry:
        return read_record(raw, self._encoding)

    def _cut(self, stream: BinaryIO, offset: int, number: int) -> Iterator[RawRecord]:
        return raw_records(stream, offset, number)


def read_record(raw: RawRecord, encoding: str = "") -> Entry:
    """The entry of a record; damage makes a refusal that says what and where."""
    if raw.damage:
        return Refused(raw.number, f"damaged, {raw.damage}: {_MENDED}")
    try:
        return entry_of(parse(raw.data, encoding), raw.number)
    except BadRecord as bad:
        return Refused(raw.number, f"damaged, {bad}: {_MENDED}")


def raw_records(stream: BinaryIO, offset: int = 0, number: int = 0) -> Iterator[RawRecord]:
    """The records of a stream, from one that begins at `offset` and is the next after `number`."""
    for frame in frames(stream, offset):
        number += 1
        yield RawRecord(f"{frame.end} {number}", number, frame.raw, frame.damage)


def place(after: str | None) -> tuple[int, int]:
    """Offset and number of a position; the start where there is none."""
    try:
        offset, number = map(int, (after or "0 0").split(" "))
    except ValueError:
        raise FeedError(f"{after!r} is no position in a file of records: start again") from None
    return offset, number
