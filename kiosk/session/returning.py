"""One item comes back: bit secured first, then recorded; no login, always accepted."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import kitting
from kiosk.session.effects import Effect, OpenRepair, RecordReturn, ReportTagState, SecureBit, Sound
from kiosk.session.events import BitSwitched, ReturnRecorded
from kiosk.session.lending import lifted
from kiosk.session.states import Reason, RowState, SessionState, TrayRow
from kiosk.session.steps import Step, on_pad, put_row, stay, unswitched
from rfid.events import SecurityOutcome
from rfid.types import Security


def secure_next(state: SessionState, row: TrayRow) -> Step:
    """The next bit of an item coming back."""
    uid = unswitched(row)[0]
    if not on_pad(state, uid):
        return lifted(state, row, Reason.LIFTED)
    row = replace(row, state=RowState.DOING)
    return put_row(state, row), (SecureBit(row.key, uid, row.uids),)


def switched(state: SessionState, row: TrayRow, event: BitSwitched) -> Step:
    """A bit of a return was tried; `row` is the one being done."""
    if event.outcome == Reason.STORAGE:
        return _not_recorded(state, row)
    if event.outcome == SecurityOutcome.VERIFIED:
        row = replace(row, switched=(*row.switched, event.uid))
        if unswitched(row):
            return secure_next(state, row)
    elif event.outcome not in (SecurityOutcome.NOT_SWITCHED, SecurityOutcome.STRANGE):
        no_reader = event.outcome == SecurityOutcome.NO_READER
        return lifted(state, row, Reason.NO_READER if no_reader else Reason.LIFTED)
    # The thing is here, whatever its bit says: it is recorded as returned.
    record = RecordReturn(
        key=row.key,
        item=row.item or row.key,
        uids=row.uids,
        before=event.before,
        after=event.after,
        secured=row.switched,
    )
    return put_row(state, row), (record,)


def recorded(state: SessionState, event: ReturnRecorded) -> Step:
    """The check-in is durable: say where the thing goes. A bit that stayed open is repaired."""
    row = state.row(event.key)
    if row is None or row.state is not RowState.DOING:
        return stay(state)
    if event.operation is None:
        return _not_recorded(state, row)
    done = replace(
        row,
        state=RowState.DONE,
        reason=None,
        operation=event.operation,
        confirmed=event.online,
        place=event.place,
    )
    wrong: tuple[Effect, ...] = tuple(
        kind(event.operation, uid, Security.SECURED.value)
        for uid in unswitched(row)
        for kind in (OpenRepair, ReportTagState)
    )
    return put_row(state, done), (*wrong, *kitting.missing(done), Sound("returned"))


def _not_recorded(state: SessionState, row: TrayRow) -> Step:
    refused = replace(row, state=RowState.REFUSED, reason=Reason.STORAGE, switched=())
    return put_row(state, refused), (Sound("stays"),)
