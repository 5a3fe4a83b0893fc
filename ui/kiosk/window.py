"""Builds the kiosk's window: engine, translation, view model, QML.

Called by the kiosk's command and by the tests; it starts no station.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from shiboken6 import delete

from ui.kiosk.modes import EASY
from ui.kiosk.view import WORDS, KioskView
from ui.qt.application import make_engine
from ui.qt.translation import Translation

if TYPE_CHECKING:
    from kiosk.config.look import Look
    from ui.kiosk.demo_control import DemoControl

_HERE = Path(__file__).parent


class KioskWindow:
    """The window with what it needs to live: engine, translation, view model."""

    def __init__(self, app: QCoreApplication, view: KioskView, *, size: QSize | None = None):
        self.view = view
        self._spoken = (view.language, False)
        self.engine: QQmlApplicationEngine = make_engine()
        self.translation = Translation(app, self.engine, WORDS)
        self.translation.use(view.language)
        view.languageChanged.connect(self._follow_language)
        view.modes.changed.connect(self._follow_language)
        properties: dict[str, object] = {"kiosk": view}
        if size is not None:
            properties |= {"width": size.width(), "height": size.height()}
        self.engine.setInitialProperties(properties)
        self.engine.load(QUrl.fromLocalFile(str(_HERE / "qml" / "Main.qml")))
        if not self.engine.rootObjects():
            raise RuntimeError("the kiosk's pages do not load; see the messages above")
        self.window: QQuickWindow = self.engine.rootObjects()[0]

    def _follow_language(self) -> None:
        wanted = (self.view.language, EASY in self.view.modes.on)
        if wanted != self._spoken:
            self._spoken = wanted
            self.translation.use(*wanted)

    def dress(self, look: Look, words: Mapping[str, Mapping[str, str]]) -> None:
        """Wear a town's colours and logo, say its own words for some sentences."""
        theme = self.engine.singletonInstance("Beaupre.Look", "Theme")
        theme.setProperty("townPrimary", look.colours.primary)
        theme.setProperty("townReturn", look.colours.give_back)
        theme.setProperty("townAccount", look.colours.account)
        theme.setProperty("townBand", look.colours.band)
        theme.setProperty("logo", QUrl.fromLocalFile(str(look.logo)) if look.logo else QUrl())
        theme.setProperty("logoOnPlate", look.plate)
        theme.setProperty("motion", look.motion)
        self.translation.own_words(words)
        self.translation.use(*self._spoken)

    def show_drawer(self, demo: DemoControl) -> None:
        """Put a demonstration's drawer at the edge; `demo` must outlive the window."""
        self.window.setProperty("demo", demo)

    def fill_screen(self) -> None:
        """Take the whole screen, without a pointer, and do not let go of it: no key and no desktop
        closes the window, only `close`."""
        self.window.setProperty("locked", True)
        self.window.setCursor(Qt.CursorShape.BlankCursor)
        # Where no window manager runs nobody else makes it as large as that.
        self.window.setGeometry(self.window.screen().geometry())
        self.window.showFullScreen()

    def close(self) -> None:
        """Take the window down; the application may go on."""
        self.window.setProperty("locked", False)
        self.view.languageChanged.disconnect(self._follow_language)
        self.view.modes.changed.disconnect(self._follow_language)
        self.translation.remove()
        self.window.close()
        # At once: pages that outlive the view model would read from nothing.
        delete(self.engine)
