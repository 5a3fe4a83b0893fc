"""The FEIG driver: `rfid.reader.Reader` on any transport.

Owned and called by one thread. A damaged answer or a silence is asked again, because every command
used here may be repeated; what stays silent is a `ReaderFault` and the caller opens anew.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from rfid.errors import FrameError, ReaderFault
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
RESET_EVERY = 8
"""Inventories of an empty field between two RF resets."""
DAMAGED_TRIES = 3
SILENT_TRIES = 2

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
    """`gap_s` is the pause the reader wants between frames (at least 5 ms on real hardware)."""

    def __init__(
        self,
        transport: Transport,
        url: str,
        simulated: bool,
        *,
        timeout_s: float = TIMEOUT_S,
        gap_s: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._transport = transport
        self._url = url
        self._simulated = simulated
        self._timeout_s = timeout_s
        self._gap_s = gap_s
        self._clock = clock
        self._sleep = sleep
        self._quiet_since = clock() - gap_s
        self._format = Format.ADVANCED
        self._until_reset = 0
        self._version = self._identify()

    def info(self) -> ReaderInfo:
        return ReaderInfo(self._version.model, self._version.firmware, self._url, self._simulated)

    def inventory(self) -> list[TagSighting]:
        """Every tag once per chip that answers. By default the reader reports each tag only once
        while it lies there (CFG5, ONT), so the field is reset first, unless nobody answered since
        the last reset. Repeated as a whole, because a lost page cannot be asked again: its tags
        are silent."""
        return self._repeat(self._inventory)

    def system_info(self, uid: Uid) -> SystemInfo:
        return self._ask(GetSystemInformation(uid))

    def read_blocks(self, uid: Uid, first: int, count: int) -> bytes:
        data = b""
        for at in range(first, first + count, MAX_READ):
            data += self._ask(ReadBlocks(uid, at, min(MAX_READ, first + count - at)))
        return data

    def write_blocks(self, uid: Uid, first: int, data: bytes, block_size: int) -> None:
        if len(data) % block_size:
            raise ValueError(f"{len(data)} bytes are no whole blocks of {block_size}")
        step = MAX_DATA // block_size * block_size
        for at in range(0, len(data), step):
            part = data[at : at + step]
            self._ask(WriteBlocks(uid, first + at // block_size, part, block_size))

    def write_afi(self, uid: Uid, afi: Afi) -> None:
        self._ask(WriteAfi(uid, afi))

    def write_dsfid(self, uid: Uid, dsfid: Dsfid) -> None:
        self._ask(WriteDsfid(uid, dsfid))

    def locked_blocks(self, uid: Uid, first: int, count: int) -> frozenset[int]:
        locked: frozenset[int] = frozenset()
        for at in range(first, first + count, MAX_DATA):
            locked |= self._ask(GetBlockSecurity(uid, at, min(MAX_DATA, first + count - at)))
        return locked

    def eas(self, uid: Uid) -> bool:
        return self._ask(EasAlarm(uid))

    def write_eas(self, uid: Uid, on: bool) -> None:
        self._ask(WriteEas(uid, on))

    def give_password(self, uid: Uid, which: PasswordId, password: int) -> None:
        # As one: the random number hides one password only.
        def give() -> None:
            random = self._exchange(GetRandom(uid))
            self._exchange(SetPassword(uid, which, password, random))

        self._repeat(give)

    def close(self) -> None:
        self._transport.close()

    def _identify(self) -> Version:
        """Advanced frames first; readers that know only standard ones do not answer at all."""
        for _ in range(DAMAGED_TRIES):
            try:
                return self._exchange(GetVersion())
            except FrameError as error:
                _log.info("%s: asked again: %s", self._url, error)
            except _Silence:
                break
        self._format = Format.STANDARD
        return self._exchange(GetVersion())

    def _inventory(self) -> list[TagSighting]:
        if not self._until_reset:
            self._exchange(RfReset())
            self._until_reset = RESET_EVERY
        # Until the answer is here nobody knows which tags are silent.
        left, self._until_reset = self._until_reset - 1, 0
        page = self._exchange(Inventory())
        if page.nobody:
            self._until_reset = left
        found = list(page.sightings)
        for _ in range(MAX_PAGES):
            if not page.more:
                break
            page = self._exchange(Inventory(more=True))
            found += page.sightings
        return found

    def _ask(self, command: _Command[T]) -> T:
        return self._repeat(lambda: self._exchange(command))

    def _repeat(self, action: Callable[[], T]) -> T:
        """Once more after a damaged answer or silence. The version is asked in between: its CMD is
        not B0, so a late answer to the first try is behind us and cannot be taken for the next."""
        damaged = silent = 0
        while True:
            try:
                if damaged or silent:
                    self._exchange(GetVersion())
                return action()
            except FrameError as error:
                damaged += 1
                if damaged == DAMAGED_TRIES:
                    raise
                _log.info("%s: asked again: %s", self._url, error)
            except _Silence as error:
                silent += 1
                if silent == SILENT_TRIES:
                    raise
                _log.info("%s: asked again: %s", self._url, error)

    def _exchange(self, command: _Command[T]) -> T:
        wait_s = self._quiet_since + self._gap_s - self._clock()
        if wait_s > 0:
            self._sleep(wait_s)
        self._transport.discard()
        self._transport.write(encode(command.command, command.data, self._format))
        try:
            return command.parse(self._receive(command.command))
        finally:
            self._quiet_since = self._clock()

    def _receive(self, command: int) -> Answer:
        decoder = AnswerDecoder()
        deadline = self._clock() + self._timeout_s
        while True:
            data = self._transport.read()
            for answer in decoder.feed(data) if data else decoder.resync():
                if answer.command == command:
                    return answer
                _log.info("%s: stale answer to %02X dropped", self._url, answer.command)
            if not data and decoder.damaged:
                raise FrameError("only damaged bytes came back")
            if self._clock() >= deadline:
                raise _Silence(f"no answer within {self._timeout_s:g} s")


class _Silence(ReaderFault):
    """Nothing came back in time."""
