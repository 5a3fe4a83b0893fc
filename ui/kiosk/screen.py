"""What the screen says of a session state: plain values, no Qt, no wording.

Dates leave here as ISO days in the town's zone, reasons as codes; QML puts both into words. A PIN
leaves as the number of its digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from catalogue.covers.design import cover_hash, design_cover
from kiosk.session import family, receipts
from kiosk.session.kit_state import KitStep
from kiosk.session.pages import Page, Way
from kiosk.session.scanning import mute, unseen
from kiosk.session.states import Patron, Reason, RowState, SessionState, TrayRow
from kiosk.session.titles import TitleInfo
from ui.kiosk.kits import lacking_of, until_of

NOTHING = -1
"""Of numbers that are not known."""

LEAVING = (RowState.WAITING, RowState.DOING, RowState.DONE, RowState.LIFTED)
_TAKEN = (RowState.DONE, RowState.LIFTED)
_SETTLED = (RowState.DONE, RowState.REFUSED, RowState.NOTED)
_NO_TITLE = TitleInfo("", "", "")
_INITIAL: Final = re.compile(r" \w\.$")


@dataclass(frozen=True, slots=True)
class Locale:
    """Where the kiosk stands. `languages` are offered in this order, the first is the default;
    none: all that have a catalogue."""

    town: str
    branch: str
    time_zone: str = "Europe/Paris"
    languages: tuple[str, ...] = ()
    card_length: int = 13
    pin_length: int = 4
    barcodes: bool = True
    """What the pad does not read is lent by its barcode."""
    reset_s: int = 60
    """An untouched start page goes back to the town's language and plain looks after this time."""


@dataclass(frozen=True, slots=True)
class RowView:
    """One item as a list shows it. `due` is an ISO day or empty; the four colours and `spine`
    (0–99, how far it sticks out) draw it in the pile."""

    key: str
    item: str = ""
    title: str = ""
    author: str = ""
    kind: str = ""
    status: str = ""
    reason: str = ""
    due: str = ""
    confirmed: bool = True
    placeKind: str = ""
    placeLetter: str = ""
    placeLabel: str = ""
    ground: str = ""
    ink: str = ""
    accent: str = ""
    shade: str = ""
    spine: int = 0
    lacking: str = ""
    """What of it is missing, as `ui.kiosk.kits.parted` writes it; `until` an ISO day."""
    until: str = ""
    counted: bool = True
    """False: a kit that came back, of which nobody has said yet whether it is complete."""
    person: str = ""
    card: int = 0
    """Of several cards, whose it is: her first name, and which card, from 1; 0: of one card."""


EMPTY_ROW = RowView(key="")


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything the pages show beside the rows."""

    page: str = Page.START.value
    way: str = ""
    online: bool = True
    readerUp: bool = False
    offlineSince: str = ""
    offlineLimit: int = 0
    noLending: bool = False
    """Cut off, and nothing is lent then."""
    resting: str = ""
    cardEntry: str = ""
    pinDigits: int = 0
    checking: bool = False
    finishing: bool = False
    noticeCode: str = ""
    noticeTries: int = NOTHING
    noticeDate: str = ""
    patronName: str = ""
    loanCount: int = NOTHING
    loanLimit: int = NOTHING
    secondsLeft: int = NOTHING
    total: int = 0
    leaving: int = 0
    staying: int = 0
    done: int = 0
    taken: int = 0
    givenUp: int = 0
    unseen: int = 0
    """Scanned, and the pad is waited for."""
    unopened: int = 0
    """Lent by their barcode: the gate may ring."""
    allConfirmed: bool = True
    onlyBooks: bool = True
    due: str = ""
    oneDue: bool = True
    lifted: RowView = EMPTY_ROW
    head: RowView = EMPTY_ROW
    """Of the return page: the item whose place is shown big."""


SCAN_IT = "scan_it"
"""Reason of a row: its tag says nothing, its barcode may."""


def show_row(state: SessionState, row: TrayRow, locale: Locale) -> RowView:
    """One row of the session as the screen shows it."""
    zone = ZoneInfo(locale.time_zone)
    scan_it = locale.barcodes and state.way is Way.BORROW and mute(row)
    info = row.info or _NO_TITLE
    palette = design_cover(info.title, info.author, info.kind).palette
    place = row.place
    return RowView(
        key=row.key,
        item=row.item or "",
        title=info.title,
        author=info.author,
        kind=info.kind,
        status=row.state.value,
        reason=SCAN_IT if scan_it else row.reason or "",
        due="" if row.due_ms is None else _day(row.due_ms, zone),
        confirmed=row.confirmed,
        placeKind=place.kind.value if place else "",
        placeLetter=place.letter if place else "",
        placeLabel=place.label if place else "",
        ground=palette.ground,
        ink=palette.ink,
        accent=palette.accent,
        shade=palette.shade,
        spine=(cover_hash(info.title, info.author) >> 20) % 100,
        lacking=lacking_of(state, row),
        until=until_of(row, zone),
        counted=row.kit is None or row.kit.step is not KitStep.BACK,
        **_whose(state, row),
    )


def _whose(state: SessionState, row: TrayRow) -> dict[str, Any]:
    if len(state.family) < 2 or _stays(row) or row.who >= len(state.family):
        return {}
    return {"person": first_name(state.family[row.who]), "card": row.who + 1}


def first_name(patron: Patron) -> str:
    """ "Jeanne M." without the initial; empty where nobody knows it."""
    return _INITIAL.sub("", patron.display)


def show(state: SessionState, locale: Locale, head_key: str = "") -> Screen:
    """The screen of a session state; `head_key` is the row the return page shows big."""
    zone = ZoneInfo(locale.time_zone)
    return replace(
        Screen(
            page=state.page.value,
            way=state.way.value if state.way else "",
            online=state.online,
            readerUp=state.reader_up,
            offlineSince=_clock(state.offline_since_ms, zone),
            offlineLimit=state.offline_limit,
            noLending=not state.online and not state.offline_limit,
            resting=state.resting or "",
            cardEntry=state.card_entry,
            pinDigits=len(state.pin_entry),
            checking=state.checking,
            finishing=state.finishing,
            patronName=state.patron.display if state.patron else "",
            secondsLeft=NOTHING if state.seconds_left is None else state.seconds_left,
        ),
        **_notice(state),
        **_account(state),
        **_counts(receipts.about(state), zone),
        lifted=_lifted(state, locale),
        head=next(
            (show_row(state, row, locale) for row in state.rows if row.key == head_key), EMPTY_ROW
        ),
    )


def _notice(state: SessionState) -> dict[str, str | int]:
    if state.notice is None:
        return {}
    tries = state.notice.tries_left
    return {
        "noticeCode": str(state.notice.code),
        "noticeTries": NOTHING if tries is None else tries,
        "noticeDate": state.notice.date or "",
    }


def _account(state: SessionState) -> dict[str, int]:
    """How many loans she has now, where the server told her limit."""
    patron = state.patron
    if patron is None or patron.loan_limit is None or patron.session is None:
        return {}
    if state.receipt is not None and len(state.family) > 1 and not state.receipt.alone:
        return {}  # the page is about several cards
    here = family.whose(state)
    new = sum(row.state in _TAKEN and row.who == here for row in state.rows)
    return {"loanCount": len(patron.own_items) + new, "loanLimit": patron.loan_limit}


def _counts(rows: Sequence[TrayRow], zone: ZoneInfo) -> dict[str, int | bool | str]:
    taken = [row for row in rows if row.state in _TAKEN]
    days = sorted({_day(row.due_ms, zone) for row in taken if row.due_ms is not None})
    kinds = {row.info.kind if row.info else "" for row in rows}
    return {
        "total": len(rows),
        "leaving": sum(row.state in LEAVING or row.reason == "own_loan" for row in rows),
        "staying": sum(_stays(row) for row in rows),
        "done": sum(row.state is RowState.DONE for row in rows),
        "taken": len(taken),
        "givenUp": sum(row.state is RowState.LIFTED for row in rows),
        "unseen": sum(unseen(row) for row in rows),
        "unopened": sum(row.reason == Reason.BARCODE for row in rows),
        "allConfirmed": all(row.confirmed for row in taken),
        "onlyBooks": kinds <= {"book", "comic"},
        "due": days[0] if days else "",
        "oneDue": len(days) <= 1,
    }


def _stays(row: TrayRow) -> bool:
    """It is not hers to take: refused, or it lay there before she came."""
    return row.state is RowState.REFUSED or row.reason in ("left_behind", "undone")


def _lifted(state: SessionState, locale: Locale) -> RowView:
    """The row the attention page is about: lifted, or put back and being tried again."""
    if state.page is not Page.ATTENTION:
        return EMPTY_ROW
    rows = state.rows
    wanted = [r for r in rows if r.state is RowState.LIFTED and r.reason != "given_up"]
    trying = [row for row in rows if row.state is RowState.DOING and row.reason is not None]
    return next((show_row(state, row, locale) for row in (*wanted, *trying)), EMPTY_ROW)


def next_head(rows: Sequence[TrayRow], before: Sequence[TrayRow], head_key: str) -> str:
    """Which returned item is shown big: the last one that came to an end. It stays big while the
    next one is still being read, so that its trolley can be found in peace."""
    known = {row.key: row.state for row in before}
    fresh = [row.key for row in rows if row.state in _SETTLED and known.get(row.key) != row.state]
    if fresh:
        return fresh[-1]
    return head_key if any(row.key == head_key for row in rows) else ""


def list_rows(state: SessionState, locale: Locale, head_key: str = "") -> tuple[RowView, ...]:
    """The rows of the page's list: in the order they came; on the return page the newest first,
    without the one shown big; on the finish page only what was done."""
    if state.way is Way.RETURN and state.page is Page.RETURN:
        rows = [row for row in reversed(state.rows) if row.key != head_key]
    elif state.page is Page.FINISH:
        rows = [row for row in receipts.about(state) if row.state in _TAKEN]
    else:
        rows = list(state.rows)
    return tuple(show_row(state, row, locale) for row in rows)


def _day(utc_ms: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(utc_ms / 1000, UTC).astimezone(zone).date().isoformat()


def _clock(utc_ms: int | None, zone: ZoneInfo) -> str:
    if utc_ms is None:
        return ""
    return datetime.fromtimestamp(utc_ms / 1000, UTC).astimezone(zone).strftime("%H:%M")
