"""Why does the gate ring? Each tag laid down is looked at by itself; nobody identifies herself.

What is lent is opened where its tag was left secured, what is not lent is secured: by the rule of
`kiosk.acts.gate`. A thing that is not lent can be borrowed on the spot.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.effects import CheckGate, Sound
from kiosk.session.events import GateChecked
from kiosk.session.states import Finding, PadTag, RowState, SessionState, TrayRow
from kiosk.session.steps import Step, drop_row, put_row, stay
from rfid.tagdata.model import Verdict

_SETTLED = (Finding.LENT, Finding.OPENED)


def admit(state: SessionState, tag: PadTag, verdict: str) -> Step:
    """A row for a tag; what is no item of this library is told at once."""
    old = state.row(tag.uid)
    if old is not None and old.state is RowState.DOING:
        return stay(state)
    for row in state.rows:
        if not row.uids and row.item == tag.item:
            state = drop_row(state, row.key)  # scanned before, and here it is
    row = TrayRow(tag.uid, tag.item, (tag.uid,), RowState.WAITING, tag.info)
    if verdict != Verdict.ITEM:
        row = replace(row, state=RowState.REFUSED, reason=verdict)
        return put_row(state, row), (Sound("stays"),)
    return put_row(state, row), (Sound("seen"),)


def check(state: SessionState, row: TrayRow) -> Step:
    """Its turn has come."""
    doing = replace(row, state=RowState.DOING)
    return put_row(state, doing), (CheckGate(row.key, row.item or "", "".join(row.uids[:1])),)


def checked(state: SessionState, event: GateChecked) -> Step:
    """What was found, and done about it."""
    row = state.row(event.key)
    if row is None or row.state is not RowState.DOING:
        return stay(state)
    if event.finding == Finding.GONE:
        return stay(drop_row(state, row.key))
    if event.finding is Finding.LENT_UNREAD:
        return stay(put_row(state, replace(row, state=RowState.NOTED, reason=event.finding)))
    well = event.finding in _SETTLED
    row = replace(row, state=RowState.DONE if well else RowState.REFUSED, reason=event.finding)
    return put_row(state, row), (Sound("done" if well else "stays"),)


def borrowable(state: SessionState) -> bool:
    """Does something lie there that rings because nobody has borrowed it, and may be?"""
    return state.lends and any(
        row.reason in (Finding.NOT_LENT, Finding.CLOSED) for row in state.rows
    )
