"""What the scanner read: a card where a card is asked for, else a thing whose tag is not read.

Rules kept here: a barcode is no proof that a thing is here, so it ends no loan and switches no tag;
it lends only what the pad had time to see, and only what is lent in one piece. Rules kept
elsewhere: `kiosk.acts.circulation` asks for nothing by its barcode that somebody has on loan.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import family, identify, looking
from kiosk.session.effects import LookUpBarcode, Sound
from kiosk.session.events import CardShown
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.scan_events import (
    BarcodeTold,
    NotRead,
    ScanEvent,
    Scanned,
    ScannedThing,
    TagOpened,
)
from kiosk.session.states import Means, Notice, Reason, RowState, SessionState, TrayRow
from kiosk.session.steps import Step, drop_row, put_row, stay
from rfid.tagdata.model import Verdict

HERE = "scan_here"
"""Notice: it is in the list already."""
NO_THING = "scan_unknown"
"""Notice: nobody's barcode here, such as the one its publisher printed."""
A_CARD = "scan_card"
LONGEST = 64
_WITH_ROWS = (Page.TRAY, Page.RETURN, Page.GATE)
_ELSEWHERE = (Page.START, Page.SEARCH, Page.TITLE)
_NAMELESS = (Verdict.UNREADABLE, Verdict.DAMAGED, Verdict.BLANK)


def happened(state: SessionState, event: ScanEvent, policy: SessionPolicy, now_ms: int) -> Step:
    """Something was scanned, and what came of it."""
    match event:
        case Scanned():
            return _scanned(state, event.code, policy)
        case BarcodeTold():
            return _told(state, event, policy, now_ms)
        case NotRead():
            return stay(_given_up(state))
        case TagOpened():
            return _opened(state, event)


def _scanned(state: SessionState, code: str, policy: SessionPolicy) -> Step:
    if state.page is Page.IDENTIFY:
        return identify.card_shown(state, CardShown(code, Means.SCANNED), policy)
    readable = code.isascii() and code.isprintable() and 0 < len(code) <= LONGEST
    if state.page not in (*_WITH_ROWS, *_ELSEWHERE) or not readable:
        return stay(state)
    if any(row.item == code for row in state.rows):
        return stay(replace(state, notice=Notice(HERE)))
    return replace(state, scan=code, notice=None), (LookUpBarcode(code),)


def _told(state: SessionState, event: BarcodeTold, policy: SessionPolicy, now_ms: int) -> Step:
    """The answer to the last scan; to an earlier one, or on another page, nothing."""
    if not state.scan or event.code != state.scan:
        return stay(state)
    state = replace(state, scan="")
    if state.page in _ELSEWHERE:
        return _looked_at(state, event, now_ms)
    if state.page not in _WITH_ROWS:
        return stay(state)
    if event.card:
        asks = state.page is Page.TRAY
        return stay(replace(state, notice=Notice(A_CARD)) if asks else state)
    if event.thing is None:
        return replace(state, notice=Notice(NO_THING)), (Sound("stays"),)
    if any(row.item == event.code for row in state.rows):
        return stay(state)
    return _admit(state, event.code, event.thing, policy, now_ms)


def _looked_at(state: SessionState, event: BarcodeTold, now_ms: int) -> Step:
    """ "What is this?": its title. A card says nothing here; any other code is looked for."""
    if event.thing is not None:
        return looking.shown(state, event.thing.title, event.thing.info, now_ms)
    return stay(state) if event.card else looking.looked_for(state, event.code)


def _admit(
    state: SessionState, code: str, thing: ScannedThing, policy: SessionPolicy, now_ms: int
) -> Step:
    state, stands_for = _named(state)
    row = TrayRow(
        code,
        code,
        (),
        RowState.WAITING,
        thing.info,
        who=family.whose(state),
        stands_for=stands_for,
    )
    if state.way is Way.GATE:
        return put_row(state, row), (Sound("seen"),)
    own = dict(state.patron.own_items) if state.patron else {}
    if code in own:
        row = replace(row, state=RowState.NOTED, reason=Reason.OWN_LOAN, due_ms=own[code])
        return put_row(state, row), (Sound("seen"),)
    if state.way is Way.BORROW and thing.plain and policy.lend_by_barcode:
        row = replace(row, reason=Reason.UNSEEN, scanned_ms=now_ms)
        return put_row(state, row), (Sound("seen"),)
    reason = Reason.UNSEEN if thing.plain else Reason.IN_PIECES
    return put_row(state, replace(row, state=RowState.REFUSED, reason=reason)), (Sound("stays"),)


def _named(state: SessionState) -> tuple[SessionState, str]:
    """Without the row of the one tag that says nothing: this is the thing it is in, or so she was
    told to show. With several of them nobody knows."""
    nameless = [row for row in state.rows if mute(row)]
    if len(nameless) != 1:
        return state, ""
    return drop_row(state, nameless[0].key), nameless[0].key


def mute(row: TrayRow) -> bool:
    """A tag that says nothing: its barcode may."""
    return row.item is None and row.reason in _NAMELESS


def unseen(row: TrayRow) -> bool:
    """Scanned, and the pad is waited for."""
    return row.state is RowState.WAITING and row.reason == Reason.UNSEEN


def _given_up(state: SessionState) -> SessionState:
    """What the pad does not see is lent by its barcode: it is ready for its turn."""
    for row in state.rows:
        if unseen(row):
            state = put_row(state, replace(row, reason=None))
    return state


def lapse(state: SessionState, policy: SessionPolicy, now_ms: int) -> SessionState:
    """The pad has had its time, or she is done."""
    for row in state.rows:
        since = now_ms - (row.scanned_ms or 0)
        if unseen(row) and (state.finishing or since >= policy.scan_after_s * 1000):
            state = put_row(state, replace(row, reason=None))
    return state


def _opened(state: SessionState, event: TagOpened) -> Step:
    """Lent by its barcode, and its tag was read after all: it is like every other loan."""
    row = state.row(event.item)
    if row is None or row.state is not RowState.DONE or row.reason != Reason.BARCODE:
        return stay(state)
    tags = (event.uid,)
    return put_row(state, replace(row, reason=None, uids=tags, switched=tags)), (Sound("done"),)
