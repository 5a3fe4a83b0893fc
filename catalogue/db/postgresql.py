"""PostgreSQL: how it is connected to, what its errors mean, and locks that have a name.

A writer runs at READ COMMITTED and locks what it will write (`catalogue.services`, in the order
station, patron, records, items, titles, feed); a reader sees one moment (REPEATABLE READ, READ
ONLY). `catalogue.db.database` is the only one that makes engines.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from enum import IntEnum, unique
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from catalogue.errors import DatabaseBusy, DatabaseContended, DatabaseUnreachable

CONNECTIONS = 8
"""Of each kind, writers and readers, in one process."""
POOL_WAIT_S = 10
CONNECT = {
    "application_name": "beaupre",
    "connect_timeout": "5",
    # A server that went without a word is noticed within half a minute.
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}
TIMEOUTS = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    # Whoever stands still with a lock, stopped or cut off, gives it back.
    "idle_in_transaction_session_timeout": "60s",
}
OPTIONS = " ".join(f"-c {name}={value}" for name, value in TIMEOUTS.items())

CONTENDED = frozenset({"40001", "40P01"})
"""serialization_failure, deadlock_detected."""
BUSY = frozenset({"55P03", "57014", "53200", "53100"})
"""lock_not_available, query_canceled, out_of_memory, disk_full."""
AWAY = frozenset({"57P01", "57P02", "57P03", "53300", "25006", "25P03"})
"""admin and crash shutdown, cannot_connect_now, too_many_connections; read_only_sql_transaction: it
has become a standby; idle_in_transaction_session_timeout."""
UNIQUE_VIOLATION = "23505"


@unique
class Lock(IntEnum):
    """What a named lock is about: the first number of PostgreSQL's advisory locks."""

    MIGRATION = 0x0BEA0001
    FEED = 0x0BEA0002
    TAG = 0x0BEA0003
    TITLE = 0x0BEA0004
    DEMO = 0x0BEA0006
    AUDIT = 0x0BEA0005
    DAILY = 0x0BEA0007
    DIGITAL = 0x0BEA0008
    IMPORT = 0x0BEA0009
    """A resource, or a title of the e-books: who uses one up counts alone."""


def make_engine(url: URL, *, read_only: bool) -> Engine:
    """An engine with its own pool. What the address itself says (`?connect_timeout=…`) wins."""
    arguments = {**CONNECT, "options": OPTIONS}
    engine = create_engine(
        url,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=POOL_WAIT_S,
        pool_pre_ping=True,
        isolation_level="REPEATABLE READ" if read_only else "READ COMMITTED",
        connect_args={name: v for name, v in arguments.items() if name not in url.query},
    )
    if read_only:

        @event.listens_for(engine, "connect")
        def _connected(connection: Any, _record: Any) -> None:
            connection.read_only = True

    return engine


def fault_of(error: SQLAlchemyError) -> DatabaseUnreachable | None:
    """The fault an error of the database stands for; None for a bug of ours."""
    if isinstance(error, PoolTimeout):
        return DatabaseBusy("no connection to the database was free")
    if not isinstance(error, DBAPIError):
        return None
    state = sqlstate(error)
    if state in CONTENDED:
        return DatabaseContended("two transactions stood in each other's way")
    if state in BUSY:
        return DatabaseBusy(f"the database is too busy ({state})")
    gone = error.connection_invalidated or state in AWAY or (state or "").startswith("08")
    # Without a code it comes from the driver itself: there was no connection, or it broke.
    lost = state is None and type(error.orig).__name__ == "OperationalError"
    return DatabaseUnreachable("the database does not answer") if gone or lost else None


def is_doubled(error: BaseException) -> bool:
    """Has another transaction written a row of the same key?"""
    return isinstance(error, IntegrityError) and sqlstate(error) == UNIQUE_VIOLATION


def sqlstate(error: DBAPIError) -> str | None:
    """PostgreSQL's code of an error."""
    return getattr(error.orig, "sqlstate", None)


def hold(where: Session | Connection, lock: Lock, names: Iterable[str] = ("",)) -> None:
    """Hold locks of these names until the transaction ends, always in the same order. On SQLite the
    one writer holds everything anyway."""
    connection = where.connection() if isinstance(where, Session) else where
    if connection.dialect.name != "postgresql":
        return
    for key in sorted({_signed(zlib.crc32(name.encode())) for name in names}):
        connection.execute(
            text("SELECT pg_advisory_xact_lock(:lock, :key)"), {"lock": int(lock), "key": key}
        )


def try_hold(connection: Connection, lock: Lock) -> bool:
    """Hold a lock until the transaction ends, unless another has it."""
    found = connection.scalar(
        text("SELECT pg_try_advisory_xact_lock(:lock, :key)"),
        {"lock": int(lock), "key": _signed(zlib.crc32(b""))},
    )
    return bool(found)


def _signed(number: int) -> int:
    return number - (1 << 32) if number >= 1 << 31 else number
