"""What a drawn cover is made of: flat shapes in pixels, from the back to the front. Pure values.

`ui.qt.coverart` paints them, `catalogue.covers.svg` writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]


class Face(StrEnum):
    """The two fonts of a cover."""

    SERIF = "serif"
    """Young Serif, figures of one height."""
    SANS = "sans"
    """Atkinson Hyperlegible Next, semi-bold."""


class Align(StrEnum):
    """Where a line stands in its area, across."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `radius` of its corners; `alpha` 0 to 255."""

    colour: str
    area: Area
    radius: float = 0.0
    alpha: int = 255


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle."""

    colour: str
    centre: Point
    radius: float


@dataclass(frozen=True, slots=True)
class Quarter:
    """The quarter of a filled circle that lies to the right of its centre and below."""

    colour: str
    centre: Point
    radius: float


@dataclass(frozen=True, slots=True)
class Polygon:
    """Filled corners."""

    colour: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Hill:
    """What lies under a curve from `start` to `end` (cubic, with two controls), down to `floor`."""

    colour: str
    start: Point
    controls: tuple[Point, Point]
    end: Point
    floor: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: in the middle of its area by height, or at its top."""

    colour: str
    area: Area
    face: Face
    size_px: int
    text: str
    align: Align = Align.LEFT
    at_top: bool = False


Shape = Box | Disc | Quarter | Polygon | Hill | Line
