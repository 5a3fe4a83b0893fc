"""The view model of looking around: search, titles, holds.

It decides nothing, as `ui.kiosk.view`, which shows it each new state.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.session.events import Event, Looked
from kiosk.session.look_events import (
    HoldWished,
    LookBegun,
    LookNarrowed,
    LookRespelled,
    LookStaged,
    LookTyped,
    PickupChosen,
    TitleWanted,
)
from kiosk.session.look_state import LookStage
from kiosk.session.pages import Page
from kiosk.session.states import SessionState
from ui.kiosk.look_rows import (
    BranchLine,
    ChipLine,
    HitLine,
    LookScreen,
    PlaceLine,
    look_lists,
    look_screen,
)
from ui.kiosk.rows import RowModel

QML_IMPORT_NAME = "Beaupre.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the kiosk")
class LookView(QObject):
    """Numbers that are not known are -1, texts and days empty."""

    changed = Signal()
    sent = Signal(object)
    """What the finger means: an Event."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screen = LookScreen()
        self._hits = RowModel(self, HitLine)
        self._suggestions = RowModel(self, HitLine)
        self._quick = RowModel(self, ChipLine)
        self._chips = RowModel(self, ChipLine)
        self._places = RowModel(self, PlaceLine)
        self._branches = RowModel(self, BranchLine)

    def show_state(self, state: SessionState, time_zone: str) -> None:
        """Show a new state of the session (main thread)."""
        lists = look_lists(state, ZoneInfo(time_zone))
        self._hits.show(lists.hits)
        self._suggestions.show(lists.suggestions)
        self._quick.show(lists.quick)
        self._chips.show(lists.chips)
        self._places.show(lists.places)
        self._branches.show(lists.branches)
        screen = look_screen(state, ZoneInfo(time_zone))
        if screen != self._screen:
            self._screen = screen
            self.changed.emit()

    def _send(self, event: Event) -> None:
        self.sent.emit(event)

    hits = Property(RowModel, lambda self: self._hits, constant=True)
    suggestions = Property(RowModel, lambda self: self._suggestions, constant=True)
    quick = Property(RowModel, lambda self: self._quick, constant=True)
    chips = Property(RowModel, lambda self: self._chips, constant=True)
    places = Property(RowModel, lambda self: self._places, constant=True)
    branches = Property(RowModel, lambda self: self._branches, constant=True)
    text = Property(str, lambda self: self._screen.text, notify=changed)
    stage = Property(str, lambda self: self._screen.stage, notify=changed)
    waiting = Property(bool, lambda self: self._screen.waiting, notify=changed)
    failed = Property(bool, lambda self: self._screen.failed, notify=changed)
    found = Property(bool, lambda self: self._screen.found, notify=changed)
    total = Property(int, lambda self: self._screen.total, notify=changed)
    shown = Property(int, lambda self: self._screen.shown, notify=changed)
    exact = Property(bool, lambda self: self._screen.exact, notify=changed)
    complete = Property(bool, lambda self: self._screen.complete, notify=changed)
    suggestion = Property(str, lambda self: self._screen.suggestion, notify=changed)
    narrowed = Property(int, lambda self: self._screen.narrowed, notify=changed)
    takenClock = Property(str, lambda self: self._screen.takenClock, notify=changed)
    takenDay = Property(str, lambda self: self._screen.takenDay, notify=changed)
    title = Property(str, lambda self: self._screen.title, notify=changed)
    subtitle = Property(str, lambda self: self._screen.subtitle, notify=changed)
    author = Property(str, lambda self: self._screen.author, notify=changed)
    kind = Property(str, lambda self: self._screen.kind, notify=changed)
    year = Property(int, lambda self: self._screen.year, notify=changed)
    subject = Property(str, lambda self: self._screen.subject, notify=changed)
    language = Property(str, lambda self: self._screen.language, notify=changed)
    audience = Property(str, lambda self: self._screen.audience, notify=changed)
    about = Property(str, lambda self: self._screen.about, notify=changed)
    best = Property(str, lambda self: self._screen.best, notify=changed)
    shelf = Property(str, lambda self: self._screen.shelf, notify=changed)
    loaded = Property(bool, lambda self: self._screen.loaded, notify=changed)
    contents = Property(int, lambda self: self._screen.contents, notify=changed)
    titleKey = Property(str, lambda self: self._screen.titleKey, notify=changed)
    canHold = Property(bool, lambda self: self._screen.canHold, notify=changed)
    heldTitle = Property(str, lambda self: self._screen.heldTitle, notify=changed)
    heldAuthor = Property(str, lambda self: self._screen.heldAuthor, notify=changed)
    heldKind = Property(str, lambda self: self._screen.heldKind, notify=changed)
    holdState = Property(str, lambda self: self._screen.holdState, notify=changed)
    holdReason = Property(str, lambda self: self._screen.holdReason, notify=changed)
    holdPlace = Property(int, lambda self: self._screen.holdPlace, notify=changed)
    holdReady = Property(bool, lambda self: self._screen.holdReady, notify=changed)
    pickup = Property(str, lambda self: self._screen.pickup, notify=changed)

    @Slot()
    def begin(self) -> None:
        self._send(LookBegun())

    @Slot(str)
    def type(self, text: str) -> None:
        self._send(LookTyped(text))

    @Slot(str)
    def stageTo(self, stage: str) -> None:
        self._send(LookStaged(LookStage(stage)))

    @Slot(str, str)
    def narrow(self, facet: str, value: str) -> None:
        self._send(LookNarrowed(facet, value))

    @Slot()
    def respell(self) -> None:
        self._send(LookRespelled())

    @Slot(str)
    def open(self, key: str) -> None:
        self._send(TitleWanted(key))

    @Slot(str)
    def hold(self, key: str) -> None:
        self._send(HoldWished(key))

    @Slot(str)
    def pick(self, branch: str) -> None:
        self._send(PickupChosen(branch))

    @Slot()
    def seeHolds(self) -> None:
        self._send(Looked(Page.HOLDS))
