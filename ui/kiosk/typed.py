"""Key presses made by the program itself, delivered as a keyboard's would be."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickWindow


def press_key(window: QQuickWindow, key: Qt.Key, text: str = "") -> None:
    """Press and release one key; it arrives with the next turn of the event loop."""
    plain = Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.postEvent(window, QKeyEvent(kind, key, plain, text))


def type_text(window: QQuickWindow, text: str) -> None:
    """Type `text` without a pause."""
    for char in text:
        key = Qt.Key(ord(char.upper())) if char.isascii() else Qt.Key.Key_unknown
        press_key(window, key, char)


def type_barcode(window: QQuickWindow, text: str) -> None:
    """Type as a scanner does: without a pause, and Return."""
    type_text(window, text)
    press_key(window, Qt.Key.Key_Return, "\r")
