"""Puts measured figures into docs/performance.md: the table between two marks, and the chart beside
it. No figure there is typed by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.chart import Bar, bar_chart
from bench.command import SMALL_TOWN

BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
CHART = "performance-checkout.svg"
HEAD = ("bench", "figure", "ours", "against", "ratio", "noise", "aim", "met")
STAGES = {
    "pause": "waiting for the poll, hand-overs",
    "air": "air, between reader and tag",
    "line": "line to the reader, 38,400 baud",
    "circ": "loan made durable, twice",
    "server": "server asked",
    "screen": "screen",
}
MET = {True: "yes", False: "**no**", None: "–"}

Report = dict[str, Any]


def read_reports(path: Path) -> list[Report]:
    """The JSON lines that `make bench` left; of each bench, and each size of the town, the last.
    Raises OSError, ValueError."""
    reports = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return list({name_of(report): report for report in reports}.values())


def name_of(report: Report) -> str:
    """The bench, with the size of the town where that is another than usual."""
    titles = report.get("titles", SMALL_TOWN)
    return report["bench"] if titles == SMALL_TOWN else f"{report['bench']}, {titles:,} titles"


def write_report(document: Path, reports: Sequence[Report]) -> None:
    """Replace what lies between the marks, and draw the chart. Raises ValueError without marks."""
    before, begin, rest = document.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{document} has no marks {BEGIN} and {END}")
    document.write_text(f"{before}{BEGIN}\n{table(reports)}\n{END}{after}", "utf-8")
    for report in reports:
        for figure in report["figures"]:
            if "stages_ms" in figure and name_of(report) == report["bench"]:
                document.with_name(CHART).write_text(chart(figure), "utf-8")


def table(reports: Sequence[Report]) -> str:
    """Where and when, and one row for each figure."""
    machine = reports[0]["machine"]
    dates = sorted(report["date"][:10] for report in reports)
    loads = [report["machine"]["load_before"] for report in reports]
    when = dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}"
    place = (
        f"Measured {when} on {machine['cores']} cores ({machine['cpu']}), Linux"
        f" {machine['kernel']}, Python {machine['python']}, SQLite {machine['sqlite']}; load before"
        f" each bench {min(loads):g} to {max(loads):g}."
    )
    rows = [row(name_of(report), figure) for report in reports for figure in report["figures"]]
    lines = [HEAD, ("---",) * len(HEAD), *rows]
    return "\n".join(["", place, "", *(f"| {' | '.join(line)} |" for line in lines), ""])


def row(bench: str, figure: dict[str, Any]) -> tuple[str, ...]:
    """Spread behind the ratio, or where there is none behind the figure itself."""
    ours, ratio = f"{number(figure['ours'])} {figure['unit']}", "–"
    spread = figure["spread"]
    behind = f" ({number(spread[0])} … {number(spread[1])})" if spread else ""
    if figure["ratio"] is None:
        ours += behind
    else:
        ratio = number(figure["ratio"]) + behind
    against = figure["against"] or "–"
    if figure["theirs"] is not None:
        against += f": {number(figure['theirs'])}"
    noise = figure["noise"]
    return (
        bench,
        figure["name"],
        ours,
        against,
        ratio,
        f"{number(noise[0])} … {number(noise[1])}" if noise else "–",
        figure["aim"] or "–",
        MET[figure["met"]],
    )


def number(value: float) -> str:
    """Three significant digits, whole from a hundred on."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def chart(figure: dict[str, Any]) -> str:
    """The stages of a check-out."""
    stages = figure["stages_ms"]
    title = f"One book lent online: {figure['ours']:.0f} ms from its tag on the pad to the screen"
    return bar_chart(title, [Bar(STAGES[name], stages[name]) for name in STAGES], "ms")
