"""The receipt of a session that is finished: which ways there are, the one chosen, what came of it.

A way that does not work is taken off the page and the others stay: nobody leaves without knowing.
Several cards have a receipt each, at the end, or (`Per.TRANSACTION`) before another has its turn.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import ending, family, tray
from kiosk.session.effects import Effect, MailReceipts, MailWish, PrintReceipts, SlipWish, Sound
from kiosk.session.events import CardAdded, PatronTurn
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.receipt_events import PrinterSaid, ReceiptChosen, ReceiptGiven
from kiosk.session.receipt_state import NOT_NOW, By, Given, Per, Receipt, Roll
from kiosk.session.states import RowState, SessionState, TrayRow
from kiosk.session.steps import Step, stay, then, working

_DONE = (RowState.DONE, RowState.LIFTED)
PAGES = (Page.FINISH, Page.RECEIPT)


def watch(state: SessionState, policy: SessionPolicy) -> Step:
    """Keep the choice while the page is there; a page that is new begins it."""
    if state.page not in PAGES:
        return stay(replace(state, receipt=None) if state.receipt is not None else state)
    fresh = state.receipt is None
    receipt = state.receipt or Receipt(mail=_mail_of(state), person=_first(state))
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
    if (state.way is Way.RETURN and not rules.returns) or not _open(state):
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
        return leave(state)
    receipt = replace(receipt, by=event.by, reason=None)
    if event.by is By.SCREEN:
        return stay(replace(state, page=Page.RECEIPT, receipt=receipt))
    wanted = _wanted(state, event, policy)
    if receipt.alone:
        # It comes while the next one begins.
        return then((state, (wanted,)), leave)
    return replace(state, receipt=replace(receipt, given=Given.ASKING), checking=True), (wanted,)


def hand_over(state: SessionState, event: CardAdded | PatronTurn, policy: SessionPolicy) -> Step:
    """Another card has its turn; where each transaction has its receipt, she who had it before has
    hers first: given unasked, or asked for on the page of the end."""
    turn_to = event.place if isinstance(event, PatronTurn) else None
    step = _next_turn(state, turn_to)
    rules, who = policy.receipts, family.whose(state)
    alone = Receipt(person=who, alone=True, turn_to=turn_to)
    hers = replace(state, receipt=alone)
    if step[0] == state or rules.per is not Per.TRANSACTION or not _open(hers):
        return step
    hers = replace(hers, receipt=replace(alone, mail=_mail_of(hers)))
    offered = _offered(hers, alone, policy)
    if rules.ask and any(by is not By.NONE for by in offered) and working(state) is None:
        return stay(replace(hers, page=Page.FINISH, notice=None))
    if not rules.ask and rules.default in offered and rules.default in (By.PAPER, By.MAIL):
        wanted = _wanted(hers, ReceiptChosen(rules.default), policy)
        return replace(step[0], slipped=_with_hers(hers)), (wanted, *step[1])
    return step


def leave(state: SessionState) -> Step:
    """From the page of the end: out, or on with the next card of the session."""
    receipt = state.receipt
    if receipt is None or not receipt.alone:
        return ending.end(state)
    on = replace(state, page=Page.TRAY, receipt=None, slipped=_with_hers(state))
    return then(_next_turn(on, receipt.turn_to), tray.admit_all)


def _next_turn(state: SessionState, place: int | None) -> Step:
    return family.add(state) if place is None else family.turn(state, PatronTurn(place))


def _first(state: SessionState) -> int:
    return min((row.who for row in _open(state)), default=0)


def _with_hers(state: SessionState) -> frozenset[str]:
    return state.slipped | {row.operation for row in _open(state) if row.operation}


def _wanted(state: SessionState, event: ReceiptChosen, policy: SessionPolicy) -> Effect:
    alone = state.receipt is not None and state.receipt.alone
    early = tuple(row.operation for row in _open(state) if row.operation) if alone else ()
    if event.by is By.MAIL:
        return MailReceipts(tuple(_mails(state, event.language)), early)
    return PrintReceipts(_slips(state, event.language, policy), state.way is Way.RETURN, early)


def _slips(state: SessionState, language: str, policy: SessionPolicy) -> tuple[SlipWish, ...]:
    """A slip for each card, or for each thing."""
    rules, slips = policy.receipts, list[SlipWish]()
    several = len(state.family) > 1
    for who, patron in enumerate(family.all_of(state) or (None,)):
        rows = tuple(row for row in _open(state) if row.who == who)
        spoken = patron.language if patron and (several or not language) else language
        name = patron.display if patron and rules.names else ""
        parts = [(row,) for row in rows] if rules.per is Per.ITEM else [rows] if rows else []
        slips += [SlipWish(part, spoken, name) for part in parts]
    return tuple(slips)


def about(state: SessionState) -> tuple[TrayRow, ...]:
    """The rows the page is about: everybody's, or of her alone whose receipt it is."""
    receipt = state.receipt
    if receipt is None or not receipt.alone:
        return state.rows
    return tuple(row for row in state.rows if row.who == receipt.person)


def _open(state: SessionState) -> tuple[TrayRow, ...]:
    """What was done and has no receipt yet, of those the page is about."""
    return tuple(
        row for row in about(state) if row.state in _DONE and row.operation not in state.slipped
    )


def done_by(state: SessionState, who: int) -> tuple[TrayRow, ...]:
    """What she of that place takes or brought."""
    return tuple(row for row in state.rows if row.state in _DONE and row.who == who)


def _mails(state: SessionState, language: str = "") -> list[MailWish]:
    """Those who can have one: known to the server, with an address there."""
    several, wishes = len(state.family) > 1, list[MailWish]()
    for who, patron in enumerate(family.all_of(state) if state.way is Way.BORROW else ()):
        loans = tuple(row.operation for row in _open(state) if row.who == who and row.operation)
        if patron.mail and patron.session and loans:
            spoken = patron.language if several or not language else language
            wishes.append(MailWish(patron.session, loans, spoken))
    return wishes


def _mail_of(state: SessionState) -> str:
    concerned = {row.who for row in _open(state)}
    here = enumerate(family.all_of(state))
    there = [each.mail for who, each in here if who in concerned and each.mail]
    return there[0] if len(there) == 1 else ""


def given(state: SessionState, event: ReceiptGiven) -> Step:
    """It came out, or goes by mail; or it does not, and the other ways are left."""
    receipt = state.receipt
    if event.early:
        # What did not come is asked for again at the end.
        failed = () if event.done else event.early
        return stay(replace(state, slipped=state.slipped.difference(failed)))
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
    receipt = state.receipt
    if receipt is None or receipt.alone or not 0 <= event.place < len(state.family):
        return stay(state)
    return stay(replace(state, receipt=replace(receipt, person=event.place)))


def back(state: SessionState) -> Step:
    """From the receipt on screen to the page it was asked on."""
    return stay(replace(state, page=Page.FINISH))
