"""Connections and transactions, on SQLite and on PostgreSQL.

SQLite: one writer, readers beside it, and a lock against a second server. WAL, synchronous=FULL,
BEGIN IMMEDIATE under a process lock (with busy_timeout alone waiting writers are served unfairly
and time out), readers on an engine of their own with query_only.
PostgreSQL: any number of servers (`catalogue.db.postgresql`).
Used by `catalogue.services` through `Database.transact`, `write` and `read`.
"""

from __future__ import annotations

import fcntl
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import IO, Any, TypeVar

from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from catalogue.db.migrations import upgrade
from catalogue.db.postgresql import Lock, fault_of, hold, is_doubled, make_engine, try_hold
from catalogue.db.turns import Turns
from catalogue.errors import DatabaseContended, DatabaseInUse, DatabaseUnusable

T = TypeVar("T")
ALONE_FOR = "15min"
"""A server that stands still loses a lock that spans transactions after this."""
TRIES = 6
"""Of a transaction that stood in another's way."""

WRITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "busy_timeout=10000",
)
READ_PRAGMAS = ("busy_timeout=10000", "query_only=ON")


def pause(tried: int) -> None:
    """Let the other transaction finish: up to 10, 20, 40… ms, by chance, so that two do not meet
    again."""
    time.sleep(random.uniform(0, 0.005 * 2**tried))


class Database:
    """The open database of one server process. Close it to release the lock."""

    def __init__(self, url: str, pause: Callable[[int], None] = pause) -> None:
        """Open and migrate; `url` is a path or an SQLAlchemy URL. Raises DatabaseInUse,
        DatabaseUnusable."""
        self.url = database_url(url)
        self._pause = pause
        parsed = make_url(self.url)
        self._sqlite = parsed.get_backend_name() == "sqlite"
        if self._sqlite and parsed.database:
            _create_private(Path(parsed.database))
        self.lock = ProcessLock(Path(parsed.database)) if self._sqlite and parsed.database else None
        # Waiting writers of SQLite take turns here; PostgreSQL sees to its own.
        self._turn = Turns() if self._sqlite else nullcontext()
        try:
            if self._sqlite:
                self._writer = self._engine(WRITE_PRAGMAS, "BEGIN IMMEDIATE")
                self._reader = self._engine(READ_PRAGMAS, "BEGIN")
            else:
                self._writer = make_engine(parsed, read_only=False)
                self._reader = make_engine(parsed, read_only=True)
            upgrade(self._writer)
        except SQLAlchemyError as error:
            self._release()
            reason = " ".join(str(error.__cause__ or error).split())
            shown = parsed.render_as_string(hide_password=True)
            raise DatabaseUnusable(f"{shown}: {reason}") from error
        except DatabaseUnusable:
            self._release()
            raise

    def _engine(self, pragmas: tuple[str, ...], begin: str) -> Engine:
        engine = create_engine(self.url, pool_size=8, max_overflow=56)

        @event.listens_for(engine, "connect")
        def _connected(connection: Any, _record: Any) -> None:
            # The driver's own idea of transactions is switched off; the next event begins them.
            connection.isolation_level = None
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def _begin(connection: Any) -> None:
            connection.exec_driver_sql(begin)

        return engine

    def transact(self, work: Callable[[Session], T]) -> T:
        """Run `work` in one transaction that may write, and commit. Where another server stood in
        its way (a deadlock; a row of the same key written meanwhile) it is run again, a few times:
        so it must do nothing but what is in the session. Raises as `write` does."""
        for tried in range(1, TRIES):
            try:
                with self.write() as session:
                    return work(session)
            except DatabaseContended:
                self._pause(tried)
            except SQLAlchemyError as error:
                if not is_doubled(error):
                    raise
                self._pause(tried)
        with self.write() as session:
            return work(session)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction that may write; commits at the end, rolls back on any exception. Raises
        DatabaseUnreachable: then it may have been committed or not."""
        with (
            self._faults(),
            self._turn,
            Session(self._writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent view; nothing can be written. Raises DatabaseUnreachable."""
        with self._faults(), Session(self._reader) as session:
            yield session

    @contextmanager
    def alone(self, lock: Lock, *, wait: bool = True) -> Iterator[bool]:
        """No other server does this meanwhile; for what takes several transactions. False, without
        `wait`, when another does it."""
        if self._sqlite:
            yield True
            return
        with self._faults(), self._writer.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            # The work is done in other transactions: this one stands still meanwhile.
            connection.execute(
                text(f"SET LOCAL idle_in_transaction_session_timeout = '{ALONE_FOR}'")
            )
            if wait:
                hold(connection, lock)
                yield True
            else:
                yield try_hold(connection, lock)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            fault = None if self._sqlite else fault_of(error)
            if fault is None:
                raise
            raise fault from error

    def sweep(self) -> None:
        """On SQLite: empty the log of writes, in which what was deleted still stands. Where a
        reader needs it, the next one does it. PostgreSQL sees to its own."""
        if not self._sqlite:
            return
        with self._turn, closing(self._writer.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def connections(self) -> dict[str, dict[str, int]]:
        """Of the pools `write` and `read`: connections `in_use` and `idle`."""
        found = {}
        for name, engine in (("write", self._writer), ("read", self._reader)):
            pool = engine.pool
            if isinstance(pool, QueuePool):
                found[name] = {"in_use": pool.checkedout(), "idle": pool.checkedin()}
        return found

    def close(self) -> None:
        """Release connections and the lock."""
        self._writer.dispose()
        self._reader.dispose()
        self._release()

    def _release(self) -> None:
        if self.lock is not None:
            self.lock.release()


class ProcessLock:
    """The file beside an SQLite database that says which process serves it, and where.

    The lock is the kernel's: it goes with the process, however that ends."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + ".lock")
        try:
            self._file: IO[str] | None = self.path.open("a+", encoding="utf-8")
        except OSError as error:
            raise DatabaseUnusable(f"{self.path}: {error.strerror}") from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            owner = served_by(database)
            self._file.close()
            at = f" at {owner.url}" if owner.url else ""
            raise DatabaseInUse(
                f"{database} is in use by process {owner.pid}{at}; stop it first"
            ) from error
        self.announce("")

    def announce(self, url: str) -> None:
        """Say at which address the database is served."""
        if self._file is None:
            return
        self._file.seek(0)
        self._file.truncate()
        json.dump({"pid": os.getpid(), "url": url}, self._file)
        self._file.flush()

    def release(self) -> None:
        """Give the database free."""
        if self._file is not None:
            self._file.close()
            self._file = None


class LockOwner:
    """Who holds a database: process id and address, as far as it has said."""

    __slots__ = ("pid", "url")

    def __init__(self, pid: int, url: str) -> None:
        self.pid = pid
        self.url = url


def served_by(database: Path) -> LockOwner:
    """What the lock file of a database says; pid 0 if it says nothing."""
    path = database.with_name(database.name + ".lock")
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return LockOwner(int(said["pid"]), str(said["url"]))
    except (OSError, ValueError, KeyError, TypeError):
        return LockOwner(0, "")


def _create_private(path: Path) -> None:
    """The file, if new, is its owner's alone: it holds the town's people. SQLite gives its
    companions the same mode."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise DatabaseUnusable(f"{path}: {error.strerror}") from error


def database_url(database: str) -> str:
    """An SQLAlchemy URL from a URL or a plain path. Raises DatabaseUnusable."""
    if "://" not in database:
        return f"sqlite:///{Path(database).absolute()}"
    try:
        url = make_url(database)
        url.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise DatabaseUnusable(f"{database}: not a database address") from error
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)
