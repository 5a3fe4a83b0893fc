"""Looks on in a Qt process that is measured: frames and news go out as JSON lines on standard
output, taps come in on standard input.

    {"do": "find", "name": "choose-borrow"}             where is it? "found" with x and y
    {"do": "tap", "x": 540, "y": 700, "n": 1, "at_s": …}  a finger, laid down at that time
    {"do": "threads"}                                   "threads": names by the kernel's ids

Of what it tells: "frame" is the first frame, "state" news at the moment they are known, "drawn" the
first frame after news, "shown" the frame that shows a tap; `frame_s` is how long the oldest thing
that the frame shows has waited for it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from typing import Any

from PySide6.QtCore import SIGNAL, QObject, QSocketNotifier


def say(event: str, **what: Any) -> None:
    """One line to whoever measures; from any thread."""
    line = json.dumps({"event": event, "at_s": time.monotonic(), **what}) + "\n"
    os.write(sys.stdout.fileno(), line.encode())


class Watch:
    """One window's. `changed` and `news` are called by whoever knows what is shown."""

    def __init__(self) -> None:
        self._window: Any = None
        self._frames = 0
        self._waiting_s: float | None = None
        self._news: dict[str, Any] | None = None
        self._tap: dict[str, Any] | None = None
        self._tap_done = False
        self._half = b""
        self._orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._orders.activated.connect(self._take)

    def look_at(self, window: Any) -> None:
        """The window, once it is there."""
        self._window = window
        QObject.connect(window, SIGNAL("frameSwapped()"), self._frame)

    def changed(self) -> None:
        """Something else is to be drawn from now on."""
        if self._waiting_s is None:
            self._waiting_s = time.monotonic()
        self._tap_done = self._tap is not None

    def news(self, what: dict[str, Any]) -> None:
        """The same, in words."""
        self._news = what
        say("state", **what)

    def _frame(self) -> None:
        now_s = time.monotonic()
        self._frames += 1
        if self._frames == 1:
            say("frame", cpu_s=time.process_time())
        news, self._news = self._news, None
        since_s, self._waiting_s = self._waiting_s, None
        frame_s = None if since_s is None else now_s - since_s
        if self._tap is not None and self._tap_done:
            tap, self._tap, self._tap_done = self._tap, None, False
            say("shown", n=tap["n"], tap_s=now_s - tap["at_s"], frame_s=frame_s)
        if news is not None:
            say("drawn", **news, frame_s=frame_s)

    def _take(self) -> None:
        data = os.read(sys.stdin.fileno(), 65536)
        if not data:
            self._orders.setEnabled(False)
        *lines, self._half = (self._half + data).split(b"\n")
        for line in lines:
            order = json.loads(line)
            match order["do"]:
                case "find":
                    self._find(order["name"])
                case "tap":
                    self._touch(order)
                case "threads":
                    names = {each.native_id: each.name for each in threading.enumerate()}
                    say("threads", names=names)

    def _find(self, name: str) -> None:
        from ui.kiosk.items import centre_of, find_item

        item = find_item(self._window, name)
        at = None if item is None else centre_of(item)
        say("found", name=name, x=at and at.x(), y=at and at.y())

    def _touch(self, order: dict[str, Any]) -> None:
        # Only now: the first frame is to be no later for being watched.
        from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
        from PySide6.QtGui import QMouseEvent

        self._tap, self._tap_done = order, False
        at = QPointF(order["x"], order["y"])
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        plain = Qt.KeyboardModifier.NoModifier
        for kind, buttons in (
            (QEvent.Type.MouseButtonPress, left),
            (QEvent.Type.MouseButtonRelease, none),
        ):
            event = QMouseEvent(kind, at, at, left, buttons, plain)
            QCoreApplication.postEvent(self._window, event)
