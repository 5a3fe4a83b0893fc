"""Receipts on paper: a thermal printer through python-escpos. Imported where one is configured."""

from __future__ import annotations

from escpos.escpos import Escpos
from escpos.exceptions import Error as EscposError
from escpos.printer import File

from kiosk.devices.printer import PrinterFault


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
