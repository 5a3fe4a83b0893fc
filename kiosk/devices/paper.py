"""Receipts on paper: a thermal printer through python-escpos. Imported where one is configured."""

from __future__ import annotations

from pathlib import Path

from escpos.escpos import Escpos
from escpos.exceptions import Error as EscposError
from escpos.printer import Dummy

from kiosk.devices.outlet import write_within
from kiosk.devices.printer import TAKEN_WITHIN_S, PrinterFault


class EscposPrinter:
    """A thermal printer that speaks ESC/POS. Opened and closed for each receipt, so that paper put
    in or a cable put back is noticed without a restart."""

    def __init__(self, device: str) -> None:
        self._device = device

    def print_text(self, text: str) -> None:
        """Print and cut. Raises PrinterFault."""
        page = Dummy()
        try:
            emit(page, text)
            write_within(Path(self._device), page.output, TAKEN_WITHIN_S)
        except (OSError, EscposError) as error:
            raise PrinterFault(f"{self._device}: {error}") from error


def emit(printer: Escpos, text: str) -> None:
    """The receipt as ESC/POS, whatever the device behind it."""
    printer.set(align="left", font="a")
    printer.text(text)
    printer.cut()
