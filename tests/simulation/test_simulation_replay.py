"""A seed is a run: what failed once can be looked at as often as it takes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.simulation import Ground

ROOT = Path(__file__).parents[2]
SEEDS = (101, 104)


def told(ground: Ground) -> list[str]:
    """Traces of the seeds in this process, which knows other towns already."""
    reports = [ground.run_seed(seed) for seed in SEEDS]
    return [line for report in reports for line in (*report.trace, report.trace_hash)]


def told_elsewhere() -> list[str]:
    """The same by a process of its own, which hashes otherwise."""
    done = subprocess.run(
        [sys.executable, "-m", "support.simulation", *map(str, SEEDS)],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}",
            "PYTHONHASHSEED": "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.timeout(600)
def test_same_seed_is_the_same_run_to_the_letter(ground: Ground) -> None:
    """Guards: every draw from a stream of the seed, every loop in an order of its own. A draw from
    `random.random` anywhere, or a loop over a set, makes it fail."""
    here, elsewhere = told(ground), told_elsewhere()

    assert [line for line in here if "row" in line]
    assert here == elsewhere
