"""Puts a backup in the place of a town's database. Nobody else may have that open.

The restored database begins a new epoch of the feed: every station takes a new snapshot and sends
again what it has kept, and with that the state is what it was. What the stations cannot know is
gone: whoever was revoked since the backup is trusted again, and is named so that it is seen.
"""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, delete, inspect, select, update
from sqlalchemy.exc import SQLAlchemyError

from catalogue.db.database import Database, ProcessLock, database_url
from catalogue.db.people import EnrolmentCode, PatronSession, Station
from catalogue.db.record import LedgerRow
from catalogue.db.staff import StaffSession
from catalogue.errors import DatabaseUnusable, ServerConfigurationError
from catalogue.services.feed import begin_epoch
from catalogue.services.operating import copying
from catalogue.services.operating.manifest import (
    KEYS,
    BackupUnusable,
    Manifest,
    altered_files,
    fingerprint,
)
from catalogue.services.secret_keys import load_keys
from catalogue.services.town import Clock


class InTheWay(BackupUnusable):
    """Something is where the backup should go."""

    code = "restore_in_the_way"


@dataclass(frozen=True, slots=True)
class Restored:
    """`trusted`: stations that may speak, by name; `aside`: files that were in the way."""

    trusted: tuple[str, ...]
    aside: tuple[Path, ...]


def restore_backup(
    folder: Path, manifest: Manifest, database: str, keys: Path, clock: Clock, *, force: bool
) -> Restored:
    """Restore a set. `keys`: where the server's keys are to be. With `force`, files in the way are
    put aside and a PostgreSQL database is emptied. Raises BackupUnusable, InTheWay, DatabaseInUse,
    DatabaseUnusable, ServerConfigurationError."""
    sqlite = copying.is_sqlite(database)
    if sqlite != (manifest.database == "sqlite"):
        raise BackupUnusable(f"this is a backup of {manifest.database}: name such a database")
    altered = altered_files(folder, manifest)
    if altered:
        raise BackupUnusable(f"{folder}: {', '.join(altered)} is not what was written")
    place = _Aside(clock(), force=force)
    _put_keys(folder, manifest, keys, place)
    data = folder / manifest.data_file
    if sqlite:
        _put_sqlite(data, copying.sqlite_path(database), place)
    else:
        _put_postgresql(data, database, force=force)
    return Restored(_begin_anew(database), tuple(place.moved))


class _Aside:
    """Moves what is in the way, if that is allowed."""

    def __init__(self, now_ms: int, *, force: bool) -> None:
        moment = dt.datetime.fromtimestamp(now_ms / 1000, dt.UTC)
        self._suffix = f".before-{moment:%Y-%m-%dT%H-%M-%S}Z"
        self._force = force
        self.moved: list[Path] = []

    def clear(self, path: Path) -> None:
        """Nothing is at this path afterwards. Raises InTheWay."""
        if not path.exists():
            return
        if not self._force:
            raise InTheWay(f"{path}: is there already; --force puts it aside")
        aside = path.with_name(path.name + self._suffix)
        path.rename(aside)
        self.moved.append(aside)


def _put_keys(folder: Path, manifest: Manifest, keys: Path, place: _Aside) -> None:
    """The keys the backup belongs to are at their place. Raises ServerConfigurationError."""
    if keys.exists() and fingerprint(load_keys(keys).public_key) == manifest.keys:
        return
    if not manifest.with_keys:
        raise ServerConfigurationError(
            f"{keys}: put the file of keys of this backup there first; it was made without them"
        )
    place.clear(keys)
    partial = keys.with_name(keys.name + ".partial")
    partial.touch(mode=0o600)
    shutil.copyfile(folder / KEYS, partial)
    partial.rename(keys)


def _put_sqlite(data: Path, target: Path, place: _Aside) -> None:
    if not target.parent.is_dir():
        raise DatabaseUnusable(f"{target.parent}: no such folder")
    lock = ProcessLock(target)
    try:
        # What was not yet in the file itself goes with it.
        for suffix in ("", "-wal", "-shm"):
            place.clear(target.with_name(target.name + suffix))
        partial = target.with_name(target.name + ".partial")
        partial.unlink(missing_ok=True)
        copying.copy_sqlite(data, partial, lambda _done, _all: None)
        partial.rename(target)
    finally:
        lock.release()


def _put_postgresql(data: Path, database: str, *, force: bool) -> None:
    engine = create_engine(database_url(database))
    try:
        tables = inspect(engine).get_table_names()
        if tables and not force:
            raise InTheWay(f"{copying.shown(database)}: holds tables; --force drops them")
        if tables:
            with engine.begin() as connection:
                connection.exec_driver_sql("DROP SCHEMA public CASCADE")
                connection.exec_driver_sql("CREATE SCHEMA public")
    except SQLAlchemyError as error:
        reason = " ".join(str(error.__cause__ or error).split())
        raise DatabaseUnusable(f"{copying.shown(database)}: {reason}") from error
    finally:
        engine.dispose()
    copying.load_postgresql(database, data)


def _begin_anew(database: str) -> tuple[str, ...]:
    """A new epoch of the feed; nobody is signed in, and no one-time code counts."""
    with closing(Database(database)) as opened, opened.write() as session:
        begin_epoch(session)
        # Numbers of versions start anew: what a process remembers under them is void.
        session.execute(update(LedgerRow).values(base=secrets.token_hex(8)))
        for table in (PatronSession, StaffSession, EnrolmentCode):
            session.execute(delete(table))
        return tuple(
            session.scalars(
                select(Station.name).where(Station.revoked_ms.is_(None)).order_by(Station.name)
            )
        )
