"""The FEIG driver: `rfid.reader.Reader` on any transport.

Owned and called by one thread. What is damaged or silent is asked again (`rfid.dialogue`). The
reader's configuration is read, in its RAM changed when tags would stay unseen, never in its EEPROM.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from rfid.dialogue import DAMAGED_TRIES, Dialogue, Silence
from rfid.errors import FrameError, ReaderRefused
from rfid.feig.commands import (
    GetBlockSecurity,
    GetSystemInformation,
    GetVersion,
    Inventory,
    ReadBlocks,
    RfReset,
    Version,
    WriteAfi,
    WriteBlocks,
    WriteDsfid,
)
from rfid.feig.configuration import (
    ANTICOLLISION,
    EEPROM,
    HOST_MODE,
    INTERFACE,
    MODE_AT,
    ONLY_NEW,
    ONT_AT,
    OWN_MODES,
    CpuReset,
    ReadConfiguration,
    RfOutput,
    WriteConfiguration,
)
from rfid.feig.custom import EasAlarm, GetRandom, SetPassword, WriteEas
from rfid.feig.frames import Answer, AnswerDecoder, Format, encode
from rfid.transport import Transport
from rfid.types import Afi, Dsfid, PasswordId, ReaderInfo, SystemInfo, TagSighting, Uid

TIMEOUT_S = 1.2
"""Longer than the reader's own TR-RESPONSE-TIME (1 s by default), or late answers pile up."""
MAX_DATA = 128
"""Bytes of tag memory in one read or write (CPR family)."""
MAX_READ = 16
"""Blocks in one read: within `MAX_DATA` for blocks of 4 and of 8 bytes."""
MAX_PAGES = 64
FULL_PAGE = 4
"""Tags that some firmware finds in one inventory at most, without saying that there are more."""
RESET_EVERY = 8
"""Inventories of an empty field between two RF resets."""

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")
_log = logging.getLogger(__name__)


class _Command(Protocol[T_co]):
    @property
    def command(self) -> int: ...
    @property
    def data(self) -> bytes: ...
    def parse(self, answer: Answer) -> T_co: ...


class FeigReader:
    """`gap_s` is the pause the reader wants between frames (at least 5 ms on real hardware).
    `antennas`: how many are taken in turns; 0 where there is but one."""

    def __init__(
        self,
        transport: Transport,
        url: str,
        simulated: bool,
        *,
        timeout_s: float = TIMEOUT_S,
        gap_s: float = 0.0,
        antennas: int = 0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._dialogue: Dialogue[Answer] = Dialogue(
            transport, url, AnswerDecoder, timeout_s, gap_s, clock, sleep
        )
        self._simulated = simulated
        self._antennas = antennas
        self._antenna = 0
        self._lies_on: dict[Uid, int] = {}
        self._format = Format.ADVANCED
        self._until_reset = 0
        self._says_more = False
        self._anticollision: bytes | None = None
        self._version = self._identify()

    def info(self) -> ReaderInfo:
        url = self._dialogue.url
        return ReaderInfo(self._version.model, self._version.firmware, url, self._simulated)

    def inventory(self) -> list[TagSighting]:
        """Every tag once per chip that answers. By default the reader reports each tag only once
        while it lies there (CFG5, ONT), so the field is reset first, unless nobody answered since
        the last reset. Repeated as a whole, because a lost page cannot be asked again: its tags
        are silent. A tag that several antennas see lies on the first of them."""
        if not self._antennas:
            return self._repeat(self._inventory)
        found: list[TagSighting] = []
        for antenna in range(1, self._antennas + 1):
            self._turn_to(antenna)
            self._until_reset = 0
            elsewhere = {each.uid for each in found}
            found += [
                TagSighting(each.uid, each.dsfid, antenna)
                for each in self._repeat(self._inventory)
                if each.uid not in elsewhere
            ]
        self._lies_on = {each.uid: each.antenna for each in found}
        return found

    def system_info(self, uid: Uid) -> SystemInfo:
        return self._tell_tag(uid, GetSystemInformation(uid))

    def read_blocks(self, uid: Uid, first: int, count: int) -> bytes:
        data = b""
        for at in range(first, first + count, MAX_READ):
            data += self._tell_tag(uid, ReadBlocks(uid, at, min(MAX_READ, first + count - at)))
        return data

    def write_blocks(self, uid: Uid, first: int, data: bytes, block_size: int) -> None:
        if len(data) % block_size:
            raise ValueError(f"{len(data)} bytes are no whole blocks of {block_size}")
        step = MAX_DATA // block_size * block_size
        for at in range(0, len(data), step):
            part = data[at : at + step]
            self._tell_tag(uid, WriteBlocks(uid, first + at // block_size, part, block_size))

    def write_afi(self, uid: Uid, afi: Afi) -> None:
        self._tell_tag(uid, WriteAfi(uid, afi))

    def write_dsfid(self, uid: Uid, dsfid: Dsfid) -> None:
        self._tell_tag(uid, WriteDsfid(uid, dsfid))

    def locked_blocks(self, uid: Uid, first: int, count: int) -> frozenset[int]:
        locked: frozenset[int] = frozenset()
        for at in range(first, first + count, MAX_DATA):
            locked |= self._tell_tag(
                uid, GetBlockSecurity(uid, at, min(MAX_DATA, first + count - at))
            )
        return locked

    def eas(self, uid: Uid) -> bool:
        if self._tell_tag(uid, EasAlarm(uid)):
            return True
        # Silence is the answer of a tag whose EAS is off, and of a tag that is gone.
        self._tell_tag(uid, GetSystemInformation(uid))
        return False

    def write_eas(self, uid: Uid, on: bool) -> None:
        self._tell_tag(uid, WriteEas(uid, on))

    def give_password(self, uid: Uid, which: PasswordId, password: int) -> None:
        # As one: the random number hides one password only.
        self._turn_to(self._lies_on.get(uid, self._antenna))

        def give() -> None:
            random = self._exchange(GetRandom(uid))
            self._exchange(SetPassword(uid, which, password, random))

        self._repeat(give)

    def mode(self) -> int:
        """The operating mode the reader works in (`rfid.feig.configuration`)."""
        return self._told(ReadConfiguration(INTERFACE))[MODE_AT]

    def obey(self) -> None:
        """Leave a mode of its own for ISO host mode, in the EEPROM, and start anew: only with the
        consent of whoever owns the reader. ReaderRefused for a mode that is not known."""
        block = self._told(ReadConfiguration(INTERFACE | EEPROM))
        if block[MODE_AT] not in (HOST_MODE, *OWN_MODES):
            raise ReaderRefused(
                f"the reader works in an unknown mode ({block[MODE_AT]:02X}): left as it is"
            )
        changed = block[:MODE_AT] + bytes((HOST_MODE,)) + block[MODE_AT + 1 :]
        if changed != block:
            self._told(WriteConfiguration(INTERFACE | EEPROM, changed))
            if self._told(ReadConfiguration(INTERFACE | EEPROM)) != changed:
                raise ReaderRefused("the reader did not take the new mode")
        self._told(CpuReset())

    def close(self) -> None:
        self._dialogue.transport.close()

    def _identify(self) -> Version:
        """Advanced frames first; readers that know only standard ones do not answer at all."""
        for _ in range(DAMAGED_TRIES):
            try:
                return self._exchange(GetVersion())
            except FrameError as error:
                _log.info("%s: asked again: %s", self._dialogue.url, error)
            except Silence:
                break
        self._format = Format.STANDARD
        return self._exchange(GetVersion())

    def _inventory(self) -> list[TagSighting]:
        if self._lists_only_new() and not self._until_reset:
            self._exchange(RfReset())
            self._until_reset = RESET_EVERY
        # Until the answer is here nobody knows which tags are silent.
        left, self._until_reset = self._until_reset - 1, 0
        page = self._exchange(Inventory())
        if page.nobody:
            self._until_reset = max(0, left)
        found = list(page.sightings)
        for _ in range(MAX_PAGES):
            self._says_more |= page.more
            if page.more:
                page = self._exchange(Inventory(more=True))
            elif page.overflow or (len(page.sightings) >= FULL_PAGE and not self._says_more):
                if not self._lists_only_new():
                    return self._inventory() if self._list_only_new() else found
                page = self._exchange(Inventory())
            else:
                break
            found += page.sightings
        return found

    def _lists_only_new(self) -> bool:
        """ONT, asked once. A reader that does not tell is taken for one with the default: an RF
        reset too much only costs time."""
        if self._anticollision is None:
            try:
                self._anticollision = self._exchange(ReadConfiguration(ANTICOLLISION))
            except (ReaderRefused, FrameError, Silence) as error:
                _log.info("%s: configuration not read: %s", self._dialogue.url, error)
                self._anticollision = _with_only_new(bytes(ONT_AT + 1))
        return bool(self._anticollision[ONT_AT] & ONLY_NEW)

    def _list_only_new(self) -> bool:
        """Firmware that finds four tags at a time would find the same four again and again: let
        those be silent that were listed. In RAM, so until the reader starts anew. Whether the
        reader took it."""
        url, block = self._dialogue.url, _with_only_new(self._anticollision or b"")
        try:
            self._exchange(WriteConfiguration(ANTICOLLISION, block))
        except ReaderRefused as error:
            _log.warning("%s: more tags may lie there, CFG5 ONT stays off: %s", url, error)
            return False
        _log.warning("%s: CFG5 ONT was off, it is on until the reader restarts", url)
        self._anticollision = block
        return True

    def _turn_to(self, antenna: int) -> None:
        if antenna != self._antenna:
            self._told(RfOutput(antenna))
            self._antenna = antenna

    def _told(self, command: _Command[T]) -> T:
        return self._repeat(lambda: self._exchange(command))

    def _tell_tag(self, uid: Uid, command: _Command[T]) -> T:
        self._turn_to(self._lies_on.get(uid, self._antenna))
        return self._told(command)

    def _repeat(self, action: Callable[[], T]) -> T:
        """The version is asked in between: its CMD is not B0, nor that of any other command."""
        return self._dialogue.repeat(action, lambda: self._exchange(GetVersion()))

    def _exchange(self, command: _Command[T]) -> T:
        request = encode(command.command, command.data, self._format)
        return command.parse(
            self._dialogue.ask(request, lambda answer: answer.command == command.command)
        )


def _with_only_new(block: bytes) -> bytes:
    return block[:ONT_AT] + bytes((block[ONT_AT] | ONLY_NEW,)) + block[ONT_AT + 1 :]
