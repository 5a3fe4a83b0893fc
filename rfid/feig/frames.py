"""FEIG OBID framing, host side: build requests, take answers off the line.

Source: FEIG system manual ID CPR (H20800), protocol frames "standard" and "advanced".

standard  LEN ADR CMD data… CRClo CRChi                LEN = whole frame, 5/6…255
advanced  02 LENhi LENlo ADR CMD data… CRClo CRChi     LEN = whole frame, 7/8…65535

In an answer the first data byte is STATUS. A standard LEN is never 02, so the first byte decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

ANY_ADDRESS = 0xFF
MAX_ANSWER = 4096
"""Longer advanced frames are taken for garbage; 32 blocks with security bytes are 292 bytes."""

_STX = 0x02


class Format(Enum):
    """How long a frame may be; a reader answers in the format it was asked in."""

    STANDARD = "standard"
    ADVANCED = "advanced"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a reader whose CRC is right."""

    address: int
    command: int
    status: int
    data: bytes


def _shifted_out(byte: int) -> int:
    crc = byte
    for _ in range(8):
        crc = crc >> 1 ^ 0x8408 if crc & 1 else crc >> 1
    return crc


_CRC_OF = tuple(map(_shifted_out, range(256)))


def crc8408(data: bytes) -> int:
    """CRC-16, polynomial 8408 reflected, start FFFF, no final XOR; sent low byte first."""
    crc = 0xFFFF
    for byte in data:
        crc = crc >> 8 ^ _CRC_OF[(crc ^ byte) & 0xFF]
    return crc


def encode(command: int, data: bytes, form: Format, address: int = ANY_ADDRESS) -> bytes:
    """A request; raises ValueError when it does not fit the format."""
    body = bytes((address, command)) + data
    if form is Format.ADVANCED:
        head = bytes((_STX,)) + (len(body) + 5).to_bytes(2, "big")
    else:
        length = len(body) + 3
        if length > 0xFF:
            raise ValueError(f"{length} bytes are too long for a standard frame")
        head = bytes((length,))
    frame = head + body
    return frame + crc8408(frame).to_bytes(2, "little")


class AnswerDecoder:
    """Takes a stream in pieces of any size and gives the answers in it.

    `damaged` counts candidates that had to be given up (wrong CRC, impossible length, garbage).
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self.damaged = 0

    def feed(self, data: bytes) -> Iterator[Answer]:
        """Add bytes; yields each answer that is now complete. Exhaust it."""
        self._buffer += data
        while (size := self._candidate()) is not None:
            frame = bytes(self._buffer[:size])
            if size and crc8408(frame[:-2]) == int.from_bytes(frame[-2:], "little"):
                del self._buffer[:size]
                yield _answer(frame)
            else:
                self._skip_byte()

    def resync(self) -> Iterator[Answer]:
        """The line went silent: what looked like the head of a long frame was garbage. Yields the
        answers found behind it and keeps nothing."""
        while self._buffer:
            self._skip_byte()
            yield from self.feed(b"")

    def _candidate(self) -> int | None:
        """Size of the frame at the head of the buffer; 0 it cannot be one, None unknown yet."""
        buffer = self._buffer
        if not buffer:
            return None
        if buffer[0] != _STX:
            size, least = buffer[0], 6
        elif len(buffer) < 3:
            return None
        else:
            size, least = int.from_bytes(buffer[1:3], "big"), 8
        if not least <= size <= MAX_ANSWER:
            return 0
        return size if len(buffer) >= size else None

    def _skip_byte(self) -> None:
        del self._buffer[0]
        self.damaged += 1


def _answer(frame: bytes) -> Answer:
    body = frame[3:-2] if frame[0] == _STX else frame[1:-2]
    return Answer(body[0], body[1], body[2], body[3:])
