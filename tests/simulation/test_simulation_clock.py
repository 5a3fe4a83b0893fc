"""The clocks of a simulated kiosk are those of a machine."""

from __future__ import annotations

import random

from support.simulation_machine import MachineClock
from support.simulation_scheduler import Scheduler


def test_no_boot_began_before_the_machine_was_dark() -> None:
    """Guard: `MachineClock.stop`. Boots of one machine that overlap are nothing the fold has to
    date: it took the end of one for the latest moment of the other."""
    for seed in range(50):
        scheduler = Scheduler(random.Random(seed), 0)
        clock = MachineClock(scheduler, random.Random(seed), 0)
        scheduler.now_ms += 60_000
        clock.stop()
        scheduler.now_ms += 1_000
        clock.boot()
        assert 0 < clock.mono_ms() <= 1_001
