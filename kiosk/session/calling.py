"""Somebody is called to the kiosk. No patron is in it: it outlives the session it was made in."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.effects import AskCall, CallHelp, EndCall, Sound
from kiosk.session.events import CallAnswered
from kiosk.session.states import CallState, HelpCall, SessionState
from kiosk.session.steps import Step, stay

POLL_MS = 3_000


def call(state: SessionState, now_ms: int) -> Step:
    """ "Appeler quelqu'un": pressed again while one is on its way, it is the same call."""
    under_way = state.call is not None and state.call.state is not CallState.UNHEARD
    if under_way:
        return stay(state)
    if not state.online:
        return stay(replace(state, call=HelpCall(CallState.UNHEARD)))
    made = HelpCall(CallState.ASKING, asked_ms=now_ms)
    return replace(state, call=made), (CallHelp(state.page.value), Sound("called"))


def dismiss(state: SessionState) -> Step:
    """ "Je n'ai plus besoin d'aide"."""
    made = state.call
    if made is None or made.state is CallState.ASKING:
        return stay(state)
    state = replace(state, call=None)
    return state, (() if made.id is None else (EndCall(made.id),))


def answered(state: SessionState, event: CallAnswered) -> Step:
    """How the call stands. Without an answer it stands as before: the desk may have it."""
    made = state.call
    if made is None:
        # Dismissed meanwhile: what was made all the same is taken back.
        return state, (() if event.call is None else (EndCall(event.call),))
    if event.state is None:
        unheard = CallState.UNHEARD if made.id is None else made.state
        return stay(replace(state, call=replace(made, state=unheard, polling=False)))
    if event.state is CallState.ENDED:
        return stay(replace(state, call=None))
    comes = event.state is CallState.COMING and made.state is not CallState.COMING
    made = replace(made, id=event.call, state=event.state, polling=False)
    return replace(state, call=made), ((Sound("coming"),) if comes else ())


def poll(state: SessionState, now_ms: int) -> Step:
    """Does somebody come? Asked again and again."""
    made = state.call
    if made is None or made.id is None or made.polling or now_ms - made.asked_ms < POLL_MS:
        return stay(state)
    asking = replace(made, polling=True, asked_ms=now_ms)
    return replace(state, call=asking), (AskCall(made.id),)
