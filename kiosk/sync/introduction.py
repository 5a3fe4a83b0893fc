"""Fetches what the server knows of this station: at the start, and when the keys may be others."""

from __future__ import annotations

import math
import threading

from kiosk.gateway.line import Line
from kiosk.gateway.standing import Standing
from kiosk.store.journal import Journal
from kiosk.store.keyring import Keyring
from kiosk.sync.clock_keeper import ClockKeeper
from kiosk.sync.worker import SyncClient


class Introduction:
    """Due at the start, after `again`, and while the server does not know the station. A new epoch
    begins in the journal, too."""

    def __init__(
        self,
        client: SyncClient,
        journal: Journal,
        keyring: Keyring,
        clock_keeper: ClockKeeper,
        line: Line,
        standing: Standing,
    ) -> None:
        self._client = client
        self._journal = journal
        self._keyring = keyring
        self._clock_keeper = clock_keeper
        self._line = line
        self._standing = standing
        self._due = threading.Event()
        self._due.set()

    def again(self) -> None:
        """The keys, or the epoch, may have changed."""
        self._due.set()

    def step(self, now_s: float) -> float:
        """Fetch once if it is due."""
        if not self._line.up or (self._standing.good and not self._due.is_set()):
            return math.inf
        info = self._clock_keeper.timed(self._client.station)
        self._due.clear()
        known = self._keyring.learn(info)
        self._journal.identity(known.station, known.epoch, known.branch)
        self._standing.regained()
        return math.inf
