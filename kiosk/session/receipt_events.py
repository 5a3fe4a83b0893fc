"""What happens about receipts: a tile, what came of it, the printer's own word. Part of
`kiosk.session.events`."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.session.receipt_state import By


@dataclass(frozen=True, slots=True)
class ReceiptChosen:
    """How she wants her receipt; `language` that of the screen, empty: her own."""

    by: By
    language: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptGiven:
    """It came out, or was taken to be mailed to `count` people; or `reason` says why not. `early`:
    as in the effect."""

    by: By
    done: bool
    reason: str | None = None
    count: int = 0
    early: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrinterSaid:
    """How the printer is: a value of Roll."""

    roll: str
