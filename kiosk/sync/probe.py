"""Looks for a server that is gone, more and more seldom, and never while it answers.

That it answers here is not yet a server that works: the back-off begins anew only with `works`.
"""

from __future__ import annotations

import math

from catalogue.client import Ambiguous, Refused, Unreachable
from kiosk.gateway.line import Line
from kiosk.sync.backoff import Backoff
from kiosk.sync.clock_keeper import ClockKeeper
from kiosk.sync.worker import SyncClient


class Probe:
    """Marks the line up when the server answers."""

    def __init__(
        self, client: SyncClient, clock_keeper: ClockKeeper, line: Line, backoff: Backoff
    ) -> None:
        self._client = client
        self._clock_keeper = clock_keeper
        self._line = line
        self._backoff = backoff
        self._next_s: float | None = None

    def works(self) -> None:
        """More than a sign of life came: the next outage is a new one."""
        self._backoff.reset()

    def step(self, now_s: float) -> float:
        """Ask once if the line is down and it is time."""
        if self._line.up:
            self._next_s = None
            return math.inf
        if self._next_s is None:
            self._next_s = now_s + self._backoff.delay_s()
        if now_s < self._next_s:
            return self._next_s
        self._next_s = now_s + self._backoff.delay_s()
        try:
            self._clock_keeper.timed(self._client.health)
        except (Unreachable, Ambiguous, Refused):
            return self._next_s
        self._next_s = None
        self._line.mark(up=True)
        return math.inf
