"""A PC/SC reader for patron cards: what lies on it becomes somebody's card, or a word why not.

A worker of its own beside the pad's. A card's number is handed on and forgotten, never logged.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from kiosk.devices.health import Health
from kiosk.session.events import CardLaid, CardLifted
from rfid.errors import RfidError
from rfid.pcsc.patron import LaidCards, Lifted, NoIdentity, Seen

CARD_READER = "card_reader"
POLL_S = 0.2
MISSES = 2
"""Looks without the card before it counts as taken away."""
RETRY_S = 1.0
_log = logging.getLogger(__name__)


class CardSource(Protocol):
    """An open reader (`rfid.pcsc.driver.PcscReader`)."""

    def patron_card(self) -> Seen | None:
        """The card that lies there. Raises RfidError when the reader is lost."""

    def close(self) -> None:
        """Give it back; never raises."""


class CardReader:
    """`step` belongs to one thread, `wait` and `wake` to any. `open_reader` opens anew each time
    and raises RfidError when it cannot."""

    def __init__(
        self,
        open_reader: Callable[[], CardSource],
        on_card: Callable[[CardLaid | CardLifted], None],
        health: Health,
    ) -> None:
        self._open = open_reader
        self._on_card = on_card
        self._health = health
        self._reader: CardSource | None = None
        self._laid = LaidCards(MISSES)
        self._woken = threading.Event()

    def step(self, now_s: float) -> float:
        """Look once; returns when to look again. Never raises."""
        try:
            if self._reader is None:
                self._reader = self._open()
                self._health.ok(CARD_READER)
            change = self._laid.look(self._reader.patron_card())
        except RfidError as error:
            self._lose(str(error))
            return now_s + RETRY_S
        except Exception as error:  # noqa: BLE001 - a worker outlives every fault
            _log.exception("card reader: unexpected")
            self._lose(f"internal error ({type(error).__name__})")
            return now_s + RETRY_S
        if change is not None:
            self._on_card(_said(change))
        return now_s + POLL_S

    def wait(self, timeout_s: float) -> None:
        """Until somebody wakes it, or the time is over."""
        self._woken.wait(max(0.0, timeout_s))
        self._woken.clear()

    def wake(self) -> None:
        """End a `wait` now."""
        self._woken.set()

    def close(self) -> None:
        """Give the reader back."""
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    def _lose(self, reason: str) -> None:
        """What lies there counts no more: nobody can see it being taken away. When the reader is
        back the same card is no news, because it may be the last patron's."""
        self._health.problem(CARD_READER, reason)
        if self._reader is not None:
            self.close()
            self._on_card(CardLifted())


def _said(change: Seen | Lifted) -> CardLaid | CardLifted:
    if isinstance(change, Lifted):
        return CardLifted()
    if isinstance(change, NoIdentity):
        _log.info("card reader: %s", change.reason)
        return CardLaid(None)
    return CardLaid(change.text)
