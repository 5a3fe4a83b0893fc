"""Writes the shapes of a cover as SVG 1.1, a kilobyte or so. Pure.

Text stays text, in the fonts of the page that shows it; `textLength` keeps a line as wide as it was
measured where the fonts are others.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from catalogue.covers.drawing import draw_cover
from catalogue.covers.measuring import TableMeasure
from catalogue.covers.shapes import (
    Align,
    Area,
    Box,
    Disc,
    Face,
    Hill,
    Line,
    Polygon,
    Quarter,
    Shape,
)

_FAMILY = {
    Face.SERIF: "'Young Serif',Georgia,'Noto Serif',serif",
    Face.SANS: "'Atkinson Hyperlegible Next','Noto Sans',sans-serif",
}
_WEIGHT = {Face.SERIF: "", Face.SANS: ' font-weight="600"'}
_MEASURE = TableMeasure()


def cover_svg(title: str, author: str, kind: str, width: int, height: int) -> str:
    """The drawn cover of a title, a document of its own; decoration, so without a name."""
    return svg_of(draw_cover(title, author, kind, width, height, _MEASURE), width, height)


def svg_of(shapes: Iterable[Shape], width: int, height: int) -> str:
    """A document of these shapes."""
    body = "".join(map(_written, shapes))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" aria-hidden="true">{body}</svg>'
    )


def _written(shape: Shape) -> str:
    if isinstance(shape, Box):
        return _box(shape)
    if isinstance(shape, Disc):
        return _disc(shape)
    if isinstance(shape, Quarter):
        return _quarter(shape)
    if isinstance(shape, Polygon):
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in shape.points)
        return f'<polygon fill="{shape.colour}" points="{points}"/>'
    if isinstance(shape, Hill):
        return _hill(shape)
    return _line(shape)


def _box(box: Box) -> str:
    radius = f' rx="{_n(box.radius)}"' if box.radius else ""
    alpha = f' fill-opacity="{_n(box.alpha / 255)}"' if box.alpha < 255 else ""
    return f'<rect fill="{box.colour}"{alpha}{radius} {_of(box.area)}/>'


def _disc(disc: Disc) -> str:
    x, y = disc.centre
    return f'<circle fill="{disc.colour}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(disc.radius)}"/>'


def _quarter(quarter: Quarter) -> str:
    x, y = quarter.centre
    r = quarter.radius
    arc = f"M{_n(x)},{_n(y)}L{_n(x + r)},{_n(y)}A{_n(r)},{_n(r)} 0 0 1 {_n(x)},{_n(y + r)}Z"
    return f'<path fill="{quarter.colour}" d="{arc}"/>'


def _hill(hill: Hill) -> str:
    x, y = hill.start
    curve = " ".join(f"{_n(cx)},{_n(cy)}" for cx, cy in (*hill.controls, hill.end))
    floor = _n(hill.floor)
    path = f"M{_n(x)},{_n(y)}C{curve}L{_n(hill.end[0])},{floor}L{_n(x)},{floor}Z"
    return f'<path fill="{hill.colour}" d="{path}"/>'


def _line(line: Line) -> str:
    if not line.text:
        return ""
    wide = _MEASURE.advance(line.face, line.size_px, line.text)
    across = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[line.align]
    x = line.area.x + (line.area.w - wide) * across
    over = line.area.h - _MEASURE.height(line.face, line.size_px)
    y = line.area.y + (0 if line.at_top else over / 2)
    y += _MEASURE.ascent(line.face, line.size_px)
    return (
        f'<text fill="{line.colour}" x="{_n(x)}" y="{_n(y)}" font-size="{line.size_px}"'
        f' textLength="{_n(wide)}" lengthAdjust="spacingAndGlyphs"'
        f' font-family="{_FAMILY[line.face]}"{_WEIGHT[line.face]}>{_text(line.text)}</text>'
    )


def _text(text: str) -> str:
    """What XML allows, escaped."""
    return escape("".join(char if char.isprintable() else " " for char in text), quote=False)


def _of(area: Area) -> str:
    return f'x="{_n(area.x)}" y="{_n(area.y)}" width="{_n(area.w)}" height="{_n(area.h)}"'


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
