"""Builds the kiosk's window: engine, translation, view model, QML.

Called by the kiosk's command and by the tests; it starts no station.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from shiboken6 import delete

from ui.kiosk.view import KioskView
from ui.qt.application import make_engine
from ui.qt.translation import Translation

if TYPE_CHECKING:
    from ui.kiosk.demo_control import DemoControl

_HERE = Path(__file__).parent


class KioskWindow:
    """The window with what it needs to live: engine, translation, view model."""

    def __init__(self, app: QCoreApplication, view: KioskView, *, size: QSize | None = None):
        self.view = view
        self.engine: QQmlApplicationEngine = make_engine()
        self._translation = Translation(app, self.engine, _HERE / "i18n")
        self._translation.use(view.language)
        view.languageChanged.connect(self._follow_language)
        properties: dict[str, object] = {"kiosk": view}
        if size is not None:
            properties |= {"width": size.width(), "height": size.height()}
        self.engine.setInitialProperties(properties)
        self.engine.load(QUrl.fromLocalFile(str(_HERE / "qml" / "Main.qml")))
        if not self.engine.rootObjects():
            raise RuntimeError("the kiosk's pages do not load; see the messages above")
        self.window: QQuickWindow = self.engine.rootObjects()[0]

    def _follow_language(self) -> None:
        self._translation.use(self.view.language)

    def show_drawer(self, demo: DemoControl) -> None:
        """Put a demonstration's drawer at the edge; `demo` must outlive the window."""
        self.window.setProperty("demo", demo)

    def close(self) -> None:
        """Take the window down; the application may go on."""
        self.view.languageChanged.disconnect(self._follow_language)
        self._translation.remove()
        self.window.close()
        # At once: pages that outlive the view model would read from nothing.
        delete(self.engine)
