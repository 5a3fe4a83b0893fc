"""Lines of a receipt as black dots on white: for letters no printer has, and for scripts that are
joined or read from the right. By Pillow with the shaping of HarfBuzz (raqm)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from kiosk.receipts.layout import Line, Slip

CELL: Final = 12
"""Dots of a cell of font A, at 8 dots to the millimetre; a line is 24 high, and as much again."""
HEIGHT: Final = 34
SIZE: Final = 24
LATIN: Final = ("AtkinsonHyperlegibleMono-Regular.ttf", "AtkinsonHyperlegibleMono-Bold.ttf")
ARABIC: Final = ("IBMPlexSansArabic-Regular.ttf", "IBMPlexSansArabic-Bold.ttf")


class Letters:
    """Draws with the fonts of a folder; `more`: a font for scripts those do not have."""

    def __init__(self, folder: Path, more: Path | None = None) -> None:
        self._folder = folder
        self._more = more

    def picture(self, line: Line, slip: Slip) -> Image.Image:
        """The line over the whole width of the paper, one bit a dot."""
        scale = 2 if line.big else 1
        width, height = slip.columns * CELL, HEIGHT * scale
        image = Image.new("1", (width, height), 255)
        if not line.text.strip():
            return image
        font = _font(self._file(line, slip), SIZE * scale)
        inset = (len(line.text) - len(line.text.lstrip())) * CELL
        way = "rtl" if slip.right_to_left else "ltr"
        pen = ImageDraw.Draw(image)
        pen.fontmode = "1"
        text = line.text.strip()
        long = pen.textlength(text, font=font, direction=way)
        if line.centred:
            x = (width - long) / 2
        else:
            x = width - inset - long if slip.right_to_left else float(inset)
        pen.text((max(0.0, x), height / 2), text, font=font, fill=0, anchor="lm", direction=way)
        return image

    def _file(self, line: Line, slip: Slip) -> Path:
        arabic = _between(line.text, "\u0600", "\u06ff")
        other = _between(line.text, "\u0370", "\u05ff") or _between(
            line.text, "\u0700", "\U0010ffff"
        )
        if self._more is not None and other and not arabic:
            return self._more
        return self._folder / (ARABIC if arabic or slip.right_to_left else LATIN)[line.bold]


def _between(text: str, first: str, last: str) -> bool:
    return any(first <= char <= last for char in text)


@lru_cache(maxsize=8)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)
