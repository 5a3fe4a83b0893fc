"""The language on screen: one translator installed at a time, the engine told to say all anew."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtQml import QQmlEngine


class Translation:
    """Switches an application and its engine between the catalogues `FOLDER/LANGUAGE.qm`.

    The source language has a catalogue too: it holds the plural forms.
    """

    def __init__(self, app: QCoreApplication, engine: QQmlEngine, folder: Path) -> None:
        self._app = app
        self._engine = engine
        self._folder = folder
        self._installed: QTranslator | None = None

    def use(self, language: str) -> None:
        """Show `language` (ISO 639-1); FileNotFoundError when there is no catalogue for it."""
        translator = QTranslator()
        if not translator.load(str(self._folder / f"{language}.qm")):
            raise FileNotFoundError(f"no catalogue {language}.qm in {self._folder}")
        # The old one stays active until it is removed, even beneath a newer one.
        self.remove()
        self._app.installTranslator(translator)
        self._installed = translator
        QLocale.setDefault(QLocale(language))
        self._engine.setUiLanguage(language)
        self._engine.retranslate()

    def remove(self) -> None:
        """Back to the source texts, for an application that goes on without this window."""
        if self._installed is not None:
            self._app.removeTranslator(self._installed)
            self._installed = None
