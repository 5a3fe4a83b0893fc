"""The receipt of a finished session, on the `periph` thread. A printer's fault is its health, no
more."""

from __future__ import annotations

import logging
from collections.abc import Callable

from kiosk.devices.health import Health
from kiosk.devices.printer import PrinterFault, ReceiptPrinter
from kiosk.receipts.layout import Heading, loan_receipt
from kiosk.session.states import TrayRow

_log = logging.getLogger(__name__)

DEVICE = "printer"


class Printing:
    """`heading` tells where and when it is printed."""

    def __init__(
        self, printer: ReceiptPrinter, health: Health, heading: Callable[[], Heading]
    ) -> None:
        self._printer = printer
        self._health = health
        self._heading = heading

    def receipt(self, rows: tuple[TrayRow, ...], language: str) -> None:
        """Print the loans of a session, if there are any."""
        text = loan_receipt(rows, self._heading(), language)
        if text is None:
            return
        try:
            self._printer.print_text(text)
        except PrinterFault as error:
            _log.warning("printer: %s", error)
            self._health.problem(DEVICE, str(error))
        else:
            self._health.ok(DEVICE)
