"""Reads the change feed into the snapshot, page by page, from where it was left."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable

from kiosk.gateway.line import Line
from kiosk.store.errors import StorageDamaged
from kiosk.store.journal import Journal
from kiosk.store.snapshot import Snapshot
from kiosk.sync.clock_keeper import ClockKeeper
from kiosk.sync.worker import Pace, SyncClient

_log = logging.getLogger(__name__)


class Puller:
    """One page a step. `on_reset` is told when the feed starts anew: the keys may have changed with
    it."""

    def __init__(
        self,
        client: SyncClient,
        journal: Journal,
        snapshot: Snapshot,
        clock_keeper: ClockKeeper,
        line: Line,
        pace: Pace,
        on_reset: Callable[[], None],
    ) -> None:
        self._client = client
        self._journal = journal
        self._snapshot = snapshot
        self._clock_keeper = clock_keeper
        self._line = line
        self._pace = pace
        self._on_reset = on_reset
        self._mark: int | None = None

    def step(self, now_s: float) -> float:
        """Fetch and apply one page; at once again while there is more."""
        if not self._line.up:
            return math.inf
        if self._mark is None:
            self._mark = self._journal.delivered_mark()
        try:
            more = self._pull()
        except StorageDamaged as error:
            _log.error("the snapshot is fetched anew: %s", error)
            self._snapshot.start_afresh()
            return now_s
        if more:
            return now_s
        self._journal.note_contact()
        self._journal.feed_seen(self._mark)
        self._mark = None
        return now_s + self._pace.pull_s

    def _pull(self) -> bool:
        cursor = self._snapshot.next_cursor()
        page = self._clock_keeper.timed(lambda: self._client.changes(cursor))
        if not cursor:
            # The first feed this station reads: whether the server was restored since it took
            # records of earlier epochs cannot be told, and no digest compares them.
            self._journal.resend_earlier_epochs()
        elif page.reset:
            # Another epoch of the feed: what the server has of this station's records is not
            # known, so all that is still here goes again.
            count = self._journal.resend_retained()
            _log.warning("the feed starts anew: %d records are sent again", count)
            self._on_reset()
        self._snapshot.apply(page)
        return page.more
