"""One kiosk's computer: its disk, its clocks, its pad, and the product's station running on it.

The station is the product's own composition; only its threads are steps of the scheduler here, and
its clocks, its line to the pad and its client are simulated.
"""

from __future__ import annotations

import math
import random
import shutil
import sqlite3
import uuid
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from catalogue.domain.ids import uuid7_of
from kiosk.acts.jobs import Steps
from kiosk.config.credentials import Credentials, write_credentials
from kiosk.config.model import KioskConfig
from kiosk.devices.speaker import play_nothing
from kiosk.outside import Outside
from kiosk.session.events import Event
from kiosk.session.pages import Page
from kiosk.session.states import SessionState
from kiosk.station import Station, build_station
from kiosk.sync.worker import Pace
from kiosk.threads import Crew
from rfid.errors import ReaderFault
from rfid.feig.driver import FeigReader
from rfid.sim.faults import FaultPlan
from rfid.sim.feig_twin import FeigTwin, Happening
from rfid.sim.field import VirtualField, VirtualTag
from rfid.transport.loopback import LoopbackTransport
from rfid.worker import ReaderWorker
from support.simulation_network import Link, SimulatedClient
from support.simulation_scheduler import Scheduler, Sleeper, Task

YEAR_2000_MS = 946_684_800_000
PACE = Pace(idle_s=60, pull_s=200, health_s=math.inf)
"""Looking for news is dear here and brings none most of the time."""
AIR_MS = 12
"""What one command to the reader takes."""
QUIET_MS = 2_600
"""A pad where nothing has changed for so long is not polled until something does: nothing would
come of it."""


class MachineClock:
    """The product's `Clock`: a monotonic clock that drifts and starts at boot, a battery clock that
    is off, drifts, jumps and dies."""

    def __init__(self, scheduler: Scheduler, rng: random.Random, skew_ms: float) -> None:
        self._scheduler = scheduler
        self._rng = rng
        self._drift = rng.uniform(-60e-6, 60e-6)
        self._rtc_drift = rng.uniform(-60e-6, 60e-6)
        self._start_ms = scheduler.now_ms
        self._off_ms = round(rng.gauss(0, skew_ms))
        self.trusted = True
        self.boot_id = ""
        self._booted_ms = 0
        self._dark_ms: float = -math.inf
        self.boot()

    def boot(self) -> None:
        """The machine starts."""
        self.boot_id = str(uuid.UUID(int=self._rng.getrandbits(128), version=4))
        started_ms = self._scheduler.now_ms - self._rng.randint(5_000, 30_000)
        # Its clock does not run while it has no power.
        self._booted_ms = max(started_ms, self._dark_ms)

    def stop(self) -> None:
        """The machine is dark."""
        self._dark_ms = self._scheduler.now_ms

    def jump(self, ms: int) -> None:
        """Somebody, or a fault, sets the battery clock."""
        self._off_ms += ms
        self.trusted = False

    def battery_dies(self) -> None:
        """The battery clock starts in the year 2000."""
        self._off_ms = YEAR_2000_MS - self._scheduler.now_ms
        self.trusted = False

    def mono_s(self) -> float:
        """Seconds since boot, unrounded."""
        return (self._scheduler.now_ms - self._booted_ms) * (1 + self._drift) / 1000

    def mono_ms(self) -> int:
        return int(self.mono_s() * 1000)

    def wall_ms(self) -> int:
        now_ms = self._scheduler.now_ms
        return int(now_ms + self._off_ms + (now_ms - self._start_ms) * self._rtc_drift)

    def true_ms(self, mono_s: float) -> float:
        """The first true millisecond at which `mono_s` shows no less than that."""
        if not math.isfinite(mono_s):
            return math.inf if mono_s > 0 else self._scheduler.now_ms
        return math.ceil(self._booted_ms + mono_s * 1000 / (1 + self._drift) + 1e-3)


class SteppedCrew(Crew):
    """The station's workers as tasks of the scheduler."""

    def __init__(self, machine: Machine) -> None:
        super().__init__(clock_s=machine.clock.mono_s)
        self._machine = machine
        self.tasks: list[Task] = []

    def hire(self, name: str, worker: Steps, end: Callable[[], None] = lambda: None) -> None:
        machine = self._machine
        task = machine.scheduler.spawn(
            f"{machine.name}/{name}", lambda: self._work(worker, end), machine
        )
        self.tasks.append(task)
        if isinstance(worker, ReaderWorker):
            worker.on_wake = machine.pad.touched
            machine.pad.watch(task)
        else:
            worker.wake = task.wake  # no thread waits for it here

    def _work(self, worker: Steps, end: Callable[[], None]) -> None:
        machine = self._machine
        while not self.stopping.is_set():
            due_ms = machine.clock.true_ms(worker.step(self.clock_s()))
            if isinstance(worker, ReaderWorker) and machine.pad.is_quiet(worker):
                due_ms = math.inf
            machine.scheduler.wait(due_ms)
        end()

    def stop(self, within_s: float) -> bool:
        scheduler = self._machine.scheduler
        self.stopping.set()
        end_ms = scheduler.now_ms + within_s * 1000
        for task in self.tasks:
            task.wake()
        while any(task.alive for task in self.tasks) and scheduler.now_ms < end_ms:
            scheduler.sleep(50)
        return not any(task.alive for task in self.tasks)


class _Line:
    """The device at the end of the loopback line: each command takes time on the air."""

    def __init__(self, pad: Pad) -> None:
        self._pad = pad

    def feed(self, data: bytes) -> bytes:
        self._pad.scheduler.sleep(AIR_MS)
        if self._pad.pulled:
            raise ReaderFault("the cable is pulled")
        answer = self._pad.twin.feed(data)
        if self._pad.twin.delay_s:
            self._pad.scheduler.sleep(self._pad.twin.delay_s * 1000)
        return answer

    def quiet(self) -> None:
        self._pad.twin.quiet()

    def hang_up(self) -> None:
        self._pad.twin.hang_up()


class PadFaults(FaultPlan):
    """Chance that can be switched off."""

    on = True

    def _strikes(self, kind: str, rate: float) -> bool:
        return super()._strikes(kind, rate) and self.on


def deaf(_name: str) -> None:
    """Nobody listens."""


class Pad:
    """A FEIG twin, its cable, and what lies on it. `on_command` hears what the reader is told to
    do."""

    def __init__(self, scheduler: Scheduler, faults: PadFaults) -> None:
        self.scheduler = scheduler
        self.field = VirtualField(on_presence=self._changed, on_afi=self._changed)
        self.faults = faults
        self.on_command: Callable[[str], None] = deaf
        self.twin = FeigTwin(self.field, faults, self._happened)
        self.pulled = False
        self._task: Task | None = None
        self._changed_ms = scheduler.now_ms

    def watch(self, task: Task) -> None:
        """The task that polls."""
        self._task = task
        self._changed_ms = self.scheduler.now_ms

    def touched(self) -> None:
        """Something is to be done: poll again."""
        self._changed_ms = self.scheduler.now_ms
        if self._task is not None:
            self._task.wake()

    def _happened(self, happening: Happening) -> None:
        if happening.event == "command":
            self.on_command(happening.name)

    def _changed(self, _tag: VirtualTag) -> None:
        self.touched()

    def is_quiet(self, worker: ReaderWorker) -> bool:
        """Would polling on bring nothing new?"""
        if self.pulled or self.scheduler.now_ms - self._changed_ms <= QUIET_MS:
            return False
        known = {uid.value for uid in worker._tracker.present()}
        lying = {tag.uid for tag in self.field.present()}
        busy = worker._unread or worker._switching or worker._connection.reader is None
        return known == lying and not busy

    def pull(self) -> None:
        """The cable comes out; the twin forgets what it was about to answer."""
        self.pulled = True
        self.twin.hang_up()
        self.touched()

    def plug(self) -> None:
        self.pulled = False
        self.touched()

    def open(self, address: str) -> FeigReader:
        """A driver on a new line; ReaderFault while the cable is pulled."""
        scheduler = self.scheduler
        line = LoopbackTransport(_Line(self), lambda: scheduler.sleep(50), lambda: self.pulled)
        return FeigReader(
            line,
            address,
            True,
            clock=lambda: scheduler.now_ms / 1000,
            sleep=lambda s: scheduler.sleep(s * 1000),
        )


@dataclass(frozen=True)
class DiskRecord:
    """A record on a kiosk's disk: what became of it as far as the kiosk knows."""

    id: str
    kind: str
    item: str | None
    state: str
    undoes: str | None


class Machine(Sleeper):
    """`station` None: switched off. `on_state` gets every new state of the screen. `made`: when, in
    true time, each id was made here."""

    def __init__(
        self,
        name: str,
        folder: Path,
        config: Callable[[Path], KioskConfig],
        scheduler: Scheduler,
        rng: random.Random,
        link: Link,
        pad: Pad,
        clock: MachineClock,
        on_state: Callable[[Machine, SessionState], None],
    ) -> None:
        self.name = name
        self.scheduler = scheduler
        self.link = link
        self.pad = pad
        self.clock = clock
        self.station: Station | None = None
        self.folder = folder / "disk-0"
        self.ever: dict[str, DiskRecord] = {}
        self.died: dict[str, DiskRecord] = {}
        self.made: dict[str, int] = {}
        self.cuts = 0
        self._config = config
        self._rng = rng
        self._on_state = on_state
        self._calls: deque[Callable[[], None]] = deque()
        self._crew: SteppedCrew | None = None
        self._main: Task | None = None
        self._disks = 0

    @classmethod
    def enrol(cls, folder: Path, station: str, branch: str, token: str) -> None:
        """Put the credentials on a new disk."""
        disk = folder / "disk-0"
        disk.mkdir(parents=True)
        known = Credentials(station=station, branch=branch, epoch=1, token=token)
        write_credentials(disk / "station.key", known, keep_station_key=True)

    @property
    def config(self) -> KioskConfig:
        return self._config(self.folder)

    @property
    def state(self) -> SessionState | None:
        """What the screen shows; None while it is dark."""
        return None if self.station is None else self.station.state

    @property
    def page(self) -> Page | None:
        return None if self.state is None else self.state.page

    def touch(self, *events: Event) -> None:
        """Fingers, cards, scanner: they reach the main thread in order."""
        station = self.station
        if station is not None:
            for event in events:
                self._post(lambda event=event: station.dispatch(event))

    def power_on(self, *, fresh_boot: bool = True) -> None:
        """Boot the machine, or only start the program again."""
        if fresh_boot:
            self.clock.boot()
        self._calls.clear()
        self._crew = SteppedCrew(self)
        self.station = build_station(
            self.config,
            post=self._post,
            on_state=lambda state: self._on_state(self, state),
            outside=Outside(
                play=play_nothing,
                crew=self._crew,
                clock=self.clock,
                new_id=self._new_id,
                random=self._rng.random,
                connect=partial(SimulatedClient, link=self.link),
                open_reader=self.pad.open,
                reserve_bytes=4096,
                pace=PACE,
            ),
        )
        self._main = self.scheduler.spawn(f"{self.name}/main", self._main_loop, self)

    def _main_loop(self) -> None:
        if self.station is None:
            return
        self.station.start()
        while True:
            while self._calls:
                self._calls.popleft()()
            self.scheduler.wait(math.inf)

    def _post(self, call: Callable[[], None]) -> None:
        self._calls.append(call)
        if self._main is not None:
            self._main.wake()

    def _new_id(self) -> str:
        made = uuid7_of(max(0, self.clock.wall_ms()), self._rng.randbytes(10))
        self.made[made] = self.scheduler.now_ms
        return made

    def cut(self) -> None:
        """The power goes, or the program is killed: nothing in memory is left, on disk what was
        committed. The disk lives on as a copy, so that nobody writes to it any more."""
        if self.station is None or self._crew is None or self._main is None:
            return
        self.scheduler.kill([self._main, *self._crew.tasks])
        self.clock.stop()
        self.pad.twin.hang_up()
        old, gone = self.folder, self.station
        self.station = None
        self.cuts += 1
        self.folder = self._next_disk(old)
        if gone._parts is not None:
            gone._parts.stores.close()
        shutil.rmtree(old)

    def lose_snapshot_log(self) -> None:
        """What a power cut does to a file that is not synced at each commit. While off."""
        for name in ("snapshot.db-wal", "snapshot.db"):
            (self.folder / name).unlink(missing_ok=True)
            if self._rng.random() < 0.5:
                return

    def image(self) -> Path:
        """A copy of the disk as it is now, running or not."""
        self._disks += 1
        target = self.folder.with_name(f"image-{self._disks}")
        _copy_disk(self.folder, target)
        return target

    def put_back(self, image: Path) -> None:
        """That copy becomes the disk; what was recorded since is no longer here. While off."""
        kept = {record.id for record in read_disk(image)}
        for record in read_disk(self.folder):
            self.ever[record.id] = record
            if record.id not in kept:
                self.died[record.id] = record
        shutil.rmtree(self.folder)
        self.folder = self._next_disk(image)

    def _next_disk(self, old: Path) -> Path:
        self._disks += 1
        new = self.folder.with_name(f"disk-{self._disks}")
        _copy_disk(old, new)
        return new


def _copy_disk(source: Path, target: Path) -> None:
    target.mkdir()
    for path in sorted(source.iterdir()):
        if not path.name.endswith("-shm"):
            shutil.copy(path, target)


def read_disk(folder: Path) -> list[DiskRecord]:
    """The records of a journal, oldest first."""
    path = folder / "journal.db"
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT o.id, o.kind, o.item, b.state, o.undoes FROM operations o"
            " JOIN outbox b ON b.n = o.n ORDER BY o.n"
        )
        return [DiskRecord(*row) for row in rows]
