"""A seed is a run: what failed once can be looked at as often as it takes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def trace_of(hash_seed: str) -> list[str]:
    """Traces of two seeds, told by a process of its own."""
    told = subprocess.run(
        [sys.executable, "-m", "support.simulation", "101", "104"],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}",
            "PYTHONHASHSEED": hash_seed,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.splitlines()


def test_same_seed_is_the_same_run_to_the_letter() -> None:
    """Guards: every draw from a stream of the seed, every loop in an order of its own. A draw from
    `random.random` anywhere, or a loop over a set, makes it fail."""
    first, again = trace_of("1"), trace_of("2")

    assert [line for line in first if "row" in line]
    assert first == again
