"""The view model of the pages beside lending and returning: account, undo, gate, calls for help.

It decides nothing, as `ui.kiosk.view`, which shows it each new state.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.session.events import (
    CancelAsked,
    CardAdded,
    Event,
    HelpCalled,
    HelpDismissed,
    Looked,
    PatronTurn,
    RenewAllAsked,
    RenewAsked,
    UndoAsked,
    UndoWished,
)
from kiosk.session.pages import Page
from kiosk.session.states import SessionState
from ui.kiosk.lines import Flow, Line, lines, show_flow
from ui.kiosk.rows import RowModel

QML_IMPORT_NAME = "Beaupre.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the kiosk")
class FlowView(QObject):
    """Numbers that are not known are -1, texts and days empty."""

    changed = Signal()
    sent = Signal(object)
    """What the finger means: an Event. A signal holds nobody, so that a window that is closed goes
    at once, in its own thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow()
        self._lines = RowModel(self, Line)

    def show_state(self, state: SessionState, time_zone: str, today: date) -> None:
        """Show a new state of the session (main thread)."""
        zone = ZoneInfo(time_zone)
        self._lines.show(lines(state, zone, today))
        flow = show_flow(state, zone)
        if flow != self._flow:
            self._flow = flow
            self.changed.emit()

    def _send(self, event: Event) -> None:
        self.sent.emit(event)

    @property
    def flow(self) -> Flow:
        """The values behind the properties."""
        return self._flow

    lines = Property(RowModel, lambda self: self._lines, constant=True)
    name = Property(str, lambda self: self._flow.name, notify=changed)
    cardEnds = Property(str, lambda self: self._flow.cardEnds, notify=changed)
    loans = Property(int, lambda self: self._flow.loans, notify=changed)
    loanLimit = Property(int, lambda self: self._flow.loanLimit, notify=changed)
    renewable = Property(int, lambda self: self._flow.renewable, notify=changed)
    granted = Property(int, lambda self: self._flow.granted, notify=changed)
    refused = Property(int, lambda self: self._flow.refused, notify=changed)
    asking = Property(bool, lambda self: self._flow.asking, notify=changed)
    holds = Property(int, lambda self: self._flow.holds, notify=changed)
    ready = Property(int, lambda self: self._flow.ready, notify=changed)
    readyHold = Property("QVariantMap", lambda self: asdict(self._flow.readyHold), notify=changed)
    messages = Property(int, lambda self: self._flow.messages, notify=changed)
    fees = Property(int, lambda self: self._flow.fees, notify=changed)
    balance = Property(int, lambda self: self._flow.balance, notify=changed)
    undoable = Property(int, lambda self: self._flow.undoable, notify=changed)
    canBorrow = Property(bool, lambda self: self._flow.canBorrow, notify=changed)
    things = Property(int, lambda self: self._flow.things, notify=changed)
    looking = Property(bool, lambda self: self._flow.looking, notify=changed)
    family = Property("QStringList", lambda self: [*self._flow.family], notify=changed)
    turn = Property(int, lambda self: self._flow.turn, notify=changed)
    canAdd = Property(bool, lambda self: self._flow.canAdd, notify=changed)
    call = Property(str, lambda self: self._flow.call, notify=changed)

    @Slot()
    def renewAll(self) -> None:
        self._send(RenewAllAsked())

    @Slot(str)
    def look(self, page: str) -> None:
        self._send(Looked(Page(page)))

    @Slot()
    def wishUndo(self) -> None:
        self._send(UndoWished())

    @Slot(str, str)
    def act(self, action: str, key: str) -> None:
        """The button of a line."""
        made: dict[str, Callable[[str], Event]] = {
            "renew": RenewAsked,
            "cancel": CancelAsked,
            "sure": CancelAsked,
            "undo": UndoAsked,
        }
        self._send(made[action](key))

    @Slot()
    def addCard(self) -> None:
        self._send(CardAdded())

    @Slot(int)
    def giveTurn(self, place: int) -> None:
        self._send(PatronTurn(place))

    @Slot()
    def callHelp(self) -> None:
        self._send(HelpCalled())

    @Slot()
    def dismissHelp(self) -> None:
        self._send(HelpDismissed())
