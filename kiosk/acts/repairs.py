"""Tags whose bit does not fit the record, worked off whenever one lies on the pad. On the `lookup`
thread.

Two lists meet here: intents that were never closed (a power cut between record and bit), and
repairs, this station's own and the town's. A tag the running session deals with is left to it.
A tag that says neither state is on no list; `kiosk.acts.mending` says what it should say.
A thing lent by its barcode is on neither: its tag is opened when it is read at last.
Rule: a repair may always secure; it unlocks only on an open loan confirmed by the server, or by
this station's own journal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence

from catalogue.domain.denial import DenialReason
from catalogue.domain.operations import Json
from kiosk.acts.circulation import hex_byte, one_or_all
from kiosk.acts.mending import wanted_of
from kiosk.acts.pad import Pad, found_by
from kiosk.acts.storage import StorageWatch
from kiosk.acts.tag_state import TagState
from kiosk.session.undoing import BY_PATRON
from kiosk.store.journal import Journal
from kiosk.store.projection import Projection, RepairNow
from kiosk.store.rows import Intent
from rfid.events import SecurityDone, SecurityOutcome
from rfid.tagdata.model import TagReading, Verdict
from rfid.types import Security

_log = logging.getLogger(__name__)

NOT_SEEN = "not_seen_again"
LIFTED = "lifted"
NOT_SWITCHED = "not_switched"


class Repairs:
    """`claimed(uid)`: does the running session deal with it? `on_recorded` is called after
    something new is in the journal, `on_opened(item, uid)` after a tag was unlocked."""

    def __init__(
        self,
        journal: Journal,
        projection: Projection,
        pad: Pad,
        tag_state: TagState,
        storage: StorageWatch,
        claimed: Callable[[str], bool],
        on_recorded: Callable[[], None],
        on_opened: Callable[[str, str], None],
    ) -> None:
        self._journal = journal
        self._projection = projection
        self._pad = pad
        self._tag_state = tag_state
        self._storage = storage
        self._claimed = claimed
        self._on_recorded = on_recorded
        self._on_opened = on_opened
        self._working: set[str] = set()
        self._mending: set[str] = set()
        self._seen_again: set[str] = set()

    def work_off_all(self) -> None:
        """Everything that lies on the pad and nobody deals with; repairs that are past are
        forgotten."""
        for uid in self._storage.attempt(self._projection.past_repairs) or ():
            self._storage.attempt(lambda uid=uid: self._journal.close_repair(uid))  # type: ignore[misc]
        for uid in self._pad.present():
            self.work_off(uid)

    def work_off(self, uid: str) -> None:
        """What is to be put right on one tag, if it lies there; one thing after the other."""
        reading = self._pad.reading(uid)
        if uid in self._working:
            # Lifted and put back under an order, which may have ended without it.
            self._seen_again.add(uid)
            return
        if reading is None or reading.verdict is not Verdict.ITEM or self._claimed(uid):
            return
        intents = self._storage.attempt(lambda: self._intents(uid)) or []
        if intents and intents[0].about != uid:
            self._resolve(intents[0], reading)
            return
        online = self._tag_state.online()
        repair = self._storage.attempt(lambda: self._projection.repair_of(uid, online=online))
        if repair is None or self._told_right(uid):
            for intent in intents:  # a repair of the town's that is past
                self._drop(intent.about, uid)
            if not self._open_lent(reading) and online:
                self._mend(reading)
        elif repair.allowed:
            self._repair(repair)
        elif online and reading.security is Security.SECURED:
            # Nobody has it on loan any more: as the tag is, it is right.
            self._tag_state.right_if_listed(uid, uid, Security.SECURED, repair.item)
            self._on_recorded()

    def _busy(self, uid: str) -> bool:
        return self._claimed(uid) or uid in self._working

    def _told_right(self, uid: str) -> bool:
        """Was it put right here, and only the feed does not know yet?"""
        return self._storage.attempt(lambda: self._journal.own_word(uid)) is True

    def _intents(self, uid: str) -> list[Intent]:
        """The open ones of this tag, oldest first and repairs of the town's list last; none whose
        question is still open."""
        intents = [intent for intent in self._journal.open_intents() if intent.uid == uid]
        asking = {op.id for op in self._journal.asking()} if intents else set()
        intents = [intent for intent in intents if intent.about not in asking]
        return sorted(intents, key=lambda intent: intent.about == uid)

    def _resolve(self, intent: Intent, reading: TagReading) -> None:
        wanted = Security(intent.wanted)
        if intent.kind is None:
            self._resolve_return(intent, reading)
        elif self._is_undo(intent):
            self._resolve_undo(intent, reading)
        elif wanted is Security.ON_LOAN and not self._stands(intent.about):
            self._drop(intent.about, intent.uid)
        else:
            self._switch(intent.about, intent.uid, wanted, intent.item)

    def _is_undo(self, intent: Intent) -> bool:
        """Its loan was being taken back: the tag is secured first, the record follows."""
        return intent.wanted == Security.SECURED and self._stands(intent.about)

    def _resolve_undo(self, intent: Intent, reading: TagReading) -> None:
        """Found secured: it came that far, and is recorded. On loan: it did not, the loan stands;
        so does it where the tag says neither, which is put right for the loan. Unknown: until it is
        read anew."""
        if reading.security is Security.SECURED:
            others = [each.uid for each in self._of(intent.about) if each.uid != intent.uid]
            self._undo(intent.about, BY_PATRON, others)
        elif reading.afi is not None:
            self._drop(intent.about, intent.uid)
            if reading.security is None:
                self._open(intent.about, intent.uid, Security.ON_LOAN, NOT_SWITCHED, intent.item)
                self.work_off(intent.uid)

    def _stands(self, about: str) -> bool:
        return self._storage.attempt(lambda: self._journal.loan_stands(about)) is True

    def _resolve_return(self, intent: Intent, reading: TagReading) -> None:
        """Secured, if only one tag of it: it was returned and the record is missing. All on loan:
        it never came that far. Neither of the two: it was begun, and is finished. Unknown (the last
        order was not answered): until it is read anew."""
        about, tag = intent.about, reading.tag
        found = {each.uid: self._found(each.uid) for each in self._of(about)}
        if set(found.values()) == {Security.ON_LOAN}:
            for uid in found:
                self._drop(about, uid)
        if reading.security is None and reading.afi is not None:
            self._finish_return(intent.uid)
        if reading.security is not Security.SECURED or tag is None:
            return
        secured = [uid for uid, security in found.items() if security is Security.SECURED]
        rest = [uid for uid in found if uid not in secured]
        evidence: dict[str, Json] = {"uid": one_or_all(secured), "verified": not rest}
        after = hex_byte(reading.afi)
        if after is not None:
            evidence["after"] = after
        recorded = self._storage.attempt(
            lambda: self._journal.record_check_in(
                item=tag.item_id,
                branch=self._journal.who().branch,
                evidence=evidence,
                op_id=about,
                closes=secured,
                decided_by=self._tag_state.decided_by(),
            )
        )
        if recorded is not None:
            _log.info("return %s recorded: its tag was found secured", about)
            self._secure_rest(about, rest, tag.item_id)
            self._on_recorded()

    def _finish_return(self, uid: str) -> None:
        """Its record follows when the tag was read back."""

        def then(done: SecurityDone) -> None:
            self._working.discard(uid)
            again = done.outcome is SecurityOutcome.VERIFIED or uid in self._seen_again
            self._seen_again.discard(uid)
            if again:
                self.work_off(uid)

        self._working.add(uid)
        self._pad.switch(uid, Security.SECURED, then)

    def _of(self, about: str) -> list[Intent]:
        """What is on its way on account of a record."""
        intents = self._storage.attempt(self._journal.open_intents) or ()
        return [each for each in intents if each.about == about]

    def _found(self, uid: str) -> Security | None:
        reading = self._pad.reading(uid)
        return None if reading is None else reading.security

    def _secure_rest(self, about: str, uids: list[str], item: str) -> None:
        """Tags of a return that is recorded now, not read back as secured themselves."""
        for uid in uids:
            if self._pad.reading(uid) is None:
                self._open(about, uid, Security.SECURED, NOT_SEEN, item)
            else:
                self.work_off(uid)

    def _drop(self, about: str, uid: str) -> None:
        self._storage.attempt(lambda: self._journal.drop_intent(about, uid))

    def _repair(self, repair: RepairNow) -> None:
        # The town's list names no record; the tag stands for itself then.
        about, wanted = repair.about or repair.uid, Security(repair.wanted)

        def intend() -> bool:
            self._journal.intend(about, [repair.uid], wanted.value)
            return True

        if self._storage.attempt(intend):
            self._switch(about, repair.uid, wanted, repair.item)

    def _open_lent(self, reading: TagReading) -> bool:
        """A tag that says secured, of a thing this station lent by its barcode: seen at last."""
        uid, tag = str(reading.uid), reading.tag
        if tag is None or reading.security is not Security.SECURED or self._told_right(uid):
            return False
        loan = self._storage.attempt(lambda: self._projection.barcode_loan(tag.item_id))
        if loan is not None:
            _log.info("%s was lent by its barcode: it is opened", uid)
            self._mending.add(uid)
            self._repair(RepairNow(uid, tag.item_id, loan, Security.ON_LOAN.value, lent=True))
        return loan is not None

    def _mend(self, reading: TagReading) -> None:
        """A tag on nobody's list that says neither of the two states."""
        uid, tag = str(reading.uid), reading.tag
        if tag is None:
            return
        item = self._storage.attempt(lambda: self._projection.item_now(tag.item_id))
        wanted = wanted_of(reading, item)
        if wanted is not None:
            _log.warning("%s says neither state: it is made %s", uid, wanted.value)
            self._mending.add(uid)
            self._repair(RepairNow(uid, tag.item_id, None, wanted.value, lent=True))

    def _switch(self, about: str, uid: str, wanted: Security, item: str | None) -> None:
        self._working.add(uid)
        self._pad.switch(uid, wanted, lambda done: self._switched(about, wanted, item, done))

    def _switched(self, about: str, wanted: Security, item: str | None, done: SecurityDone) -> None:
        uid = str(done.uid)
        self._working.discard(uid)
        mended = uid in self._mending
        self._mending.discard(uid)
        not_switched = done.outcome is SecurityOutcome.NOT_SWITCHED
        if done.outcome is SecurityOutcome.VERIFIED:
            self._tag_state.right_if_listed(about, uid, wanted, item)
            self._storage.attempt(lambda: self._journal.close_intent(about, uid))
            if mended:
                self._tag_state.mended(about, uid, wanted, item)
            if wanted is Security.ON_LOAN and item is not None:
                self._on_opened(item, uid)
        elif about == uid:
            self._drop(about, uid)  # it stays on the town's list
            if mended and done.after is not None and not self._tag_state.listed(uid):
                self._tag_state.wrong(about, uid, None, wanted, NOT_SWITCHED, item)
        elif not_switched and wanted is Security.ON_LOAN and self._never_left(about, uid, item):
            self._undo(about, DenialReason.BIT_NOT_SWITCHED)
        else:
            reason = NOT_SWITCHED if not_switched else LIFTED
            self._open(about, uid, wanted, reason, item, found_by(done))
        self._on_recorded()
        if uid in self._seen_again:
            self._seen_again.discard(uid)
            self.work_off(uid)

    def _never_left(self, about: str, uid: str, item: str | None) -> bool:
        """A loan whose first try was cut short: its tag decides whether it stands. One on the list
        was out of the house, or lent by its barcode."""
        listed = self._storage.attempt(lambda: self._journal.repair(uid)) is not None
        unread = self._storage.attempt(lambda: self._journal.barcode_loans(item)) or ()
        return self._stands(about) and not listed and all(about != op_id for op_id, _ in unread)

    def _undo(self, about: str, reason: str, secures: Sequence[str] = ()) -> None:
        """The loan's tag lies here and is secured: the patron does not have it. `secures`: its
        other tags, which are to follow."""
        _log.info("loan %s undone (%s): its tag is secured", about, reason)
        self._storage.attempt(lambda: self._journal.record_undo(about, reason, secures=secures))
        self._on_recorded()

    def _open(
        self,
        about: str,
        uid: str,
        wanted: Security,
        reason: str,
        item: str | None,
        found: Security | None = None,
    ) -> None:
        self._storage.attempt(
            lambda: self._journal.open_repair(about, uid, wanted.value, reason, item)
        )
        if not self._tag_state.listed(uid):
            self._tag_state.wrong(about, uid, found, wanted, reason)

    def refused(self, operation: str, uids: tuple[str, ...]) -> None:
        """A thing that was asked for stays here, and these tags of it are to be secured: their
        intents came with the refusal."""
        for uid in uids:
            if self._pad.reading(uid) is not None:
                self._switch(operation, uid, Security.SECURED, None)

    def expire(self, earlier: Collection[tuple[str, str]]) -> None:
        """Loans whose tag did not come back after the start: from now on a repair, here and in the
        town. So are repairs the town was never told of. An unrecorded return keeps waiting for its
        tag."""
        asking = {op.id for op in self._storage.attempt(self._journal.asking) or ()}
        for intent in self._storage.attempt(self._journal.open_intents) or ():
            about, uid, wanted = intent.about, intent.uid, Security(intent.wanted)
            waiting = intent.kind is None or about in asking or self._busy(uid)
            if waiting or intent.bit not in earlier:
                continue
            if self._is_undo(intent):
                # Nobody knows how far it came: the loan stands, and its tag should say so.
                self._open(about, uid, Security.ON_LOAN, NOT_SEEN, intent.item)
            elif wanted is Security.ON_LOAN and not self._stands(about):
                self._drop(about, uid)
            else:
                self._open(about, uid, wanted, NOT_SEEN, intent.item)
        for repair in self._storage.attempt(self._journal.repairs) or ():
            if not (repair.told or self._busy(repair.uid) or self._tag_state.listed(repair.uid)):
                wanted = Security(repair.wanted)
                self._tag_state.wrong(repair.about, repair.uid, None, wanted, repair.reason)
        self._on_recorded()
