"""How the patron in front of the kiosk likes to see it. Hers alone: the next one starts afresh."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

QML_IMPORT_NAME = "Beaupre.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

CONTRAST, LARGE, LOW, EASY = "contrast", "large", "low", "easy"
MODES = (CONTRAST, LARGE, LOW, EASY)


@QmlElement
@QmlUncreatable("made by the kiosk")
class Modes(QObject):
    """What is switched on. contrast: black, white and yellow; large: letters of twice the size;
    low: everything to be touched within reach of a seat; easy: short sentences."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on: frozenset[str] = frozenset()

    contrast = Property(bool, lambda self: CONTRAST in self._on, notify=changed)
    large = Property(bool, lambda self: LARGE in self._on, notify=changed)
    low = Property(bool, lambda self: LOW in self._on, notify=changed)
    easy = Property(bool, lambda self: EASY in self._on, notify=changed)

    @property
    def on(self) -> frozenset[str]:
        """Names of what is switched on."""
        return self._on

    def use(self, names: Iterable[str]) -> None:
        """Exactly these. KeyError for a name that is none of `MODES`."""
        wanted = frozenset(names)
        if not wanted <= set(MODES):
            raise KeyError(*wanted - set(MODES))
        if wanted != self._on:
            self._on = wanted
            self.changed.emit()

    @Slot(str)
    def toggle(self, name: str) -> None:
        self.use(self._on ^ {name})
