"""Whole towns, each from one seed: `--seeds N` runs so many, `--seed N --seeds 1` one again.

Guards that were taken out one at a time, and the seeds that then failed, are listed in
docs/simulation.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from support.simulation import Ground

CHUNK = 10


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ten seeds a test, so that several processes share them."""
    if "seeds" in metafunc.fixturenames:
        first = metafunc.config.getoption("--seed")
        every = range(first, first + metafunc.config.getoption("--seeds"))
        chunks = [every[at : at + CHUNK] for at in range(0, len(every), CHUNK)]
        names = [f"{chunk[0]}-{chunk[-1]}" for chunk in chunks]
        metafunc.parametrize("seeds", chunks, ids=names)


@pytest.mark.timeout(600)
def test_record_is_what_happened_whatever_went_wrong(
    ground: Ground, seeds: range, record_property: Callable[[str, object], None]
) -> None:
    start_s = time.process_time()
    for done, seed in enumerate(seeds, start=1):
        report = ground.run_seed(seed)
        record_property("seeds", done)
        record_property("cpu_s", time.process_time() - start_s)
        assert not report.faults, f"{report.story()}\n" + "\n".join(report.faults)
