"""FEIG OBID framing, host side: build requests, take answers off the line.

Source: FEIG system manual ID CPR (H20800), protocol frames "standard" and "advanced".

standard  LEN ADR CMD data… CRClo CRChi                LEN = whole frame, 5/6…255
advanced  02 LENhi LENlo ADR CMD data… CRClo CRChi     LEN = whole frame, 7/8…65535

In an answer the first data byte is STATUS. A standard LEN is never 02, so the first byte decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from rfid.framing import FrameDecoder

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


class AnswerDecoder(FrameDecoder[Answer]):
    """Answers in both formats: a standard length is never 02, so the first byte decides."""

    def size(self, head: bytes | bytearray) -> int | None:
        if head[0] != _STX:
            size, least = head[0], 6
        elif len(head) < 3:
            return None
        else:
            size, least = int.from_bytes(head[1:3], "big"), 8
        return size if least <= size <= MAX_ANSWER else 0

    def answer(self, frame: bytes) -> Answer | None:
        if crc8408(frame[:-2]) != int.from_bytes(frame[-2:], "little"):
            return None
        body = frame[3:-2] if frame[0] == _STX else frame[1:-2]
        return Answer(body[0], body[1], body[2], body[3:])
