"""The receipt of a session that is finished: which ways there are, the one chosen, what came of it.

A way that does not work is taken off the page and the others stay: nobody leaves without knowing.
Several cards have a receipt each.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import ending, family
from kiosk.session.effects import Effect, MailReceipts, MailWish, PrintReceipts, SlipWish, Sound
from kiosk.session.events import PatronTurn
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.receipt_events import PrinterSaid, ReceiptChosen, ReceiptGiven
from kiosk.session.receipt_state import NOT_NOW, By, Given, Receipt, Roll
from kiosk.session.states import Patron, RowState, SessionState, TrayRow
from kiosk.session.steps import Step, stay

_DONE = (RowState.DONE, RowState.LIFTED)
PAGES = (Page.FINISH, Page.RECEIPT)


def watch(state: SessionState, policy: SessionPolicy) -> Step:
    """Keep the choice while the page is there; a page that is new begins it."""
    if state.page not in PAGES:
        return stay(replace(state, receipt=None) if state.receipt is not None else state)
    fresh = state.receipt is None
    receipt = state.receipt or Receipt(mail=_mail_of(state))
    offered = _offered(state, receipt, policy)
    rules = policy.receipts
    if offered != receipt.offered or fresh:
        usual = rules.default if rules.default in offered else next(iter(offered), None)
        state = replace(state, receipt=replace(receipt, offered=offered, focus=usual))
    if fresh and not rules.ask and rules.default in offered and rules.default is not By.NONE:
        return choose(state, ReceiptChosen(rules.default), policy)
    return stay(state)


def _offered(state: SessionState, receipt: Receipt, policy: SessionPolicy) -> tuple[By, ...]:
    rules = policy.receipts
    if state.way is Way.RETURN and not rules.returns:
        return ()
    possible = {
        By.PAPER: state.roll not in NOT_NOW,
        By.MAIL: state.online and bool(_mails(state)),
        By.SCREEN: True,
        By.NONE: True,
    }
    return tuple(by for by in rules.offer if possible[by] and by not in receipt.broken)


def take(
    state: SessionState, event: ReceiptChosen | ReceiptGiven | PrinterSaid, policy: SessionPolicy
) -> Step:
    """What happens about receipts."""
    match event:
        case ReceiptChosen():
            return choose(state, event, policy)
        case ReceiptGiven():
            return given(state, event)
        case PrinterSaid():
            return stay(replace(state, roll=Roll(event.roll)))


def choose(state: SessionState, event: ReceiptChosen, policy: SessionPolicy) -> Step:
    """A tile was pressed."""
    receipt = state.receipt
    if receipt is None or state.page is not Page.FINISH or receipt.given is Given.ASKING:
        return stay(state)
    if event.by not in receipt.offered or receipt.given is Given.DONE:
        return stay(state)
    if event.by is By.NONE:
        return ending.end(state)
    receipt = replace(receipt, by=event.by, reason=None)
    if event.by is By.SCREEN:
        return stay(replace(state, page=Page.RECEIPT, receipt=receipt))
    asking = replace(state, receipt=replace(receipt, given=Given.ASKING), checking=True)
    if event.by is By.PAPER:
        return asking, (_on_paper(state, event.language, policy),)
    return asking, (MailReceipts(tuple(_mails(state, event.language))),)


def _on_paper(state: SessionState, language: str, policy: SessionPolicy) -> Effect:
    """A slip for each card, or for each thing."""
    rules, slips = policy.receipts, list[SlipWish]()
    several = len(state.family) > 1
    for who, patron in enumerate(family.all_of(state) or (None,)):
        rows = done_by(state, who)
        spoken = patron.language if patron and (several or not language) else language
        name = patron.display if patron and rules.names else ""
        parts = [(row,) for row in rows] if rules.by_thing else [rows] if rows else []
        slips += [SlipWish(part, spoken, name) for part in parts]
    return PrintReceipts(tuple(slips), state.way is Way.RETURN)


def done_by(state: SessionState, who: int) -> tuple[TrayRow, ...]:
    """What she of that place takes or brought."""
    return tuple(row for row in state.rows if row.state in _DONE and row.who == who)


def _mails(state: SessionState, language: str = "") -> list[MailWish]:
    """Those who can have one: known to the server, with an address there."""
    several, wishes = len(state.family) > 1, list[MailWish]()
    for who, patron in enumerate(family.all_of(state) if state.way is Way.BORROW else ()):
        loans = tuple(row.operation for row in done_by(state, who) if row.operation)
        if patron.mail and patron.session and loans:
            spoken = patron.language if several or not language else language
            wishes.append(MailWish(patron.session, loans, spoken))
    return wishes


def _mail_of(state: SessionState) -> str:
    there: list[Patron] = [each for each in family.all_of(state) if each.mail]
    return there[0].mail if len(there) == 1 else ""


def given(state: SessionState, event: ReceiptGiven) -> Step:
    """It came out, or goes by mail; or it does not, and the other ways are left."""
    receipt = state.receipt
    if receipt is None or receipt.given is not Given.ASKING or receipt.by is not event.by:
        return stay(state)
    state = replace(state, checking=False)
    if event.done:
        receipt = replace(receipt, given=Given.DONE, mailed=event.count)
        return replace(state, receipt=receipt), (Sound("done"),)
    broken = (*receipt.broken, event.by)
    receipt = replace(receipt, given=Given.OPEN, by=None, broken=broken, reason=event.reason)
    return replace(state, receipt=receipt), (Sound("stays"),)


def turn(state: SessionState, event: PatronTurn) -> Step:
    """Whose receipt is on screen."""
    if state.receipt is None or not 0 <= event.place < len(state.family):
        return stay(state)
    return stay(replace(state, receipt=replace(state.receipt, person=event.place)))


def back(state: SessionState) -> Step:
    """From the receipt on screen to the page it was asked on."""
    return stay(replace(state, page=Page.FINISH))
