"""Makes the index of the snapshot, a slice a step, after each page or part of the feed."""

from __future__ import annotations

import logging
import math

from kiosk.store.snapshot import Snapshot

_log = logging.getLogger(__name__)


class Cataloguing:
    """Rows that change later enter the index with their page; what is left to do here is an index
    that is new, because the catalogue or the program is."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._at_it = False

    def step(self, now_s: float) -> float:
        """At once again while there is more; otherwise nothing brings more but the feed."""
        if self._snapshot.index_more():
            self._at_it = True
            return now_s
        if self._at_it:
            self._at_it = False
            _log.info("everything can be found")
        return math.inf
