"""The view model of receipts: how one may be had, how far it is, and the text behind the code on
screen. It decides nothing, as `ui.kiosk.view`, which shows it each new state.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.session.pages import Page, Way
from kiosk.session.receipt_events import ReceiptChosen
from kiosk.session.receipt_state import By, Given, Receipt
from kiosk.session.receipts import done_by
from kiosk.session.states import SessionState
from ui.kiosk.screen import Locale

QML_IMPORT_NAME = "Beaupre.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

MOST_BYTES: Final = 700
"""In one code: more could not be read off a screen by every telephone."""
DAY: Final = "%d/%m/%Y"


@dataclass(frozen=True, slots=True)
class Shown:
    """`ways` in the order of the tiles, empty where there is nothing to choose; `focus`: the one a
    key presses first."""

    ways: tuple[str, ...] = ()
    focus: str = ""
    given: str = Given.OPEN.value
    by: str = ""
    reason: str = ""
    mail: str = ""
    mailed: int = 0
    code: str = ""
    alone: bool = False
    """The session goes on with another card."""


def show_receipt(state: SessionState, locale: Locale, today: date) -> Shown:
    """The values of a session state."""
    receipt = state.receipt
    if receipt is None:
        return Shown()
    something = any(by is not By.NONE for by in receipt.offered)
    return Shown(
        ways=tuple(by.value for by in receipt.offered) if something else (),
        focus=receipt.focus.value if receipt.focus else "",
        given=receipt.given.value,
        by=receipt.by.value if receipt.by else "",
        reason=receipt.reason or "",
        mail=receipt.mail,
        mailed=receipt.mailed,
        code=_code(state, receipt, locale, today) if state.page is Page.RECEIPT else "",
        alone=receipt.alone,
    )


def _code(state: SessionState, receipt: Receipt, locale: Locale, today: date) -> str:
    """Title and day of each thing, as plain text: no address, nothing to open."""
    zone = ZoneInfo(locale.time_zone)
    text = f"{locale.town}, {locale.branch}, {today.strftime(DAY)}\n"
    rows = done_by(state, receipt.person)
    for number, row in enumerate(rows):
        title = row.info.title if row.info and row.info.title else row.item or row.key
        day = ""
        if row.due_ms is not None and state.way is not Way.RETURN:
            due = datetime.fromtimestamp(row.due_ms / 1000, UTC).astimezone(zone)
            day = f" > {due.strftime(DAY)}"
        line = f"{title[:60]}{day}\n"
        if len((text + line).encode()) > MOST_BYTES:
            return f"{text}+ {len(rows) - number}\n"
        text += line
    return text


@QmlElement
@QmlUncreatable("made by the kiosk")
class ReceiptView(QObject):
    """`sent`: what the finger means, an Event; see `FlowView`."""

    changed = Signal()
    sent = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = Shown()
        self._language = ""

    def show_state(self, state: SessionState, locale: Locale, today: date) -> None:
        """Show a new state of the session (main thread)."""
        shown = show_receipt(state, locale, today)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    def speak(self, language: str) -> None:
        """The language of the screen, in which paper and mail are then, too."""
        self._language = language

    @property
    def shown(self) -> Shown:
        """The values behind the properties."""
        return self._shown

    ways = Property("QStringList", lambda self: [*self._shown.ways], notify=changed)
    focus = Property(str, lambda self: self._shown.focus, notify=changed)
    given = Property(str, lambda self: self._shown.given, notify=changed)
    by = Property(str, lambda self: self._shown.by, notify=changed)
    reason = Property(str, lambda self: self._shown.reason, notify=changed)
    mail = Property(str, lambda self: self._shown.mail, notify=changed)
    mailed = Property(int, lambda self: self._shown.mailed, notify=changed)
    code = Property(str, lambda self: self._shown.code, notify=changed)
    alone = Property(bool, lambda self: self._shown.alone, notify=changed)

    @Slot(str)
    def choose(self, by: str) -> None:
        self.sent.emit(ReceiptChosen(By(by), self._language))
