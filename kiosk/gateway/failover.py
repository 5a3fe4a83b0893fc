"""Asks the server while it answers, the station's own rules when it does not.

After one failed try the station is cut off at once; `kiosk.sync.probe` finds the server again. So a
patron waits for the deadline (3 s, the client's setting) once, not for each item.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from typing import Final, Protocol

from catalogue.client import Ambiguous, CentralError, Unauthorised, Unreachable
from catalogue.domain.operations import Operation
from catalogue.domain.policy import Means
from catalogue.wire.v1 import ItemStanding, PatronAccount, PatronSession
from kiosk.gateway.central import NOT_RECORDED
from kiosk.gateway.line import Line
from kiosk.gateway.protocol import (
    CirculationGateway,
    CutOff,
    Decision,
    KitGateway,
    KitSaid,
    SessionDenied,
)
from kiosk.gateway.standing import NOT_ENROLLED, Standing
from kiosk.store.rows import DecidedBy

NO_NETWORK: Final = "no_network"
"""Why nobody could be asked."""
_log = logging.getLogger(__name__)


class Central(CirculationGateway, KitGateway, Protocol):
    """The server, for everything."""


class FailoverGateway:
    """Never raises a CentralError. What the server refuses as a whole (a request it cannot read)
    does not cut the line; it goes to `on_fault` with its code. A revoked token ends all lending
    until the server knows the station again: it is no outage."""

    def __init__(
        self,
        central: Central,
        offline: CirculationGateway,
        line: Line,
        standing: Standing,
        on_fault: Callable[[CentralError], None],
    ) -> None:
        self._central = central
        self._offline = offline
        self._line = line
        self._standing = standing
        self._on_fault = on_fault
        self._ended: deque[str] = deque()

    def open_session(
        self, card: str, pin: str | None, means: Means, beside: tuple[str, ...] = ()
    ) -> PatronSession | SessionDenied | CutOff:
        """Identify a patron; cut off, or without a PIN, the offline rules answer."""
        if pin is not None and self._line.up:
            try:
                return self._central.open_session(card, pin, means, beside)
            except CentralError as error:
                self._failed(error)
        if not self._standing.good:
            return SessionDenied(NOT_ENROLLED)
        return self._offline.open_session(card, pin, means)

    def close_session(self, session: str) -> None:
        """Revoke the session, or keep it in memory for `revoke_ended`."""
        self._ended.append(session)
        self.revoke_ended()

    def revoke_ended(self) -> None:
        """The server may be back: revoke what could not be revoked before. What a restart forgets
        ends there by itself, or when the next patron is let in here."""
        while self._ended and self._line.up:
            session = self._ended.popleft()
            try:
                self._central.close_session(session)
            except (Unreachable, Ambiguous) as error:
                self._ended.appendleft(session)
                self._failed(error)
            except CentralError as error:
                self._failed(error)

    def standing(self, item: str) -> ItemStanding | None:
        """The server's word of a thing on the pad; None without one."""
        if self._line.up:
            try:
                return self._central.standing(item)
            except CentralError as error:
                self._failed(error)
        return None

    def account(self, session: str) -> PatronAccount | None:
        """What she sees of her account; None without an answer."""
        if self._line.up:
            try:
                return self._central.account(session)
            except CentralError as error:
                self._failed(error)
        return None

    def ask_kit(self, item: str, session: str | None, language: str) -> KitSaid | None:
        """May she borrow this kit, by the server's word? None without one."""
        if self._line.up and session is not None:
            try:
                return self._central.ask_kit(item, session, language)
            except CentralError as error:
                self._failed(error)
        return None

    def sign(self, charter: str, version: int, language: str, session: str | None) -> str | None:
        """She signs at the server, or not at all."""
        if self._line.up and session is not None:
            try:
                return self._central.sign(charter, version, language, session)
            except CentralError as error:
                self._failed(error)
        return NO_NETWORK

    def ask(self, op: Operation, session: str | None) -> Decision:
        """The server's verdict; without one that in the record's `grounds`. It is sent again as it
        is."""
        if self._line.up:
            try:
                return self._central.ask(op, session)
            except CentralError as error:
                self._failed(error)
        if not self._standing.good:
            return Decision(False, DecidedBy.SERVER, recorded=False, reason=NOT_RECORDED)
        return self._offline.ask(op, session)

    def _failed(self, error: CentralError) -> None:
        if isinstance(error, Unreachable | Ambiguous):
            self._line.mark(up=False)
            return
        if isinstance(error, Unauthorised):
            self._standing.lost()
        else:
            _log.error("the central server does not serve this station: %s", error)
        self._on_fault(error)
