"""The fourteen worked examples of circulation, in every order of arrival; clocks good to 2 s."""

from __future__ import annotations

from itertools import permutations

import pytest

from catalogue.domain.operations import Operation
from catalogue.domain.promises import Shown, promise_to_keep, shown_by
from catalogue.domain.states import OutcomeClass
from support.circulation import DAY, MINUTE, T0, Present, present_of
from support.worked_examples import BY_NAME, EXAMPLES, SHOWN_DATE, Example, at, writers


def fold(*ops: Operation) -> Present:
    """The fold, after making sure that every order of arrival gives the same."""
    present = present_of(ops)
    for order in permutations(ops):
        assert present_of(order).facts_of_state() == present.facts_of_state()
    return present


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_example_comes_to_what_it_must_in_every_order(example: Example) -> None:
    ops = example.records()

    present = fold(*ops)

    x = present.items["x"]
    if example.status:
        assert (x.state.status, x.state.patron) == (example.status, example.holder)
        told = [(present.outcomes[op.id].code, present.outcomes[op.id].reason) for op in ops]
        assert told == example.told
    if example.loan is not None:
        assert x.state.loan == ops[example.loan].id
    if example.branch:
        assert x.state.branch == example.branch
    assert present.codes() == list(example.codes)
    for loan, end in example.ended.items():
        assert x.loans[ops[loan].id].end == ops[end].id
    for hold, status in example.holds.items():
        assert present.titles["t"].holds[ops[hold].id].status == status


def test_another_book_lent_by_a_restored_disk_is_lent() -> None:
    present = fold(*BY_NAME["12 restored disk"].records())

    assert present.items["y"].state.patron == "Q"


def test_a_clock_400_days_ahead_is_dated_between_its_neighbours() -> None:
    ops = BY_NAME["04 clock 400 days ahead"].records()

    when = fold(*ops).timeline.times[ops[1].id]

    assert [round((t - T0) / MINUTE) for t in (when.lo, when.est, when.hi)] == [5, 10, 60]


def test_two_equally_believable_stories_name_what_cannot_be_ordered() -> None:
    ops = BY_NAME["06 two believable stories"].records()

    conflicts = fold(*ops).items["x"].conflicts.values()

    (found,) = (c for c in conflicts if c.code == "order_unknown")
    assert found.evidence == tuple(sorted([ops[1].id, ops[2].id]))


def test_a_date_that_was_shown_is_kept_whatever_arrives_late() -> None:
    long, short, between = SHOWN_DATE.records()
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


def test_every_example_counts_each_record_once() -> None:
    a, b, _ = writers()
    ops = [a.check_out(at(0), "P"), b.check_in(at(60)), a.write("bogus", at(61), item="x")]

    present = fold(*ops)

    assert set(present.outcomes) == {op.id for op in ops}
    assert sorted(o.outcome_class for o in present.outcomes.values()) == [
        OutcomeClass.APPLIED,
        OutcomeClass.APPLIED,
        OutcomeClass.MALFORMED,
    ]
