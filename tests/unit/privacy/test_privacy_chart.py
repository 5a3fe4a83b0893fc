"""Charts: everything is inside, nothing lies over another, the numbers are said."""

from __future__ import annotations

import itertools
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageFont

from ui.cli.catalogue.chart import FONTS, REGULAR, WIDTH, Chart, as_svg, bars, columns, write_png

KINDS = [("Livres & revues", 12345), ("Films d’animation en version originale sous-titrée", 7)]
MONTHS = [(f"2027-{n:02}", n * 1000) for n in range(1, 13)]
NAMES = "{http://www.w3.org/2000/svg}"


def extent(chart: Chart) -> list[tuple[float, float, float]]:
    """Of each line of text: base line, left and right edge."""
    found = []
    for word in chart.words:
        wide = ImageFont.truetype(FONTS / REGULAR, word.size).getlength(word.text) * 1.08
        left = {"start": word.x, "middle": word.x - wide / 2, "end": word.x - wide}[word.anchor]
        found.append((word.y, left, left + wide))
    return found


@pytest.mark.parametrize(
    "chart",
    [
        bars("Prêts", "2027", KINDS),
        columns("Prêts", "2027", MONTHS),
        columns("Prêts", "2027", [(f"{hour} h", hour * 997) for hour in range(24)]),
        bars("Prêts", "2027", []),
        columns("Prêts", "2027", []),
    ],
)
def test_words_are_on_the_paper_and_apart(chart: Chart) -> None:
    spans = sorted(extent(chart))
    assert all(left >= 0 and right <= WIDTH for _, left, right in spans)
    assert all(box.y >= 0 and box.y + box.height <= chart.height for box in chart.boxes)
    for (y, _, right), (below, left, _) in itertools.pairwise(spans):
        assert y != below or right <= left


def test_svg_is_well_formed_and_says_its_numbers() -> None:
    text = as_svg(bars("Prêts <2027>", "de l’année", KINDS))
    root = ET.fromstring(text)  # made here
    assert "Livres & revues 12\N{NO-BREAK SPACE}345" in root.attrib["aria-label"]
    assert "prefers-color-scheme: dark" in text
    assert len(root.findall(f"{NAMES}rect")) == 3


def test_png_is_drawn_in_the_same_place(tmp_path: Path) -> None:
    chart = bars("Prêts", "2027", KINDS)
    write_png(chart, tmp_path / "loans.png")
    with Image.open(tmp_path / "loans.png") as image:
        box = chart.boxes[0]
        inside = (int((box.x + 4) * 2), int((box.y + 4) * 2))
        assert image.convert("RGB").getpixel(inside) == (0x15, 0x3E, 0x75)
