"""A device twin of a FEIG ISO host reader: takes a host's bytes, gives a reader's bytes.

Behaviour from the FEIG system manual ID CPR (H20800) and from drivers in the field: each tag is
reported once until the RF reset (CFG5, ONT), four tags an answer with MORE for the rest, no answer
to a damaged frame, block data backwards inside each block. It knows no file, line or clock; the
lines are in `rfid.sim.server` and `rfid.transport.loopback`, the clock in `rfid.sim.airtime`.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from rfid.sim.airtime import RF_RESET_US, Pace, command_us, inventory_us
from rfid.sim.faults import FaultPlan, Trigger, Triggers
from rfid.sim.feig_frames import Request, RequestParser, answer, frame_size
from rfid.sim.field import NoAnswerError, TagSaysError, VirtualField, VirtualTag

TAGS_PER_ANSWER = 4
VERSION = bytes((0x03, 0x03, 0x00, 0x44, 77, 0x0D, 0x30))
"""SW-REV 3.3, D-REV 0, HW-TYPE 44, SW-TYPE 77 (ISC.MR102), TR-TYPE 0D30."""
LIFTED_FOR = 8
"""Inventories until a tag that chance lifted lies there again."""

OK, NO_TAG, WRITE_ERROR = 0x00, 0x01, 0x03
UNKNOWN_COMMAND, LENGTH_ERROR, MORE_DATA, ISO_ERROR = 0x80, 0x81, 0x94, 0x95

_SUB_COMMANDS = {
    0x01: "inventory",
    0x23: "read_blocks",
    0x24: "write_blocks",
    0x27: "write_afi",
    0x29: "write_dsfid",
    0x2C: "block_security",
    0x2B: "system_info",
}
_CONTROL = {0x65: "version", 0x69: "rf_reset"}


@dataclass(frozen=True, slots=True)
class Happening:
    """What the twin tells of itself: `event` is "command", "trigger" or, of a twin that keeps its
    pace, "spent"; `name` the command or the trigger, `n` the how-manieth of its kind (0 but for a
    command). Spent on the air, on the line and in between: `air_s`, `line_s`, `gap_s`."""

    event: str
    name: str
    n: int
    uid: bytes | None
    air_s: float = 0.0
    line_s: float = 0.0
    gap_s: float = 0.0


def _ignore(_: Happening) -> None:
    """Nobody wants to know."""


class FeigTwin:
    """One device with one antenna. `feed` it the host's bytes; it gives the answers due at once,
    or, with a `pace`, when `delay_s` is over."""

    def __init__(
        self,
        field: VirtualField,
        faults: FaultPlan | None = None,
        on_happening: Callable[[Happening], None] = _ignore,
        address: int = 0,
        only_standard: bool = False,
        pace: Pace | None = None,
    ) -> None:
        self.field = field
        self.triggers = Triggers()
        self.delay_s = 0.0
        self._faults = faults or FaultPlan()
        self._tell = on_happening
        self._address = address
        self._only_standard = only_standard
        self._pace = pace
        self._inventory_us = 0.0
        self._parser = RequestParser()
        self._waiting: list[Request] = []
        self._held: Request | None = None
        self._counts: Counter[str] = Counter()
        self._reported: list[VirtualTag] = []
        self._unsent: list[VirtualTag] = []
        self._lifted: list[tuple[int, VirtualTag]] = []

    def feed(self, data: bytes) -> bytes:
        """Bytes from the host → bytes to the host; `delay_s` says how late the latter should be."""
        self._waiting += self._parser.feed(data)
        return self._work()

    def quiet(self) -> None:
        """The line fell silent: half a frame is forgotten (at most 12 ms between characters)."""
        self._parser.clear()

    def release(self) -> bytes:
        """Carry out the held command and what came after it."""
        held, self._held = self._held, None
        return (self._execute(held, []) if held else b"") + self._work()

    def drop(self) -> bytes:
        """Forget the held command, carry out what came after it."""
        self._held = None
        return self._work()

    def hang_up(self) -> None:
        """The host closed the line."""
        self._parser.clear()
        self._held = None
        self._waiting.clear()

    @property
    def holding(self) -> bool:
        return self._held is not None

    def _work(self) -> bytes:
        answers = b""
        self.delay_s = 0.0
        while self._waiting and self._held is None:
            request = self._waiting.pop(0)
            if request.address not in (self._address, 0xFF) or self._faults.drops():
                continue
            if request.advanced and self._only_standard:
                continue
            answers += self._take(request)
        return answers

    def _take(self, request: Request) -> bytes:
        name, uid = _named(request)
        self._counts[name] += 1
        self._tell(Happening("command", name, self._counts[name], uid))
        struck = self.triggers.count(name)
        for trigger in struck:
            self._tell(Happening("trigger", trigger.text, 0, uid))
        if any(trigger.action == "hold" for trigger in struck):
            self._held = request
            return b""
        return self._execute(request, struck)

    def _execute(self, request: Request, struck: list[Trigger]) -> bytes:
        actions = {trigger.action for trigger in struck}
        name, uid = _named(request)
        if "lift" in actions:
            for tag in self._lying(uid):
                self.field.lift(tag)
        elif name.startswith("write") and self._faults.lifts():
            for tag in self._lying(uid):
                self.field.slip(tag)
                self._lifted.append((LIFTED_FOR, tag))
        elif name.startswith("write"):
            actions.add(self._faults.lie() or "")
        if "ignore" in actions:
            status, data = OK, b""
        elif "tear" in actions and uid is not None:
            status, data = self._tear(uid, request.data[10:])
        else:
            status, data = self._act(request)
        if "error" in actions:
            status, data = ISO_ERROR, bytes((0x0F, 0))[: 1 if name == "write_afi" else 2]
        frame = answer(request, self._address, status, data)
        self.delay_s += self._spend(request, status, frame) + self._faults.delay_s()
        return self._faults.corrupted(frame)

    def _tear(self, uid: bytes, rest: bytes) -> tuple[int, bytes]:
        """The tag leaves in the middle of a write: the first half is there, then nothing more."""
        if len(rest) > 3 and len(rest) == 3 + rest[1] * rest[2]:
            first, count, size = rest[0], rest[1], rest[2]
            wire = [rest[3 + at * size : 3 + (at + 1) * size][::-1] for at in range(count)]
            with contextlib.suppress(NoAnswerError, TagSaysError):
                self.field.tear(uid, first, wire)
        for tag in self._lying(uid):
            self.field.lift(tag)
        return NO_TAG, b""

    def _spend(self, request: Request, status: int, frame: bytes) -> float:
        """How late a real reader's answer would be."""
        pace = self._pace
        if pace is None:
            return 0.0
        name, uid = _named(request)
        before = (pace.air_s, pace.line_s, pace.gap_s)
        delay_s = pace.spend(frame_size(request), len(frame), self._air_us(request, status))
        now = (pace.air_s, pace.line_s, pace.gap_s)
        spent = (after - earlier for earlier, after in zip(before, now, strict=True))
        self._tell(Happening("spent", name, 0, uid, *spent))
        return delay_s

    def _air_us(self, request: Request, status: int) -> float:
        name, uid = _named(request)
        if name == "rf_reset":
            return RF_RESET_US
        if name == "inventory":
            return self._inventory_us
        if uid is None or status == LENGTH_ERROR:
            return 0.0
        outcome = {OK: "done", ISO_ERROR: "error"}.get(status, "silence")
        blocks = request.data[11] if name.endswith("blocks") and len(request.data) > 11 else 0
        tags = [tag for tag in self.field.present() if tag.uid == uid]
        size = tags[0].block_size if tags else 0
        return command_us(name, blocks * size, blocks, outcome)

    def _lying(self, uid: bytes | None) -> list[VirtualTag]:
        return [tag for tag in self.field.present() if uid in (None, tag.uid)]

    def _act(self, request: Request) -> tuple[int, bytes]:
        name, uid = _named(request)
        match name:
            case "version":
                return OK, VERSION
            case "rf_reset":
                self._reported.clear()
                return OK, b""
            case "inventory":
                return self._inventory(request.data)
            case "unknown":
                return UNKNOWN_COMMAND, b""
        if uid is None:
            return LENGTH_ERROR, b""
        try:
            return self._address_tag(name, uid, request.data[10:])
        except NoAnswerError:
            return NO_TAG, b""
        except TagSaysError as error:
            block = bytes((error.block,)) if name.endswith("blocks") else b""
            return ISO_ERROR, bytes((error.code,)) + block
        except IndexError:
            return LENGTH_ERROR, b""

    def _address_tag(self, name: str, uid: bytes, rest: bytes) -> tuple[int, bytes]:
        match name:
            case "read_blocks":
                blocks = self.field.read(uid, rest[0], rest[1])
                records = b"".join(b"\x00" + block[::-1] for block in blocks)
                return OK, bytes((len(blocks), len(blocks[0]))) + records
            case "write_blocks":
                first, count, size = rest[0], rest[1], rest[2]
                if len(rest) != 3 + count * size:
                    return LENGTH_ERROR, b""
                wire = [rest[3 + at * size : 3 + (at + 1) * size] for at in range(count)]
                self.field.write(uid, first, [block[::-1] for block in wire])
                return OK, b""
            case "write_afi":
                self.field.write_afi(uid, rest[0])
                return OK, b""
            case "write_dsfid":
                self.field.write_dsfid(uid, rest[0])
                return OK, b""
            case "block_security":
                states = self.field.locked(uid, rest[0], rest[1])
                return OK, bytes((len(states),)) + bytes(states)
        dsfid, afi, block_size, blocks_in_tag = self.field.system_info(uid)
        memory = bytes((block_size - 1, blocks_in_tag - 1))
        return OK, bytes((dsfid,)) + uid + bytes((afi,)) + memory + b"\x01"

    def _inventory(self, data: bytes) -> tuple[int, bytes]:
        more = data[1:2] == b"\x80"
        self._inventory_us = 0.0
        if not more:
            self._return_lifted()
            present = self.field.present()
            self._reported = [tag for tag in self._reported if _among(tag, present)]
            new = [tag for tag in present if not _among(tag, self._reported)]
            if self._pace is not None:
                self._inventory_us = inventory_us([t.uid for t in new], self._pace.modulation)
            self._unsent = [tag for tag in new if not self._faults.flickers()]
        now, self._unsent = self._unsent[:TAGS_PER_ANSWER], self._unsent[TAGS_PER_ANSWER:]
        if not now:
            return NO_TAG, b""
        self._reported += now
        records = b"".join(b"\x03" + bytes((tag.dsfid,)) + tag.uid for tag in now)
        return MORE_DATA if self._unsent else OK, bytes((len(now),)) + records

    def _return_lifted(self) -> None:
        for _, tag in [each for each in self._lifted if each[0] == 0]:
            self.field.slip_back(tag)
        self._lifted = [(left - 1, tag) for left, tag in self._lifted if left]


def _named(request: Request) -> tuple[str, bytes | None]:
    """The command's name and, where one is addressed, the UID."""
    data = request.data
    if request.command != 0xB0:
        return _CONTROL.get(request.command, "unknown"), None
    name = _SUB_COMMANDS.get(data[0], "unknown") if data else "unknown"
    addressed = len(data) >= 10 and data[1] & 0x07 == 1
    return name, data[2:10] if addressed and name != "inventory" else None


def _among(tag: VirtualTag, tags: list[VirtualTag]) -> bool:
    return any(each is tag for each in tags)
