"""Which records of a source a run has met without changing them: a bit each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable


class Seen:
    """Numbers of records; a million are 125 kB."""

    def __init__(self) -> None:
        self._bits = bytearray()
        self.upto = 0
        """The last row of `import_seen` that is in it."""

    def __contains__(self, n: object) -> bool:
        if not isinstance(n, int) or n >> 3 >= len(self._bits):
            return False
        return bool(self._bits[n >> 3] >> (n & 7) & 1)

    def add(self, numbers: Iterable[int]) -> None:
        """Met, too."""
        for n in numbers:
            if n >> 3 >= len(self._bits):
                self._bits.extend(bytes((n >> 3) + 1024 - len(self._bits)))
            self._bits[n >> 3] |= 1 << (n & 7)


def packed(numbers: Iterable[int]) -> bytes:
    """As they are stored: 8 bytes each."""
    return array("Q", numbers).tobytes()


def unpacked(data: bytes) -> array[int]:
    """The numbers."""
    values = array("Q")
    values.frombytes(data)
    return values
