"""Records added piece by piece are dated as if all had been there at once."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalogue.domain import dating
from catalogue.domain.lineage import position
from catalogue.domain.operations import Basis, Kind, Operation, seal
from catalogue.services import dated
from catalogue.services.dated import StationSet
from support.circulation import DAY, HOUR, MINUTE, T0, Writer


def check(found: StationSet, ops: list[Operation]) -> None:
    whole = dating.date_station(ops)
    assert found.times == whole.times
    assert found.parents == whole.parents
    # Guard: places are given exactly where the lineage is a line, and follow it.
    order = sorted(ops, key=lambda op: (position(op), op.id))
    behind = [None, *(op.id for op in order[:-1])]
    is_line = all(whole.parents[op.id] == before for op, before in zip(order, behind, strict=True))
    places = {op.id: (op.station, n) for n, op in enumerate(order)}
    assert found.line == (places if is_line else {})


def history(rng: random.Random, boots: int) -> Writer:
    """A station's life: boots with and without contact, clocks that jump, now and then a disk put
    back or a new epoch."""
    station = Writer("a", skew_ms=rng.choice([0, -5 * MINUTE, 90 * MINUTE]))
    now = T0
    for _ in range(boots):
        now += rng.choice([MINUTE, HOUR, DAY])
        station.skew_ms += rng.choice([0, 0, 0, 3 * HOUR, -DAY])
        station.error_ms = rng.choice([10, 2_000, 60_000])
        station.boot(now, rng.choice([Basis.BOOT, Basis.BOOT, Basis.RTC, Basis.NONE]))
        for _ in range(rng.randint(1, 6)):
            now += rng.choice([0, 1, 1_000, MINUTE])
            station.write(Kind.CLOCK, now)
            if rng.random() < 0.1:
                # The offset as measured is wrong by a lot: bounds of the boot contradict.
                station.skew_ms += rng.choice([DAY, -DAY, 10 * MINUTE])
        if rng.random() < 0.06:
            station.restore(rng.randint(0, len(station.disk)))
        if rng.random() < 0.06:
            station.enrol()
    return station


def long_boot(rng: random.Random) -> Writer:
    """One boot in which a lot is measured, well and badly, between shorter ones."""
    station = Writer("a")
    now = T0
    for length in (rng.randint(0, 2), rng.randint(3, 14), rng.choice([0, 0, 0, 2])):
        now += HOUR
        station.boot(now, rng.choice([Basis.BOOT, Basis.BOOT, Basis.NONE]))
        usual = station.basis
        for _ in range(length):
            now += rng.choice([0, 1, 1_000, MINUTE, HOUR])
            station.basis = usual if rng.random() < 0.9 else Basis.NONE
            station.error_ms = rng.choice([10, 10, 10, 2_000, 60_000])
            station.mistaken_ms = rng.choice([0, 0, 0, 4, -4, 1_500, -1_500, HOUR, -HOUR])
            back = rng.choice([5, 2_000]) if rng.random() < 0.05 else 0
            station.write(Kind.CLOCK, now - back)
            if rng.random() < 0.03:
                station.restore(max(0, len(station.disk) - rng.randint(1, 3)))
    return station


def deliveries(rng: random.Random, ops: list[Operation]) -> list[list[Operation]]:
    """The records in batches, mostly in order, some late, some never."""
    waiting = [op for op in ops if rng.random() > 0.02]
    if waiting and rng.random() < 0.4:
        # As a station delivers: its newest measurement ahead of the queue.
        waiting.insert(0, waiting.pop())
    if waiting and rng.random() < 0.3:
        for _ in range(3):
            late = waiting.pop(rng.randrange(len(waiting)))
            waiting.insert(rng.randint(0, len(waiting)), late)
    batches = []
    while waiting:
        size = rng.choice([1, 1, 2, 7])
        batches.append(waiting[:size])
        waiting = waiting[size:]
    return batches


def ancestors(found: StationSet, among: Iterable[str]) -> dict[str, set[str]]:
    """Of each of these those that came before it on the same disk."""
    wanted = set(among)
    before: dict[str, set[str]] = {}
    for op_id in wanted:
        before[op_id] = set()
        parent = found.parents[op_id]
        while parent is not None:
            before[op_id].add(parent)
            parent = found.parents[parent]
    return {op_id: each & wanted for op_id, each in before.items()}


@given(st.integers(0, 2**32))
# Without `_on_another_branch` this one is not told.
@example(37)
def test_whose_ancestors_are_others_than_before_is_told(seed: int) -> None:
    """Two records of an item may keep their times and parents while a third between them turns to
    another branch: the item is folded anew all the same."""
    rng = random.Random(seed)
    found = StationSet()
    for batch in deliveries(rng, history(rng, rng.randint(1, 12)).ever):
        old = set(found.ops)
        before = ancestors(found, old)
        moved, _ = found.add(batch)
        after = ancestors(found, old)
        assert moved >= {op_id for op_id in old if before[op_id] != after[op_id]}


@given(st.integers(0, 2**32))
def test_any_history_in_any_batches_is_dated_like_the_whole(seed: int) -> None:
    rng = random.Random(seed)
    found, known = StationSet(), []
    for batch in deliveries(rng, history(rng, rng.randint(1, 12)).ever):
        before = dict(found.times)
        moved, _ = found.add(batch)
        known += batch
        check(found, known)
        assert moved >= {i for i, time in found.times.items() if before.get(i) != time}


@given(st.integers(0, 2**32))
# Each of these fails without one of the conditions of `_add_within_boot` or `says_nothing_new`.
@example(45)
@example(49)
@example(601)
@example(1437)
@example(1515)
@example(19959)
def test_long_boot_in_any_batches_is_dated_like_the_whole(seed: int) -> None:
    rng = random.Random(seed)
    found, known = StationSet(), []
    for batch in deliveries(rng, long_boot(rng).ever):
        before = dict(found.times)
        moved, _ = found.add(batch)
        known += batch
        check(found, known)
        assert moved >= {i for i, time in found.times.items() if before.get(i) != time}


@given(st.integers(0, 2**32), st.booleans())
def test_servers_that_take_turns_date_like_one(seed: int, boots: bool) -> None:
    # Guard: what was dated anew by another server is taken over, not only what is new.
    rng = random.Random(seed)
    station = history(rng, rng.randint(1, 12)) if boots else long_boot(rng)
    servers, behind = [StationSet(), StationSet()], [set(), set()]
    truth, known = StationSet(), []
    for batch in deliveries(rng, station.ever):
        turn = rng.randrange(2)
        mine = servers[turn].copy()
        for op_id in sorted(behind[turn]):
            mine.load(truth.ops[op_id], truth.times[op_id], truth.parents[op_id])
        if behind[turn]:
            mine.loaded()
        moved, conflicts = mine.add(batch)
        known += batch
        check(mine, known)
        assert conflicts == dating.date_station(known).conflicts
        servers[turn], truth = mine, mine
        behind[turn] = set()
        behind[1 - turn] |= moved


def test_conflicts_of_the_chain_are_told_by_every_batch_that_sees_them() -> None:
    station = Writer("a")
    first = station.write(Kind.CLOCK, T0)
    station.write(Kind.CLOCK, T0 + 1)
    station.restore(1)
    station.write(Kind.CLOCK, T0 + 2)
    found = StationSet()
    told = [{c.code for c in found.add([op])[1].values()} for op in station.ever]
    assert told == [set(), set(), {"fork"}]
    assert found.parents[station.ever[2].id] == first.id


def test_broken_chain_is_told_again_by_a_server_that_read_it_from_disk() -> None:
    # Guard: a set read from disk is in line only if no record breaks the chain.
    station = Writer("a")
    station.boot(T0)
    for n in range(6):
        station.write(Kind.CLOCK, T0 + n * MINUTE)
    *before, last = station.ever
    broken = seal(replace(before[3], prev_hash="f" * 64))
    ops = [*before[:3], broken, seal(replace(before[4], prev_hash=broken.hash))]
    whole = dating.date_station(ops)
    found = StationSet()
    for op in ops:
        found.load(op, whole.times[op.id], whole.parents[op.id])
    found.loaded()
    _, conflicts = found.add([seal(replace(last, prev_hash=ops[-1].hash))])
    assert {each.code for each in conflicts.values()} == {"chain_broken"}


def test_boot_that_is_told_of_again_after_the_next_one_is_dated_like_the_whole() -> None:
    # Guard: a boot that is touched lies in the window as a whole.
    station = Writer("a")
    for day in range(3):
        station.boot(T0 + day * DAY)
        for n in range(3):
            station.write(Kind.CLOCK, T0 + day * DAY + n * MINUTE)
    late = replace(station.write(Kind.CLOCK, T0 + 3 * DAY), boot_id=station.ever[3].boot_id)
    found = StationSet()
    found.add(station.ever[:9])
    ops = [*station.ever[:9], seal(replace(late, seq=11, prev_hash="f" * 64, offset_ms=None))]
    found.add(ops[9:])
    check(found, ops)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many records each dating read."""
    sizes: list[int] = []

    def counting(ops, **more):
        ops = list(ops)
        sizes.append(len(ops))
        return dating.date_station(ops, **more)

    monkeypatch.setattr(dated, "date_station", counting)
    return sizes


def test_station_that_goes_on_writing_costs_its_latest_boots_only(counted: list[int]) -> None:
    station, found = Writer("a"), StationSet()
    for day in range(30):
        station.boot(T0 + day * DAY)
        for n in range(10):
            found.add([station.write(Kind.CLOCK, T0 + day * DAY + n * MINUTE)])
    assert max(counted) <= 11
    check(found, station.ever)


def test_long_boot_costs_the_dating_of_what_is_new(counted: list[int]) -> None:
    # Guard: within a boot only the record before the new ones is dated with them.
    station, found = Writer("a"), StationSet()
    station.boot(T0)
    for n in range(100):
        found.add([station.write(Kind.CLOCK, T0 + n * MINUTE)])
    assert max(counted[2:]) == 2
    check(found, station.ever)


def test_each_record_of_a_long_boot_is_listened_to_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # Guard: what the older records of the boot say is kept with the set.
    heard: list[str] = []

    def listening(ops: Iterable[Operation], before: dating.View | None = None):
        told = list(ops)
        heard.extend(op.id for op in told)
        return dating.said_by(told, before)

    monkeypatch.setattr(dated, "said_by", listening)
    station, found = Writer("a"), StationSet()
    station.boot(T0)
    for n in range(100):
        found = found.copy()
        found.add([station.write(Kind.CLOCK, T0 + n * MINUTE)])
    assert len(heard) == len(set(heard)) == 98
    check(found, station.ever)


def test_long_queue_behind_its_newest_measurement_costs_its_batches(counted: list[int]) -> None:
    # Guard: what is there behind the new records is dated with them.
    station, found = Writer("a"), StationSet()
    station.boot(T0)
    ops = [station.write(Kind.CLOCK, T0 + n * MINUTE) for n in range(101)]
    found.add([ops[0]])
    found.add([ops[100]])
    for at in range(1, 100, 11):
        found.add(ops[at : at + 11])
    assert max(counted[2:]) == 13
    check(found, ops)


def test_better_measurement_dates_the_whole_boot_anew(counted: list[int]) -> None:
    # Guard: new records that tell more of the boot's start move the older ones, too.
    station, found = Writer("a"), StationSet()
    station.boot(T0)
    station.error_ms = 60_000
    for n in range(10):
        found.add([station.write(Kind.CLOCK, T0 + n * MINUTE)])
    station.error_ms = 10
    found.add([station.write(Kind.CLOCK, T0 + HOUR)])
    assert counted[-1] == len(station.ever)
    check(found, station.ever)


def test_set_read_from_disk_dates_its_latest_boots_only(counted: list[int]) -> None:
    station, found = Writer("a"), StationSet()
    for day in range(10):
        station.boot(T0 + day * DAY)
        for n in range(10):
            station.write(Kind.CLOCK, T0 + day * DAY + n * MINUTE)
    whole = dating.date_station(station.ever)
    for op in reversed(station.ever):
        found.load(op, whole.times[op.id], whole.parents[op.id])
    found.loaded()
    for n in range(10, 13):
        found.add([station.write(Kind.CLOCK, T0 + 9 * DAY + n * MINUTE)])
    assert counted == [2, 2, 2]
    check(found, station.ever)


def test_copy_is_changed_alone() -> None:
    station, found = Writer("a"), StationSet()
    found.add([station.write(Kind.CLOCK, T0)])
    trial = found.copy()
    trial.add([station.write(Kind.CLOCK, T0 + 1)])
    assert (len(found.ops), len(found.order), len(trial.ops)) == (1, 1, 2)
    found.add([replace(station.ever[1])])
    check(found, station.ever)
