"""A chart as SVG, readable on light and on dark paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, LABELS, ROW, TOP = 760, 300, 34, 56
STYLE = """\
text { font: 15px system-ui, sans-serif; fill: #14212b }
.title { font-weight: 600 }
rect { fill: #153e75 }
@media (prefers-color-scheme: dark) {
  text { fill: #e8edf2 }
  rect { fill: #7fb2d9 }
}"""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row."""

    label: str
    value: float


def bar_chart(title: str, bars: Sequence[Bar], unit: str) -> str:
    """Rows from the top, each with its number; the longest fills the width."""
    height = TOP + ROW * len(bars) + 8
    longest = max(bar.value for bar in bars) or 1.0
    room = WIDTH - LABELS - 90
    said = f"{title}: " + ", ".join(f"{bar.label} {bar.value:.1f} {unit}" for bar in bars)
    lines = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
            f' width="{WIDTH}" height="{height}" role="img" aria-label="{escape(said)}">'
        ),
        f"<style>\n{STYLE}\n</style>",
        f'<text class="title" x="0" y="24">{escape(title)}</text>',
    ]
    for number, bar in enumerate(bars):
        y = TOP + ROW * number
        wide = max(1.0, room * max(0.0, bar.value) / longest)
        lines += [
            f'<text x="{LABELS - 12}" y="{y + 17}" text-anchor="end">{escape(bar.label)}</text>',
            f'<rect x="{LABELS}" y="{y}" width="{wide:.1f}" height="24" rx="3"/>',
            f'<text x="{LABELS + wide + 8:.1f}" y="{y + 17}">{bar.value:.1f} {unit}</text>',
        ]
    return "\n".join([*lines, "</svg>", ""])
