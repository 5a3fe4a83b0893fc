from __future__ import annotations

import json

import pytest

from kiosk.session.effects import (
    ClearBit,
    ConfirmBit,
    OpenRepair,
    RecordReturn,
    ReportTagState,
    SecureBit,
)
from kiosk.session.events import BitSwitched, LoanDecided, ReturnRecorded
from kiosk.session.states import Place, PlaceKind
from rfid.events import SecurityOutcome
from rfid.tagdata.model import Verdict
from rfid.types import Security
from support.acts_bench import Bench, FullDisk
from support.station_store import ITEM, UID

SECOND_UID = "E004010000000009"


def lent(bench: Bench) -> str:
    answer = bench.lend()
    assert isinstance(answer, LoanDecided)
    assert answer.operation is not None
    return answer.operation


def returned(*uids: str, verified: bool = True) -> RecordReturn:
    uids = uids or (UID,)
    return RecordReturn(ITEM, ITEM, uids, 0xC2, 0x07, uids if verified else ())


def test_the_bit_of_a_loan_is_ordered_answered_and_its_intent_closed(bench: Bench) -> None:
    loan = lent(bench)
    bench.bits.clear(ClearBit(ITEM, loan, UID))
    assert bench.answer().wanted is Security.ON_LOAN
    assert bench.posted[-1] == BitSwitched(ITEM, UID, "verified", None, 0xC2)
    bench.bits.confirm(ConfirmBit(loan, UID, 0xC2))
    assert bench.open_bits() == []
    assert bench.kinds() == ["check_out"]


def test_a_lifted_loan_is_listed_and_put_right_without_a_word_to_the_town(bench: Bench) -> None:
    loan = lent(bench)
    bench.bits.clear(ClearBit(ITEM, loan, UID))
    bench.answer(SecurityOutcome.GONE)
    bench.bits.open_repair(OpenRepair(loan, UID, "on_loan"))
    assert (bench.open_bits(), bench.listed()) == ([], [(UID, "on_loan", "lifted")])
    bench.bits.clear(ClearBit(ITEM, loan, UID))
    assert bench.open_bits() == [(UID, "on_loan")]
    bench.answer()
    bench.bits.confirm(ConfirmBit(loan, UID, 0xC2))
    assert (bench.open_bits(), bench.listed()) == ([], [])
    assert bench.kinds() == ["check_out"]


def test_what_was_reported_wrong_is_reported_right_again(bench: Bench) -> None:
    loan = lent(bench)
    bench.bits.open_repair(OpenRepair(loan, UID, "on_loan"))
    bench.bits.report(ReportTagState(loan, UID, "on_loan"))
    bench.bits.confirm(ConfirmBit(loan, UID, 0xC2))
    assert bench.kinds() == ["check_out", "tag_state", "tag_state"]
    states = [
        json.loads(json.dumps(dict(row.body)))["payload"]
        for row in bench.journal.due(10)
        if row.kind == "tag_state"
    ]
    assert [(state.get("found"), state["wanted"]) for state in states] == [
        (None, "on_loan"),
        ("on_loan", "on_loan"),
    ]
    assert bench.listed() == []


def test_a_loan_takes_a_tag_off_the_towns_list_once(bench_listed: Bench) -> None:
    loan = lent(bench_listed)
    bench_listed.bits.confirm(ConfirmBit(loan, UID, 0xC2))
    bench_listed.bits.confirm(ConfirmBit(loan, UID, 0xC2))
    assert bench_listed.kinds() == ["check_out", "tag_state"]


def test_a_return_has_a_durable_intent_before_its_bit(bench: Bench) -> None:
    bench.bits.secure(SecureBit(ITEM, UID, (UID,)))
    assert bench.open_bits() == [(UID, "secured")]
    assert bench.answer().wanted is Security.SECURED
    bench.bits.record_return(returned())
    answer = bench.posted[-1]
    assert isinstance(answer, ReturnRecorded)
    assert (answer.online, answer.place) == (True, Place(PlaceKind.BIN, "B", "Adultes"))
    assert bench.open_bits() == []
    (record,) = bench.journal.due(5)
    assert record.id == answer.operation
    assert record.body["evidence"] == {
        "uid": UID,
        "before": "C2",
        "after": "07",
        "verified": True,
    }
    assert bench.decided_by() == ["server"]


def test_a_return_of_parts_closes_all_intents(bench: Bench) -> None:
    both = (UID, SECOND_UID)
    bench.bits.secure(SecureBit(ITEM, UID, both))
    assert bench.open_bits() == [(UID, "secured"), (SECOND_UID, "secured")]
    bench.bits.secure(SecureBit(ITEM, SECOND_UID, both))
    bench.bits.record_return(returned(*both))
    assert bench.open_bits() == []


def test_a_return_of_which_one_part_stayed_on_loan_leaves_that_part_to_do(bench: Bench) -> None:
    both = (UID, SECOND_UID)
    bench.bits.secure(SecureBit(ITEM, UID, both))
    bench.bits.record_return(RecordReturn(ITEM, ITEM, both, 0xC2, 0xC2, (UID,)))
    assert bench.open_bits() == [(SECOND_UID, "secured")]
    (record,) = bench.journal.due(5)
    assert record.body["evidence"] == {
        "uid": list(both),
        "before": "C2",
        "after": "C2",
        "verified": False,
    }


def test_a_return_taken_up_later_tells_what_was_read_back(bench: Bench) -> None:
    bench.lay(Security.ON_LOAN)
    bench.bits.secure(SecureBit(ITEM, UID, (UID,)))
    bench.answer()
    bench.bits.session_over()
    bench.repairs.work_off(UID)
    (record,) = bench.journal.due(5)
    assert record.body["evidence"] == {"uid": UID, "after": "07", "verified": True}


def test_an_unverified_return_is_recorded_and_listed(bench: Bench) -> None:
    bench.online = False
    bench.bits.secure(SecureBit(ITEM, UID, (UID,)))
    bench.answer(SecurityOutcome.NOT_SWITCHED)
    bench.bits.record_return(returned(verified=False))
    answer = bench.posted[-1]
    assert isinstance(answer, ReturnRecorded)
    assert answer.operation is not None
    bench.bits.open_repair(OpenRepair(answer.operation, UID, "secured"))
    bench.bits.report(ReportTagState(answer.operation, UID, "secured"))
    assert bench.listed() == [(UID, "secured", "not_switched")]
    assert bench.kinds() == ["check_in", "tag_state"]
    assert bench.decided_by() == ["grounds", "grounds"]
    assert bench.journal.due(5)[1].body["payload"]["found"] == "on_loan"


def test_a_return_ends_the_repair_of_an_earlier_loan(bench: Bench) -> None:
    loan = lent(bench)
    bench.bits.open_repair(OpenRepair(loan, UID, "on_loan"))
    bench.bits.report(ReportTagState(loan, UID, "on_loan"))
    bench.bits.session_over()
    bench.bits.secure(SecureBit(ITEM, UID, (UID,)))
    bench.answer()
    bench.bits.record_return(returned())
    assert bench.listed() == []
    assert bench.kinds() == ["check_out", "tag_state", "check_in", "tag_state"]


@pytest.mark.parametrize("method", ["secure", "clear"])
def test_without_a_durable_intent_no_bit_is_ordered(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    loan = lent(bench)
    bench.bits.open_repair(OpenRepair(loan, UID, "on_loan"))
    monkeypatch.setattr(bench.journal, "intend", FullDisk())
    if method == "secure":
        bench.bits.secure(SecureBit(ITEM, UID, (UID,)))
    else:
        bench.bits.clear(ClearBit(ITEM, loan, UID))
    assert bench.orders == []
    assert bench.posted[-1] == BitSwitched(ITEM, UID, "storage")


def test_a_return_that_cannot_be_recorded_is_answered(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench.journal, "record_check_in", FullDisk())
    bench.bits.secure(SecureBit(ITEM, UID, (UID,)))
    bench.answer()
    bench.bits.record_return(returned())
    assert bench.posted[-1] == ReturnRecorded(ITEM, None, False, None)
    assert bench.open_bits() == [(UID, "secured")]


def test_a_return_is_recorded_without_the_snapshot(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    for method in ("item", "place_for"):
        monkeypatch.setattr(bench.snapshot, method, FullDisk())
    bench.bits.secure(SecureBit(ITEM, UID, (UID,)))
    bench.answer()
    bench.bits.record_return(returned())
    answer = bench.posted[-1]
    assert isinstance(answer, ReturnRecorded)
    assert (answer.operation is not None, answer.place) == (True, None)
    assert bench.kinds() == ["check_in"]


def test_a_tag_is_shown_with_its_title(bench: Bench) -> None:
    tag = bench.lay()
    assert (tag.uid, tag.item, tag.security) == (UID, ITEM, "secured")
    assert tag.info is not None
    assert tag.info.title == "Germinal"
    assert bench.lay(verdict=Verdict.PATRON_CARD).info is None


def test_an_answer_nobody_waits_for_is_dropped(bench: Bench) -> None:
    bench.bits.secure(SecureBit(ITEM, UID, (UID,)))
    order = bench.orders[0]
    bench.answer()
    bench.orders.append(order)
    bench.answer()
    assert len(bench.posted) == 1
