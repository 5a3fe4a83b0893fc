"""Records: chained, numbered without a gap, stamped, durable in one commit."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from catalogue.domain.operations import GENESIS, Basis, Kind, is_intact
from kiosk.store.errors import StorageUnfit
from kiosk.store.journal import Journal
from kiosk.store.rows import OwnLoan
from kiosk.store.sidecar import patron_ref
from support.station_store import (
    CARD,
    DUE_MS,
    ITEM,
    OTHER_CARD,
    OTHER_ITEM,
    STATION_KEY,
    UID,
    HandClock,
    give_back,
    journal_at,
    lend,
    lend_offline,
    sample,
)

REF = patron_ref(STATION_KEY, CARD)


def test_records_are_numbered_from_one_and_chained(journal: Journal) -> None:
    ops = [lend(journal), give_back(journal), give_back(journal, OTHER_ITEM)]

    assert [op.seq for op in ops] == [1, 2, 3]
    assert [op.prev_hash for op in ops] == [GENESIS, ops[0].hash, ops[1].hash]
    assert all(is_intact(op) for op in ops)
    assert journal.head().seq == 3
    assert journal.head().hash == ops[2].hash


def test_record_survives_a_new_process_as_it_was(path: Path, clock: HandClock) -> None:
    with journal_at(path, clock) as journal:
        journal.identity("kiosk-1", 1, "A")
        op = lend(journal)
    with journal_at(path, clock) as journal:
        assert journal.asking() == (op,)
        assert give_back(journal).prev_hash == op.hash


def test_new_epoch_counts_from_one_and_the_chain_goes_on(journal: Journal) -> None:
    before = give_back(journal)

    start = journal.record_epoch_start(4)

    assert start is not None
    assert (start.kind, start.epoch, start.seq) == (Kind.EPOCH_START, 4, 1)
    assert start.prev_hash == before.hash
    assert (give_back(journal).epoch, journal.head().seq) == (4, 2)
    assert journal.verify_chain().intact


def test_epoch_that_has_begun_does_not_begin_again(journal: Journal) -> None:
    journal.record_epoch_start(2)

    assert journal.record_epoch_start(2) is None
    assert journal.record_epoch_start(1) is None
    assert journal.counts().journalled == 1


def test_enrolment_anew_begins_the_epoch_it_gave(journal: Journal) -> None:
    give_back(journal)

    assert journal.identity("kiosk-1", 3, "B").epoch == 3
    assert journal.identity("kiosk-1", 2, "B").epoch == 3
    assert [row.kind for row in journal.queue()] == ["check_in", "epoch_start"]
    assert journal.who().branch == "B"


def test_journal_of_another_station_is_refused(journal: Journal) -> None:
    with pytest.raises(StorageUnfit, match="kiosk-1"):
        journal.identity("kiosk-2", 1, "A")


def test_nothing_is_recorded_before_the_station_is_known(path: Path, clock: HandClock) -> None:
    with journal_at(path, clock) as journal, pytest.raises(StorageUnfit):
        give_back(journal)


def test_question_and_its_bit_intents_are_one_commit(journal: Journal, path: Path) -> None:
    commits = 0

    def count(statement: str) -> None:
        nonlocal commits
        commits += statement == "COMMIT"

    journal._db._connection.set_trace_callback(count)
    op = lend(journal, uids=("E004010000000001", "E004010000000002"))
    journal._db._connection.set_trace_callback(None)

    assert commits == 1
    assert [(i.about, i.uid, i.wanted, i.item) for i in journal.open_intents()] == [
        (op.id, "E004010000000001", "on_loan", ITEM),
        (op.id, "E004010000000002", "on_loan", ITEM),
    ]


def test_record_says_it_was_made_without_contact(journal: Journal) -> None:
    op = give_back(journal)

    assert (op.basis, op.offset_ms, op.error_ms) == (Basis.NONE, None, None)


def test_record_of_the_sample_s_boot_carries_its_offset(journal: Journal, clock: HandClock) -> None:
    journal.record_clock(sample(clock, offset_ms=-700, error_ms=5))
    clock.go(10_000_000)

    op = give_back(journal)

    assert (op.basis, op.offset_ms, op.error_ms) == (Basis.BOOT, -700, 5 + 2_000)


def test_wall_clock_set_after_the_sample_changes_the_offset_not_the_time(
    journal: Journal, clock: HandClock
) -> None:
    journal.record_clock(sample(clock, offset_ms=0))
    clock.go(1_000)
    clock.wall += 3_600_000

    op = give_back(journal)

    assert op.offset_ms == -3_600_000


def test_offset_is_carried_over_a_boot_by_the_battery_clock(
    journal: Journal, clock: HandClock
) -> None:
    journal.record_clock(sample(clock, offset_ms=40, error_ms=5))
    clock.boot("boot-2", off_ms=10_000_000)

    op = give_back(journal)

    assert (op.basis, op.offset_ms, op.error_ms) == (Basis.RTC, 40, 5 + 2_000 + 2_000)


def test_battery_clock_that_fell_back_is_not_believed(journal: Journal, clock: HandClock) -> None:
    journal.record_clock(sample(clock))
    clock.boot("boot-2", wall_ms=0)

    assert give_back(journal).basis == Basis.NONE


def test_answered_question_is_delivered_or_due(journal: Journal) -> None:
    accepted, cut_off = lend(journal), lend(journal, OTHER_ITEM)

    journal.decide(accepted.id, "server", recorded=True)
    journal.decide(cut_off.id, "grounds", recorded=False)

    assert [(row.id, row.state, row.decided_by) for row in journal.queue(delivered=True)] == [
        (accepted.id, "delivered", "server"),
        (cut_off.id, "due", "grounds"),
    ]


def test_undo_makes_its_question_due_and_closes_the_intents(journal: Journal) -> None:
    op = lend(journal)

    undo = journal.record_undo(op.id, "limit", "server")

    assert (undo.payload, undo.refs, undo.item) == ({"reason": "limit"}, {"undoes": op.id}, ITEM)
    assert [row.id for row in journal.due(9)] == [op.id, undo.id]
    assert {row.decided_by for row in journal.queue()} == {"server"}
    assert journal.open_intents() == ()


def test_undo_leaves_the_verdict_of_a_decided_question(journal: Journal) -> None:
    op = lend_offline(journal)

    journal.record_undo(op.id, "bit_not_switched", "server")

    assert [row.decided_by for row in journal.queue()] == ["grounds", "server"]


def test_second_undo_is_the_first(journal: Journal) -> None:
    op = lend(journal)

    assert journal.record_undo(op.id, "limit", "server") == journal.record_undo(
        op.id, "limit", "server"
    )
    assert journal.counts().journalled == 2


def test_return_closes_the_intents_and_repairs_of_its_tags(journal: Journal) -> None:
    about = journal.new_id()
    journal.intend(about, [UID], "secured")
    journal.open_repair("earlier", UID, "secured", "lifted", item=ITEM)

    op = journal.record_check_in(ITEM, "A", {"uid": UID}, op_id=about, closes=[UID])

    assert op.id == about
    assert journal.open_intents() == ()
    assert journal.repairs() == ()


def test_intent_that_became_a_repair_is_closed(journal: Journal) -> None:
    op = lend_offline(journal)

    journal.open_repair(op.id, UID, "on_loan", "lifted")

    assert journal.open_intents() == ()
    (repair,) = journal.repairs()
    assert (repair.uid, repair.item, repair.wanted, repair.reason) == (
        UID,
        ITEM,
        "on_loan",
        "lifted",
    )
    journal.close_intent(op.id, UID)
    assert journal.repairs() == ()


def test_tag_state_names_tag_and_item(journal: Journal) -> None:
    op = lend_offline(journal)

    told = journal.record_tag_state(op.id, UID, "secured", "on_loan", "lifted")

    assert (told.item, told.refs) == (ITEM, {"about": op.id})
    assert told.payload == {
        "uid": UID,
        "found": "secured",
        "wanted": "on_loan",
        "reason": "lifted",
    }


def test_station_knows_the_loans_it_made_itself(journal: Journal) -> None:
    lend_offline(journal)
    undone = lend(journal, OTHER_ITEM)
    journal.record_undo(undone.id, "limit", "server")
    lend_offline(journal, "3104800000009", OTHER_CARD)

    assert journal.loans_of(REF) == (OwnLoan(ITEM, DUE_MS),)
    give_back(journal)
    assert journal.loans_of(REF) == ()


def test_items_of_an_outage_are_counted_per_card(journal: Journal) -> None:
    lend_offline(journal)
    journal.note_contact()
    lend_offline(journal, OTHER_ITEM)
    lend_offline(journal, "3104800000003")
    undone = lend_offline(journal, "3104800000004")
    journal.record_undo(undone.id, "bit_not_switched", "grounds")
    online = lend(journal, "3104800000005")
    journal.decide(online.id, "server", recorded=True)

    assert journal.offline_count(REF) == 2
    assert journal.offline_count(patron_ref(STATION_KEY, OTHER_CARD)) == 0


def test_contact_grows_old_by_the_monotonic_clock(journal: Journal, clock: HandClock) -> None:
    assert journal.contact_age_ms() is None
    journal.note_contact()
    clock.go(5_000)
    clock.wall -= 3_600_000

    assert journal.contact_age_ms() == 5_000


def test_contact_of_an_earlier_boot_is_at_least_as_old_as_this_boot(
    journal: Journal, clock: HandClock
) -> None:
    journal.note_contact()
    clock.boot("boot-2", wall_ms=0)

    assert journal.contact_age_ms() == clock.mono


def test_two_processes_share_the_journal(journal: Journal, path: Path, clock: HandClock) -> None:
    with journal_at(path, clock) as operator:
        operator.hold()
        assert journal.held()
        give_back(journal)
        assert operator.counts().pending == 1
        operator.release()
    assert not journal.held()


def test_id_that_exists_is_a_bug_and_stores_nothing(path: Path, clock: HandClock) -> None:
    with journal_at(path, clock, lambda: "same") as journal:
        journal.identity("kiosk-1", 1, "A")
        give_back(journal)
        with pytest.raises(sqlite3.IntegrityError):
            give_back(journal)
        assert journal.counts().journalled == 1
