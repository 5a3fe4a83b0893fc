"""Sets a Qt program up so that it looks the same on every machine: bundled fonts, the flat style.

Called by the mains and by the tests. It builds no window; that is the programs' own.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

# Without this import a loaded window is a bare QWindow that cannot be grabbed.
import PySide6.QtQuick  # noqa: F401
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuickControls2 import QQuickStyle

from ui.qt.icons import IconProvider

TEXT_FAMILY = "Atkinson Hyperlegible Next"
TITLE_FAMILY = "Young Serif"
ARABIC_FAMILY = "IBM Plex Sans Arabic"

_HERE = Path(__file__).parent
FONTS = _HERE / "fonts"
"""The letters of screen and paper."""


def make_application(arguments: Sequence[str]) -> QGuiApplication:
    """The one application object, prepared. Falls back to no screen at all where none can be
    reached, so that a kiosk's program also runs on a server."""
    if not (os.environ.get("QT_QPA_PLATFORM") or _has_screen()):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Flat shapes need no GPU: the software renderer is the cheaper one where there is none, draws
    # the same everywhere, and paints on the main thread, where Python is.
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    app = QGuiApplication([*arguments])
    prepare(app)
    return app


def prepare(app: QGuiApplication) -> None:
    """Fonts and style of an application that exists already."""
    # Everything is drawn with own flat shapes: the software renderer drops layer effects, and with
    # them the raised buttons of other styles.
    QQuickStyle.setStyle("Basic")
    load_fonts()
    for family in (TEXT_FAMILY, TITLE_FAMILY):
        # Digits and Latin words in Arabic stay in the family of the text.
        QFont.insertSubstitution(family, ARABIC_FAMILY)
    font = QFont(TEXT_FAMILY)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(font)


def load_fonts() -> None:
    """Register the bundled fonts; FileNotFoundError when the installation lacks them."""
    if TEXT_FAMILY in QFontDatabase.families():
        return
    paths = sorted(FONTS.glob("*.ttf"))
    if not paths:
        raise FileNotFoundError(f"no fonts in {FONTS}")
    for path in paths:
        QFontDatabase.addApplicationFont(str(path))


def make_engine() -> QQmlApplicationEngine:
    """A QML engine that finds the shared modules and the icons."""
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(_HERE / "qml"))
    engine.addImageProvider("icons", IconProvider())
    return engine


def _has_screen() -> bool:
    screens = ("DISPLAY", "WAYLAND_DISPLAY")
    return any(os.environ.get(name) for name in screens) or Path("/dev/dri/card0").exists()
