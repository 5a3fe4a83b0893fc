"""Keeps an index true to its titles: what is new enters, what changed leaves and enters anew.

`search_rows` gives each title its row. An index that is new, or was made in another way, is made in
steps: first every title is given a row, then row after row is put into the postings, so that the
titles of most copies are found first, then these are put together. Meanwhile changes go on: what
lies behind the mark is left to the step that comes to it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from catalogue.search.ranking import Asked, Terms, Tier, terms_of
from catalogue.search.source import Source
from catalogue.search.words import VERSION

SCHEMA: Final = (
    "CREATE TABLE search_rows (row INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE search_state (one INTEGER PRIMARY KEY CHECK (one = 1), version TEXT NOT NULL,
        numbered TEXT, done INTEGER NOT NULL) STRICT""",
)
"""`numbered`: the key up to which every title has its row, NULL for all of them; `done`: the row up
to which the postings go."""
ALL: Final = 2**63 - 1
UNTIDY: Final = ALL - 1
"""`done` of an index that has every title, but could be quicker."""
CROWD: Final = 64
"""Titles that may want the same row."""
STEP: Final = 25
"""Titles between two looks at the clock."""


class Postings(Protocol):
    """Which rows have which words (`catalogue.search.postings`). Part of a transaction."""

    def add(self, tx: sqlite3.Connection, rows: Iterable[tuple[int, Terms]]) -> None: ...

    def remove(self, tx: sqlite3.Connection, rows: Iterable[tuple[int, Terms]]) -> None: ...

    def clear(self, tx: sqlite3.Connection) -> None: ...

    def tidy(self, tx: sqlite3.Connection) -> bool: ...

    def settle(self) -> None: ...

    def close(self) -> None: ...

    def rows(
        self, tx: sqlite3.Connection, asked: Asked, tier: Tier, after: int, limit: int
    ) -> list[int]: ...


@dataclass(frozen=True, slots=True)
class State:
    """How far an index has come."""

    numbered: str | None
    done: int

    @property
    def complete(self) -> bool:
        """Is every title in it?"""
        return self.numbered is None and self.done >= UNTIDY

    def has_row(self, key: str) -> bool:
        """Was the title of this key given a row, if it was there?"""
        return self.numbered is None or key <= self.numbered


_NOT_BEGUN: Final = State("", -1)


class Keeper:
    """Of one kind of file. Each call is part of the transaction it is given."""

    def __init__(self, source: Source, postings: Postings) -> None:
        self.source = source
        self.postings = postings

    def state(self, tx: sqlite3.Connection) -> State:
        """How far it is; nothing of an index made in another way counts."""
        row = tx.execute("SELECT version, numbered, done FROM search_state").fetchone()
        return State(row[1], row[2]) if row and row[0] == VERSION else _NOT_BEGUN

    def row_of(self, tx: sqlite3.Connection, key: str) -> int | None:
        """The row of a title; None where it has none yet."""
        return self._rows(tx, [key]).get(key)

    def restart(self, tx: sqlite3.Connection) -> None:
        """Begin anew."""
        self.postings.clear(tx)
        tx.execute("DELETE FROM search_rows")
        self._note(tx, _NOT_BEGUN)

    def leave(self, tx: sqlite3.Connection, keys: Iterable[str]) -> None:
        """These titles are about to change, or to go: to be called before they do."""
        state = self.state(tx)
        rows = self._rows(tx, [key for key in keys if state.has_row(key)])
        documents = self.source.documents(tx, rows)
        self.postings.remove(
            tx,
            sorted(
                (rows[key], terms_of(document))
                for key, document in documents.items()
                if rows[key] <= state.done
            ),
        )
        tx.executemany("DELETE FROM search_rows WHERE key = ?", ((key,) for key in rows))

    def enter(self, tx: sqlite3.Connection, keys: Iterable[str]) -> None:
        """These titles are new, or have changed."""
        state = self.state(tx)
        rows = self._give_rows(tx, [key for key in keys if state.has_row(key)])
        behind = {key: row for key, row in rows.items() if row <= state.done}
        documents = self.source.documents(tx, behind)
        self.postings.add(
            tx, sorted((row, terms_of(documents[key])) for key, row in behind.items())
        )

    def recount(self, tx: sqlite3.Connection, keys: Iterable[str]) -> None:
        """These titles have got or lost copies: their rank may be another."""
        state = self.state(tx)
        rows = self._rows(tx, [key for key in keys if state.has_row(key)])
        wanted = self.source.ranks(tx, rows)
        moved = [key for key, row in wanted.items() if not 0 <= rows[key] - row < CROWD]
        if moved:
            self.leave(tx, moved)
            self.enter(tx, moved)

    def advance(self, tx: sqlite3.Connection, more_time: Callable[[], bool]) -> bool:
        """Go on making it as long as there is time, one step at least. Is there more to do?"""
        if self.state(tx) == _NOT_BEGUN:
            self.restart(tx)
        while (state := self.state(tx)).done != ALL:
            if state.numbered is not None:
                self._number(tx, state.numbered)
            elif not state.complete:
                self._post(tx, state.done)
            elif not self.postings.tidy(tx):
                self._note(tx, State(None, ALL))
            if not more_time():
                return self.state(tx).done != ALL
        return False

    def _number(self, tx: sqlite3.Connection, after: str) -> None:
        keys = self.source.keys_after(tx, after, STEP)
        self._give_rows(tx, keys)
        self._note(tx, State(keys[-1] if len(keys) == STEP else None, -1))

    def _post(self, tx: sqlite3.Connection, done: int) -> None:
        found = self.source.after_row(tx, done, STEP)
        self.postings.add(tx, ((row, terms_of(document)) for row, document in found))
        self._note(tx, State(None, found[-1][0] if len(found) == STEP else UNTIDY))

    def _give_rows(self, tx: sqlite3.Connection, keys: Iterable[str]) -> dict[str, int]:
        """Each a row of its own, at its rank or next to it."""
        given = self.source.ranks(tx, keys)
        wanted = (json.dumps([*given.values()]),)
        known = tx.execute(
            "SELECT row FROM search_rows WHERE row IN (SELECT value FROM json_each(?))", wanted
        )
        taken = {row for (row,) in known}
        for key, rank in given.items():
            row = rank
            while row in taken or (row != rank and self._is_taken(tx, row)):
                row += 1
            taken.add(row)
            given[key] = row
        tx.executemany(
            "INSERT INTO search_rows VALUES (?, ?)", ((row, key) for key, row in given.items())
        )
        return given

    @staticmethod
    def _is_taken(tx: sqlite3.Connection, row: int) -> bool:
        found = tx.execute("SELECT 1 FROM search_rows WHERE row = ?", (row,)).fetchone()
        return found is not None

    def _rows(self, tx: sqlite3.Connection, keys: Iterable[str]) -> dict[str, int]:
        found = {}
        for key in keys:
            row = tx.execute("SELECT row FROM search_rows WHERE key = ?", (key,)).fetchone()
            if row is not None:
                found[key] = row[0]
        return found

    @staticmethod
    def _note(tx: sqlite3.Connection, state: State) -> None:
        tx.execute(
            "INSERT OR REPLACE INTO search_state VALUES (1, ?, ?, ?)",
            (VERSION, state.numbered, state.done),
        )
