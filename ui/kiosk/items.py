"""Finding what is on screen by its name, as a finger would: visible, enabled, inside the window."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF
from PySide6.QtQuick import QQuickItem, QQuickWindow


def visible_items(window: QQuickWindow) -> Iterator[QQuickItem]:
    """Every item that is drawn now. Delegates of lists are no children in Qt's sense, so the item
    tree is walked."""
    waiting = [window.contentItem()]
    while waiting:
        item = waiting.pop()
        if item.isVisible():
            yield item
            waiting += item.childItems()


def visible_names(window: QQuickWindow) -> list[str]:
    """Names of what is drawn now, sorted."""
    return sorted({item.objectName() for item in visible_items(window) if item.objectName()})


def find_item(window: QQuickWindow, name: str) -> QQuickItem | None:
    """The visible item of that name; None when there is none."""
    return next((item for item in visible_items(window) if item.objectName() == name), None)


def centre_of(item: QQuickItem) -> QPointF:
    """Its centre in the window's coordinates."""
    return item.mapToScene(item.boundingRect().center())


def touchable(window: QQuickWindow, item: QQuickItem) -> bool:
    """Whether a finger on its centre would reach it."""
    centre = centre_of(item)
    inside = 0 <= centre.x() < window.width() and 0 <= centre.y() < window.height()
    return inside and item.isEnabled()
