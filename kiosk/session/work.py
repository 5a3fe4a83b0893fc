"""What is done next: one row after the other, the page that goes with it, and the finish."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import ending, family, gate, kitting, lending, returning, undoing
from kiosk.session.events import BitSwitched, UndoRecorded
from kiosk.session.pages import Page, Way
from kiosk.session.states import RowState, SessionState, TrayRow
from kiosk.session.steps import Step, on_pad, stay, then, unswitched, working
from kiosk.session.tray import OPEN_PAGES

_PAGES: dict[Way | None, Page] = {Way.RETURN: Page.RETURN, Way.GATE: Page.GATE}
"""Where a way has its rows; borrowing has the tray."""


def advance(state: SessionState) -> Step:
    """Give the next waiting item its turn, show the page that fits, finish when asked to."""
    if state.page not in OPEN_PAGES:
        return stay(state)
    return then(then(then(_next_turn(state), kitting.advance), _page), _finish_when_idle)


def _next_turn(state: SessionState) -> Step:
    if working(state) is not None:
        return stay(state)
    mistaken = next((row for row in state.rows if row.undoing), None)
    if mistaken is not None:
        return undoing.take_next(state, mistaken)
    row = next((row for row in state.rows if _ready(row)), None)
    if row is None:
        return stay(state)
    if state.way is Way.GATE:
        return gate.check(state, row)
    if state.way is Way.RETURN:
        return returning.secure_next(state, row)
    here = family.all_of(state)
    return lending.lend(state, row, here[row.who]) if row.who < len(here) else stay(state)


def _ready(row: TrayRow) -> bool:
    return row.state is RowState.WAITING and row.reason is None


def _page(state: SessionState) -> Step:
    if any(ending.needs_attention(row) for row in state.rows):
        return stay(replace(state, page=Page.ATTENTION))
    if state.page is Page.UNDO and state.undoable and not state.finishing:
        return stay(state)
    if kitting.open_row(state) is not None and not state.finishing:
        return stay(state)
    return stay(replace(state, kit_row="", page=_PAGES.get(state.way, Page.TRAY)))


def _finish_when_idle(state: SessionState) -> Step:
    waiting = any(_ready(row) or row.undoing for row in state.rows)
    idle = working(state) is None and not waiting
    if state.finishing and idle and state.page is not Page.ATTENTION:
        return ending.finish(state)
    return stay(state)


def bit_switched(state: SessionState, event: BitSwitched) -> Step:
    """The answer of the pad, for the row that asked."""
    row = state.row(event.key)
    if row is None or row.state is not RowState.DOING:
        return stay(state)
    if row.undoing:
        return undoing.switched(state, row, event) if event.uid in row.switched else stay(state)
    if event.uid not in unswitched(row):
        return stay(state)
    if state.way is Way.RETURN:
        return returning.switched(state, row, event)
    return lending.switched(state, row, event)


def undo_recorded(state: SessionState, event: UndoRecorded) -> Step:
    """A loan is undone in the journal: its tag stayed secured, or it was taken back."""
    row = state.row(event.key)
    if row is not None and row.state is RowState.DOING and row.undoing:
        return undoing.undone(state, row)
    return lending.undone(state, event)


def retry_lifted(state: SessionState, given_up: bool) -> Step:
    """A lifted item lies there again and nothing else is being done: its bit is tried again.
    One that was given up only counts when it is laid down anew (`given_up`)."""
    if state.page not in OPEN_PAGES or not state.reader_up or working(state) is not None:
        return stay(state)
    for row in state.rows:
        wanted = given_up or ending.needs_attention(row)
        if row.state is RowState.LIFTED and wanted and on_pad(state, unswitched(row)[0]):
            if state.way is Way.RETURN:
                return returning.secure_next(state, row)
            return lending.clear_next(state, row)
    return stay(state)
