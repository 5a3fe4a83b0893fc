"""Bundled Phosphor icons in any colour: `image://icons/bold/check/14212B`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

_FOLDER = Path(__file__).parent / "icons"
_DEFAULT_PX = 48


class IconProvider(QQuickImageProvider):
    """Draws `WEIGHT/NAME/RRGGBB` at the size asked for; an unknown name is an empty picture and a
    warning of the engine, which fails a test."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002
        weight, name, colour = id.split("/")
        side = max(requestedSize.width(), requestedSize.height())
        return draw_icon(weight, name, colour, side if side > 0 else _DEFAULT_PX)


def draw_icon(weight: str, name: str, colour: str, side_px: int) -> QImage:
    """One icon, square; a null image when there is no such icon."""
    path = _FOLDER / weight / f"{name}.svg"
    if not path.is_file():
        return QImage()
    drawing = path.read_text(encoding="utf-8").replace("currentColor", f"#{colour}")
    image = QImage(side_px, side_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side_px, side_px))
    painter.end()
    return image
