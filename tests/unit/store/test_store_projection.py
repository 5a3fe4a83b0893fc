"""The feed's present with the station's own records on top."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from catalogue.domain.operations import Operation
from catalogue.wire.v1 import Head, Result
from kiosk.store.journal import Journal
from kiosk.store.projection import Projection, RepairNow
from kiosk.store.sidecar import patron_ref
from kiosk.store.snapshot import Snapshot
from support.station_feed import change, item_row, page, town_page
from support.station_store import (
    CARD,
    ITEM,
    OTHER_CARD,
    OTHER_ITEM,
    STATION_KEY,
    UID,
    give_back,
    lend,
    lend_offline,
)

REF = patron_ref(STATION_KEY, CARD)


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    with closing(Snapshot.open(tmp_path / "snapshot.db")) as opened:
        opened.apply(town_page())
        yield opened


@pytest.fixture
def projection(journal: Journal, snapshot: Snapshot) -> Projection:
    return Projection(journal, snapshot)


def status(projection: Projection, item: str = ITEM) -> str:
    row = projection.item_now(item)
    assert row is not None
    return row.status


def fed(journal: Journal, op: Operation) -> None:
    """Delivered, and the feed was read to its end since."""
    journal.acknowledge([Result(id=op.id, status="recorded")], Head(seq=1, hash=""), 0)
    journal.feed_seen(journal.delivered_mark())


def test_own_loan_shows_at_once(journal: Journal, projection: Projection) -> None:
    lend(journal)

    assert status(projection) == "on_loan"
    assert status(projection, OTHER_ITEM) == "available"


def test_refused_loan_does_not_show(journal: Journal, projection: Projection) -> None:
    journal.record_undo(lend(journal).id, "limit", "server")

    assert status(projection) == "available"


def test_own_return_shows_over_the_feed_s_loan(
    journal: Journal, snapshot: Snapshot, projection: Projection
) -> None:
    snapshot.apply(page([item_row(ITEM, status="on_loan", branch="B")], "c2"))
    give_back(journal)

    row = projection.item_now(ITEM)

    assert row is not None
    assert (row.status, row.branch) == ("available", "A")


def test_feed_that_tells_the_record_is_believed(
    journal: Journal, snapshot: Snapshot, projection: Projection
) -> None:
    op = lend_offline(journal)
    fed(journal, op)
    snapshot.apply(page([item_row(ITEM, status="lost")], "c2"))

    assert status(projection) == "lost"


def test_record_in_quarantine_does_not_show(journal: Journal, projection: Projection) -> None:
    journal.quarantine(lend_offline(journal).id, "bad_hash")

    assert status(projection) == "available"


def test_item_nobody_knows_stays_unknown(journal: Journal, projection: Projection) -> None:
    lend_offline(journal, "3104899999999")

    assert projection.item_now("3104899999999") is None


def test_repair_may_always_secure(journal: Journal, projection: Projection) -> None:
    journal.open_repair("op-1", UID, "secured", "lifted", item=ITEM)

    repair = projection.repair_of(UID, online=True)

    assert repair == RepairNow(UID, ITEM, "op-1", "secured", lent=False)
    assert repair.allowed


def test_repair_unlocks_only_on_an_open_loan(
    journal: Journal, snapshot: Snapshot, projection: Projection
) -> None:
    town = projection.repair_of(UID, online=True)
    assert town == RepairNow(UID, ITEM, None, "on_loan", False)

    op = lend_offline(journal)
    journal.open_repair(op.id, UID, "on_loan", "lifted")
    assert projection.repair_of(UID, online=True) == RepairNow(UID, ITEM, op.id, "on_loan", True)

    give_back(journal)
    assert projection.repair_of(UID, online=True) == RepairNow(UID, ITEM, op.id, "on_loan", False)


def test_thing_that_lay_here_for_another_is_nobody_s_loan_any_more(
    journal: Journal, snapshot: Snapshot, projection: Projection
) -> None:
    """Guard: an undone loan is a sighting. Without it the tag of a thing at rest is unlocked."""
    snapshot.apply(page([item_row(ITEM, status="on_loan")], "c2"))
    op = lend_offline(journal)
    journal.open_repair(op.id, UID, "on_loan", "lifted")

    journal.record_undo(lend(journal, card=OTHER_CARD).id, "reserved", "server")

    assert not projection.repair_of(UID, online=True).allowed
    assert status(projection) == "available"
    assert not projection.loans_of(REF)


def test_her_own_second_question_ends_nothing(journal: Journal, projection: Projection) -> None:
    op = lend_offline(journal)
    journal.open_repair(op.id, UID, "on_loan", "lifted")

    journal.record_undo(lend(journal).id, "limit", "server")

    assert projection.repair_of(UID, online=True).allowed
    assert status(projection) == "on_loan"


def test_repair_unlocks_on_a_loan_the_server_confirms(
    snapshot: Snapshot, projection: Projection
) -> None:
    confirmed = change(
        "repair", UID, item=ITEM, wanted="on_loan", found="secured", confirmed_loan="op-9"
    )
    snapshot.apply(page([confirmed, item_row(ITEM, status="on_loan")], "c2"))

    assert projection.repair_of(UID, online=True) == RepairNow(UID, ITEM, None, "on_loan", True)
    assert projection.repair_of(UID, online=False) == RepairNow(UID, ITEM, None, "on_loan", False)
    assert projection.repair_of("E004019999999999", online=True) is None
