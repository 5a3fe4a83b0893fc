"""A chart of counts as SVG or PNG: laid out once, drawn by either. Colours and letters are those of
the kiosk; the numbers stand beside the bars, so that no colour and no length has to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Literal

FONTS = Path(__file__).parents[2] / "qt" / "fonts"
REGULAR, BOLD = "AtkinsonHyperlegibleNext-Regular.ttf", "AtkinsonHyperlegibleNext-SemiBold.ttf"
FAMILY = "Atkinson Hyperlegible Next, system-ui, sans-serif"
WIDTH, MARGIN, TITLE = 960, 32, 84
ROW, BAR, LABELS, NUMBERS = 40, 26, 300, 90
COLUMNS_HEIGHT, FOOT = 380, 40
SIZE, TITLE_SIZE = 16, 22
SCALE = 2
"""Dots of the PNG for one of the SVG."""
LIGHT = {
    "page": "#FFFFFF",
    "ink": "#14212B",
    "soft": "#3A4A52",
    "bar": "#153E75",
    "line": "#CDD2CA",
}
DARK = {"page": "#18232B", "ink": "#F0F2EC", "soft": "#BDC8C9", "bar": "#A9CBF5", "line": "#33444F"}
Anchor = Literal["start", "middle", "end"]
LONGEST_LABEL = 34
LETTER = 11
"""A letter's width and a little more."""


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `role` names its colour."""

    x: float
    y: float
    width: float
    height: float
    role: str


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `y` of its base line."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    role: str = "ink"
    size: int = SIZE
    bold: bool = False


@dataclass(slots=True)
class Chart:
    """What is drawn, and what it says to who cannot see it."""

    height: int
    said: str
    boxes: list[Box] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


def number(value: int) -> str:
    """As one writes it in French: spaces that break no line between thousands."""
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


def bars(title: str, subtitle: str, counts: Sequence[tuple[str, int]]) -> Chart:
    """Rows from the top: for things with names."""
    chart = _begun(title, subtitle, counts, TITLE + ROW * len(counts) + MARGIN)
    longest = max((value for _, value in counts), default=0) or 1
    room = WIDTH - 2 * MARGIN - LABELS - NUMBERS
    for n, (label, value) in enumerate(counts):
        y = TITLE + ROW * n
        wide = max(1.0, room * value / longest)
        x = MARGIN + LABELS
        chart.words.append(Words(x - 12, y + 19, _short(label), "end"))
        chart.boxes.append(Box(x, y, wide, BAR, "bar"))
        chart.words.append(Words(x + wide + 10, y + 19, number(value), bold=True))
    return chart


def columns(title: str, subtitle: str, counts: Sequence[tuple[str, int]]) -> Chart:
    """Side by side, in their order: for hours, weekdays and months."""
    chart = _begun(title, subtitle, counts, TITLE + COLUMNS_HEIGHT + FOOT + MARGIN)
    highest = max((value for _, value in counts), default=0) or 1
    step = (WIDTH - 2 * MARGIN) / max(1, len(counts))
    ground = TITLE + COLUMNS_HEIGHT
    widest = max((len(label) for label, _ in counts), default=0) * LETTER
    every = max(1, -int(-widest // step))
    for n, (label, value) in enumerate(counts):
        middle = MARGIN + step * (n + 0.5)
        tall = (COLUMNS_HEIGHT - 30) * value / highest
        wide = min(step * 0.7, 72)
        chart.boxes.append(Box(middle - wide / 2, ground - tall, wide, tall, "bar"))
        if value and len(number(value)) * LETTER <= step:
            chart.words.append(Words(middle, ground - tall - 8, number(value), "middle", bold=True))
        if n % every == 0:
            chart.words.append(Words(middle, ground + 26, label, "middle", "soft"))
    chart.boxes.append(Box(MARGIN, ground, WIDTH - 2 * MARGIN, 2, "line"))
    return chart


def _begun(title: str, subtitle: str, counts: Sequence[tuple[str, int]], height: int) -> Chart:
    said = ", ".join(f"{label} {number(value)}" for label, value in counts)
    chart = Chart(height, f"{title}, {subtitle} : {said}")
    chart.words.append(Words(MARGIN, 40, title, size=TITLE_SIZE, bold=True))
    chart.words.append(Words(MARGIN, 64, subtitle, role="soft"))
    return chart


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"


def as_svg(chart: Chart) -> str:
    """Readable on light and on dark paper, and by a screen reader."""
    style = [f"text {{ font-family: {FAMILY} }}", *_colours(LIGHT)]
    style += ["@media (prefers-color-scheme: dark) {", *_colours(DARK), "}"]
    lines = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {chart.height}"'
            f' width="{WIDTH}" height="{chart.height}" role="img"'
            f' aria-label="{escape(chart.said)}">'
        ),
        "<style>",
        *style,
        "</style>",
        f'<rect class="page" width="{WIDTH}" height="{chart.height}"/>',
    ]
    lines += [
        f'<rect class="{box.role}" x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}"'
        f' height="{box.height:.1f}" rx="{min(3, box.height / 2):g}"/>'
        for box in chart.boxes
    ]
    lines += [
        f'<text class="{word.role}" x="{word.x:.1f}" y="{word.y:.1f}" font-size="{word.size}"'
        f' font-weight="{600 if word.bold else 400}" text-anchor="{word.anchor}">'
        f"{escape(word.text)}</text>"
        for word in chart.words
    ]
    return "\n".join([*lines, "</svg>", ""])


def _colours(colours: dict[str, str]) -> list[str]:
    return [f".{role} {{ fill: {colour} }}" for role, colour in colours.items()]


def write_png(chart: Chart, path: Path) -> None:
    """On light paper, at twice the size. Raises OSError."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (WIDTH * SCALE, chart.height * SCALE), LIGHT["page"])
    draw = ImageDraw.Draw(image)
    for box in chart.boxes:
        corners = [box.x, box.y, box.x + box.width, box.y + box.height]
        draw.rounded_rectangle(
            [each * SCALE for each in corners],
            radius=min(3, box.height / 2) * SCALE,
            fill=LIGHT[box.role],
        )
    sides = {"start": "ls", "middle": "ms", "end": "rs"}
    for word in chart.words:
        font = ImageFont.truetype(FONTS / (BOLD if word.bold else REGULAR), word.size * SCALE)
        draw.text(
            (word.x * SCALE, word.y * SCALE),
            word.text,
            fill=LIGHT[word.role],
            font=font,
            anchor=sides[word.anchor],
        )
    image.save(path, format="PNG", optimize=True)
