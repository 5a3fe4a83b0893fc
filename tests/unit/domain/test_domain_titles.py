"""The hold queue of a title: traps, loans, late and early records."""

from __future__ import annotations

import pytest

from catalogue.domain.operations import Kind, Operation, Presence
from catalogue.domain.states import Outcome, Status
from catalogue.domain.titles import HoldFold, HoldStatus
from support.circulation import DAY, HOUR, T0, Present, Writer, present_of


@pytest.fixture
def a() -> Writer:
    return Writer("A")


@pytest.fixture
def portal() -> Writer:
    return Writer("portal")


def status(present: Present, hold: Operation) -> HoldStatus:
    return present.titles["t"].holds[hold.id].status


def end(
    writer: Writer, at_ms: int, hold: Operation, kind: str = Kind.HOLD_CANCEL, **kw
) -> Operation:
    subject = {"title": "t"} if kind != Kind.TRAP_END else {"item": "x"}
    refs = {"about": hold.id}
    return writer.write(kind, at_ms, presence=Presence.NONE, refs=refs, **{**subject, **kw})


def test_holds_queue_in_the_order_they_were_placed(a, portal):
    first = portal.hold_place(T0, "R")
    second = a.hold_place(T0 + HOUR, "P")

    queue = present_of([second, first]).titles["t"].holds

    assert list(queue.items()) == [
        (first.id, HoldFold(HoldStatus.WAITING, "R", None, "A")),
        (second.id, HoldFold(HoldStatus.WAITING, "P", None, "A")),
    ]


def test_a_second_hold_of_the_same_patron_is_a_duplicate(portal):
    first, second = portal.hold_place(T0, "R"), portal.hold_place(T0 + HOUR, "R")

    present = present_of([first, second])

    assert present.outcomes[second.id] == Outcome("duplicate")
    assert list(present.titles["t"].holds) == [first.id]


def test_a_hold_is_fulfilled_by_the_loan_of_any_copy(a, portal):
    hold = portal.hold_place(T0, "R")
    trap = a.trap(T0 + HOUR, hold)

    present = present_of([hold, trap, a.check_out(T0 + DAY, "R", item="y")])

    assert status(present, hold) == HoldStatus.FULFILLED
    assert present.titles["t"].holds[hold.id].item == "y"


def test_a_hold_may_be_placed_again_once_the_first_is_fulfilled(a, portal):
    first, loan = portal.hold_place(T0, "R"), a.check_out(T0 + HOUR, "R")
    again = portal.hold_place(T0 + DAY, "R")

    present = present_of([first, loan, again])

    assert (status(present, first), status(present, again)) == ("fulfilled", "waiting")


def test_a_loan_that_was_only_typed_fulfils_nothing(a, portal):
    hold = portal.hold_place(T0, "R")
    lent = a.check_out(T0 + HOUR, "P")
    typed = a.check_out(T0 + DAY, "R", presence=Presence.TYPED)

    present = present_of([hold, lent, typed])

    assert present.outcomes[typed.id].reason == "typed_loan_over_loan"
    assert status(present, hold) == HoldStatus.WAITING


def test_a_refused_loan_fulfils_nothing(a, portal):
    hold = portal.hold_place(T0, "R")
    refused = a.check_out(T0 + HOUR, "R")

    present = present_of([hold, refused, a.undo(T0 + HOUR + 1, refused)])

    assert status(present, hold) == HoldStatus.WAITING


def test_a_refused_loan_takes_no_trapped_item_away(a, portal):
    hold = portal.hold_place(T0, "R")
    trap = a.trap(T0 + HOUR, hold)
    refused = a.check_out(T0 + DAY, "Q")

    present = present_of([hold, trap, refused, a.undo(T0 + DAY + 1, refused)])

    assert status(present, hold) == HoldStatus.READY
    assert present.items["x"].state.status == Status.ON_HOLD_SHELF


def test_a_bypassed_hold_waits_again_at_its_old_place(a, portal):
    first = portal.hold_place(T0, "R")
    second = portal.hold_place(T0 + 1, "P")
    trap = a.trap(T0 + HOUR, first)

    present = present_of([first, second, trap, a.check_out(T0 + DAY, "Q")])

    assert [h.patron for h in present.titles["t"].holds.values()] == ["R", "P"]
    assert status(present, first) == HoldStatus.WAITING
    assert present.codes() == ["hold_bypassed"]


def test_a_cleared_shelf_ends_the_hold(a, portal):
    hold = portal.hold_place(T0, "R")
    trap = a.trap(T0 + HOUR, hold)

    present = present_of([hold, trap, end(a, T0 + DAY, hold, Kind.TRAP_END)])

    assert status(present, hold) == HoldStatus.EXPIRED
    assert present.items["x"].state.status == Status.AVAILABLE


def test_the_same_hold_trapped_twice_leaves_one_on_the_shelf_in_vain(a, portal):
    b = Writer("B")
    hold = portal.hold_place(T0, "R")
    traps = [a.trap(T0 + HOUR, hold), b.trap(T0 + 2 * HOUR, hold, item="y")]

    present = present_of([hold, *traps])

    assert present.titles["t"].holds[hold.id].item == "x"
    assert present.codes() == ["double_trap"]


def test_a_hold_that_was_cancelled_does_not_expire_as_well(a, portal):
    hold = portal.hold_place(T0, "R")
    cancel, expire = end(portal, T0 + 1, hold), end(a, T0 + DAY, hold, Kind.HOLD_EXPIRE)

    present = present_of([hold, cancel, expire])

    assert status(present, hold) == HoldStatus.CANCELLED
    assert present.outcomes[expire.id] == Outcome("superseded", "cancelled")


def test_an_undone_hold_never_was(portal):
    hold = portal.hold_place(T0, "R")
    undo = portal.undo(T0 + 1, hold)

    present = present_of([hold, undo])

    assert present.titles["t"].holds == {}
    assert present.outcomes[hold.id] == Outcome("superseded", "undone")
    assert present.outcomes[undo.id] == Outcome("applied")


def test_a_cancellation_dated_before_its_hold_still_cancels_it(a):
    slow = Writer("slow", skew_ms=0)
    hold = slow.hold_place(T0 + HOUR, "R")
    cancel = end(a, T0, hold)

    present = present_of([hold, cancel])

    assert status(present, hold) == HoldStatus.CANCELLED
    assert present.outcomes[hold.id] == Outcome("superseded", "cancelled")
    assert present.outcomes[cancel.id] == Outcome("applied", "before_place")


def test_the_end_of_an_unknown_hold_waits_for_the_gap(a, portal):
    cancel = end(a, T0 + HOUR, portal.hold_place(T0, "R"))

    present = present_of([cancel])

    assert present.outcomes[cancel.id].reason == "dangling_ref"
    assert present.codes() == ["dangling_ref"]


def test_decisions_about_the_queue_hold_like_those_about_items(a, portal):
    b = Writer("B")
    hold = portal.hold_place(T0, "R")
    ops = [hold, a.trap(T0 + HOUR, hold), b.trap(T0 + 2 * HOUR, hold, item="y")]
    (found,) = present_of(ops).titles["t"].conflicts.values()

    def decided(choice: str, *void: Operation) -> Present:
        decision = portal.write(
            Kind.CONFLICT_RESOLVE,
            T0 + DAY,
            title="t",
            presence=Presence.NONE,
            conflict=found.id,
            choice=choice,
            void=[op.id for op in void],
        )
        again = portal.write(
            Kind.CONFLICT_RESOLVE, T0 + DAY + 1, title="t", conflict=found.id, choice="keep"
        )
        present = present_of([*ops, decision, again])
        assert present.outcomes[again.id] == Outcome("duplicate")
        assert present.outcomes[decision.id] == Outcome("applied", choice)
        return present

    kept = decided("keep")
    assert (status(kept, hold), kept.codes()) == (HoldStatus.READY, [])
    # Void is the hold: it leaves the queue, and both items are now on their shelves in vain.
    voided = decided("void", hold)
    assert voided.titles["t"].holds == {}
    assert voided.outcomes[hold.id] == Outcome("superseded", "voided")
    assert voided.items["x"].state.status == Status.ON_HOLD_SHELF
    assert voided.codes() == ["trap_void", "trap_void"]


def test_a_decision_about_no_conflict_of_the_queue_is_superseded(portal):
    hold = portal.hold_place(T0, "R")
    moot = portal.write(Kind.CONFLICT_RESOLVE, T0 + 1, title="t", conflict="0" * 64, choice="void")

    present = present_of([hold, moot])

    assert present.outcomes[moot.id] == Outcome("superseded", "premise_gone")


def test_the_items_own_order_rules_over_the_clocks(a, portal):
    # Station B's clock leaves its loan anywhere in an hour; the shelf decides: trapped, then lent.
    b = Writer("B", branch="A", error_ms=HOUR)
    hold = portal.hold_place(T0 - DAY, "R")
    trap = a.trap(T0 + 60_000, hold)
    loan = b.check_out(T0, "R")

    present = present_of([hold, trap, loan])

    assert present.items["x"].order == (trap.id, loan.id)
    assert status(present, hold) == HoldStatus.FULFILLED
    assert present.codes() == []


@pytest.mark.parametrize("kind", [Kind.CHECK_IN, Kind.TRANSIT_SEND, Kind.ITEM_WITHDRAWN])
def test_hold_waits_again_when_its_copy_leaves_the_shelf(a, portal, kind):
    hold = portal.hold_place(T0, "R")
    gone = Writer("B").write(kind, T0 + DAY, item="x")

    found = present_of([hold, a.trap(T0 + HOUR, hold), gone]).titles["t"].holds[hold.id]

    assert found == HoldFold(HoldStatus.WAITING, "R", None, "A")


def test_copy_set_aside_for_another_is_no_longer_there_for_the_first(a, portal):
    first, second = portal.hold_place(T0, "R"), portal.hold_place(T0 + 1, "Q")
    ops = [a.trap(T0 + HOUR, first), a.trap(T0 + DAY, second)]

    present = present_of([first, second, *ops])

    assert (status(present, first), status(present, second)) == ("waiting", "ready")
