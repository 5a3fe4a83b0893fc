"""Reads a CSV with a mapping file, line by line: a row a title, or a row a copy.

Rows of one title follow each other, as exports give them; they share its `id`. A row that cannot be
read is refused by its line. Positions: `offset lines number`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from catalogue.feeds.csvmapping import KINDS, Mapping
from catalogue.feeds.errors import FeedError
from catalogue.feeds.plain import plain_text, spoken
from catalogue.feeds.record import Entry, FeedCopy, FeedLink, FeedRecord, Refused
from catalogue.feeds.words import (
    audience_of_words,
    cents,
    isbns_in,
    kind_of_words,
    language,
    once,
    web_address,
    year_in,
)

_AUDIENCES = ("adult", "youth", "child", "all")
_YES = ("1", "y", "yes", "o", "oui", "true", "vrai", "x")
_LONGEST_LINE = 1 << 20
_MOST_LINES = 200
"""Lines that one quoted row may take."""


class CsvFile:
    """A CSV with its mapping; see `catalogue.feeds.reading.Reader`."""

    format = "csv"

    def __init__(
        self, name: str, size: int, opened: Callable[[], BinaryIO], mapping: Mapping
    ) -> None:
        """`opened` gives the file of `size` bytes anew. Raises FeedError: it has no header, or not
        the columns of the mapping."""
        self._opened = opened
        self._mapping = mapping
        self.done = 0
        self.total: int | None = size
        with opened() as stream:
            header = next(_rows(stream, mapping, 0), None)
        if header is None or isinstance(header.cells, str):
            raise FeedError(f"{name} has no line of column names in {mapping.encoding}")
        names = [spoken(cell) for cell in header.cells]
        missing = {*mapping.columns.values()} - {*names}
        if missing:
            raise FeedError(
                f"{name} has no column {', '.join(sorted(missing))}; it has {', '.join(names)}"
            )
        self._at = {each: names.index(column) for each, column in mapping.columns.items()}
        self._width = 1 + max(self._at.values())
        self._start = (header.end, header.lines)

    def entries(self, after: str | None = None) -> Iterator[tuple[str, Entry]]:
        """Each title with all its copies, or a refusal by line, and the position behind it."""
        offset, lines, number = self._place(after)
        waiting: FeedRecord | None = None
        behind = (offset, lines)
        with self._opened() as stream:
            stream.seek(offset)
            for row in _rows(stream, self._mapping, offset):
                read = self._entry(row, lines + row.lines_before + 1, number + 1)
                same = isinstance(read, FeedRecord) and waiting and _joins(waiting, read)
                if same and waiting and isinstance(read, FeedRecord):
                    waiting = replace(waiting, copies=_joined(waiting.copies, read.copies))
                else:
                    if waiting:
                        yield _written(behind, number), waiting
                        waiting = None
                    number += 1
                    read = replace(read, number=number)
                    if isinstance(read, FeedRecord):
                        waiting = read
                    else:
                        yield _written((row.end, lines + row.lines), number), read
                behind = (row.end, lines + row.lines)
                self.done = row.end
            if waiting:
                yield _written(behind, number), waiting

    def _place(self, after: str | None) -> tuple[int, int, int]:
        if after is None:
            return (*self._start, 0)
        try:
            offset, lines, number = map(int, after.split(" "))
        except ValueError:
            raise FeedError(f"{after!r} is no position in a CSV: start again") from None
        return offset, lines, number

    def _entry(self, row: _Row, line: int, number: int) -> Entry:
        if isinstance(row.cells, str):
            return Refused(number, f"line {line}: {row.cells}")
        if len(row.cells) < self._width:
            told = f"{len(row.cells)} cells where the mapping needs {self._width}"
            return Refused(number, f"line {line}: {told}: complete it, or check the quotes")
        cells = {name: row.cells[at].strip() for name, at in self._at.items()}
        source_id = spoken(cells["id"])
        if not source_id:
            return Refused(number, f"line {line}: no id in {self._mapping.columns['id']}")
        if cells.get("deleted", "").casefold() in _YES:
            return FeedRecord(number, source_id, deleted=True)
        if not spoken(cells.get("title", "")):
            return Refused(number, f"line {line}: no title: give it one", source_id)
        try:
            return self._record(cells, number, source_id)
        except _BadCell as bad:
            return Refused(number, f"line {line}: {bad}", source_id)

    def _record(self, cells: dict[str, str], number: int, source_id: str) -> FeedRecord:
        def told(name: str) -> str:
            return spoken(cells.get(name, ""))

        def several(name: str) -> tuple[str, ...]:
            return once(spoken(each) for each in cells.get(name, "").split(self._mapping.separator))

        authors = several("author")
        return FeedRecord(
            number=number,
            source_id=source_id,
            title=told("title"),
            subtitle=told("subtitle"),
            author=authors[0] if authors else "",
            contributors=once((*authors[1:], *several("contributors"))),
            publisher=told("publisher"),
            year=year_in(told("year")),
            kind=self._kind(told("kind")),
            language=language(told("language")),
            subjects=several("subjects"),
            description=plain_text(cells.get("description", "")),
            isbns=isbns_in(several("isbn")),
            call_number=told("call_number"),
            audience=_audience(told("audience")),
            min_age=_age(told("min_age")),
            cover=web_address(told("cover")) or None,
            copies=_copies(told),
            links=tuple(
                FeedLink("alternate", address)
                for address in map(web_address, several("link"))
                if address
            ),
        )

    def _kind(self, word: str) -> str:
        if not word:
            return "book"
        known = self._mapping.kinds.get(word.casefold()) or (word if word in KINDS else "")
        kind = known or kind_of_words(word)
        if not kind:
            raise _BadCell(f"the kind {word!r} is not known: name it under [kinds]")
        return kind


class _BadCell(Exception):
    pass


@dataclass(frozen=True, slots=True)
class _Row:
    """`cells`, or why there are none; `end`: offset behind it; `lines` read up to it, and those
    before it, since the rows began."""

    cells: list[str] | str
    end: int
    lines: int
    lines_before: int


def _rows(stream: BinaryIO, mapping: Mapping, offset: int) -> Iterator[_Row]:
    """Rows from `offset`. A quoted cell may go over several lines; where that makes no row, the
    first line alone is at fault and the others are read again."""
    waiting: list[bytes] = []
    lines = 0
    while True:
        row = _take(stream, waiting, mapping.quote.encode("ascii", "replace"))
        if not row:
            return
        cells = _cells(b"".join(row), mapping)
        if isinstance(cells, str) and len(row) > 1:
            waiting[:0] = row[1:]
            del row[1:]
        offset += sum(map(len, row))
        before, lines = lines, lines + len(row)
        if b"".join(row).strip(b" \t\r\n\xef\xbb\xbf\x00\x1a"):
            yield _Row(cells, offset, lines, before)


def _take(stream: BinaryIO, waiting: list[bytes], quote: bytes) -> list[bytes]:
    """The lines of one row: up to where its quotes are even, or the first few."""
    row: list[bytes] = []
    odd = 0
    while len(row) < _MOST_LINES:
        line = waiting.pop(0) if waiting else stream.readline(_LONGEST_LINE)
        if not line:
            break
        row.append(line)
        odd ^= line.count(quote) & 1
        if not odd or (len(row) == 1 and len(line) == _LONGEST_LINE):
            break
    return row


def _cells(raw: bytes, mapping: Mapping) -> list[str] | str:
    """The cells, or what is wrong."""
    try:
        text = raw.decode(mapping.encoding).lstrip("\ufeff")
    except UnicodeDecodeError as bad:
        return f"byte {bad.start + 1} is not {mapping.encoding}: name the right encoding"
    try:
        found = [
            *csv.reader(
                io.StringIO(text, newline=""),
                delimiter=mapping.delimiter,
                quotechar=mapping.quote,
                strict=True,
            )
        ]
    except csv.Error as bad:
        return f"it is no row of a CSV ({bad}): check the quotes"
    return found[0] if len(found) == 1 else [] if not found else "a line end stands in a cell"


def _copies(told: Callable[[str], str]) -> tuple[FeedCopy, ...]:
    barcode = told("barcode")
    if not barcode:
        return ()
    return (
        FeedCopy(
            barcode,
            branch=told("branch"),
            support=told("support"),
            section=told("section"),
            call_number=told("call_number"),
            price_cents=cents(told("price")),
            not_for_loan=told("not_for_loan").casefold() in _YES,
        ),
    )


def _audience(word: str) -> str:
    return word if word in _AUDIENCES else audience_of_words(word)


def _age(word: str) -> int | None:
    if not word:
        return None
    if not word.isdigit() or len(word) > 2:
        raise _BadCell(f"the age {word!r} is no number of years")
    return int(word)


def _joins(first: FeedRecord, second: FeedRecord) -> bool:
    return first.source_id == second.source_id and not first.deleted and not second.deleted


def _joined(first: tuple[FeedCopy, ...], second: tuple[FeedCopy, ...]) -> tuple[FeedCopy, ...]:
    known = {copy.barcode for copy in first}
    return (*first, *(copy for copy in second if copy.barcode not in known))


def _written(behind: tuple[int, int], number: int) -> str:
    return f"{behind[0]} {behind[1]} {number}"
