"""3M frames seen from the reader: take requests off the line, build answers.

Source: 3M RFID reader protocol specification 1.0.0 (2009).
"""

from __future__ import annotations

import binascii
from dataclasses import dataclass

_LONGEST = 1024


def checksum(data: bytes) -> bytes:
    """The two bytes at the end: CRC-CCITT over length and body, inverted."""
    return (~binascii.crc_hqx(data, 0xFFFF) & 0xFFFF).to_bytes(2)


@dataclass(frozen=True, slots=True)
class Request:
    """A request that arrived whole."""

    start: int
    body: bytes

    @property
    def size(self) -> int:
        """Bytes on the line."""
        return len(self.body) + 5


class RequestParser:
    """Cuts the host's stream into requests."""

    def __init__(self) -> None:
        self._pending = b""

    def feed(self, data: bytes) -> list[Request]:
        """The requests that are complete with these bytes."""
        self._pending += data
        found = []
        while len(self._pending) >= 3:
            length = int.from_bytes(self._pending[1:3])
            if self._pending[0] not in b"\xd5\xd6" or not 3 <= length <= _LONGEST:
                self._pending = self._pending[1:]
                continue
            if len(self._pending) < 3 + length:
                break
            frame = self._pending[: 3 + length]
            if checksum(frame[1:-2]) != frame[-2:]:
                self._pending = self._pending[1:]
                continue
            self._pending = self._pending[3 + length :]
            found.append(Request(frame[0], frame[3:-2]))
        return found

    def clear(self) -> None:
        """The line fell silent in the middle of a frame, or was closed."""
        self._pending = b""


def answer(start: int, body: bytes) -> bytes:
    """A frame towards the host."""
    counted = (len(body) + 2).to_bytes(2) + body
    return bytes((start,)) + counted + checksum(counted)
