"""Frames in a stream of bytes: what serial readers of every family share.

A family says how long a frame is and whether it is whole; here a stream that may begin anywhere and
hold anything becomes answers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Generic, TypeVar

A = TypeVar("A")


class FrameDecoder(ABC, Generic[A]):
    """Takes a stream in pieces of any size and gives the answers in it.

    `damaged` counts bytes that had to be given up (wrong CRC, impossible length, garbage).
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self.damaged = 0

    @abstractmethod
    def size(self, head: bytes | bytearray) -> int | None:
        """Of the frame that begins with these bytes, at least one; 0 it cannot be one, None not
        known yet."""

    @abstractmethod
    def answer(self, frame: bytes) -> A | None:
        """What a frame of that size says; None when its checksum is wrong."""

    def feed(self, data: bytes) -> Iterator[A]:
        """Add bytes; yields each answer that is now complete. Exhaust it."""
        self._buffer += data
        while self._buffer:
            size = self.size(self._buffer)
            if size is None or size > len(self._buffer):
                return
            answer = self.answer(bytes(self._buffer[:size])) if size else None
            if answer is None:
                self._skip_byte()
            else:
                del self._buffer[:size]
                yield answer

    def resync(self) -> Iterator[A]:
        """The line went silent: what looked like the head of a long frame was garbage. Yields the
        answers found behind it and keeps nothing."""
        while self._buffer:
            self._skip_byte()
            yield from self.feed(b"")

    def _skip_byte(self) -> None:
        del self._buffer[0]
        self.damaged += 1
