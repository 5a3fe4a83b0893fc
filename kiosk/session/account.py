"""My account: what is asked of one line after the other, and the pages it is shown on.

Rules kept here: it opens after card and PIN alone, never cut off; one question is under way at a
time and waited for; a hold is given up only after she was asked whether she means it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.session import ending
from kiosk.session.account_state import Account, AccountHold, AccountLoan, Asked
from kiosk.session.effects import CancelHold, RenewLoan, Sound
from kiosk.session.events import (
    CancelAsked,
    HoldCancelled,
    LoanRenewed,
    Looked,
    RenewAllAsked,
    RenewAsked,
)
from kiosk.session.pages import Page
from kiosk.session.states import Patron, SessionState
from kiosk.session.steps import Step, stay

PAGES = (Page.ACCOUNT, Page.HOLDS, Page.MESSAGES)
NO_NETWORK = "no_network"
"""Why nothing can be asked for now."""


def wished(state: SessionState, event: RenewAsked | RenewAllAsked | CancelAsked | Looked) -> Step:
    """A finger on one of her lines, or on the way to another page."""
    if state.page not in PAGES or state.finishing:
        return stay(state)
    match event:
        case RenewAsked():
            return stay(_mark_loans(state, lambda loan: loan.item == event.item))
        case RenewAllAsked():
            # One after the other, each with its own answer.
            return stay(_mark_loans(state, lambda _loan: True))
        case CancelAsked():
            return stay(_mark_hold(state, event.hold))
        case Looked():
            known = event.page in PAGES
            return stay(replace(_unsure(state), page=event.page) if known else state)


def _mark_loans(state: SessionState, wanted: Callable[[AccountLoan], bool]) -> SessionState:
    account = state.account
    if state.page is not Page.ACCOUNT or account is None:
        return state
    asked, reason = (Asked.WAITING, None) if state.online else (Asked.REFUSED, NO_NETWORK)
    loans = tuple(
        replace(loan, asked=asked, reason=reason) if wanted(loan) and loan.can_renew else loan
        for loan in account.loans
    )
    return replace(state, account=replace(account, loans=loans))


def _mark_hold(state: SessionState, named: str) -> SessionState:
    """First whether she means it, then it is done."""
    account = state.account
    hold = account.hold(named) if account else None
    if state.page is not Page.HOLDS or hold is None:
        return state
    if hold.asked in (Asked.NO, Asked.REFUSED):
        return _put_hold(_unsure(state), replace(hold, asked=Asked.SURE, reason=None))
    if hold.asked is Asked.SURE:
        return _put_hold(state, replace(hold, asked=Asked.WAITING))
    return state


def back(state: SessionState) -> Step:
    """From a page of details to the account, from there out; a question under way is waited for."""
    if state.page is Page.ACCOUNT:
        return leave(state)
    account = state.account
    if account and any(hold.asked is Asked.SURE for hold in account.holds):
        return stay(_unsure(state))
    return stay(replace(state, page=Page.ACCOUNT))


def leave(state: SessionState) -> Step:
    """ "Terminer": what still waits for its turn is not asked any more."""
    if not state.checking:
        return ending.end(state)
    return stay(replace(_drop_waiting(state), finishing=True))


def advance(state: SessionState) -> Step:
    """The next question, once none is under way; out, where she wished to go meanwhile."""
    account, patron = state.account, state.patron
    if state.page not in PAGES or account is None or patron is None or state.checking:
        return stay(state)
    if state.finishing:
        return ending.end(state)
    loan = next((loan for loan in account.loans if loan.asked is Asked.WAITING), None)
    if loan is not None:
        return _ask_loan(state, loan, patron)
    hold = next((hold for hold in account.holds if hold.asked is Asked.WAITING), None)
    return stay(state) if hold is None else _ask_hold(state, hold, patron)


def _ask_loan(state: SessionState, loan: AccountLoan, patron: Patron) -> Step:
    if not state.online:
        return stay(_put_loan(state, replace(loan, asked=Asked.REFUSED, reason=NO_NETWORK)))
    state = _put_loan(replace(state, checking=True), replace(loan, asked=Asked.ASKING))
    return state, (RenewLoan(loan.item, loan.loan, loan.until_ms or loan.due_ms, patron),)


def _ask_hold(state: SessionState, hold: AccountHold, patron: Patron) -> Step:
    if not state.online:
        return stay(_put_hold(state, replace(hold, asked=Asked.REFUSED, reason=NO_NETWORK)))
    state = _put_hold(replace(state, checking=True), replace(hold, asked=Asked.ASKING))
    return state, (CancelHold(hold.id, hold.title, patron),)


def renewed(state: SessionState, event: LoanRenewed) -> Step:
    """The answer about one loan."""
    account = state.account
    loan = account.loan(event.item) if account else None
    if loan is None or loan.asked is not Asked.ASKING:
        return stay(state)
    if not event.granted:
        refused = replace(loan, asked=Asked.REFUSED, reason=event.reason)
        return _put_loan(replace(state, checking=False), refused), (Sound("stays"),)
    due_ms = max(loan.due_ms, loan.until_ms or 0)
    granted = replace(loan, asked=Asked.GRANTED, reason=None, due_ms=due_ms)
    return _put_loan(replace(state, checking=False), granted), (Sound("done"),)


def cancelled(state: SessionState, event: HoldCancelled) -> Step:
    """The answer about one hold."""
    account = state.account
    hold = account.hold(event.hold) if account else None
    if hold is None or hold.asked is not Asked.ASKING:
        return stay(state)
    asked = Asked.GRANTED if event.granted else Asked.REFUSED
    state = _put_hold(
        replace(state, checking=False), replace(hold, asked=asked, reason=event.reason)
    )
    return state, (Sound("done" if event.granted else "stays"),)


def _unsure(state: SessionState) -> SessionState:
    """She did not mean it."""
    for hold in state.account.holds if state.account else ():
        if hold.asked is Asked.SURE:
            state = _put_hold(state, replace(hold, asked=Asked.NO))
    return state


def _drop_waiting(state: SessionState) -> SessionState:
    account = state.account
    for loan in account.loans if account else ():
        if loan.asked is Asked.WAITING:
            state = _put_loan(state, replace(loan, asked=Asked.NO))
    return state


def _put_loan(state: SessionState, loan: AccountLoan) -> SessionState:
    account = state.account or Account()
    loans = tuple(loan if each.item == loan.item else each for each in account.loans)
    return replace(state, account=replace(account, loans=loans))


def _put_hold(state: SessionState, hold: AccountHold) -> SessionState:
    account = state.account or Account()
    holds = tuple(hold if each.id == hold.id else each for each in account.holds)
    return replace(state, account=replace(account, holds=holds))
