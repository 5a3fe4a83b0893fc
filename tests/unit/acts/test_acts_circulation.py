from __future__ import annotations

import json

import pytest

from catalogue.wire.v1 import OpenLoan, PatronSession
from kiosk.acts.account import Names, account_of
from kiosk.acts.storage import DEVICE as STORAGE
from kiosk.acts.storage import StorageWatch
from kiosk.gateway.protocol import CutOff, Decision, SessionDenied
from kiosk.session.effects import CloseSession, OpenSession, UndoLoan
from kiosk.session.events import (
    LoanDecided,
    SessionOpened,
    SessionRefused,
    SessionUnreachable,
    UndoRecorded,
)
from kiosk.session.states import Means
from kiosk.store.errors import StorageFull
from kiosk.store.rows import DecidedBy, OwnLoan
from support.acts_bench import Bench, FullDisk
from support.station_store import CARD, ITEM, UID

ALLOWED = Decision(True, DecidedBy.GROUNDS, recorded=False)
DENIED = Decision(False, DecidedBy.SERVER, recorded=False, reason="reserved")


def test_a_loan_is_journalled_with_its_intents_before_it_is_asked(bench: Bench) -> None:
    answer = bench.lend()
    assert isinstance(answer, LoanDecided)
    assert (answer.accepted, answer.online, answer.due_ms is not None) == (True, True, True)
    assert bench.gateway.asked == [(answer.operation, "s-1")]
    assert bench.open_bits() == [(UID, "on_loan")]
    (row,) = bench.journal.queue(delivered=True)
    assert (row.state, row.decided_by) == ("delivered", "server")


def test_the_record_says_what_the_offline_rules_said(bench: Bench) -> None:
    bench.gateway.answers = [StorageFull("stay asking"), ALLOWED]
    bench.journal.record_undo = FullDisk()
    bench.lend()
    (op,) = bench.journal.asking()
    assert op.grounds == {"verdict": "allow", "snapshot": 7, "age_ms": 0}
    assert op.evidence == {"uid": UID, "before": "07"}
    assert set(op.payload) == {"due_ms"}
    assert op.title == "t1"
    assert CARD not in json.dumps(op.to_json())


def test_an_item_in_parts_names_all_its_tags(bench: Bench) -> None:
    bench.lend(UID, "E004010000000009")
    assert len(bench.open_bits()) == 2


def test_a_refused_loan_is_undone_in_the_journal_at_once(bench: Bench) -> None:
    bench.gateway.answers = [DENIED]
    answer = bench.lend()
    assert isinstance(answer, LoanDecided)
    assert (answer.accepted, answer.reason, answer.online) == (False, "reserved", True)
    assert bench.kinds() == ["check_out", "undo"]
    assert bench.decided_by() == ["server", "server"]
    assert bench.open_bits() == []


def test_a_loan_decided_by_the_grounds_is_due(bench: Bench) -> None:
    bench.gateway.answers = [ALLOWED]
    answer = bench.lend()
    assert isinstance(answer, LoanDecided)
    assert (answer.accepted, answer.online) == (True, False)
    (row,) = bench.journal.queue()
    assert (row.state, row.decided_by) == ("due", "grounds")


def test_nothing_recorded_refuses_the_loan_and_the_disk_is_unwell(bench: Bench) -> None:
    bench.journal.record_check_out = FullDisk()
    assert bench.lend() == LoanDecided(ITEM, None, False, False, "storage")
    assert bench.gateway.asked == []
    health = bench.health.of(STORAGE)
    assert health is not None
    assert health.problem == "storage_full: the disk is full"


def test_a_disk_that_fails_in_the_question_takes_the_loan_back(bench: Bench) -> None:
    bench.gateway.answers = [StorageFull("no room")]
    answer = bench.lend()
    assert isinstance(answer, LoanDecided)
    assert (answer.accepted, answer.reason) == (False, "storage")
    assert bench.kinds() == ["check_out", "undo"]


def test_a_refusal_that_could_not_be_stored_is_undone_later_and_not_asked_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.gateway.answers = [DENIED]
    with monkeypatch.context() as broken:
        broken.setattr(bench.journal, "record_undo", FullDisk())
        bench.lend()
    assert len(bench.journal.asking()) == 1
    assert bench.circulation.recover()
    assert bench.journal.asking() == ()
    assert bench.kinds() == ["check_out", "undo"]
    assert len(bench.gateway.asked) == 1


def test_an_open_question_is_asked_again_at_the_start_with_its_id(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(bench.journal, "decide", FullDisk())
        answer = bench.lend()
    assert isinstance(answer, LoanDecided)
    assert answer.accepted
    bench.start()
    assert bench.circulation.recover()
    assert [asked[0] for asked in bench.gateway.asked] == [answer.operation] * 2
    assert bench.gateway.asked[1][1] is None
    assert bench.journal.asking() == ()
    assert bench.open_bits() == [(UID, "on_loan")]


def test_a_yes_the_patron_was_told_is_not_asked_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.gateway.answers = [ALLOWED, DENIED]
    with monkeypatch.context() as broken:
        broken.setattr(bench.journal, "decide", FullDisk())
        bench.lend()
    assert bench.circulation.recover()
    assert len(bench.gateway.asked) == 1
    assert bench.kinds() == ["check_out"]
    assert bench.journal.asking() == ()


def test_a_question_still_unanswered_on_a_full_disk_is_not_settled(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench.journal, "decide", FullDisk())
    bench.lend()
    assert not bench.circulation.recover()


def test_an_undone_loan_leaves_no_intent_and_no_repair(bench: Bench) -> None:
    bench.gateway.answers = [ALLOWED]
    answer = bench.lend()
    assert isinstance(answer, LoanDecided)
    assert answer.operation is not None
    bench.journal.open_repair(answer.operation, UID, "on_loan", "lifted")
    bench.circulation.undo(UndoLoan(ITEM, answer.operation, "bit_not_switched"))
    assert bench.posted[-1] == UndoRecorded(ITEM, "bit_not_switched")
    assert bench.kinds() == ["check_out", "undo"]
    assert bench.decided_by() == ["grounds", "grounds"]
    assert (bench.open_bits(), bench.listed()) == ([], [])


def test_a_worker_that_breaks_still_answers(bench: Bench) -> None:
    bench.gateway.answers = [RuntimeError("bug")]
    with pytest.raises(RuntimeError):
        bench.lend()
    assert bench.posted == [LoanDecided(ITEM, None, False, False, "storage")]
    assert bench.circulation.recover()
    assert bench.kinds() == ["check_out", "undo"]
    bench.gateway.session = RuntimeError("bug")
    with pytest.raises(RuntimeError):
        bench.opening.open(OpenSession(CARD, Means.READ, "4711"))
    assert bench.posted[-1] == SessionUnreachable(allowed=False)


def test_an_identified_patron_opens_the_session(bench: Bench) -> None:
    bench.gateway.session = PatronSession(
        session="s-9",
        display="Jeanne M.",
        language="fr",
        loans=[OpenLoan(item=ITEM, due_ms=5)],
        loan_limit=20,
    )
    bench.opening.open(OpenSession(CARD, Means.READ, "4711"))
    account = account_of(bench.gateway.session, Names(bench.snapshot, StorageWatch(bench.health)))
    assert bench.posted == [SessionOpened("s-9", "Jeanne M.", "fr", ((ITEM, 5),), 20, account)]
    bench.opening.close(CloseSession("s-9"))
    bench.opening.close(CloseSession(None))
    assert bench.gateway.closed == ["s-9"]


def test_an_undo_that_breaks_is_answered(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("bug")

    monkeypatch.setattr(bench.journal, "record_undo", breaks)
    with pytest.raises(RuntimeError):
        bench.circulation.undo(UndoLoan(ITEM, "op-1", "bit_not_switched"))
    assert bench.posted == [UndoRecorded(ITEM, "bit_not_switched")]


def test_a_refusal_and_an_outage_are_told_as_they_are(bench: Bench) -> None:
    bench.gateway.session = SessionDenied("wrong_pin", tries_left=2)
    bench.opening.open(OpenSession(CARD, Means.READ, "0000"))
    bench.gateway.session = CutOff(True, None, (OwnLoan(ITEM, 5),))
    bench.opening.open(OpenSession(CARD, Means.READ, None))
    assert bench.posted == [
        SessionRefused("wrong_pin", tries_left=2),
        SessionUnreachable(True, None, ((ITEM, 5),)),
    ]
