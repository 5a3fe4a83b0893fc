"""Where an index finds what it is of, in the file it lies in: titles and copies.

A station has them in its snapshot, for the lending; the server's index keeps them for itself.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from catalogue.search.model import FIELDS, Copy, Document
from catalogue.search.ranking import row_of

_BARE: Final = ("key", "title", "year", "work", "added", "pack")
"""Columns that are taken as they are; NULL in others is an empty text, or no."""


@dataclass(frozen=True, slots=True)
class Light:
    """As much of a title as counting needs."""

    key: str
    kind: str
    language: str
    audience: str
    pack: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """`titles`: a table with the columns of `Document`, others being nobody's business here;
    absent texts may be NULL. `copies`: a query for the columns of `Copy` of titles whose
    keys come as a JSON list in `:keys`. `title`: one for the title of the item `?`.
    `lacking`: columns the table has not."""

    titles: str
    copies: str
    title: str
    lacking: frozenset[str] = frozenset()

    @property
    def columns(self) -> str:
        """Of a title `t`, in the order of `Document`."""
        return ", ".join(self._column(name) for name in FIELDS)

    def _column(self, name: str) -> str:
        if name in _BARE:
            return f"t.{name}"
        absent = "0" if name == "cover" else "''"
        return absent if name in self.lacking else f"coalesce(t.{name}, {absent})"

    def documents(self, tx: sqlite3.Connection, keys: Iterable[str]) -> dict[str, Document]:
        """Titles by key; what is not there is left out."""
        found = tx.execute(
            f"SELECT {self.columns} FROM {self.titles} t"  # noqa: S608 - names of our own, here and below
            " WHERE t.key IN (SELECT value FROM json_each(?))",
            (json.dumps([*keys]),),
        )
        return {row[0]: Document(*row) for row in found}

    def after_row(
        self, tx: sqlite3.Connection, after: int, limit: int
    ) -> list[tuple[int, Document]]:
        """The next titles behind a row of the index."""
        query = (
            f"SELECT r.row, {self.columns} FROM search_rows r"  # noqa: S608
            f" CROSS JOIN {self.titles} t ON t.key = r.key"
            " WHERE r.row > ? ORDER BY r.row LIMIT ?"
        )
        return [(row[0], Document(*row[1:])) for row in tx.execute(query, (after, limit))]

    def at_rows(self, tx: sqlite3.Connection, rows: Sequence[int]) -> list[tuple[int, Document]]:
        """Titles of rows of the index, in their order; those that are gone are left out."""
        query = (
            f"SELECT r.row, {self.columns} FROM json_each(?) j"  # noqa: S608
            " CROSS JOIN search_rows r ON r.row = j.value"
            f" CROSS JOIN {self.titles} t ON t.key = r.key"
        )
        found = tx.execute(query, (json.dumps([*rows]),))
        return [(row[0], Document(*row[1:])) for row in found]

    def keys_after(self, tx: sqlite3.Connection, after: str, limit: int) -> list[str]:
        """The next keys behind one."""
        query = f"SELECT key FROM {self.titles} WHERE key > ? ORDER BY key LIMIT ?"  # noqa: S608
        return [key for (key,) in tx.execute(query, (after, limit))]

    def ranks(self, tx: sqlite3.Connection, keys: Iterable[str]) -> dict[str, int]:
        """Of titles by key, the rows they would like to have."""
        given = {"keys": json.dumps([*keys])}
        counted = f"SELECT title, count(*) FROM ({self.copies}) GROUP BY title"  # noqa: S608
        copies = dict(tx.execute(counted, given))
        query = (
            f"SELECT key, kind, year FROM {self.titles}"  # noqa: S608
            " WHERE key IN (SELECT value FROM json_each(:keys))"
        )
        return {
            key: row_of(key, kind or "", year, copies.get(key, 0))
            for key, kind, year in tx.execute(query, given)
        }

    def copies_of(self, tx: sqlite3.Connection, keys: Iterable[str]) -> Mapping[str, list[Copy]]:
        """By title; nothing for a title without any."""
        found: dict[str, list[Copy]] = defaultdict(list)
        given = {"keys": json.dumps([*keys])}
        for item, title, branch, available, lendable in tx.execute(self.copies, given):
            found[title].append(Copy(item, title, branch, bool(available), bool(lendable)))
        return found

    def title_of(self, tx: sqlite3.Connection, item: str) -> str | None:
        """What an item is a copy of."""
        row = tx.execute(self.title, (item,)).fetchone()
        return None if row is None else str(row[0])

    def lights(self, tx: sqlite3.Connection, rows: Sequence[int]) -> list[Light]:
        """Of rows of the index, likewise."""
        query = (
            "SELECT r.key, coalesce(t.kind, ''), coalesce(t.language, ''),"  # noqa: S608
            " coalesce(t.audience, ''), t.pack"
            " FROM json_each(?) j CROSS JOIN search_rows r ON r.row = j.value"
            f" CROSS JOIN {self.titles} t ON t.key = r.key"
        )
        found = tx.execute(query, (json.dumps([*rows]),))
        return [Light(*row) for row in found]
