"""A sheet of the simulated printer as a picture, dot by dot as thermal paper shows it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from kiosk.sim.escpos_twin import Printed, Raster, Sheet

CELL, LINE, BASE = 12, 30, 24
MARGIN: Final = 24
PAPER, INK = 247, 20
REGULAR, BOLD = "AtkinsonHyperlegibleMono-Regular.ttf", "AtkinsonHyperlegibleMono-Bold.ttf"


def draw(sheet: Sheet, columns: int, fonts: Path) -> Image.Image:
    """Grey, 203 dots an inch, as wide as the paper."""
    width = columns * CELL
    heights = [_height(part) for part in sheet.parts]
    page = Image.new("L", (width + 2 * MARGIN, sum(heights) + 2 * MARGIN), PAPER)
    y = MARGIN
    for part, height in zip(sheet.parts, heights, strict=True):
        if isinstance(part, Raster):
            _paste(page, part, y)
        else:
            _write(page, part, y + height, width, fonts)
        y += height
    _tear(page, sheet.cut)
    return page


def _height(part: Printed | Raster) -> int:
    if isinstance(part, Raster):
        return len(part.rows)
    return LINE * max((run.high for run in part.runs), default=1)


def _paste(page: Image.Image, raster: Raster, y: int) -> None:
    dots = Image.frombytes("1", (raster.width, len(raster.rows)), b"".join(raster.rows))
    page.paste(INK, (MARGIN, y), dots)


def _write(page: Image.Image, line: Printed, foot: int, width: int, fonts: Path) -> None:
    """Each letter in its cell, on one ground line."""
    long = sum(len(run.text) * CELL * run.wide for run in line.runs)
    x = MARGIN + {"left": 0, "center": (width - long) // 2, "right": width - long}[line.side]
    for run in line.runs:
        font = _font(fonts / (BOLD if run.bold else REGULAR))
        for letter in run.text:
            glyph = Image.new("1", (CELL, LINE), 0)
            pen = ImageDraw.Draw(glyph)
            pen.fontmode = "1"
            pen.text((CELL // 2, BASE), letter, font=font, fill=1, anchor="ms")
            size = (CELL * run.wide, LINE * run.high)
            page.paste(INK, (x, foot - size[1]), glyph.resize(size, Image.Resampling.NEAREST))
            x += size[0]


def _tear(page: Image.Image, cut: str) -> None:
    """A partial cut leaves a bridge in the middle."""
    pen, foot = ImageDraw.Draw(page), page.height - 1
    pen.line((0, foot, page.width, foot), fill=150, width=2)
    if cut == "partial":
        middle = page.width // 2
        pen.line((middle - 12, foot, middle + 12, foot), fill=PAPER, width=2)


@lru_cache(maxsize=4)
def _font(path: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), 20)
