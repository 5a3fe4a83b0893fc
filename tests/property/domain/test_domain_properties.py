"""What holds of every set of records, possible or not."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import event, given, settings
from hypothesis import strategies as st

from catalogue.domain.conflicts import conflict
from catalogue.domain.dating import date_station
from catalogue.domain.operations import Basis, Kind, Operation, Presence, from_json, seal
from catalogue.domain.promises import Shown, promise_to_keep, shown_by
from catalogue.domain.states import OutcomeClass
from support.circulation import DAY, HOUR, MINUTE, SECOND, T0, Present, Writer, present_of
from support.wild import TOWN, wild_history

SEEDS = st.integers(0, 2**32)
EVENTS = st.integers(3, 45)


def fold(ops: list[Operation]) -> Present:
    return present_of(ops, TOWN)


def count_classes(present: Present) -> Counter[OutcomeClass]:
    return Counter(outcome.outcome_class for outcome in present.outcomes.values())


@settings(max_examples=250)
@given(SEEDS, EVENTS, SEEDS)
def test_the_present_depends_on_the_set_alone(seed, events, shuffle):
    ops = wild_history(seed, events)
    present = fold(ops)
    again = ops + random.Random(shuffle).sample(ops, len(ops) // 2)
    random.Random(shuffle).shuffle(again)

    assert fold(again).facts_of_state() == present.facts_of_state()
    for code in set(present.codes()):
        event(code)


@settings(max_examples=150)
@given(SEEDS, EVENTS, SEEDS)
def test_every_record_counts_once_whatever_has_arrived(seed, events, shuffle):
    ops = wild_history(seed, events)
    random.Random(shuffle).shuffle(ops)
    arrived: list[Operation] = []
    while ops:
        arrived += ops[:5]
        del ops[:5]
        present = fold(arrived)

        assert set(present.outcomes) == {op.id for op in arrived}
        assert sum(count_classes(present).values()) == len(arrived)


@settings(max_examples=200)
@given(SEEDS, EVENTS, SEEDS)
def test_no_item_overtakes_the_lineage_of_a_disk(seed, events, thinning):
    """Also with gaps."""
    rng = random.Random(thinning)
    ops = [op for op in wild_history(seed, events) if rng.random() < 0.8]
    present = fold(ops)

    for item in present.items.values():
        for i, later in enumerate(item.order):
            for earlier in item.order[:i]:
                assert not present.timeline.is_ancestor(later, earlier)
    for when in present.timeline.times.values():
        assert when.lo <= when.est <= when.hi


@settings(max_examples=150)
@given(SEEDS, EVENTS, SEEDS)
def test_without_forks_each_station_is_taken_in_sequence(seed, events, thinning):
    rng = random.Random(thinning)
    ops = [op for op in wild_history(seed, events, forks=False) if rng.random() < 0.8]
    present = fold(ops)

    for item in present.items.values():
        reached: dict[str, tuple[int, int]] = {}
        for op_id in item.order:
            op = present.timeline.ops[op_id]
            place = (op.epoch or 0, op.seq or 0)
            assert reached.get(op.station, (0, 0)) < place
            reached[op.station] = place


@settings(max_examples=150)
@given(SEEDS, EVENTS)
def test_no_loan_is_due_before_what_was_promised_for_it(seed, events):
    ops = wild_history(seed, events)
    present = fold(ops)

    for op in ops:
        outcome = present.outcomes[op.id]
        about = op.id if op.kind == Kind.CHECK_OUT else op.refs.get("about")
        loan = present.items[op.item].loans.get(about) if op.item in present.items else None
        promises = op.kind in (Kind.CHECK_OUT, Kind.RENEW) and outcome.code != "malformed"
        if loan is None or not promises or outcome.note in ("undone", "voided"):
            continue
        if op.kind == Kind.CHECK_OUT or op.patron_c == present.timeline.ops[loan.start].patron_c:
            assert loan.due_ms >= op.payload["due_ms"]


@settings(max_examples=60)
@given(SEEDS, st.integers(3, 30), SEEDS)
def test_a_date_that_was_shown_is_never_taken_back_while_records_arrive(seed, events, shuffle):
    ops = [
        op
        for op in wild_history(seed, events, forks=False)
        if op.kind not in (Kind.UNDO, Kind.CONFLICT_RESOLVE)
    ]
    random.Random(shuffle).shuffle(ops)
    known: list[Operation] = []
    shown: dict[str, Shown | None] = {}
    for op in ops:
        known.append(op)
        promises = [
            promise_to_keep(item, shown.get(item), item_fold, wall_ms=T0)
            for item, item_fold in fold(known).items.items()
        ]
        known += [promise for promise in promises if promise is not None]
        for item, item_fold in fold(known).items.items():
            before, now = shown.get(item), shown_by(item_fold)
            if before is not None and now is not None and before.patron == now.patron:
                assert now.due_ms >= before.due_ms
            shown[item] = now
    if any(op.kind == Kind.DUE_KEPT for op in known):
        event("a promise was kept")
    final = fold(known)
    random.Random(shuffle).shuffle(known)
    assert fold(known).facts_of_state() == final.facts_of_state()


@settings(max_examples=150)
@given(SEEDS, EVENTS, SEEDS)
def test_a_conflict_is_known_by_its_evidence_and_a_decided_one_stays_decided(seed, events, shuffle):
    ops = wild_history(seed, events)
    random.Random(shuffle).shuffle(ops)

    for size in (len(ops) // 2, len(ops)):
        present = fold(ops[:size])
        for subject, part in [*present.items.items(), *present.titles.items()]:
            for conflict_id, found in part.conflicts.items():
                assert found == conflict(found.code, subject, found.evidence)
                assert conflict_id == found.id
                assert conflict_id not in part.resolved
            for op in ops[:size]:
                if op.kind == Kind.CONFLICT_RESOLVE and op.item == subject:
                    assert op.payload["conflict"] not in part.conflicts or (
                        part.outcomes[op.id].outcome_class != OutcomeClass.APPLIED
                    )


JSON = st.sampled_from([None, True, -1, 0, 7, "", "id-1", "keep", "void", "é|\0", [], ["id-1"], {}])
NAMES = ["due_ms", "part", "state", "pickup", "conflict", "choice", "void", "promise"]
REFS = ["undoes", "about", "compensates", "resolves"]


@st.composite
def arbitrary_records(draw: st.DrawFn) -> Operation:
    maybe = st.none() | st.integers(0, 3)
    return seal(
        Operation(
            id=f"id-{draw(st.integers(0, 200))}",
            kind=draw(st.sampled_from([*Kind, "levitate"])),
            station=draw(st.sampled_from(["A", "B"])),
            wall_ms=draw(st.integers(-(10**12), 10**13)),
            basis=draw(st.sampled_from([*Basis, "sundial"])),
            presence=draw(st.sampled_from([*Presence, "rumour"])),
            epoch=draw(maybe),
            seq=draw(maybe),
            boot_id=draw(st.none() | st.sampled_from(["1", "2"])),
            mono_ms=draw(st.none() | st.integers(-(10**9), 10**12)),
            offset_ms=draw(st.none() | st.integers(-(10**13), 10**13)),
            error_ms=draw(st.none() | st.integers(-5, 10**9)),
            item=draw(st.none() | st.sampled_from(["x", "kit", ""])),
            title=draw(st.none() | st.sampled_from(["t", ""])),
            branch=draw(st.none() | st.sampled_from(["A", "B"])),
            patron_c=Writer("A").check_out(T0, "P").patron_c if draw(st.booleans()) else None,
            payload=draw(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=3)),
            refs=draw(st.dictionaries(st.sampled_from(REFS), JSON, max_size=2)),
        )
    )


@settings(max_examples=120)
@given(st.lists(arbitrary_records(), max_size=8, unique_by=lambda op: op.id))
def test_nothing_a_station_can_send_stops_the_fold(ops):
    present = present_of([from_json(op.to_json()) for op in ops])

    assert set(present.outcomes) == {op.id for op in ops}
    assert present_of(ops[::-1]).facts_of_state() == present.facts_of_state()


@settings(max_examples=150)
@given(st.integers(0, 2**32), st.integers(2, 25))
def test_the_true_moment_lies_within_the_bounds_of_an_honest_clock(seed, count):
    """Honest: a contact measures the true offset to its error, the oscillator is within 200 ppm;
    the wall clock may jump and the battery may die."""
    rng = random.Random(seed)
    station, truth, now = Writer("A", error_ms=20), {}, T0
    for _ in range(count):
        now += rng.choice([SECOND, MINUTE, HOUR, DAY])
        chance = rng.random()
        if chance < 0.2:
            station.boot(now, Basis.NONE)
        elif chance < 0.3:
            station.skew_ms += rng.choice([-400 * DAY, -HOUR, HOUR, 400 * DAY])
        elif chance < 0.5:
            station.basis = Basis.BOOT
        op = station.check_in(now)
        truth[op.id] = now
    times = date_station(station.disk).times

    assert all(times[op_id].lo <= true <= times[op_id].hi for op_id, true in truth.items())
