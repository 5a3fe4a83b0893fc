"""What a walk does about receipts; see `support.session_walks`."""

from __future__ import annotations

import random

from kiosk.session.effects import Effect, MailReceipts, PrintReceipts
from kiosk.session.events import Event
from kiosk.session.policy import SessionPolicy
from kiosk.session.receipt_events import PrinterSaid, ReceiptChosen, ReceiptGiven
from kiosk.session.receipt_state import By, ReceiptPolicy, Roll

POLICY = SessionPolicy(receipts=ReceiptPolicy(offer=tuple(By), default=By.PAPER))
GIVES = (PrintReceipts, MailReceipts)
TILES = tuple(ReceiptChosen(by, "fr") for by in (*By, By.SCREEN))


def printer_says(rng: random.Random) -> Event:
    """Paper put in, used up, a cable pulled."""
    return PrinterSaid(rng.choice(list(Roll)).value)


def receipt_given(effect: Effect, good: bool) -> Event:
    """It came out, or not."""
    by = By.PAPER if isinstance(effect, PrintReceipts) else By.MAIL
    return ReceiptGiven(by, good, None if good else "paper", 1)


def address(rng: random.Random, mark: str) -> str:
    """Some have one."""
    return rng.choice(("", f"•••••@{mark}.example"))
