"""The view model of the kiosk: the session's state as properties, fingers as session events.

It decides nothing. `show_state` is called on the main thread with each new state; what the user
does goes out through the `dispatch` it was given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.session.events import (
    Backspace,
    Chosen,
    Clear,
    Confirmed,
    Digit,
    Event,
    GaveUp,
    OneIsMissing,
    Stayed,
    WentBack,
)
from kiosk.session.pages import Page, Way
from kiosk.session.scan_events import NotRead, Scanned
from kiosk.session.states import SessionState
from ui.kiosk import WORDS
from ui.kiosk.board_view import BoardView, show_board
from ui.kiosk.flow_view import FlowView
from ui.kiosk.kit_view import KitView
from ui.kiosk.listening import Listening
from ui.kiosk.look_view import LookView
from ui.kiosk.modes import Modes
from ui.kiosk.receipt_view import ReceiptView
from ui.kiosk.rows import RowModel
from ui.kiosk.screen import Locale, Screen, list_rows, next_head, show
from ui.qt.translation import has_easy_words, languages_in, reads_right_to_left

QML_IMPORT_NAME = "Beaupre.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

ENTRY = ("cardEntry", "pinDigits", "checking", "secondsLeft")
"""What changes with each key and second: it has a signal of its own, since all that is bound to one
is asked of Python anew."""
HOME = (Page.START, Page.RESTING)
"""Where nobody is in the middle of something."""


@QmlElement
@QmlUncreatable("made by the kiosk")
class KioskView(QObject):
    """All that QML knows. Numbers that are not known are -1, texts and days empty."""

    changed = Signal()
    entryChanged = Signal()
    dayChanged = Signal()
    languageChanged = Signal()
    surroundingsChanged = Signal()
    stateShown = Signal()

    def __init__(self, locale: Locale, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._locale = locale
        self._today = today
        self._day = today()
        self._dispatch: Callable[[Event], None] = lambda _event: None
        self._state = SessionState(page=Page.RESTING, resting="starting")
        self._head_key = ""
        self._screen = show(self._state, locale)
        self._rows = RowModel(self)
        self._flow = FlowView(self)
        self._flow.sent.connect(self._send)
        self._board = BoardView(self)
        self._look = LookView(self)
        self._look.sent.connect(self._send)
        self._kit = KitView(self)
        self._kit.sent.connect(self._send)
        self._receipt = ReceiptView(self)
        self._receipt.sent.connect(self._send)
        self._names = languages_in(WORDS)
        self._language = self._offered()[0]
        self._receipt.speak(self._language)
        self._language_chosen = False
        self._simulated = False
        self._modes = Modes(self)
        self._modes.changed.connect(self._liked)
        self._listening = Listening(self, lambda: self._state, lambda: self._language)
        self._listening.liked.connect(self._liked)
        self.languageChanged.connect(self._listening.changed)
        self._listening.attended.connect(self.touched)
        self._reset = QTimer(self, interval=self._locale.reset_s * 1000, singleShot=True)
        self._reset.timeout.connect(self._start_afresh)

    def attach(self, dispatch: Callable[[Event], None]) -> None:
        """From now on events go to this session."""
        self._dispatch = dispatch

    def _send(self, event: Event) -> None:
        self._dispatch(event)

    def show_state(self, state: SessionState) -> None:
        """Show a new state of the session (main thread)."""
        before, self._state = self._state, state
        self._turn_day()
        self._head_key = next_head(state.rows, before.rows, self._head_key)
        self._follow_language(before, state)
        self._rows.show(list_rows(state, self._locale, self._head_key))
        self._flow.show_state(state, self._locale.time_zone, self._day)
        self._show_board()
        self._look.show_state(state, self._locale.time_zone)
        self._kit.show_state(state, ZoneInfo(self._locale.time_zone))
        self._receipt.show_state(state, self._locale, self._day)
        screen = show(state, self._locale, self._head_key)
        if screen != self._screen:
            before, self._screen = self._screen, screen
            self.entryChanged.emit()
            if replace(screen, **{name: getattr(before, name) for name in ENTRY}) != before:
                self.changed.emit()
        self.stateShown.emit()
        self._kit.speak(self._language)
        self._listening.look()

    def _turn_day(self) -> None:
        day = self._today()
        if day != self._day:
            self._day = day
            self.dayChanged.emit()

    def _show_board(self) -> None:
        self._board.show(show_board(self._state, self._language, self._offered()[0]))

    def set_locale(self, locale: Locale) -> None:
        """What is known of the place by now: the station learns it from the server."""
        if locale != self._locale:
            self._locale = locale
            self._listening.card_length = locale.card_length
            self._reset.setInterval(locale.reset_s * 1000)
            self.surroundingsChanged.emit()
            self.show_state(self._state)

    def set_simulated(self, simulated: bool) -> None:
        """Whether the pad is a simulator: the screen says so in a corner."""
        if simulated != self._simulated:
            self._simulated = simulated
            self.surroundingsChanged.emit()

    @property
    def locale(self) -> Locale:
        """Where the kiosk stands."""
        return self._locale

    @property
    def state(self) -> SessionState:
        """The state shown."""
        return self._state

    # What pages read.
    rows = Property(RowModel, lambda self: self._rows, constant=True)
    flow = Property(FlowView, lambda self: self._flow, constant=True)
    board = Property(BoardView, lambda self: self._board, constant=True)
    look = Property(LookView, lambda self: self._look, constant=True)
    kit = Property(KitView, lambda self: self._kit, constant=True)
    receipt = Property(ReceiptView, lambda self: self._receipt, constant=True)
    listening = Property(Listening, lambda self: self._listening, constant=True)
    modes = Property(Modes, lambda self: self._modes, constant=True)
    town = Property(str, lambda self: self._locale.town, notify=surroundingsChanged)
    branch = Property(str, lambda self: self._locale.branch, notify=surroundingsChanged)
    cardLength = Property(int, lambda self: self._locale.card_length, notify=surroundingsChanged)
    pinLength = Property(int, lambda self: self._locale.pin_length, notify=surroundingsChanged)
    barcodes = Property(bool, lambda self: self._locale.barcodes, notify=surroundingsChanged)
    languages = Property("QStringList", lambda self: self._offered(), notify=surroundingsChanged)
    languageNames = Property("QVariantMap", lambda self: self._names, constant=True)
    language = Property(str, lambda self: self._language, notify=languageChanged)
    rightToLeft = Property(
        bool, lambda self: reads_right_to_left(self._language), notify=languageChanged
    )
    hasEasyWords = Property(
        bool, lambda self: has_easy_words(WORDS, self._language), notify=languageChanged
    )
    simulated = Property(bool, lambda self: self._simulated, notify=surroundingsChanged)
    page = Property(str, lambda self: self._screen.page, notify=changed)
    today = Property(str, lambda self: self._day.isoformat(), notify=dayChanged)
    way = Property(str, lambda self: self._screen.way, notify=changed)
    online = Property(bool, lambda self: self._screen.online, notify=changed)
    readerUp = Property(bool, lambda self: self._screen.readerUp, notify=changed)
    offlineSince = Property(str, lambda self: self._screen.offlineSince, notify=changed)
    offlineLimit = Property(int, lambda self: self._screen.offlineLimit, notify=changed)
    noLending = Property(bool, lambda self: self._screen.noLending, notify=changed)
    resting = Property(str, lambda self: self._screen.resting, notify=changed)
    cardEntry = Property(str, lambda self: self._screen.cardEntry, notify=entryChanged)
    pinDigits = Property(int, lambda self: self._screen.pinDigits, notify=entryChanged)
    checking = Property(bool, lambda self: self._screen.checking, notify=entryChanged)
    finishing = Property(bool, lambda self: self._screen.finishing, notify=changed)
    noticeCode = Property(str, lambda self: self._screen.noticeCode, notify=changed)
    noticeTries = Property(int, lambda self: self._screen.noticeTries, notify=changed)
    noticeDate = Property(str, lambda self: self._screen.noticeDate, notify=changed)
    patronName = Property(str, lambda self: self._screen.patronName, notify=changed)
    loanCount = Property(int, lambda self: self._screen.loanCount, notify=changed)
    loanLimit = Property(int, lambda self: self._screen.loanLimit, notify=changed)
    secondsLeft = Property(int, lambda self: self._screen.secondsLeft, notify=entryChanged)
    total = Property(int, lambda self: self._screen.total, notify=changed)
    leaving = Property(int, lambda self: self._screen.leaving, notify=changed)
    staying = Property(int, lambda self: self._screen.staying, notify=changed)
    done = Property(int, lambda self: self._screen.done, notify=changed)
    taken = Property(int, lambda self: self._screen.taken, notify=changed)
    unseen = Property(int, lambda self: self._screen.unseen, notify=changed)
    unopened = Property(int, lambda self: self._screen.unopened, notify=changed)
    givenUp = Property(int, lambda self: self._screen.givenUp, notify=changed)
    allConfirmed = Property(bool, lambda self: self._screen.allConfirmed, notify=changed)
    onlyBooks = Property(bool, lambda self: self._screen.onlyBooks, notify=changed)
    due = Property(str, lambda self: self._screen.due, notify=changed)
    oneDue = Property(bool, lambda self: self._screen.oneDue, notify=changed)
    lifted = Property("QVariantMap", lambda self: asdict(self._screen.lifted), notify=changed)
    head = Property("QVariantMap", lambda self: asdict(self._screen.head), notify=changed)

    @property
    def screen(self) -> Screen:
        """The values behind the properties."""
        return self._screen

    # What fingers, keys and the scanner do.
    @Slot(str)
    def choose(self, way: str) -> None:
        self._dispatch(Chosen(Way(way)))

    @Slot(str)
    def digit(self, value: str) -> None:
        self._dispatch(Digit(value))

    @Slot()
    def backspace(self) -> None:
        self._dispatch(Backspace())

    @Slot()
    def clear(self) -> None:
        self._dispatch(Clear())

    @Slot()
    def confirm(self) -> None:
        self._dispatch(Confirmed())

    @Slot()
    def back(self) -> None:
        self._dispatch(WentBack())

    @Slot()
    def stay(self) -> None:
        self._dispatch(Stayed())

    @Slot()
    def missing(self) -> None:
        self._dispatch(OneIsMissing())

    @Slot()
    def giveUp(self) -> None:
        self._dispatch(GaveUp())

    def scan(self, number: str) -> None:
        """A barcode was scanned."""
        self._dispatch(Scanned(number))

    @Slot()
    def notRead(self) -> None:
        self._dispatch(NotRead())

    def touched(self) -> None:
        """Somebody is there: the full time again."""
        if self._reset.isActive():
            self._reset.start()
        self._dispatch(Stayed())

    @Slot(str)
    def useLanguage(self, language: str) -> None:
        """Chosen by hand: kept until the session ends."""
        self._language_chosen = True
        self._set_language(language)
        self._liked()

    def _liked(self) -> None:
        """Chosen on the start page, perhaps by somebody who walks on: not for ever."""
        if self._state.page in HOME:
            self._reset.start()

    def _follow_language(self, before: SessionState, state: SessionState) -> None:
        """Her own language once she is known, the town's when the session is over."""
        if state.page in HOME and before.page not in HOME:
            self._start_afresh()
        elif state.page not in HOME:
            self._reset.stop()
        patron = state.patron
        fresh = patron is not None and before.patron is None
        if fresh and patron.language in self._offered() and not self._language_chosen:
            self._set_language(patron.language)

    def _offered(self) -> list[str]:
        """The languages of the place that have a catalogue; without a choice, all there are."""
        return [name for name in self._locale.languages or self._names if name in self._names]

    def _start_afresh(self) -> None:
        self._language_chosen = False
        self._set_language(self._offered()[0])
        self._modes.use(())
        self._listening.end()
        self._reset.stop()

    def _set_language(self, language: str) -> None:
        if language != self._language and language in self._offered():
            self._language = language
            self._show_board()
            self._receipt.speak(language)
            self.languageChanged.emit()
            self._kit.speak(language)
            self._listening.look()
