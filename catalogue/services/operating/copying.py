"""A consistent copy of a database that goes on being used, and the way back.

SQLite: the online backup of its own library, within one read transaction, so that writers neither
wait nor make it start again. PostgreSQL: its own `pg_dump` and `pg_restore`, as children.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from catalogue.db.database import database_url
from catalogue.db.migrations import head
from catalogue.errors import DatabaseUnusable
from catalogue.services.operating.manifest import BackupUnusable

Progress = Callable[[int, int], None]
"""Done and all there is, in pages or bytes."""
PAGES_AT_A_TIME = 1_000
DEBIAN = Path("/usr/lib/postgresql")


def is_sqlite(database: str) -> bool:
    """Of a path or an address. Raises DatabaseUnusable."""
    return make_url(database_url(database)).get_backend_name() == "sqlite"


def sqlite_path(database: str) -> Path:
    """The file of an SQLite database."""
    return Path(make_url(database_url(database)).database or "")


def copy_sqlite(source: Path, target: Path, progress: Progress) -> None:
    """Copy a database as of this moment into a new file, of one piece, mode 0600. Raises
    DatabaseUnusable."""
    if not source.is_file():
        raise DatabaseUnusable(f"{source}: no such file")
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as one,
            closing(sqlite3.connect(target)) as other,
        ):
            one.isolation_level = None
            # With this transaction open, what others commit does not make the copy begin anew.
            one.execute("BEGIN")
            one.execute("SELECT count(*) FROM sqlite_master").fetchone()
            one.backup(
                other,
                pages=PAGES_AT_A_TIME,
                progress=lambda _status, left, total: progress(total - left, total),
                sleep=0,
            )
            other.execute("PRAGMA journal_mode=DELETE")
    except (sqlite3.Error, OSError) as error:
        raise DatabaseUnusable(f"{source}: {error}") from error
    _to_disk(target)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep_on_disk(folder: Path) -> None:
    """Make files and names in a folder survive a power cut."""
    for path in folder.iterdir():
        _to_disk(path)
    _to_disk(folder)
    _to_disk(folder.parent)


@contextmanager
def reading(database: str) -> Iterator[Session]:
    """One consistent view of a database that others may be using; nothing is migrated. Raises
    DatabaseUnusable for a database of another version of this program."""
    url = database_url(database)
    engine = create_engine(url) if not is_sqlite(database) else _sqlite_reader(url)
    try:
        with engine.connect().execution_options(
            **({} if is_sqlite(database) else {"isolation_level": "REPEATABLE READ"})
        ) as connection:
            if not is_sqlite(database):
                connection.execute(text("SET TRANSACTION READ ONLY"))
            found = connection.scalar(text("SELECT version_num FROM alembic_version"))
            if found != head():
                raise DatabaseUnusable(
                    f"{shown(url)}: is of another version of this program ({found}, not {head()})"
                )
            with Session(connection) as session:
                yield session
    except SQLAlchemyError as error:
        reason = " ".join(str(error.__cause__ or error).split())
        raise DatabaseUnusable(f"{shown(url)}: {reason}") from error
    finally:
        engine.dispose()


def _sqlite_reader(url: str) -> Engine:
    path = Path(make_url(url).database or "")
    if not path.is_file():
        raise DatabaseUnusable(f"{path}: no such file")
    engine = create_engine(f"sqlite:///{path.absolute().as_uri()}?mode=ro&uri=true")

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def shown(url: str) -> str:
    """An address that may be printed: without its password."""
    return make_url(url).render_as_string(hide_password=True)


def dump_postgresql(database: str, target: Path, snapshot: str, progress: Progress) -> None:
    """`pg_dump -Fc` of what the transaction that exported `snapshot` sees. Raises BackupUnusable
    when there is no pg_dump or it fails."""
    url = make_url(database_url(database))
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    arguments = ["--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}"]
    _run("pg_dump", url, arguments)
    size = target.stat().st_size
    progress(size, size)
    _to_disk(target)


def load_postgresql(database: str, dump: Path) -> None:
    """`pg_restore` into an empty database, whole or not at all. Raises BackupUnusable."""
    url = make_url(database_url(database))
    arguments = ["--single-transaction", "--exit-on-error", "--no-owner", str(dump)]
    _run("pg_restore", url, arguments)


def _run(program: str, url: URL, arguments: list[str]) -> None:
    """Run one of PostgreSQL's programs on a database; it ends with this process."""
    environment = dict(os.environ)
    if url.password is not None:
        environment["PGPASSWORD"] = str(url.password)
    where = {
        "--host": url.host or url.query.get("host"),
        "--port": url.port or url.query.get("port"),
        "--username": url.username,
        "--dbname": url.database,
    }
    options = [f"{name}={value}" for name, value in where.items() if value]
    command = [_program(program), *options, "--no-password", *arguments]
    child = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        _, said = child.communicate()
    except BaseException:
        child.terminate()
        child.communicate()
        raise
    if child.returncode:
        raise BackupUnusable(" ".join(said.split()) or f"{program} ended with {child.returncode}")


def _program(name: str) -> str:
    """Debian's newest one, not the wrapper that looks for a cluster of its own."""
    found = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    known = str(found[-1]) if found else shutil.which(name)
    if known is None:
        raise BackupUnusable(f"{name} is missing: apt-get install postgresql-client")
    return known


@contextmanager
def scratch_postgresql(database: str, name: str) -> Iterator[str]:
    """The address of an empty database of that name beside a given one, gone afterwards. Raises
    BackupUnusable when none may be made."""
    url = make_url(database_url(database))
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
        except SQLAlchemyError as error:
            reason = " ".join(str(error.__cause__ or error).split())
            raise BackupUnusable(f"no database can be made to try it in: {reason}") from error
        try:
            yield url.set(database=name).render_as_string(hide_password=False)
        finally:
            with engine.connect() as connection:
                connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    finally:
        engine.dispose()
