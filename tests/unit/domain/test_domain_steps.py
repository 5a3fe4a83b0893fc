"""The step table, cell by cell: what each kind makes of each state."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalogue.domain.states import ItemState, Status
from catalogue.domain.steps import SIGHTING, Event, Step, take

HERE, ELSEWHERE = "A", "B"
LOAN, HOLD, OP = "loan-of-P", "hold-of-R", "op"

STATES = {
    "available": ItemState(Status.AVAILABLE, branch=HERE),
    "on_loan": ItemState(Status.ON_LOAN, patron="P", loan=LOAN, due_ms=100, branch=HERE),
    "on_hold_shelf": ItemState(Status.ON_HOLD_SHELF, patron="R", hold=HOLD, branch=HERE),
    "in_transit": ItemState(Status.IN_TRANSIT, branch=HERE),
    "received_unchecked": ItemState(Status.RECEIVED_UNCHECKED, branch=HERE),
    "missing_part": ItemState(Status.MISSING_PART, branch=HERE, parts=frozenset({"cable"})),
    "lost": ItemState(Status.LOST, patron="P", loan=LOAN, due_ms=100, branch=HERE),
    "withdrawn": ItemState(Status.WITHDRAWN, branch=HERE, withdrawn=True),
}

EVENTS = {
    "check_out Q": Event(OP, "check_out", patron="Q", due_ms=90, branch=HERE),
    "check_in": Event(OP, "check_in", branch=HERE),
    "check_in elsewhere": Event(OP, "check_in", branch=ELSEWHERE),
    "hold_trap": Event(OP, "hold_trap", patron="S", about="hold-of-S", branch=HERE),
    "transit_send": Event(OP, "transit_send", branch=HERE),
    "transit_receive": Event(OP, "transit_receive", branch=HERE),
    "item_found": Event(OP, "item_found", branch=HERE),
    "device ready": Event(OP, "device_state", branch=HERE, ready=True),
    "device broken": Event(OP, "device_state", branch=HERE),
    "sighting Q": Event(OP, SIGHTING, patron="Q", branch=HERE),
    "renew Q": Event(OP, "renew", patron="Q", due_ms=120, branch=HERE, seen=False),
    "item_lost": Event(OP, "item_lost", seen=False),
    "item_lost about": Event(OP, "item_lost", about=LOAN, seen=False),
    "item_withdrawn": Event(OP, "item_withdrawn", seen=False),
    "trap_end": Event(OP, "trap_end", about=HOLD, seen=False),
}

# kind | available, on_loan, on_hold_shelf, in_transit, received_unchecked, missing_part, lost,
# withdrawn; each: status [outcome if not applied] [/note] [!conflict]; "=" is an unchanged status.
TABLE = """
check_out Q        | on_loan | on_loan implied_return !loan_over_loan | on_loan overridden_block !hold_bypassed | on_loan | on_loan overridden_block !lent_unchecked | on_loan overridden_block /parts | on_loan implied_return !lost_seen | on_loan overridden_block !withdrawn_lent
check_in           | = duplicate | available | = duplicate | available | = duplicate | = duplicate | available implied_return !lost_seen | = !withdrawn_seen
check_in elsewhere | available /moved | available | available | available | available /moved | missing_part /moved | available implied_return !lost_seen | = !withdrawn_seen
hold_trap          | on_hold_shelf | on_hold_shelf implied_return !seen_while_on_loan | on_hold_shelf | on_hold_shelf | = conflict /trap_unchecked !trap_unchecked | on_hold_shelf | on_hold_shelf implied_return !lost_seen | on_hold_shelf !withdrawn_seen
transit_send       | in_transit | in_transit implied_return !seen_while_on_loan | in_transit | in_transit | in_transit | in_transit | in_transit implied_return !lost_seen | in_transit !withdrawn_seen
transit_receive    | available | available implied_return !seen_while_on_loan | available | available | available | missing_part | available implied_return !lost_seen | =
item_found         | available | available implied_return !seen_while_on_loan | available | available | available | missing_part | available implied_return !lost_seen | available
device ready       | = duplicate | available implied_return !seen_while_on_loan | available | available | available | missing_part | available implied_return !lost_seen | =
device broken      | received_unchecked | received_unchecked implied_return !seen_while_on_loan | received_unchecked | received_unchecked | = | received_unchecked | received_unchecked implied_return !lost_seen | =
sighting Q         | = superseded /undone | available superseded /undone !seen_while_on_loan | = superseded /undone | = superseded /undone | = superseded /undone | = superseded /undone | = superseded /undone | = superseded /undone
renew Q            | = superseded /not_on_loan | = conflict /renew_not_holder !renew_not_holder | = superseded /not_on_loan | = superseded /not_on_loan | = superseded /not_on_loan | = superseded /not_on_loan | = superseded /not_on_loan | = superseded /not_on_loan
item_lost          | lost | = superseded /premise_gone | = superseded /premise_gone | = superseded /premise_gone | = superseded /premise_gone | = superseded /premise_gone | = duplicate | = superseded /premise_gone
item_lost about    | = superseded /premise_gone | lost | = superseded /premise_gone | = superseded /premise_gone | = superseded /premise_gone | = superseded /premise_gone | = duplicate | = superseded /premise_gone
item_withdrawn     | withdrawn | = /at_return | withdrawn | = /at_return | withdrawn | withdrawn | = /at_return | withdrawn
trap_end           | = superseded /premise_gone | = superseded /premise_gone | available | = superseded /premise_gone | = superseded /premise_gone | = superseded /premise_gone | = superseded /premise_gone | = superseded /premise_gone
"""  # noqa: E501


def cells():
    for line in TABLE.strip().splitlines():
        kind, *expected = (part.strip() for part in line.split("|"))
        assert len(expected) == len(STATES)
        for status, cell in zip(STATES, expected, strict=True):
            yield pytest.param(kind, status, cell, id=f"{kind} x {status}")


def described(before: ItemState, step: Step) -> str:
    words = ["=" if step.state.status == before.status else str(step.state.status)]
    if step.outcome.code != "applied":
        words.append(step.outcome.code)
    if step.outcome.note:
        words.append(f"/{step.outcome.note}")
    return " ".join(words + [f"!{code}" for code, _ in step.raised])


def named(cell: str, status: str) -> str:
    word, *others = cell.split()
    return " ".join(["=" if word == status else word, *others])


@pytest.mark.parametrize(("kind", "status", "cell"), list(cells()))
def test_cell(kind, status, cell):
    step = take(STATES[status], EVENTS[kind], needs_check=False)

    assert described(STATES[status], step) == named(cell, status)


IN_HAND = [k for k, e in EVENTS.items() if e.seen and e.kind != SIGHTING]


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("kind", IN_HAND)
def test_a_contradiction_that_was_only_typed_changes_nothing(kind, status):
    seen = take(STATES[status], EVENTS[kind], needs_check=False)

    typed = take(STATES[status], replace(EVENTS[kind], seen=False), needs_check=False)

    if not seen.raised or seen.outcome.code == "conflict":
        assert typed == seen
    else:
        ((code, evidence),) = seen.raised
        assert typed.state == STATES[status]
        assert typed.outcome.reason == f"typed_{code}"
        assert typed.raised == ((f"typed_{code}", evidence),)


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("kind", ["check_in elsewhere", "transit_receive", "item_found"])
def test_a_kind_that_needs_a_check_comes_to_rest_unchecked(kind, status):
    plain = take(STATES[status], EVENTS[kind], needs_check=False).state.status

    kit = take(STATES[status], EVENTS[kind], needs_check=True).state.status

    rested = plain in (Status.AVAILABLE, Status.MISSING_PART)
    assert kit == (Status.RECEIVED_UNCHECKED if rested else plain)


def test_a_device_is_ready_whatever_its_kind_needs():
    state = STATES["received_unchecked"]

    assert take(state, EVENTS["device ready"], needs_check=True).state.status == Status.AVAILABLE


def test_what_stood_on_the_hold_shelf_needs_no_second_check():
    step = take(STATES["on_hold_shelf"], EVENTS["trap_end"], needs_check=True)

    assert step.state == ItemState(Status.AVAILABLE, branch=HERE)


def test_a_loan_to_the_borrower_herself_is_the_same_loan_until_the_later_date():
    again = replace(EVENTS["check_out Q"], patron="P")

    shorter = take(STATES["on_loan"], again, needs_check=False)
    longer = take(STATES["on_loan"], replace(again, due_ms=110), needs_check=False)

    assert (shorter.state.loan, shorter.state.due_ms) == (LOAN, 100)
    assert (longer.state.loan, longer.state.due_ms) == (LOAN, 110)
    assert longer.outcome.reason == "same_patron"


def test_the_patron_it_waits_for_takes_it_without_a_word():
    step = take(
        STATES["on_hold_shelf"], replace(EVENTS["check_out Q"], patron="R"), needs_check=False
    )

    assert (step.state.patron, step.outcome.reason, step.raised) == ("R", None, ())


def test_a_renewal_lengthens_and_never_shortens():
    mine = replace(EVENTS["renew Q"], patron="P")

    assert take(STATES["on_loan"], mine, needs_check=False).state.due_ms == 120
    assert take(STATES["on_loan"], replace(mine, due_ms=5), needs_check=False).state.due_ms == 100


def test_a_loan_found_at_another_branch_has_moved():
    step = take(
        STATES["available"], replace(EVENTS["check_out Q"], branch=ELSEWHERE), needs_check=False
    )

    assert (step.outcome.reason, step.state.branch) == ("moved", ELSEWHERE)


def test_an_own_refused_check_out_leaves_the_own_loan_and_is_looked_for():
    step = take(STATES["on_loan"], replace(EVENTS["sighting Q"], patron="P"), needs_check=False)

    assert step.state == STATES["on_loan"]
    assert step.raised == (("undone_over_own_loan", (LOAN, OP)),)


@pytest.mark.parametrize("status", ["on_loan", "lost", "in_transit"])
def test_what_is_withdrawn_while_away_is_withdrawn_when_it_comes_back(status):
    flagged = take(STATES[status], EVENTS["item_withdrawn"], needs_check=False).state

    back = take(flagged, EVENTS["check_in"], needs_check=True).state

    assert (flagged.status, flagged.withdrawn) == (status, True)
    assert back.status == Status.WITHDRAWN


def test_an_object_withdrawn_in_hand_ends_the_loan_it_had():
    scanned = replace(EVENTS["item_withdrawn"], seen=True)

    step = take(STATES["on_loan"], scanned, needs_check=False)

    assert step.state.status == Status.WITHDRAWN
    assert step.raised == (("seen_while_on_loan", (LOAN, OP)),)


def test_withdrawn_flag_outlives_a_loan_and_is_taken_off_when_found():
    lent = take(STATES["withdrawn"], EVENTS["check_out Q"], needs_check=False).state
    back = take(lent, EVENTS["check_in"], needs_check=False).state
    found = take(back, EVENTS["item_found"], needs_check=False).state

    assert (lent.withdrawn, back.status, found.status) == (
        True,
        Status.WITHDRAWN,
        Status.AVAILABLE,
    )


def test_missing_parts_stay_open_until_each_is_found():
    def part(kind: str, name: str) -> Event:
        return Event(OP, kind, branch=HERE, part=name)

    state = take(STATES["available"], part("part_missing", "cable"), needs_check=False).state
    state = take(state, part("part_missing", "pen"), needs_check=False).state
    state = take(state, part("part_found", "cable"), needs_check=False).state
    assert (state.status, state.parts) == (Status.MISSING_PART, {"pen"})

    state = take(state, part("part_found", "pen"), needs_check=False).state
    assert state.status == Status.AVAILABLE


def test_a_part_missed_while_on_loan_means_the_item_is_here():
    missing = Event(OP, "part_missing", branch=HERE, part="cable")

    step = take(STATES["on_loan"], missing, needs_check=False)

    assert (step.state.status, step.state.patron) == (Status.MISSING_PART, None)
    assert step.outcome.reason == "implied_return"


def test_the_same_trap_again_changes_nothing_and_another_place_does():
    again = replace(EVENTS["hold_trap"], patron="R", about=HOLD)

    assert take(STATES["on_hold_shelf"], again, needs_check=False).outcome.code == "duplicate"
    moved = take(STATES["on_hold_shelf"], replace(again, branch=ELSEWHERE), needs_check=False)
    assert (moved.outcome.code, moved.state.branch) == ("applied", ELSEWHERE)


def test_a_record_without_a_branch_leaves_the_item_where_it_was():
    step = take(STATES["on_loan"], replace(EVENTS["check_in"], branch=None), needs_check=False)

    assert step.state.branch == HERE
