"""A line inside the process: what is written goes straight to a simulated device.

For tests and for simulations that run on a virtual clock; the real lines are `serial` and `tcp`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from rfid.errors import ReaderFault


class Device(Protocol):
    """The far end: takes bytes, gives the bytes it answers at once."""

    def feed(self, data: bytes) -> bytes:
        """One piece of the host's stream."""

    def quiet(self) -> None:
        """Nothing came for a while: half a frame is forgotten."""

    def hang_up(self) -> None:
        """The host closed the line."""


def _nothing() -> None:
    """A slice of silence costs no time unless a clock is handed in."""


class LoopbackTransport:
    """`on_silence` is called for each read that finds nothing: let it advance the clock by the
    slice a real line would have waited. `pulled()` tells whether the cable is out."""

    def __init__(
        self,
        device: Device,
        on_silence: Callable[[], None] = _nothing,
        pulled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._device = device
        self._on_silence = on_silence
        self._pulled = pulled
        self._arrived = bytearray()
        self._check()

    def write(self, data: bytes) -> None:
        self._check()
        self._arrived += self._device.feed(data)

    def read(self) -> bytes:
        self._check()
        if not self._arrived:
            self._device.quiet()
            self._on_silence()
        data = bytes(self._arrived)
        self._arrived.clear()
        return data

    def discard(self) -> None:
        self._check()
        self._arrived.clear()

    def close(self) -> None:
        self._device.hang_up()

    def _check(self) -> None:
        if self._pulled():
            raise ReaderFault("the cable is pulled")
