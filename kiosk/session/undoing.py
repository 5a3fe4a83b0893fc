"""A loan of the running session taken back: for a short while, by whoever made it.

The bit is set and read back first, then the loan is undone in the journal; a bit that does not
follow leaves the loan as it was. A return is undone by staff alone.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import lending
from kiosk.session.effects import Effect, KeepLoan, Sound, TakeBack, UndoLoan
from kiosk.session.events import BitSwitched, UndoAsked
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.states import Notice, Reason, RowState, SessionState, TrayRow
from kiosk.session.steps import Step, on_pad, put_row, stay, then, unswitched
from rfid.events import SecurityOutcome

BY_PATRON = "patron"
"""Reason of the undo in the record."""
NOT_UNDONE = "not_undone"
"""Notice: the loan stands, its tag did not follow."""
_FROM = (Page.TRAY, Page.FINISH)


def watch(state: SessionState, policy: SessionPolicy, now_ms: int) -> Step:
    """Which loans may still be taken back: those just made, as long as their tags lie there."""
    for row in state.rows:
        if row.state is RowState.DONE and row.done_ms is None:
            state = put_row(state, replace(row, done_ms=now_ms))
    undoable = tuple(row.key for row in state.rows if _can_undo(state, row, policy, now_ms))
    return stay(replace(state, undoable=undoable) if undoable != state.undoable else state)


def _can_undo(state: SessionState, row: TrayRow, policy: SessionPolicy, now_ms: int) -> bool:
    return (
        state.way is Way.BORROW
        and row.state is RowState.DONE
        and not row.undoing
        and row.done_ms is not None
        and now_ms - row.done_ms < policy.undo_s * 1000
        # Lent by its barcode: nobody would see that it stays.
        and row.reason != Reason.BARCODE
        and all(on_pad(state, uid) for uid in row.uids)
    )


def choose(state: SessionState) -> Step:
    """ "Annuler un prêt": which one?"""
    if state.page not in _FROM or not state.undoable:
        return stay(state)
    return stay(replace(state, page=Page.UNDO, notice=None, finishing=False))


def ask(state: SessionState, event: UndoAsked) -> Step:
    """This one. What is under way goes before."""
    row = state.row(event.key)
    if state.page is not Page.UNDO or row is None or event.key not in state.undoable:
        return stay(state)
    state = put_row(state, replace(row, undoing=True))
    left = tuple(key for key in state.undoable if key != event.key)
    return stay(replace(state, page=Page.TRAY, undoable=left))


def take_next(state: SessionState, row: TrayRow) -> Step:
    """The next tag of a loan being taken back, or the undo of its record."""
    operation = row.operation
    if operation is None:
        return stay(put_row(state, replace(row, undoing=False)))
    if not row.switched:
        row = replace(row, state=RowState.DOING)
        return put_row(state, row), (UndoLoan(row.key, operation, BY_PATRON),)
    uid = row.switched[0]
    if not on_pad(state, uid):
        return _lost(state, row, uid, Reason.LIFTED)
    row = replace(row, state=RowState.DOING)
    return put_row(state, row), (TakeBack(row.key, operation, uid, row.uids),)


def switched(state: SessionState, row: TrayRow, event: BitSwitched) -> Step:
    """A tag of it was tried."""
    match event.outcome:
        case SecurityOutcome.VERIFIED:
            rest = tuple(uid for uid in row.switched if uid != event.uid)
            return take_next(state, replace(row, switched=rest))
        case SecurityOutcome.NOT_SWITCHED | SecurityOutcome.STRANGE | Reason.STORAGE:
            return _stands(state, row)
        case _:
            no_reader = event.outcome == SecurityOutcome.NO_READER
            reason = Reason.NO_READER if no_reader else Reason.LIFTED
            return _lost(state, row, event.uid, reason)


def _stands(state: SessionState, row: TrayRow) -> Step:
    """The loan stays; what was secured of it already is opened again."""
    row = replace(row, state=RowState.DONE, undoing=False)
    state, effects = put_row(replace(state, notice=Notice(NOT_UNDONE)), row), _keep(row)
    if unswitched(row):
        return then((state, effects), lambda now: lending.clear_next(now, row))
    return state, (*effects, Sound("stays"))


def _lost(state: SessionState, row: TrayRow, uid: str, reason: Reason) -> Step:
    """The tag left, or the pad: nobody knows what it says. The loan stays, and is put right."""
    rest = tuple(each for each in row.switched if each != uid)
    row = replace(row, undoing=False, switched=rest)
    return then((state, _keep(row)), lambda now: lending.lifted(now, row, reason))


def _keep(row: TrayRow) -> tuple[Effect, ...]:
    return () if row.operation is None else (KeepLoan(row.operation, row.uids),)


def undone(state: SessionState, row: TrayRow) -> Step:
    """In the journal: the thing lies there as before, and may be asked for anew when it was
    lifted."""
    row = replace(
        row,
        state=RowState.NOTED,
        reason=Reason.UNDONE,
        operation=None,
        due_ms=None,
        done_ms=None,
        undoing=False,
        switched=(),
    )
    return put_row(state, row), (Sound("returned"),)
