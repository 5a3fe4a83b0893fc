"""A barcode scanner on a serial line: lines of text become codes of cards and things.

A worker that sleeps until the line has something. What is scanned may be a card's number: it is
handed on and forgotten, never logged.
"""

from __future__ import annotations

import logging
import os
import select
from collections.abc import Callable

from kiosk.config.addresses import scanner_line
from kiosk.devices.health import Health
from rfid.errors import ReaderFault
from rfid.transport.serial import SerialListener

SCANNER = "scanner"
LONGEST = 64
"""Characters of a barcode; more without an end of line is noise."""
RETRY_S = 2.0
WATCH_S = 30.0
_ENDS = b"\r\n\x03"
_log = logging.getLogger(__name__)


def make_scanner(address: str, on_scan: Callable[[str], None], health: Health) -> Scanner:
    """For an address as in kiosk.toml."""
    line = scanner_line(address)
    return Scanner(lambda: SerialListener(line.path, line.baud), on_scan, health)


class Scanner:
    """`step` and `wait` belong to one thread, `wake` to any."""

    def __init__(
        self,
        open_port: Callable[[], SerialListener],
        on_scan: Callable[[str], None],
        health: Health,
    ) -> None:
        self._open = open_port
        self._on_scan = on_scan
        self._health = health
        self._line: SerialListener | None = None
        self._held = b""
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)

    def step(self, now_s: float) -> float:
        """Take what has come; returns when to look again if nothing comes. Never raises."""
        try:
            if self._line is None:
                self._line = self._open()
                self._held = b""
                self._health.ok(SCANNER)
            self._take(self._line.read())
        except ReaderFault as error:
            _log.info("scanner: %s", error)
            self._health.problem(SCANNER, "the barcode scanner does not answer: look at its cable")
            self._close_line()
            return now_s + RETRY_S
        return now_s + WATCH_S

    def wait(self, timeout_s: float) -> None:
        """Until the scanner says something, somebody wakes it, or the time is over."""
        sources = [self._wake_read]
        if self._line is not None:
            sources.append(self._line.fileno())
        ready = select.select(sources, [], [], max(0.0, timeout_s))[0]
        if self._wake_read in ready:
            os.read(self._wake_read, 4096)

    def wake(self) -> None:
        """End a `wait` now."""
        os.write(self._wake_write, b"\0")

    def close(self) -> None:
        """Give the line back."""
        self._close_line()
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _close_line(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _take(self, data: bytes) -> None:
        for byte in data:
            if byte in _ENDS:
                self._scanned(self._held)
                self._held = b""
            elif len(self._held) <= LONGEST:
                self._held += bytes((byte,))

    def _scanned(self, code: bytes) -> None:
        """Codes of printable ASCII only: nothing else is printed on a card or a thing."""
        if not code:
            return
        if len(code) > LONGEST or not (code.isascii() and code.decode().isprintable()):
            _log.info("scanner: %d bytes that are no barcode", len(code))
            return
        self._on_scan(code.decode().strip())
