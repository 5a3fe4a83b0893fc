"""Looks for a server that is gone, more and more seldom, and never while it answers."""

from __future__ import annotations

import math

from catalogue.errors import Ambiguous, Refused, Unreachable
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

    def step(self, now_s: float) -> float:
        """Ask once if the line is down."""
        if self._line.up:
            return math.inf
        try:
            self._clock_keeper.timed(self._client.health)
        except (Unreachable, Ambiguous, Refused):
            return now_s + self._backoff.delay_s()
        self._backoff.reset()
        self._line.mark(up=True)
        return math.inf
