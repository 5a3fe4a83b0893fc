"""Paints the drawn covers: `CoverArt { title; author; kind }` in QML, module `Beaupre.Art`.

Flat rectangles, circles and paths, so that every renderer draws the same. Decoration: the text
beside a cover speaks, the cover itself is silent. What is drawn is decided in `ui.qt.covers`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPolygonF
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.qt.covers import Cover, Palette, design_cover, initial, title_share

QML_IMPORT_NAME = "Beaupre.Art"
QML_IMPORT_MAJOR_VERSION = 1

SMALL_BELOW_PX = 124
"""Narrower covers show the shape and one letter."""

_STRIP = 0.03
_AUTHOR = 0.068
_CENTRED = ("cadre", "ereader")
_BODY, _SCREEN = QColor("#2B3440"), QColor("#EDE8DF")

# Where the words stand: (x share of the width, y share of the height).
_TITLE_AT = {
    "bande": (0.09, 0.37), "lune": (0.1, 0.42), "arches": (0.09, 0.45), "collines": (0.09, 0.2),
    "cadre": (0.16, 0.14), "dos": (0.2, 0.12), "biais": (0.09, 0.48), "damier": (0.09, 0.34),
    "lettrine": (0.09, 0.58), "chevron": (0.09, 0.55), "disc": (0.09, 0.62),
    "panels": (0.09, 0.54), "magazine": (0.09, 0.68), "game": (0.09, 0.32),
    "ereader": (0.16, 0.14), "bars": (0.09, 0.56),
}  # fmt: skip


@QmlElement
class CoverArt(QQuickPaintedItem):
    """The cover of one work, filling the item; `ratio` says how high it wants to be."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._title = self._author = ""
        self._kind = "book"
        self.setAntialiasing(True)

    def _get_title(self) -> str:
        return self._title

    def _set_title(self, title: str) -> None:
        self._title = title
        self._renew()

    def _get_author(self) -> str:
        return self._author

    def _set_author(self, author: str) -> None:
        self._author = author
        self._renew()

    def _get_kind(self) -> str:
        return self._kind

    def _set_kind(self, kind: str) -> None:
        self._kind = kind or "book"
        self._renew()

    def _get_ratio(self) -> float:
        return design_cover(self._title, self._author, self._kind).ratio

    title = Property(str, _get_title, _set_title, notify=changed)
    author = Property(str, _get_author, _set_author, notify=changed)
    kind = Property(str, _get_kind, _set_kind, notify=changed)
    ratio = Property(float, _get_ratio, notify=changed)

    def _renew(self) -> None:
        self.changed.emit()
        self.update()

    def paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cover(painter, self.boundingRect(), self._title, self._author, self._kind)


def paint_cover(
    painter: QPainter, rect: QRectF, title: str, author: str, kind: str = "book"
) -> None:
    """Draw one cover into `rect`."""
    cover = design_cover(title, author, kind)
    canvas = _Canvas(painter, rect, cover)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setClipRect(rect)
    painter.translate(rect.topLeft())
    if kind != "ereader":
        # The one cover with round corners: it paints all of itself.
        canvas.ground()
    _DRAWINGS[cover.composition](canvas, title)
    if canvas.w < SMALL_BELOW_PX:
        canvas.letter(initial(title))
    else:
        canvas.words(title, author)
    if kind in ("book", "comic", "magazine", ""):
        strip = QColor(0, 0, 0, 46)
        painter.fillRect(QRectF(0, 0, max(2.0, canvas.w * _STRIP), canvas.h), strip)
    painter.restore()


class _Canvas:
    """Draws in shares of the width (x, r) and height (y)."""

    def __init__(self, painter: QPainter, rect: QRectF, cover: Cover) -> None:
        self.painter = painter
        self.w, self.h = rect.width(), rect.height()
        self.cover = cover
        self.palette: Palette = cover.palette
        self.ink = QColor(cover.palette.ink)

    def ground(self) -> None:
        self.box(self.palette.ground, 0, 0, 1, 1)

    def box(self, colour: str | QColor, x: float, y: float, w: float, h: float) -> None:
        area = QRectF(x * self.w, y * self.h, w * self.w, h * self.h)
        self.painter.fillRect(area, QColor(colour))

    def round_box(
        self, colour: str | QColor, x: float, y: float, w: float, h: float, r: float
    ) -> None:
        self.painter.setBrush(QColor(colour))
        area = QRectF(x * self.w, y * self.h, w * self.w, h * self.h)
        self.painter.drawRoundedRect(area, r * self.w, r * self.w)

    def disc(self, colour: str, x: float, y: float, r: float) -> None:
        self.painter.setBrush(QColor(colour))
        self.painter.drawEllipse(QPointF(x * self.w, y * self.h), r * self.w, r * self.w)

    def polygon(self, colour: str, *points: tuple[float, float]) -> None:
        self.painter.setBrush(QColor(colour))
        corners = [QPointF(x * self.w, y * self.h) for x, y in points]
        self.painter.drawPolygon(QPolygonF(corners))

    def wave(self, colour: str, left: float, middle: float, right: float) -> None:
        path = QPainterPath(QPointF(0, left * self.h))
        path.cubicTo(
            QPointF(0.3 * self.w, (left - 0.08) * self.h),
            QPointF(0.55 * self.w, (middle + 0.08) * self.h),
            QPointF(self.w, right * self.h),
        )
        path.lineTo(self.w, self.h)
        path.lineTo(0, self.h)
        self.painter.setBrush(QColor(colour))
        self.painter.drawPath(path)

    def letter(self, char: str) -> None:
        """The initial of a small cover, standing where the composition leaves room."""
        form = self.cover.composition
        if form == "lettrine":
            self.box(self.palette.accent, 0, 0.91, 1, 0.03)
            self._text(
                QRectF(0, 0, self.w, self.h * 0.95), _serif(self.w * 0.95), char, centre=True
            )
            return
        font = _serif(self.w * (0.46 if form != "ereader" else 0.4))
        height = QFontMetricsF(font).height()
        top = {"collines": 0.3, "ereader": 0.2}.get(form)
        y = self.h * 0.97 - height if top is None else self.h * top
        if form == "bars":
            font, height = _serif(self.w * 0.4), self.h * 0.5
            y = self.h * 0.48
        left = {"dos": 0.24, "cadre": 0.0, "ereader": 0.0}.get(form, 0.13)
        area = QRectF(self.w * left, y, self.w * (1 - left), height)
        self._text(area, font, char, centre=left == 0.0)

    def words(self, title: str, author: str) -> None:
        """Title and author of a big cover."""
        form = self.cover.composition
        x, y = _TITLE_AT[form]
        room = self.w * (0.93 - x if form not in _CENTRED else 1 - 2 * x)
        font = _fitting(title, self.w * title_share(title), room)
        metrics = QFontMetricsF(font)
        step = font.pixelSize() * 1.14
        centre = form == "cadre"
        for index, line in enumerate(_wrapped(title, metrics, room)):
            area = QRectF(self.w * x, self.h * y + index * step, room, metrics.height())
            self._text(area, font, line, centre=centre)
        if form != "ereader":
            self._author(author, x, room, centre=centre)

    def _author(self, author: str, x: float, room: float, *, centre: bool) -> None:
        """One line at the foot: a little smaller before it is cut."""
        small = _sans(self.w * _AUTHOR)
        wide = QFontMetricsF(small).horizontalAdvance(author)
        if wide > room:
            small = _sans(self.w * _AUTHOR * max(0.8, room / wide))
        line = QFontMetricsF(small).elidedText(author, Qt.TextElideMode.ElideRight, room)
        lift = {"collines": 0.21, "cadre": 0.085, "chevron": 0.09}.get(self.cover.composition, 0.05)
        height = QFontMetricsF(small).height()
        top = self.h * (1 - lift) - height
        self._text(QRectF(self.w * x, top, room, height), small, line, centre=centre)

    def _text(self, area: QRectF, font: QFont, text: str, *, centre: bool = False) -> None:
        self.painter.setFont(font)
        self.painter.setPen(_SCREEN_INK if self.cover.composition == "ereader" else self.ink)
        side = Qt.AlignmentFlag.AlignHCenter if centre else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        self.painter.drawText(area, flags, text)
        self.painter.setPen(Qt.PenStyle.NoPen)


_SCREEN_INK = QColor("#22303A")


def _sans(size_px: float) -> QFont:
    font = QFont("Atkinson Hyperlegible Next")
    font.setPixelSize(max(1, round(size_px)))
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _serif(size_px: float) -> QFont:
    font = QFont("Young Serif")
    font.setPixelSize(max(1, round(size_px)))
    font.setFeature(QFont.Tag("lnum"), 1)
    return font


def _fitting(title: str, size_px: float, room: float) -> QFont:
    """The wanted size, or less where the longest word would not fit."""
    font = _serif(size_px)
    longest = max(
        (QFontMetricsF(font).horizontalAdvance(word) for word in title.split(" ")), default=0
    )
    return _serif(size_px * room / longest) if longest > room else font


def _wrapped(title: str, metrics: QFontMetricsF, room: float) -> list[str]:
    lines: list[str] = []
    for word in title.split(" "):
        if lines and metrics.horizontalAdvance(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _bande(c: _Canvas, _title: str) -> None:
    c.box(c.palette.accent, 0, 0, 1, 0.26)
    c.box(c.palette.shade, 0, 0.26, 1, 0.02)


def _lune(c: _Canvas, _title: str) -> None:
    c.disc(c.palette.accent, (0.5, 0.42, 0.54, 0.6)[c.cover.variant], 0.13, 0.42)


def _arches(c: _Canvas, _title: str) -> None:
    p = c.palette
    rings = ((p.shade, 0.58), (p.accent, 0.43), (p.shade, 0.28), (p.ground, 0.14))
    for colour, radius in rings:
        c.disc(colour, 0.96, 0.02, radius)


def _collines(c: _Canvas, _title: str) -> None:
    c.disc(c.palette.accent, (0.22, 0.78, 0.3, 0.7)[c.cover.variant], 0.13, 0.095)
    c.wave(c.palette.shade, 0.83, 0.8, 0.8)
    c.wave(c.palette.accent, 0.93, 0.9, 0.93)


def _cadre(c: _Canvas, _title: str) -> None:
    inset, step = 0.06, 0.035
    for index, width in enumerate((0.022, 0.01)):
        edge = inset + index * step
        x, y = edge, edge * c.w / c.h
        c.box(c.palette.accent, x, y, 1 - 2 * x, 1 - 2 * y)
        thick_y = width * c.w / c.h
        inner = (x + width, y + thick_y, 1 - 2 * (x + width), 1 - 2 * (y + thick_y))
        c.box(c.palette.ground, *inner)


def _dos(c: _Canvas, _title: str) -> None:
    c.box(c.palette.accent, 0, 0, 0.12, 1)


def _biais(c: _Canvas, _title: str) -> None:
    low, high = 0.38, 0.1
    left, right = (high, low) if c.cover.variant % 2 == 0 else (low, high)
    c.polygon(c.palette.shade, (0, 0), (1, 0), (1, right + 0.03), (0, left + 0.03))
    c.polygon(c.palette.accent, (0, 0), (1, 0), (1, right), (0, left))


def _damier(c: _Canvas, _title: str) -> None:
    cell_x = 0.2
    cell_y = cell_x * c.w / c.h
    c.disc(c.palette.shade, 0, 0, cell_x)
    for x, y in ((2, 0), (4, 0), (1, 1)):
        c.box(c.palette.accent, x * cell_x, y * cell_y, cell_x, cell_y)
    c.painter.save()
    corner = QRectF(3 * cell_x * c.w, cell_y * c.h, cell_x * c.w, cell_y * c.h)
    c.painter.setClipRect(corner, Qt.ClipOperation.IntersectClip)
    c.disc(c.palette.accent, 3 * cell_x, cell_y, cell_x)
    c.painter.restore()


def _lettrine(c: _Canvas, title: str) -> None:
    if c.w < SMALL_BELOW_PX:
        return
    c.painter.setFont(_serif(c.w * 0.95))
    c.painter.setPen(QColor(c.palette.shade))
    area = QRectF(c.w * 0.2, -c.h * 0.06, c.w * 0.8, c.h * 0.62)
    flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextDontClip
    c.painter.drawText(area, flags, initial(title))
    c.painter.setPen(Qt.PenStyle.NoPen)


def _chevron(c: _Canvas, _title: str) -> None:
    c.polygon(c.palette.accent, (0, 0), (1, 0), (1, 0.38), (0.5, 0.52), (0, 0.38))
    c.box(c.palette.shade, 0, 0.93, 1, 0.07)


def _disc(c: _Canvas, _title: str) -> None:
    p = c.palette
    for colour, radius in ((p.accent, 0.37), (p.shade, 0.22), (p.accent, 0.205), (p.ground, 0.075)):
        c.disc(colour, 0.8, 0.36, radius)


def _panels(c: _Canvas, _title: str) -> None:
    p = c.palette
    c.box(p.accent, 0.05, 0.04, 0.4, 0.22)
    c.box(p.shade, 0.49, 0.04, 0.46, 0.22)
    c.box(p.accent, 0.05, 0.29, 0.9, 0.2)
    c.disc(p.ground, 0.75, 0.39, 0.1)


def _magazine(c: _Canvas, _title: str) -> None:
    c.box(c.palette.accent, 0, 0.25, 1, 0.4)
    c.disc(c.palette.shade, 0.7, 0.45, 0.2)


def _game(c: _Canvas, _title: str) -> None:
    for index in range(4):
        x = 0.07 + index * 0.225
        if index % 2 == 0:
            c.round_box(c.palette.shade, x, 0.07, 0.185, 0.185, 0.03)
        else:
            c.disc(c.palette.accent, x + 0.0925, 0.1625, 0.0925)


def _ereader(c: _Canvas, _title: str) -> None:
    c.round_box(_BODY, 0, 0, 1, 1, 0.1)
    c.box(_SCREEN, 0.09, 0.07, 0.82, 0.76)
    for line in range(5 if c.w >= SMALL_BELOW_PX else 0):
        c.box("#B7B3AB", 0.16, 0.5 + line * 0.055, 0.5 if line == 4 else 0.66, 0.013)
    c.disc("#8A94A0", 0.5, 0.915, 0.04)


def _bars(c: _Canvas, _title: str) -> None:
    heights = (0.12, 0.3, 0.2, 0.42, 0.16, 0.36, 0.26, 0.1)
    for index, height in enumerate(heights):
        colour = c.palette.accent if index % 3 else c.palette.shade
        c.round_box(colour, 0.08 + index * 0.11, 0.46 - height, 0.055, height, 0.027)


_DRAWINGS: dict[str, Callable[[_Canvas, str], None]] = {
    "bande": _bande, "lune": _lune, "arches": _arches, "collines": _collines, "cadre": _cadre,
    "dos": _dos, "biais": _biais, "damier": _damier, "lettrine": _lettrine, "chevron": _chevron,
    "disc": _disc, "panels": _panels, "magazine": _magazine, "game": _game, "ereader": _ereader,
    "bars": _bars,
}  # fmt: skip
