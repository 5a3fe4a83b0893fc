"""Receipt printers: a text file, or paper (`kiosk.devices.paper`). A fault blocks no session."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Protocol

from kiosk.devices.outlet import write_within

TAKEN_WITHIN_S: Final = 5.0
"""A printer that has not taken a receipt by then has no paper, or is stuck."""


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
            page = f"{text}\f".encode()
            write_within(self._path, page, TAKEN_WITHIN_S, flags=os.O_APPEND | os.O_CREAT)
        except OSError as error:
            raise PrinterFault(f"{self._path}: {error.strerror or error}") from error


def make_printer(address: str) -> ReceiptPrinter | None:
    """From a checked `printer` setting; None for none."""
    kind, _, where = address.partition(":")
    if kind == "file":
        return FilePrinter(Path(where))
    if kind != "escpos":
        return None
    # Its library reads the profiles of all printers when it is imported: most of a second on a slow
    # machine, which a kiosk without paper need not wait for.
    from kiosk.devices.paper import EscposPrinter  # noqa: PLC0415

    return EscposPrinter(where)
