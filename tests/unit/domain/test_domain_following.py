"""What the server did with a returned item holds only while that return is what let it rest."""

from __future__ import annotations

import itertools

import pytest

from catalogue.domain.operations import Kind, Operation
from catalogue.domain.states import APPLIED, Status
from catalogue.domain.steps import PREMISE_GONE
from support.circulation import (
    _COMMITMENT_OF,
    DAY,
    HOUR,
    MINUTE,
    T0,
    Writer,
    central,
    present_of,
)


@pytest.fixture
def a() -> Writer:
    return Writer("A")


@pytest.fixture
def b() -> Writer:
    return Writer("B")


def sent(cause: Operation, number: int = 1) -> Operation:
    """A transit because of a return, recorded a day later."""
    return central(
        Kind.TRANSIT_SEND,
        T0 + 9 * DAY,
        number,
        item="x",
        branch="B",
        payload={"to": "A"},
        refs={"cause": cause.id},
    )


def trapped(cause: Operation, hold: Operation, number: int = 1) -> Operation:
    return central(
        Kind.HOLD_TRAP,
        T0 + 9 * DAY,
        number,
        item="x",
        branch="A",
        patron_c=_COMMITMENT_OF["R"],
        refs={"about": hold.id, "cause": cause.id},
    )


def test_item_is_on_its_way_right_after_its_return(a, b):
    loan, back = a.check_out(T0, "P"), b.check_in(T0 + DAY)
    present = present_of([loan, back, sent(back)])
    found = present.items["x"]
    assert found.state.status == Status.IN_TRANSIT
    assert found.outcomes[sent(back).id] == APPLIED
    assert found.order == (loan.id, back.id, sent(back).id)


def test_loan_that_turns_up_late_stands_though_the_server_sent_the_item_on(a, b):
    back = b.check_in(T0 + 30 * MINUTE)
    ops = [a.check_out(T0, "P"), back, sent(back), b.check_out(T0 + HOUR, "Q")]
    for order in itertools.permutations(ops):
        found = present_of(order).items["x"]
        assert (found.state.status, found.state.patron) == (Status.ON_LOAN, "Q")
        assert not found.conflicts


def test_return_taken_back_takes_what_followed_along(b):
    back = b.check_in(T0)
    found = present_of([back, b.undo(T0 + MINUTE, back), sent(back)]).items["x"]
    assert found.state.status == Status.AVAILABLE
    assert found.outcomes[sent(back).id] == PREMISE_GONE


def test_of_two_things_done_with_one_item_the_first_holds(b):
    back = b.check_in(T0)
    hold = Writer("portal").hold_place(T0 - DAY, "R")
    one, two = trapped(back, hold, 1), sent(back, 2)
    for ops in ([one, two], [two, one]):
        outcomes = present_of([back, hold, *ops]).outcomes
        assert sorted(outcomes[op.id].code for op in (one, two)) == ["applied", "superseded"]


def test_hold_is_ready_by_a_trap_that_follows_a_return(a):
    hold = Writer("portal").hold_place(T0, "R")
    back = a.check_in(T0 + DAY)
    trap = trapped(back, hold)
    found = present_of([hold, back, trap]).titles["t"].holds[hold.id]
    assert (found.status, found.item, found.trap) == ("ready", "x", trap.id)


def test_place_in_the_queue_is_that_of_the_return_not_of_the_server(a):
    """Q lends it after its return, and holds the title later: that hold is not fulfilled by it."""
    portal = Writer("portal")
    hold = portal.hold_place(T0, "R")
    back = a.check_in(T0 + DAY)
    lent = a.check_out(T0 + 2 * DAY, "Q")
    later = portal.hold_place(T0 + 3 * DAY, "Q")
    holds = present_of([hold, back, trapped(back, hold), lent, later]).titles["t"].holds
    assert holds[later.id].status == "waiting"
    assert holds[hold.id].status == "waiting"


def test_station_cannot_name_a_cause(b):
    back = b.check_in(T0)
    op = b.write(Kind.TRANSIT_SEND, T0 + 1, item="x", refs={"cause": "another"})
    assert present_of([back, op]).items["x"].state.status == Status.IN_TRANSIT


def test_what_the_server_did_does_not_tell_which_of_two_stories_is_true(a, b):
    back = b.check_in(T0 + 30 * MINUTE + 600)
    ops = [a.check_out(T0, "P"), a.check_out(T0 + 30 * MINUTE, "Q"), back]
    with_transit = present_of([*ops, sent(back)])
    assert "order_unknown" in with_transit.codes()
    assert with_transit.items["x"].loans == present_of(ops).items["x"].loans
