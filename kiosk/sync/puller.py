"""Reads the change feed into the snapshot, from where it was left: at first, and when the feed
starts anew, as one stream, later page by page."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator
from http import HTTPStatus

from catalogue.client import CentralError, Refused
from catalogue.wire.v1 import SnapshotPart
from kiosk.gateway.line import Line
from kiosk.store.errors import StorageDamaged
from kiosk.store.journal import Journal
from kiosk.store.snapshot import Snapshot
from kiosk.store.snapshot_progress import Progress
from kiosk.sync.clock_keeper import ClockKeeper
from kiosk.sync.worker import Pace, SyncClient

_log = logging.getLogger(__name__)


class Puller:
    """One page, or one part of a stream, a step: the queue goes on between them. `on_reset` is told
    when the feed starts anew: the keys may have changed with it."""

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
        self._stream: Iterator[SnapshotPart] | None = None
        self._streams = True
        """False: an older server, which knows pages alone."""
        self._asked = ""
        self._told = 0

    def step(self, now_s: float) -> float:
        """Fetch and apply one page or part; at once again while there is more."""
        if not self._line.up:
            self._stream = None
            return math.inf
        if self._mark is None:
            self._mark = self._journal.delivered_mark()
        try:
            more = self._pull()
        except StorageDamaged as error:
            _log.error("the snapshot is fetched anew: %s", error)
            self._stream = None
            self._snapshot.start_afresh()
            return now_s
        if more:
            return now_s
        self._journal.note_contact()
        self._journal.feed_seen(self._mark)
        self._mark = None
        return now_s + self._pace.pull_s

    def _pull(self) -> bool:
        """Is there more?"""
        if self._streams and (self._stream is not None or self._snapshot.incomplete):
            return self._pull_part()
        cursor = self._snapshot.next_cursor()
        page = self._clock_keeper.timed(lambda: self._client.changes(cursor))
        if page.reset:
            self._starts_anew(cursor)
            if self._streams and cursor:
                # As a stream it comes sooner, and is gone on with after a cut.
                self._snapshot.begin_anew()
                return True
        self._snapshot.apply(page)
        return page.more

    def _pull_part(self) -> bool:
        if self._stream is None:
            self._asked = self._snapshot.next_cursor()
            self._stream = self._client.snapshot(self._asked)
        try:
            part = next(self._stream)
        except Refused as refusal:
            self._stream = None
            if refusal.problem.status != HTTPStatus.NOT_FOUND:
                raise
            self._streams = False
            return True
        except CentralError:
            self._stream = None
            raise
        if part.reset:
            self._starts_anew(self._asked)
        self._snapshot.take(part)
        if not part.more:
            self._stream = None
        self._tell(self._snapshot.progress())
        return True

    def _tell(self, progress: Progress | None) -> None:
        """Into the log, at each tenth."""
        if progress is None:
            _log.info("the catalogue is here")
            self._told = 0
        elif progress.percent // 10 > self._told:
            self._told = progress.percent // 10
            _log.info("the catalogue comes: %d %% of %d rows", progress.percent, progress.rows)

    def _starts_anew(self, cursor: str) -> None:
        if not cursor:
            # The first feed this station reads: whether the server was restored since it took
            # records of earlier epochs cannot be told, and no digest compares them.
            self._journal.resend_earlier_epochs()
            return
        # Another epoch of the feed: what the server has of this station's records is not known, so
        # all that is still here goes again.
        count = self._journal.resend_retained()
        _log.warning("the feed starts anew: %d records are sent again", count)
        self._on_reset()
