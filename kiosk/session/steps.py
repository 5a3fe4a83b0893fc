"""Small moves every part of the session machine makes; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.session.effects import Effect
from kiosk.session.states import PadTag, RowState, SessionState, TrayRow
from rfid.tagdata.model import Verdict

Step = tuple[SessionState, tuple[Effect, ...]]
"""A new state and what is to be done about it."""


def stay(state: SessionState) -> Step:
    """Nothing happens."""
    return state, ()


def then(step: Step, follow: Callable[[SessionState], Step]) -> Step:
    """One move after the other, effects in order."""
    state, effects = step
    state, more = follow(state)
    return state, effects + more


def put_row(state: SessionState, row: TrayRow) -> SessionState:
    """The row in its old place, or as the last one."""
    rows = state.rows
    if any(old.key == row.key for old in rows):
        return replace(state, rows=tuple(row if old.key == row.key else old for old in rows))
    return replace(state, rows=(*rows, row))


def drop_row(state: SessionState, key: str) -> SessionState:
    """Without the row of that key."""
    return replace(state, rows=tuple(row for row in state.rows if row.key != key))


def working(state: SessionState) -> TrayRow | None:
    """The one row something is being done about."""
    return next((row for row in state.rows if row.state is RowState.DOING), None)


def unswitched(row: TrayRow) -> tuple[str, ...]:
    """The tags of a row whose bit was not yet read back as wanted."""
    return tuple(uid for uid in row.uids if uid not in row.switched)


def on_pad(state: SessionState, uid: str) -> bool:
    """Does this tag lie there, as far as is known?"""
    return any(tag.uid == uid for tag in state.pad)


def is_card(verdict: str) -> bool:
    """Is it a patron's card, never an item?"""
    return verdict == Verdict.PATRON_CARD


def nameless(tag: PadTag) -> PadTag:
    """What may be remembered of a thing that lay there in a session that ended: that it lies there,
    not what it is."""
    return replace(tag, info=None, item=None, kit=None)
