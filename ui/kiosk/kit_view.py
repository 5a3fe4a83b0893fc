"""The pages of a kit for QML: parts and charter as properties, fingers as session events."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.session.events import CharterRead, Event, KitIncomplete, KitOpened, PartTicked
from kiosk.session.pages import Page
from kiosk.session.states import SessionState
from ui.kiosk.kits import KitScreen, PartView, check_of, parts_of, show_kit
from ui.kiosk.rows import RowModel

QML_IMPORT_NAME = "Beaupre.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the kiosk")
class KitView(QObject):
    """The pages of a kit; `sent` carries what the patron did there."""

    changed = Signal()
    sent = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = RowModel(self, PartView)
        self._screen = KitScreen()
        self._state = SessionState()

    def show_state(self, state: SessionState, zone: ZoneInfo) -> None:
        """Show a new state of the session."""
        self._state = state
        self._parts.show(parts_of(state))
        screen = show_kit(state, zone)
        if screen != self._screen:
            self._screen = screen
            self.changed.emit()

    def speak(self, language: str) -> None:
        """The screen speaks this language: so does the charter, if it can."""
        check = check_of(self._state)
        if self._state.page is Page.CHARTER and check and check.language != language:
            self._send(CharterRead(language))

    def _send(self, event: Event) -> None:
        self.sent.emit(event)

    model = Property(RowModel, lambda self: self._parts, constant=True)
    waits = Property(str, lambda self: self._screen.waits, notify=changed)
    named = Property(str, lambda self: self._screen.named, notify=changed)
    title = Property(str, lambda self: self._screen.title, notify=changed)
    parts = Property(int, lambda self: self._screen.parts, notify=changed)
    lacking = Property(int, lambda self: self._screen.lacking, notify=changed)
    unseen = Property(int, lambda self: self._screen.unseen, notify=changed)
    here = Property(bool, lambda self: self._screen.here, notify=changed)
    returned = Property(bool, lambda self: self._screen.returned, notify=changed)
    signing = Property(bool, lambda self: self._screen.signing, notify=changed)
    due = Property(str, lambda self: self._screen.due, notify=changed)
    prices = Property(str, lambda self: self._screen.prices, notify=changed)
    language = Property(str, lambda self: self._screen.language, notify=changed)
    text = Property("QStringList", lambda self: list(self._screen.text), notify=changed)
    brief = Property("QStringList", lambda self: list(self._screen.brief), notify=changed)

    @Slot(str)
    def open(self, key: str) -> None:
        self._send(KitOpened(key))

    @Slot(str)
    def tick(self, code: str) -> None:
        self._send(PartTicked(code))

    @Slot()
    def incomplete(self) -> None:
        self._send(KitIncomplete())
