"""The pad, the network and the station's own health, as far as the screen is concerned."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import ending, identify, tray, work
from kiosk.session.board import Board, ClosedHours
from kiosk.session.events import (
    BoardChanged,
    CardShown,
    NetworkChanged,
    ReaderChanged,
    RestNeeded,
    TagGone,
    TagSeen,
)
from kiosk.session.identify import card_shown
from kiosk.session.pages import Page
from kiosk.session.policy import SessionPolicy
from kiosk.session.states import Means, SessionState
from kiosk.session.steps import Step, is_card, on_pad, stay, then

READER = "reader"
CLOSED = "closed"


def tag_seen(state: SessionState, event: TagSeen, policy: SessionPolicy) -> Step:
    """A tag lies there: a card on the identify page, a row on the tray, a lifted item put back."""
    tag = event.tag
    news = not on_pad(state, tag.uid)
    state = tray.lay_down(state, tag)
    if is_card(tag.verdict):
        if not news:
            return stay(state)
        return card_shown(state, CardShown(tag.item or "", Means.READ), policy)
    if state.page in tray.OPEN_PAGES:
        state = replace(state, notice=None)
    return then(tray.admit(state, tag), lambda now: work.retry_lifted(now, given_up=True))


def tag_gone(state: SessionState, event: TagGone) -> Step:
    """A tag left the pad."""
    return stay(tray.pick_up(state, event.uid))


def network_changed(state: SessionState, event: NetworkChanged) -> Step:
    """Cut off on the PIN page, nobody can check a PIN any more: go on with the card alone."""
    since = None if event.online else event.since_ms
    state = replace(state, online=event.online, offline_since_ms=since)
    if event.online:
        state = replace(state, call=ending.heard(state.call))
    if not event.online and state.page is Page.PIN and not state.checking:
        return identify.ask_offline(state)
    return stay(state)


def reader_changed(state: SessionState, event: ReaderChanged, now_ms: int) -> Step:
    """The pad answers or not; a running session goes on either way."""
    if event.up:
        state = replace(state, reader_up=True, reader_down_ms=None)
        return stay(_rest(state, None) if state.resting == READER else state)
    down = now_ms if state.reader_down_ms is None else state.reader_down_ms
    return stay(replace(state, reader_up=False, reader_down_ms=down))


def rest_needed(state: SessionState, event: RestNeeded) -> Step:
    """The station cannot serve; a running session is let to its end first."""
    return stay(_rest(state, event.reason))


def board_changed(state: SessionState, event: BoardChanged, policy: SessionPolicy) -> Step:
    """The start page tells something else. Closing time puts the kiosk to rest where the site
    wishes it; a running session is finished in peace."""
    known = state.board.arrivals if event.arrivals is None else event.arrivals
    board = Board(event.opening, event.messages, known)
    now = policy.closed_hours if board.closed else ClosedHours.OPEN
    state = replace(state, board=board, after_hours=now)
    return stay(_rest(state, None) if state.resting in (None, CLOSED) else state)


def watch_reader(state: SessionState, policy: SessionPolicy, now_ms: int) -> SessionState:
    """A pad that stays silent between sessions puts the kiosk to rest."""
    if state.reader_up or state.started_ms is not None:
        return state
    if state.reader_down_ms is None:
        return replace(state, reader_down_ms=now_ms)
    silent = now_ms - state.reader_down_ms >= policy.reader_rest_s * 1000
    return _rest(state, READER) if silent and state.resting in (None, CLOSED) else state


def _rest(state: SessionState, reason: str | None) -> SessionState:
    if reason is None and state.after_hours is ClosedHours.REST:
        reason = CLOSED
    state = replace(state, resting=reason)
    if state.started_ms is not None:
        return state
    return replace(state, page=Page.RESTING if reason else Page.START)
