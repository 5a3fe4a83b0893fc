"""The language on screen: its catalogue installed, the engine told to say all anew.

The languages there are, and what each calls itself, are read from the folder of the catalogues:
adding one is adding a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtQml import QQmlEngine

SOURCE, SOURCE_NAME = "fr", "Français"
"""What the pages are written in, and the sentence that a catalogue translates by its own name."""
EASY = ".easy"


def languages_in(folder: Path) -> dict[str, str]:
    """Each language (ISO 639-1) with a catalogue in `folder` and its name for itself: the source
    first, then by code, those read from the right last."""
    names = {
        path.stem: _load(path).translate("Words", SOURCE_NAME) or SOURCE_NAME
        for path in sorted(folder.glob("*.qm"))
        if not path.stem.endswith(EASY)
    }
    order = sorted(names, key=lambda code: (code != SOURCE, reads_right_to_left(code), code))
    return {code: names[code] for code in order}


def has_easy_words(folder: Path, language: str) -> bool:
    """Whether the language has short sentences, too."""
    return (folder / f"{language}{EASY}.qm").is_file()


def reads_right_to_left(language: str) -> bool:
    """Whether lines of the language begin at the right."""
    return QLocale(language).textDirection() == Qt.LayoutDirection.RightToLeft


class Translation:
    """Switches an application and its engine between the catalogues `FOLDER/LANGUAGE.qm`.

    The source language has a catalogue too: it holds the plural forms. `LANGUAGE.easy.qm` goes
    before it where short sentences are wanted, and says only what it has shorter.
    """

    def __init__(self, app: QCoreApplication, engine: QQmlEngine, folder: Path) -> None:
        self._app = app
        self._engine = engine
        self._folder = folder
        self._own: Mapping[str, Mapping[str, str]] = {}
        self._installed: list[QTranslator] = []

    def own_words(self, words: Mapping[str, Mapping[str, str]]) -> None:
        """From the next `use` on: for each language, other words for some source sentences."""
        self._own = words

    def use(self, language: str, easy: bool = False) -> None:
        """Show `language` (ISO 639-1), in short sentences where it has some; FileNotFoundError
        when there is no catalogue for it."""
        names = [language]
        if easy and has_easy_words(self._folder, language):
            names.append(language + EASY)
        translators = [_load(self._folder / f"{name}.qm") for name in names]
        if language in self._own:
            translators.append(_OwnWords(self._own[language]))
        self.install(language, translators)

    def install(self, language: str, translators: list[QTranslator]) -> None:
        """Show what these say, the last one asked first."""
        # The old ones stay active until they are removed, even beneath a newer one.
        self.remove()
        for translator in translators:
            self._app.installTranslator(translator)
        self._installed = translators
        QLocale.setDefault(QLocale(language))
        self._engine.setUiLanguage(language)
        self._engine.retranslate()

    def remove(self) -> None:
        """Back to the source texts, for an application that goes on without this window."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []


class _OwnWords(QTranslator):
    """A town's words, by the source sentence."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self._words = words

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        # None: the next translator is asked; an empty sentence would be said.
        return self._words.get(sourceText)


def _load(path: Path) -> QTranslator:
    translator = QTranslator()
    if not translator.load(str(path)):
        raise FileNotFoundError(f"no catalogue {path.name} in {path.parent}")
    return translator
