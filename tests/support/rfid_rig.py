"""A reader without hardware or waiting: twin, loopback line, virtual clock, driver, worker."""

from __future__ import annotations

from dataclasses import dataclass, field

from rfid.errors import ReaderFault
from rfid.events import ReaderEvent, SecurityDone, SetSecurity
from rfid.feig.driver import FeigReader
from rfid.inventory import Hysteresis
from rfid.security import SitePolicy
from rfid.sim.faults import FaultPlan
from rfid.sim.feig_twin import FeigTwin, Happening
from rfid.sim.field import VirtualField, VirtualTag
from rfid.sim.images import image_for
from rfid.transport.loopback import LoopbackTransport
from rfid.types import Security, Uid
from rfid.worker import ReaderWorker, WorkerTiming

OWNER = "FR999990001"
POLICY = SitePolicy((OWNER,))
SECURED, ON_LOAN = 0x07, 0xC2


def uid(number: int) -> Uid:
    """A UID of an ICODE SLIX."""
    return Uid(bytes.fromhex("E0040150") + number.to_bytes(4, "big"))


def tag(number: int = 1, *, image: bytes | None = None, afi: int = SECURED) -> VirtualTag:
    """A book of the site, secured, unless said otherwise."""
    memory = image_for(f"31048{number:08}", OWNER) if image is None else image
    return VirtualTag(uid(number).value, bytearray(memory.ljust(112, b"\0")), afi)


@dataclass
class VirtualClock:
    """Monotonic seconds that pass only when told to."""

    now_s: float = 100.0

    def __call__(self) -> float:
        return self.now_s

    def pass_by(self, seconds: float) -> None:
        self.now_s += seconds


@dataclass
class Rig:
    """`tags` lie on the reader; `pulled` is the cable."""

    tags: list[VirtualTag] = field(default_factory=list)
    faults: FaultPlan = field(default_factory=FaultPlan)
    timing: WorkerTiming = field(default_factory=WorkerTiming)
    hysteresis: Hysteresis = field(default_factory=Hysteresis)
    only_standard: bool = False
    pulled: bool = False

    def __post_init__(self) -> None:
        self.clock = VirtualClock()
        self.field = VirtualField()
        for each in self.tags:
            self.field.lay(each)
        self.happenings: list[Happening] = []
        self.twin = FeigTwin(
            self.field, self.faults, self.happenings.append, only_standard=self.only_standard
        )
        self.events: list[ReaderEvent] = []
        self.worker = ReaderWorker(
            name="pad",
            open_reader=self.open,
            policy=POLICY,
            on_event=self.events.append,
            timing=self.timing,
            hysteresis=self.hysteresis,
        )

    def open(self) -> FeigReader:
        """A driver on a new line to the twin; ReaderFault while the cable is pulled."""
        line = LoopbackTransport(self.twin, lambda: self.clock.pass_by(0.05), lambda: self.pulled)
        return FeigReader(line, "loopback:", True, clock=self.clock, sleep=self.clock.pass_by)

    def run(self, seconds: float) -> None:
        """Let the worker work for a while."""
        end_s = self.clock() + seconds
        while self.clock() < end_s:
            due_s = self.worker.step(self.clock())
            self.clock.now_s = max(self.clock(), min(due_s, end_s))

    def pull(self) -> None:
        """Pull the cable; the twin forgets what it was about to answer."""
        self.pulled = True
        self.twin.hang_up()

    def plug(self) -> None:
        self.pulled = False

    def commands(self, name: str) -> int:
        """How many of these commands the twin took."""
        return sum(each.event == "command" and each.name == name for each in self.happenings)

    def happened(self, kind: type[ReaderEvent]) -> list[ReaderEvent]:
        """The worker's events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]

    def switch(self, number: int, wanted: Security = Security.ON_LOAN) -> None:
        self.worker.submit(SetSecurity(f"switch-{number}-{wanted.value}", uid(number), wanted))

    def outcomes(self) -> list[str]:
        """How the commands ended, in order."""
        return [event.outcome.value for event in self.events if isinstance(event, SecurityDone)]


__all__ = ["ReaderFault", "Rig", "VirtualClock", "tag", "uid"]
