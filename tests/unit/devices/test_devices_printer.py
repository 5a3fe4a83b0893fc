from __future__ import annotations

import os
from pathlib import Path

import pytest
from escpos.printer import Dummy

from kiosk.acts.printing import Printing
from kiosk.devices.health import DeviceHealth, Health
from kiosk.devices.paper import EscposPrinter, emit
from kiosk.devices.printer import FilePrinter, PrinterFault, make_printer
from kiosk.receipts.layout import Heading
from kiosk.session.states import RowState, TrayRow

HEADING = Heading("Valbreuil", "Les Tilleuls", "Europe/Paris", 1_764_340_200_000)
ROWS = (TrayRow("1", "1", ("E0",), RowState.DONE, operation="op", due_ms=1_765_580_399_999),)


def test_a_file_takes_one_receipt_after_the_other(tmp_path: Path) -> None:
    printer = FilePrinter(tmp_path / "receipts.txt")
    printer.print_text("un\n")
    printer.print_text("deux\n")
    assert (tmp_path / "receipts.txt").read_text() == "un\n\fdeux\n\f"


def test_a_receipt_becomes_text_and_a_cut() -> None:
    printer = Dummy()
    emit(printer, "Retour le 12\n")
    assert b"Retour le 12\n" in printer.output
    assert printer.output.endswith(b"\x1dV\x00")


def test_a_thermal_printer_on_a_device_file_gets_the_bytes(tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    device.write_bytes(b"")
    EscposPrinter(str(device)).print_text("Bonjour\n")
    assert b"Bonjour" in device.read_bytes()


@pytest.mark.parametrize("kind", ["file", "escpos"])
def test_a_printer_that_is_not_there_is_a_fault(tmp_path: Path, kind: str) -> None:
    printer = make_printer(f"{kind}:{tmp_path}/none/lp0")
    assert printer is not None
    with pytest.raises(PrinterFault, match="lp0"):
        printer.print_text("x")


def test_no_printer_is_none() -> None:
    assert make_printer("") is None


class Paperless:
    """A printer without paper until it gets some."""

    def __init__(self) -> None:
        self.paper = False
        self.printed: list[str] = []

    def print_text(self, text: str) -> None:
        if not self.paper:
            raise PrinterFault("no paper")
        self.printed.append(text)


def test_a_printer_without_paper_is_unwell_and_well_again_with_it() -> None:
    changes: list[DeviceHealth] = []
    printer, health = Paperless(), Health(lambda: 7, changes.append)
    printing = Printing(printer, health, lambda: HEADING)
    printing.receipt(ROWS, "fr")
    printing.receipt(ROWS, "fr")
    printer.paper = True
    printing.receipt(ROWS, "fr")
    assert changes == [DeviceHealth("printer", "no paper", 7), DeviceHealth("printer", None, 7)]
    assert len(printer.printed) == 1


def test_nothing_lent_leaves_the_printer_alone() -> None:
    health = Health(lambda: 0)
    Printing(Paperless(), health, lambda: HEADING).receipt((), "fr")
    assert health.all() == ()


def test_health_tells_since_when_by_device() -> None:
    now = iter((10, 20, 30))
    health = Health(lambda: next(now))
    health.problem("pad", "gone")
    health.ok("server")
    health.problem("pad", "gone")
    health.problem("pad", "worse")
    assert health.of("pad") == DeviceHealth("pad", "worse", 30)
    assert [device.device for device in health.all()] == ["pad", "server"]
    assert health.of("printer") is None


@pytest.mark.parametrize("address", ["file", "escpos"])
def test_printer_that_takes_nothing_is_given_up_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Its receipt never comes out later. Guards: `O_NONBLOCK` and the deadline of
    `write_within`."""
    device = tmp_path / "lp0"
    os.mkfifo(device)
    for module in ("printer", "paper"):
        monkeypatch.setattr(f"kiosk.devices.{module}.TAKEN_WITHIN_S", 0.05)
    printer = make_printer(f"{address}:{device}")
    assert printer is not None
    with pytest.raises(PrinterFault):
        printer.print_text("nobody reads: the other end is closed")
    reader = os.open(device, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(PrinterFault, match="takes nothing"):
            printer.print_text("x" * 200_000)  # more than the pipe holds
        while os.read(reader, 65536):
            pass
        printer.print_text("paper again")
        assert b"paper again" in os.read(reader, 65536)
    finally:
        os.close(reader)
