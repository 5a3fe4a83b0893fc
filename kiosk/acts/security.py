"""Security bits of the running session. On the `lookup` thread.

Before every order to the reader its intent is durable: a loan's in the check-out's own commit, a
return's in one of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from catalogue.domain.operations import Json, Operation
from kiosk.acts.circulation import hex_byte, one_or_all
from kiosk.acts.pad import Pad, found_by
from kiosk.acts.storage import StorageWatch
from kiosk.acts.tag_state import TagState
from kiosk.session.effects import (
    ClearBit,
    ConfirmBit,
    KeepLoan,
    OpenRepair,
    RecordReturn,
    ReportTagState,
    SecureBit,
    TakeBack,
)
from kiosk.session.events import BitSwitched, Event, ReturnRecorded
from kiosk.session.states import Place, Reason
from kiosk.store.journal import Journal
from kiosk.store.rows import DecidedBy
from kiosk.store.snapshot import Snapshot
from rfid.events import SecurityDone
from rfid.types import Security


class SessionBits:
    """`claimed` are the tags the running session deals with itself."""

    def __init__(
        self,
        journal: Journal,
        snapshot: Snapshot,
        pad: Pad,
        tag_state: TagState,
        storage: StorageWatch,
        post: Callable[[Event], None],
    ) -> None:
        self._journal = journal
        self._snapshot = snapshot
        self._pad = pad
        self._tag_state = tag_state
        self._storage = storage
        self._post = post
        self.claimed: set[str] = set()
        self._listed: set[str] = set()
        self._returns: dict[str, str] = {}
        self._found: dict[str, Security | None] = {}

    def claim(self, uids: tuple[str, ...]) -> None:
        """The session has begun something with these tags."""
        self.claimed.update(uids)

    def session_over(self) -> None:
        """Nothing is claimed any more; an unfinished return keeps its intent in the journal."""
        self.claimed.clear()
        self._listed.clear()
        self._returns.clear()
        self._found.clear()

    def clear(self, effect: ClearBit) -> None:
        """Let a lent item pass the gate."""
        wanted = Security.ON_LOAN
        # Listed as a repair in between, the intent of the check-out's commit is gone.
        listed = effect.uid in self._listed
        if listed and not self._intend(effect.operation, (effect.uid,), wanted):
            self._post(BitSwitched(effect.key, effect.uid, Reason.STORAGE))
            return
        self._pad.switch(effect.uid, wanted, lambda done: self._answer(effect.key, done))

    def secure(self, effect: SecureBit) -> None:
        """Secure an item that comes back, under the id its check-in will have."""
        self.claimed.update(effect.uids)
        about = self._returns.setdefault(effect.key, self._journal.new_id())
        if not self._intend(about, effect.uids, Security.SECURED):
            self._post(BitSwitched(effect.key, effect.uid, Reason.STORAGE))
            return
        self._pad.switch(effect.uid, Security.SECURED, lambda done: self._answer(effect.key, done))

    def take_back(self, effect: TakeBack) -> None:
        """Secure a tag of a loan that is to be undone. Until the undo is recorded the open intent
        says what was begun."""
        wanted = Security.SECURED
        self._listed.update(effect.uids)  # the intents of the check-out's commit are past
        if not self._intend(effect.operation, effect.uids, wanted):
            self._post(BitSwitched(effect.key, effect.uid, Reason.STORAGE))
            return
        self._pad.switch(effect.uid, wanted, lambda done: self._answer(effect.key, done))

    def keep(self, effect: KeepLoan) -> None:
        """The loan is not undone: nothing is to be done about its tags on that account."""
        for uid in effect.uids:
            self._storage.attempt(
                lambda uid=uid: self._journal.drop_intent(effect.operation, uid)  # type: ignore[misc]
            )

    def _intend(self, about: str, uids: tuple[str, ...], wanted: Security) -> bool:
        def work() -> bool:
            self._journal.intend(about, uids, wanted.value)
            return True

        return self._storage.attempt(work) is not None

    def _answer(self, key: str, done: SecurityDone) -> None:
        uid = str(done.uid)
        self._found[uid] = found_by(done)
        self._post(BitSwitched(key, uid, done.outcome.value, done.before, done.after))

    def confirm(self, effect: ConfirmBit) -> None:
        """A loan's bit was read back: its intent is closed, a repair of this tag done."""
        self._listed.discard(effect.uid)
        self._tag_state.right_if_listed(effect.operation, effect.uid, Security.ON_LOAN)
        self._storage.attempt(lambda: self._journal.close_intent(effect.operation, effect.uid))

    def open_repair(self, effect: OpenRepair) -> None:
        """The bit is not as wanted: on the list, durable."""
        self._listed.add(effect.uid)
        reason = _reason(effect.wanted)
        self._storage.attempt(
            lambda: self._journal.open_repair(effect.operation, effect.uid, effect.wanted, reason)
        )

    def report(self, effect: ReportTagState) -> None:
        """Nobody puts it right now: tell the town."""
        found, wanted = self._found.get(effect.uid), Security(effect.wanted)
        self._tag_state.wrong(effect.operation, effect.uid, found, wanted, _reason(wanted))

    def record_return(self, effect: RecordReturn) -> None:
        """Journal the check-in; ReturnRecorded is posted whatever happens."""
        answer = ReturnRecorded(effect.key, None, False, None)
        try:
            answer = self._recorded(effect) or answer
        finally:
            self._post(answer)

    def _recorded(self, effect: RecordReturn) -> ReturnRecorded | None:
        about = self._returns.pop(effect.key, None) or self._journal.new_id()
        by = self._tag_state.decided_by()
        place = self._storage.attempt(lambda: self._place(effect.item))
        known = self._storage.attempt(lambda: self._snapshot.item(effect.item))
        title = known.title if known else None
        op = self._storage.attempt(lambda: self._check_in(effect, about, by, title))
        if op is None:
            return None
        for uid in effect.secured:
            self._tag_state.right_if_listed(op.id, uid, Security.SECURED)
        return ReturnRecorded(effect.key, op.id, by is DecidedBy.SERVER, place)

    def _check_in(
        self, effect: RecordReturn, about: str, by: DecidedBy, title: str | None
    ) -> Operation:
        return self._journal.record_check_in(
            item=effect.item,
            branch=self._journal.who().branch,
            evidence=_evidence(effect),
            op_id=about,
            closes=effect.secured,
            decided_by=by,
            title=title,
        )

    def _place(self, item: str) -> Place:
        return self._snapshot.place_for(item, self._journal.who().branch)


def _reason(wanted: str) -> str:
    """A loan's bit stays wrong because its item was lifted; a return's did not switch."""
    return "lifted" if wanted == Security.ON_LOAN else "not_switched"


def _evidence(effect: RecordReturn) -> dict[str, Json]:
    verified = set(effect.secured) == set(effect.uids)
    evidence: dict[str, Json] = {"uid": one_or_all(effect.uids), "verified": verified}
    for name, afi in (("before", effect.before), ("after", effect.after)):
        text = hex_byte(afi)
        if text is not None:
            evidence[name] = text
    return evidence
