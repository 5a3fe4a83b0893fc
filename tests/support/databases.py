"""Databases for tests: every server test can run on SQLite and on PostgreSQL.

    def test_something(database_url: str) -> None:      # runs twice: [sqlite], [postgresql]
        database = Database(database_url)               # empty, migrated, of this test alone

    def test_locks(postgresql_url: str) -> None:        # PostgreSQL only

A town made once and copied for each test (`CREATE DATABASE … TEMPLATE`; its files, for through the
log it takes four times as long):

    url = cluster.fresh(cluster.template("my_town", fill))   # fixture `cluster`; fill(url) makes it

One PostgreSQL serves a whole test run, also with `-n auto`: the first test that needs it starts it
(a second), and it ends with the run, however that ends: `watch` waits for the process of the run,
and the kernel ends PostgreSQL with `watch` (PR_SET_PDEATHSIG). It listens on a socket in its own
folder, never on the network, and does not sync its files. A test about crashes makes a `Cluster` of
its own with `durable=True`, and a port where a server is to find it as in a town.
"""

from __future__ import annotations

import fcntl
import json
import os
import pwd
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Dialect, Engine, create_engine

USER = "beaupre"
PATIENCE_S = 30.0
DEBIAN = Path("/usr/lib/postgresql")
UNPRIVILEGED = ("postgres", "nobody")
"""PostgreSQL refuses to run as root: then it runs as the first of these there is."""
HASTY = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off")
SMALL = ("shared_buffers=32MB", "max_connections=200", "wal_level=minimal", "max_wal_senders=0")
MIGRATED = "beaupre_migrated"


def binaries() -> Path:
    """Where Debian's newest PostgreSQL is."""
    found = sorted(DEBIAN.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise AssertionError("PostgreSQL is missing: `make setup`, or apt-get install postgresql")
    return found[-1].parent


def _as_unprivileged() -> list[str]:
    """The beginning of a command whose process ends with this one, and is not root."""
    start = ["setpriv", "--pdeathsig", "QUIT"]
    if os.geteuid() != 0:
        return start
    user = _unprivileged()
    return [*start, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _unprivileged() -> pwd.struct_passwd:
    known = {user.pw_name: user for user in pwd.getpwall()}
    return next(known[name] for name in UNPRIVILEGED if name in known)


class Cluster:
    """One PostgreSQL with its own files. Nobody but this machine's users reaches it, and it trusts
    them. `folder` is new or empty and holds everything."""

    def __init__(self, folder: Path, *, port: int | None = None, durable: bool = False) -> None:
        """`port`: on loopback too. `durable`: what is committed survives `kill`."""
        self.folder = folder
        self.port = port
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """The files of an empty PostgreSQL."""
        if os.geteuid() == 0:
            user = _unprivileged()
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self._run(
            "initdb",
            f"--pgdata={self.folder / 'data'}",
            f"--username={USER}",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )

    def _run(self, program: str, *arguments: str) -> None:
        command = [*_as_unprivileged(), str(binaries() / program), *arguments]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise AssertionError(f"{program}: {done.stdout}{done.stderr}")

    def start(self) -> None:
        """Start and wait until it answers."""
        settings = [f"unix_socket_directories={self.folder}", *SMALL]
        settings += [f"listen_addresses={'127.0.0.1' if self.port else ''}"]
        settings += [f"port={self.port}"] if self.port else []
        settings += () if self._durable else HASTY
        options = [part for setting in settings for part in ("-c", setting)]
        postgres = [str(binaries() / "postgres"), "-D", str(self.folder / "data"), *options]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*_as_unprivileged(), *postgres], cwd="/", stdout=log, stderr=log
            )
        deadline_s = time.monotonic() + PATIENCE_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline_s:
                raise AssertionError(f"PostgreSQL: {(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self._conninfo("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """Stop at once, as in a power cut of its machine: nothing is finished, nothing said."""
        self._stop(signal.SIGQUIT)

    def close(self) -> None:
        """Stop and take the files away."""
        self._stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _stop(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE_S)
            self._process = None

    def url(self, database: str) -> str:
        """The address of a database, as Beaupré's settings want it."""
        if self.port:
            return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{database}"
        return f"postgresql+psycopg://{USER}@/{database}?host={self.folder}"

    def _conninfo(self, database: str) -> str:
        port = f"port={self.port}" if self.port else ""
        return f"host={self.folder} {port} user={USER} dbname={database}"

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run one statement outside a transaction; its rows, if it has some."""
        import psycopg

        with closing(psycopg.connect(self._conninfo(database), autocommit=True)) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    def template(self, name: str, fill: Callable[[str], None]) -> str:
        """A database to be copied, made by `fill(url)` if there is none of that name yet; whoever
        fills it leaves it unconnected. Returns its name."""
        with _locked(self.folder / f"{name}.made") as file:
            if not file.read():
                self.execute(f"CREATE DATABASE {name}")
                fill(self.url(name))
                file.write("made")
        return name

    def fresh(self, template: str = MIGRATED) -> str:
        """The address of a new database: empty and migrated, or a copy of a template."""
        if template == MIGRATED:
            self.template(MIGRATED, _migrate)
        name = f"t{uuid.uuid4().hex}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self.url(name)

    def drop(self, url: str) -> None:
        """A database that is no longer needed, whoever is connected."""
        from sqlalchemy import make_url

        name = make_url(url).database
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _migrate(url: str) -> None:
    from catalogue.db.database import Database

    Database(url).close()


@contextmanager
def _locked(path: Path) -> Iterator[object]:
    """The file, held by one process at a time, at its beginning."""
    with path.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        yield file


def free_port() -> int:
    """A port of loopback nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def new_folder() -> Path:
    """A short path (a socket's is at most 107 bytes), outside folders only root may enter."""
    return Path(tempfile.mkdtemp(prefix="beaupre-postgresql-", dir="/tmp"))


def shared_cluster() -> Cluster:
    """The PostgreSQL of this test run, started if need be."""
    # A worker of xdist is a child of the run's own process.
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    with _locked(Path(tempfile.gettempdir()) / f"beaupre-tests-{run}.postgresql") as file:
        told = file.read()
        folder = Path(json.loads(told)["folder"]) if told else None
        if folder is None or not (folder / "ready").exists():
            folder = _start_watched(run, Path(file.name))
            file.seek(0)
            file.truncate()
            json.dump({"folder": str(folder)}, file)
    return Cluster(folder)


def _start_watched(run: int, note: Path) -> Path:
    folder = new_folder()
    process = subprocess.Popen(
        [sys.executable, __file__, str(run), str(folder), str(note)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    with process.stdout as said:
        assert said.readline() == "ready\n", "PostgreSQL did not start"
    _WATCHERS.append(process)
    return folder


_WATCHERS: list[subprocess.Popen[str]] = []
"""Kept so that nobody complains of a child that outlives its Popen: it is meant to."""


def watch(run: int, folder: Path, note: Path) -> None:
    """Run a PostgreSQL as long as that process is there. Prints `ready`."""
    cluster = Cluster(folder)
    try:
        gone = select.poll()
        gone.register(os.pidfd_open(run), select.POLLIN)
        cluster.make()
        cluster.start()
        (folder / "ready").touch()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        gone.poll()
    finally:
        cluster.close()
        note.unlink(missing_ok=True)


@pytest.fixture(scope="session", autouse=True)
def migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new SQLite database is a copy of one that was migrated; the migrations themselves have
    tests of their own."""
    from catalogue.db import database
    from catalogue.db.migrations import upgrade

    template = tmp_path_factory.mktemp("migrated") / "empty.db"

    def copied(engine: Engine, revision: str = "head") -> None:
        path = Path(engine.url.database or "")
        if revision == "head" and engine.dialect.name == "sqlite" and path != template:
            if not template.exists():
                database.Database(f"sqlite:///{template}").close()
            if path.exists() and not path.stat().st_size:
                shutil.copyfile(template, path)
        upgrade(engine, revision)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "upgrade", copied)
        yield


_COMPILED: dict[tuple[str, object], tuple[Dialect, Any]] = {}
"""By the kind of engine: its dialect, and the statements compiled for it."""


def engine_that_knows(url: str | URL, **options: Any) -> Engine:
    """An engine that knows the statements all those of its kind before it have compiled: servers
    that start again and again would else do little but compile."""
    engine = create_engine(url, query_cache_size=5_000, **options)
    kind = engine.dialect.name, options.get("isolation_level")
    dialect, compiled = _COMPILED.setdefault(kind, (engine.dialect, engine._compiled_cache))
    if dialect.server_version_info is not None:  # it was connected
        engine.dialect, engine._compiled_cache = dialect, compiled
    return engine


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Each test has a server of its own; all have the same statements."""
    from catalogue.db import database, postgresql

    with pytest.MonkeyPatch.context() as patch:
        for module in (database, postgresql):
            patch.setattr(module, "create_engine", engine_that_knows)
        yield


@pytest.fixture(scope="session", autouse=True)
def stores_made_once() -> Iterator[None]:
    """As `migrated_once`, for a kiosk's journal and snapshot."""
    with made_once():
        yield


@contextmanager
def made_once() -> Iterator[None]:
    """Meanwhile a new file of a kiosk is a copy of the first one with the same tables: six
    milliseconds less each."""
    from kiosk.store.database import Database, Migration

    migrate = Database._migrate
    made: dict[tuple[Migration, ...], sqlite3.Connection] = {}

    def copied(database: Database, migrations: Sequence[Migration]) -> None:
        connection, kind = database._connection, tuple(map(tuple, migrations))
        if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            migrate(database, migrations)
        elif kind in made:
            made[kind].backup(connection)
        else:
            migrate(database, migrations)
            made[kind] = sqlite3.connect(":memory:", check_same_thread=False)
            connection.backup(made[kind])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "_migrate", copied)
        try:
            yield
        finally:
            for each in made.values():
                each.close()


@pytest.fixture(scope="session")
def cluster() -> Cluster:
    """The PostgreSQL of this test run."""
    return shared_cluster()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on; overridden by tests that mean one."""
    return str(request.param)


@pytest.fixture
def database_url(
    database_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A database of this test alone: empty, and migrated when it is opened at the latest."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'town.db'}"
        return
    shared: Cluster = request.getfixturevalue("cluster")
    url = shared.fresh()
    yield url
    shared.drop(url)


@pytest.fixture
def postgresql_url(cluster: Cluster) -> Iterator[str]:
    """As `database_url`, on PostgreSQL only."""
    url = cluster.fresh()
    yield url
    cluster.drop(url)


if __name__ == "__main__":
    watch(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
