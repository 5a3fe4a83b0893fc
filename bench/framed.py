"""The kiosk's pages in motion, or with `bare` a page of nothing but a rectangle and a word that
fades and moves as far. Tells of each motion when its frames were begun and shown; `short`: of a
few.

One JSON line: `motions`, each a name and its frames as pairs of seconds, begun and shown.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import SIGNAL, QEventLoop, QObject, QSize, QTimer
from PySide6.QtQml import QQmlApplicationEngine

from bench.watch import say
from ui.kiosk.scenes import SCENES
from ui.kiosk.view import KioskView
from ui.kiosk.window import KioskWindow
from ui.qt.application import make_application

WATCHED_MS = 600
"""The longest motion takes 400."""
PATH = ("start", "identify", "pin", "tray-empty", "tray", "tray-many", "finish", "start", "account",
        "attention", "return-empty", "return")  # fmt: skip
PAGE = b"""
import QtQuick
import QtQuick.Window

Window {
    id: window

    property int step: 0

    width: 1080
    height: 1920
    visible: true
    color: "#F1F2ED"
    onStepChanged: moving.restart()

    Rectangle {
        id: page

        width: parent.width
        height: parent.height
        color: window.step % 2 ? "#F1F2ED" : "#E4E7E0"

        Text {
            anchors.centerIn: parent
            font.pixelSize: 124
            text: "Bonjour"
        }
    }

    ParallelAnimation {
        id: moving

        NumberAnimation { target: page; property: "opacity"; from: 0; to: 1; duration: 200 }
        NumberAnimation { target: page; property: "x"; from: 32; to: 0; duration: 200 }
    }
}
"""


class Frames:
    """Of one window, as they come."""

    def __init__(self, window: Any) -> None:
        self._begun_s = 0.0
        self.seen: list[tuple[float, float]] = []
        QObject.connect(window, SIGNAL("afterAnimating()"), self._begin)
        QObject.connect(window, SIGNAL("frameSwapped()"), self._end)

    def _begin(self) -> None:
        self._begun_s = time.monotonic()

    def _end(self) -> None:
        self.seen.append((self._begun_s, time.monotonic()))

    def during(self, change: Callable[[], None]) -> list[tuple[float, float]]:
        """Those that a change brings."""
        self.seen = []
        change()
        loop = QEventLoop()
        QTimer.singleShot(WATCHED_MS, loop.quit)
        loop.exec()
        return self.seen


def kiosk_changes(view: KioskView, path: Sequence[str]) -> Iterator[tuple[str, Callable[[], None]]]:
    """From page to page."""
    for name in path:
        yield name, partial(view.show_state, SCENES[name])


def main() -> int:
    """Play it through twice: the first time pages are made that are kept."""
    app = make_application(["framed"])
    path = PATH[:3] if "short" in sys.argv else PATH
    if "bare" in sys.argv:
        engine = QQmlApplicationEngine()
        engine.loadData(PAGE)
        window = engine.rootObjects()[0]
        steps = range(len(path))
        changes = [(str(n), lambda n=n: window.setProperty("step", n + 1)) for n in steps]
    else:
        from ui.kiosk.gallery import TODAY, VALBREUIL

        view = KioskView(VALBREUIL, today=lambda: TODAY)
        shell = KioskWindow(app, size=QSize(1080, 1920))
        shell.open(view)
        window = shell.window
        window.show()
        changes = list(kiosk_changes(view, path))
    frames = Frames(window)
    frames.during(lambda: None)
    for _, change in changes:
        frames.during(change)
    motions = [(name, frames.during(change)) for name, change in changes]
    say("moved", motions=json.loads(json.dumps(motions)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
