"""The order of records across stations, on times laid down by hand."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from catalogue.domain.clusters import Arranged, arrange
from catalogue.domain.dating import Interval
from catalogue.domain.operations import Operation
from catalogue.domain.ordering import Timeline
from catalogue.domain.states import ItemState, Status
from catalogue.domain.steps import Event
from support.circulation import T0, Writer


def op(station: str) -> Operation:
    return Writer(station).check_in(T0)


def timeline(*placed: tuple[Operation, Interval], parents=None) -> Timeline:
    return Timeline(
        {record.id: when for record, when in placed},
        {record.id: None for record, _ in placed} | (parents or {}),
        {record.id: record for record, _ in placed},
    )


def test_records_are_sorted_by_estimate_then_station():
    a, b, c = op("A"), op("B"), op("C")
    order = timeline((a, Interval(0, 9, 9)), (c, Interval(1, 5, 9)), (b, Interval(2, 5, 5)))

    assert order.in_order([a.id, b.id, c.id]) == [b.id, c.id, a.id]


def test_records_of_one_moment_and_station_are_sorted_by_sequence():
    a = Writer("A")
    first, second = a.check_in(T0), a.check_in(T0)
    a.enrol()
    third = a.check_in(T0)
    when = Interval(T0, T0, T0)
    order = timeline((first, when), (second, when), (third, when))

    assert order.in_order([third.id, second.id, first.id]) == [first.id, second.id, third.id]


def test_certainty_is_disjoint_bounds_or_lineage():
    a, b = Writer("A"), op("B")
    first, second = a.check_in(T0), a.check_in(T0 + 1)
    order = timeline(
        (first, Interval(0, 5, 10)),
        (second, Interval(0, 6, 10)),
        (b, Interval(10, 11, 12)),
        parents={second.id: first.id},
    )

    assert order.before(first.id, second.id)
    assert not order.before(second.id, first.id)
    assert not order.before(second.id, b.id)  # 10 may be the moment of both
    assert not order.before(b.id, second.id)


def test_all_of_the_lineage_precedes_also_through_records_of_other_items():
    a = Writer("A")
    chain = [a.check_in(T0 + i) for i in range(4)]
    wide = Interval(0, 5, 10)
    links = {later.id: earlier.id for earlier, later in itertools.pairwise(chain)}
    order = timeline(*((record, wide) for record in chain), parents=links)

    masks = order.predecessors([chain[0].id, chain[1].id, chain[3].id])

    assert masks == [0b000, 0b001, 0b011]


def test_places_on_a_line_say_the_same_as_the_way_back():
    # Guards: same station, and only what came before.
    a, b = Writer("A"), op("B")
    chain = [a.check_in(T0 + i) for i in range(4)]
    wide = Interval(0, 5, 10)
    links = {later.id: earlier.id for earlier, later in itertools.pairwise(chain)}
    walked = timeline(*((record, wide) for record in (*chain, b)), parents=links)
    line = {record.id: ("A", n) for n, record in enumerate(chain)} | {b.id: ("B", 0)}
    placed = replace(walked, line=line)

    ids = [record.id for record in (*chain, b)]
    for later in ids:
        assert placed.nearest_ancestor(ids, later) == walked.nearest_ancestor(ids, later)
        for earlier in ids:
            assert placed.is_ancestor(earlier, later) == walked.is_ancestor(earlier, later)
    assert placed.nearest_ancestor(ids, chain[3].id) == chain[2].id


# --- clusters -----------------------------------------------------------------------------------


@pytest.fixture
def desks() -> dict[str, Operation]:
    return {name: op(name) for name in "ABCD"}


def arranged(desks, *placed: tuple[str, Interval, Event], start: ItemState) -> Arranged:
    order = timeline(*((desks[name], when) for name, when, _ in placed))
    events = {event.id: event for _, _, event in placed}
    return arrange([events[i] for i in order.in_order(events)], start, order, needs_check=False)


def lent(desks, name: str, patron: str) -> Event:
    return Event(desks[name].id, "check_out", patron=patron, due_ms=1, branch="A")


def back(desks, name: str, branch: str = "A") -> Event:
    return Event(desks[name].id, "check_in", branch=branch)


ON_LOAN = ItemState(Status.ON_LOAN, patron="P", loan="l", due_ms=1, branch="A")
AT_HOME = ItemState(branch="A")


def test_touching_bounds_leave_the_order_open(desks):
    found = arranged(
        desks,
        ("A", Interval(0, 5, 10), lent(desks, "A", "Q")),
        ("B", Interval(10, 15, 20), back(desks, "B")),
        start=ON_LOAN,
    )

    assert [event.id for event in found.events] == [desks["B"].id, desks["A"].id]


def test_disjoint_bounds_settle_it_however_odd_the_story(desks):
    found = arranged(
        desks,
        ("A", Interval(0, 5, 9), lent(desks, "A", "Q")),
        ("B", Interval(10, 15, 20), back(desks, "B")),
        start=ON_LOAN,
    )

    assert [event.id for event in found.events] == [desks["A"].id, desks["B"].id]
    assert found.doubtful == []


def test_a_wide_interval_holds_a_cluster_together_past_a_narrow_one(desks):
    found = arranged(
        desks,
        ("A", Interval(0, 1, 100), lent(desks, "A", "Q")),
        ("B", Interval(2, 2, 3), lent(desks, "B", "R")),
        ("C", Interval(50, 50, 60), back(desks, "C")),
        start=AT_HOME,
    )

    # R, returned, then Q is the only story without an implied return.
    assert [event.id for event in found.events] == [desks[name].id for name in "BCA"]


def test_the_record_after_a_cluster_has_a_say(desks):
    def story(*after: tuple[str, Interval, Event]) -> Arranged:
        return arranged(
            desks,
            ("A", Interval(0, 5, 10), lent(desks, "A", "Q")),
            ("B", Interval(0, 6, 10), lent(desks, "B", "R")),
            *after,
            start=AT_HOME,
        )

    alone = story()
    assert alone.doubtful
    renewed = story(
        ("C", Interval(50, 50, 50), Event(desks["C"].id, "renew", patron="Q", due_ms=9))
    )
    assert renewed.doubtful == []
    assert [event.id for event in renewed.events] == [desks[name].id for name in "BAC"]


def test_of_equally_believable_stories_the_one_nearest_to_the_estimates_is_told(desks):
    found = arranged(
        desks,
        ("A", Interval(0, 1, 10), lent(desks, "A", "Q")),
        ("B", Interval(0, 2, 10), lent(desks, "B", "R")),
        ("C", Interval(0, 3, 10), lent(desks, "C", "S")),
        start=AT_HOME,
    )

    assert [event.id for event in found.events] == [desks[name].id for name in "ABC"]
    assert found.doubtful == [tuple(desks[name].id for name in "ABC")]


def test_the_nearest_story_is_the_one_with_the_fewest_records_swapped(desks):
    # A-C-D-B is as easy to believe and comes first in the alphabet, but takes two swaps.
    wide = (Interval(0, est, 10) for est in range(4))
    events = [
        lent(desks, "A", "Q"),
        back(desks, "B", "B"),
        back(desks, "C"),
        lent(desks, "D", "P"),
    ]

    found = arranged(desks, *zip("ABCD", wide, events, strict=True), start=ON_LOAN)

    assert [event.id for event in found.events] == [desks[name].id for name in "BACD"]
