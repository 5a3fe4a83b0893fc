"""From the start page to an open session: ways, cards, PIN, and the answers about the patron.

Rules kept here: a PIN is asked online only and leaves the state as soon as it is sent; a question
under way is always waited for, so that no answer can reach another patron's session.
"""

from __future__ import annotations

from dataclasses import replace

from catalogue.domain.denial import DenialReason
from kiosk.session import ending, family, gate, tray
from kiosk.session.account_state import Account
from kiosk.session.effects import CloseSession, OpenSession
from kiosk.session.events import (
    Backspace,
    CardLaid,
    CardShown,
    Chosen,
    Clear,
    Digit,
    SessionOpened,
    SessionRefused,
    SessionUnreachable,
)
from kiosk.session.look_state import with_pickup
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.states import Means, Notice, Patron, SessionState
from kiosk.session.steps import Step, is_card, stay, then, working

NO_NETWORK_CARD = "no_network_card"
NO_NETWORK_LENDING = "no_network_lending"
NO_NETWORK_ACCOUNT = "no_network_account"
"""An account is shown after card and PIN, and cut off nobody can check a PIN."""
NO_NETWORK_HOLD = "no_network_hold"
NO_IDENTITY = "no_identity"
"""The card reader has a card whose number changes, or could be another's."""
WRONG_NUMBER_OR_PIN = "wrong_number_or_pin"
"""The server does not say which: a number that was read is right, a typed one may not be."""


def choose(state: SessionState, event: Chosen, policy: SessionPolicy, now_ms: int) -> Step:
    """Begin a session; a card and items already on the pad count."""
    if state.page is Page.GATE and event.way is Way.BORROW:
        # What rings because nobody has borrowed it is borrowed on the spot.
        if working(state) is not None or not gate.borrowable(state):
            return stay(state)
        state = replace(state, rows=())
    elif state.page is not Page.START or (event.way is Way.BORROW and not state.lends):
        return stay(state)
    if event.way in (Way.RETURN, Way.GATE):
        page = Page.RETURN if event.way is Way.RETURN else Page.GATE
        state = replace(state, page=page, way=event.way, notice=None, started_ms=now_ms)
        return tray.admit_all(state)
    if not state.online and event.way is Way.ACCOUNT:
        return stay(replace(state, notice=Notice(NO_NETWORK_ACCOUNT)))
    if not state.online and not state.offline_limit:
        return stay(replace(state, notice=Notice(NO_NETWORK_LENDING)))
    return begin(replace(state, way=event.way, started_ms=now_ms), policy)


def begin(state: SessionState, policy: SessionPolicy) -> Step:
    """Who is there? A card that was laid down before answers at once."""
    state = replace(state, page=Page.IDENTIFY, notice=None)
    cards = (tag for tag in state.pad if is_card(tag.verdict) and tag.uid not in state.settled)
    card = next(cards, None)
    if card is not None:
        return card_shown(state, CardShown(card.item or "", Means.READ), policy)
    if state.laid_card is not None:
        return _with_uid(state, state.laid_card, policy)
    return stay(state)


def press(state: SessionState, event: Digit | Backspace | Clear, policy: SessionPolicy) -> Step:
    """A key of the keypad, for the card number or the PIN."""
    if state.checking:
        return stay(state)
    if state.page is Page.IDENTIFY:
        entry = _edited(state.card_entry, event, policy.card_length)
        return stay(replace(state, card_entry=entry, notice=None))
    if state.page is Page.PIN:
        entry = _edited(state.pin_entry, event, policy.pin_length)
        return stay(replace(state, pin_entry=entry, notice=None))
    return stay(state)


def _edited(entry: str, event: Digit | Backspace | Clear, length: int) -> str:
    if isinstance(event, Clear):
        return ""
    if isinstance(event, Backspace):
        return entry[:-1]
    fits = len(entry) < length and len(event.value) == 1 and event.value in "0123456789"
    return entry + event.value if fits else entry


def confirm(state: SessionState, policy: SessionPolicy) -> Step:
    """The main action of the identify and PIN pages; without effect before the entry is whole."""
    if state.checking:
        return stay(state)
    if state.page is Page.IDENTIFY and len(state.card_entry) == policy.card_length:
        return card_shown(state, CardShown(state.card_entry, Means.TYPED), policy)
    if state.page is Page.PIN and len(state.pin_entry) == policy.pin_length and state.pending_card:
        card, means = state.pending_card
        pin = state.pin_entry
        return (
            replace(state, pin_entry="", checking=True, notice=None),
            (OpenSession(card, means, pin, family.beside(state)),),
        )
    return stay(state)


def card_shown(state: SessionState, event: CardShown, policy: SessionPolicy) -> Step:
    """A card identifies on the identify page only: a second card never changes a session."""
    if state.page is not Page.IDENTIFY or state.checking:
        return stay(state)
    state = replace(state, card_entry="", notice=None)
    if len(event.number) != policy.card_length or not _is_number(event.number):
        return stay(replace(state, notice=Notice(DenialReason.UNKNOWN_CARD)))
    return _identified(state, event.number, event.means)


def _identified(state: SessionState, card: str, means: Means) -> Step:
    state = replace(state, pending_card=(card, means))
    return stay(replace(state, page=Page.PIN)) if state.online else ask_offline(state)


def card_laid(state: SessionState, event: CardLaid, policy: SessionPolicy) -> Step:
    """A card on the card reader: as one on the pad, by its UID."""
    state = replace(state, laid_card=event.uid or "")
    if state.page is not Page.IDENTIFY or state.checking:
        return stay(state)
    return _with_uid(state, event.uid or "", policy)


def _with_uid(state: SessionState, uid: str, policy: SessionPolicy) -> Step:
    """A UID that reads like a printed number is none: it could be the number of another's card,
    and lend to her while cut off."""
    state = replace(state, card_entry="", notice=None)
    if not uid or (len(uid) == policy.card_length and _is_number(uid)):
        return stay(replace(state, notice=Notice(NO_IDENTITY)))
    return _identified(state, uid, Means.READ)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def ask_offline(state: SessionState) -> Step:
    """Cut off with a card in hand: only the offline rules can be asked. A typed number may not
    borrow: anybody can type it."""
    if state.pending_card is None:
        return stay(state)
    card, means = state.pending_card
    barrier = _barrier(state, means)
    if barrier is not None:
        return stay(_card_again(state, Notice(barrier)))
    state = replace(state, page=Page.IDENTIFY, pin_entry="", checking=True)
    return state, (OpenSession(card, means, None, family.beside(state)),)


def _barrier(state: SessionState, means: Means) -> str | None:
    """What keeps any such card from borrowing while cut off, and every one from its account."""
    if state.way is Way.ACCOUNT:
        return NO_NETWORK_ACCOUNT
    if state.way is Way.LOOK:
        return NO_NETWORK_HOLD
    if not state.offline_limit:
        return NO_NETWORK_LENDING
    return NO_NETWORK_CARD if means is Means.TYPED else None


def back(state: SessionState) -> Step:
    """From the PIN to the card, from the card out of the session."""
    if state.checking:
        return stay(state)
    if state.page is Page.PIN:
        return stay(_card_again(state, None))
    if state.look is not None:
        return stay(without_hold(_card_again(state, None)))
    if family.adding(state):
        return tray.admit_all(family.back(state))
    return ending.end(state)


def opened(state: SessionState, event: SessionOpened) -> Step:
    """The server knows card and PIN: the tray opens, and what lies on the pad counts."""
    if not state.checking or state.pending_card is None:
        return state, (CloseSession(event.session),)
    card, means = state.pending_card
    patron = Patron(
        card=card,
        means=means,
        session=event.session,
        display=event.display,
        language=event.language,
        pin_verified=True,
        own_items=event.own_items,
        loan_limit=event.loan_limit,
        mail=event.mail,
    )
    if state.way in (Way.ACCOUNT, Way.LOOK):
        return _open_account(state, patron, event.account or Account())
    return _open_tray(state, patron)


def refused(state: SessionState, event: SessionRefused) -> Step:
    """A wrong PIN may be tried again; everything else goes back to the card."""
    if not state.checking:
        return stay(state)
    notice = Notice(event.reason, tries_left=event.tries_left, date=event.date)
    if event.reason == DenialReason.WRONG_PIN and state.page is Page.PIN:
        if state.pending_card is not None and state.pending_card[1] is Means.TYPED:
            notice = replace(notice, code=WRONG_NUMBER_OR_PIN)
        return stay(replace(state, checking=False, notice=notice))
    return stay(_card_again(state, notice))


def unreachable(state: SessionState, event: SessionUnreachable) -> Step:
    """Nobody could check the card: go on cut off where the offline rules let her."""
    if not state.checking or state.pending_card is None:
        return stay(state)
    card, means = state.pending_card
    barrier = _barrier(state, means)
    if barrier is not None or not event.allowed:
        code = barrier or event.reason or DenialReason.OFFLINE_STALE
        return stay(_card_again(state, Notice(code)))
    patron = Patron(
        card=card,
        means=means,
        session=None,
        display="",
        language="",
        pin_verified=False,
        own_items=event.own_items,
    )
    return _open_tray(state, patron)


def _open_tray(state: SessionState, patron: Patron) -> Step:
    before = next((each for each in family.all_of(state) if each.card == patron.card), None)
    state = family.joined(state, patron)
    state = replace(state, page=Page.TRAY, pending_card=None, checking=False, notice=None)
    # The session she had is over: she has another.
    closed = (CloseSession(before.session),) if before and before.session else ()
    return then((state, closed), tray.admit_all)


def _open_account(state: SessionState, patron: Patron, account: Account) -> Step:
    state = replace(
        state,
        page=Page.PICKUP if state.way is Way.LOOK else Page.ACCOUNT,
        patron=patron,
        account=account,
        look=with_pickup(state.look, account) if state.look else None,
        pending_card=None,
        checking=False,
        notice=None,
    )
    return stay(state)


def without_hold(state: SessionState) -> SessionState:
    """Back to where she wished to reserve something."""
    look = state.look
    if look is None or look.hold is None:
        return state
    return replace(state, page=look.hold.origin, look=replace(look, hold=None))


def _card_again(state: SessionState, notice: Notice | None) -> SessionState:
    return replace(
        state,
        page=Page.IDENTIFY,
        card_entry="",
        pin_entry="",
        pending_card=None,
        checking=False,
        notice=notice,
    )
