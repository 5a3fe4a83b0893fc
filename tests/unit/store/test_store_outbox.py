"""What is delivered when, and what stays how long."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from catalogue.domain.operations import Operation
from catalogue.wire.v1 import Head, Result
from kiosk.store.journal import Journal
from kiosk.store.outbox import GRACE_MS
from kiosk.store.rows import Counts
from kiosk.store.sidecar import patron_ref
from support.station_store import (
    CARD,
    ITEM,
    OTHER_CARD,
    OTHER_ITEM,
    STATION_KEY,
    HandClock,
    give_back,
    lend,
    lend_offline,
    sample,
)

REF = patron_ref(STATION_KEY, CARD)


def delivered(journal: Journal, ops: Sequence[Operation], prune_below: int = 0) -> None:
    """The server has these; the feed tells them."""
    results = [Result(id=op.id, status="recorded") for op in ops]
    head = journal.head()
    journal.acknowledge(results, Head(seq=head.seq, hash=head.hash), prune_below)
    journal.feed_seen(journal.delivered_mark())


def test_newest_clock_goes_ahead_then_oldest_first(journal: Journal, clock: HandClock) -> None:
    old_clock = journal.record_clock(sample(clock))
    first = give_back(journal)
    second = give_back(journal, OTHER_ITEM)
    new_clock = journal.record_clock(sample(clock))

    assert [row.id for row in journal.due(9)] == [
        new_clock.id,
        old_clock.id,
        first.id,
        second.id,
    ]
    assert [row.id for row in journal.due(2)] == [new_clock.id, old_clock.id]


def test_open_question_is_passed_over(journal: Journal) -> None:
    lend(journal)
    after = give_back(journal, OTHER_ITEM)

    assert [row.id for row in journal.due(9)] == [after.id]


def test_question_takes_along_records_of_its_item_and_patron(
    journal: Journal, clock: HandClock
) -> None:
    journal.hold()
    same_item = give_back(journal)
    lend_offline(journal, OTHER_ITEM, OTHER_CARD)
    same_patron = lend_offline(journal, "3104800000003")
    undo = journal.record_undo(same_patron.id, "bit_not_switched", "grounds")
    measured = journal.record_clock(sample(clock))
    question = lend(journal)

    asked, ahead = journal.question(question.id)

    assert asked.id == question.id
    assert asked.sidecar is not None
    assert [row.id for row in ahead] == [measured.id, same_item.id, same_patron.id, undo.id]


def test_delivered_records_do_not_travel_again(journal: Journal) -> None:
    delivered(journal, [give_back(journal)])

    assert journal.related(ITEM, None) == ()


def test_refused_record_is_set_aside_with_its_code(journal: Journal) -> None:
    bad, good = give_back(journal), give_back(journal, OTHER_ITEM)

    journal.acknowledge(
        [
            Result(id=bad.id, status="refused", code="bad_hash"),
            Result(id=good.id, status="recorded"),
        ],
        Head(seq=0, hash="0" * 64),
        0,
    )

    assert journal.due(9) == ()
    assert [(row.id, row.state, row.code) for row in journal.queue()] == [
        (bad.id, "quarantined", "bad_hash")
    ]
    assert journal.counts() == Counts(journalled=2, pending=0, asking=0, delivered=1, quarantined=1)


@pytest.mark.parametrize("body", ["'torn'", "CAST(X'FF7B7D' AS TEXT)"])
def test_row_that_is_no_record_any_more_stops_no_other(
    journal: Journal, path: Path, body: str
) -> None:
    bad, good = give_back(journal), give_back(journal, OTHER_ITEM)
    question = lend(journal)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"UPDATE operations SET body = {body} WHERE n IN (1, 3)")
        connection.commit()

    assert [row.id for row in journal.due(9)] == [good.id]
    assert journal.asking() == ()
    assert [(row.id, row.code) for row in journal.queue() if row.state == "quarantined"] == [
        (bad.id, "unreadable"),
        (question.id, "unreadable"),
    ]


def test_quarantine_does_not_take_back_a_delivery(journal: Journal) -> None:
    op = give_back(journal)
    delivered(journal, [op])

    journal.quarantine(op.id, "late")

    assert journal.counts().delivered == 1


def test_patron_reference_goes_when_the_feed_tells_the_loan(journal: Journal) -> None:
    op = lend_offline(journal)
    waiting = lend_offline(journal, OTHER_ITEM)
    mark = journal.delivered_mark()
    journal.acknowledge(
        [Result(id=op.id, status="recorded")], Head(seq=1, hash=op.hash), prune_below=0
    )

    journal.feed_seen(mark)
    assert len(journal.loans_of(REF)) == 2
    journal.feed_seen(journal.delivered_mark())

    assert [loan.item for loan in journal.loans_of(REF)] == [waiting.item]
    assert journal.own_move(ITEM) is None
    assert journal.own_move(OTHER_ITEM) is not None


def test_pruning_waits_for_backup_grace_and_feed(journal: Journal, clock: HandClock) -> None:
    ops = [give_back(journal), give_back(journal), give_back(journal)]
    delivered(journal, ops[:2], prune_below=2)
    delivered(journal, ops[2:], prune_below=2)

    assert journal.prune() == 0
    clock.go(GRACE_MS)
    assert journal.prune() == 1

    assert [row.seq for row in journal.queue(delivered=True)] == [2, 3]
    assert journal.counts() == Counts(journalled=3, pending=0, asking=0, delivered=3, quarantined=0)
    report = journal.verify_chain()
    assert (report.intact, report.checked) == (True, 2)
    assert give_back(journal).seq == 4


def test_undelivered_record_keeps_all_that_follow(journal: Journal, clock: HandClock) -> None:
    first, second = give_back(journal), give_back(journal)
    journal.acknowledge([Result(id=second.id, status="recorded")], Head(seq=2, hash=""), 9)
    journal.feed_seen(journal.delivered_mark())
    clock.go(GRACE_MS)

    assert journal.prune() == 0
    assert [row.id for row in journal.due(9)] == [first.id]


def test_earlier_epoch_is_pruned_with_what_the_backup_holds_of_this_one(
    journal: Journal, clock: HandClock
) -> None:
    old = give_back(journal)
    start = journal.record_epoch_start(2)
    assert start is not None
    new = give_back(journal)
    delivered(journal, [old, start, new], prune_below=2)
    clock.go(GRACE_MS)

    assert journal.prune() == 2
    assert [row.id for row in journal.queue(delivered=True)] == [new.id]
    assert journal.verify_chain().intact


def test_number_of_another_epoch_prunes_nothing(journal: Journal, clock: HandClock) -> None:
    ops = [give_back(journal) for _ in range(3)]
    start = journal.record_epoch_start(2)
    assert start is not None
    delivered(journal, [*ops, start])
    journal.acknowledge([], Head(seq=3, hash=""), prune_below=3, epoch=1)
    clock.go(GRACE_MS)

    assert journal.prune() == 0


def test_whole_journal_pruned_still_counts_and_goes_on(journal: Journal, clock: HandClock) -> None:
    op = give_back(journal)
    journal.acknowledge([Result(id=op.id, status="recorded")], Head(seq=9, hash=""), 9)
    journal.feed_seen(journal.delivered_mark())
    clock.go(GRACE_MS)

    assert journal.prune() == 1
    assert journal.counts().journalled == 1
    after = give_back(journal)
    assert (after.seq, after.prev_hash) == (2, op.hash)
    assert journal.verify_chain().intact
    # Guard: the chain counts the places; one used twice would be older than what it follows.
    assert journal._db.read(lambda tx: tx.execute("SELECT n FROM operations").fetchall()) == [(2,)]


def test_lowest_undelivered_number_is_that_of_any_record_not_delivered(journal: Journal) -> None:
    # Guard: asked, due and set aside are all looked at, and this epoch alone.
    ops = [give_back(journal), give_back(journal), lend(journal), give_back(journal)]
    delivered(journal, [ops[0]])
    journal.quarantine(ops[1].id, "malformed")
    assert journal.first_undelivered() == 2
    delivered(journal, [ops[3]])
    journal._db.write(lambda tx: tx.execute("UPDATE outbox SET state = 'delivered' WHERE n = 2"))
    assert journal.first_undelivered() == 3
    journal.record_epoch_start(2)
    assert journal.first_undelivered() == 1


def test_retained_records_are_due_again_when_the_server_forgot(journal: Journal) -> None:
    ops = [give_back(journal), give_back(journal)]
    delivered(journal, ops)
    assert journal.first_undelivered() == 3

    assert journal.resend_retained() == 2

    assert [row.id for row in journal.due(9)] == [op.id for op in ops]
    assert journal.first_undelivered() == 1


def test_answer_that_comes_twice_changes_nothing(journal: Journal) -> None:
    op = lend(journal)
    journal.decide(op.id, "server", recorded=True)

    journal.decide(op.id, "grounds", recorded=False)
    delivered(journal, [op])

    (row,) = journal.queue(delivered=True)
    assert (row.state, row.decided_by) == ("delivered", "server")
