"""Receipts on paper, on the `periph` thread. A printer's fault is its health, and an answer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from kiosk.devices.health import Health
from kiosk.devices.printing import TOLD, Paper, PrinterFault, ReceiptPrinter
from kiosk.receipts.content import Heading, content_of
from kiosk.receipts.layout import Layout, Slip
from kiosk.session.effects import PrintReceipts
from kiosk.session.events import Event
from kiosk.session.receipt_events import PrinterSaid, ReceiptGiven
from kiosk.session.receipt_state import By, Roll

_log = logging.getLogger(__name__)

DEVICE: Final = "printer"
NO_PAPER, NO_PRINTER = "paper", "printer"


class Printing:
    """`printer` None: none is set. `heading` tells where and when it is printed, `language` what is
    spoken where nobody said."""

    def __init__(
        self,
        printer: ReceiptPrinter | None,
        layout: Layout,
        health: Health,
        heading: Callable[[], Heading],
        language: str,
        post: Callable[[Event], None],
    ) -> None:
        self._printer = printer
        self._layout = layout
        self._health = health
        self._heading = heading
        self._language = language
        self._post = post
        self._told: Roll | None = None

    def receipts(self, effect: PrintReceipts) -> None:
        """ReceiptGiven is posted whatever happens."""
        reason: str | None = NO_PRINTER
        try:
            reason = self._print(effect)
        finally:
            self._post(ReceiptGiven(By.PAPER, reason is None, reason, early=effect.early))

    def look(self) -> bool:
        """Ask the printer how it is; False where there is none to ask."""
        printer = self._printer
        if printer is None:
            return False
        self._note(printer.paper)
        return True

    def _print(self, effect: PrintReceipts) -> str | None:
        """Why nothing came out, or None."""
        printer, slips = self._printer, self._slips(effect)
        if printer is None:
            return NO_PRINTER
        roll = self._note(lambda: printer.print_slips(slips))
        if roll is Roll.GONE:
            # Where it still answers, it knows better why.
            roll = self._note(printer.paper)
            return NO_PAPER if roll in (Roll.OUT, Roll.COVER) else NO_PRINTER
        return None

    def _slips(self, effect: PrintReceipts) -> list[Slip]:
        heading, returning = self._heading(), effect.returning
        found = (
            (content_of(wish.rows, heading, returning=returning, name=wish.name), wish.language)
            for wish in effect.slips
        )
        return [
            self._layout.slip(content, language or self._language)
            for content, language in found
            if content is not None
        ]

    def _note(self, ask: Callable[[], Paper]) -> Roll:
        """What the printer says, for health and screen."""
        try:
            paper = ask()
        except PrinterFault as error:
            self._health.problem(DEVICE, str(error))
            roll = Roll.GONE
        else:
            roll = Roll(paper.value)
            if paper in TOLD:
                self._health.problem(DEVICE, TOLD[paper])
            else:
                self._health.ok(DEVICE)
        if roll is not self._told:
            self._told = roll
            self._post(PrinterSaid(roll.value))
        return roll
