"""What a session asks about a kit: may she, her signature, what did not come back.

The server is asked first; cut off, the offline rules answer, and nobody signs. `ask` and `sign` run
on the `circ` thread, `missing` on `lookup`, behind the return it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from catalogue.domain.denial import DenialReason
from catalogue.domain.policy import Means
from kiosk.acts.storage import StorageWatch
from kiosk.gateway.offline import Grounds, OfflineGateway
from kiosk.gateway.protocol import KitSaid
from kiosk.session.effects import AskKit, RecordMissing, SignCharter
from kiosk.session.events import CharterSigned, Event, KitTold, MissingRecorded
from kiosk.session.states import Reason
from kiosk.store.journal import Journal
from kiosk.store.rows import DecidedBy
from kiosk.store.snapshot import Snapshot

NOT_NOW: Final = "offline_charter"
"""Cut off, and she has not signed: nobody can take her signature."""


class Asked(Protocol):
    """What is asked of the gateway; as `kiosk.gateway.protocol.KitGateway`, also without a
    session."""

    def ask_kit(self, item: str, session: str | None, language: str) -> KitSaid | None: ...

    def sign(
        self, charter: str, version: int, language: str, session: str | None
    ) -> str | None: ...


class Kits:
    """Every question gets its answer. `decided_by` says whether the server answers now; a missing
    part is to be brought within `bring_days`."""

    def __init__(
        self,
        journal: Journal,
        snapshot: Snapshot,
        gateway: Asked,
        offline: OfflineGateway,
        storage: StorageWatch,
        decided_by: Callable[[], DecidedBy],
        post: Callable[[Event], None],
        bring_days: int,
    ) -> None:
        self._journal = journal
        self._snapshot = snapshot
        self._gateway = gateway
        self._offline = offline
        self._storage = storage
        self._decided_by = decided_by
        self._post = post
        self._bring_days = bring_days

    def ask(self, effect: AskKit) -> None:
        """KitTold is posted whatever happens."""
        card = effect.patron.card
        answer = KitTold(effect.key, card, Reason.STORAGE)
        try:
            grounds = self._storage.attempt(lambda: self._grounds(effect))
            if grounds is not None:
                said = self._gateway.ask_kit(effect.item, effect.patron.session, effect.language)
                said = said or _by_the_rules(grounds)
                answer = KitTold(
                    effect.key, card, said.denied, said.charter, said.signed, grounds.due_ms
                )
        finally:
            self._post(answer)

    def _grounds(self, effect: AskKit) -> Grounds:
        patron = effect.patron
        means = Means(patron.means.value)
        return self._offline.grounds(
            patron.card, effect.item, means, pin_verified=patron.pin_verified
        )

    def sign(self, effect: SignCharter) -> None:
        """CharterSigned is posted whatever happens."""
        reason: str | None = NOT_NOW
        try:
            said = self._gateway.sign(
                effect.name, effect.version, effect.language, effect.patron.session
            )
            reason = NOT_NOW if said == "no_network" else said
        finally:
            self._post(CharterSigned(effect.key, effect.patron.card, reason))

    def missing(self, effect: RecordMissing) -> None:
        """MissingRecorded is posted whatever happens."""
        until_ms = None
        try:
            until_ms = self._storage.attempt(lambda: self._missing(effect))
        finally:
            self._post(MissingRecorded(effect.key, until_ms))

    def _missing(self, effect: RecordMissing) -> int:
        until_ms = self._offline.open_day_ms(self._bring_days)
        known = self._snapshot.item(effect.item)
        for part in effect.parts:
            self._journal.record_part_missing(
                effect.item,
                self._journal.who().branch,
                part,
                until_ms,
                title=known.title if known else None,
                decided_by=self._decided_by(),
            )
        return until_ms


def _by_the_rules(grounds: Grounds) -> KitSaid:
    """Nobody answers: what the loan would be refused for."""
    reason = grounds.verdict.reason
    return KitSaid(NOT_NOW if reason == DenialReason.CHARTER else reason)
