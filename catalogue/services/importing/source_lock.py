"""One import of a source at a time, whichever process, until it ends, however it ends.

SQLite: a file beside the database, locked by the kernel. PostgreSQL: an advisory lock of
a connection of its own, so that commands on several machines see each other.
"""

from __future__ import annotations

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url, text

from catalogue.db.database import database_url
from catalogue.db.postgresql import Lock, make_engine
from catalogue.services.importing.model import SourceBusy


@contextmanager
def only_one(database: str, source: str) -> Iterator[None]:
    """Hold the lock of a source. Raises SourceBusy."""
    url = make_url(database_url(database))
    key = zlib.crc32(source.encode()) & 0x7FFF_FFFF
    if url.get_backend_name() == "sqlite":
        with _of_file(Path(url.database or ""), key, source):
            yield
        return
    engine = make_engine(url, read_only=False).execution_options(isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            asked = {"lock": int(Lock.IMPORT), "key": key}
            if not connection.scalar(text("SELECT pg_try_advisory_lock(:lock, :key)"), asked):
                raise _busy(source)
            yield
    finally:
        engine.dispose()


@contextmanager
def _of_file(database: Path, key: int, source: str) -> Iterator[None]:
    path = database.with_name(f"{database.name}.import-{key:08x}.lock")
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise _busy(source) from error
        yield


def _busy(source: str) -> SourceBusy:
    return SourceBusy(f"another command imports {source} now: wait until it has ended")
