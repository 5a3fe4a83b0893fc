"""A barcode scanner on a serial line, here a pseudo-terminal."""

from __future__ import annotations

import os
import threading
import tty
from collections.abc import Iterator

import pytest

from kiosk.config.addresses import ScannerLine, scanner_line
from kiosk.devices.health import Health
from kiosk.devices.scanner import SCANNER, WATCH_S, Scanner
from rfid.transport.serial import SerialListener

CARD = "2104800000017"


class Bench:
    """A scanner on a pseudo-terminal whose other end is in our hand."""

    def __init__(self) -> None:
        self.scanned: list[str] = []
        self.health = Health(lambda: 0)
        self.master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        self.opened = 0
        self.worker = Scanner(self._open, self.scanned.append, self.health)

    def _open(self):
        self.opened += 1
        return SerialListener(self.path, 9600)

    def says(self, data: bytes) -> None:
        os.write(self.master, data)
        self.worker.wait(5)
        self.worker.step(0.0)

    def unplug(self) -> None:
        os.close(self._slave)
        os.close(self.master)
        self.master = -1

    def close(self) -> None:
        self.worker.close()
        if self.master >= 0:
            os.close(self._slave)
            os.close(self.master)


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    made.worker.step(0.0)
    yield made
    made.close()


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n"])
def test_line_is_a_card(bench: Bench, end: bytes) -> None:
    bench.says(CARD.encode() + end)
    assert bench.scanned == [CARD]


def test_number_may_come_in_pieces_and_two_at_once(bench: Bench) -> None:
    bench.says(CARD[:5].encode())
    assert bench.scanned == []
    bench.says(CARD[5:].encode() + b"\r123\r")
    assert bench.scanned == [CARD, "123"]


def test_what_is_no_barcode_is_dropped(bench: Bench) -> None:
    bench.says(b"\xff\xfe\x1b[2J\r" + b"9" * 200 + b"\r" + CARD.encode() + b"\r")
    assert bench.scanned == [CARD]


def test_scanner_that_is_gone_is_told_and_opened_again(bench: Bench) -> None:
    """Guard: the retry after a lost line."""
    bench.unplug()
    due_s = bench.worker.step(10.0)
    assert 10.0 < due_s < 10.0 + WATCH_S
    assert bench.health.of(SCANNER).problem is not None
    bench.worker.step(due_s)
    assert bench.opened == 2


def test_wait_ends_when_woken_and_only_once(bench: Bench) -> None:
    """Guards: the pipe among what `wait` listens to, and its reading."""
    waiting = threading.Thread(target=bench.worker.wait, args=(60,), daemon=True)
    waiting.start()
    bench.worker.wake()
    waiting.join(10)
    assert not waiting.is_alive()

    again = threading.Thread(target=bench.worker.wait, args=(60,), daemon=True)
    again.start()
    again.join(0.2)
    assert again.is_alive()
    bench.worker.wake()
    again.join(10)
    assert not again.is_alive()


def test_address_says_what_to_write() -> None:
    assert scanner_line("serial:/dev/ttyACM0") == ScannerLine("/dev/ttyACM0", 9600)
    assert scanner_line("serial:/dev/ttyS1?baud=19200") == ScannerLine("/dev/ttyS1", 19200)
    for wrong in ("serial:", "usb:/dev/x", "serial:/dev/x?baud=1", "serial:/dev/x?speed=9"):
        with pytest.raises(ValueError, match="write"):
            scanner_line(wrong)
