"""A pad without waiting: real driver, worker and session, a simulated reader, one virtual clock.

Only the clock of air and line moves time, and the worker's own pauses; loans are decided at once.
So the result is exact on any machine. Also the floor it is held against.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kiosk.session.effects import ClearBit, Effect, LendItem
from kiosk.session.events import (
    BitSwitched,
    CardShown,
    Chosen,
    Confirmed,
    Digit,
    Event,
    LoanDecided,
    ReaderChanged,
    SessionOpened,
    TagSeen,
)
from kiosk.session.machine import initial, transition
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.states import Means, PadTag, RowState
from rfid.events import ReaderEvent, ReaderUp, SecurityDone, SetSecurity, TagArrived
from rfid.feig.driver import FeigReader
from rfid.inventory import Hysteresis
from rfid.pcsc.driver import PcscReader
from rfid.reader import Reader
from rfid.security import SitePolicy
from rfid.sim.airtime import (
    GAP_S,
    INVENTORY_ANSWER,
    LINE_BITS,
    RF_RESET_US,
    Modulation,
    Pace,
    command_us,
    exchange_us,
    inventory_us,
)
from rfid.sim.feig_twin import TAGS_PER_ANSWER, FeigTwin
from rfid.sim.field import VirtualField, VirtualTag
from rfid.sim.images import image_for
from rfid.sim.pcsc_desk import VirtualDesk
from rfid.sim.pcsc_twin import PcscTwin
from rfid.sim.threem_twin import ThreeMTwin
from rfid.sim.twin import Happening, Twin
from rfid.threem.driver import ThreeMReader
from rfid.transport.loopback import LoopbackTransport
from rfid.types import Security, Uid
from rfid.worker import ReaderWorker

OWNER = "FR999990001"
CARD = "2104800000017"
BLOCKS = 8
INVENTORY_REQUEST = 5
"""Bytes of an inventory of one slot."""
BLOCK_SIZE = 4
POLLING = frozenset(
    {"inventory", "rf_reset", "version", "read_configuration", "parameters", "session"}
)
"""Commands that are not about one tag, and those around one."""
USB_BAUD, USB_FRAMES_S = 12_000_000, 0.002
"""A reader on USB, full speed: request and answer wait for a frame each, of 1 ms."""
PCSC_NAME = "ACS ACR1552 1S CL Reader PICC 00 00"
SETTLED_S = 3.0
"""How long the pad has been polled when the first tag is laid down."""


def stack(size: int, seed: int) -> list[VirtualTag]:
    """`size` books of the site, secured, with UIDs as they come: random in their low bytes."""
    chance = random.Random(f"{seed}/{size}")
    return [
        VirtualTag(
            bytes.fromhex("E0040150") + chance.randbytes(4),
            bytearray(image_for(f"31048{number:08}", OWNER)),
        )
        for number in range(size)
    ]


@dataclass(frozen=True)
class Kind:
    """A family of readers: its line, the bytes of its frames without data, and of the data of an
    inventory (request, answer without tags, each tag), a read of 8 blocks, a write of the AFI and
    a look at it."""

    name: str
    baud: int
    line_bits: int
    gap_s: float
    frame: tuple[int, int]
    inventory: tuple[int, int, int]
    read: tuple[int, int]
    write: tuple[int, int]
    check: tuple[int, int]
    tags_per_answer: int
    reset_us: float

    def pace(self, clock: Callable[[], float], modulation: Modulation) -> Pace:
        return Pace(clock, modulation, self.baud, self.line_bits, self.gap_s)

    def twin(self, field_: VirtualField, hear: Callable[[Happening], None], pace: Pace) -> Twin:
        make = {THREEM.name: ThreeMTwin, PCSC.name: PcscTwin}.get(self.name, FeigTwin)
        return make(field_, None, hear, pace=pace)

    def driver(self, pad: VirtualPad) -> Reader:
        clock = pad.clock
        if self is PCSC:
            return PcscReader(VirtualDesk(_Card(pad), PCSC_NAME), PCSC_NAME, "pcsc:", True)
        line = LoopbackTransport(pad, lambda: clock.pass_by(0.05))
        make = ThreeMReader if self is THREEM else FeigReader
        return make(line, "loopback:", True, clock=clock, sleep=clock.pass_by)


RECORD = BLOCK_SIZE + 1
FEIG = Kind(
    "", 38400, LINE_BITS, GAP_S, (7, 8), (2, 1, 10), (12, 2 + BLOCKS * RECORD), (11, 0), (10, 13),
    TAGS_PER_ANSWER, RF_RESET_US,
)  # fmt: skip
"""Advanced frames; the field is reset before each inventory."""
THREEM = Kind(
    ", 3M 810", 19200, 10, 0.0, (6, 7), (2, 3, 8), (10, 9 + BLOCKS * (RECORD + 1)), (9, 8), (9, 14),
    255, 0.0,
)  # fmt: skip
"""The old style of reading, with block numbers and lock bytes."""
PCSC = Kind(
    ", PC/SC", USB_BAUD, 8, USB_FRAMES_S, (5, 2), (0, 0, 8), (13, 38), (19, 6), (12, 20), 1, 0.0
)
"""Transparent sessions, one tag at a time. In the floor nothing opens or ends a session."""


def floor_s(tags: Sequence[VirtualTag], modulation: Modulation, kind: Kind = FEIG) -> float:
    """The least a reader needs: the inventories that make a tag arrive, each with its RF reset,
    then per tag one read of 8 blocks, one AFI write, one check of the AFI."""

    def exchange(data: tuple[int, int], air_us: float) -> float:
        line = sum(kind.frame) + sum(data)
        return line * kind.line_bits / kind.baud + air_us / 1e6 + kind.gap_s

    asked, head, each = kind.inventory
    left, pages = len(tags), 0.0
    air_us = inventory_us([tag.uid for tag in tags], modulation)
    if kind is PCSC:
        air_us = exchange_us(INVENTORY_REQUEST, INVENTORY_ANSWER)  # one slot
    while left > 0:
        pages += exchange((asked, head + each * min(left, kind.tags_per_answer)), air_us)
        left, air_us = left - kind.tags_per_answer, 0.0
    memory = BLOCKS * BLOCK_SIZE
    read = exchange(kind.read, command_us("read_blocks", memory, 8, "done"))
    write = exchange(kind.write, command_us("write_afi", 0, 0, "done"))
    check = exchange(kind.check, command_us("system_info", 0, 0, "done"))
    reset = exchange((0, 0), kind.reset_us) if kind.reset_us else 0.0
    return Hysteresis().arrive_k * (reset + pages) + len(tags) * (read + write + check)


@dataclass
class _Clock:
    now_s: float = 0.0

    def __call__(self) -> float:
        return self.now_s

    def pass_by(self, seconds: float) -> None:
        self.now_s += seconds


@dataclass
class VirtualPad:
    """A kiosk with an open tray; `lend` lays a stack down and tells how long it took."""

    modulation: Modulation
    kind: Kind = FEIG
    clock: _Clock = field(default_factory=_Clock)
    field_: VirtualField = field(default_factory=VirtualField)

    def __post_init__(self) -> None:
        self._policy = SessionPolicy()
        self._state = initial(self._policy)
        self._laid: tuple[float, Sequence[VirtualTag]] | None = None
        self.commands = 0
        self.pace = self.kind.pace(self.clock, self.modulation)
        self.twin = self.kind.twin(self.field_, self._count, self.pace)
        self.worker = ReaderWorker("pad", self._open, SitePolicy((OWNER,)), self._hear)
        self._play(
            ReaderChanged(up=True),
            Chosen(Way.BORROW),
            CardShown(CARD, Means.READ),
            *(Digit(digit) for digit in "4711"),
            Confirmed(),
            SessionOpened("s", "Jeanne M.", "fr", (), 40),
        )
        if self._state.page is not Page.TRAY:
            raise RuntimeError(f"the tray did not open: {self._state.page}")

    def lend(self, tags: Sequence[VirtualTag], phase_s: float) -> float:
        """Lay all tags at that moment of the polling; seconds until the last bit is verified."""
        self._laid = (SETTLED_S + phase_s, tags)
        start_s = SETTLED_S + phase_s
        while sum(row.state is RowState.DONE for row in self._state.rows) < len(tags):
            due_s = self.worker.step(self.clock())
            if self.clock() < due_s:
                self.clock.now_s = due_s
            if self.clock() > start_s + 60:
                raise RuntimeError(f"not lent: {self._state.rows}")
        wrong = [tag.uid.hex() for tag in tags if tag.afi != 0xC2]
        if wrong:
            raise RuntimeError(f"still secured: {wrong}")
        return self.clock() - start_s

    # The line: time passes while the reader works.

    def _open(self) -> Reader:
        return self.kind.driver(self)

    def _count(self, happening: Happening) -> None:
        self.commands += happening.event == "command" and happening.name not in POLLING

    def feed(self, data: bytes) -> bytes:
        """The reader's side of the line."""
        self.lay_due()
        answer = self.twin.feed(data)
        self.clock.pass_by(self.twin.delay_s)
        return answer

    def lay_due(self) -> None:
        """The stack is laid down at its moment."""
        if self._laid is not None and self._laid[0] <= self.clock():
            for tag in self._laid[1]:
                self.field_.lay(tag)
            self._laid = None

    def quiet(self) -> None:
        self.twin.quiet()

    def hang_up(self) -> None:
        self.twin.hang_up()

    # The session: every loan is granted at once.

    def _hear(self, event: ReaderEvent) -> None:
        match event:
            case TagArrived():
                self._play(TagSeen(_pad_tag(event)))
            case SecurityDone():
                key = event.token.partition("/")[0]
                uid = str(event.uid)
                self._play(BitSwitched(key, uid, event.outcome.value, event.before, event.after))
            case ReaderUp():
                self._play(ReaderChanged(up=True))

    def _play(self, *events: Event) -> None:
        for event in events:
            now_ms = int(self.clock() * 1000)
            self._state, effects = transition(self._state, event, self._policy, now_ms)
            for effect in effects:
                self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case LendItem():
                self._play(LoanDecided(effect.key, f"op-{effect.key}", True, True, due_ms=0))
            case ClearBit():
                token = f"{effect.key}/{effect.uid}"
                self.worker.submit(SetSecurity(token, Uid.parse(effect.uid), Security.ON_LOAN))


@dataclass
class _Card:
    """The twin as the PC/SC service's card, on the pad's clock."""

    pad: VirtualPad

    def card(self) -> VirtualTag | None:
        self.pad.lay_due()
        return self._twin.card()

    def apdu(self, apdu: bytes) -> bytes:
        return self.pad.feed(len(apdu).to_bytes(2) + apdu)[2:]

    def atr(self) -> bytes:
        return self._twin.atr()

    @property
    def _twin(self) -> PcscTwin:
        twin = self.pad.twin
        if not isinstance(twin, PcscTwin):
            raise TypeError(type(twin).__name__)
        return twin


def _pad_tag(event: TagArrived) -> PadTag:
    reading = event.reading
    tag = reading.tag
    return PadTag(
        uid=str(reading.uid),
        verdict=reading.verdict.value,
        item=tag.item_id if tag else None,
        part=tag.part if tag else 1,
        parts=tag.parts if tag else 1,
        afi=reading.afi,
        security=reading.security.value if reading.security else None,
        info=None,
    )
