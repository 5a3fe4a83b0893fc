"""Lines that carry bytes to a reader: serial, TCP, and one inside the process."""

from __future__ import annotations

from typing import Protocol


class Transport(Protocol):
    """An open line. Every method but `close` raises `rfid.errors.ReaderFault` once it is lost.

    Time-outs are fixed when the line is opened: changing one on an open pseudo-terminal fails.
    """

    def write(self, data: bytes) -> None:
        """Send all of `data`."""

    def read(self) -> bytes:
        """Whatever has arrived, or b"" after a short slice of silence (about 50 ms)."""

    def discard(self) -> None:
        """Throw away what has arrived and was not read."""

    def close(self) -> None:
        """Give the line back; never raises."""
