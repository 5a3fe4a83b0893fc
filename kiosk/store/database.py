"""One SQLite file of the station: settings checked, migrations applied, one writer at a time.

Threads share one connection behind one lock; another process (`beaupre queue`) has its own and
waits for at most `BUSY_MS`. Knows no table.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Final, TypeVar

from kiosk.store.errors import StorageDamaged, StorageError, StorageFull, StorageUnfit
from kiosk.store.reserve import Reserve

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]
"""What is done in one transaction. It may be run twice: it must change nothing but the database."""

Migration = Sequence[str]
"""The statements that lead from one version to the next."""

BUSY_MS: Final = 3_000
_DAMAGE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_FAULTS: Final = (sqlite3.Error, UnicodeDecodeError)
"""The second is raised for a complaint of SQLite's that quotes what is damaged."""


class Synchronous(IntEnum):
    """SQLite's `synchronous`: with WAL, NORMAL loses the last commits in a power cut."""

    NORMAL = 1
    FULL = 2


class Database:
    """An open file. Every method raises a StorageError."""

    def __init__(
        self, name: str, connection: sqlite3.Connection, reserve: Reserve | None = None
    ) -> None:
        self._name = name
        self._connection = connection
        self._reserve = reserve
        self._lock = threading.RLock()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        synchronous: Synchronous,
        migrations: Sequence[Migration],
        reserve: Reserve | None = None,
        sound: bool = False,
    ) -> Database:
        """Open or make the file, readable by its owner alone, check it (unless it is known to be
        `sound`) and bring it to the newest version. Raises StorageDamaged, StorageUnfit or
        StorageFull; the file is then untouched."""
        try:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise StorageError(f"{path.name} cannot be opened: {error}") from error
        connection.text_factory = _text
        database = cls(path.name, connection, reserve)
        try:
            database._settle(synchronous)
            if not sound:
                database.check()
            database._migrate(migrations)
        except _FAULTS as error:
            connection.close()
            raise _fault(error) from error
        except StorageError:
            connection.close()
            raise
        return database

    def read(self, work: Work[T]) -> T:
        """Run `work` on one consistent state of the file."""
        with self._lock:
            return self._run("BEGIN", work)

    def write(self, work: Work[T]) -> T:
        """Run `work` in one commit, durable when this returns (`Synchronous.FULL`). A full disk
        costs the reserve first; with that gone it is StorageFull."""
        with self._lock:
            try:
                return self._run("BEGIN IMMEDIATE", work)
            except StorageFull:
                if self._reserve is None or not self._reserve.release():
                    raise
                return self._run("BEGIN IMMEDIATE", work)

    def check(self) -> None:
        """Is the file sound? Raises StorageDamaged when not."""
        verdict = self.read(lambda tx: str(tx.execute("PRAGMA quick_check(1)").fetchone()[0]))
        if verdict != "ok":
            raise StorageDamaged(f"{self._name} is damaged: {verdict}")

    def truncate_log(self) -> None:
        """Fold the write-ahead log into the file and cut it, so that what was deleted is gone from
        it too. Does nothing while another process reads."""
        with self._lock:
            try:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as error:
                raise _fault(error) from error

    def close(self) -> None:
        """Close the file; later calls raise StorageError."""
        with self._lock:
            self._connection.close()

    def _run(self, begin: str, work: Work[T]) -> T:
        connection = self._connection
        try:
            connection.execute(begin)
            result = work(connection)
            connection.execute("COMMIT")
        except _FAULTS as error:
            self._roll_back()
            raise _fault(error) from error
        except BaseException:
            self._roll_back()
            raise
        return result

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            # SQLite may have rolled back by itself; the error that led here is the one to tell.
            pass

    def _settle(self, synchronous: Synchronous) -> None:
        wanted: tuple[tuple[str, str | int], ...] = (
            ("busy_timeout", BUSY_MS),
            ("journal_mode", "wal"),
            ("synchronous", int(synchronous)),
            ("secure_delete", 1),
            ("foreign_keys", 1),
            ("trusted_schema", 0),
        )
        for name, value in wanted:
            self._connection.execute(f"PRAGMA {name} = {value}")
            found = self._connection.execute(f"PRAGMA {name}").fetchone()[0]
            if found != value:
                raise StorageUnfit(f"SQLite keeps {name} at {found}, not {value}")

    def _migrate(self, migrations: Sequence[Migration]) -> None:
        version = self._version(self._connection)
        if version > len(migrations):
            raise StorageUnfit(f"{self._name} is of version {version}, newer than this program")
        for number in range(version + 1, len(migrations) + 1):
            self.write(lambda tx, number=number: self._step(tx, number, migrations[number - 1]))  # type: ignore[misc]

    def _step(self, tx: sqlite3.Connection, number: int, migration: Migration) -> None:
        if self._version(tx) >= number:
            return  # another process was quicker
        for statement in migration:
            tx.execute(statement)
        tx.execute(f"PRAGMA user_version = {number}")

    @staticmethod
    def _version(tx: sqlite3.Connection) -> int:
        return int(tx.execute("PRAGMA user_version").fetchone()[0])


def _text(stored: bytes) -> str:
    """A byte damaged in one row stops no query: whoever reads the row sees that it is wrong."""
    return stored.decode("utf-8", "replace")


def _fault(error: sqlite3.Error | UnicodeDecodeError) -> StorageError | sqlite3.Error:
    """The store's class for SQLite's code; a broken constraint is a bug and stays what it is."""
    if isinstance(error, UnicodeDecodeError):
        return StorageDamaged("the file's structure is no text")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return StorageFull("the disk is full")
    if code in _DAMAGE:
        return StorageDamaged(str(error))
    if isinstance(error, sqlite3.IntegrityError):
        return error
    return StorageError(str(error))
