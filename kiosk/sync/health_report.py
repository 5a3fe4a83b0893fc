"""Tells the server, about once a minute, how this station is: queue, clock, catalogue, devices.

Nothing of patrons is in it. A server that does not know the question is not asked again before the
next start; an outage is the line's affair.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from catalogue.client import Refused
from catalogue.wire.operating import MAX_PROBLEMS, DeviceProblem, StationHealth
from kiosk.devices.health import DeviceHealth
from kiosk.gateway.line import Line
from kiosk.store.clock import Clock, stamp
from kiosk.store.journal import Journal
from kiosk.store.snapshot import Snapshot

_log = logging.getLogger(__name__)

CATALOGUE: Final = "catalogue"
TAGS: Final = "tags"
MAX_DEVICE: Final = 32
MAX_PROBLEM: Final = 200


class HealthClient(Protocol):
    """What the report uses of CentralClient. Its calls raise CentralError."""

    def tell_health(self, health: StationHealth) -> None: ...


class HealthReport:
    """A worker of sync. `devices`: how they are now; `reader`: which of them reads tags."""

    def __init__(
        self,
        client: HealthClient,
        journal: Journal,
        snapshot: Snapshot,
        line: Line,
        clock: Clock,
        devices: Callable[[], Sequence[DeviceHealth]],
        *,
        reader: str,
        version: str,
        every_s: float,
    ) -> None:
        self._client = client
        self._journal = journal
        self._snapshot = snapshot
        self._line = line
        self._clock = clock
        self._devices = devices
        self._reader = reader
        self._version = version
        self._every_s = every_s
        self._known = True

    def step(self, now_s: float) -> float:
        """Tell once. Raises CentralError and StorageError."""
        if not self._line.up or not self._known or self._every_s == math.inf:
            return math.inf
        try:
            self._client.tell_health(self._health())
        except Refused as refusal:
            _log.info("the server takes no report of health: %s", refusal)
            self._known = False
            return math.inf
        return now_s + self._every_s

    def _health(self) -> StationHealth:
        counts = self._journal.counts()
        now = stamp(self._clock, self._journal.newest_sample())
        meta = self._snapshot.meta()
        devices = [*self._catalogue(), *self._unread(), *self._devices()]
        return StationHealth(
            version=self._version,
            pending=counts.pending,
            quarantined=counts.quarantined,
            held=self._journal.held(),
            repairs=len(self._journal.repairs()),
            offset_ms=now.offset_ms,
            error_ms=now.error_ms,
            snapshot_ms=None if meta is None else meta.taken_ms,
            reader=_state(devices, self._reader),
            problems=tuple(
                DeviceProblem(
                    device=each.device[:MAX_DEVICE],
                    problem=each.problem[:MAX_PROBLEM],
                    since_ms=each.since_ms,
                )
                for each in devices
                if each.problem is not None
            )[:MAX_PROBLEMS],
        )

    def _catalogue(self) -> list[DeviceHealth]:
        """Until it is whole it is a problem, which tells how far it has come."""
        progress = self._snapshot.progress()
        if progress is None:
            return []
        text = f"being fetched: {progress.percent} % of {progress.rows} rows"
        return [DeviceHealth(CATALOGUE, text, self._clock.wall_ms())]

    def _unread(self) -> list[DeviceHealth]:
        """Things lent here by their barcode: nobody has seen their tags since."""
        items = sorted(item for _, item in self._journal.barcode_loans())
        if not items:
            return []
        text = f"{len(items)} lent by barcode, their tags were not read: {', '.join(items)}"
        return [DeviceHealth(TAGS, text, self._clock.wall_ms())]


def _state(devices: Sequence[DeviceHealth], name: str) -> str:
    for each in devices:
        if each.device == name:
            return "ok" if each.problem is None else "problem"
    return "unknown"
