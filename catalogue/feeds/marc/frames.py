"""Finds the records in a stream of ISO 2709, whatever is damaged in it.

A record is `length(5) … terminator(1D)`. Where both agree it is a frame; where they do not, the
damage costs that one record and reading goes on behind the nearest end that makes sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

RECORD_END = 0x1D
_END = b"\x1d"
_FIELD_END = b"\x1e"
_LENGTH_FIELD = 5
_LEADER = 24
_LONGEST = 4 << 20
"""Bytes; what has no terminator for so long is skipped unread."""
_CHUNK = 1 << 20
_LEADERS = re.compile(rb"(?=(\d{5})[^\x1d-\x1f]{7}(\d{5}))", re.DOTALL)
"""Length, seven characters, base address, where the directory has ended: ISO 2709, 4.2."""
_BETWEEN = b" \r\n\t\x00\x1a\xef\xbb\xbf"
"""What exports put between records and around the file."""
_TOO_LONG_TO_SAY = (99_999, 0)
"""Lengths written by systems whose record does not fit into five digits."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`raw` from leader to terminator, or empty and `damage` says what is wrong; `end` is the
    offset behind it in the stream."""

    raw: bytes
    end: int
    damage: str = ""


def frames(stream: BinaryIO, offset: int = 0) -> Iterator[Frame]:
    """The records of a stream from `offset`, in order. Memory: two records and a chunk."""
    stream.seek(offset)
    window = _Window(stream, offset)
    while window.skip(_BETWEEN):
        yield _next(window)


def _next(window: _Window) -> Frame:
    end = window.find_end()
    if end < 0:
        if window.exhausted:
            return _damaged(window, window.size, "the file ends inside it")
        window.drop_to_end()
        return _damaged(window, 0, f"no end within {_LONGEST >> 20} MiB")
    length = window.length_at(0)
    if length == end:
        return Frame(window.take(end), window.offset)
    if length in _TOO_LONG_TO_SAY and end > 99_999:
        return Frame(window.take(end), window.offset)
    behind = window.last_record(end)
    if behind:
        return _damaged(window, behind, "its terminator is missing")
    if length is None:
        return _damaged(window, end, "its leader does not begin with its length")
    if (
        end < length <= _LONGEST
        and not window.starts_at(end)
        and window.byte_at(length - 1) == RECORD_END
    ):
        return _damaged(window, length, "a record terminator stands inside it")
    return _damaged(window, end, f"its leader says {length} bytes, it has {end}")


def _damaged(window: _Window, size: int, damage: str) -> Frame:
    window.take(size)
    return Frame(b"", window.offset, damage)


class _Window:
    """The part of the stream that is looked at; `offset` of its first byte in the stream."""

    def __init__(self, stream: BinaryIO, offset: int) -> None:
        self._stream = stream
        self._bytes = b""
        self._at = 0
        self.offset = offset
        self.exhausted = False

    @property
    def size(self) -> int:
        return len(self._bytes) - self._at

    def _more(self) -> bool:
        chunk = self._stream.read(_CHUNK)
        if not chunk:
            self.exhausted = True
            return False
        self._bytes = self._bytes[self._at :] + chunk
        self._at = 0
        return True

    def skip(self, leading: bytes) -> bool:
        """Drops such bytes; False at the end of the stream."""
        while True:
            while self._at < len(self._bytes) and self._bytes[self._at] in leading:
                self._at += 1
                self.offset += 1
            if self._at < len(self._bytes):
                return True
            if not self._more():
                return False

    def find_end(self) -> int:
        """Bytes up to and with the next terminator, -1: none near."""
        looked = self._at
        while True:
            found = self._bytes.find(_END, looked)
            if found >= 0:
                return found + 1 - self._at
            if self.size > _LONGEST:
                return -1
            looked_already = self.size
            if not self._more():
                return -1
            looked = self._at + looked_already

    def drop_to_end(self) -> None:
        """Past the next terminator, or to the end of the stream, keeping nothing."""
        while (found := self._bytes.find(_END, self._at)) < 0:
            self.take(self.size)
            if not self._more():
                return
        self.take(found + 1 - self._at)

    def length_at(self, place: int) -> int | None:
        """The five digits there."""
        digits = self._bytes[self._at + place : self._at + place + _LENGTH_FIELD]
        return int(digits) if len(digits) == _LENGTH_FIELD and digits.isdigit() else None

    def byte_at(self, place: int) -> int | None:
        while self.size <= place:
            if not self._more():
                return None
        return self._bytes[self._at + place]

    def starts_at(self, place: int) -> bool:
        """Does a whole record start there: digits that lead to a terminator, or the end of all?"""
        if self.byte_at(place) is None:
            return True
        self.byte_at(place + _LEADER)
        length = self.length_at(place)
        return (
            length is not None
            and length > _LEADER
            and self.byte_at(place + length - 1) == RECORD_END
        )

    def last_record(self, end: int) -> int:
        """Where another record begins that goes as far as the terminator at `end`; 0: nowhere."""
        part = self._bytes[self._at : self._at + end]
        for found in _LEADERS.finditer(part, 1):
            start, base = found.start(), int(found[2])
            if int(found[1]) == end - start and part[start + base - 1 : start + base] == _FIELD_END:
                return start
        return 0

    def take(self, size: int) -> bytes:
        taken = self._bytes[self._at : self._at + size]
        self._at += size
        self.offset += size
        return taken
