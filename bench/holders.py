"""Who holds what after outages with wrong clocks: the fold against the rules of others.

Histories are made with the truth known (`bench.histories`); each rule is given what arrived and
says who holds each thing. Wrong holders per 100,000 things and days; the ratio is theirs ÷ ours at
the careful end of a 95 % interval: their lower bound ÷ our upper bound, histories drawn again with
replacement, and never fewer than Poisson allows for what was counted.
"""

from __future__ import annotations

import math
import os
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from bench.command import Scale, bench_command
from bench.figures import Aim, Figure, percentile
from bench.histories import MINUTE, Conditions, History, make_history
from bench.naive import Told, by_corrected_clock, by_own_clock, replay, replay_by_day
from catalogue.domain.operations import Kind
from catalogue.domain.timeline import Fact, Timeline, date_station, fold_item

HISTORIES = 600
"""Of each set, for each round: five rounds are 3,000."""
FIRST_SEED = 100_000
SETS = {
    "skew 5 min": Conditions(skew_ms=5 * MINUTE),
    "skew 90 min": Conditions(skew_ms=90 * MINUTE),
    "skew 90 min, clocks jump and die": Conditions(90 * MINUTE, dead_battery=0.3, jump=0.3),
}
RULES = {
    "replay as new": replay,
    "replay, older day gives way": replay_by_day,
    "last writer, corrected clock": by_corrected_clock,
    "last writer, own clock": by_own_clock,
}
AIMED = {
    *(("replay as new", name) for name in SETS),
    *(("last writer, own clock", name) for name in SETS if "90 min" in name),
}
OURS = "the fold"
CONFIDENCE = 0.95
RESAMPLED = 1_000

Count = Counter[str]


def timeline_of(facts: Sequence[Fact]) -> Timeline:
    """Times and lineage of all stations' records."""
    by_station = defaultdict(list)
    for fact in facts:
        by_station[fact.op.station].append(fact.op)
    times, parents = {}, {}
    for ops in by_station.values():
        dating = date_station(ops)
        times.update(dating.times)
        parents.update(dating.parents)
    return Timeline(times, parents, {fact.op.id: fact.op for fact in facts})


def fold(history: History) -> Told:
    """What the product says. Missing: a loan that was not taken back and is not in the fold;
    spurious: one in the fold that nobody recorded, or that is there twice."""
    facts = history.facts
    timeline = timeline_of(facts)
    by_item = defaultdict(list)
    undone = set()
    for fact in facts:
        if fact.op.item is not None:
            by_item[fact.op.item].append(fact)
        if fact.op.kind == Kind.UNDO:
            undone.add(str(fact.op.refs["undoes"]))
    holders, missing, spurious, doubted = {}, 0, 0, set()
    for item, home in history.home.items():
        folded = fold_item(by_item[item], timeline, home=home, needs_check=False)
        holders[item] = folded.state.patron
        if folded.conflicts:
            doubted.add(item)
        lent = {
            fact.op.id
            for fact in by_item[item]
            if fact.op.kind == Kind.CHECK_OUT and fact.op.id not in undone
        }
        started = [loan.start for loan in folded.loans.values()]
        taken = {op for op in lent if folded.outcomes[op].outcome_class == "applied"}
        missing += len(lent - taken)
        spurious += len(started) - len(lent & set(started))
    return Told(holders, missing, spurious, doubted)


def count(seed: int, conditions: Conditions) -> Count:
    """Wrong holders of one history by each rule."""
    history = make_history(seed, conditions)
    counted: Count = Counter(pairs=len(history.truth) * history.days, records=len(history.facts))
    for name, rule in ({OURS: fold} | RULES).items():
        told = rule(history)
        wrong = {i for i, who in history.truth.items() if told.holders[i] != who}
        counted[name] = len(wrong)
        counted[f"{name}: unnoticed"] = len(wrong - set(told.doubted))
        counted[f"{name}: missing"] = told.missing
        counted[f"{name}: spurious"] = told.spurious
    return counted


def poisson_bound(events: int, *, upper: bool) -> float:
    """Exact bound of the mean of a Poisson count at 95 % on two sides (Garwood), by bisection."""
    tail = (1 - CONFIDENCE) / 2
    if not upper and events == 0:
        return 0.0
    low, high = 0.0, 10.0 * (events + 5)
    for _ in range(80):
        middle = (low + high) / 2
        last = events if upper else events - 1
        below = sum(
            math.exp(n * math.log(middle) - middle - math.lgamma(n + 1)) for n in range(last + 1)
        )
        too_low = below > tail if upper else 1 - below < tail
        low, high = (middle, high) if too_low else (low, middle)
    return high


def interval(counts: Sequence[int], rng: random.Random) -> tuple[float, float]:
    """Bounds of the sum: histories drawn again, widened to what Poisson allows of a small count."""
    total = sum(counts)
    sums = [sum(rng.choices(counts, k=len(counts))) for _ in range(RESAMPLED)]
    tail = (1 - CONFIDENCE) / 2
    low, high = percentile(sums, tail), percentile(sums, 1 - tail)
    if total < 1000:
        low = min(low, poisson_bound(total, upper=False))
        high = max(high, poisson_bound(total, upper=True))
    return low, high


def measure(scale: Scale) -> Sequence[Figure]:
    """Every set, every rule."""
    histories = 4 if scale.tiny else HISTORIES * scale.rounds
    rng = random.Random(FIRST_SEED)
    figures: list[Figure] = []
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for name, conditions in SETS.items():
            seeds = range(FIRST_SEED, FIRST_SEED + histories)
            counts = list(pool.map(partial(count, conditions=conditions), seeds, chunksize=10))
            figures += _figures(name, seeds, counts, rng)
    return figures


def _figures(
    where: str, seeds: range, counts: Sequence[Count], rng: random.Random
) -> Sequence[Figure]:
    total: Count = Counter()
    for each in counts:
        total.update(each)
    each_100k = 100_000 / total["pairs"]
    own_low, own_high = interval([each[OURS] for each in counts], rng)
    figures = [
        Figure(
            name=f"{OURS}: {what}, {where}",
            unit=unit,
            ours=total[key] * factor,
            aim=aim,
            spread=bounds,
            rounds=len(counts),
            notes={"seeds": f"{seeds[0]} to {seeds[-1]}", "records": total["records"]},
        )
        for what, unit, key, factor, aim, bounds in (
            (
                "wrong holders",
                "in 100,000 item-days",
                OURS,
                each_100k,
                None,
                (own_low * each_100k, own_high * each_100k),
            ),
            (
                "wrong holders without an open conflict",
                "things",
                f"{OURS}: unnoticed",
                1,
                Aim("<=", 0),
                None,
            ),
            ("loans missing", "loans", f"{OURS}: missing", 1, Aim("<=", 0), None),
            ("loans spurious", "loans", f"{OURS}: spurious", 1, Aim("<=", 0), None),
        )
    ]
    for name in RULES:
        low, high = interval([each[name] for each in counts], rng)
        figures.append(
            Figure(
                name=f"wrong holders ÷ ours, {where}, {name}",
                unit="in 100,000 item-days",
                ours=total[OURS] * each_100k,
                against=name,
                theirs=total[name] * each_100k,
                ratio=low / own_high,
                aim=Aim(">=", 50) if (name, where) in AIMED else None,
                rounds=len(counts),
                notes={
                    "bounds_theirs": [round(low * each_100k, 1), round(high * each_100k, 1)],
                    "missing": total[f"{name}: missing"],
                    "spurious": total[f"{name}: spurious"],
                },
            )
        )
    return figures


main = bench_command("holders", measure, __doc__)

if __name__ == "__main__":
    main()
