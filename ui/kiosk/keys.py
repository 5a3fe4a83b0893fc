"""What comes in as keys: a barcode scanner that types like a keyboard, and a real keyboard.

A scanner sends its digits within milliseconds of each other and a Return. Digits are held back for
a moment, so that a scanned card never shows up as typed ones. Nothing here is kept or logged: what
is typed on the PIN page is a PIN.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickWindow

from kiosk.session.pages import Page
from ui.kiosk.view import KioskView

GAP_MS = 80
"""Digits further apart than this come from a hand."""
SCAN_DIGITS = 8
"""Fewer digits than this are never a barcode."""

_ENTRY_PAGES = (Page.IDENTIFY, Page.PIN)
_CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LISTEN = Qt.Key.Key_F2
_LOUDER = {Qt.Key.Key_VolumeUp: 1, Qt.Key.Key_VolumeDown: -1}
_STEPS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_LET_GO = (QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd, QEvent.Type.KeyRelease)
_TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)


class KeyInput(QObject):
    """Listens to a window: touches keep the session alive, digits become a card or key presses."""

    def __init__(self, window: QQuickWindow, view: KioskView) -> None:
        super().__init__(window)
        self._window = window
        self._view = view
        self._held: list[tuple[str, Page]] = []
        self._timer = QTimer(self, interval=GAP_MS, singleShot=True)
        self._timer.timeout.connect(self._let_go)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._let_go()
            self._view.listening.hush()
            self._view.touched()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._view.listening.hush(stepping=event.key() in _STEPS)
            self._view.touched()
            return self._heard(event) or self._pressed(event)
        elif event.type() in _LET_GO:
            # What was pressed does what it does now.
            self._view.listening.look()
        return False

    def _heard(self, event: QKeyEvent) -> bool:
        """The keys of who listens: the page again, louder, softer."""
        key = Qt.Key(event.key())
        if key in _LOUDER:
            self._view.listening.louder(_LOUDER[key])
        elif key == _LISTEN:
            self._view.listening.again()
        return key in _LOUDER or key == _LISTEN

    def _pressed(self, event: QKeyEvent) -> bool:
        """True: the key is ours, QML does not see it."""
        text = event.text()
        if len(text) == 1 and text in "0123456789":
            self._held.append((text, self._view.state.page))
            self._timer.start()
            return True
        if event.key() in _RETURN:
            return self._entered()
        self._let_go()
        page = self._view.state.page
        if page is Page.SEARCH and self._spelled(event):
            return True
        return page in (*_ENTRY_PAGES, Page.SEARCH) and self._edited(event.key())

    def _spelled(self, event: QKeyEvent) -> bool:
        """A letter goes to the field whatever has the focus; a space presses what has it."""
        text = event.text()
        plain = text.isprintable() and text != "" and not event.modifiers() & _CHORDS
        if not plain or (text == " " and self._on_button()):
            return False
        self._view.look.type(text)
        return True

    def _entered(self) -> bool:
        if len(self._held) >= SCAN_DIGITS:
            number = "".join(digit for digit, _ in self._taken())
            self._view.scan(number)
            return True
        self._let_go()
        if self._view.state.page in (*_ENTRY_PAGES, Page.SEARCH) and not self._on_button():
            self._view.confirm()
            return True
        return False

    def _edited(self, key: int) -> bool:
        actions = {
            Qt.Key.Key_Backspace: self._view.backspace,
            Qt.Key.Key_Delete: self._view.clear,
            Qt.Key.Key_Escape: self._view.back,
        }
        action = actions.get(Qt.Key(key))
        if action is not None:
            action()
        return action is not None

    def _on_button(self) -> bool:
        """Return presses what has the focus, where something that can be pressed has it."""
        item = self._window.activeFocusItem()
        return item is not None and item.inherits("QQuickAbstractButton")

    def _let_go(self) -> None:
        """What is held back came from a hand. A digit belongs to the page it was typed on: what was
        meant for the PIN never shows up as a card number."""
        for digit, page in self._taken():
            if page == self._view.state.page and page in (*_ENTRY_PAGES, Page.SEARCH):
                self._view.digit(digit)

    def _taken(self) -> list[tuple[str, Page]]:
        held, self._held = self._held, []
        self._timer.stop()
        return held
