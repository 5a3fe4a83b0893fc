"""Bytes into a device or file, within a time: a printer without paper takes none, for hours.

Never blocks for longer, also where the device's own open or write would (`O_NONBLOCK`); what was
not taken by then is given up, so that it does not come out while the next patron stands there.
"""

from __future__ import annotations

import os
import select
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import serial

from kiosk.config.addresses import PrinterAddress


def write_within(path: Path, content: bytes, within_s: float, *, flags: int = 0) -> None:
    """Write all of it. Raises TimeoutError when it was not taken in time, OSError."""
    fd = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC | flags, 0o640)
    try:
        _write(fd, content, within_s)
    finally:
        os.close(fd)


def _write(fd: int, content: bytes, within_s: float) -> None:
    end_s = time.monotonic() + within_s
    left = memoryview(content)
    while left:
        left_s = end_s - time.monotonic()
        if left_s <= 0 or not select.select([], [fd], [], left_s)[1]:
            raise TimeoutError(f"takes nothing for {within_s:g} s")
        try:
            left = left[os.write(fd, left) :]
        except BlockingIOError:
            continue  # ready for less than was offered: asked again


@dataclass(frozen=True, slots=True)
class Outlet:
    """An open line to a printer. `answers` False: it cannot be read."""

    fd: int
    answers: bool

    def write(self, content: bytes, within_s: float) -> None:
        """All of it. Raises TimeoutError, OSError."""
        _write(self.fd, content, within_s)

    def drop(self) -> None:
        """What it said before and nobody read."""
        with os.fdopen(os.dup(self.fd), "rb", buffering=0) as rest:
            while select.select([rest], [], [], 0)[0] and rest.read(256):
                pass

    def read(self, within_s: float) -> bytes:
        """What it says next; nothing after the time, or where it hung up."""
        if not select.select([self.fd], [], [], within_s)[0]:
            return b""
        try:
            return os.read(self.fd, 64)
        except BlockingIOError:
            return b""


@contextmanager
def open_outlet(address: PrinterAddress, within_s: float) -> Iterator[Outlet]:
    """The line, as long as the context is open. Raises OSError."""
    if address.kind == "tcp":
        with socket.create_connection((address.where, address.number), within_s) as line:
            line.setblocking(False)
            yield Outlet(line.fileno(), answers=True)
    elif address.kind == "serial":
        with closing(serial.Serial(address.where, address.number, timeout=0)) as port:
            yield Outlet(port.fileno(), answers=True)
    else:
        # A pipe read by whoever writes to it hears itself: only devices are asked anything.
        device = Path(address.where).is_char_device()
        way = os.O_RDWR if device else os.O_WRONLY
        fd = os.open(address.where, way | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        try:
            yield Outlet(fd, answers=device)
        finally:
            os.close(fd)
