"""Several cards, one pile: each thing goes to the card whose turn it was when it was laid down.

Another card is added from the tray and identifies like the first; whose turn it is can be changed.
The first session stays open at the server beside the others.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.events import PatronTurn
from kiosk.session.pages import Page, Way
from kiosk.session.states import Patron, SessionState
from kiosk.session.steps import Step, stay, working

MOST = 6
"""Cards in one session."""


def add(state: SessionState) -> Step:
    """ "Une autre carte": identify, then on with the same pile."""
    first = state.patron
    full = len(state.family) >= MOST
    if state.page is not Page.TRAY or first is None or full or working(state) is not None:
        return stay(state)
    family = state.family or (first,)
    return stay(replace(state, page=Page.IDENTIFY, family=family, notice=None, finishing=False))


def adding(state: SessionState) -> bool:
    """Is another card being added to a session that is open?"""
    return state.patron is not None and state.page in (Page.IDENTIFY, Page.PIN)


def back(state: SessionState) -> SessionState:
    """To the pile, without another card."""
    return replace(
        state,
        page=Page.TRAY,
        card_entry="",
        pin_entry="",
        pending_card=None,
        notice=None,
        family=state.family if len(state.family) > 1 else (),
    )


def joined(state: SessionState, patron: Patron) -> SessionState:
    """It is her turn now. One who is here already comes with a fresh session."""
    known = [each for each in state.family if each.card != patron.card]
    same = len(known) < len(state.family)
    place = [each.card for each in state.family].index(patron.card) if same else len(known)
    family = (*known[:place], patron, *known[place:])
    return replace(state, patron=patron, family=family if len(family) > 1 else ())


def turn(state: SessionState, event: PatronTurn) -> Step:
    """Whose turn it is from now on."""
    if state.page is not Page.TRAY or not 0 <= event.place < len(state.family):
        return stay(state)
    return stay(replace(state, patron=state.family[event.place]))


def whose(state: SessionState) -> int:
    """The place of her whose turn it is."""
    cards = [each.card for each in state.family]
    return cards.index(state.patron.card) if state.patron and state.patron.card in cards else 0


def all_of(state: SessionState) -> tuple[Patron, ...]:
    """Everybody of the session."""
    if state.family:
        return state.family
    return () if state.patron is None else (state.patron,)


def beside(state: SessionState) -> tuple[str, ...]:
    """Sessions at the server that stay open while another card identifies."""
    here = all_of(state) if state.way is Way.BORROW else ()
    return tuple(each.session for each in here if each.session is not None)
