"""The session machine: one pure function from a state and an event to the next state and effects.

It reads no clock and touches no device; `kiosk.station` feeds it on the main thread, `kiosk.acts`
carries its effects out. The parts: `identify` (who), `tray` (what lies there), `lending` and
`returning` (one item), `scanning` (one the pad does not see), `kitting` (one kit), `work` (whose
turn it is), `account`, `looking`, `deadlines`, `surroundings`, `ending`.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import (
    account,
    alarm,
    calling,
    deadlines,
    ending,
    gate,
    identify,
    kitting,
    lending,
    looking,
    receipts,
    returning,
    scanning,
    surroundings,
    undoing,
    work,
)
from kiosk.session.events import (
    Backspace,
    BitSwitched,
    BoardChanged,
    CallAnswered,
    CancelAsked,
    CardAdded,
    CardLaid,
    CardLifted,
    CardShown,
    CharterRead,
    CharterSigned,
    Chosen,
    Clear,
    Confirmed,
    Digit,
    Event,
    GateChecked,
    GaveUp,
    HelpCalled,
    HelpDismissed,
    HoldCancelled,
    KitIncomplete,
    KitOpened,
    KitTold,
    LoanDecided,
    LoanRenewed,
    Looked,
    MissingRecorded,
    NetworkChanged,
    OfflineLimit,
    OneIsMissing,
    PartTicked,
    PatronTurn,
    ReaderChanged,
    RenewAllAsked,
    RenewAsked,
    RestNeeded,
    ReturnRecorded,
    SessionOpened,
    SessionRefused,
    SessionUnreachable,
    Stayed,
    TagGone,
    TagSeen,
    Tick,
    UndoAsked,
    UndoRecorded,
    UndoWished,
    WentBack,
)
from kiosk.session.look_events import LookAnswer, LookWish
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.receipt_events import PrinterSaid, ReceiptChosen, ReceiptGiven
from kiosk.session.scan_events import ScanEvent
from kiosk.session.states import Notice, SessionState
from kiosk.session.steps import Step, stay, then

_Finger = (
    Chosen
    | Digit
    | Backspace
    | Clear
    | Confirmed
    | WentBack
    | Stayed
    | OneIsMissing
    | GaveUp
    | CardShown
    | CardLaid
)
_Wish = (
    RenewAsked
    | RenewAllAsked
    | CancelAsked
    | Looked
    | UndoWished
    | UndoAsked
    | CardAdded
    | PatronTurn
    | HelpCalled
    | HelpDismissed
)
_Kit = (
    KitOpened | PartTicked | KitIncomplete | CharterRead | KitTold | CharterSigned | MissingRecorded
)
_WITH_ROWS = (Page.TRAY, Page.RETURN, Page.GATE)
_Answer = (
    SessionOpened
    | SessionRefused
    | SessionUnreachable
    | LoanDecided
    | BitSwitched
    | ReturnRecorded
    | UndoRecorded
    | LoanRenewed
    | HoldCancelled
    | GateChecked
    | CallAnswered
)
_OfReceipts = ReceiptChosen | ReceiptGiven | PrinterSaid
_Around = (
    TagSeen
    | TagGone
    | CardLifted
    | NetworkChanged
    | OfflineLimit
    | ReaderChanged
    | RestNeeded
    | BoardChanged
    | Tick
)


def initial(policy: SessionPolicy) -> SessionState:
    """The state a station starts with."""
    return SessionState(offline_limit=policy.offline_items)


def transition(state: SessionState, event: Event, policy: SessionPolicy, now_ms: int) -> Step:
    """What the event makes of the session. `now_ms` is a monotonic clock in milliseconds."""
    if isinstance(event, _Finger):
        step = _finger(state, event, policy, now_ms)
    elif isinstance(event, _Wish):
        step = _wish(state, event, policy, now_ms)
    elif isinstance(event, LookWish):
        step = looking.wished(state, event, policy, now_ms)
    elif isinstance(event, LookAnswer):
        step = looking.answered(state, event)
    elif isinstance(event, _Kit):
        step = kitting.happened(state, event)
    elif isinstance(event, _OfReceipts):
        step = receipts.take(state, event, policy)
    elif isinstance(event, ScanEvent):
        step = scanning.happened(state, event, policy, now_ms)
    elif isinstance(event, _Answer):
        step = _answer(state, event)
    else:
        step = _around(state, event, policy, now_ms)
    step = then(step, lambda after: undoing.watch(after, policy, now_ms))
    step = then(step, lambda after: stay(scanning.lapse(after, policy, now_ms)))
    step = then(then(step, work.advance), account.advance)
    step = then(step, lambda after: receipts.watch(after, policy))
    step = then(step, lambda after: undoing.watch(after, policy, now_ms))
    step = then(step, lambda after: alarm.sound(after, now_ms))
    return then(step, lambda after: deadlines.rearm(state, after, event, policy, now_ms))


def _finger(state: SessionState, event: _Finger, policy: SessionPolicy, now_ms: int) -> Step:
    match event:
        case Chosen(way=Way.LOOK):
            return looking.chosen(state, event, now_ms)
        case Chosen():
            return identify.choose(state, event, policy, now_ms)
        case Digit() | Backspace() | Clear() if state.page is Page.SEARCH:
            return looking.press(state, event)
        case Digit() | Backspace() | Clear():
            return identify.press(state, event, policy)
        case CardShown():
            return identify.card_shown(state, event, policy)
        case CardLaid():
            return identify.card_laid(state, event, policy)
        case Confirmed():
            return _confirmed(state, policy)
        case WentBack():
            return _went_back(state)
        case OneIsMissing() if state.page in (Page.TRAY, Page.RETURN):
            return stay(replace(state, notice=Notice("separate")))
        case GaveUp() if state.page is Page.ATTENTION:
            return ending.give_up(state)
        case _:
            return stay(state)


def _wish(state: SessionState, event: _Wish, policy: SessionPolicy, now_ms: int) -> Step:
    match event:
        case UndoWished():
            return undoing.choose(state)
        case UndoAsked():
            return undoing.ask(state, event)
        case PatronTurn() if state.page is Page.RECEIPT:
            return receipts.turn(state, event)
        case CardAdded() | PatronTurn():
            return receipts.hand_over(state, event, policy)
        case HelpCalled():
            return calling.call(state, now_ms)
        case HelpDismissed():
            return calling.dismiss(state)
        case Looked() if state.page is Page.PICKUP:
            return looking.to_account(state, event)
        case _:
            return account.wished(state, event)


def _confirmed(state: SessionState, policy: SessionPolicy) -> Step:
    if state.page in (Page.IDENTIFY, Page.PIN):
        return identify.confirm(state, policy)
    if state.page in kitting.PAGES:
        return kitting.confirmed(state)
    waits = kitting.to_open(state) if state.page in _WITH_ROWS else None
    if waits is not None:
        return kitting.opened(state, waits)
    if state.page in _WITH_ROWS:
        # Nothing is confirmed by finishing: each item was lent when it lay there.
        return stay(replace(state, finishing=True))
    if state.page in account.PAGES:
        return account.leave(state)
    if state.page in looking.PAGES:
        return looking.confirm(state)
    return receipts.leave(state) if state.page in receipts.PAGES else stay(state)


def _went_back(state: SessionState) -> Step:
    if state.page in (Page.IDENTIFY, Page.PIN):
        return identify.back(state)
    if state.page in kitting.PAGES:
        return kitting.back(state)
    if state.page in _WITH_ROWS:
        return stay(replace(state, finishing=True))
    if state.page in account.PAGES:
        return account.back(state)
    if state.page in looking.PAGES:
        return looking.back(state)
    if state.page is Page.UNDO:
        return stay(replace(state, page=Page.TRAY))
    if state.page is Page.RECEIPT:
        return receipts.back(state)
    return receipts.leave(state) if state.page is Page.FINISH else stay(state)


def _answer(state: SessionState, event: _Answer) -> Step:
    match event:
        case SessionOpened():
            return identify.opened(state, event)
        case SessionRefused():
            return identify.refused(state, event)
        case SessionUnreachable():
            return identify.unreachable(state, event)
        case LoanDecided():
            return lending.decided(state, event)
        case BitSwitched():
            return work.bit_switched(state, event)
        case ReturnRecorded():
            return returning.recorded(state, event)
        case UndoRecorded():
            return work.undo_recorded(state, event)
        case LoanRenewed():
            return account.renewed(state, event)
        case HoldCancelled():
            return account.cancelled(state, event)
        case GateChecked():
            return gate.checked(state, event)
        case CallAnswered():
            return calling.answered(state, event)


def _around(state: SessionState, event: _Around, policy: SessionPolicy, now_ms: int) -> Step:
    match event:
        case TagSeen():
            return surroundings.tag_seen(state, event, policy)
        case TagGone():
            return surroundings.tag_gone(state, event)
        case CardLifted():
            return stay(replace(state, laid_card=None))
        case NetworkChanged():
            return surroundings.network_changed(state, event)
        case OfflineLimit():
            return stay(replace(state, offline_limit=event.items))
        case ReaderChanged():
            return surroundings.reader_changed(state, event, now_ms)
        case RestNeeded():
            return surroundings.rest_needed(state, event)
        case BoardChanged():
            return surroundings.board_changed(state, event, policy)
        case Tick():
            state = surroundings.watch_reader(state, policy, now_ms)
            retried = work.retry_lifted(state, given_up=False)
            retried = then(retried, lambda now: calling.poll(now, now_ms))
            return then(retried, lambda now: deadlines.expire(now, now_ms))
