"""An index that is written a little at a time is merged a little at a time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from catalogue.search.postings import Postings
from catalogue.search.ranking import Terms

COMMITS, ROWS = 95, 25
TABLES = ("search_heads", "search_words")


@pytest.fixture
def pieces(tmp_path: Path) -> list[int]:
    """In how many each table lies after many small commits."""
    with closing(sqlite3.connect(tmp_path / "words.db", isolation_level=None)) as tx:
        postings = Postings()
        postings.clear(tx)
        for commit in range(COMMITS):
            tx.execute("BEGIN")
            rows = range(commit * ROWS, (commit + 1) * ROWS)
            postings.add(tx, ((row, terms(row)) for row in rows))
            tx.execute("COMMIT")
        return [
            tx.execute(f"SELECT count(DISTINCT segid) FROM {table}_idx").fetchone()[0]
            for table in TABLES
        ]


def terms(row: int) -> Terms:
    words = tuple(f"{name}{row}" for name in ("pluie", "vent", "mer", "sable"))
    return Terms(" ".join(words), words, ("auteur",), words, ("auteur",), ())


def test_pieces_do_not_pile_up(pieces: list[int]) -> None:
    """Guard: `_merge` in `_write`. Without it FTS5 merges once there are 16 of a size, and all."""
    assert max(pieces) <= 12


def test_fts5_merges_nothing_by_itself(tmp_path: Path) -> None:
    """Guard: `_BY_HAND`. By itself it would do so in the midst of a commit."""
    with closing(sqlite3.connect(tmp_path / "words.db")) as tx:
        Postings().clear(tx)
        for table in TABLES:
            found = tx.execute(f"SELECT v FROM {table}_config WHERE k = 'automerge'").fetchone()
            assert found == (0,)
