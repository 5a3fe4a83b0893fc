"""The index as a file of its own, as the server has it: SQLite with the titles and copies it is of,
what changed put in batch by batch, and how far that leads.

Any number of processes of one host may share the file: each reads, one at a time writes, whoever
holds the lock beside it. The file may be deleted while nobody has it open: it is made anew.
"""

from __future__ import annotations

import fcntl
import json
import os
import queue
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Final, Protocol, TypeVar

from catalogue.search import keeping, postings, spelling
from catalogue.search.finding import Finder
from catalogue.search.keeping import ALL, Keeper
from catalogue.search.model import FIELDS, Copy, Document, Found, Query, Suggested
from catalogue.search.postings import Postings
from catalogue.search.source import Source
from catalogue.search.spelling import Vocabulary

T = TypeVar("T")
FORMAT: Final = 1
_TITLES: Final = """CREATE TABLE search_titles (key TEXT PRIMARY KEY, title TEXT, subtitle TEXT,
    author TEXT, contributors TEXT, kind TEXT, language TEXT, audience TEXT, subject TEXT,
    year INTEGER, isbn TEXT, description TEXT, work TEXT, cover INTEGER, added INTEGER, pack TEXT)
    STRICT"""
_COPIES: Final = """CREATE TABLE search_copies (item TEXT NOT NULL, title TEXT NOT NULL,
    branch TEXT NOT NULL, available INTEGER NOT NULL, PRIMARY KEY (item, title))
    STRICT, WITHOUT ROWID"""
_SCHEMA: Final = (
    _TITLES,
    _COPIES,
    "CREATE INDEX search_copies_of ON search_copies (title)",
    "CREATE TABLE search_cursor (one INTEGER PRIMARY KEY, cursor TEXT NOT NULL) STRICT",
    *keeping.SCHEMA,
    *postings.SCHEMA,
    *spelling.SCHEMA,
)
SOURCE: Final = Source(
    titles="search_titles",
    copies="SELECT item, title, branch, available, 1 FROM search_copies"
    " WHERE title IN (SELECT value FROM json_each(:keys))",
    title="SELECT title FROM search_copies WHERE item = ? ORDER BY title LIMIT 1",
)
BUSY_MS: Final = 5_000
READERS: Final = 8
MAPPED: Final = 1 << 30
"""Bytes of the file that are read as memory."""
_PRAGMAS: Final = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    f"busy_timeout = {BUSY_MS}",
    f"mmap_size = {MAPPED}",
)
_VALUES: Final = attrgetter(*FIELDS)
_PUT_TITLE: Final = (
    "INSERT OR REPLACE INTO search_titles VALUES (" + "?, " * (len(FIELDS) - 1) + "?)"
)


@dataclass(frozen=True, slots=True)
class Batch:
    """What changed: titles that are new or other, keys of those that are gone; for each item that
    was touched, the copies it is now (of none, of its title, of the texts on it); and how far that
    leads. `restart`: nothing from before counts."""

    cursor: str
    documents: tuple[Document, ...] = ()
    gone: tuple[str, ...] = ()
    copies: Mapping[str, tuple[Copy, ...]] = field(default_factory=dict)
    restart: bool = False


class SearchIndex(Protocol):
    """What a server searches with. Its calls raise sqlite3.Error; all but `take` and `advance` may
    be called on any thread."""

    def cursor(self) -> str:
        """How far it has followed; empty for a new one."""
        ...

    def writing(self) -> bool:
        """Become the one process that writes; False while another is."""
        ...

    def take(self, batch: Batch) -> None:
        """Take in what changed, in one commit. By the one that writes."""
        ...

    def advance(self, budget_s: float) -> bool:
        """Go on making an index that is not complete; is there more to do?"""
        ...

    def search(self, query: Query) -> Found:
        """The answer."""
        ...

    def suggest(self, typed: str, limit: int = 5) -> tuple[Suggested, ...]:
        """Titles somebody may be typing."""
        ...

    def close(self) -> None:
        """Close the files."""
        ...


class EmbeddedIndex:
    """The file's name has its format in it: servers of two versions do not share one."""

    def __init__(
        self,
        path: Path,
        postings: keeping.Postings | None = None,
        read_words: Callable[[sqlite3.Connection], dict[str, int]] = spelling.words_of_heads,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open or make the file. Raises OSError, sqlite3.Error."""
        self._path = path
        self._now_s = now_s
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._mine = False
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue(READERS)
        self._keeper = Keeper(SOURCE, postings or Postings())
        self._finder = Finder(self._keeper, Vocabulary(read_words, now_s))
        with ExitStack() as opened:
            opened.callback(self._keeper.postings.close)
            lock = path.with_name(f"{path.name}.lock")
            self._lock = opened.enter_context(lock.open("w", encoding="ascii"))
            self._writer = opened.enter_context(closing(self._connect()))
            self._settle()
            self._opened = opened.pop_all()

    def _settle(self) -> None:
        with self._write() as tx:
            if tx.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
                for statement in _SCHEMA:
                    tx.execute(statement)
                tx.execute(f"PRAGMA user_version = {FORMAT}")

    def cursor(self) -> str:
        """How far it has followed; empty for a new one."""
        with self._read() as tx:
            row = tx.execute("SELECT cursor FROM search_cursor").fetchone()
        return "" if row is None else str(row[0])

    def writing(self) -> bool:
        """Become the one process that writes; False while another is. The lock is the kernel's: it
        goes with the process."""
        if not self._mine:
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            self._mine = True
        return True

    def take(self, batch: Batch) -> None:
        """Take in what changed, in one commit."""
        with self._write() as tx:
            if batch.restart:
                tx.execute("DELETE FROM search_titles")
                tx.execute("DELETE FROM search_copies")
                self._keeper.restart(tx)
            self._take_titles(tx, batch)
            self._take_copies(tx, batch)
            tx.execute("INSERT OR REPLACE INTO search_cursor VALUES (1, ?)", (batch.cursor,))

    def advance(self, budget_s: float) -> bool:
        """Go on making an index that is not complete; is there more to do?"""
        with self._read() as tx:
            if self._keeper.state(tx).done == ALL:
                return False
        end = self._now_s() + budget_s
        with self._write() as tx:
            return self._keeper.advance(tx, lambda: self._now_s() < end)

    def search(self, query: Query) -> Found:
        """The answer."""
        with self._read() as tx:
            return self._finder.search(tx, query)

    def suggest(self, typed: str, limit: int = 5) -> tuple[Suggested, ...]:
        """Titles somebody may be typing."""
        with self._read() as tx:
            return self._finder.suggest(tx, typed, limit)

    def close(self) -> None:
        """Close the files."""
        while not self._idle.empty():
            self._idle.get_nowait().close()
        self._opened.close()

    def _take_titles(self, tx: sqlite3.Connection, batch: Batch) -> None:
        changed = [each.key for each in batch.documents]
        self._keeper.leave(tx, {*changed, *batch.gone})
        tx.executemany("DELETE FROM search_titles WHERE key = ?", ((key,) for key in batch.gone))
        tx.executemany(_PUT_TITLE, map(_VALUES, batch.documents))
        self._keeper.enter(tx, changed)

    def _take_copies(self, tx: sqlite3.Connection, batch: Batch) -> None:
        found = tx.execute(
            "SELECT item, title FROM search_copies WHERE item IN (SELECT value FROM json_each(?))",
            (json.dumps([*batch.copies]),),
        )
        before = set(found)
        after = {
            (each.item, each.title): (each.item, each.title, each.branch, each.available)
            for copies in batch.copies.values()
            for each in copies
        }
        tx.executemany(
            "DELETE FROM search_copies WHERE item = ? AND title = ?", before - after.keys()
        )
        tx.executemany("INSERT OR REPLACE INTO search_copies VALUES (?, ?, ?, ?)", after.values())
        moved = {title for _, title in before ^ after.keys()}
        self._keeper.recount(tx, moved)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        """One consistent view, on a connection nobody else uses meanwhile."""
        try:
            connection = self._idle.get_nowait()
        except queue.Empty:
            connection = self._connect()
        try:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")
        except BaseException:
            connection.close()
            raise
        try:
            self._idle.put_nowait(connection)
        except queue.Full:
            connection.close()

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        self._writer.execute("BEGIN IMMEDIATE")
        try:
            yield self._writer
            self._keeper.postings.settle()
        except BaseException:
            self._writer.execute("ROLLBACK")
            raise
        self._writer.execute("COMMIT")
