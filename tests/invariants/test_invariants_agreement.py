"""After a sync both sides agree, and where they do not, the station says so (E14).

Guard of all: `kiosk.sync.comparison`, with the sums kept by `catalogue.services.item_sums` and
`kiosk.store.item_hashes`. Each test names the part it lives on.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select, text, update

from catalogue.db.holdings import Item
from catalogue.db.present import ItemRow
from catalogue.db.record import StoredOperation
from catalogue.services import rows as server_rows
from catalogue.services.feed import begin_epoch
from catalogue.wire.v1 import Change, Changes
from kiosk.store.item_hashes import MODULUS
from kiosk.sync.comparison import record_differences
from support.central import LittleTown
from support.station_in_town import Station
from ui.cli.main import run

MISMATCH = "digest_mismatch"


@dataclass
class Watch:
    """A station whose faults are heard."""

    station: Station
    faults: list[str | None] = field(default_factory=list)

    @property
    def fault(self) -> str | None:
        return self.faults[-1] if self.faults else None

    def sync(self) -> str | None:
        """The next sync, whole; what it found wrong."""
        self.station.go(31_000)
        self.station.settle()
        return self.fault

    def on_disk(self, file: str, statement: str) -> None:
        """Somebody changes the station's disk."""
        with closing(sqlite3.connect(self.station.folder / file)) as connection, connection:
            assert connection.execute(statement).rowcount == 1


@pytest.fixture
def watch(station: Station) -> Watch:
    made = Watch(station)
    station.sync._on_fault = made.faults.append
    return made


def at_work(station: Station) -> None:
    """Loans online and cut off, a refusal, returns; all delivered and read back."""
    session = station.session("P")
    station.lend("P", "x", session)
    station.lend("P", "desk", session)
    station.give_back("y")
    station.line.mark(up=False)
    station.lend("Q", "z")
    station.give_back("x")
    station.back_online()


def test_station_and_server_agree_after_every_sync(watch: Watch, town: LittleTown) -> None:
    """Also across a new epoch of station and feed."""
    at_work(watch.station)
    assert watch.sync() is None
    with town.services.database.write() as session:
        begin_epoch(session)
    assert watch.sync() is None
    watch.station.journal.record_epoch_start(2)
    assert watch.sync() is None
    digest = watch.station.client.digest(watch.station.snapshot.next_cursor())
    assert digest.branches == watch.station.snapshot.item_digest().branches
    assert digest.branches is not None
    assert sum(branch.items for branch in digest.branches.values()) == 6


def test_sum_is_that_of_the_hashes_of_the_rows_as_sent(watch: Watch, town: LittleTown) -> None:
    """Guard: `item_sums.tell` follows each item to the branch it is in."""
    town.kiosk("b1", "B")
    at_work(watch.station)
    watch.sync()
    with town.services.database.read() as session:
        sent = server_rows.items(session, session.scalars(select(Item.id)).all())
    digest = watch.station.client.digest(watch.station.snapshot.next_cursor())
    total = sum(int(str(row["hash"]), 16) for row in sent.values() if row["branch"] == "A")
    assert digest.branches is not None
    assert digest.branches["A"].sum == f"{total % MODULUS:064x}"


ALTERED_AT_THE_SERVER: dict[str, Callable[[], object]] = {
    "status": lambda: update(ItemRow).where(ItemRow.item == "y").values(status="lost"),
    "branch": lambda: update(ItemRow).where(ItemRow.item == "y").values(branch="B"),
    "home": lambda: update(Item).where(Item.id == "y").values(home="C"),
    "title": lambda: text("UPDATE titles SET call_number = 'R ABC' WHERE id = 'u'"),
}


@pytest.mark.parametrize("what", ALTERED_AT_THE_SERVER)
def test_item_altered_at_the_server_is_found(
    watch: Watch, town: LittleTown, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Guard: `Digests._sweep` looks at the rows themselves, not at what was noted of them."""
    at_work(watch.station)
    assert watch.sync() is None
    with town.services.database.write() as session:
        session.execute(ALTERED_AT_THE_SERVER[what]())
    with caplog.at_level(logging.ERROR):
        assert watch.sync() == MISMATCH
        watch.sync()
    assert watch.faults.count(MISMATCH) == 1, "told once, as long as it lasts"
    assert sum("disagree: items of" in message for message in caplog.messages) == 1
    assert any("items changed outside the record" in message for message in caplog.messages)


ALTERED_AT_THE_STATION = {
    "status": "UPDATE items SET status = 'available' WHERE key = 'z'",
    "branch": "UPDATE items SET branch = 'B' WHERE key = 'y'",
    "reserved": "UPDATE items SET reserved = 1 WHERE key = 'y'",
}


@pytest.mark.parametrize("what", ALTERED_AT_THE_STATION)
def test_item_altered_on_the_stations_disk_is_found(watch: Watch, what: str) -> None:
    """Guard: `item_hashes.recheck` hashes the rows of the disk anew."""
    at_work(watch.station)
    assert watch.sync() is None
    watch.on_disk("snapshot.db", ALTERED_AT_THE_STATION[what])
    assert watch.sync() == MISMATCH


def test_item_missing_on_the_stations_disk_is_found_when_the_feed_moves_on(watch: Watch) -> None:
    """Guard: the sums are made from the rows."""
    at_work(watch.station)
    watch.on_disk("snapshot.db", "DELETE FROM items WHERE key = 'y'")
    watch.station.lend("P", "kit", watch.station.session("P"))
    assert watch.sync() == MISMATCH


def test_change_a_station_missed_is_found(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guard: the comparison of the sums at an equal cursor."""
    at_work(watch.station)
    watch.sync()
    apply = watch.station.snapshot.apply

    def loses_items(page: Changes) -> None:
        kept = [change for change in page.changes if change.table != "item"]
        apply(page.model_copy(update={"changes": kept}))

    with monkeypatch.context() as patch:
        patch.setattr(watch.station.snapshot, "apply", loses_items)
        watch.station.lend("P", "y", watch.station.session("P"))
        assert watch.sync() == MISMATCH
    watch.station.give_back("y")
    assert watch.sync() is None, "the row came again, and all is well"


def test_record_lost_at_the_server_is_found(watch: Watch, town: LittleTown) -> None:
    """Guard: `record_differences` compares the counts."""
    at_work(watch.station)
    watch.sync()
    with town.services.database.write() as session:
        newest = select(StoredOperation.id).where(StoredOperation.kind == "check_in").limit(1)
        session.execute(
            text("DELETE FROM operations WHERE id = :id"), {"id": session.scalar(newest)}
        )
    assert watch.sync() == MISMATCH


def test_other_newest_record_at_the_server_is_found(watch: Watch, town: LittleTown) -> None:
    """Guard: `record_differences` compares the newest hash."""
    at_work(watch.station)
    watch.sync()
    with town.services.database.write() as session:
        session.execute(text(f"UPDATE acknowledgements SET hash = '{'ab' * 32}'"))
    assert watch.sync() == MISMATCH


def test_server_restored_between_the_feed_and_the_question_is_no_disagreement(
    watch: Watch, town: LittleTown
) -> None:
    """Guard: `reset` in `record_differences`. What the server lacks goes again with the next feed,
    and is compared then."""
    at_work(watch.station)
    assert watch.sync() is None
    cursor = watch.station.snapshot.next_cursor()
    assert not watch.station.client.digest(cursor).reset
    before = watch.station.journal.progress()
    with town.services.database.write() as session:
        session.execute(text("DELETE FROM operations WHERE kind = 'check_in'"))
        begin_epoch(session)

    digest = watch.station.client.digest(cursor)

    assert digest.reset
    assert digest.count < before.delivered
    assert record_differences(watch.station.journal, before, digest) == []


def test_records_on_their_way_are_no_disagreement(watch: Watch) -> None:
    """Guard: between what is delivered and what is written, the server may have anything."""
    at_work(watch.station)
    watch.station.journal.hold()
    watch.station.give_back("kit")
    assert watch.sync() is None
    sent = watch.station.journal.due(10)
    watch.station.journal.release()
    assert sent
    assert watch.sync() is None


def test_newer_server_that_says_more_of_items_is_not_accused(watch: Watch) -> None:
    """Guard: `hash_of_sent` makes no hash of what it does not know."""
    at_work(watch.station)
    watch.sync()
    page = watch.station.client.changes(watch.station.snapshot.next_cursor())
    row = {"id": "y", "title": "t", "branch": "A", "status": "available", "kind": "book"}
    more = Change(table="item", key="y", row={**row, "parts": 3, "hash": "00"})
    watch.station.snapshot.apply(page.model_copy(update={"changes": [more]}))
    watch.station.snapshot._digest = None
    assert watch.sync() is None


def test_operator_gets_the_whole_difference(
    watch: Watch, town: LittleTown, capsys: pytest.CaptureFixture[str]
) -> None:
    """Guard: `queue verify` compares row by row and record by record."""
    at_work(watch.station)
    watch.sync()
    with town.services.database.write() as session:
        session.execute(text("UPDATE item_state SET status = 'lost' WHERE item = 'y'"))
        one, other = session.scalars(
            select(StoredOperation).where(StoredOperation.kind == "check_in").limit(2)
        )
        body = json.loads(other.body)
        other.body = json.dumps({**body, "item": "kit"})
        altered = other.id
        session.delete(one)
        lost = one.id
    watch.sync()
    where = ["--state", str(watch.station.folder), "--server", watch.station.url]
    code = run(["queue", "verify", "--json", *where])
    facts = json.loads(capsys.readouterr().out)
    assert code == 1
    assert facts["differences"] == [
        {"record": lost, "fault": "missing at the server"},
        {"record": altered, "fault": "other content at the server"},
        {"item": "y", "field": "status", "here": "available", "server": "lost"},
    ]
    assert run(["queue", "verify", *where]) == 1
    said = capsys.readouterr().out
    assert f"  record {lost}: missing at the server" in said
    assert "  item y: status is available here, lost at the server" in said
