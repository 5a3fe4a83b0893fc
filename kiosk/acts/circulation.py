"""A loan: journalled before it is asked, decided, undone where it must be. On the `circ` thread.

Refused or not, the question itself is a durable record with its bit intents; the answer is another
commit. Whatever gets lost in between is taken up again at the next start.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from catalogue.domain.denial import DenialReason
from catalogue.domain.operations import Json, Operation, Presence
from catalogue.domain.policy import Means
from catalogue.domain.states import Status
from kiosk.acts.storage import StorageWatch
from kiosk.gateway.offline import Grounds, OfflineGateway
from kiosk.gateway.protocol import CirculationGateway, Decision
from kiosk.session.effects import LendItem, UndoLoan
from kiosk.session.events import Event, LoanDecided, UndoRecorded
from kiosk.session.states import Reason
from kiosk.store.errors import StorageUnfit
from kiosk.store.journal import Journal
from kiosk.store.keyring import Keyring
from kiosk.store.projection import Projection
from kiosk.store.rows import DecidedBy
from kiosk.store.sidecar import patron_ref, seal_patron
from kiosk.store.snapshot import Snapshot
from rfid.security import AFI_CIRCULATING

_log = logging.getLogger(__name__)

_NOT_STORED = Decision(False, DecidedBy.GROUNDS, recorded=False, reason=Reason.STORAGE)


def hex_byte(value: int | None) -> str | None:
    """An AFI as records have it: two upper-case digits."""
    return None if value is None else f"{value:02X}"


def one_or_all(uids: Sequence[str]) -> Json:
    """The UIDs of a thing as records have them: one by itself, several as a list."""
    return uids[0] if len(uids) == 1 else list(uids)


class Circulation:
    """`on_refused(operation, uids)` is told of tags that were on loan and stay here: they are to be
    secured."""

    def __init__(
        self,
        journal: Journal,
        snapshot: Snapshot,
        keyring: Keyring,
        gateway: CirculationGateway,
        offline: OfflineGateway,
        storage: StorageWatch,
        post: Callable[[Event], None],
        on_refused: Callable[[str, tuple[str, ...]], None],
    ) -> None:
        self._journal = journal
        self._snapshot = snapshot
        self._projection = Projection(journal, snapshot)
        self._keyring = keyring
        self._gateway = gateway
        self._offline = offline
        self._storage = storage
        self._post = post
        self._on_refused = on_refused
        self._unsettled: dict[str, Decision] = {}

    def lend(self, effect: LendItem) -> None:
        """Journal, ask, record the answer; LoanDecided is posted whatever happens."""
        answer = LoanDecided(effect.key, None, False, False, Reason.STORAGE)
        try:
            answer = self._lend(effect) or answer
        finally:
            self._post(answer)

    def _lend(self, effect: LendItem) -> LoanDecided | None:
        if not effect.uids:
            unproven = self._storage.attempt(lambda: self._unproven(effect))
            if unproven is None or unproven.reason is not None:
                return unproven
        recorded = self._storage.attempt(lambda: self._record(effect))
        if recorded is None:
            return None
        op, grounds = recorded
        session = effect.patron.session
        self._unsettled[op.id] = _NOT_STORED  # what the patron is told if this fails
        asked = self._storage.attempt(lambda: self._gateway.ask(op, session))
        decision = asked or _NOT_STORED
        self._settle(op, decision)
        online = decision.decided_by is DecidedBy.SERVER
        if decision.accepted:
            return LoanDecided(effect.key, op.id, True, online, due_ms=grounds.due_ms)
        return LoanDecided(effect.key, op.id, False, online, decision.reason)

    def _unproven(self, effect: LendItem) -> LoanDecided:
        """Why a thing nobody's reader has seen is not even asked for, if so. A loan that is asked
        for and refused is a sighting, which ends the loan somebody has: a picture of a barcode must
        not do that. So what is on loan is left to staff, and cut off nothing is recorded that the
        grounds refuse."""
        said = self._gateway.standing(effect.item)
        move = self._journal.own_move(effect.item)
        known = self._projection.item_now(effect.item)
        reason: str | None = None
        if known is None:
            reason = DenialReason.UNKNOWN_ITEM
        elif move is None and said is not None:
            reason = Reason.ELSEWHERE if said.loan is not None else None
        elif known.status == Status.ON_LOAN:
            reason = Reason.ELSEWHERE
        if reason is None and said is None:
            reason = self._grounds(effect).verdict.reason
        return LoanDecided(effect.key, None, False, said is not None, reason)

    def _grounds(self, effect: LendItem) -> Grounds:
        patron = effect.patron
        return self._offline.grounds(
            patron.card, effect.item, Means(patron.means.value), pin_verified=patron.pin_verified
        )

    def _record(self, effect: LendItem) -> tuple[Operation, Grounds]:
        patron = effect.patron
        station_key, server_key = self._keyring.station_key, self._keyring.server_public_key
        if station_key is None or server_key is None:
            raise StorageUnfit("this station does not know its keys yet")
        grounds = self._grounds(effect)
        sealed = seal_patron(patron.card, server_key)
        known = self._snapshot.item(effect.item)
        op = self._journal.record_check_out(
            item=effect.item,
            branch=self._journal.who().branch,
            patron_c=sealed.commitment,
            sidecar=sealed.sidecar,
            patron_ref=patron_ref(station_key, patron.card),
            payload={"due_ms": grounds.due_ms},
            grounds=grounds.json | _signed(effect),
            evidence=_evidence(effect.uids, effect.before),
            intents=effect.uids,
            title=known.title if known else None,
            presence=Presence.TAG if effect.uids else Presence.SCAN,
        )
        return op, grounds

    def _settle(self, op: Operation, decision: Decision) -> bool:
        """Make the answer durable. Where that fails the row stays `asking` and the answer is kept
        until it can be stored: the patron was told."""
        stays = () if decision.accepted else _on_loan(op)

        def work() -> bool:
            if decision.accepted:
                self._journal.decide(op.id, decision.decided_by, decision.recorded)
            else:
                reason = decision.reason or "denied"
                self._journal.record_undo(op.id, reason, decision.decided_by, secures=stays)
            return True

        self._unsettled[op.id] = decision
        if not self._storage.attempt(work):
            return False
        del self._unsettled[op.id]
        if stays:
            self._on_refused(op.id, stays)
        return True

    def undo(self, effect: UndoLoan) -> None:
        """The tag stayed secured: take the loan back. UndoRecorded is posted whatever happens; an
        undo that could not be stored is made up for when its open intent is resolved."""
        try:
            self._storage.attempt(
                lambda: self._journal.record_undo(effect.operation, effect.reason)
            )
        finally:
            self._post(UndoRecorded(effect.key, effect.reason))

    def recover(self) -> bool:
        """Settle every open question: by the answer that could not be stored, or asked again with
        its own id; without an answer its grounds decide. Returns whether all are settled."""
        questions = self._storage.attempt(self._journal.asking)
        settled = [self._take_up(op) for op in questions or ()]
        return questions is not None and all(settled)

    def _take_up(self, op: Operation) -> bool:
        known = self._unsettled.get(op.id)
        decision = known or self._storage.attempt(lambda: self._gateway.ask(op, None))
        if decision is None:
            return False
        _log.info("question %s taken up again: decided by %s", op.id, decision.decided_by)
        return self._settle(op, decision)


def _signed(effect: LendItem) -> dict[str, Json]:
    return {} if effect.charter is None else {"charter": effect.charter}


def _evidence(uids: tuple[str, ...], before: int | None) -> dict[str, Json]:
    if not uids:
        return {}
    found = hex_byte(before)
    uid = one_or_all(uids)
    return {"uid": uid} if found is None else {"uid": uid, "before": found}


def _on_loan(op: Operation) -> tuple[str, ...]:
    """The tags of a check-out that were on loan before it was asked for."""
    before, uid = op.evidence.get("before"), op.evidence.get("uid")
    if before != hex_byte(AFI_CIRCULATING):
        return ()
    return tuple(str(each) for each in uid) if isinstance(uid, list) else (str(uid),)
