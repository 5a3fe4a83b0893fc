"""Receipt printers: paper through python-escpos, or a text file. A fault never blocks a session."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from escpos.escpos import Escpos
from escpos.exceptions import Error as EscposError
from escpos.printer import File


class PrinterFault(Exception):
    """Nothing came out; the text says why."""

    code = "printer"
    retry = True
    environment = True


class ReceiptPrinter(Protocol):
    """Called on the `periph` thread."""

    def print_text(self, text: str) -> None:
        """Print and cut. Raises PrinterFault."""
        ...


class FilePrinter:
    """Receipts one after the other in a file, a form feed between them."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def print_text(self, text: str) -> None:
        """Append the receipt. Raises PrinterFault."""
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(text + "\f")
        except OSError as error:
            raise PrinterFault(f"{self._path}: {error.strerror or error}") from error


class EscposPrinter:
    """A thermal printer that speaks ESC/POS. Opened and closed for each receipt, so that paper put
    in or a cable put back is noticed without a restart."""

    def __init__(self, device: str) -> None:
        self._device = device

    def print_text(self, text: str) -> None:
        """Print and cut. Raises PrinterFault."""
        try:
            printer = File(self._device)
            printer.open()
            try:
                emit(printer, text)
            finally:
                printer.close()
        except (OSError, EscposError) as error:
            raise PrinterFault(f"{self._device}: {error}") from error


def emit(printer: Escpos, text: str) -> None:
    """The receipt as ESC/POS, whatever the device behind it."""
    printer.set(align="left", font="a")
    printer.text(text)
    printer.cut()


def make_printer(address: str) -> ReceiptPrinter | None:
    """From a checked `printer` setting; None for none."""
    kind, _, where = address.partition(":")
    if kind == "file":
        return FilePrinter(Path(where))
    return EscposPrinter(where) if kind == "escpos" else None
