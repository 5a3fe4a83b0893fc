"""Makes the receipt printer that is configured: a text file, or paper (`kiosk.devices.paper`)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from kiosk.config.addresses import printer_address
from kiosk.devices import printing
from kiosk.devices.outlet import write_within
from kiosk.devices.printing import Paper, PaperSettings, PrinterFault, ReceiptPrinter
from kiosk.receipts.layout import Slip


class FilePrinter:
    """Receipts one after the other in a file, a form feed behind each."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def print_slips(self, slips: Sequence[Slip]) -> Paper:
        """Append them. Raises PrinterFault."""
        try:
            pages = "".join(f"{slip.text}\f" for slip in slips).encode()
            write_within(self._path, pages, printing.TAKEN_WITHIN_S, flags=os.O_APPEND | os.O_CREAT)
        except OSError as error:
            raise PrinterFault(f"{self._path}: {error.strerror or error}") from error
        return Paper.FINE

    def paper(self) -> Paper:
        """A file has no end."""
        return Paper.FINE


def make_printer(address: str, settings: PaperSettings) -> ReceiptPrinter | None:
    """From a checked `printer` setting; None for none."""
    if not address:
        return None
    where = printer_address(address)
    if where.kind == "file":
        return FilePrinter(Path(where.where))
    # Its library reads the profiles of all printers when it is imported: most of a second on a slow
    # machine, which a kiosk without paper need not wait for.
    from kiosk.devices.paper import EscposPrinter  # noqa: PLC0415

    return EscposPrinter(where, settings)
