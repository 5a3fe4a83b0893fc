"""A language nobody speaks, to find words that have no room and words that nobody translates."""

from __future__ import annotations

from types import TracebackType

from PySide6.QtCore import QTranslator

from ui.kiosk.view import WORDS
from ui.kiosk.window import KioskWindow

_ACCENTS = str.maketrans("aeiounycsAEIOUNYCS", "áéíóúñýçšÁÉÍÓÚÑÝÇŠ")
_KEPT = ("fr", "1er", "%1 h %2")
"""No words: what a language is called by Qt, and how it writes numbers."""
LONGER = 0.4


def pseudo(text: str) -> str:
    """`[Présentez votre carte. ~~]`: longer by two fifths, accented, in brackets."""
    spelled, rest = "", text
    while rest:
        # Places for values and marks of style stay as they are.
        for mark in ("%1", "%2", "%n", "<b>", "</b>", "<br>"):
            if rest.startswith(mark):
                spelled, rest = spelled + mark, rest[len(mark) :]
                break
        else:
            spelled, rest = spelled + rest[0].translate(_ACCENTS), rest[1:]
    extra = round(len(text) * LONGER) - 2
    words = " ".join("~" * min(7, extra - at) for at in range(0, max(0, extra), 8))
    return f"[{spelled}{' ' if words and ' ' in text else ''}{words}]"


class PseudoTranslator(QTranslator):
    """Says everything French says, longer."""

    def __init__(self) -> None:
        super().__init__()
        self._plurals = QTranslator()
        assert self._plurals.load(str(WORDS / "fr.qm"))

    def isEmpty(self) -> bool:  # noqa: N802  its name in Qt
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        if source in _KEPT or "MMMM" in source or context == "SimulatorBadge":
            return None  # as it stands
        said = self._plurals.translate(context, source, disambiguation, n) or source
        return pseudo(said)


class Pseudo:
    """While it lasts, a window speaks it."""

    def __init__(self, shell: KioskWindow) -> None:
        self._shell = shell

    def __enter__(self) -> None:
        self._shell.translation.install("fr", [PseudoTranslator()])

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._shell.translation.use("fr")
