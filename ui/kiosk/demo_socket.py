"""The demo socket: the window touched and seen from outside. It exists only in demo mode.

Fingers and keys arrive as events posted to the window, exactly where a person's would; nothing of
the session is called. Requests and answers: JSON lines, one answer to each request, in order.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtQuick import QQuickWindow

from ui.kiosk.items import centre_of, find_item, touchable, visible_names
from ui.kiosk.line_server import LineServer, Message
from ui.kiosk.typed import press_key, type_barcode, type_text
from ui.kiosk.view import KioskView

SETTLE_STEP_MS = 60
SETTLE_STEPS = 25
"""After this many steps a picture is taken though something still moves."""

Answer = Callable[[Message], None]


class RefusedRequest(Exception):
    """The request cannot be done; its text is the answer."""


class DemoSocket:
    """Serves one window at `path`; OSError when the socket cannot be made."""

    def __init__(self, path: Path, window: QQuickWindow, view: KioskView) -> None:
        self._window = window
        self._view = view
        self._server = LineServer(path, self._handle)
        view.stateShown.connect(self._tell)
        view.languageChanged.connect(self._tell)

    def close(self) -> None:
        """Take the socket away."""
        self._view.stateShown.disconnect(self._tell)
        self._view.languageChanged.disconnect(self._tell)
        self._server.close()

    def _tell(self) -> None:
        self._server.tell({"event": "state", **self._state()})

    def _state(self) -> Message:
        state = self._view.state
        return {
            "page": state.page.value,
            "way": state.way.value if state.way else None,
            "network": "online" if state.online else "offline",
            "reader": "up" if state.reader_up else "down",
            "language": self._view.language,
            "rows": [
                {
                    "key": row.key,
                    "item": row.item,
                    "state": row.state.value,
                    "reason": str(row.reason) if row.reason is not None else None,
                    "kit": row.kit.step.value if row.kit else None,
                }
                for row in state.rows
            ],
        }

    def _handle(self, request: Message, answer: Answer) -> None:
        done = {"ok": True}
        try:
            match request:
                case {"do": "tap", "target": str(target)}:
                    self._tap(target)
                    self._after_events(lambda: answer(done))
                case {"do": "key", "key": str(name)}:
                    press_key(self._window, _key(name))
                    self._after_events(lambda: answer(done))
                case {"do": "text", "text": str(text)}:
                    (type_barcode if request.get("enter") else type_text)(self._window, text)
                    self._after_events(lambda: answer(done))
                case {"do": "resize", "width": int(width), "height": int(height)}:
                    self._window.resize(width, height)
                    self._when_settled(lambda _image: answer(done))
                case {"do": "grab", "path": str(path)}:
                    self._when_settled(lambda image: answer(_saved(image, path)))
                case {"do": "state"}:
                    answer({**done, **self._state(), "names": visible_names(self._window)})
                case _:
                    raise RefusedRequest("not understood")
        except RefusedRequest as error:
            answer({"ok": False, "error": str(error)})

    def _tap(self, target: str) -> None:
        item = find_item(self._window, target)
        if item is None:
            raise RefusedRequest(f"{target} is not on screen")
        if not touchable(self._window, item):
            raise RefusedRequest(f"{target} cannot be touched now")
        self._touch(centre_of(item))

    def _touch(self, at: QPointF) -> None:
        everywhere = self._window.mapToGlobal(at)
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        plain = Qt.KeyboardModifier.NoModifier
        down, up = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
        self._post(QMouseEvent(down, at, at, everywhere, left, left, plain))
        self._post(QMouseEvent(up, at, at, everywhere, left, none, plain))

    def _post(self, event: QEvent) -> None:
        QCoreApplication.postEvent(self._window, event)

    def _after_events(self, then: Callable[[], None]) -> None:
        QTimer.singleShot(0, self._window, then)

    def _when_settled(self, then: Callable[[QImage], None]) -> None:
        """Once two pictures in a row are the same: nothing moves any more."""
        self._look(then, QImage(), SETTLE_STEPS)

    def _look(self, then: Callable[[QImage], None], before: QImage, steps: int) -> None:
        def look() -> None:
            image = self._window.grabWindow()
            size = self._window.size() * self._window.devicePixelRatio()
            still = image == before and image.size() == size
            if still or steps <= 1:
                then(image)
            else:
                self._look(then, image, steps - 1)

        # A function, not a method: PySide keeps no object alive for a bound method.
        QTimer.singleShot(SETTLE_STEP_MS, self._window, look)


def _key(name: str) -> Qt.Key:
    key: Any = getattr(Qt.Key, f"Key_{name}", None)
    if key is None:
        raise RefusedRequest(f"no key is called {name}")
    return Qt.Key(key)


def _saved(image: QImage, path: str) -> Message:
    if image.save(path):
        return {"ok": True}
    return {"ok": False, "error": f"{path} cannot be written"}
