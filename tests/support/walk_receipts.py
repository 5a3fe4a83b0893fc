"""What a walk does about receipts; see `support.session_walks`."""

from __future__ import annotations

import random
from dataclasses import replace

from kiosk.session.effects import MailReceipts, PrintReceipts
from kiosk.session.events import Event
from kiosk.session.policy import SessionPolicy
from kiosk.session.receipt_events import PrinterSaid, ReceiptChosen, ReceiptGiven
from kiosk.session.receipt_state import By, Per, ReceiptPolicy, Roll

_OFFERED = ReceiptPolicy(offer=tuple(By), default=By.PAPER)
POLICIES = tuple(
    SessionPolicy(receipts=replace(_OFFERED, per=per, ask=ask))
    for per, ask in ((Per.SESSION, True), (Per.TRANSACTION, True), (Per.TRANSACTION, False))
)
GIVES = (PrintReceipts, MailReceipts)
TILES = tuple(ReceiptChosen(by, "fr") for by in (*By, *(By.SCREEN,) * 4))


def printer_says(rng: random.Random) -> Event:
    """Paper put in, used up, a cable pulled."""
    return PrinterSaid(rng.choice(list(Roll)).value)


def receipt_given(effect: PrintReceipts | MailReceipts, good: bool) -> Event:
    """It came out, or not."""
    by = By.PAPER if isinstance(effect, PrintReceipts) else By.MAIL
    return ReceiptGiven(by, good, None if good else "paper", 1, effect.early)


def address(rng: random.Random, mark: str) -> str:
    """Some have one."""
    return rng.choice(("", f"•••••@{mark}.example"))
