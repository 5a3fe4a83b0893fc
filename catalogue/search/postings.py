"""Which rows have which words: two FTS5 tables without a content of their own.

`search_heads` has titles and names as they are written, with positions for phrases and lists for
beginnings of words; `search_words` titles as one, and the stems of everything. Rows come out in the
order of their numbers, which is their rank, so whoever wants the best ones stops after them. FTS5
wants them in that order when they come in, too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final

from catalogue.search.ranking import Asked, Terms, Tier

_HEADS: Final = "search_heads"
_WORDS: Final = "search_words"
_MAKE_HEADS: Final = (
    "CREATE VIRTUAL TABLE search_heads USING fts5(title, author, content='', columnsize=0,"
    " tokenize='ascii', prefix='2 3')"
)
_MAKE_WORDS: Final = (
    "CREATE VIRTUAL TABLE search_words USING fts5(whole, stems, named, rest, content='',"
    " columnsize=0, tokenize='ascii', detail=column)"
)
SCHEMA: Final = (_MAKE_HEADS, _MAKE_WORDS)
"""`ascii` leaves the words alone: they come folded, and parted by spaces."""
_BY_HAND: Final = tuple(
    f"INSERT INTO {table} ({table}, rank) VALUES ('automerge', 0)"  # noqa: S608 - two names
    for table in (_HEADS, _WORDS)
)
EMPTY: Final = (
    *("DROP TABLE IF EXISTS search_heads", "DROP TABLE IF EXISTS search_words"),
    *SCHEMA,
    *_BY_HAND,
)
"""Left to itself FTS5 merges what lies in pieces in the midst of a commit, for up to a fifth of a
second. Here whatever is written merges a little: see `_write`."""
_ADD_HEAD: Final = "INSERT INTO search_heads (rowid, title, author) VALUES (?, ?, ?)"
_ADD_WORDS: Final = (
    "INSERT INTO search_words (rowid, whole, stems, named, rest) VALUES (?, ?, ?, ?, ?)"
)
_REMOVE_HEAD: Final = (
    "INSERT INTO search_heads (search_heads, rowid, title, author) VALUES ('delete', ?, ?, ?)"
)
_REMOVE_WORDS: Final = (
    "INSERT INTO search_words (search_words, rowid, whole, stems, named, rest)"
    " VALUES ('delete', ?, ?, ?, ?, ?)"
)
MERGED: Final = 100
"""Pages of an index merged in one step."""
_LEAST_MERGED: Final = 4
_ROWS_A_PAGE: Final = 6
"""For so many rows written a page is merged: about what a catalogue's index takes on the whole."""
Rows = Iterable[tuple[int, Terms]]


class Postings:
    """Of one file; each call is part of the transaction it is given."""

    def add(self, tx: sqlite3.Connection, rows: Rows) -> None:
        """New rows, in their order."""
        _write(tx, _ADD_HEAD, _ADD_WORDS, rows)

    def remove(self, tx: sqlite3.Connection, rows: Rows) -> None:
        """Rows that are there, with the words they were added with."""
        _write(tx, _REMOVE_HEAD, _REMOVE_WORDS, rows)

    def clear(self, tx: sqlite3.Connection) -> None:
        """No row has any word."""
        for statement in EMPTY:
            tx.execute(statement)

    def tidy(self, tx: sqlite3.Connection) -> bool:
        """Merge some of what lies in pieces; is there more to do? A word is looked up in each."""
        before = tx.total_changes
        for table in (_HEADS, _WORDS):
            _merge(tx, table, -MERGED)
        # FTS5's documentation of `merge`: each of the two statements counts as a change itself.
        return tx.total_changes - before > 2

    def settle(self) -> None:
        """The transaction is about to be committed."""

    def close(self) -> None:
        """There is nothing beside the file."""

    def rows(
        self, tx: sqlite3.Connection, asked: Asked, tier: Tier, after: int, limit: int
    ) -> list[int]:
        """The next rows behind `after` that fit into a tier or one before it."""
        table, match = _expression(asked, tier)
        found = tx.execute(
            f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid > ?"  # noqa: S608 - two names
            " ORDER BY rowid LIMIT ?",
            (match, after, limit),
        )
        return [row for (row,) in found]


def _write(tx: sqlite3.Connection, head: str, other: str, rows: Rows) -> None:
    heads, words = [], []
    for row, terms in rows:
        heads.append((row, " ".join(terms.title), " ".join(terms.author)))
        stems = map(" ".join, (terms.stems, terms.named, terms.rest))
        words.append((row, terms.whole, *stems))
    tx.executemany(head, heads)
    tx.executemany(other, words)
    for table in (_HEADS, _WORDS):
        _merge(tx, table, max(_LEAST_MERGED, len(heads) // _ROWS_A_PAGE))


def _merge(tx: sqlite3.Connection, table: str, pages: int) -> None:
    """Of pieces of the same size; of all, if `pages` is negative."""
    merge = f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)"  # noqa: S608 - two names
    tx.execute(merge, (pages,))


def _expression(asked: Asked, tier: Tier) -> tuple[str, str]:
    """Table, and what it is asked. Words are letters and digits: quoting them is enough."""
    phrase = " ".join(asked.phrase)
    open_end = " *" if asked.typing else ""
    folds = [f'"{each.fold}"' for each in asked.whole]
    if asked.beginning is not None:
        folds.append(f'"{asked.beginning}" *')
    as_typed = " AND ".join(folds)
    stems = " AND ".join(f'"{each.stem}"' for each in asked.whole)
    match tier:
        case Tier.EXACT:
            return _WORDS, f'whole : "{asked.title}"'
        case Tier.START:
            return _HEADS, f'title : ^ "{phrase}"{open_end}'
        case Tier.PHRASE:
            return _HEADS, f'title : "{phrase}"{open_end}'
        case Tier.TITLE:
            return _HEADS, f"title : ({as_typed})"
        case Tier.STEMS:
            return _WORDS, f"stems : ({stems})"
        case Tier.NAMED if asked.last_tier is Tier.NAMED:
            return _HEADS, as_typed
        case Tier.NAMED:
            return _WORDS, f"{{stems named}} : ({stems})"
        case Tier.ANYWHERE:
            return _WORDS, f"- whole : ({stems})"
