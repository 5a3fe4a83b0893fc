"""3M reader framing, host side: build requests, take answers off the line.

Source: 3M RFID reader protocol specification 1.0.0 (2009).

    START LENhi LENlo body… CRChi CRClo        LEN = bytes behind LEN, CRC included

START is D6, and D5 for the question who is there. The body of a D6 frame begins with CMD, that of
its answer with CMD and an error byte; the shortest answer (LEN 4) has nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from rfid.framing import FrameDecoder

COMMAND_START = 0xD6
PROBE_START = 0xD5
MAX_LENGTH = 2048
"""A longer answer is taken for garbage; 256 blocks with lock bytes are 1546 bytes."""
_MIN_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer whose CRC is right."""

    start: int
    body: bytes

    @property
    def command(self) -> int:
        return self.body[0]

    @property
    def error(self) -> int:
        return self.body[1]

    @property
    def data(self) -> bytes:
        return self.body[2:]


def _shifted_out(byte: int) -> int:
    crc = byte << 8
    for _ in range(8):
        crc = crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1
    return crc & 0xFFFF


_CRC_OF = tuple(map(_shifted_out, range(256)))


def crc1021(data: bytes) -> int:
    """CRC-16, polynomial 1021, start FFFF, inverted at the end; sent high byte first."""
    crc = 0xFFFF
    for byte in data:
        crc = crc << 8 & 0xFF00 ^ _CRC_OF[crc >> 8 ^ byte]
    return crc ^ 0xFFFF


def encode(body: bytes, start: int = COMMAND_START) -> bytes:
    """A request."""
    counted = (len(body) + 2).to_bytes(2, "big") + body
    return bytes((start,)) + counted + crc1021(counted).to_bytes(2, "big")


class AnswerDecoder(FrameDecoder[Answer]):
    """Answers to commands and to the probe."""

    def size(self, head: bytes | bytearray) -> int | None:
        if head[0] not in (COMMAND_START, PROBE_START):
            return 0
        if len(head) < 3:
            return None
        length = int.from_bytes(head[1:3], "big")
        return length + 3 if _MIN_LENGTH <= length <= MAX_LENGTH else 0

    def answer(self, frame: bytes) -> Answer | None:
        if crc1021(frame[1:-2]) != int.from_bytes(frame[-2:], "big"):
            return None
        return Answer(frame[0], frame[3:-2])
