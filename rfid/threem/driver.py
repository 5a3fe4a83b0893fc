"""The driver of 3M / Bibliotheca readers: `rfid.reader.Reader` on any transport.

Owned and called by one thread. What such a reader cannot do: it may list a tag more than once, so
two tags with the same UID look like one; and it does not say a tag's DSFID in an inventory, where 0
stands for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from rfid.dialogue import Dialogue
from rfid.errors import ReaderRefused, TagRefused
from rfid.iso15693 import alone, get_random, set_password
from rfid.threem.commands import (
    CheckEas,
    Get,
    Init,
    Inventory,
    PassThrough,
    Probe,
    Put,
    ReadBlocks,
    ReadOption,
    TagInfo,
    Version,
    WriteBlocks,
)
from rfid.threem.frames import PROBE_START, Answer, AnswerDecoder, encode
from rfid.transport import Transport
from rfid.types import Afi, Dsfid, PasswordId, ReaderInfo, SystemInfo, TagSighting, Uid

TIMEOUT_S = 1.2
BLOCK_SIZE = 4
"""Bytes: the reader knows no other."""
MAX_BLOCKS = 8
"""In one read or write: 32 bytes are what drivers in the field ask for."""

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


class _Command(Protocol[T_co]):
    @property
    def start(self) -> int: ...
    @property
    def body(self) -> bytes: ...
    def parse(self, answer: Answer) -> T_co: ...


class ThreeMReader:
    """Asks who is there and for the reader's parameters when made."""

    def __init__(
        self,
        transport: Transport,
        url: str,
        simulated: bool,
        *,
        timeout_s: float = TIMEOUT_S,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._dialogue: Dialogue[Answer] = Dialogue(
            transport, url, AnswerDecoder, timeout_s, clock=clock, sleep=sleep
        )
        self._simulated = simulated
        self._version: Version = self._ask(Probe())
        self._read_option = ReadOption.OLD
        if self._version.model == "3M 210":
            # Two bytes a block less on a slow line.
            self._read_option = ReadOption.NEW | ReadOption.NO_LOCKS
        self._ask(Init())

    def info(self) -> ReaderInfo:
        version = self._version
        return ReaderInfo(version.model, version.firmware, self._dialogue.url, self._simulated)

    def inventory(self) -> list[TagSighting]:
        return [TagSighting(uid, None) for uid in dict.fromkeys(self._ask(Inventory()))]

    def system_info(self, uid: Uid) -> SystemInfo:
        told = self._ask(TagInfo(uid))
        if told.memory is None:
            raise TagRefused("the tag does not tell the size of its memory", 0x01)
        afi = Afi(self._ask(Get(uid, Get.AFI))) if told.afi is None else told.afi
        dsfid = Dsfid(self._ask(Get(uid, Get.DSFID))) if told.dsfid is None else told.dsfid
        return SystemInfo(uid, dsfid, afi, *told.memory, told.ic_reference or 0)

    def read_blocks(self, uid: Uid, first: int, count: int) -> bytes:
        return b"".join(
            self._read(ReadBlocks(uid, at, some, self._read_option))
            for at, some in _pieces(first, count)
        )

    def write_blocks(self, uid: Uid, first: int, data: bytes, block_size: int) -> None:
        if len(data) % block_size:
            raise ValueError(f"{len(data)} bytes are no whole blocks of {block_size}")
        if block_size != BLOCK_SIZE:
            raise ReaderRefused(f"this reader cannot write blocks of {block_size} bytes")
        for at, some in _pieces(first, len(data) // BLOCK_SIZE):
            begin = (at - first) * BLOCK_SIZE
            self._ask(WriteBlocks(uid, at, data[begin : begin + some * BLOCK_SIZE]))

    def write_afi(self, uid: Uid, afi: Afi) -> None:
        self._ask(Put(uid, Put.AFI, afi))

    def write_dsfid(self, uid: Uid, dsfid: Dsfid) -> None:
        self._ask(Put(uid, Put.DSFID, dsfid))

    def locked_blocks(self, uid: Uid, first: int, count: int) -> frozenset[int]:
        locked: frozenset[int] = frozenset()
        for at, some in _pieces(first, count):
            locked |= self._ask(ReadBlocks(uid, at, some)).locked
        return locked

    def eas(self, uid: Uid) -> bool:
        if self._ask(CheckEas(uid)):
            return True
        # Silence is the answer of a tag whose EAS is off, and of a tag that is gone.
        self._ask(TagInfo(uid))
        return False

    def write_eas(self, uid: Uid, on: bool) -> None:
        self._ask(Put(uid, Put.EAS, on))

    def give_password(self, uid: Uid, which: PasswordId, password: int) -> None:
        # As one: the random number hides one password only.
        def give() -> None:
            number = alone(self._exchange(PassThrough(get_random(uid), 4)), 2)
            self._exchange(PassThrough(set_password(uid, which, password, number), 2))

        self._repeat(give)

    def close(self) -> None:
        self._dialogue.transport.close()

    def _read(self, command: ReadBlocks) -> bytes:
        try:
            return self._ask(command).data
        except ReaderRefused:
            if self._read_option is ReadOption.OLD:
                raise
        self._read_option = ReadOption.OLD
        return self._ask(ReadBlocks(command.uid, command.first, command.count)).data

    def _ask(self, command: _Command[T]) -> T:
        return self._repeat(lambda: self._exchange(command))

    def _repeat(self, action: Callable[[], T]) -> T:
        return self._dialogue.repeat(action, lambda: self._exchange(Probe()))

    def _exchange(self, command: _Command[T]) -> T:
        def fits(answer: Answer) -> bool:
            probe = command.start == PROBE_START
            return answer.start == command.start and (probe or answer.command == command.body[0])

        return command.parse(self._dialogue.ask(encode(command.body, command.start), fits))


def _pieces(first: int, count: int) -> list[tuple[int, int]]:
    """From which block on, and how many."""
    return [
        (at, min(MAX_BLOCKS, first + count - at)) for at in range(first, first + count, MAX_BLOCKS)
    ]
