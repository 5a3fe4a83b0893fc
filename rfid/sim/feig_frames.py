"""FEIG frames seen from the reader: take requests off the line, build answers.

Source: FEIG system manual ID CPR (H20800), protocol frames. A frame whose checksum or length is
wrong is not answered at all, as the manual says.
"""

from __future__ import annotations

from dataclasses import dataclass

_LONG_STANDARD = 255


def _table_entry(index: int) -> int:
    for _ in range(8):
        index = (index >> 1) ^ (0x8408 * (index % 2))
    return index


_TABLE = tuple(_table_entry(index) for index in range(256))


def checksum(data: bytes) -> bytes:
    """The two bytes at the end of a frame."""
    value = 0xFFFF
    for byte in data:
        value = (value >> 8) ^ _TABLE[(value ^ byte) % 256]
    return bytes((value % 256, value // 256))


@dataclass(frozen=True, slots=True)
class Request:
    """A request that arrived whole."""

    address: int
    command: int
    data: bytes
    advanced: bool


class RequestParser:
    """Cuts the host's stream into requests."""

    def __init__(self) -> None:
        self._pending = b""

    def feed(self, data: bytes) -> list[Request]:
        """The requests that are complete with these bytes."""
        self._pending += data
        found = []
        while len(self._pending) >= 5:
            advanced = self._pending[0] == 2
            head = 3 if advanced else 1
            length = int.from_bytes(
                self._pending[head - 2 : head] if advanced else self._pending[:1]
            )
            if length < head + 4 or length > 1024:
                self._pending = self._pending[1:]
                continue
            if len(self._pending) < length:
                break
            frame = self._pending[:length]
            if checksum(frame[:-2]) != frame[-2:]:
                self._pending = self._pending[1:]
                continue
            self._pending = self._pending[length:]
            found.append(Request(frame[head], frame[head + 1], frame[head + 2 : -2], advanced))
        return found

    def clear(self) -> None:
        """The line fell silent in the middle of a frame, or was closed."""
        self._pending = b""


def frame_size(request: Request) -> int:
    """Bytes of the request on the line."""
    return len(request.data) + (7 if request.advanced else 5)


def answer(request: Request, address: int, status: int, data: bytes = b"") -> bytes:
    """In the format of the request, unless the answer is too long for a standard frame."""
    body = bytes((address, request.command, status)) + data
    if request.advanced or len(body) + 3 > _LONG_STANDARD:
        frame = b"\x02" + (len(body) + 5).to_bytes(2) + body
    else:
        frame = bytes((len(body) + 3,)) + body
    return frame + checksum(frame)
