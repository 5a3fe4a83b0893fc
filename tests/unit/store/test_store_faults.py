"""Full disk, damaged files, settings that do not hold."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.store.database import Database, Synchronous
from kiosk.store.errors import StorageDamaged, StorageError, StorageFull, StorageUnfit
from kiosk.store.journal import Journal
from kiosk.store.journal_schema import MIGRATIONS
from support.station_store import HandClock, give_back, journal_at, lend, lend_offline


def fill(journal: Journal) -> None:
    """No page more: SQLite answers as on a full disk."""
    connection = journal._db._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")


def record_until_full(journal: Journal) -> int:
    """Record until the disk is full; returns how many records there are."""
    count = 0
    while count < 1_000:
        try:
            give_back(journal)
        except StorageFull:
            return count
        count += 1
    raise AssertionError("the disk has no end")


def test_journal_is_durable_and_wipes_what_it_deletes(journal: Journal) -> None:
    settings = {
        name: journal._db._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
    }

    assert settings == {
        "journal_mode": "wal",
        "synchronous": Synchronous.FULL,
        "secure_delete": 1,
        "foreign_keys": 1,
    }


def test_setting_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    class Stubborn(sqlite3.Connection):
        def execute(self, sql: str, *args: object) -> sqlite3.Cursor:
            return super().execute(sql.replace("synchronous = 2", "synchronous = 1"), *args)

    connection = sqlite3.connect(tmp_path / "x.db", isolation_level=None, factory=Stubborn)
    with closing(connection), pytest.raises(StorageUnfit, match="synchronous at 1"):
        Database("x", connection)._settle(Synchronous.FULL)


def test_journal_is_its_user_s_alone(journal: Journal, path: Path) -> None:
    give_back(journal)

    assert path.stat().st_mode & 0o077 == 0
    assert path.with_name("journal.db-wal").stat().st_mode & 0o077 == 0


def test_full_disk_costs_the_reserve_first(journal: Journal, path: Path) -> None:
    journal.probe(thoroughly=False)
    fill(journal)

    record_until_full(journal)

    assert not path.with_suffix(".reserve").exists()


def test_full_disk_leaves_nothing_of_the_failed_record(journal: Journal) -> None:
    fill(journal)
    count = record_until_full(journal)

    with pytest.raises(StorageFull):
        lend(journal)

    assert journal.counts().journalled == count
    assert journal.open_intents() == ()
    assert journal.verify_chain().intact


def test_station_goes_on_when_there_is_room_again(journal: Journal) -> None:
    fill(journal)
    count = record_until_full(journal)
    journal._db._connection.execute("PRAGMA max_page_count = 100000")

    journal.probe(thoroughly=True)
    assert give_back(journal).seq == count + 1


def test_no_room_for_the_reserve_means_rest(tmp_path: Path, clock: HandClock) -> None:
    with (
        closing(
            Journal.open(
                tmp_path / "journal.db", clock=clock, new_id=lambda: "x", reserve_bytes=1 << 60
            )
        ) as journal,
        pytest.raises(StorageFull),
    ):
        journal.probe(thoroughly=False)
    assert not (tmp_path / "journal.reserve").exists()


def test_damaged_journal_is_left_as_it_is(path: Path, clock: HandClock) -> None:
    path.write_bytes(b"this was a journal once" * 100)

    with pytest.raises(StorageDamaged), journal_at(path, clock):
        pass

    assert path.read_bytes() == b"this was a journal once" * 100


def test_page_damaged_inside_is_found_at_opening(path: Path, clock: HandClock) -> None:
    with journal_at(path, clock) as journal:
        journal.identity("kiosk-1", 1, "A")
        for _ in range(40):
            lend_offline(journal)
    data = bytearray(path.read_bytes())
    # The head of every page but the first: types and cell pointers.
    for page in range(4096, len(data), 4096):
        data[page : page + 32] = b"\xff" * 32
    path.write_bytes(data)

    with pytest.raises(StorageDamaged), journal_at(path, clock):
        pass


def test_journal_damaged_while_open_stays_unfit(path: Path, clock: HandClock) -> None:
    with journal_at(path, clock) as journal:
        journal.identity("kiosk-1", 1, "A")
        for _ in range(40):
            lend_offline(journal)
        journal._db.truncate_log()
        journal._db._connection.execute("PRAGMA cache_size = 0")
        with path.open("r+b") as file:
            file.seek(2 * 4096)
            file.write(b"\xff" * (path.stat().st_size - 2 * 4096))

        journal.probe(thoroughly=False)
        with pytest.raises(StorageDamaged):
            journal.probe(thoroughly=True)


def test_journal_of_a_newer_program_is_refused(path: Path, clock: HandClock) -> None:
    with journal_at(path, clock):
        pass
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")

    with pytest.raises(StorageUnfit, match="newer"), journal_at(path, clock):
        pass


def test_missing_journal_is_not_made_for_an_operator(path: Path, clock: HandClock) -> None:
    with pytest.raises(StorageUnfit, match="no journal"):
        Journal.open(path, clock=clock, new_id=lambda: "x", create=False)
    assert not path.exists()


def test_folder_that_is_not_there_is_a_storage_error(tmp_path: Path, clock: HandClock) -> None:
    with (
        pytest.raises(StorageError, match="cannot be opened"),
        journal_at(tmp_path / "gone" / "journal.db", clock),
    ):
        pass


def test_closed_journal_says_so(path: Path, clock: HandClock) -> None:
    with journal_at(path, clock) as journal:
        journal.identity("kiosk-1", 1, "A")

    with pytest.raises(StorageError, match="closed"):
        give_back(journal)
