"""Paints QR codes: `QrPainting { text }` in QML, module `Beaupre.Art`.

The modules are the library's; here they become black squares on white, with the quiet zone of four
modules that a reader needs (ISO/IEC 18004, 9.1).
"""

from __future__ import annotations

from PySide6.QtCore import Property, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QML_IMPORT_NAME = "Beaupre.Art"
QML_IMPORT_MAJOR_VERSION = 1
QUIET = 4
"""Modules left white on each side."""


@QmlElement
class QrPainting(QQuickPaintedItem):
    """The code of one text, as large as whole pixels a module allow; nothing for an empty text."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._rows: list[list[bool]] = []

    def _get_text(self) -> str:
        return self._text

    def _set_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._rows = modules(text) if text else []
            self.changed.emit()
            self.update()

    text = Property(str, _get_text, _set_text, notify=changed)

    def paint(self, painter: QPainter) -> None:
        area = self.boundingRect()
        painter.fillRect(area, Qt.GlobalColor.white)
        if not self._rows:
            return
        count = len(self._rows) + 2 * QUIET
        side = max(1.0, min(area.width(), area.height()) // count)
        left = (area.width() - side * count) / 2 + QUIET * side
        top = (area.height() - side * count) / 2 + QUIET * side
        for down, row in enumerate(self._rows):
            for across, dark in enumerate(row):
                if dark:
                    square = QRectF(left + across * side, top + down * side, side, side)
                    painter.fillRect(square, Qt.GlobalColor.black)


def modules(text: str) -> list[list[bool]]:
    """Rows of the code, True for dark; without quiet zone."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return code.get_matrix()
