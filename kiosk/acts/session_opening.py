"""Who is there: a card and its PIN asked of the server, or the offline rules when it is away."""

from __future__ import annotations

import logging
from collections.abc import Callable

from catalogue.domain.policy import Means
from catalogue.wire.v1 import PatronSession
from kiosk.acts.account import Names, account_of
from kiosk.gateway.protocol import CirculationGateway, SessionDenied
from kiosk.session.effects import CloseSession, OpenSession
from kiosk.session.events import Event, SessionOpened, SessionRefused, SessionUnreachable

_log = logging.getLogger(__name__)


class SessionOpening:
    """On the `circ` thread. Every question gets its answer: the session waits for it."""

    def __init__(
        self,
        gateway: CirculationGateway,
        names: Names,
        post: Callable[[Event], None],
    ) -> None:
        self._gateway = gateway
        self._names = names
        self._post = post

    def open(self, effect: OpenSession) -> None:
        """Ask; the answer is posted."""
        answer: Event = SessionUnreachable(allowed=False)
        try:
            answer = self._answer(effect)
        finally:
            self._post(answer)

    def _answer(self, effect: OpenSession) -> Event:
        means = Means(effect.means.value)
        said = self._gateway.open_session(effect.card, effect.pin, means, effect.beside)
        if isinstance(said, PatronSession):
            return SessionOpened(
                account=account_of(said, self._names),
                session=said.session,
                display=said.display,
                language=said.language,
                own_items=tuple((loan.item, loan.due_ms) for loan in said.loans),
                loan_limit=said.loan_limit,
                mail=said.mail,
            )
        if isinstance(said, SessionDenied):
            return SessionRefused(said.reason, said.tries_left, said.date)
        own = tuple((loan.item, loan.due_ms) for loan in said.own_loans)
        return SessionUnreachable(said.allowed, said.reason, own)

    def close(self, effect: CloseSession) -> None:
        """Revoke the token, as soon as the server can be reached."""
        if effect.session is not None:
            self._gateway.close_session(effect.session)
