"""What the pages beside lending and returning show of a session state: plain values, no wording.

Her account line by line, the loans that may still be taken back, the things at the gate; and how a
call for help stands. Dates leave here as ISO days in the town's zone, reasons as codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from kiosk.session import family, gate, receipts
from kiosk.session.account_state import (
    Account,
    AccountFee,
    AccountHold,
    AccountLoan,
    AccountMessage,
    Asked,
)
from kiosk.session.pages import Page
from kiosk.session.states import RowState, SessionState, TrayRow
from kiosk.session.titles import TitleInfo
from ui.kiosk.screen import first_name

NOTHING = -1
_NO_TITLE = TitleInfo("", "", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list. `sort`: loan, hold, fee, message, undo, gate or receipt; `status` how far
    it is, `reason` a code; `action` what its button does, empty for none. `number`: days late of a
    loan, place of a hold, cents of a debt."""

    key: str
    sort: str
    title: str = ""
    author: str = ""
    kind: str = ""
    status: str = ""
    reason: str = ""
    day: str = ""
    until: str = ""
    number: int = NOTHING
    label: str = ""
    where: str = ""
    action: str = ""


EMPTY_LINE = Line("", "")


@dataclass(frozen=True, slots=True)
class Flow:
    """Everything else these pages show. `balance` in cents, -1 where it is not known; `call`: how
    a call for help stands, empty for none."""

    name: str = ""
    cardEnds: str = ""
    loans: int = 0
    loanLimit: int = NOTHING
    renewable: int = 0
    granted: int = 0
    refused: int = 0
    asking: bool = False
    holds: int = 0
    ready: int = 0
    readyHold: Line = EMPTY_LINE
    messages: int = 0
    fees: int = 0
    balance: int = 0
    undoable: int = 0
    canBorrow: bool = False
    things: int = 0
    looking: bool = False
    call: str = ""
    family: tuple[str, ...] = ()
    turn: int = 0
    canAdd: bool = False


def show_flow(state: SessionState, zone: ZoneInfo) -> Flow:
    """The values of a session state."""
    account = state.account or Account()
    ready = [hold for hold in account.holds if hold.ready and hold.asked is not Asked.GRANTED]
    at_gate = state.page is Page.GATE
    at_receipt = state.page is Page.RECEIPT
    return Flow(
        name=first_name(state.patron) if state.patron else "",
        cardEnds=account.card_ends or "",
        loans=len(account.loans),
        loanLimit=account.loan_limit,
        renewable=sum(loan.can_renew for loan in account.loans),
        granted=sum(loan.asked is Asked.GRANTED for loan in account.loans),
        refused=sum(loan.asked is Asked.REFUSED for loan in account.loans),
        asking=state.account is not None and state.checking,
        holds=sum(hold.asked is not Asked.GRANTED for hold in account.holds),
        ready=len(ready),
        readyHold=_hold(ready[0], zone) if ready else EMPTY_LINE,
        messages=len(account.messages),
        fees=len(account.fees),
        balance=account.balance_cents,
        undoable=len(state.undoable),
        canBorrow=at_gate and gate.borrowable(state),
        things=len(state.rows) if at_gate else 0,
        looking=at_gate and any(row.state is RowState.DOING for row in state.rows),
        call=state.call.state.value if state.call else "",
        family=tuple(first_name(each) for each in state.family),
        turn=state.receipt.person if at_receipt and state.receipt else family.whose(state),
        canAdd=state.page is Page.TRAY
        and len(state.family) < family.MOST
        and all(row.state is not RowState.DOING for row in state.rows),
    )


def lines(state: SessionState, zone: ZoneInfo, today: date) -> tuple[Line, ...]:
    """The list of the page, the most pressing first."""
    account = state.account or Account()
    match state.page:
        case Page.ACCOUNT:
            return tuple(_loan(loan, zone, today) for loan in account.loans)
        case Page.HOLDS:
            holds = sorted(account.holds, key=lambda hold: not hold.ready)
            return tuple(_hold(hold, zone) for hold in holds)
        case Page.MESSAGES:
            fees = (_fee(fee, zone) for fee in account.fees)
            return (*fees, *(_message(each, zone) for each in account.messages))
        case Page.UNDO:
            rows = (state.row(key) for key in reversed(state.undoable))
            return tuple(_undo(row) for row in rows if row is not None)
        case Page.GATE:
            return tuple(_gate(row) for row in reversed(state.rows))
        case Page.RECEIPT:
            who = state.receipt.person if state.receipt else 0
            return tuple(_receipt(row, zone) for row in receipts.done_by(state, who))
        case _:
            return ()


def _loan(loan: AccountLoan, zone: ZoneInfo, today: date) -> Line:
    info = loan.info or _NO_TITLE
    due = _date(loan.due_ms, zone)
    return Line(
        key=loan.item,
        sort="loan",
        title=info.title,
        author=info.author,
        kind=info.kind,
        status=loan.asked.value,
        reason=loan.reason or loan.denied or "",
        day=due.isoformat(),
        until=_day(loan.until_ms, zone),
        number=max(0, (today - due).days),
        action="renew" if loan.can_renew else "",
    )


def _hold(hold: AccountHold, zone: ZoneInfo) -> Line:
    asked = hold.asked in (Asked.NO, Asked.REFUSED)
    action = "cancel" if asked else "sure" if hold.asked is Asked.SURE else ""
    return Line(
        key=hold.id,
        sort="hold",
        title=hold.info.title,
        author=hold.info.author,
        kind=hold.info.kind,
        status=hold.asked.value,
        reason=hold.reason or "",
        until=_day(hold.until_ms, zone) if hold.ready else "",
        number=NOTHING if hold.place is None else hold.place,
        label=hold.label if hold.ready else "",
        where=hold.pickup,
        action=action,
    )


def _fee(fee: AccountFee, zone: ZoneInfo) -> Line:
    day = _day(fee.at_ms, zone)
    return Line(fee.id, "fee", title=fee.name, reason=fee.reason, day=day, number=fee.cents)


def _message(message: AccountMessage, zone: ZoneInfo) -> Line:
    return Line(
        key=message.id,
        sort="message",
        title=message.name,
        status="taken_back" if message.taken_back else "",
        reason=message.kind,
        day=_day(message.at_ms, zone),
        until=_day(message.moment_ms, zone),
        where=message.place,
    )


def _undo(row: TrayRow) -> Line:
    info = row.info or _NO_TITLE
    return Line(row.key, "undo", info.title, info.author, info.kind, action="undo")


def _receipt(row: TrayRow, zone: ZoneInfo) -> Line:
    info = row.info or _NO_TITLE
    lifted = row.state is RowState.LIFTED
    return Line(
        key=row.key,
        sort="receipt",
        title=info.title,
        author=info.author,
        kind=info.kind,
        reason="lifted" if lifted else "" if row.confirmed else "unconfirmed",
        day=_day(row.due_ms, zone),
    )


def _gate(row: TrayRow) -> Line:
    info = row.info or _NO_TITLE
    return Line(
        key=row.key,
        sort="gate",
        title=info.title,
        author=info.author,
        kind=info.kind,
        status=row.state.value,
        reason=row.reason or "",
    )


def _date(utc_ms: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(utc_ms / 1000, UTC).astimezone(zone).date()


def _day(utc_ms: int | None, zone: ZoneInfo) -> str:
    return "" if utc_ms is None else _date(utc_ms, zone).isoformat()
