from __future__ import annotations

import pytest

from kiosk.gateway.protocol import Decision
from kiosk.session.effects import OpenRepair, ReportTagState, SecureBit
from kiosk.session.events import LoanDecided
from kiosk.store.rows import DecidedBy
from rfid.events import SecurityOutcome
from rfid.tagdata.model import Verdict
from rfid.types import Security
from support.acts_bench import Bench, FullDisk
from support.station_store import ITEM, UID

DENIED = Decision(False, DecidedBy.SERVER, recorded=False, reason="limit")


def interrupted_loan(bench: Bench) -> str:
    """An accepted loan whose bit was never ordered, and whose session is gone."""
    answer = bench.lend()
    assert isinstance(answer, LoanDecided)
    assert answer.operation is not None
    bench.bits.session_over()
    return answer.operation


def reported_loan(bench: Bench) -> str:
    """A loan lifted too early, on the list here and in the town."""
    loan = interrupted_loan(bench)
    bench.bits.open_repair(OpenRepair(loan, UID, "on_loan"))
    bench.bits.report(ReportTagState(loan, UID, "on_loan"))
    bench.bits.session_over()
    return loan


def test_an_interrupted_loan_is_switched_when_its_tag_is_seen(bench: Bench) -> None:
    interrupted_loan(bench)
    bench.lay()
    bench.repairs.work_off(UID)
    assert bench.answer().wanted is Security.ON_LOAN
    assert (bench.open_bits(), bench.listed(), bench.kinds()) == ([], [], ["check_out"])
    assert bench.nudges == 1


def test_an_interrupted_loan_whose_tag_stays_secured_is_undone(bench: Bench) -> None:
    interrupted_loan(bench)
    bench.lay()
    bench.repairs.work_off(UID)
    bench.answer(SecurityOutcome.NOT_SWITCHED)
    assert bench.kinds() == ["check_out", "undo"]
    assert bench.decided_by() == ["server", "server"]
    assert (bench.open_bits(), bench.listed()) == ([], [])


def test_an_interrupted_loan_whose_tag_leaves_again_becomes_a_repair(bench: Bench) -> None:
    interrupted_loan(bench)
    bench.lay()
    bench.repairs.work_off(UID)
    bench.answer(SecurityOutcome.GONE)
    assert bench.listed() == [(UID, "on_loan", "lifted")]
    assert bench.kinds() == ["check_out", "tag_state"]


def test_a_question_still_open_leaves_its_bit_alone(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(bench.journal, "decide", FullDisk())
        interrupted_loan(bench)
    bench.lay()
    bench.repairs.work_off(UID)
    assert bench.orders == []
    bench.circulation.recover()
    bench.repairs.work_off_all()
    assert len(bench.orders) == 1


def test_an_interrupted_loan_of_something_returned_since_is_let_be(bench: Bench) -> None:
    interrupted_loan(bench)
    bench.journal.record_check_in(ITEM, "A", {"uid": UID})
    bench.lay()
    bench.repairs.work_off(UID)
    assert (bench.orders, bench.open_bits()) == ([], [])


def test_a_tag_of_the_running_session_is_left_to_it(bench: Bench) -> None:
    bench.lend()
    bench.lay()
    bench.repairs.work_off_all()
    assert bench.orders == []


def test_a_return_found_secured_is_recorded_then(bench: Bench) -> None:
    bench.bits.secure(SecureBit(ITEM, UID, (UID,)))
    about = bench.journal.open_intents()[0].about
    bench.bits.session_over()
    bench.lay(Security.SECURED)
    bench.repairs.work_off(UID)
    (record,) = bench.journal.due(5)
    assert (record.id, record.kind, record.body["item"]) == (about, "check_in", ITEM)
    assert record.body["evidence"] == {"uid": UID, "after": "07", "verified": True}
    assert bench.open_bits() == []


def test_a_return_found_on_loan_never_was(bench: Bench) -> None:
    bench.bits.secure(SecureBit(ITEM, UID, (UID,)))
    bench.bits.session_over()
    bench.lay(Security.ON_LOAN)
    bench.repairs.work_off(UID)
    assert (bench.kinds(), bench.open_bits()) == ([], [])


def test_a_return_whose_tag_is_not_known_waits_until_it_is_read_anew(bench: Bench) -> None:
    bench.lay(Security.ON_LOAN)
    bench.bits.secure(SecureBit(ITEM, UID, (UID,)))
    bench.answer(SecurityOutcome.GONE)
    bench.bits.session_over()
    bench.repairs.work_off_all()
    assert (bench.kinds(), bench.open_bits()) == ([], [(UID, "secured")])
    bench.lay(Security.SECURED)
    bench.repairs.work_off(UID)
    assert bench.kinds() == ["check_in"]


def test_a_listed_loan_is_unlocked_on_this_stations_own_journal(bench: Bench) -> None:
    reported_loan(bench)
    bench.lay()
    bench.repairs.work_off(UID)
    assert bench.answer().wanted is Security.ON_LOAN
    assert bench.listed() == []
    assert bench.kinds() == ["check_out", "tag_state", "tag_state"]


def test_a_listed_loan_that_does_not_switch_stays_listed_and_lent(bench: Bench) -> None:
    reported_loan(bench)
    bench.lay()
    bench.repairs.work_off(UID)
    bench.answer(SecurityOutcome.NOT_SWITCHED)
    assert bench.listed() == [(UID, "on_loan", "not_switched")]
    assert "undo" not in bench.kinds()


def test_a_listed_loan_that_was_undone_is_never_unlocked(bench: Bench) -> None:
    loan = reported_loan(bench)
    bench.journal.record_undo(loan, "staff", "server")
    bench.lay()
    bench.repairs.work_off(UID)
    assert bench.orders == []


def test_the_towns_list_alone_unlocks_nothing(bench_listed: Bench) -> None:
    bench_listed.lay()
    bench_listed.repairs.work_off(UID)
    assert bench_listed.orders == []


def test_a_repair_may_always_secure(bench: Bench) -> None:
    bench.journal.open_repair("gone", UID, "secured", "not_switched", ITEM)
    bench.bits.report(ReportTagState("gone", UID, "secured"))
    bench.lay(Security.ON_LOAN)
    bench.repairs.work_off(UID)
    assert bench.answer().wanted is Security.SECURED
    assert bench.listed() == []
    assert bench.kinds() == ["tag_state", "tag_state"]


def test_one_tag_is_worked_off_once_at_a_time(bench: Bench) -> None:
    interrupted_loan(bench)
    bench.lay()
    bench.repairs.work_off(UID)
    bench.repairs.work_off(UID)
    assert len(bench.orders) == 1


@pytest.mark.parametrize("verdict", [Verdict.DOUBLE_UID, Verdict.FOREIGN, Verdict.UNREADABLE])
def test_a_tag_that_is_no_item_is_never_repaired(bench: Bench, verdict: Verdict) -> None:
    interrupted_loan(bench)
    bench.lay(verdict=verdict)
    bench.repairs.work_off(UID)
    assert bench.orders == []


def test_a_refused_thing_that_was_on_loan_is_secured(bench: Bench) -> None:
    bench.gateway.answers = [DENIED]
    bench.lay(Security.ON_LOAN)
    bench.lend(before=0xC2)
    assert bench.open_bits() == [(UID, "secured")]
    assert bench.answer().wanted is Security.SECURED
    assert (bench.open_bits(), bench.kinds()) == ([], ["check_out", "undo"])


def test_a_refused_thing_that_is_secured_stays_as_it_is(bench: Bench) -> None:
    bench.gateway.answers = [DENIED]
    bench.lay(Security.SECURED)
    bench.lend()
    assert (bench.orders, bench.open_bits()) == ([], [])


def test_a_loan_whose_tag_never_came_back_becomes_a_repair(bench: Bench) -> None:
    interrupted_loan(bench)
    before = bench.unsettled()
    bench.repairs.expire(before)
    assert bench.listed() == [(UID, "on_loan", "not_seen_again")]
    assert bench.kinds() == ["check_out", "tag_state"]
    bench.repairs.expire(before)
    assert bench.kinds() == ["check_out", "tag_state"]


def test_an_unrecorded_return_keeps_waiting_for_its_tag(bench: Bench) -> None:
    bench.bits.secure(SecureBit(ITEM, UID, (UID,)))
    bench.bits.session_over()
    bench.repairs.expire(bench.unsettled())
    assert bench.open_bits() == [(UID, "secured")]


def test_a_lifted_tag_is_not_worked_off(bench: Bench) -> None:
    interrupted_loan(bench)
    bench.lay()
    bench.pad.left(UID)
    bench.repairs.work_off_all()
    bench.repairs.work_off(UID)
    assert bench.orders == []


def test_a_tag_put_back_while_its_order_runs_is_tried_once_more(bench: Bench) -> None:
    """Guard: Repairs._seen_again. Else it lies there, wrong, until somebody lifts it."""
    interrupted_loan(bench)
    bench.lay()
    bench.repairs.work_off(UID)
    bench.pad.left(UID)
    bench.lay()
    bench.repairs.work_off(UID)
    bench.answer(SecurityOutcome.GONE)
    assert bench.answer().wanted is Security.ON_LOAN
    assert (bench.open_bits(), bench.listed(), bench.orders) == ([], [], [])
