"""Commands of 3M readers as values: what is asked, what an answer says.

Source: 3M RFID reader protocol specification 1.0.0 (2009), and drivers in the field (Biblio-RFID,
Helmet labeller). UIDs go E0 first, block data in the natural order of the memory.

Every request has `body`, `start` and `parse(answer)`. `parse` raises `FrameError` for an answer
whose shape is impossible or that is of another tag, and for an error byte what fits it of
`rfid.errors`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import ClassVar

from rfid.errors import FrameError, ReaderRefused, TagNotAnswering, TagRefused
from rfid.threem.frames import COMMAND_START, PROBE_START, Answer
from rfid.types import Afi, Dsfid, Uid

NO_TRANSPONDER = 0x06
ERROR_TEXT = {
    0x02: "command not implemented",
    0x06: "no transponder",
    0x0F: "unknown error",
    0x11: "block not available",
    0x12: "locked",
    0x15: "block not read",
    0x16: "block not written, too little power",
    0x21: "the tag does not support the command",
    0x22: "the tag did not recognise the command",
    0x23: "the tag does not support the option",
    0x30: "command not supported",
    0x31: "option not supported",
    0x32: "parameter out of range",
    0xFD: "cancelled",
    0xFE: "out of memory",
}
_TAG_SILENT = frozenset({0x06, 0x15, 0x16})
_ISO_ERROR = {0x0F: 0x0F, 0x11: 0x10, 0x12: 0x12, 0x21: 0x01, 0x22: 0x02, 0x23: 0x03}
"""What the tag said, in the codes of ISO/IEC 15693-3."""
_LOCK_STATES = range(4)
"""0 free, 1 locked by the user, 2 by the factory, 3 by both; above, an error of this block."""


def check_error(error: int) -> None:
    """Raise what the error byte means: TagNotAnswering, TagRefused, ReaderRefused; 0 is fine."""
    if not error:
        return
    text = f"{ERROR_TEXT.get(error, 'unknown error')} ({error:02X})"
    if error in _TAG_SILENT:
        raise TagNotAnswering(f"the reader got no answer from the tag: {text}")
    if error in _ISO_ERROR:
        raise TagRefused(f"the tag refused: {text}", _ISO_ERROR[error])
    raise ReaderRefused(f"the reader refused the command: {text}")


def _of(uid: Uid, answer: Answer, size: int | None = None) -> bytes:
    """What stands behind the UID, which must be the one that was asked for."""
    check_error(answer.error)
    if answer.data[:8] != uid.value:
        raise FrameError(f"an answer of {answer.data[:8].hex().upper()}, not {uid}")
    rest = answer.data[8:]
    if size is not None and len(rest) != size:
        raise FrameError(f"an answer with {len(rest)} bytes behind the UID instead of {size}")
    return rest


@dataclass(frozen=True, slots=True)
class Version:
    """Four bytes; what they say of the model is known from readers in the field."""

    number: bytes

    @property
    def model(self) -> str:
        return "3M 810" if self.number[2] == 0 else "3M 210"

    @property
    def firmware(self) -> str:
        return ".".join(f"{byte:02X}" for byte in self.number)


@dataclass(frozen=True, slots=True)
class Probe:
    """Who is there? The one request that begins with D5."""

    start: ClassVar[int] = PROBE_START
    body: ClassVar[bytes] = b"\x04\x00\x11"

    def parse(self, answer: Answer) -> Version:
        if not answer.body.startswith(self.body) or len(answer.body) != 7:
            raise FrameError("a version answer of another shape")
        return Version(answer.body[3:])


@dataclass(frozen=True, slots=True)
class Init:
    """Command 13: four reader parameters, as drivers in the field ask for them after the probe."""

    start: ClassVar[int] = COMMAND_START
    body: ClassVar[bytes] = bytes.fromhex("13040100020003000400")

    def parse(self, answer: Answer) -> None:
        check_error(answer.error)


@dataclass(frozen=True, slots=True)
class Inventory:
    """Command FE, every AFI, UIDs wanted. The reader may list a tag more than once."""

    start: ClassVar[int] = COMMAND_START
    body: ClassVar[bytes] = b"\xfe\x00\x05"

    def parse(self, answer: Answer) -> tuple[Uid, ...]:
        if answer.error == NO_TRANSPONDER:
            return ()
        check_error(answer.error)
        data = answer.data
        if len(data) < 3 or len(data) != 3 + 8 * data[2]:
            raise FrameError(f"an inventory answer with {len(data)} bytes")
        return tuple(Uid(data[at : at + 8]) for at in range(3, len(data), 8))


class ReadOption(IntFlag):
    """Options of command 02; none of them is the old style, which sends no option byte."""

    OLD = 0x00
    NEW = 0x04
    NO_LOCKS = 0x08


@dataclass(frozen=True, slots=True)
class Blocks:
    """`locked`: numbers of the blocks that cannot be written again; empty when not asked for."""

    data: bytes
    locked: frozenset[int]


@dataclass(frozen=True, slots=True)
class ReadBlocks:
    """Command 02 in its three styles. `block_size` is 4 on every tag the reader knows."""

    uid: Uid
    first: int
    count: int
    option: ReadOption = ReadOption.OLD
    start: ClassVar[int] = COMMAND_START

    @property
    def body(self) -> bytes:
        tail = bytes((self.option,)) if self.option else b""
        return b"\x02" + self.uid.value + bytes((self.first, self.count)) + tail

    def parse(self, answer: Answer) -> Blocks:
        rest = _of(self.uid, answer)
        new, no_locks = ReadOption.NEW in self.option, ReadOption.NO_LOCKS in self.option
        head, lead = (2, 0 if no_locks else 1) if new else (1, 2)
        count = rest[head - 1] if len(rest) >= head else -1
        if len(rest) != head + count * (lead + 4) or (new and rest[0] != self.first):
            raise FrameError(f"a read answer with {len(rest)} bytes behind the UID")
        data, locked = b"", set()
        for number, at in enumerate(range(head, len(rest), lead + 4), self.first):
            if lead == 2 and rest[at] != number:
                raise FrameError(f"block {rest[at]} where {number} should be")
            if lead:
                state = rest[at + lead - 1]
                if state not in _LOCK_STATES:
                    check_error(state)
                if state:
                    locked.add(number)
            data += rest[at + lead : at + lead + 4]
        if count != self.count:
            raise TagNotAnswering(f"only {count} of {self.count} blocks were read")
        return Blocks(data, frozenset(locked))


@dataclass(frozen=True, slots=True)
class WriteBlocks:
    """Command 04: blocks of 4 bytes."""

    uid: Uid
    first: int
    content: bytes
    start: ClassVar[int] = COMMAND_START

    @property
    def body(self) -> bytes:
        head = bytes((self.first, len(self.content) // 4, 0))
        return b"\x04" + self.uid.value + head + self.content

    def parse(self, answer: Answer) -> None:
        _of(self.uid, answer)


@dataclass(frozen=True, slots=True)
class Get:
    """A byte of the tag: command 0A the AFI, 0F the DSFID."""

    uid: Uid
    code: int
    AFI: ClassVar[int] = 0x0A
    DSFID: ClassVar[int] = 0x0F
    start: ClassVar[int] = COMMAND_START

    @property
    def body(self) -> bytes:
        return bytes((self.code,)) + self.uid.value

    def parse(self, answer: Answer) -> int:
        check_error(answer.error)
        if len(answer.data) != 9:
            raise FrameError(f"an answer with {len(answer.data)} bytes instead of 9")
        if answer.data[:8] != self.uid.value:
            raise FrameError(f"an answer of {answer.data[:8].hex().upper()}, not {self.uid}")
        return answer.data[8]


@dataclass(frozen=True, slots=True)
class Put:
    """A byte into the tag: command 09 the AFI, 0B the DSFID, 0C the EAS bit (1 or 0)."""

    uid: Uid
    code: int
    value: int
    AFI: ClassVar[int] = 0x09
    DSFID: ClassVar[int] = 0x0B
    EAS: ClassVar[int] = 0x0C
    start: ClassVar[int] = COMMAND_START

    @property
    def body(self) -> bytes:
        return bytes((self.code,)) + self.uid.value + bytes((self.value,))

    def parse(self, answer: Answer) -> None:
        _of(self.uid, answer)


@dataclass(frozen=True, slots=True)
class CheckEas:
    """Command 03: a tag whose EAS is off does not answer, so the reader says no transponder."""

    uid: Uid
    start: ClassVar[int] = COMMAND_START

    @property
    def body(self) -> bytes:
        return b"\x03" + self.uid.value

    def parse(self, answer: Answer) -> bool:
        if answer.error == NO_TRANSPONDER:
            return False
        _of(self.uid, answer)
        return True


@dataclass(frozen=True, slots=True)
class TagFields:
    """What the tag told of itself; None for what it did not."""

    dsfid: Dsfid | None
    afi: Afi | None
    memory: tuple[int, int] | None
    """Block size in bytes, number of blocks."""
    ic_reference: int | None


@dataclass(frozen=True, slots=True)
class TagInfo:
    """Command 0D, every field wanted (mask 0F)."""

    uid: Uid
    start: ClassVar[int] = COMMAND_START

    @property
    def body(self) -> bytes:
        return b"\x0d" + self.uid.value + b"\x0f"

    def parse(self, answer: Answer) -> TagFields:
        rest = _of(self.uid, answer)
        there = rest[0] if rest else 0
        sizes = [size if there & 1 << bit else 0 for bit, size in enumerate((1, 1, 2, 1))]
        if len(rest) != 1 + sum(sizes):
            raise FrameError(f"tag information of {len(rest)} bytes for the fields {there:02X}")
        at, fields = 1, []
        for size in sizes:
            fields.append(rest[at : at + size])
            at += size
        dsfid, afi, memory, chip = fields
        return TagFields(
            Dsfid(dsfid[0]) if dsfid else None,
            Afi(afi[0]) if afi else None,
            ((memory[0] & 0x1F) + 1, memory[1] + 1) if memory else None,
            chip[0] if chip else None,
        )


@dataclass(frozen=True, slots=True)
class PassThrough:
    """Command 14: a request of ISO/IEC 15693-3, flags first, UID least significant byte first,
    without CRC; `wanted` is how long the tag's answer may be. No frame recorded from hardware was
    at hand for this one."""

    request: bytes
    wanted: int
    start: ClassVar[int] = COMMAND_START

    @property
    def body(self) -> bytes:
        sizes = len(self.request).to_bytes(2, "big") + self.wanted.to_bytes(2, "big")
        return b"\x14" + sizes + bytes(2) + self.request

    def parse(self, answer: Answer) -> bytes:
        """What the tag answered behind its flags."""
        check_error(answer.error)
        data = answer.data
        if len(data) < 3 or len(data) != 3 + int.from_bytes(data[1:3], "big"):
            raise FrameError(f"a passed-through answer of {len(data)} bytes")
        if data[0] & 1:
            code = data[3] if len(data) > 3 else 0x0F
            raise TagRefused(f"the tag answered error {code:02X}", code)
        return data[3:]
