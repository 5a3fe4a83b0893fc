"""The station: composition root, threads, and the main thread's loop of events and effects.

`dispatch` and everything it calls belong to the main thread, which touches neither file nor
network. Workers post their events there through `post`, the only crossing. No Qt: the kiosk's
program hands in its dispatcher, a test its queue.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from catalogue.client import CentralError
from kiosk.acts.jobs import JobQueue
from kiosk.acts.storage import DEVICE as STORAGE
from kiosk.config.credentials import Credentials
from kiosk.config.errors import ConfigError
from kiosk.config.model import KioskConfig
from kiosk.devices.card_reader import CardReader
from kiosk.devices.health import DeviceHealth, Health
from kiosk.devices.radio import RadioLog
from kiosk.devices.scanner import make_scanner
from kiosk.outside import Outside
from kiosk.parts import ENROLMENT, READER, SERVER, Parts, assemble
from kiosk.session.events import (
    Event,
    NetworkChanged,
    OfflineLimit,
    ReaderChanged,
    RestNeeded,
    TagGone,
    TagSeen,
    Tick,
)
from kiosk.session.machine import initial, transition
from kiosk.session.scan_events import Scanned
from kiosk.session.states import SessionState
from kiosk.store.errors import StorageError
from kiosk.surroundings import Surroundings
from rfid.events import ReaderDown, ReaderEvent, ReaderUp, SecurityDone, TagArrived, TagLeft
from rfid.health import RadioHealth
from rfid.types import ReaderInfo

_log = logging.getLogger(__name__)

STARTING = "starting"
SETUP = "setup"
_NEEDED = {STORAGE: STORAGE, ENROLMENT: SETUP}
"""Devices without which nobody is served, and what the screen calls it."""
TICK_S = 1.0
RETRY_S = 3.0
STORAGE_WATCH_S = 5.0
PRINTER_WATCH_S = 30.0
STOP_S = 2.0


def build_station(
    config: KioskConfig,
    *,
    post: Callable[[Callable[[], None]], None],
    on_state: Callable[[SessionState], None],
    outside: Outside | None = None,
    fonts: Path | None = None,
) -> Station:
    """A station, not started. `post` runs a callable on the thread this is called on; `on_state` is
    called there with every new state. `outside`: this machine unless given; `fonts`: a folder with
    letters for paper, none: what a printer has no letters for is not readable."""
    return Station(config, post, on_state, outside or Outside(), fonts)


class Station:
    """`start`, `stop`, `dispatch` and the properties belong to the main thread."""

    def __init__(
        self,
        config: KioskConfig,
        post: Callable[[Callable[[], None]], None],
        on_state: Callable[[SessionState], None],
        outside: Outside,
        fonts: Path | None = None,
    ) -> None:
        self._config = config
        self._fonts = fonts
        self.spoken: Callable[[], bool] = lambda: False
        """Whether something is being read aloud: set before the start, by who reads."""
        self._policy = config.session_policy()
        self._post_call = post
        self._on_state = on_state
        self._outside = outside
        self._clock = outside.clock
        self._owner = threading.get_ident()
        self._crew = outside.crew
        self._health = Health(outside.clock.wall_ms, self._health_changed)
        self._circ = JobQueue("circ", self._worker_fault)
        self._lookup = JobQueue("lookup", self._worker_fault)
        self._periph = JobQueue("periph", self._worker_fault)
        self._sound = JobQueue("sound", self._worker_fault)
        self._radio = RadioLog(config.radio_health_path, self._health, outside.clock.wall_ms)
        self._parts: Parts | None = None
        self._reader_info: ReaderInfo | None = None
        self._state = self._next(initial(self._policy), RestNeeded(STARTING))
        self._events: deque[Event] = deque()
        self._dispatching = False
        self._ticking = False
        self._offline_limit = self._policy.offline_items

    @property
    def state(self) -> SessionState:
        """What the screen shows."""
        return self._state

    @property
    def health(self) -> Health:
        """How the devices are doing."""
        return self._health

    @property
    def credentials(self) -> Credentials | None:
        """Names of town and branch, time zone; None until the station knows who it is."""
        return self._parts.stores.keyring.now if self._parts else None

    @property
    def reader_info(self) -> ReaderInfo | None:
        """The reader that answered last; None before the first."""
        return self._reader_info

    # Life

    def start(self) -> None:
        """Start the threads; the station introduces itself and opens when it can."""
        self._on_state(self._state)
        for queue in (self._circ, self._lookup, self._periph, self._sound):
            self._crew.hire(queue.name, queue)
        self._circ.submit(self._set_up)

    def stop(self) -> None:
        """Stop all threads, within 2 s, and close the stores. Nothing is dispatched any more."""
        ended = self._crew.stop(STOP_S)
        parts, self._parts = self._parts, None
        if parts is not None and ended:
            parts.stores.close()
        elif parts is not None:
            _log.warning("a worker did not end in time; its files are left to the system")

    def _set_up(self) -> None:
        """On `circ`: become a station, or say why not and try again."""
        around = Surroundings(
            config=self._config,
            outside=self._outside,
            circ=self._circ,
            lookup=self._lookup,
            periph=self._periph,
            sound=self._sound,
            health=self._health,
            post=self.post,
            on_reader=self._reader_said,
            fonts=self._fonts,
            spoken=self.spoken,
        )
        try:
            parts = assemble(around)
        except (CentralError, ConfigError) as error:
            self._not_yet(SERVER, SETUP, error)
        except StorageError as error:
            self._not_yet(STORAGE, STORAGE, error)
        else:
            self._health.ok(SERVER)
            self._health.ok(STORAGE)
            if self._crew.stopping.is_set():
                parts.stores.close()
            self._call(lambda: self._open(parts))

    def _not_yet(self, device: str, reason: str, error: Exception) -> None:
        _log.warning("the station cannot start yet: %s", error)
        self._health.problem(device, str(error))
        self.post(RestNeeded(reason))
        self._circ.submit_at(self._crew.clock_s() + RETRY_S, self._set_up)

    def _open(self, parts: Parts) -> None:
        """On the main thread: the station knows who it is. Open questions are taken up before the
        queue runs; bits on their way are resolved as their tags are seen."""
        if self._crew.stopping.is_set():
            parts.stores.close()
            return
        self._parts = parts
        self._circ.submit(lambda: self._recover(parts))
        self._periph.submit(lambda: self._watch_printer(parts))
        self._crew.hire("reader-pad", parts.reader, parts.reader.close)
        if self._config.scanner:
            scanner = make_scanner(self._config.scanner, self._scanned, self._health)
            self._crew.hire("scanner", scanner, scanner.close)
        self._hire_card_reader()
        grace_s = self._crew.clock_s() + self._config.repair_grace_s
        self._lookup.submit_at(grace_s, lambda: parts.acts.repairs.expire(parts.unsettled))
        self._lookup.submit(lambda: self._watch_board(parts))
        if not parts.stores.line.up:
            self.dispatch(NetworkChanged(online=False, since_ms=self._clock.wall_ms()))
        self.dispatch(RestNeeded(None))

    def _watch_printer(self, parts: Parts) -> None:
        """On `periph`, again and again: is there paper? Asked before the next patron wants some."""
        if parts.acts.printing.look():
            due_s = self._crew.clock_s() + PRINTER_WATCH_S
            self._periph.submit_at(due_s, lambda: self._watch_printer(parts))

    def _hire_card_reader(self) -> None:
        address = self._config.card_reader
        if address:
            worker = CardReader(
                lambda: self._outside.open_card_reader(address), self.post, self._health
            )
            self._crew.hire("reader-cards", worker, worker.close)

    def _recover(self, parts: Parts) -> None:
        """On `circ`, once: questions first, then the queue."""
        self._watch_storage(parts)
        self._lookup.submit(parts.acts.repairs.work_off_all)
        self._call(lambda: self._start_sync(parts))

    def _start_sync(self, parts: Parts) -> None:
        if not self._crew.stopping.is_set():
            self._crew.hire("sync", parts.sync)

    def _watch_storage(self, parts: Parts) -> None:
        """On `circ`, again and again: is the journal fit for use? Questions that could not be
        settled are then: none is under way on this thread."""
        known = self._health.of(STORAGE)
        was_unwell = known is not None and known.problem is not None
        try:
            parts.stores.journal.probe(thoroughly=was_unwell)
        except StorageError as error:
            self._health.problem(STORAGE, f"{error.code}: {error}")
        else:
            self._health.ok(STORAGE)
            parts.acts.circulation.recover()
            self._watch_outage(parts)
        self._circ.submit_at(
            self._crew.clock_s() + STORAGE_WATCH_S, lambda: self._watch_storage(parts)
        )

    def _watch_board(self, parts: Parts) -> None:
        """On `lookup`, again and again: hours, messages and new arrivals."""
        due_s = self._crew.clock_s() + parts.board.look()
        self._lookup.submit_at(due_s, lambda: self._watch_board(parts))

    def _watch_outage(self, parts: Parts) -> None:
        """May cards still borrow here now that the server is away?"""
        limit = self._policy.offline_items
        try:
            if not parts.stores.line.up:
                limit = parts.offline.limit()
        except StorageError as error:
            _log.error("storage: %s", error)
            return
        if limit != self._offline_limit:
            self._offline_limit = limit
            self.post(OfflineLimit(limit))

    # Events

    def post(self, event: Event) -> None:
        """Any thread: let the session have this event."""
        self._call(lambda: self.dispatch(event))

    def _call(self, work: Callable[[], None]) -> None:
        if not self._crew.stopping.is_set():
            self._post_call(work)

    def dispatch(self, event: Event) -> None:
        """Main thread: what the event makes of the session, and what follows from it. An event
        dispatched from within waits for the one under way."""
        if threading.get_ident() != self._owner:
            raise RuntimeError("events are dispatched on the main thread: use post")
        self._events.append(event)
        if self._dispatching:
            return
        self._dispatching = True
        try:
            while self._events and not self._crew.stopping.is_set():
                self._take(self._events.popleft())
        finally:
            self._dispatching = False

    def _take(self, event: Event) -> None:
        before = self._state
        self._state, effects = transition(before, event, self._policy, self._now_ms())
        parts = self._parts
        if parts is not None:
            for effect in effects:
                parts.acts.carry_out(effect)
            if isinstance(event, TagSeen):
                parts.acts.after_tag(self._state, event.tag.uid)
        if self._state != before:
            self._on_state(self._state)
        self._keep_time()

    def _next(self, state: SessionState, event: Event) -> SessionState:
        return transition(state, event, self._policy, self._now_ms())[0]

    def _now_ms(self) -> int:
        return self._clock.mono_ms()

    def _keep_time(self) -> None:
        """A tick a second while a deadline runs, somebody was called or the pad is silent."""
        state = self._state
        running = state.closes_at_ms is not None or state.call is not None
        needed = running or not state.reader_up
        if needed and not self._ticking:
            self._ticking = True
            self._lookup.submit_at(self._crew.clock_s() + TICK_S, lambda: self._call(self._tick))

    def _tick(self) -> None:
        self._ticking = False
        self.dispatch(Tick())

    # Workers

    def _reader_said(self, event: ReaderEvent) -> None:
        """On the reader's thread; `lookup` keeps the order of what it says."""
        self._lookup.submit(lambda: self._hear(event))

    def _scanned(self, number: str) -> None:
        """On the scanner's thread."""
        self.post(Scanned(number))

    def _hear(self, event: ReaderEvent) -> None:
        parts = self._parts
        if parts is None:
            return
        match event:
            case TagArrived():
                self.post(TagSeen(parts.pad.arrived(event.reading)))
            case TagLeft():
                parts.pad.left(str(event.uid))
                self.post(TagGone(str(event.uid)))
            case SecurityDone():
                parts.pad.switched(event)
            case ReaderUp():
                self._health.ok(READER)
                self._call(lambda: self._reader_is(event.info))
            case ReaderDown():
                self._health.problem(READER, event.reason)
                self.post(ReaderChanged(up=False))
            case RadioHealth():
                self._periph.submit(lambda: self._radio.note(event))

    def _reader_is(self, info: ReaderInfo) -> None:
        self._reader_info = info
        self.dispatch(ReaderChanged(up=True))

    def _worker_fault(self, text: str) -> None:
        self._health.problem("program", text)

    def _health_changed(self, device: DeviceHealth) -> None:
        """Any thread. A station that cannot record, or that the server does not know any more,
        serves nobody until that has changed."""
        if device.problem is not None:
            _log.warning("%s: %s", device.device, device.problem)
        if device.device in _NEEDED and self._parts is not None:
            self.post(RestNeeded(self._unfit()))

    def _unfit(self) -> str | None:
        for device, reason in _NEEDED.items():
            known = self._health.of(device)
            if known is not None and known.problem is not None:
                return reason
        return None
