"""Why a gate rings: one tag looked at and put right. Asked of the server on `circ`, done on
`lookup`.

Rule: it may secure; it unlocks only on an open loan confirmed by the server, or by this station's
own journal. What this station recorded itself and the server may not have heard goes before both.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from catalogue.domain.states import Status
from catalogue.wire.v1 import ItemStanding
from kiosk.acts.jobs import Job
from kiosk.acts.pad import Pad
from kiosk.acts.storage import StorageWatch
from kiosk.acts.tag_state import TagState
from kiosk.session.effects import CheckGate
from kiosk.session.events import Event, GateChecked
from kiosk.session.states import Finding
from kiosk.store.journal import Journal
from kiosk.store.projection import Projection
from rfid.events import SecurityDone, SecurityOutcome
from rfid.types import Security

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Standing:
    """`lent` None: nobody here can say. `about`: this station's own loan, or the tag itself."""

    lent: bool | None
    about: str


class GateChecks:
    """`ask` puts the question to the server: None where it does not answer. `lookup` hands on a
    job; `claim` keeps other repairs away from a tag."""

    def __init__(
        self,
        journal: Journal,
        projection: Projection,
        pad: Pad,
        tag_state: TagState,
        storage: StorageWatch,
        ask: Callable[[str], ItemStanding | None],
        lookup: Callable[[Job], None],
        claim: Callable[[tuple[str, ...]], None],
        post: Callable[[Event], None],
    ) -> None:
        self._journal = journal
        self._projection = projection
        self._pad = pad
        self._tag_state = tag_state
        self._storage = storage
        self._ask = ask
        self._lookup = lookup
        self._claim = claim
        self._post = post

    def check(self, effect: CheckGate) -> None:
        """On `circ`: ask; GateChecked is posted whatever happens."""
        said: ItemStanding | None = None
        try:
            said = self._ask(effect.item)
        finally:
            self._lookup(lambda: self._look(effect, said))

    def _look(self, effect: CheckGate, said: ItemStanding | None) -> None:
        """On `lookup`."""
        finding: Finding | None = Finding.STUCK
        try:
            finding = self._find(effect, said)
        finally:
            if finding is not None:
                self._post(GateChecked(effect.key, finding))

    def _find(self, effect: CheckGate, said: ItemStanding | None) -> Finding | None:
        """None: the tag is being switched, the answer follows."""
        reading = self._pad.reading(effect.uid)
        if reading is None and effect.uid:
            return Finding.GONE
        if said is not None and not said.known:
            return Finding.UNKNOWN
        standing = self._storage.attempt(lambda: self._standing(effect, said))
        if standing is None or standing.lent is None:
            return Finding.UNSURE
        if reading is None:
            return Finding.LENT_UNREAD if standing.lent else Finding.NOT_LENT
        if reading.security is None and reading.afi is None:
            return Finding.STUCK
        wanted = Security.ON_LOAN if standing.lent else Security.SECURED
        if reading.security is wanted:
            return Finding.LENT if standing.lent else Finding.NOT_LENT
        self._switch(effect, standing.about, wanted)
        return None

    def _standing(self, effect: CheckGate, said: ItemStanding | None) -> _Standing:
        """Is it lent, and by which word?"""
        move = self._journal.own_move(effect.item)
        if move is not None:
            stands = not move.at_rest and self._journal.loan_stands(move.operation)
            return _Standing(stands, move.operation if stands else effect.uid)
        if said is not None:
            return _Standing(said.loan is not None, effect.uid)
        own = self._journal.standing_loan(effect.item)
        now = self._projection.item_now(effect.item)
        if own is not None and now is not None and now.status == Status.ON_LOAN:
            return _Standing(True, own)
        return _Standing(None, effect.uid)

    def _switch(self, effect: CheckGate, about: str, wanted: Security) -> None:
        def intend() -> bool:
            self._journal.intend(about, [effect.uid], wanted.value)
            return True

        if not self._storage.attempt(intend):
            self._post(GateChecked(effect.key, Finding.STUCK))
            return
        _log.info("gate: %s is made %s", effect.uid, wanted.value)
        self._claim((effect.uid,))
        self._pad.switch(
            effect.uid, wanted, lambda done: self._switched(effect, about, wanted, done)
        )

    def _switched(
        self, effect: CheckGate, about: str, wanted: Security, done: SecurityDone
    ) -> None:
        uid = effect.uid
        if done.outcome is SecurityOutcome.VERIFIED:
            self._tag_state.right_if_listed(about, uid, wanted, effect.item)
            self._storage.attempt(lambda: self._journal.close_intent(about, uid))
            finding = Finding.OPENED if wanted is Security.ON_LOAN else Finding.CLOSED
        else:
            finding = self._not_switched(effect, about, wanted, done)
        self._post(GateChecked(effect.key, finding))

    def _not_switched(
        self, effect: CheckGate, about: str, wanted: Security, done: SecurityDone
    ) -> Finding:
        """Its loan here stays on the list of repairs; anything else is as it was."""
        uid = effect.uid
        if about == uid:
            self._storage.attempt(lambda: self._journal.drop_intent(about, uid))
        else:
            self._storage.attempt(
                lambda: self._journal.open_repair(about, uid, wanted.value, "not_switched")
            )
        gone = done.outcome in (SecurityOutcome.GONE, SecurityOutcome.NO_READER)
        return Finding.GONE if gone else Finding.STUCK
