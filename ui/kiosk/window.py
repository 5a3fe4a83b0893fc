"""Builds the kiosk's window: engine, translation, QML.

Called by the kiosk's command and by the tests; it starts no station. Until `open` it needs neither
view model nor session, whose import takes longer than Qt's.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from shiboken6 import delete

from ui.kiosk import WORDS
from ui.kiosk.modes import EASY
from ui.qt.application import make_engine
from ui.qt.translation import SOURCE, Translation

if TYPE_CHECKING:
    from kiosk.config.look import Look
    from ui.kiosk.demo_control import DemoControl
    from ui.kiosk.view import KioskView

_HERE = Path(__file__).parent


class KioskWindow:
    """The window with what it needs to live: engine, translation, and from `open` on view model and
    pages."""

    def __init__(self, app: QCoreApplication, *, size: QSize | None = None):
        self._view: KioskView | None = None
        self._spoken = (SOURCE, False)
        self.engine: QQmlApplicationEngine = make_engine()
        self.translation = Translation(app, self.engine, WORDS)
        if size is not None:
            self.engine.setInitialProperties({"width": size.width(), "height": size.height()})
        self.engine.load(QUrl.fromLocalFile(str(_HERE / "qml" / "Main.qml")))
        if not self.engine.rootObjects():
            raise RuntimeError("the kiosk's window does not load; see the messages above")
        self.window: QQuickWindow = self.engine.rootObjects()[0]

    def open(self, view: KioskView) -> None:
        """Show the pages of that view model, which must outlive the window."""
        # What paints itself on the pages: registered by import before they are compiled, and late:
        # the page that says the kiosk starts need not wait for it.
        from ui.qt import coverart, qrcodes  # noqa: F401

        self._view = view
        self._spoken = (view.language, EASY in view.modes.on)
        self.translation.use(*self._spoken)
        view.languageChanged.connect(self._follow_language)
        view.modes.changed.connect(self._follow_language)
        view.listening.watch(self.window)
        self.window.setProperty("kiosk", view)

    def _follow_language(self) -> None:
        if self._view is None:
            return
        wanted = (self._view.language, EASY in self._view.modes.on)
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
        if self._view is not None:
            self._view.languageChanged.disconnect(self._follow_language)
            self._view.modes.changed.disconnect(self._follow_language)
            self._view.listening.watch(None)
        self.translation.remove()
        self.window.close()
        # At once: pages that outlive the view model would read from nothing.
        delete(self.engine)
