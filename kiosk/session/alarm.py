"""Two notes for an item lifted too early, again every 4 s, three times at most."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.effects import Sound
from kiosk.session.pages import Page
from kiosk.session.states import Reason, RowState, SessionState
from kiosk.session.steps import Step, stay

EVERY_MS = 4000
TIMES = 3
_ASKED_BACK = (Reason.LIFTED, Reason.NO_READER)


def sound(state: SessionState, now_ms: int) -> Step:
    """What is heard now of what is asked back. After each event."""
    out = any(row.state is RowState.LIFTED and row.reason in _ASKED_BACK for row in state.rows)
    if not out or state.page is not Page.ATTENTION:
        return stay(replace(state, alarms=0, alarm_ms=None) if state.alarms else state)
    last = state.alarm_ms
    if state.alarms >= TIMES or (last is not None and now_ms - last < EVERY_MS):
        return stay(state)
    return replace(state, alarms=state.alarms + 1, alarm_ms=now_ms), (Sound("put_back"),)
