"""Who holds what after outages: the fold against the physical truth, and against others' rules."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from bench.histories import MINUTE, Conditions, make_history
from bench.holders import OURS, count, interval, poisson_bound

SEEDS = range(40)
WRONG_CLOCKS = Conditions(skew_ms=90 * MINUTE)


def test_the_fold_knows_who_holds_each_thing_where_simpler_rules_do_not() -> None:
    total: Counter[str] = Counter()
    for seed in SEEDS:
        total.update(count(seed, WRONG_CLOCKS))
    assert total[OURS] == 0, "wrong holders"
    assert total[f"{OURS}: missing"] == total[f"{OURS}: spurious"] == 0
    assert total["replay as new"] >= 50
    assert total["last writer, own clock"] >= 50
    assert total["replay as new: missing"] > 0
    assert total["replay as new: spurious"] > 0


def test_a_seed_is_one_history() -> None:
    first, second = (make_history(7, WRONG_CLOCKS) for _ in range(2))
    assert first.truth == second.truth
    assert [fact.op.hash for fact in first.arrivals] == [fact.op.hash for fact in second.arrivals]


@pytest.mark.parametrize(
    ("events", "low", "high"), [(0, 0.0, 3.689), (1, 0.0253, 5.572), (22, 13.79, 33.31)]
)
def test_bounds_of_a_count_are_those_of_the_tables(events: int, low: float, high: float) -> None:
    assert poisson_bound(events, upper=False) == pytest.approx(low, rel=1e-3)
    assert poisson_bound(events, upper=True) == pytest.approx(high, rel=1e-3)


def test_nothing_counted_is_not_nothing_proven() -> None:
    assert interval([0] * 3000, random.Random(1))[1] == pytest.approx(3.689, rel=1e-3)
