"""The station's clocks, and what a record says of the time it was made.

`mono_ms` counts through suspend and starts anew at boot; `wall_ms` is the battery clock as found;
a `ClockSample` ties both to the server's clock. Nothing here decides when a thing happened: that is
the fold's work, from all samples ever recorded.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from catalogue.domain.operations import Basis

DRIFT_PPM: Final = 200
"""Bound assumed for the monotonic clock's rate."""
RTC_SLACK_MS: Final = 2_000
"""What carrying an offset over a boot costs in certainty."""
RTC_BACKWARDS_MS: Final = 5_000
"""A battery clock that fell back by more than this since the sample is not believed."""


class Clock(Protocol):
    """Times in ms. `boot_id` is random per boot of the machine, not per process."""

    @property
    def boot_id(self) -> str: ...

    def mono_ms(self) -> int: ...

    def wall_ms(self) -> int: ...


class SystemClock:
    """The kernel's clocks (Linux): boot id, CLOCK_BOOTTIME, CLOCK_REALTIME."""

    def __init__(self) -> None:
        self._boot_id = Path("/proc/sys/kernel/random/boot_id").read_text().strip()

    @property
    def boot_id(self) -> str:
        """The kernel's id of this boot: a restarted process keeps its anchors."""
        return self._boot_id

    def mono_ms(self) -> int:
        """Milliseconds since boot, suspend included."""
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000

    def wall_ms(self) -> int:
        """Milliseconds since 1970 UTC, right or wrong."""
        return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class ClockSample:
    """One measurement: at `mono_ms` of that boot the server's clock was `wall_ms + offset_ms`, give
    or take `error_ms`."""

    boot_id: str
    mono_ms: int
    wall_ms: int
    offset_ms: int
    error_ms: int

    def error_at(self, mono_ms: int) -> int:
        """The bound as it has grown by another moment of the same boot."""
        return self.error_ms + drift_ms(mono_ms - self.mono_ms)


@dataclass(frozen=True, slots=True)
class Stamp:
    """The time fields of a record, as `catalogue.domain.operations.Operation` names them."""

    boot_id: str
    mono_ms: int
    wall_ms: int
    basis: Basis
    offset_ms: int | None = None
    error_ms: int | None = None


def drift_ms(interval_ms: int) -> int:
    """What the monotonic clock may have gone wrong by in that time, rounded up."""
    return -(-abs(interval_ms) * DRIFT_PPM // 1_000_000)


def stamp(clock: Clock, newest: ClockSample | None) -> Stamp:
    """Now, with the offset known now. Within the sample's boot the offset follows the monotonic
    clock, so that a wall clock set in between does no harm; after a boot it is carried over as long
    as the battery clock did not fall back."""
    boot_id, mono, wall = clock.boot_id, clock.mono_ms(), clock.wall_ms()
    if newest is None:
        return Stamp(boot_id, mono, wall, Basis.NONE)
    if newest.boot_id == boot_id:
        server = newest.wall_ms + newest.offset_ms + mono - newest.mono_ms
        return Stamp(boot_id, mono, wall, Basis.BOOT, server - wall, newest.error_at(mono))
    if wall < newest.wall_ms - RTC_BACKWARDS_MS:
        return Stamp(boot_id, mono, wall, Basis.NONE)
    error = newest.error_ms + RTC_SLACK_MS + drift_ms(wall - newest.wall_ms)
    return Stamp(boot_id, mono, wall, Basis.RTC, newest.offset_ms, error)
