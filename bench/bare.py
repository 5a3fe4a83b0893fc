"""The peer of the kiosk's window: the same Qt, platform, renderer and size, one rectangle, one
text, and nothing else.

`python -m bench.bare` says when its first frame is there; with `--watch` it takes taps as
`bench.watch` has them, and the rectangle changes its colour with each.
"""

from __future__ import annotations

import signal
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import SIGNAL, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

if TYPE_CHECKING:
    from bench.watch import Watch

PAGE = b"""
import QtQuick
import QtQuick.Window

Window {
    id: window

    property bool touched: false

    width: 1080
    height: 1920
    visible: true

    Rectangle {
        anchors.centerIn: parent
        width: 400
        height: 200
        color: window.touched ? "#17503F" : "#153E75"

        MouseArea {
            anchors.fill: parent
            onClicked: window.touched = !window.touched
        }
    }

    Text {
        anchors.centerIn: parent
        text: "Bonjour"
    }
}
"""


def main() -> int:
    """Until the process is ended by a signal."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    app = QGuiApplication(sys.argv)
    engine = QQmlApplicationEngine()
    engine.loadData(PAGE)
    window = engine.rootObjects()[0]
    if "--watch" in sys.argv:
        watch = _watch(window)
        QObject.connect(window, SIGNAL("touchedChanged()"), watch.changed)
    else:
        told: list[float] = []

        def frame() -> None:
            if not told:
                told.append(time.monotonic())
                cpu_s = time.process_time()
                sys.stdout.write(f'{{"event": "frame", "at_s": {told[0]}, "cpu_s": {cpu_s}}}\n')
                sys.stdout.flush()

        QObject.connect(window, SIGNAL("frameSwapped()"), frame)
    return app.exec()


def _watch(window: object) -> Watch:
    from bench.watch import Watch

    watch = Watch()
    watch.look_at(window)
    return watch


if __name__ == "__main__":
    sys.exit(main())
