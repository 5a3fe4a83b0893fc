"""The kiosk's window without a station: states go in, the events of fingers and keys come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QSignalSpy, QTest

from kiosk.session.events import Event, Stayed
from kiosk.session.states import SessionState
from ui.kiosk.items import centre_of, find_item, visible_items, visible_names
from ui.kiosk.keys import KeyInput
from ui.kiosk.listening import Manner
from ui.kiosk.scenes import SCENES
from ui.kiosk.screen import Locale
from ui.kiosk.view import KioskView
from ui.kiosk.window import KioskWindow
from ui.qt.application import prepare

PORTRAIT = QSize(1080, 1920)
LANDSCAPE = QSize(1920, 1080)
VALBREUIL = Locale(town="Valbreuil", branch="Les Tilleuls")
TODAY = date(2026, 11, 21)


class HeardVoice:
    """A voice that writes down what it is to say: (number, text, language, volume); ended, it keeps
    nothing of it, as the real one."""

    def __init__(self) -> None:
        self.said: list[tuple[int, str, str, int]] = []
        self.hushed = 0
        self.ended = 0

    def say(self, number: int, text: str, language: str, rate: int, volume: int) -> None:
        self.said.append((number, text, language, volume))

    def hush(self) -> None:
        self.hushed += 1

    def end(self, within_s: float = 0.0) -> None:
        self.ended += 1
        self.said.clear()

    @property
    def heard(self) -> list[str]:
        return [text for _, text, _, _ in self.said]


class KioskRig:
    """A window with its view model; `events` is what the session would have been told, without the
    "somebody is there" that comes with every touch."""

    def __init__(self, app: QGuiApplication, size: QSize) -> None:
        prepare(app)
        self.app = app
        self.events: list[Event] = []
        self.view = KioskView(VALBREUIL, today=lambda: TODAY)
        self.view.attach(self._take)
        self.voice = HeardVoice()
        self.view.listening.offer(self.voice, Manner())
        self.shell = KioskWindow(app, size=size)
        self.shell.open(self.view)
        self.window = self.shell.window
        self.keys = KeyInput(self.window, self.view)
        self.theme().setProperty("motion", False)
        self.window.show()
        self.window.requestActivate()

    def reset(self) -> None:
        """A fresh start page after somebody has left: upright, in French, nothing under way."""
        self.theme().setProperty("motion", False)
        self.view.attach(self._take)
        self.view.show_state(SCENES["tray"])
        self.view.show_state(SCENES["start"])
        self.resize(PORTRAIT)
        self.events.clear()

    def theme(self):
        return self.shell.engine.singletonInstance("Beaupre.Look", "Theme")

    def _take(self, event: Event) -> None:
        if event != Stayed():
            self.events.append(event)

    def show(self, scene: str | SessionState, language: str = "fr") -> None:
        self.view.show_state(SCENES[scene] if isinstance(scene, str) else scene)
        self.view.useLanguage(language)
        self.settle()

    def resize(self, size: QSize) -> None:
        self.window.resize(size)
        self.settle()

    def settle(self) -> None:
        """Until what was laid out anew has been drawn: positioners wait for the next frame."""
        for _ in range(2):
            frames = QSignalSpy(self.window.frameSwapped)
            self.window.update()
            assert frames.wait(5000)

    def item(self, name: str) -> QQuickItem:
        item = find_item(self.window, name)
        assert item is not None, f"{name} is not on screen, but {visible_names(self.window)}"
        return item

    def names(self) -> list[str]:
        return visible_names(self.window)

    def tap(self, name: str) -> None:
        at = centre_of(self.item(name)).toPoint()
        QTest.mouseClick(
            self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(at)
        )
        self.settle()

    def told_by_taps(
        self, taps: Sequence[tuple[str, str, Event]]
    ) -> list[tuple[str, str, list[Event]]]:
        """Scenes, buttons tapped in them, and what the session was told by each."""
        found = []
        for scene, target, _ in taps:
            self.show(scene)
            self.events.clear()
            self.tap(target)
            found.append((scene, target, [*self.events]))
        return found

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window, key)
        self.settle()

    def texts(self) -> list[QQuickItem]:
        """Every visible text item that says something."""
        return [
            item
            for item in visible_items(self.window)
            if item.inherits("QQuickText") and str(item.property("text")).strip()
        ]

    def said(self) -> str:
        return "\n".join(str(item.property("text")) for item in self.texts())

    def buttons(self) -> list[QQuickItem]:
        return [i for i in visible_items(self.window) if i.inherits("QQuickAbstractButton")]

    def focused(self) -> str:
        item = self.window.activeFocusItem()
        return item.objectName() if item is not None else ""

    def grab(self) -> QImage:
        self.settle()
        return self.window.grabWindow()

    def close(self) -> None:
        self.shell.close()
        self.app.processEvents()


def accessible(item: QQuickItem) -> QAccessibleInterface:
    """What a screen reader is told of an item."""
    QAccessible.setActive(True)
    interface = QAccessible.queryAccessibleInterface(item)
    assert interface is not None, item
    return interface


@contextmanager
def open_kiosk(app: QGuiApplication, size: QSize = PORTRAIT) -> Iterator[KioskRig]:
    rig = KioskRig(app, size)
    try:
        yield rig
    finally:
        rig.close()
