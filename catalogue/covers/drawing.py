"""Draws a cover as a list of shapes: palette, composition and words. Pure.

Everything stands in shares of the width (x, r) and height (y); narrow covers show the form and one
letter. Decoration: the text beside a cover speaks, the cover itself is silent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from catalogue.covers.design import Cover, design_cover, initial, title_share
from catalogue.covers.shapes import (
    Align,
    Area,
    Box,
    Disc,
    Face,
    Hill,
    Line,
    Point,
    Polygon,
    Quarter,
    Shape,
)

SMALL_BELOW_PX = 124
"""Narrower covers show the shape and one letter."""

_STRIP = 0.03
_STRIP_ALPHA = 46
_AUTHOR = 0.068
_BOUND = ("book", "comic", "magazine", "")
_CENTRED = ("cadre", "ereader")
_BODY, _SCREEN, _SCREEN_INK = "#2B3440", "#EDE8DF", "#22303A"

# Where the words stand: (x share of the width, y share of the height).
_TITLE_AT = {
    "bande": (0.09, 0.37), "lune": (0.1, 0.42), "arches": (0.09, 0.45), "collines": (0.09, 0.2),
    "cadre": (0.16, 0.14), "dos": (0.2, 0.12), "biais": (0.09, 0.48), "damier": (0.09, 0.34),
    "lettrine": (0.09, 0.58), "chevron": (0.09, 0.55), "disc": (0.09, 0.62),
    "panels": (0.09, 0.54), "magazine": (0.09, 0.68), "game": (0.09, 0.32),
    "ereader": (0.16, 0.14), "bars": (0.09, 0.56),
}  # fmt: skip


class Measure(Protocol):
    """What is known of the fonts where the cover is drawn. Pixels."""

    def advance(self, face: Face, size_px: int, text: str) -> float:
        """Width of a line."""
        ...

    def height(self, face: Face, size_px: int) -> float:
        """Of a line."""
        ...


def draw_cover(
    title: str, author: str, kind: str, width: float, height: float, measure: Measure
) -> list[Shape]:
    """The shapes of one cover, the hindmost first."""
    cover = design_cover(title, author, kind)
    canvas = _Canvas(width, height, cover, measure)
    if kind != "ereader":
        # The one cover with round corners: it paints all of itself.
        canvas.box(cover.palette.ground, 0, 0, 1, 1)
    _DRAWINGS[cover.composition](canvas, title)
    if canvas.is_small:
        canvas.letter(initial(title))
    else:
        canvas.words(title, author)
    if kind in _BOUND:
        strip = Area(0, 0, max(2.0, width * _STRIP), height)
        canvas.shapes.append(Box("#000000", strip, alpha=_STRIP_ALPHA))
    return canvas.shapes


def _pixels(size: float) -> int:
    return max(1, round(size))


class _Canvas:
    """Turns shares into pixels."""

    def __init__(self, w: float, h: float, cover: Cover, measure: Measure) -> None:
        self.w, self.h = w, h
        self.cover = cover
        self.palette = cover.palette
        self.shapes: list[Shape] = []
        self._measure = measure
        self._ink = _SCREEN_INK if cover.composition == "ereader" else cover.palette.ink

    @property
    def is_small(self) -> bool:
        """Too narrow for words?"""
        return self.w < SMALL_BELOW_PX

    def area(self, x: float, y: float, w: float, h: float) -> Area:
        return Area(x * self.w, y * self.h, w * self.w, h * self.h)

    def at(self, x: float, y: float) -> Point:
        return (x * self.w, y * self.h)

    def box(self, colour: str, x: float, y: float, w: float, h: float, r: float = 0.0) -> None:
        self.shapes.append(Box(colour, self.area(x, y, w, h), r * self.w))

    def disc(self, colour: str, x: float, y: float, r: float) -> None:
        self.shapes.append(Disc(colour, self.at(x, y), r * self.w))

    def polygon(self, colour: str, *points: Point) -> None:
        self.shapes.append(Polygon(colour, tuple(self.at(*point) for point in points)))

    def hill(self, colour: str, left: float, middle: float, right: float) -> None:
        controls = (self.at(0.3, left - 0.08), self.at(0.55, middle + 0.08))
        self.shapes.append(Hill(colour, self.at(0, left), controls, self.at(1, right), self.h))

    def letter(self, char: str) -> None:
        """The initial of a small cover, standing where the composition leaves room."""
        form = self.cover.composition
        if form == "lettrine":
            self.box(self.palette.accent, 0, 0.91, 1, 0.03)
            self._line(self.area(0, 0, 1, 0.95), Face.SERIF, self.w * 0.95, char, Align.CENTRE)
            return
        size = self.w * (0.46 if form != "ereader" else 0.4)
        height = self._measure.height(Face.SERIF, _pixels(size))
        top = {"collines": 0.3, "ereader": 0.2}.get(form)
        y = self.h * 0.97 - height if top is None else self.h * top
        if form == "bars":
            size, height, y = self.w * 0.4, self.h * 0.5, self.h * 0.48
        left = {"dos": 0.24, "cadre": 0.0, "ereader": 0.0}.get(form, 0.13)
        area = Area(self.w * left, y, self.w * (1 - left), height)
        self._line(area, Face.SERIF, size, char, Align.LEFT if left else Align.CENTRE)

    def words(self, title: str, author: str) -> None:
        """Title and author of a big cover."""
        form = self.cover.composition
        x, y = _TITLE_AT[form]
        room = self.w * (0.93 - x if form not in _CENTRED else 1 - 2 * x)
        size = self._fitting(title, self.w * title_share(title), room)
        height = self._measure.height(Face.SERIF, size)
        align = Align.CENTRE if form == "cadre" else Align.LEFT
        for index, line in enumerate(self._wrapped(title, size, room)):
            area = Area(self.w * x, self.h * y + index * size * 1.14, room, height)
            self._line(area, Face.SERIF, size, line, align)
        if form != "ereader":
            self._author(author, x, room, align)

    def big_initial(self, char: str) -> None:
        """The letter behind the words of a lettrine."""
        area = self.area(0.2, -0.06, 0.8, 0.62)
        size = _pixels(self.w * 0.95)
        self.shapes.append(
            Line(self.palette.shade, area, Face.SERIF, size, char, Align.RIGHT, at_top=True)
        )

    def _author(self, author: str, x: float, room: float, align: Align) -> None:
        """One line at the foot: a little smaller before it is cut."""
        size = _pixels(self.w * _AUTHOR)
        wide = self._measure.advance(Face.SANS, size, author)
        if wide > room:
            size = _pixels(self.w * _AUTHOR * max(0.8, room / wide))
        lift = {"collines": 0.21, "cadre": 0.085, "chevron": 0.09}.get(self.cover.composition, 0.05)
        height = self._measure.height(Face.SANS, size)
        area = Area(self.w * x, self.h * (1 - lift) - height, room, height)
        self._line(area, Face.SANS, size, self._cut(author, size, room), align)

    def _line(self, area: Area, face: Face, size: float, text: str, align: Align) -> None:
        self.shapes.append(Line(self._ink, area, face, _pixels(size), text, align))

    def _fitting(self, title: str, size: float, room: float) -> int:
        """The wanted size, or less where the longest word would not fit."""
        widths = (self._measure.advance(Face.SERIF, _pixels(size), w) for w in title.split(" "))
        longest = max(widths, default=0)
        return _pixels(size * room / longest if longest > room else size)

    def _wrapped(self, title: str, size: int, room: float) -> list[str]:
        lines: list[str] = []
        for word in title.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._measure.advance(Face.SERIF, size, longer) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _cut(self, text: str, size: int, room: float) -> str:
        """As much as fits, with an ellipsis where something is missing."""
        if self._measure.advance(Face.SANS, size, text) <= room:
            return text
        kept = len(text)
        while kept and self._measure.advance(Face.SANS, size, text[:kept] + "…") > room:
            kept -= 1
        return text[:kept] + "…"


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
    c.hill(c.palette.shade, 0.83, 0.8, 0.8)
    c.hill(c.palette.accent, 0.93, 0.9, 0.93)


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
    c.shapes.append(Quarter(c.palette.accent, c.at(3 * cell_x, cell_y), cell_x * c.w))


def _lettrine(c: _Canvas, title: str) -> None:
    if not c.is_small:
        c.big_initial(initial(title))


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
            c.box(c.palette.shade, x, 0.07, 0.185, 0.185, 0.03)
        else:
            c.disc(c.palette.accent, x + 0.0925, 0.1625, 0.0925)


def _ereader(c: _Canvas, _title: str) -> None:
    c.box(_BODY, 0, 0, 1, 1, 0.1)
    c.box(_SCREEN, 0.09, 0.07, 0.82, 0.76)
    for line in range(0 if c.is_small else 5):
        c.box("#B7B3AB", 0.16, 0.5 + line * 0.055, 0.5 if line == 4 else 0.66, 0.013)
    c.disc("#8A94A0", 0.5, 0.915, 0.04)


def _bars(c: _Canvas, _title: str) -> None:
    heights = (0.12, 0.3, 0.2, 0.42, 0.16, 0.36, 0.26, 0.1)
    for index, height in enumerate(heights):
        colour = c.palette.accent if index % 3 else c.palette.shade
        c.box(colour, 0.08 + index * 0.11, 0.46 - height, 0.055, height, 0.027)


_DRAWINGS: Final[dict[str, Callable[[_Canvas, str], None]]] = {
    "bande": _bande, "lune": _lune, "arches": _arches, "collines": _collines, "cadre": _cadre,
    "dos": _dos, "biais": _biais, "damier": _damier, "lettrine": _lettrine, "chevron": _chevron,
    "disc": _disc, "panels": _panels, "magazine": _magazine, "game": _game, "ereader": _ereader,
    "bars": _bars,
}  # fmt: skip
