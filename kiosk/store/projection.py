"""The present as this station sees it: the feed's, with its own records the feed does not tell yet.

A view over journal and snapshot; it keeps nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from catalogue.domain.library import SnapshotItem
from catalogue.domain.states import Status
from kiosk.store.journal import Journal
from kiosk.store.rows import OwnLoan, Repair
from kiosk.store.snapshot import Snapshot

_SECURED: Final = "secured"


@dataclass(frozen=True, slots=True)
class RepairNow:
    """A tag to be put right when a reader sees it. `wanted` is a value of rfid's Security; `about`
    is None on the town's list; `lent`: an open loan of the item is known here."""

    uid: str
    item: str | None
    about: str | None
    wanted: str
    lent: bool

    @property
    def allowed(self) -> bool:
        """Securing always is, unlocking only on an open loan."""
        return self.lent or self.wanted == _SECURED


class Projection:
    """Reads only; raises a StorageError when a file cannot be read."""

    def __init__(self, journal: Journal, snapshot: Snapshot) -> None:
        self._journal = journal
        self._snapshot = snapshot

    def item_now(self, item: str) -> SnapshotItem | None:
        """The item's row with this station's own last move of it; None when nobody knows it."""
        known = self._snapshot.item(item)
        move = self._journal.own_move(item)
        if known is None or move is None:
            return known
        rested = Status.RECEIVED_UNCHECKED if known.needs_check else Status.AVAILABLE
        status = rested if move.at_rest else Status.ON_LOAN
        return replace(known, status=status, branch=self._journal.who().branch)

    def loans_of(self, patron_ref: str) -> tuple[OwnLoan, ...]:
        """Her loans made here that the feed does not tell yet."""
        return self._journal.loans_of(patron_ref)

    def repair_of(self, uid: str, *, online: bool) -> RepairNow | None:
        """What is to be put right on this tag: this station's own knowledge goes before the
        town's. Only while `online` does the feed confirm a loan."""
        own, town = self._journal.repair(uid), self._snapshot.repair(uid)
        known = own or town
        if known is None:
            return None
        about = own.about if own else None
        confirmed = online and town is not None and town.confirmed_loan is not None
        stands = about is not None and self._journal.loan_stands(about)
        lent = (confirmed or stands) and self._out(known.item)
        return RepairNow(uid, known.item, about, known.wanted, lent)

    def barcode_loan(self, item: str) -> str | None:
        """This station's own loan of an item by its barcode, if it stands and nobody has seen the
        tag since: the tag may be unlocked."""
        loans = self._journal.barcode_loans(item)
        return loans[0][0] if loans and self._out(item) else None

    def past_repairs(self) -> tuple[str, ...]:
        """UIDs of this station's own repairs that are past: their loan is over, or the town's list
        had them and has them no more."""
        if self._snapshot.meta() is None:
            return ()
        return tuple(own.uid for own in self._journal.repairs() if self._is_past(own))

    def _is_past(self, own: Repair) -> bool:
        stands = self._journal.loan_stands(own.about) and self._out(own.item)
        if own.wanted != _SECURED and not stands:
            return True
        listed = self._snapshot.repair(own.uid) is not None
        return own.told and not listed and self._journal.own_word(own.uid) is None

    def _out(self, item: str | None) -> bool:
        """On loan, as far as anything says where it is."""
        now = None if item is None else self.item_now(item)
        return now is None or now.status == Status.ON_LOAN
