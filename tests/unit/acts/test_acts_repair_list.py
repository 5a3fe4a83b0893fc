"""What the two repair lists may do to a tag, over restarts, outages and moves elsewhere."""

from __future__ import annotations

import pytest

from catalogue.wire.v1 import Change
from kiosk.gateway.protocol import Decision
from kiosk.session.effects import OpenRepair, ReportTagState, SecureBit
from kiosk.session.events import LoanDecided
from kiosk.store.rows import DecidedBy
from rfid.events import SecurityOutcome
from rfid.types import Security
from support.acts_bench import Bench
from support.station_feed import change, item_row
from support.station_store import ITEM, UID

SECOND = "E004010000000009"
LENT = item_row(ITEM, status="on_loan")
BACK = item_row(ITEM, status="available")
PUT_RIGHT = change("repair", UID)


def on_the_list(wanted: str = "on_loan", **more: object) -> Change:
    """The town's list has the tag of ITEM."""
    return change("repair", UID, item=ITEM, wanted=wanted, reason="lifted", **more)


CONFIRMED = on_the_list(confirmed_loan="elsewhere")


def lifted_loan(bench: Bench, *, told: bool = True) -> str:
    """A loan whose tag left before its bit was switched; its session is over."""
    answer = bench.lend()
    assert isinstance(answer, LoanDecided)
    assert answer.operation is not None
    bench.bits.open_repair(OpenRepair(answer.operation, UID, "on_loan"))
    if told:
        bench.bits.report(ReportTagState(answer.operation, UID, "on_loan"))
    bench.bits.session_over()
    return answer.operation


@pytest.mark.parametrize("security", list(Security))
def test_a_repair_of_the_town_cut_short_is_taken_up_and_never_a_return(
    bench: Bench, security: Security
) -> None:
    bench.fed(LENT, CONFIRMED)
    bench.lay()
    bench.repairs.work_off(UID)
    assert bench.open_bits() == [(UID, "on_loan")]
    bench.start()
    bench.lay(security)
    bench.repairs.work_off(UID)
    assert bench.answer().wanted is Security.ON_LOAN
    assert (bench.open_bits(), bench.kinds()) == ([], ["tag_state"])


def test_a_repair_of_the_town_put_right_elsewhere_leaves_nothing_to_do(bench: Bench) -> None:
    bench.fed(LENT, CONFIRMED)
    bench.lay()
    bench.repairs.work_off(UID)
    bench.start()
    bench.fed(PUT_RIGHT)
    bench.lay()
    bench.repairs.work_off(UID)
    assert (bench.orders, bench.open_bits(), bench.kinds()) == ([], [], [])


def test_a_repair_of_the_town_that_fails_stays_the_towns(bench: Bench) -> None:
    bench.fed(LENT, CONFIRMED)
    bench.lay()
    bench.repairs.work_off(UID)
    bench.answer(SecurityOutcome.NOT_SWITCHED)
    assert (bench.open_bits(), bench.listed(), bench.kinds()) == ([], [], [])


def test_cut_off_the_towns_list_unlocks_nothing(bench: Bench) -> None:
    bench.fed(LENT, CONFIRMED)
    bench.online = False
    bench.lay()
    bench.repairs.work_off(UID)
    assert (bench.orders, bench.kinds()) == ([], [])


def test_cut_off_this_stations_own_loan_is_unlocked(bench: Bench) -> None:
    lifted_loan(bench)
    bench.online = False
    bench.lay()
    bench.repairs.work_off(UID)
    assert bench.answer().wanted is Security.ON_LOAN


@pytest.mark.parametrize("online", [True, False])
def test_a_listed_loan_returned_elsewhere_is_never_unlocked(bench: Bench, online: bool) -> None:
    lifted_loan(bench)
    bench.fed(BACK, PUT_RIGHT)
    bench.online = online
    bench.lay()
    bench.repairs.work_off(UID)
    assert bench.orders == []
    bench.repairs.work_off_all()
    assert bench.listed() == []


def test_a_confirmed_loan_of_an_item_that_is_back_is_not_believed(bench: Bench) -> None:
    bench.fed(BACK, CONFIRMED)
    bench.lay()
    bench.repairs.work_off(UID)
    assert bench.orders == []


def test_a_listed_tag_without_a_loan_is_right_as_it_is_when_secured(bench: Bench) -> None:
    bench.fed(BACK, on_the_list())
    bench.lay(Security.SECURED)
    bench.repairs.work_off(UID)
    bench.repairs.work_off(UID)
    (record,) = bench.journal.due(5)
    assert (record.body["item"], record.body["payload"]) == (
        ITEM,
        {"uid": UID, "found": "secured", "wanted": "secured"},
    )


def test_a_tag_put_right_here_and_wrong_again_later_is_repaired_again(bench: Bench) -> None:
    lifted_loan(bench)
    bench.lay()
    bench.repairs.work_off(UID)
    bench.answer()
    bench.repairs.work_off(UID)
    assert bench.orders == []
    bench.fed(LENT, CONFIRMED)
    bench.repairs.work_off(UID)
    assert bench.answer().wanted is Security.ON_LOAN


def test_a_repair_put_right_elsewhere_leaves_the_list(bench: Bench) -> None:
    lifted_loan(bench)
    bench.repairs.work_off_all()
    assert len(bench.listed()) == 1
    bench.fed(LENT, CONFIRMED)
    bench.repairs.work_off_all()
    assert len(bench.listed()) == 1
    bench.fed(PUT_RIGHT)
    bench.repairs.work_off_all()
    assert bench.listed() == []


def test_a_lost_snapshot_forgets_no_repair(bench: Bench) -> None:
    lifted_loan(bench)
    bench.fed(LENT)
    bench.snapshot.start_afresh()
    bench.repairs.work_off_all()
    assert len(bench.listed()) == 1


def test_a_repair_cut_short_never_undoes_a_loan_that_left_the_house(bench: Bench) -> None:
    lifted_loan(bench)
    bench.lay()
    bench.repairs.work_off(UID)
    bench.start()
    bench.lay()
    bench.repairs.work_off(UID)
    bench.answer(SecurityOutcome.NOT_SWITCHED)
    assert "undo" not in bench.kinds()
    assert bench.listed() == [(UID, "on_loan", "not_switched")]


def test_a_repair_nobody_was_told_of_is_told_after_the_next_start(bench: Bench) -> None:
    lifted_loan(bench, told=False)
    bench.start()
    bench.repairs.expire(())
    assert bench.kinds() == ["check_out", "tag_state"]
    bench.start()
    bench.repairs.expire(())
    assert bench.kinds() == ["check_out", "tag_state"]


def test_a_refused_thing_is_secured_also_after_a_power_cut(bench: Bench) -> None:
    bench.gateway.answers = [Decision(False, DecidedBy.SERVER, recorded=False, reason="limit")]
    bench.lend(before=0xC2)
    assert bench.open_bits() == [(UID, "secured")]
    bench.start()
    bench.lay(Security.ON_LOAN)
    bench.repairs.work_off(UID)
    assert bench.answer().wanted is Security.SECURED
    assert (bench.open_bits(), bench.kinds()) == ([], ["check_out", "undo"])


def test_a_loan_returned_before_its_bit_was_resolved_is_no_repair(bench: Bench) -> None:
    bench.lend()
    before = bench.unsettled()
    bench.start()
    bench.journal.record_check_in(ITEM, "A", {"uid": UID})
    bench.repairs.expire(before)
    assert (bench.open_bits(), bench.listed(), bench.kinds()) == ([], [], ["check_out", "check_in"])


def test_an_unrecorded_return_is_past_once_the_thing_is_lent(bench: Bench) -> None:
    bench.bits.secure(SecureBit(ITEM, UID, (UID,)))
    bench.bits.session_over()
    bench.lend()
    assert bench.open_bits() == [(UID, "on_loan")]


def returned_in_parts(bench: Bench) -> None:
    """The first part's bit was ordered, then the power went."""
    bench.bits.secure(SecureBit(ITEM, UID, (UID, SECOND)))
    bench.start()


@pytest.mark.parametrize("first", [UID, SECOND])
def test_a_return_of_which_one_part_was_secured_is_recorded_and_the_other_secured(
    bench: Bench, first: str
) -> None:
    returned_in_parts(bench)
    bench.lay(Security.SECURED)
    bench.lay(Security.ON_LOAN, SECOND)
    bench.repairs.work_off(first)
    bench.repairs.work_off(UID)
    assert bench.kinds() == ["check_in"]
    order = bench.answer()
    assert (str(order.uid), order.wanted) == (SECOND, Security.SECURED)
    assert (bench.open_bits(), bench.listed()) == ([], [])


def test_a_part_that_is_not_there_when_its_return_is_recorded_is_a_repair(bench: Bench) -> None:
    returned_in_parts(bench)
    bench.lay(Security.ON_LOAN, SECOND)
    bench.repairs.work_off(SECOND)
    assert len(bench.open_bits()) == 2
    bench.pad.left(SECOND)
    bench.lay(Security.SECURED)
    bench.repairs.work_off(UID)
    assert bench.kinds() == ["check_in", "tag_state"]
    assert (bench.open_bits(), bench.listed()) == ([], [(SECOND, "secured", "not_seen_again")])


def test_a_return_all_of_whose_parts_are_on_loan_never_was(bench: Bench) -> None:
    returned_in_parts(bench)
    for uid in (UID, SECOND):
        bench.lay(Security.ON_LOAN, uid)
    bench.repairs.work_off(UID)
    assert (bench.kinds(), bench.open_bits()) == ([], [])
