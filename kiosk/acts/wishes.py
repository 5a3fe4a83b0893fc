"""What a patron asks of her account: journalled before it is asked, like a loan. On the `circ`
thread.

Nobody answers: a renewal or a new hold is taken back and she is told so; a hold she gave up is
given up, told to the server later. Both say so in their grounds, so that a
restart in between comes to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from catalogue.domain.operations import Json, Kind, Operation
from kiosk.acts.account import Names, account_of
from kiosk.acts.storage import StorageWatch
from kiosk.gateway.protocol import CirculationGateway, Decision
from kiosk.session.account import NO_NETWORK
from kiosk.session.account_state import Account
from kiosk.session.effects import CancelHold, RenewLoan
from kiosk.session.events import Event, HoldCancelled, LoanRenewed
from kiosk.session.look_effects import PlaceHold
from kiosk.session.look_events import HoldPlaced
from kiosk.session.states import Patron, Reason
from kiosk.store.errors import StorageUnfit
from kiosk.store.journal import Journal
from kiosk.store.keyring import Keyring
from kiosk.store.rows import DecidedBy
from kiosk.store.sidecar import SealedPatron, seal_patron

_NEEDS_ANSWER: Final[dict[str, Json]] = {"verdict": "deny", "reason": NO_NETWORK}
_HER_WORD: Final[dict[str, Json]] = {"verdict": "allow"}
_NOT_STORED: Final = Decision(False, DecidedBy.GROUNDS, recorded=False, reason=Reason.STORAGE)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What goes into its record, beside who wishes it."""

    kind: Kind
    grounds: Mapping[str, Json]
    item: str | None = None
    title: str | None = None
    payload: Mapping[str, Json] | None = None
    refs: Mapping[str, Json] | None = None


class Wishes:
    """Every question gets its answer: the session waits for it."""

    def __init__(
        self,
        journal: Journal,
        keyring: Keyring,
        gateway: CirculationGateway,
        storage: StorageWatch,
        names: Names,
        post: Callable[[Event], None],
    ) -> None:
        self._journal = journal
        self._keyring = keyring
        self._gateway = gateway
        self._storage = storage
        self._names = names
        self._post = post

    def renew(self, effect: RenewLoan) -> None:
        """LoanRenewed is posted whatever happens."""
        wish = _Wish(
            Kind.RENEW,
            _NEEDS_ANSWER,
            item=effect.item,
            payload={"due_ms": effect.due_ms},
            refs={"about": effect.loan},
        )
        said = _NOT_STORED
        try:
            said = self._ask(effect.patron, wish)
        finally:
            self._post(LoanRenewed(effect.item, said.accepted, said.reason))

    def cancel(self, effect: CancelHold) -> None:
        """HoldCancelled is posted whatever happens."""
        refs = {"about": effect.hold}
        said = _NOT_STORED
        try:
            said = self._ask(
                effect.patron,
                _Wish(Kind.HOLD_CANCEL, _HER_WORD, title=effect.title, refs=refs),
            )
        finally:
            self._post(HoldCancelled(effect.hold, said.accepted, said.reason))

    def place(self, effect: PlaceHold) -> None:
        """HoldPlaced is posted whatever happens; granted, with her account as it is now: it says
        how many wait before her."""
        pickup = {"pickup": effect.pickup}
        said, account = _NOT_STORED, None
        try:
            said = self._ask(
                effect.patron,
                _Wish(Kind.HOLD_PLACE, _NEEDS_ANSWER, title=effect.title, payload=pickup),
            )
            if said.accepted:
                account = self._account(effect.patron)
        finally:
            self._post(HoldPlaced(effect.title, said.accepted, said.reason, account))

    def _account(self, patron: Patron) -> Account | None:
        told = None if patron.session is None else self._gateway.account(patron.session)
        return None if told is None else account_of(told, self._names)

    def _ask(self, patron: Patron, wish: _Wish) -> Decision:
        op = self._storage.attempt(lambda: self._record(patron, wish))
        if op is None:
            return _NOT_STORED
        said = self._storage.attempt(lambda: self._gateway.ask(op, patron.session)) or _NOT_STORED
        # Not settled: the row stays `asking` and is taken up again as its grounds say.
        self._storage.attempt(lambda: self._settle(op, said))
        return said

    def _record(self, patron: Patron, wish: _Wish) -> Operation:
        sealed = self._sealed(patron)
        return self._journal.record_wish(
            wish.kind,
            self._journal.who().branch,
            sealed.commitment,
            sealed.sidecar,
            wish.grounds,
            item=wish.item,
            title=wish.title,
            payload=wish.payload,
            refs=wish.refs,
        )

    def _settle(self, op: Operation, said: Decision) -> None:
        if said.accepted:
            self._journal.decide(op.id, said.decided_by, said.recorded)
        else:
            self._journal.record_undo(op.id, said.reason or "denied", said.decided_by)

    def _sealed(self, patron: Patron) -> SealedPatron:
        server_key = self._keyring.server_public_key
        if server_key is None:
            raise StorageUnfit("this station does not know its keys yet")
        return seal_patron(patron.card, server_key)
