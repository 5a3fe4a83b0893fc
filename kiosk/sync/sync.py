"""The sync worker: probe, introduction, queue and feed, one after the other on one thread, and a
comparison with the server once they rest.

`kiosk.station` gives it a thread that calls `step` and `wait`; a simulation calls `step` alone.
"""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable
from dataclasses import dataclass

from catalogue.client import Ambiguous, CentralError, Unauthorised, Unreachable
from kiosk.gateway.line import Line
from kiosk.gateway.standing import Standing
from kiosk.session.events import NetworkChanged
from kiosk.store.errors import StorageError
from kiosk.store.journal import Journal
from kiosk.store.keyring import Keyring
from kiosk.store.snapshot import Snapshot
from kiosk.sync.backoff import Backoff
from kiosk.sync.cataloguing import Cataloguing
from kiosk.sync.clock_keeper import ClockKeeper
from kiosk.sync.comparison import Comparison, Disagreement
from kiosk.sync.introduction import Introduction
from kiosk.sync.probe import Probe
from kiosk.sync.puller import Puller
from kiosk.sync.pusher import Pusher
from kiosk.sync.tag_secrets import SecretsFetcher, TagSecrets
from kiosk.sync.worker import Pace, SyncClient, Worker

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Slot:
    worker: Worker
    backoff: Backoff
    due_s: float = -math.inf
    fault: str | None = None


class Sync:
    """`step` and `wait` from one thread, `nudge` and `wake` from any. `on_fault` gets the code of
    what went wrong with server or disk, None when everything worked again."""

    def __init__(
        self,
        client: SyncClient,
        journal: Journal,
        snapshot: Snapshot,
        keyring: Keyring,
        clock_keeper: ClockKeeper,
        line: Line,
        standing: Standing,
        *,
        random: Callable[[], float],
        on_fault: Callable[[str | None], None],
        pace: Pace = Pace(),  # noqa: B008 - frozen
        secrets: TagSecrets | None = None,
        report: Worker | None = None,
    ) -> None:
        def backoff() -> Backoff:
            return Backoff(pace.retry_first_s, pace.retry_longest_s, random)

        introduction = Introduction(client, journal, keyring, clock_keeper, line, standing)
        fetching = None if secrets is None else SecretsFetcher(client, secrets, line)

        def introduce() -> None:
            introduction.again()
            if fetching is not None:
                fetching.again()
            self._all_due.set()

        def new_epoch(epoch: int) -> None:
            keyring.start_epoch(epoch)
            introduce()

        pusher = Pusher(client, journal, clock_keeper, line, pace, new_epoch)
        puller = Puller(client, journal, snapshot, clock_keeper, line, pace, introduce)
        self._probe = Probe(client, clock_keeper, line, backoff())
        self._pusher = _Slot(pusher, backoff())
        self._puller = _Slot(puller, backoff())
        self._cataloguing = _Slot(Cataloguing(snapshot), backoff())
        self._introduction = _Slot(introduction, backoff())
        self._standing = standing
        self._snapshot = snapshot
        self._comparison = _Slot(Comparison(client, journal, snapshot, line, pace), backoff())
        self._workers = [
            _Slot(self._probe, backoff()),
            self._introduction,
            self._pusher,
            self._puller,
            self._cataloguing,
            *(_Slot(worker, backoff()) for worker in (report, fetching) if worker is not None),
        ]
        self._fetching = fetching
        self._slots = [*self._workers, self._comparison]
        self._line, self._pace, self._on_fault = line, pace, on_fault
        self._fault: str | None = None
        self._pusher_due = threading.Event()
        self._all_due = threading.Event()
        self._awake = threading.Event()
        line.subscribe(clock_keeper.line_changed)
        line.subscribe(self._line_changed)

    def nudge(self) -> None:
        """There is something new to deliver: do not wait for the next turn."""
        self._pusher_due.set()
        self.wake()

    def step(self, now_s: float) -> float:
        """Run every worker that is due once; returns when the next one is. Never raises."""
        if self._pusher_due.is_set():
            self._pusher_due.clear()
            self._pusher.due_s = -math.inf
        if self._all_due.is_set():
            self._all_due.clear()
            for slot in self._slots:
                slot.due_s = -math.inf
        for slot in self._workers:
            if slot.due_s <= now_s:
                self._run(slot, now_s)
        # Last, and only once the others rest: in the midst of a sync the two sides differ.
        if self._comparison.due_s <= now_s < min(slot.due_s for slot in self._workers):
            self._run(self._comparison, now_s)
        self._tell(next((slot.fault for slot in self._slots if slot.fault is not None), None))
        if self._all_due.is_set() or self._pusher_due.is_set():
            return now_s
        return min(slot.due_s for slot in self._slots)

    def wait(self, timeout_s: float) -> None:
        """Until a nudge, or the time is over."""
        self._awake.wait(max(0.0, min(timeout_s, threading.TIMEOUT_MAX)))
        self._awake.clear()

    def wake(self) -> None:
        """End a `wait` now."""
        self._awake.set()

    def _run(self, slot: _Slot, now_s: float) -> None:
        """An outage is no fault: the line tells it."""
        try:
            slot.due_s = slot.worker.step(now_s)
        except (Unreachable, Ambiguous):
            slot.due_s = math.inf
            self._line.mark(up=False)
        except Disagreement as error:
            if slot.fault is None:
                _log.error("sync: station and server disagree: %s", error)
            slot.fault = error.code
            slot.due_s = now_s + self._pace.pull_s
        except (CentralError, StorageError) as error:
            _log.error("sync: %s", error)
            slot.fault = error.code
            slot.due_s = now_s + slot.backoff.delay_s()
            if isinstance(error, Unauthorised):
                self._standing.lost()
                self._forget()
                self._introduction.due_s = slot.due_s
                if self._fetching is not None:
                    self._fetching.again()
        except Exception as error:  # noqa: BLE001 - a worker outlives every fault
            _log.exception("sync: %s failed", type(slot.worker).__name__)
            slot.fault = f"internal_{type(error).__name__}"
            slot.due_s = now_s + slot.backoff.delay_s()
        else:
            slot.fault = None
            slot.backoff.reset()
            if slot is self._introduction and self._fetching is not None:
                self._workers[-1].due_s = now_s
            if slot is self._puller:
                self._cataloguing.due_s = now_s
                if self._line.up:
                    self._probe.works()

    def _forget(self) -> None:
        """A station the server does not know keeps its queue, which it cannot read, and nothing
        else of the town."""
        try:
            self._snapshot.forget()
        except StorageError as error:
            _log.error("the catalogue is still on disk: %s", error)

    def _tell(self, fault: str | None) -> None:
        if fault != self._fault:
            self._fault = fault
            self._on_fault(fault)

    def _line_changed(self, change: NetworkChanged) -> None:
        self._all_due.set()
        self.wake()
