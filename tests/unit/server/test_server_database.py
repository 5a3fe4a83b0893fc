"""One writer, readers beside it, and never a second server on the same file."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from catalogue.db.database import Database, served_by
from catalogue.errors import DatabaseInUse
from catalogue.services.town import put_setting, setting


@pytest.fixture
def database(tmp_path: Path):
    made = Database(str(tmp_path / "town.db"))
    yield made
    made.close()


def pragma(session, name: str) -> object:
    return session.execute(text(f"PRAGMA {name}")).scalar()


def test_what_is_committed_survives_a_power_cut(database: Database) -> None:
    with database.write() as session:
        found = {name: pragma(session, name) for name in ("journal_mode", "synchronous")}
        found |= {name: pragma(session, name) for name in ("foreign_keys", "secure_delete")}
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


def test_reader_cannot_write(database: Database) -> None:
    with database.read() as session, pytest.raises(OperationalError, match="readonly"):
        session.execute(text("INSERT INTO settings VALUES ('a', 'b')"))


def test_reader_sees_one_moment_while_a_writer_goes_on(database: Database) -> None:
    with database.read() as reader:
        assert setting(reader, "town", "none") == "none"
        with database.write() as writer:
            put_setting(writer, "town", "new")
        reader.expire_all()
        assert setting(reader, "town", "none") == "none"
    with database.read() as reader:
        assert setting(reader, "town", "none") == "new"


def test_many_writers_take_turns(database: Database) -> None:
    def add_one(_: int) -> None:
        with database.write() as session:
            put_setting(session, "n", str(int(setting(session, "n", "0")) + 1))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add_one, range(80)))
    with database.read() as session:
        assert setting(session, "n", "") == "80"


def test_failed_transaction_leaves_nothing_and_the_next_one_works(database: Database) -> None:
    def fail() -> None:
        with database.write() as session:
            put_setting(session, "town", "half")
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with database.write() as session:
        assert setting(session, "town", "none") == "none"


def test_second_server_is_told_who_has_the_database(database: Database, tmp_path: Path) -> None:
    assert database.lock is not None
    database.lock.announce("http://127.0.0.1:8080")
    with pytest.raises(DatabaseInUse) as found:
        Database(str(tmp_path / "town.db"))
    assert str(found.value) == (
        f"{tmp_path / 'town.db'} is in use by process {os.getpid()} at http://127.0.0.1:8080; "
        "stop it first"
    )
    assert served_by(tmp_path / "town.db").url == "http://127.0.0.1:8080"


def test_lock_goes_with_the_process_that_had_it(tmp_path: Path) -> None:
    script = (
        "import os, sys; from catalogue.db.database import Database;"
        "Database(sys.argv[1]); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path / "town.db")], timeout=30)
    assert killed.returncode == -9
    Database(str(tmp_path / "town.db")).close()


def test_closed_database_may_be_opened_again(tmp_path: Path) -> None:
    for _ in range(2):
        Database(str(tmp_path / "town.db")).close()


def test_files_of_a_new_database_are_their_owners_alone(database: Database, tmp_path: Path) -> None:
    with database.write() as session:
        put_setting(session, "a", "b")
        modes = {
            path.name: stat.S_IMODE(path.stat().st_mode)
            for path in tmp_path.iterdir()
            if path.suffix != ".lock"
        }
    assert set(modes.values()) == {0o600}
    assert "town.db-wal" in modes


def test_folder_that_is_not_there_is_a_one_line_error(tmp_path: Path) -> None:
    from catalogue.errors import DatabaseUnusable

    with pytest.raises(DatabaseUnusable, match="No such file"):
        Database(str(tmp_path / "nowhere" / "town.db"))


def test_lock_file_that_says_nothing_names_nobody(tmp_path: Path) -> None:
    (tmp_path / "town.db.lock").write_text("[]")
    assert served_by(tmp_path / "town.db").pid == 0
