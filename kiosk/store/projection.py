"""The present as this station sees it: the feed's, with its own records the feed does not tell yet.

A view over journal and snapshot; it keeps nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from catalogue.domain.library import SnapshotItem
from catalogue.domain.operations import Kind
from catalogue.domain.states import Status
from kiosk.store.journal import Journal
from kiosk.store.rows import OwnLoan
from kiosk.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class RepairNow:
    """A tag to be put right when a reader sees it. `wanted` is a value of rfid's Security;
    `allowed`: securing always is, unlocking only on an open loan known here."""

    uid: str
    item: str | None
    about: str | None
    wanted: str
    allowed: bool


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
        status = Status.ON_LOAN if move.kind == Kind.CHECK_OUT else Status.AVAILABLE
        return replace(known, status=status, branch=self._journal.who().branch)

    def is_own_loan(self, item: str, patron_ref: str) -> bool:
        """Did this patron borrow the item here, and the feed does not tell yet?"""
        move = self._journal.own_move(item)
        return move is not None and move.kind == Kind.CHECK_OUT and move.patron_ref == patron_ref

    def loans_of(self, patron_ref: str) -> tuple[OwnLoan, ...]:
        """Her loans made here that the feed does not tell yet."""
        return self._journal.loans_of(patron_ref)

    def repair_of(self, uid: str) -> RepairNow | None:
        """What is to be put right on this tag: this station's own knowledge goes before the
        town's."""
        own = next((repair for repair in self._journal.repairs() if repair.uid == uid), None)
        town = self._snapshot.repair(uid)
        confirmed = town is not None and town.confirmed_loan is not None
        if own is not None:
            allowed = own.wanted == "secured" or confirmed or self._journal.loan_stands(own.about)
            return RepairNow(uid, own.item, own.about, own.wanted, allowed)
        if town is None:
            return None
        return RepairNow(uid, town.item, None, town.wanted, town.wanted == "secured" or confirmed)
