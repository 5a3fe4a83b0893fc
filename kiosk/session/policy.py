"""What a site decides about sessions: lengths, times, modes. A value, checked where it is made."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.session.board import ClosedHours
from kiosk.session.receipt_state import ReceiptPolicy


@dataclass(frozen=True, slots=True)
class SessionPolicy:
    """Times in whole seconds.

    A page warns `warn_s` before it closes (WCAG 2.2.1 asks for at least 20 s); a session never
    starts anything new after `absolute_s`.
    """

    card_length: int = 13
    pin_length: int = 4
    idle_s: int = 60
    warn_s: int = 20
    finish_s: int = 20
    attention_s: int = 60
    absolute_s: int = 600
    reader_rest_s: int = 10
    """A pad silent for longer, outside a session, puts the kiosk to rest."""
    undo_s: int = 30
    """How long a loan may be taken back by who made it; 0: never."""
    lend_by_barcode: bool = True
    """Lends what the pad does not read by its barcode."""
    scan_after_s: int = 10
    """So long the pad has to see a thing that was scanned."""
    offline_items: int = 5
    """How many items a card may borrow while cut off; 0: lending waits for the network."""
    closed_hours: ClosedHours = ClosedHours.OPEN
    receipts: ReceiptPolicy = field(default_factory=ReceiptPolicy)

    def __post_init__(self) -> None:
        if self.warn_s < 20:
            raise ValueError("warn_s must be at least 20 seconds")
        if min(self.idle_s, self.finish_s, self.attention_s) < self.warn_s:
            raise ValueError("idle_s, finish_s and attention_s must be at least warn_s")
        if self.absolute_s < self.idle_s:
            raise ValueError("absolute_s must be at least idle_s")
        if min(self.card_length, self.pin_length, self.scan_after_s) < 1:
            raise ValueError("card_length, pin_length and scan_after_s must be positive")
