"""The fourteen worked examples of circulation, in every order of arrival; clocks good to 2 s."""

from __future__ import annotations

from itertools import permutations

import pytest

from catalogue.domain.operations import Basis, Kind, Operation, Presence
from catalogue.domain.promises import Shown, promise_to_keep, shown_by
from catalogue.domain.states import ItemState, Outcome, OutcomeClass, Status
from catalogue.domain.titles import HoldStatus
from support.circulation import DAY, MINUTE, T0, Present, Writer, present_of


def at(minutes: float) -> int:
    return T0 + int(minutes * MINUTE)


def fold(*ops: Operation) -> Present:
    """The fold, after making sure that every order of arrival gives the same."""
    present = present_of(ops)
    for order in permutations(ops):
        assert present_of(order).facts_of_state() == present.facts_of_state()
    return present


def x_of(present: Present) -> ItemState:
    return present.items["x"].state


@pytest.fixture
def a() -> Writer:
    return Writer("A")


@pytest.fixture
def b() -> Writer:
    return Writer("B")


@pytest.fixture
def c() -> Writer:
    return Writer("C")


def test_01_return_elsewhere_closes_a_loan_that_arrives_later(a, b):
    present = fold(a.check_out(at(0), "P"), b.check_in(at(60)))

    assert x_of(present) == ItemState(Status.AVAILABLE, branch="B")
    assert present.codes() == []


def test_02_of_two_offline_loans_the_later_holds_and_the_earlier_is_implied_back(a, b):
    first, second = a.check_out(at(0), "P"), b.check_out(at(60), "Q")

    present = fold(first, second)

    assert (x_of(present).patron, x_of(present).loan) == ("Q", second.id)
    assert present.outcomes[second.id] == Outcome("implied_return")
    assert present.items["x"].loans[first.id].end == second.id
    assert present.codes() == ["loan_over_loan"]


def test_03_a_late_return_between_two_loans_closes_their_conflict(a, b, c):
    present = fold(a.check_out(at(0), "P"), b.check_out(at(60), "Q"), c.check_in(at(30)))

    assert x_of(present).patron == "Q"
    assert present.codes() == []


def test_04_a_clock_400_days_ahead_is_refuted_by_the_next_contact(a, b):
    contact = a.write(Kind.CLOCK, at(0))
    a.skew_ms = 400 * DAY
    a.boot(at(5), Basis.RTC)
    loan = a.check_out(at(10), "P")
    a.boot(at(60))
    later = a.write(Kind.CLOCK, at(61))

    present = fold(contact, loan, later, b.check_in(at(30)))

    assert x_of(present).status == Status.AVAILABLE
    when = present.timeline.times[loan.id]
    assert [round((t - T0) / MINUTE) for t in (when.lo, when.est, when.hi)] == [5, 10, 60]


def test_05_overlapping_clocks_are_decided_by_the_one_believable_story(a):
    b = Writer("B", branch="A")

    present = fold(a.check_out(at(0), "P"), a.check_out(at(30), "Q"), b.check_in(at(30.01)))

    assert x_of(present).patron == "Q"
    assert present.codes() == []


def test_06_two_equally_believable_stories_are_said_to_be_unknown(a, b):
    loans = [a.check_out(at(0), "P"), a.check_out(at(30), "Q")]
    back = b.check_in(at(30.01))

    present = fold(*loans, back)

    assert "order_unknown" in present.codes()
    (found,) = (c for c in present.items["x"].conflicts.values() if c.code == "order_unknown")
    assert found.evidence == tuple(sorted([loans[1].id, back.id]))


def test_07_a_date_that_was_shown_is_kept_whatever_arrives_late(a, b, c):
    long = a.check_out(at(0), "P", T0 + 28 * DAY)
    short = c.check_out(at(60), "P", T0 + 21 * DAY)
    between = b.check_in(at(30))
    for order in permutations([long, short, between]):
        _arrive_keeping_promises(order)

    assert _arrive_keeping_promises([long, short, between]) == (short.id, T0 + 28 * DAY)
    assert fold(long, short, between).items["x"].state.due_ms == T0 + 21 * DAY


def _arrive_keeping_promises(order: list[Operation] | tuple[Operation, ...]):
    """Records arrive one by one; what was shown never gets earlier for the same holder."""
    known: list[Operation] = []
    shown: Shown | None = None
    for op in order:
        known.append(op)
        x = present_of(known).items["x"]
        promise = promise_to_keep("x", shown, x, wall_ms=op.wall_ms)
        if promise is not None:
            known.append(promise)
            x = present_of(known).items["x"]
        now = shown_by(x)
        if now is not None and shown is not None and now.patron == shown.patron:
            assert now.due_ms >= shown.due_ms
        shown = now
    for arrival in permutations(known):
        assert present_of(arrival).items["x"] == x
    return x.state.loan, x.state.due_ms


def test_08_a_trapped_item_stays_trapped_when_an_earlier_loan_arrives(a, b):
    hold = b.hold_place(at(-100), "R")
    trap = b.trap(at(60), hold)
    loan = a.check_out(at(0), "P")

    present = fold(hold, trap, loan)

    assert (x_of(present).status, x_of(present).patron) == (Status.ON_HOLD_SHELF, "R")
    assert present.items["x"].loans[loan.id].end == trap.id
    assert present.titles["t"].holds[hold.id].status == HoldStatus.READY


def test_09_an_item_trapped_for_a_hold_cancelled_before_is_on_the_shelf_in_vain(a, b):
    hold = b.hold_place(at(-100), "R")
    cancel = b.write(
        Kind.HOLD_CANCEL, at(-5), title="t", presence=Presence.NONE, refs={"about": hold.id}
    )

    present = fold(hold, a.trap(at(0), hold), cancel)

    assert x_of(present).status == Status.ON_HOLD_SHELF
    assert present.titles["t"].holds[hold.id].status == HoldStatus.CANCELLED
    assert present.codes() == ["trap_void"]


def test_10_a_loan_returned_before_it_was_declared_lost_was_not_lost(a, b, c):
    loan = b.check_out(at(-200), "P", T0 + DAY)
    lost = c.write(
        Kind.ITEM_LOST, T0 + 50 * DAY, item="x", presence=Presence.NONE, refs={"about": loan.id}
    )

    present = fold(loan, lost, a.check_in(T0 + 45 * DAY))

    assert x_of(present).status == Status.AVAILABLE
    assert present.outcomes[lost.id] == Outcome("superseded", "premise_gone")


def test_11_a_refused_book_that_was_on_loan_has_been_seen(a, b):
    refused = b.check_out(at(60), "Q")

    present = fold(a.check_out(at(0), "P"), refused, b.undo(at(60.1), refused))

    assert x_of(present) == ItemState(Status.AVAILABLE, branch="B")
    assert present.outcomes[refused.id] == Outcome("superseded", "undone")
    assert present.codes() == ["seen_while_on_loan"]


def test_12_both_branches_of_a_restored_disk_apply(a):
    a.write(Kind.CLOCK, at(0))
    a.check_out(at(10), "P")
    a.restore(1)
    a.boot(at(20))
    a.check_out(at(30), "Q", item="y")
    a.check_in(at(40))

    present = fold(*a.ever)

    assert x_of(present).status == Status.AVAILABLE
    assert present.items["y"].state.patron == "Q"
    assert {o.code for o in present.outcomes.values()} == {"applied"}
    assert present.codes() == ["fork"]


def test_13_a_decision_whose_conflict_is_gone_is_superseded_with_its_effects(a, b, c):
    loans = [a.check_out(at(0), "P"), b.check_out(at(60), "Q")]
    (found,) = present_of(loans).items["x"].conflicts.values()
    decision = Writer("Z").resolve(at(300), found, "void", loans[1])

    decided = fold(*loans, decision)
    assert x_of(decided).patron == "P"
    assert decided.outcomes[loans[1].id] == Outcome("superseded", "voided")
    assert decided.codes() == []

    present = fold(*loans, decision, c.check_in(at(30)))
    assert x_of(present).patron == "Q"
    assert present.outcomes[decision.id] == Outcome("superseded", "premise_gone")


def test_14_a_typed_number_does_not_take_a_loan(a, b):
    typed = b.check_out(at(60), "Q", presence=Presence.TYPED)

    present = fold(a.check_out(at(0), "P"), typed)

    assert x_of(present).patron == "P"
    assert present.outcomes[typed.id] == Outcome("conflict", "typed_loan_over_loan")
    assert present.codes() == ["typed_loan_over_loan"]


def test_every_example_counts_each_record_once(a, b):
    ops = [a.check_out(at(0), "P"), b.check_in(at(60)), a.write("bogus", at(61), item="x")]

    present = fold(*ops)

    assert set(present.outcomes) == {op.id for op in ops}
    assert sorted(o.outcome_class for o in present.outcomes.values()) == [
        OutcomeClass.APPLIED,
        OutcomeClass.APPLIED,
        OutcomeClass.MALFORMED,
    ]
