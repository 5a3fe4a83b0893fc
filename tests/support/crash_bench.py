"""A whole station without threads or waiting: the product's own composition on a virtual clock.

Only its surroundings are replaced: threads by turns in a seeded order, the line to the reader by a
loopback to a twin, the server by one in this process. `Bench` can be cut off at any moment and be
started again from what it left on disk.
"""

from __future__ import annotations

import itertools
import random
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.acts.jobs import Steps
from kiosk.config import KioskConfig
from kiosk.devices.speaker import play_nothing
from kiosk.outside import Outside
from kiosk.session.states import SessionState
from kiosk.station import Station, build_station
from kiosk.threads import Crew
from rfid.errors import ReaderFault
from rfid.feig.driver import FeigReader
from rfid.sim.faults import FaultPlan
from rfid.sim.feig_twin import FeigTwin, Happening
from rfid.sim.field import VirtualField, VirtualTag
from rfid.transport.loopback import LoopbackTransport
from support.crash_patron import Patron
from support.crash_town import OWNER, Town, state_folder
from support.station_store import T0

PATIENCE_S = 120.0


class Clock:
    """The station's clocks and the bench's, in one."""

    def __init__(self) -> None:
        self.boot_id = "boot-1"
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s

    def pass_by(self, seconds: float) -> None:
        self.now_s += seconds

    def go(self, ms: int) -> None:
        self.now_s += ms / 1000

    def mono_ms(self) -> int:
        return int(self.now_s * 1000)

    def wall_ms(self) -> int:
        return T0 + int(self.now_s * 1000)


class Killed(BaseException):
    """The process is gone: nothing of it may catch this."""


@dataclass
class Line:
    """The cable and the reader at its end. `strike(n, name)` is called for each command before it
    acts, with its number since `count` was set to 0, and returns what goes wrong; see `feed`."""

    twin: FeigTwin
    count: int = 0
    strike: Callable[[int], str] = lambda _: ""
    pulled: bool = False
    mute: bool = False
    happened: list[Happening] = field(default_factory=list)

    def feed(self, data: bytes) -> bytes:
        """`lost`: does not arrive. `dead`: arrives, and the reader dies before it answers. `half`:
        half an answer. `flip`: one bit of it fell over. `noise`: an answer nobody understands.
        `echo`: the host hears itself."""
        self.count += 1
        what = self.strike(self.count)
        if what == "lost" or self.pulled or self.mute:
            return b""
        answer = self.twin.feed(data)
        if what == "dead":
            self.pull()
            return b""
        if what == "half":
            return answer[: len(answer) // 2]
        if what == "flip":
            return answer[:-3] + bytes((answer[-3] ^ 1,)) + answer[-2:]
        if what == "noise":
            return bytes(value ^ 0x55 for value in answer)
        return data if what == "echo" else answer

    def quiet(self) -> None:
        self.twin.quiet()

    def hang_up(self) -> None:
        self.twin.hang_up()

    def pull(self) -> None:
        """The cable comes out."""
        self.pulled = True
        self.twin.hang_up()

    def plug(self) -> None:
        self.pulled = self.mute = False


class Turns(Crew):
    """Takes workers, starts no thread."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock_s=clock)
        self._orders: list[tuple[Steps, ...]] = [()]

    def some_order(self, chance: float) -> tuple[Steps, ...]:
        """All workers in an order that chance (from 0 to 1) picks."""
        return self._orders[int(chance * len(self._orders))]

    def hire(self, name: str, worker: Steps, end: Callable[[], None] | None = None) -> None:
        """To be stepped by the bench."""
        self._orders = list(itertools.permutations((*self._orders[0], worker)))

    def stop(self, within_s: float) -> bool:
        """There is nothing to wait for."""
        self.stopping.set()
        return True


class Bench(Patron):
    """`tags` lie on the pad from the start; `security` is that of kiosk.toml."""

    def __init__(
        self,
        folder: Path,
        tags: list[VirtualTag] | None = None,
        *,
        town: Town | None = None,
        clock: Clock | None = None,
        seed: int = 0,
        field: VirtualField | None = None,
        faults: FaultPlan | None = None,
        security: dict[str, object] | None = None,
    ) -> None:
        self.folder = folder
        self.security = security or {}
        self.random = random.Random(seed)
        self.clock = clock or Clock()
        self.town = town or Town(self.clock)
        self.field = field or VirtualField()
        for tag in tags or []:
            self.field.lay(tag)
        self.line = Line(FeigTwin(self.field, faults, self._heard))
        self.states: list[SessionState] = []
        self._calls: deque[Callable[[], None]] = deque()
        self.crew = Turns(self.clock)
        self.station = self._build()
        self.station.start()

    @property
    def with_eas(self) -> bool:
        """Whether the gates go by AFI and EAS."""
        return self.security.get("method") == "both"

    def _heard(self, happening: Happening) -> None:
        self.line.happened.append(happening)

    def _build(self) -> Station:
        outside = Outside(
            play=play_nothing,
            crew=self.crew,
            clock=self.clock,
            random=self.random.random,
            connect=lambda *_, **__: self.town,
            open_reader=lambda _: self._open_reader(),
            reserve_bytes=4096,
        )
        config = KioskConfig.demo(
            state_folder(self.folder),
            "http://town",
            "feig+tcp:127.0.0.1:1",
            station="kiosk-1",
            branch="A",
            owners=(OWNER,),
            repair_grace_s=3,
            security=self.security,
        )
        return build_station(
            config, post=self._calls.append, on_state=self.states.append, outside=outside
        )

    def _open_reader(self) -> FeigReader:
        if self.line.pulled:
            raise ReaderFault("no such device")
        transport = LoopbackTransport(
            self.line, lambda: self.clock.pass_by(0.05), lambda: self.line.pulled
        )
        return FeigReader(transport, "loopback:", True, clock=self.clock, sleep=self.clock.pass_by)

    # Time

    def _turn(self) -> float:
        """Every worker one step, in any order; returns when the next has something to do."""
        while self._calls:
            self._calls.popleft()()
        workers = self.crew.some_order(self.random.random())
        due_s = min([worker.step(self.clock()) for worker in workers])
        return self.clock() if self._calls else due_s

    def until(
        self, wanted: Callable[[], bool], what: str = "", within_s: float = PATIENCE_S
    ) -> None:
        """Let time pass until it is so."""
        end_s = self.clock() + within_s
        idle = 0
        while not wanted():
            due_s = self._turn()
            # What one worker did for another shows in the second idle turn at the latest.
            idle = idle + 1 if due_s > self.clock() else 0
            if idle == 2:
                idle = 0
                assert self.clock() < end_s, f"{what}: {self.state}, {self.station.health.all()}"
                self.clock.now_s = min(due_s, end_s)

    def run(self, seconds: float) -> None:
        """Let so much time pass."""
        end_s = self.clock() + seconds
        self.until(lambda: self.clock() >= end_s, within_s=seconds + PATIENCE_S)

    # The end

    def power_off(self) -> None:
        """Nothing is done any more; what the process held open is let go."""
        self.crew.stopping.set()
        parts = self.station._parts
        if parts is not None:
            parts.stores.journal.close()
            parts.stores.snapshot.close()

    def killed(self, folder: Path) -> Bench:
        """The process was killed: another one on what it left, beside the same pad and server."""
        shutil.copytree(self.folder, folder)
        self.power_off()
        return Bench(
            folder,
            town=self.town,
            clock=self.clock,
            seed=self.random.randrange(1 << 30),
            field=self.field,
            security=self.security,
        )


@contextmanager
def bench_at(folder: Path, *tags: VirtualTag, **other: object) -> Iterator[Bench]:
    """A bench, switched off in the end."""
    bench = Bench(folder, list(tags), **other)
    try:
        yield bench
    finally:
        bench.power_off()
