"""When a page closes by itself: idle time with a warning, and the absolute limit of a session.

Nothing under way is cut: a question about the patron or a write is waited for.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import ending, family, kitting
from kiosk.session.effects import Effect, Sound
from kiosk.session.events import (
    BoardChanged,
    Event,
    NetworkChanged,
    OfflineLimit,
    ReaderChanged,
    RestNeeded,
    Tick,
)
from kiosk.session.look_events import (
    AboutTold,
    BackTold,
    BranchesTold,
    ResourcesLearnt,
    TitlesFound,
    TitlesSuggested,
    TitleTold,
)
from kiosk.session.pages import Page
from kiosk.session.policy import SessionPolicy
from kiosk.session.states import SessionState
from kiosk.session.steps import Step, stay

_LOOKED_UP = (
    TitlesSuggested,
    TitlesFound,
    TitleTold,
    AboutTold,
    BackTold,
    ResourcesLearnt,
    BranchesTold,
)
"""Answers that may come when nobody is there any more."""
_NO_ACTIVITY = (
    Tick,
    NetworkChanged,
    OfflineLimit,
    ReaderChanged,
    RestNeeded,
    BoardChanged,
    *_LOOKED_UP,
)


def expire(state: SessionState, now_ms: int) -> Step:
    """A deadline that has passed closes the page: unfinished business first, then the session."""
    if state.closes_at_ms is None or now_ms < state.closes_at_ms or state.checking:
        return stay(state)
    if state.page is Page.ATTENTION:
        state, effects = ending.give_up(state)
        return replace(state, finishing=True), effects
    if family.adding(state):
        state = family.back(state)
    if state.page in (Page.TRAY, Page.RETURN, Page.UNDO, Page.GATE, *kitting.PAGES):
        return stay(replace(state, finishing=True))
    return ending.end(state)


def rearm(
    was: SessionState, state: SessionState, event: Event, policy: SessionPolicy, now_ms: int
) -> Step:
    """The deadline of the page after an event, and the seconds left while it warns."""
    page_ms = _page_ms(state.page, policy)
    if page_ms is None or state.started_ms is None:
        return stay(replace(state, closes_at_ms=None, seconds_left=None))
    latest = state.started_ms + policy.absolute_s * 1000
    wanted = min(now_ms + page_ms, latest)
    closes = was.closes_at_ms
    if closes is None or state.page is not was.page:
        # A page is never closed without its full warning, even past the absolute limit.
        closes = max(wanted, now_ms + policy.warn_s * 1000)
    elif not isinstance(event, _NO_ACTIVITY):
        closes = max(closes, wanted)
    left = max(0, -((now_ms - closes) // 1000))
    seconds = left if left <= policy.warn_s else None
    begins = seconds is not None and was.seconds_left is None and state.page is not Page.FINISH
    sound: tuple[Effect, ...] = (Sound("ending"),) if begins else ()
    return replace(state, closes_at_ms=closes, seconds_left=seconds), sound


def _page_ms(page: Page, policy: SessionPolicy) -> int | None:
    if page in (Page.START, Page.RESTING):
        return None
    seconds = {
        Page.FINISH: policy.finish_s,
        Page.ATTENTION: policy.attention_s,
        # To be read in peace.
        Page.CHARTER: 3 * policy.idle_s,
    }
    return seconds.get(page, policy.idle_s) * 1000
