"""One item is lent: its turn, the answer, its bits; and the repair of what was lifted too early.

Order of every loan: journalled (LendItem), decided, bit cleared, bit read back. Once it is accepted
it ends in exactly one way: confirmed, undone with the tag still secured, or on the repair list.
"""

from __future__ import annotations

from dataclasses import replace

from catalogue.domain.denial import DenialReason
from kiosk.session import kitting
from kiosk.session.effects import (
    ClearBit,
    ConfirmBit,
    LendItem,
    OpenRepair,
    Sound,
    UndoLoan,
)
from kiosk.session.events import BitSwitched, LoanDecided, UndoRecorded
from kiosk.session.states import Patron, Reason, RowState, SessionState, TrayRow
from kiosk.session.steps import Step, on_pad, put_row, stay, unswitched
from rfid.events import SecurityOutcome
from rfid.types import Security


def lend(state: SessionState, row: TrayRow, patron: Patron) -> Step:
    """Its turn has come: journal and ask."""
    before = next((tag.afi for tag in state.pad if tag.uid in row.uids[:1]), None)
    signed = row.kit.signed if row.kit else None
    ask = LendItem(row.key, row.item or row.key, row.uids, before, patron, signed)
    return put_row(state, replace(row, state=RowState.DOING, reason=None)), (ask,)


def decided(state: SessionState, event: LoanDecided) -> Step:
    """The answer about one loan."""
    row = state.row(event.key)
    if row is None or row.state is not RowState.DOING or row.operation is not None:
        return stay(state)
    row = replace(row, operation=event.operation, confirmed=event.online, due_ms=event.due_ms)
    if event.operation is None or not event.accepted:
        row = replace(
            row, state=RowState.REFUSED, reason=kitting.refusal(row, event.reason), due_ms=None
        )
        return put_row(state, row), (Sound("stays"),)
    return clear_next(state, row)


def clear_next(state: SessionState, row: TrayRow) -> Step:
    """The next bit of an accepted loan, or done."""
    left, operation = unswitched(row), row.operation
    if not left or operation is None:
        # By its barcode: nobody has seen its tag, which says secured.
        reason = None if row.uids else Reason.BARCODE
        row = replace(row, state=RowState.DONE, reason=reason)
        return put_row(state, row), (Sound("done"),)
    if not on_pad(state, left[0]):
        return lifted(state, row, Reason.LIFTED)
    row = replace(row, state=RowState.DOING)
    return put_row(state, row), (ClearBit(row.key, operation, left[0]),)


def switched(state: SessionState, row: TrayRow, event: BitSwitched) -> Step:
    """A bit of a loan was tried; `row` is the one being done."""
    operation = row.operation
    if operation is None:
        return stay(state)
    if event.outcome == SecurityOutcome.VERIFIED:
        confirm = ConfirmBit(operation, event.uid, event.after)
        row = replace(row, switched=(*row.switched, event.uid))
        state, effects = clear_next(state, row)
        return state, (confirm, *effects)
    if event.outcome == SecurityOutcome.NOT_SWITCHED and not row.switched:
        # The tag is here and reads back secured: the only case in which a loan may be undone.
        undo = UndoLoan(row.key, operation, DenialReason.BIT_NOT_SWITCHED)
        return put_row(state, row), (undo,)
    no_reader = event.outcome == SecurityOutcome.NO_READER
    return lifted(state, row, Reason.NO_READER if no_reader else Reason.LIFTED)


def undone(state: SessionState, event: UndoRecorded) -> Step:
    """The loan is undone in the journal: the item stays here."""
    row = state.row(event.key)
    if row is None or row.state is not RowState.DOING:
        return stay(state)
    row = replace(row, state=RowState.REFUSED, reason=event.reason, due_ms=None)
    return put_row(state, row), (Sound("stays"),)


def lifted(state: SessionState, row: TrayRow, reason: Reason) -> Step:
    """Taken away too early: at once on the repair list, and asked back."""
    if row.reason is not None:  # it was lifted before: listed already, perhaps given up
        return stay(put_row(state, replace(row, state=RowState.LIFTED)))
    repairs = tuple(
        OpenRepair(row.operation, uid, Security.ON_LOAN.value)
        for uid in unswitched(row)
        if row.operation is not None
    )
    after = replace(row, state=RowState.LIFTED, reason=reason)
    return put_row(state, after), repairs
