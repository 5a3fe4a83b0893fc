"""Receipts by mail: the server is asked, on the `circ` thread, before the patron's session closes.
It knows the address; this station does not. Loans it has not heard of yet it waits for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final, Protocol

from catalogue.client import Ambiguous, CentralError, Unreachable
from catalogue.domain.ids import IdMaker
from catalogue.wire.receipts import MOST_LOANS, ReceiptMailed, ReceiptWanted
from kiosk.session.effects import MailReceipts, MailWish
from kiosk.session.events import Event
from kiosk.session.receipt_events import ReceiptGiven
from kiosk.session.receipt_state import By

_log = logging.getLogger(__name__)

NO_NETWORK, NO_MAIL = "no_network", "mail"
TRIES: Final = 2
"""With one id: what was not answered is asked once more, and mailed once."""


class Post(Protocol):
    """What it uses of `catalogue.client.CentralClient`. Raises CentralError."""

    def mail_receipt(self, wanted: ReceiptWanted) -> ReceiptMailed: ...


class ReceiptMails:
    """Every wish gets its answer."""

    def __init__(self, server: Post, new_id: IdMaker, post: Callable[[Event], None]) -> None:
        self._server = server
        self._new_id = new_id
        self._post = post

    def send(self, effect: MailReceipts) -> None:
        """ReceiptGiven is posted whatever happens: done where one went at least."""
        gone, reason = 0, NO_MAIL
        try:
            for wish in effect.wishes:
                failed = self._ask(wish)
                gone += failed is None
                reason = failed or reason
        finally:
            self._post(
                ReceiptGiven(By.MAIL, gone > 0, None if gone else reason, gone, effect.early)
            )

    def _ask(self, wish: MailWish) -> str | None:
        wanted = ReceiptWanted(
            id=self._new_id(),
            session=wish.session,
            loans=list(wish.loans[:MOST_LOANS]),
            language=wish.language,
        )
        for tried in range(1, TRIES + 1):
            try:
                self._server.mail_receipt(wanted)
            except Ambiguous:
                if tried < TRIES:
                    continue
                return NO_NETWORK
            except Unreachable:
                return NO_NETWORK
            except CentralError as error:
                _log.warning("a receipt is not mailed: %s", error)
                return NO_MAIL
            else:
                return None
        return NO_NETWORK
