"""ReaderWorker: one owner for one reader. It polls, reads new tags, obeys commands, reconnects.

It starts no thread: whoever composes the program calls `step` again and again, on a thread of its
own (`run_worker`) or from a simulation's scheduler. Nothing that goes wrong with a reader or a tag
leaves `step`; it becomes an event and a line in the log.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rfid.errors import ReaderFault, ReaderRefused, RfidError, TagError
from rfid.events import (
    ReaderDown,
    ReaderEvent,
    ReaderUp,
    SecurityOutcome,
    SetSecurity,
    TagArrived,
    TagLeft,
)
from rfid.health import RadioTally
from rfid.inventory import Arrived, Hysteresis, InventoryTracker
from rfid.passwords import TagPassword
from rfid.reader import Reader
from rfid.security import Marks, SitePolicy
from rfid.switching import Means, Switching, read_marks
from rfid.tagdata.detect import enough, read_tag, without_memory
from rfid.tagdata.model import TagReading, Verdict
from rfid.types import Dsfid, ReaderInfo, Uid

FIRST_READ = 32
"""Bytes: the basic block of ISO 28560-3 but for two that are nearly always 00."""
NEXT_READ = 64
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WorkerTiming:
    """All in seconds but the tries.

    `poll_s`: from one inventory, or other work with the reader, to the next inventory;
    `poll_latest_s`: from one to the next however much other work there is. `back_off_s`,
    `back_off_max_s`: between tries to open a lost reader. `command_deadline_s`: how long a command
    waits for a lost reader. `switch_tries`, `switch_pause_s`: writes of one AFI, and the pause
    after the first, doubled each time. `read_tries`, `reread_s`: memory reads in a row, and the
    pause before an unreadable tag is tried again. `health_s`: from one word on the radio's health
    to the next.
    """

    poll_s: float = 0.15
    poll_latest_s: float = 5.0
    back_off_s: float = 0.1
    back_off_max_s: float = 1.0
    command_deadline_s: float = 15.0
    switch_tries: int = 5
    switch_pause_s: float = 0.1
    read_tries: int = 3
    reread_s: float = 1.0
    health_s: float = 60.0


@dataclass(slots=True)
class _Unread:
    """A tag whose memory is to be read at `due_s`. Before it `arrived` it is read because that is
    also the second look it needs."""

    dsfid: Dsfid | None
    due_s: float
    arrived: bool
    tries: int = 0
    announced: bool = False


@dataclass(slots=True)
class _Connection:
    """The reader while it is open, and when to try again while it is not."""

    reader: Reader | None = None
    next_try_s: float = float("-inf")
    back_off_s: float = 0.0
    told_down: bool = False


def _nobody() -> None:
    """No scheduler waits for commands."""


def _anyone(_: ReaderInfo) -> str:
    """For watching every reader will do."""
    return ""


@dataclass(slots=True)
class ReaderWorker:
    """`step` and `close` belong to one thread; `submit`, `wake` and `wait` to any.

    `open_reader` opens anew each time and raises RfidError when it cannot. `on_event` is called on
    the worker's thread. `on_wake` is called by `submit`, on the submitter's thread. `password`
    opens tags that are protected. `unfit` says why a reader cannot serve here, "" when it can; a
    reader shows some of that only with its first tag.
    """

    name: str
    open_reader: Callable[[], Reader]
    policy: SitePolicy
    on_event: Callable[[ReaderEvent], None]
    timing: WorkerTiming = field(default_factory=WorkerTiming)
    hysteresis: Hysteresis = field(default_factory=Hysteresis)
    on_wake: Callable[[], None] = _nobody
    password: TagPassword = field(default_factory=TagPassword)
    unfit: Callable[[ReaderInfo], str] = _anyone
    radio: RadioTally = field(default_factory=lambda: RadioTally(""))
    _inbox: deque[SetSecurity] = field(default_factory=deque)
    _woken: threading.Event = field(default_factory=threading.Event)
    _connection: _Connection = field(default_factory=_Connection)
    _tracker: InventoryTracker = field(init=False)
    _unread: dict[Uid, _Unread] = field(default_factory=dict)
    _switching: dict[str, Switching] = field(default_factory=dict)
    _marks: dict[Uid, Marks] = field(default_factory=dict)
    """As read since the tag lies there and the reader answers."""
    _poll_due_s: float = float("-inf")
    _polled_s: float = float("-inf")
    _health_due_s: float | None = None
    _means: Means = field(init=False)

    def __post_init__(self) -> None:
        self._tracker = InventoryTracker(self.hysteresis)
        timing = self.timing
        self._means = Means(self.policy, self.password, timing.switch_tries, timing.switch_pause_s)
        self.radio.reader = self.name

    def submit(self, command: SetSecurity) -> None:
        """Thread safe. Answered by one SecurityDone with the same token; a token that is already
        waiting is not taken twice."""
        self._inbox.append(command)
        self.wake()
        self.on_wake()

    def wake(self) -> None:
        """End a `wait` now."""
        self._woken.set()

    def wait(self, timeout_s: float) -> None:
        """Block until a command came in or the time is over."""
        self._woken.wait(max(0.0, timeout_s))
        self._woken.clear()

    def step(self, now_s: float) -> float:
        """Do the most urgent thing that is due; returns when to be called again (monotonic
        seconds, `now_s` itself for at once). Never raises."""
        try:
            return self._step(now_s)
        except ReaderFault as error:
            self._lose(str(error), now_s)
        except RfidError as error:
            _log.warning("reader %s: %s", self.name, error)
            self._lose(str(error), now_s)
        except Exception as error:  # noqa: BLE001 - a worker outlives every fault
            _log.exception("reader %s: unexpected", self.name)
            self._lose(f"internal error ({type(error).__name__})", now_s)
        return self._connection.next_try_s

    def close(self) -> None:
        """Give the reader back. Commands still waiting are answered NO_READER."""
        self._take_inbox(0.0)
        for token in list(self._switching):
            self._finish(token, SecurityOutcome.NO_READER)
        if self._connection.reader is not None:
            self._connection.reader.close()
            self._connection.reader = None

    def _step(self, now_s: float) -> float:
        self._take_inbox(now_s)
        reader = self._connection.reader
        if reader is None:
            return self._connect(now_s)
        timing = self.timing
        overdue = self._polled_s + timing.poll_latest_s <= now_s
        poll_due_s = float("-inf") if overdue else self._poll_due_s
        if self._work(reader, now_s, poll_due_s):
            # An inventory of a whole pile takes longer than several of its commands: it waits.
            self._poll_due_s = now_s + timing.poll_s
            return now_s
        if poll_due_s <= now_s:
            self._poll_due_s = now_s + timing.poll_s
            self._polled_s = now_s
            self._poll(reader, now_s)
            return now_s
        return self._next_due_s()

    def _work(self, reader: Reader, now_s: float, before_s: float) -> bool:
        """Carry out one command, or read one tag, that was due before the next inventory; whether
        there was one."""
        for token, command in self._orders():
            if command.due_s <= now_s and command.due_s < before_s:
                self._switch(reader, token, command, now_s)
                return True
        for uid, unread in self._unread.items():
            if unread.due_s <= now_s and unread.due_s < before_s:
                self._read(reader, uid, unread, now_s)
                return True
        return False

    def _orders(self) -> Iterator[tuple[str, Switching]]:
        """The oldest command of each tag: a later one waits until it is answered, or the retries of
        the older would undo it."""
        tags: set[Uid] = set()
        for token, command in self._switching.items():
            if command.uid not in tags:
                tags.add(command.uid)
                yield token, command

    def _next_due_s(self) -> float:
        dues = [command.due_s for _, command in self._orders()]
        dues += [unread.due_s for unread in self._unread.values()]
        return min([self._poll_due_s, *dues])

    def _take_inbox(self, now_s: float) -> None:
        while self._inbox:
            command = self._inbox.popleft()
            deadline_s = now_s + self.timing.command_deadline_s
            self._switching.setdefault(command.token, Switching(command, now_s, deadline_s))

    # The line

    def _connect(self, now_s: float) -> float:
        connection = self._connection
        for token, command in list(self._switching.items()):
            if command.deadline_s <= now_s:
                self._finish(token, SecurityOutcome.NO_READER)
        if now_s < connection.next_try_s:
            dues = [command.deadline_s for command in self._switching.values()]
            return min([connection.next_try_s, *dues])
        reader = self.open_reader()
        problem = self.unfit(reader.info())
        if problem:
            reader.close()
            raise ReaderFault(problem)
        if connection.told_down:
            self.radio.reconnected(now_s)
        connection.reader = reader
        connection.back_off_s = 0.0
        connection.told_down = False
        _log.info("reader %s: up", self.name)
        self._publish(ReaderUp(self.name, reader.info()))
        self._tracker.reannounce(now_s)
        self._unread.clear()
        self._marks.clear()
        self._poll_due_s = now_s
        for command in self._switching.values():
            command.restart(now_s)
        return now_s

    def _lose(self, reason: str, now_s: float) -> None:
        connection, timing = self._connection, self.timing
        if connection.reader is not None:
            connection.reader.close()
            connection.reader = None
        connection.back_off_s = min(
            timing.back_off_max_s, max(timing.back_off_s, 2 * connection.back_off_s)
        )
        connection.next_try_s = now_s + connection.back_off_s
        if not connection.told_down:
            connection.told_down = True
            _log.warning("reader %s: down: %s", self.name, reason)
            self._publish(ReaderDown(self.name, reason))

    # Tags

    def _poll(self, reader: Reader, now_s: float) -> None:
        sightings = reader.inventory()
        self.radio.looked(self._tracker.present(), sightings, now_s)
        for change in self._tracker.update(sightings, now_s):
            if not isinstance(change, Arrived):
                self.radio.left(change.uid)
                self._unread.pop(change.uid, None)
                self._marks.pop(change.uid, None)
                self._publish(TagLeft(self.name, change.uid))
            elif change.double_uid:
                self._unread.pop(change.uid, None)
                reason = "two tags with the same UID lie on the reader"
                self._announce(without_memory(change.uid, change.dsfid, Verdict.DOUBLE_UID, reason))
            else:
                self._unread[change.uid] = _Unread(change.dsfid, now_s, arrived=True)
        for tag in self._tracker.nearly_arrived():
            self._unread.setdefault(tag.uid, _Unread(tag.dsfid, now_s, arrived=False))
        self._tell_health(now_s)

    def _tell_health(self, now_s: float) -> None:
        if self._health_due_s is None:
            self._health_due_s = now_s + self.timing.health_s
        if self._health_due_s <= now_s:
            self._health_due_s = now_s + self.timing.health_s
            self._publish(self.radio.health(now_s))

    def _read(self, reader: Reader, uid: Uid, unread: _Unread, now_s: float) -> None:
        """System information and memory of a new tag, once; a tag that does not answer is tried
        again at the next steps, then called unreadable and tried again from time to time."""
        unread.tries += 1
        try:
            reading = self._reading(reader, uid)
        except (TagError, ReaderRefused) as error:
            _log.info("reader %s: %s not read: %s", self.name, uid, error)
            if unread.arrived:
                self.radio.read(uid, now_s, failed=True)
            if not unread.arrived:
                del self._unread[uid]  # perhaps only carried past; the next inventory will tell
                return
            given_up = unread.tries >= self.timing.read_tries
            unread.due_s = now_s + (self.timing.reread_s if given_up else self.timing.poll_s)
            if given_up and not unread.announced:
                unread.announced = True
                self._announce(without_memory(uid, unread.dsfid, Verdict.UNREADABLE, str(error)))
            return
        del self._unread[uid]
        self.radio.read(uid, now_s, failed=False)
        if reading.afi is not None:
            self._marks[uid] = Marks(reading.afi, reading.eas)
        self._tracker.answered(uid, now_s)
        self._announce(reading)

    def _reading(self, reader: Reader, uid: Uid) -> TagReading:
        """One read is enough for most tags; the others say themselves that they go on."""
        info = reader.system_info(uid)
        problem = self.unfit(reader.info())
        if problem:
            raise ReaderRefused(problem)
        size = info.block_size
        blocks = min(info.block_count, -(-FIRST_READ // size))
        memory = reader.read_blocks(uid, 0, blocks)
        while blocks < info.block_count and not enough(memory, size, info.dsfid):
            # The first blocks more hold the rest of the owner or the end of most chains.
            more = min(info.block_count - blocks, -(-NEXT_READ // size))
            memory += reader.read_blocks(uid, blocks, more)
            blocks += more
        marks = read_marks(reader, uid, self.policy, info.afi)
        return read_tag(uid, info.dsfid, marks.afi, memory, self.policy, size, marks.eas)

    # Commands

    def _switch(self, reader: Reader, token: str, command: Switching, now_s: float) -> None:
        if self._tracker.is_double(command.uid):
            self._finish(token, SecurityOutcome.GONE)
            return
        refused = self.password.refused
        known = self._marks.pop(command.uid, None)
        outcome = command.attempt(reader, self._means, known, now_s)
        if self.password.refused > refused:
            self.radio.password_refused(now_s)
        if command.after is not None:
            self._marks[command.uid] = command.after
        if outcome is not None:
            if outcome is not SecurityOutcome.GONE:
                failed = outcome is not SecurityOutcome.VERIFIED
                self.radio.switched(command.uid, command.tries, now_s, failed=failed)
            self._finish(token, outcome)

    def _finish(self, token: str, outcome: SecurityOutcome) -> None:
        command = self._switching.pop(token)
        done = command.done(self.name, outcome)
        _log.info("reader %s: %s to %s: %s", self.name, done.uid, done.wanted.value, outcome.value)
        self._publish(done)

    def _announce(self, reading: TagReading) -> None:
        self._publish(TagArrived(self.name, reading, self.radio.antenna_of(reading.uid)))

    def _publish(self, event: ReaderEvent) -> None:
        try:
            self.on_event(event)
        except Exception:  # noqa: BLE001 - nor does a consumer end it
            _log.exception("reader %s: nobody took %s", self.name, type(event).__name__)


def run_worker(
    worker: ReaderWorker, stop: threading.Event, clock: Callable[[], float] = time.monotonic
) -> None:
    """The body of a worker's thread. To end it: `stop.set()`, then `worker.wake()`."""
    try:
        while not stop.is_set():
            due_s = worker.step(clock())
            worker.wait(due_s - clock())
    finally:
        worker.close()
