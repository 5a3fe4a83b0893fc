"""What is certain of a station's lineage when records of it are lost and old disks come back."""

from __future__ import annotations

import random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalogue.domain.dating import date_station
from catalogue.domain.operations import Kind, Operation
from support.circulation import HOUR, MINUTE, T0, Writer

SEEDS = st.integers(0, 2**32)


def life(rng: random.Random) -> Writer:
    """A station whose clock is good, in one epoch; each disk put back is started anew."""
    station, now = Writer("a", error_ms=50), T0
    for _ in range(rng.randint(2, 7)):
        now += HOUR
        station.boot(now)
        for _ in range(rng.randint(1, 4)):
            now += rng.choice([1, MINUTE])
            station.write(Kind.CLOCK, now)
        if rng.random() < 0.4:
            station.restore(rng.randint(0, len(station.disk)))
    return station


def line_of(op_id: str | None, parents: dict[str, str | None]) -> set[str]:
    """Its ancestors."""
    found: set[str] = set()
    while op_id is not None and (op_id := parents[op_id]) is not None:
        found.add(op_id)
    return found


@settings(max_examples=100)
@given(SEEDS)
@example(2)
def test_where_one_record_is_lost_nothing_descends_from_another_branch(seed):
    """Guard: `_lost`."""
    rng = random.Random(seed)
    ever = life(rng).ever
    truth = date_station(ever).parents
    ever.pop(rng.randrange(len(ever)))

    dating = date_station(rng.sample(ever, len(ever)))

    for op in ever:
        assert line_of(op.id, dating.parents) <= line_of(op.id, truth)
        at = int(op.wall_ms)
        assert dating.times[op.id].lo <= at <= dating.times[op.id].hi


@settings(max_examples=100)
@given(SEEDS)
@example(10)
def test_whatever_is_lost_the_records_of_a_boot_stay_in_line(seed):
    """In whatever order they arrive. Guard: the same boot first in `_nearest_below`."""
    rng = random.Random(seed)
    ever = [op for op in life(rng).ever if rng.random() < 0.7]

    dating = date_station(ever)

    assert all(date_station(rng.sample(ever, len(ever))) == dating for _ in range(5))
    boots: dict[str | None, list[Operation]] = {}
    for op in ever:
        before = boots.setdefault(op.boot_id, [])
        assert {other.id for other in before} <= line_of(op.id, dating.parents)
        before.append(op)
