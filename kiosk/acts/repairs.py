"""Tags whose bit does not fit the record, worked off whenever one lies on the pad. On the `lookup`
thread.

Two lists meet here: intents that were never closed (a power cut between record and bit), and
repairs, this station's own and the town's. A tag the running session deals with is left to it.
Rule: a repair may always secure; it unlocks only on an open loan confirmed by the server, or by
this station's own journal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from catalogue.domain.denial import DenialReason
from catalogue.domain.operations import Json, Kind
from kiosk.acts.circulation import hex_byte
from kiosk.acts.pad import Pad
from kiosk.acts.storage import StorageWatch
from kiosk.acts.tag_state import TagState
from kiosk.store.journal import Journal
from kiosk.store.projection import Projection, RepairNow
from kiosk.store.rows import DecidedBy, Intent
from rfid.events import SecurityDone, SecurityOutcome
from rfid.tagdata.model import TagReading, Verdict
from rfid.types import Security

_log = logging.getLogger(__name__)

NOT_SEEN = "not_seen_again"
LIFTED = "lifted"
NOT_SWITCHED = "not_switched"


class Repairs:
    """`claimed(uid)`: does the running session deal with it? `on_recorded` is called after
    something new is in the journal."""

    def __init__(
        self,
        journal: Journal,
        projection: Projection,
        pad: Pad,
        tag_state: TagState,
        storage: StorageWatch,
        claimed: Callable[[str], bool],
        on_recorded: Callable[[], None],
    ) -> None:
        self._journal = journal
        self._projection = projection
        self._pad = pad
        self._tag_state = tag_state
        self._storage = storage
        self._claimed = claimed
        self._on_recorded = on_recorded
        self._working: set[str] = set()

    def work_off_all(self) -> None:
        """Everything that lies on the pad and nobody deals with."""
        for uid in self._pad.present():
            self.work_off(uid)

    def work_off(self, uid: str) -> None:
        """What is to be put right on one tag, if it lies there; one thing after the other."""
        reading = self._pad.reading(uid)
        if reading is None or reading.verdict is not Verdict.ITEM:
            return
        if self._claimed(uid) or uid in self._working:
            return
        intent = self._storage.attempt(lambda: self._intent(uid))
        if intent is not None:
            self._resolve(intent, reading)
            return
        repair = self._storage.attempt(lambda: self._projection.repair_of(uid))
        if repair is not None and repair.allowed and not self._tag_state.already_right(uid):
            self._repair(repair)

    def _intent(self, uid: str) -> Intent | None:
        """The oldest open one of this tag; none whose question is still open."""
        intents = [intent for intent in self._journal.open_intents() if intent.uid == uid]
        if not intents:
            return None
        asking = {op.id for op in self._journal.asking()}
        return next((intent for intent in intents if intent.about not in asking), None)

    def _resolve(self, intent: Intent, reading: TagReading) -> None:
        if intent.kind is None:
            self._resolve_return(intent, reading)
        elif intent.kind == Kind.CHECK_OUT and not self._stands(intent.about):
            self._close(intent.about, intent.uid)
        else:
            wanted = Security(intent.wanted)
            self._switch(intent.about, intent.uid, wanted, intent.item, fresh=True)

    def _stands(self, about: str) -> bool:
        return self._storage.attempt(lambda: self._journal.loan_stands(about)) is True

    def _resolve_return(self, intent: Intent, reading: TagReading) -> None:
        """Secured: it was returned, only the record is missing. On loan: it never came that far.
        Unknown (its last order was not answered): until it is read anew."""
        about, uid, tag = intent.about, intent.uid, reading.tag
        if reading.security is Security.ON_LOAN:
            self._close(about, uid)
        if reading.security is not Security.SECURED or tag is None:
            return
        evidence: dict[str, Json] = {"uid": uid, "verified": True}
        after = hex_byte(reading.afi)
        if after is not None:
            evidence["after"] = after
        recorded = self._storage.attempt(
            lambda: self._journal.record_check_in(
                item=tag.item_id,
                branch=self._journal.who().branch,
                evidence=evidence,
                op_id=about,
                closes=[(about, uid)],
                decided_by=self._tag_state.decided_by(),
            )
        )
        if recorded is not None:
            _log.info("return %s recorded: its tag was found secured", about)
            self._on_recorded()

    def _close(self, about: str, uid: str) -> None:
        self._storage.attempt(lambda: self._journal.close_intent(about, uid))

    def _repair(self, repair: RepairNow) -> None:
        # The town's list names no record; the tag stands for itself then.
        about, wanted = repair.about or repair.uid, Security(repair.wanted)

        def intend() -> bool:
            self._journal.open_intent(about, repair.uid, wanted.value)
            return True

        if self._storage.attempt(intend):
            self._switch(about, repair.uid, wanted, repair.item)

    def _switch(
        self, about: str, uid: str, wanted: Security, item: str | None, *, fresh: bool = False
    ) -> None:
        """`fresh`: the loan's first try was cut short, so its tag decides whether it stands."""
        self._working.add(uid)
        self._pad.switch(uid, wanted, lambda done: self._switched(about, wanted, item, fresh, done))

    def _switched(
        self, about: str, wanted: Security, item: str | None, fresh: bool, done: SecurityDone
    ) -> None:
        uid = str(done.uid)
        self._working.discard(uid)
        if done.outcome is SecurityOutcome.VERIFIED:
            if fresh:
                self._tag_state.right_if_listed(about, uid, wanted)
            else:
                self._tag_state.right(about, uid, wanted, item)
            self._close(about, uid)
        elif fresh and done.outcome is SecurityOutcome.NOT_SWITCHED and self._stands(about):
            self._undo(about)
        else:
            self._list(about, uid, wanted, item, done.outcome)
        self._on_recorded()

    def _undo(self, about: str) -> None:
        """The loan's tag lies here and stays secured: the patron cannot have it."""
        _log.info("loan %s undone: its tag stays secured", about)
        reason = DenialReason.BIT_NOT_SWITCHED
        self._storage.attempt(lambda: self._journal.record_undo(about, reason, DecidedBy.GROUNDS))

    def _list(
        self, about: str, uid: str, wanted: Security, item: str | None, outcome: SecurityOutcome
    ) -> None:
        reason = NOT_SWITCHED if outcome is SecurityOutcome.NOT_SWITCHED else LIFTED
        self._open(about, uid, wanted, reason, item)

    def _open(self, about: str, uid: str, wanted: Security, reason: str, item: str | None) -> None:
        self._storage.attempt(
            lambda: self._journal.open_repair(about, uid, wanted.value, reason, item)
        )
        if not self._tag_state.listed(uid):
            self._tag_state.wrong(about, uid, None, wanted, reason)

    def refused(self, operation: str, uids: tuple[str, ...]) -> None:
        """A thing that was asked for stays here: its bit is secured where it was not."""
        for uid in uids:
            reading = self._pad.reading(uid)
            if reading is not None and reading.security is Security.ON_LOAN:
                self._storage.attempt(
                    lambda uid=uid: self._journal.open_intent(  # type: ignore[misc]
                        operation, uid, Security.SECURED.value
                    )
                )
                self._switch(operation, uid, Security.SECURED, None, fresh=True)

    def expire(self, intents: tuple[Intent, ...]) -> None:
        """Loans whose tag did not come back after the start: from now on a repair, here and in the
        town. An unrecorded return keeps waiting for its tag."""
        still = self._storage.attempt(self._journal.open_intents) or ()
        asking = {op.id for op in self._storage.attempt(self._journal.asking) or ()}
        for intent in still:
            known = any(old.about == intent.about and old.uid == intent.uid for old in intents)
            idle = not self._claimed(intent.uid) and intent.uid not in self._working
            if known and idle and intent.kind is not None and intent.about not in asking:
                wanted = Security(intent.wanted)
                self._open(intent.about, intent.uid, wanted, NOT_SEEN, intent.item)
                self._on_recorded()
