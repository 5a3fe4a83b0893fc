"""A seal stands for what it covers; what turns up before it all the same is shown to staff."""

from __future__ import annotations

import pytest

from catalogue.domain.operations import Kind, Operation
from catalogue.domain.seals import ShelfEvent, ShelfKind, seal_payload
from catalogue.domain.states import ItemState, Outcome, Status
from support.circulation import DAY, T0, Writer, central, present_of

SEALED_MS = T0 + 200 * DAY


def sealed(
    covered: list[Operation],
    state: ItemState,
    shelf: tuple[ShelfEvent, ...] = (),
    at_ms: int = SEALED_MS,
    number: int = 1,
) -> Operation:
    payload = seal_payload(state, [op.id for op in covered], shelf)
    return central(Kind.SEAL, at_ms, number, item="x", payload=payload)


@pytest.fixture
def a() -> Writer:
    return Writer("A")


@pytest.fixture
def past(a) -> list[Operation]:
    return [a.check_out(T0, "P"), a.check_in(T0 + DAY)]


AT_REST = ItemState(Status.AVAILABLE, branch="A")


def test_fold_goes_on_from_the_seal_though_nobody_knows_who_had_it(a, past):
    later = a.check_out(SEALED_MS + DAY, "Q")
    found = present_of([*past, sealed(past, AT_REST), later]).items["x"]
    assert (found.state.status, found.state.patron) == (Status.ON_LOAN, "Q")
    assert list(found.loans) == [later.id]
    assert not found.conflicts


def test_state_of_the_seal_is_kept_whole(past):
    state = ItemState(Status.MISSING_PART, branch="B", parts=frozenset({"cable"}))
    assert present_of([*past, sealed(past, state)]).items["x"].state == state


def test_record_that_turns_up_before_the_seal_changes_nothing_and_is_a_conflict(past):
    late = Writer("C").check_out(T0 + 2 * DAY, "R")
    present = present_of([*past, sealed(past, AT_REST), late])
    assert present.items["x"].state == AT_REST
    assert present.outcomes[late.id] == Outcome("conflict", "before_seal")
    assert present.codes() == ["before_seal"]


def test_staff_may_keep_it_as_sealed_or_void_the_late_record(a, past):
    late = Writer("C").check_out(T0 + 2 * DAY, "R")
    ops = [*past, sealed(past, AT_REST), late]
    [found] = present_of(ops).items["x"].conflicts.values()
    for choice, void in (("keep", []), ("void", [late])):
        decided = a.resolve(SEALED_MS + 2 * DAY, found, choice, *void)
        assert present_of([*ops, decided]).codes() == []


def test_later_seal_covers_the_one_before(a, past):
    first = sealed(past, AT_REST)
    then = [a.check_out(SEALED_MS + DAY, "Q"), a.check_in(SEALED_MS + 2 * DAY)]
    second = sealed([*past, first, *then], AT_REST, at_ms=SEALED_MS + 300 * DAY, number=2)
    found = present_of([*past, first, *then, second]).items["x"]
    assert found.state == AT_REST
    assert found.loans == {}
    assert set(found.outcomes) == {second.id}


def test_hold_fulfilled_below_the_seal_does_not_wait_again(a, past):
    hold = Writer("portal").hold_place(T0 - DAY, "P")
    before = present_of([hold, *past]).titles["t"].holds[hold.id]
    event = ShelfEvent(past[0].id, ShelfKind.LOAN, "x", None, hold.id)
    after = present_of([hold, *past, sealed(past, AT_REST, (event,))]).titles["t"].holds[hold.id]
    assert before.status == after.status == "fulfilled"
    assert after.item == "x"


def test_loan_of_a_station_fulfils_no_hold_it_merely_names(a):
    hold = Writer("portal").hold_place(T0 - DAY, "R")
    lent = a.check_out(T0, "P", refs={"about": hold.id})
    assert present_of([hold, lent]).titles["t"].holds[hold.id].status == "waiting"
