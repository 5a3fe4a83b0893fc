"""The central server as a gateway: one question, with what it needs travelling ahead of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final, Protocol

from catalogue.client import Refused, Unreachable
from catalogue.domain.denial import DenialReason
from catalogue.domain.operations import Operation
from catalogue.domain.policy import Means
from catalogue.wire.devices import KitAnswer, SignatureNow
from catalogue.wire.v1 import (
    Head,
    ItemStanding,
    OperationsReply,
    OperationsRequest,
    PatronAccount,
    PatronSession,
    Problem,
    Record,
)
from kiosk.gateway.protocol import Decision, KitSaid, SessionDenied
from kiosk.session.kit_state import CharterText
from kiosk.store.errors import StorageError
from kiosk.store.journal import Journal
from kiosk.store.rows import DecidedBy, Queued

_log = logging.getLogger(__name__)

NOT_RECORDED: Final = "storage"
"""Reason shown when the server will not have the record itself, whatever it says of the loan."""

NOT_SIGNED: Final = "charter"
"""Why a kit stays here whose charter could not be signed."""
_UNSIGNED: Final = {"charter_outdated": "charter_outdated", "guardian_needed": "guardian"}


class Asked(Protocol):
    """What the gateway uses of `catalogue.client.CentralClient`. Its calls raise CentralError."""

    def begin_session(self, card: str, pin: str, beside: tuple[str, ...] = ()) -> PatronSession: ...

    def end_session(self, session: str) -> None: ...

    def patron_account(self, session: str) -> PatronAccount: ...

    def operations(self, request: OperationsRequest) -> OperationsReply: ...

    def ask_kit(self, item: str, session: str, language: str) -> KitAnswer: ...

    def sign_charter(
        self, name: str, version: int, language: str, session: str
    ) -> SignatureNow: ...

    def item_standing(self, item: str) -> ItemStanding: ...


class Timed(Protocol):
    """Runs an exchange and learns from it how the two clocks stand."""

    def timed(self, call: Callable[[], OperationsReply]) -> OperationsReply: ...


class CentralGateway:
    """Raises CentralError (Unreachable, Ambiguous, Refused, Unauthorised) when there is no verdict;
    StorageError when the journal fails."""

    def __init__(self, client: Asked, journal: Journal, clock_keeper: Timed) -> None:
        self._client = client
        self._journal = journal
        self._clock_keeper = clock_keeper

    def open_session(
        self, card: str, pin: str | None, means: Means, beside: tuple[str, ...] = ()
    ) -> PatronSession | SessionDenied:
        """Identify a patron by card and PIN. What she gave back here is no loan of hers, though the
        server may not have heard of it."""
        if pin is None:
            raise Unreachable("without a PIN there is nothing to ask the server")
        try:
            said = self._client.begin_session(card, pin, beside)
        except Refused as refusal:
            denied = _denied(refusal.problem)
            if denied is None:
                raise
            return denied
        loans = [loan for loan in said.loans if not self._came_back(loan.item)]
        return said.model_copy(update={"loans": loans})

    def _came_back(self, item: str) -> bool:
        move = self._journal.own_move(item)
        return move is not None and move.at_rest

    def close_session(self, session: str) -> None:
        """Revoke a patron session."""
        self._client.end_session(session)

    def standing(self, item: str) -> ItemStanding:
        """Is this thing lent?"""
        return self._client.item_standing(item)

    def account(self, session: str) -> PatronAccount:
        """What she sees of her account now."""
        return self._client.patron_account(session)

    def ask_kit(self, item: str, session: str, language: str) -> KitSaid:
        """May she borrow this kit, and what does she sign first?"""
        said = self._client.ask_kit(item, session, language)
        if said.charter is None:
            return KitSaid(said.denied, None, said.signed)
        text = said.charter
        charter = CharterText(text.name, text.version, text.language, text.text)
        return KitSaid(said.denied, charter, said.signed)

    def sign(self, charter: str, version: int, language: str, session: str) -> str | None:
        """Sign what she read; the server's code when it does not take it."""
        try:
            self._client.sign_charter(charter, version, language, session)
        except Refused as refusal:
            return _UNSIGNED.get(refusal.problem.code, NOT_SIGNED)
        return None

    def ask(self, op: Operation, session: str | None) -> Decision:
        """Put the question. What was said of the records ahead of it is kept at once; the question
        itself is the caller's to settle."""
        question, ahead = self._journal.question(op.id)
        request = operations_request(self._journal, [*ahead, question], op.id, session)
        reply = self._clock_keeper.timed(lambda: self._client.operations(request))
        self._acknowledge_others(op.id, request.epoch, reply)
        answer = reply.answer
        if answer is None or answer.id != op.id:
            _log.error("the server does not take the record %s", op.id)
            return Decision(False, DecidedBy.SERVER, recorded=False, reason=NOT_RECORDED)
        if answer.verdict == "accepted":
            return Decision(True, DecidedBy.SERVER, recorded=True)
        return Decision(False, DecidedBy.SERVER, recorded=False, reason=answer.reason)

    def _acknowledge_others(self, asked: str, epoch: int, reply: OperationsReply) -> None:
        """A verdict is not lost because the disk is full: those records are sent again."""
        others = [result for result in reply.results if result.id != asked]
        if not others:
            return
        try:
            self._journal.acknowledge(others, reply.ack, reply.prune_below, epoch)
        except StorageError as error:
            _log.error("an acknowledgement could not be kept: %s", error)


def operations_request(
    journal: Journal, records: list[Queued], ask: str | None = None, session: str | None = None
) -> OperationsRequest:
    """A batch with this station's handshake."""
    head = journal.head()
    return OperationsRequest(
        epoch=head.epoch,
        head=Head(seq=head.seq, hash=head.hash),
        ask=ask,
        session=session,
        records=[Record(op=dict(row.body), sidecar=row.sidecar) for row in records],
    )


def _denied(problem: Problem) -> SessionDenied | None:
    """A refusal that is about the patron; None for any other."""
    if problem.code not in set(DenialReason):
        return None
    reason = problem.reason or problem.code
    return SessionDenied(reason, problem.tries_left, problem.detail or None)
