"""FEIG commands as values: what is asked, what an answer says.

Source: FEIG system manual ID CPR (H20800), control commands and ISO host command [0xB0]; the
sub-commands carry the numbers of ISO/IEC 15693-3. Block data are byte-reversed inside each block on
this line (annex F), whatever the block size; here they have the natural order of the memory.

Every request has `command`, `data` and `parse(answer)`. `parse` raises `FrameError` for an answer
whose shape is impossible, and for a status the error of `rfid.errors` that fits it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import ClassVar

from rfid.errors import FrameError, ReaderRefused, TagNotAnswering, TagRefused
from rfid.feig.frames import Answer
from rfid.types import Afi, Dsfid, SystemInfo, TagSighting, Uid

ISO_HOST = 0xB0
STATUS_OK = 0x00
STATUS_NO_TRANSPONDER = 0x01
STATUS_NOT_AVAILABLE = 0x82
STATUS_OVERFLOW = 0x93
STATUS_MORE = 0x94
SWITCH_ADVICE = (
    "the reader looks for tags by itself; "
    "run `beaupre readers switch --reader ADDRESS --host-mode --yes` to make it obey"
)
_ADDRESSED = 0x01
_MORE = 0x80
_log = logging.getLogger(__name__)

STATUS_TEXT = {
    0x00: "ok",
    0x01: "no transponder",
    0x02: "data false",
    0x03: "write error",
    0x04: "address error",
    0x05: "wrong transponder type",
    0x08: "authentication error",
    0x0B: "collision",
    0x0E: "general error",
    0x10: "EEPROM failure",
    0x11: "parameter range error",
    0x13: "login request",
    0x14: "login error",
    0x15: "read protected",
    0x16: "write protected",
    0x17: "firmware activation required",
    0x80: "unknown command",
    0x81: "length error",
    0x82: "the command is not available",
    0x83: "RF communication error",
    0x84: "RF warning",
    0x85: "EPC error",
    0x93: "data buffer overflow (too many tags)",
    0x94: "more data",
    0x95: "ISO 15693 error",
    0x96: "ISO 14443 error",
    0x97: "crypto error",
    0xF1: "hardware warning",
}
ISO_ERROR_TEXT = {
    0x01: "command not supported",
    0x02: "command not recognised",
    0x03: "option not supported",
    0x0F: "unknown error",
    0x10: "block not available",
    0x11: "block already locked",
    0x12: "block locked",
    0x13: "block not programmed",
    0x14: "block not locked",
}
_TAG_SILENT = frozenset({0x01, 0x02, 0x03, 0x05, 0x0B, 0x83, 0x84})

MODELS = {
    30: "ISC.M01", 31: "ISC.M02", 40: "ISC.LR100", 41: "ISC.LR200", 42: "ISC.LR2000",
    43: "ISC.LR2500", 44: "ISC.LR2500", 45: "ISC.LR1002", 54: "ISC.MRU102", 74: "ISC.MR100",
    75: "ISC.MR200", 76: "ISC.MR101", 77: "ISC.MR102", 78: "ISC.MR101-U", 80: "CPR.M02",
    82: "CPR40", 83: "CPR40", 84: "CPR50", 85: "CPR44", 86: "CPR30", 87: "CPR52", 88: "CPR.04-U",
    89: "CPR46", 91: "ISC.LRU1002", 100: "ISC.MAX50", 111: "CPR47", 114: "CPR74",
}  # fmt: skip
"""SW-TYPE of the version answer (manual, annex B)."""


def check_status(answer: Answer) -> None:
    """Raise what the status means: TagNotAnswering, TagRefused, ReaderRefused; nothing for ok."""
    status = answer.status
    if status == STATUS_OK:
        return
    text = STATUS_TEXT.get(status, "unknown status")
    if status == 0x95:
        code = answer.data[0] if answer.data else 0x0F
        meaning = ISO_ERROR_TEXT.get(code, "custom error")
        raise TagRefused(f"the tag answered error {code:02X}, {meaning}", code)
    if status == STATUS_NOT_AVAILABLE:
        raise ReaderRefused(f"{text} ({status:02X}): {SWITCH_ADVICE}")
    if status in _TAG_SILENT:
        raise TagNotAnswering(f"the reader got no answer from the tag: {text} ({status:02X})")
    raise ReaderRefused(f"the reader refused the command: {text} ({status:02X})")


def _exactly(answer: Answer, size: int) -> bytes:
    if len(answer.data) != size:
        raise FrameError(f"an answer with {len(answer.data)} data bytes instead of {size}")
    return answer.data


def _reverse_blocks(data: bytes, block_size: int) -> bytes:
    return b"".join(data[at : at + block_size][::-1] for at in range(0, len(data), block_size))


@dataclass(frozen=True, slots=True)
class Version:
    """What [0x65] Get Software Version tells."""

    model: str
    firmware: str


@dataclass(frozen=True, slots=True)
class GetVersion:
    """[0x65]: SW-REV(2) D-REV HW-TYPE SW-TYPE TR-TYPE(2)."""

    command: ClassVar[int] = 0x65
    data: ClassVar[bytes] = b""

    def parse(self, answer: Answer) -> Version:
        check_status(answer)
        data = answer.data
        if len(data) < 5:
            raise FrameError(f"a version answer with {len(data)} data bytes")
        model = MODELS.get(data[4], f"type {data[4]}")
        return Version(f"FEIG {model}", f"{data[0]}.{data[1]}.{data[2]}")


class _Done:
    """A command whose answer is its status alone."""

    __slots__ = ()

    def parse(self, answer: Answer) -> None:
        check_status(answer)


@dataclass(frozen=True, slots=True)
class RfReset(_Done):
    """[0x69]: field off for about 15 ms, so that every tag answers the next inventory."""

    command: ClassVar[int] = 0x69
    data: ClassVar[bytes] = b""


@dataclass(frozen=True, slots=True)
class InventoryPage:
    """The tags of one answer; `more` asks for the next one. `nobody`: no tag of any kind answered,
    so none was silenced. `overflow`: there are more tags than the reader could take."""

    sightings: tuple[TagSighting, ...]
    more: bool
    nobody: bool = False
    overflow: bool = False


@dataclass(frozen=True, slots=True)
class Inventory:
    """[0xB0][0x01]. With `more` it continues the one before."""

    more: bool = False
    command: ClassVar[int] = ISO_HOST

    @property
    def data(self) -> bytes:
        return bytes((0x01, _MORE if self.more else 0x00))

    def parse(self, answer: Answer) -> InventoryPage:
        overflow = answer.status == STATUS_OVERFLOW and bool(answer.data)
        if answer.status not in (STATUS_OK, STATUS_MORE) and not overflow:
            try:
                check_status(answer)
            except TagNotAnswering:
                return InventoryPage((), False, nobody=answer.status == STATUS_NO_TRANSPONDER)
        if not answer.data:
            raise FrameError("an inventory answer without a number of tags")
        sightings = _records(answer.data[1:], answer.data[0])
        return InventoryPage(sightings, answer.status == STATUS_MORE, overflow=overflow)


def _records(data: bytes, count: int) -> tuple[TagSighting, ...]:
    """ISO 15693 records among those of other standards, whose lengths differ (manual, 5.1)."""
    found: list[TagSighting] = []
    at = 0
    for _ in range(count):
        if at + 2 > len(data):
            raise FrameError(f"an inventory answer cut off after {len(found)} of {count} tags")
        kind, info = data[at], data[at + 1]
        size = {0x03: 10, 0x04: 13 if info & 0x04 else 10, 0x05: 10, 0x08: 9}.get(kind)
        if size is None:
            _log.info("a tag of type %02X ends the list, its record length is unknown", kind)
            return tuple(found)
        record = data[at : at + size]
        if len(record) != size:
            raise FrameError(f"an inventory answer cut off after {len(found)} of {count} tags")
        if kind == 0x03:
            found.append(TagSighting(Uid(record[2:]), Dsfid(info)))
        at += size
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ReadBlocks:
    """[0xB0][0x23] Read Multiple Blocks, addressed."""

    uid: Uid
    first: int
    count: int
    command: ClassVar[int] = ISO_HOST

    @property
    def data(self) -> bytes:
        return bytes((0x23, _ADDRESSED)) + self.uid.value + bytes((self.first, self.count))

    def parse(self, answer: Answer) -> bytes:
        check_status(answer)
        if len(answer.data) < 2 or answer.data[0] != self.count or not answer.data[1]:
            raise FrameError("a read answer for another number of blocks")
        size = answer.data[1]
        records = _exactly(answer, 2 + self.count * (size + 1))[2:]
        # Each record is the security byte (always present), then the block backwards.
        return b"".join(
            records[at + 1 : at + 1 + size][::-1] for at in range(0, len(records), size + 1)
        )


@dataclass(frozen=True, slots=True)
class WriteBlocks(_Done):
    """[0xB0][0x24] Write Multiple Blocks, addressed; `content` in natural order, whole blocks."""

    uid: Uid
    first: int
    content: bytes
    block_size: int
    command: ClassVar[int] = ISO_HOST

    @property
    def data(self) -> bytes:
        count = len(self.content) // self.block_size
        head = bytes((0x24, _ADDRESSED)) + self.uid.value
        wire = _reverse_blocks(self.content, self.block_size)
        return head + bytes((self.first, count, self.block_size)) + wire


@dataclass(frozen=True, slots=True)
class WriteAfi(_Done):
    """[0xB0][0x27] Write AFI, addressed."""

    uid: Uid
    afi: Afi
    command: ClassVar[int] = ISO_HOST

    @property
    def data(self) -> bytes:
        return bytes((0x27, _ADDRESSED)) + self.uid.value + bytes((self.afi,))


@dataclass(frozen=True, slots=True)
class WriteDsfid(_Done):
    """[0xB0][0x29] Write DSFID, addressed."""

    uid: Uid
    dsfid: Dsfid
    command: ClassVar[int] = ISO_HOST

    @property
    def data(self) -> bytes:
        return bytes((0x29, _ADDRESSED)) + self.uid.value + bytes((self.dsfid,))


@dataclass(frozen=True, slots=True)
class GetBlockSecurity:
    """[0xB0][0x2C] Get Multiple Block Security Status, addressed: a byte a block, bit 0 locked."""

    uid: Uid
    first: int
    count: int
    command: ClassVar[int] = ISO_HOST

    @property
    def data(self) -> bytes:
        return bytes((0x2C, _ADDRESSED)) + self.uid.value + bytes((self.first, self.count))

    def parse(self, answer: Answer) -> frozenset[int]:
        check_status(answer)
        if answer.data[:1] != bytes((self.count,)):
            raise FrameError("a security status for another number of blocks")
        states = _exactly(answer, 1 + self.count)[1:]
        return frozenset(self.first + at for at, state in enumerate(states) if state & 1)


@dataclass(frozen=True, slots=True)
class GetSystemInformation:
    """[0xB0][0x2B], addressed: DSFID UID(8) AFI MEM(2) IC-REF; MEM = size-1, blocks-1 as sent."""

    uid: Uid
    command: ClassVar[int] = ISO_HOST

    @property
    def data(self) -> bytes:
        return bytes((0x2B, _ADDRESSED)) + self.uid.value

    def parse(self, answer: Answer) -> SystemInfo:
        check_status(answer)
        data = _exactly(answer, 13)
        if data[1:9] != self.uid.value:
            raise FrameError(f"system information of {data[1:9].hex().upper()}, not {self.uid}")
        return SystemInfo(
            uid=self.uid,
            dsfid=Dsfid(data[0]),
            afi=Afi(data[9]),
            block_size=(data[10] & 0x1F) + 1,
            block_count=data[11] + 1,
            ic_reference=data[12],
        )
