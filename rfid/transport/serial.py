"""A serial line through pyserial.

Everything that can go wrong on a lost port (SerialException, OSError, termios.error) is a
`ReaderFault`; which of them the platform raises depends on the call and on the moment.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

import serial

from rfid.errors import ReaderFault

try:
    import termios
except ImportError:  # not on Windows
    _LOST: tuple[type[Exception], ...] = (serial.SerialException, OSError)
else:
    _LOST = (serial.SerialException, OSError, termios.error)

SLICE_S = 0.05
WRITE_TIMEOUT_S = 1.0
_log = logging.getLogger(__name__)


def is_pseudo_terminal(path: str) -> bool:
    """Whether `path` leads, through any links, to a pseudo-terminal."""
    return Path(os.path.realpath(path)).is_relative_to("/dev/pts")


def effective_parity(path: str, wanted: str) -> str:
    """`wanted`, or "N" on a pseudo-terminal: it drops the parity bit silently, and the next open
    of the same device with parity fails with EINVAL."""
    if wanted == "N" or not is_pseudo_terminal(path):
        return wanted
    _log.info("%s is a pseudo-terminal: parity N instead of %s", path, wanted)
    return "N"


class SerialTransport:
    """8 data bits, 1 stop bit, held exclusively where the platform can."""

    def __init__(self, path: str, baud: int = 38400, parity: str = "E") -> None:
        self._path = path
        try:
            self._port = serial.Serial(
                port=path,
                baudrate=baud,
                parity=effective_parity(path, parity),
                timeout=SLICE_S,
                write_timeout=WRITE_TIMEOUT_S,
                exclusive=True if os.name == "posix" else None,
            )
        except _LOST as error:
            raise ReaderFault(f"{path} cannot be opened: {_why(error)}") from error

    def write(self, data: bytes) -> None:
        try:
            self._port.write(data)
        except _LOST as error:
            raise self._fault(error) from error

    def read(self) -> bytes:
        try:
            return bytes(self._port.read(max(1, self._port.in_waiting)))
        except _LOST as error:
            raise self._fault(error) from error

    def discard(self) -> None:
        try:
            self._port.reset_input_buffer()
        except _LOST as error:
            raise self._fault(error) from error

    def close(self) -> None:
        try:
            self._port.close()
        except _LOST as error:
            _log.debug("%s: %s while closing", self._path, error)

    def _fault(self, error: Exception) -> ReaderFault:
        return ReaderFault(f"{self._path} is lost: {_why(error)}")


class SerialListener:
    """A line that only talks: 8 data bits, no parity, 1 stop bit, read without ever blocking.
    `fileno` is ready when there is something to read, or the line is lost."""

    def __init__(self, path: str, baud: int) -> None:
        self._path = path
        try:
            self._port = serial.Serial(
                path,
                baud,
                parity="N",
                timeout=0,
                exclusive=True if os.name == "posix" else None,
            )
        except _LOST as error:
            raise ReaderFault(f"{path} cannot be opened: {_why(error)}") from error

    def fileno(self) -> int:
        return self._port.fileno()

    def read(self) -> bytes:
        try:
            return bytes(self._port.read(4096))
        except _LOST as error:
            raise ReaderFault(f"{self._path} is lost: {_why(error)}") from error

    def close(self) -> None:
        try:
            self._port.close()
        except _LOST as error:
            _log.debug("%s: %s while closing", self._path, error)


def _why(error: Exception) -> str:
    """The system's own words, without pyserial's nesting of the same text."""
    number = getattr(error, "errno", None)
    if isinstance(number, int):
        return os.strerror(number)
    return str(error)
