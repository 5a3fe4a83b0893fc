"""Delivers the outbox: the newest clock measurement, then oldest first, until nothing is due.

A record the server refuses goes into quarantine and the others go on. Questions are not its
business: rows that are `asking` are passed over, see `kiosk.gateway.central`.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Final

from catalogue.client import Refused
from catalogue.wire.v1 import OperationsReply, OperationsRequest
from kiosk.gateway.central import operations_request
from kiosk.gateway.line import Line
from kiosk.store.journal import Journal
from kiosk.store.rows import Queued
from kiosk.sync.clock_keeper import ClockKeeper
from kiosk.sync.worker import Pace, SyncClient

_log = logging.getLogger(__name__)

UNREADABLE: Final = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)
"""The server cannot read the request as a whole: some record in it is to blame."""


class Pusher:
    """One batch a step. `on_new_epoch` is told after its `epoch_start` is in the journal."""

    def __init__(
        self,
        client: SyncClient,
        journal: Journal,
        clock_keeper: ClockKeeper,
        line: Line,
        pace: Pace,
        on_new_epoch: Callable[[int], None],
    ) -> None:
        self._client = client
        self._journal = journal
        self._clock_keeper = clock_keeper
        self._line = line
        self._pace = pace
        self._on_new_epoch = on_new_epoch
        self._limit = pace.batch
        self._resent_from: tuple[int, int] | None = None

    def step(self, now_s: float) -> float:
        """Deliver one batch; at once again while there is more."""
        if not self._line.up:
            return math.inf
        if self._journal.held():
            return now_s + self._pace.held_s
        batch = self._journal.due(self._limit)
        if not batch:
            self._journal.prune()
            return now_s + self._pace.idle_s
        # Asked now: what a question delivers while this is on its way is not in its answer.
        delivered_below = self._journal.first_undelivered()
        request = operations_request(self._journal, list(batch))
        try:
            reply = self._clock_keeper.timed(lambda: self._client.operations(request))
        except Refused as refusal:
            self._narrow(batch, refusal)
            return now_s
        self._limit = min(self._pace.batch, self._limit * 2)
        self._settle(request, reply, delivered_below)
        return now_s

    def _narrow(self, batch: Sequence[Queued], refusal: Refused) -> None:
        """Halve the batch until the record to blame is alone. Raises the refusal when no record
        is."""
        if refusal.problem.status not in UNREADABLE:
            raise refusal
        if len(batch) > 1:
            self._limit = max(1, len(batch) // 2)
            return
        _log.error("record %s in quarantine: %s", batch[0].id, refusal)
        self._journal.quarantine(batch[0].id, refusal.problem.code)
        self._limit = self._pace.batch

    def _settle(
        self, request: OperationsRequest, reply: OperationsReply, delivered_below: int
    ) -> None:
        self._journal.acknowledge(reply.results, reply.ack, reply.prune_below, request.epoch)
        for result in reply.results:
            if result.code is not None:
                _log.error("record %s in quarantine: %s", result.id, result.code)
        if reply.new_epoch is not None and reply.new_epoch > request.epoch:
            self._journal.record_epoch_start(reply.new_epoch)
            self._on_new_epoch(reply.new_epoch)
        else:
            self._check_ack(request, reply, delivered_below)

    def _check_ack(
        self, request: OperationsRequest, reply: OperationsReply, delivered_below: int
    ) -> None:
        """A server that has less than it had acknowledged was restored from a backup: send what is
        still here, once for each place it fell back to."""
        place = (request.epoch, reply.ack.seq)
        fell_back = reply.ack.seq < delivered_below - 1
        if fell_back and place != self._resent_from:
            self._resent_from = place
            count = self._journal.resend_retained()
            _log.error("the server is back at number %d: %d records again", reply.ack.seq, count)
