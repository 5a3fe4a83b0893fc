"""A loan taken back by its patron: the bit's intent first, the record last, and what a power cut in
between comes to."""

from __future__ import annotations

import json

import pytest

from kiosk.session.effects import ClearBit, ConfirmBit, KeepLoan, TakeBack, UndoLoan
from kiosk.session.events import BitSwitched, LoanDecided, UndoRecorded
from rfid.types import Security
from support.acts_bench import Bench, FullDisk
from support.station_store import ITEM, UID

SECOND_UID = "E004010000000009"


def lent(bench: Bench, *uids: str) -> str:
    """A loan with every bit read back."""
    answer = bench.lend(*uids)
    assert isinstance(answer, LoanDecided)
    loan = answer.operation
    assert loan is not None
    for uid in uids or (UID,):
        bench.lay(uid=uid)
        bench.bits.clear(ClearBit(ITEM, loan, uid))
        bench.answer()
        bench.bits.confirm(ConfirmBit(loan, uid, 0xC2))
    return loan


def test_loan_taken_back_is_secured_then_undone(bench: Bench) -> None:
    loan = lent(bench)
    bench.bits.take_back(TakeBack(ITEM, loan, UID, (UID,)))
    assert bench.open_bits() == [(UID, "secured")]
    assert bench.kinds() == ["check_out"]
    assert bench.answer().wanted is Security.SECURED
    assert bench.posted[-1] == BitSwitched(ITEM, UID, "verified", None, 0x07)
    bench.circulation.undo(UndoLoan(ITEM, loan, "patron"))
    assert bench.posted[-1] == UndoRecorded(ITEM, "patron")
    assert (bench.kinds(), bench.open_bits(), bench.listed()) == (["check_out", "undo"], [], [])
    assert json.loads(json.dumps(bench.bodies()[-1]))["payload"] == {"reason": "patron"}


def test_loan_that_stands_after_all_can_be_opened_again(bench: Bench) -> None:
    loan = lent(bench)
    bench.bits.take_back(TakeBack(ITEM, loan, UID, (UID,)))
    bench.answer()
    bench.bits.keep(KeepLoan(loan, (UID,)))
    assert bench.open_bits() == []
    bench.bits.clear(ClearBit(ITEM, loan, UID))
    assert bench.open_bits() == [(UID, "on_loan")]


def test_nothing_is_ordered_where_the_intent_cannot_be_kept(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    loan = lent(bench)
    monkeypatch.setattr(bench.journal, "intend", FullDisk())
    bench.bits.take_back(TakeBack(ITEM, loan, UID, (UID,)))
    assert bench.posted[-1] == BitSwitched(ITEM, UID, "storage")
    assert bench.orders == []


def begun(bench: Bench, *uids: str) -> str:
    """A power cut while the loan is taken back: only the intents are left."""
    uids = uids or (UID,)
    loan = lent(bench, *uids)
    bench.bits.take_back(TakeBack(ITEM, loan, uids[0], uids))
    bench.start()
    return loan


def test_cut_off_by_a_power_cut_a_tag_found_secured_is_undone(bench: Bench) -> None:
    """Guard: `Repairs._resolve_undo`."""
    begun(bench)
    bench.lay(Security.SECURED)
    bench.repairs.work_off(UID)
    assert (bench.kinds(), bench.open_bits(), bench.orders) == (["check_out", "undo"], [], [])


def test_cut_off_by_a_power_cut_a_tag_found_on_loan_stays_lent(bench: Bench) -> None:
    begun(bench)
    bench.lay(Security.ON_LOAN)
    bench.repairs.work_off(UID)
    assert (bench.kinds(), bench.open_bits(), bench.orders) == (["check_out"], [], [])


def test_cut_off_by_a_power_cut_a_tag_not_read_yet_waits(bench: Bench) -> None:
    begun(bench)
    bench.lay(None)
    bench.repairs.work_off(UID)
    assert (bench.kinds(), bench.open_bits()) == (["check_out"], [(UID, "secured")])


def test_cut_off_by_a_power_cut_the_rest_of_a_set_follows(bench: Bench) -> None:
    begun(bench, UID, SECOND_UID)
    bench.lay(Security.SECURED)
    bench.lay(Security.ON_LOAN, SECOND_UID)
    bench.repairs.work_off(UID)
    assert bench.kinds() == ["check_out", "undo"]
    bench.repairs.work_off(SECOND_UID)
    assert str(bench.orders[-1].uid) == SECOND_UID
    assert bench.answer().wanted is Security.SECURED
    assert bench.open_bits() == []


def test_thing_taken_along_after_a_power_cut_stays_lent_and_is_listed(bench: Bench) -> None:
    begun(bench)
    bench.repairs.expire(bench.unsettled())
    assert bench.listed() == [(UID, "on_loan", "not_seen_again")]
    assert bench.kinds() == ["check_out", "tag_state"]
