"""The command line all benches share, and what they say of the machine."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bench.figures import Figure

SMALL_TOWN = 3_000
"""Titles of the town most benches are measured in."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: alternating rounds of ours and the peer; `titles` in the town, where
    one is founded, and the folder it is kept in; `tiny` is far too little to say anything, for the
    tests."""

    rounds: int
    tiny: bool = False
    titles: int = SMALL_TOWN
    kept: Path | None = None


Measure = Callable[[Scale], Sequence[Figure]]


def bench_command(
    name: str, measure: Measure, about: str | None, rounds: int = 5, *, town: bool = False
) -> click.Command:
    """`python -m bench NAME`; `measure` does the work, `about` is the help text, `town`: it founds
    one, of any size. Exit code 1 when an aim is missed."""

    def run(
        as_json: bool,
        rounds: int,
        tiny: bool,
        titles: int = SMALL_TOWN,
        kept: Path | None = None,
    ) -> None:
        # As on an installed kiosk: byte code is kept, also where a developer's shell says not to.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        report = report_of(name, measure, Scale(rounds, tiny, titles, kept))
        if as_json:
            click.echo(json.dumps(report, ensure_ascii=False))
        else:
            for figure in report["figures"]:
                click.echo(line_of(figure))
        if not tiny and any(figure["met"] is False for figure in report["figures"]):
            raise SystemExit(1)

    options: list[click.Parameter] = [
        click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON line."),
        click.Option(
            ["--rounds"],
            type=click.IntRange(min=1),
            default=rounds,
            show_default=True,
            help="Alternating rounds of ours and the peer.",
        ),
        click.Option(["--tiny"], is_flag=True, help="Only try whether it runs; measures nothing."),
    ]
    if town:
        options += [
            click.Option(
                ["--titles"],
                type=click.IntRange(min=1),
                default=SMALL_TOWN,
                show_default=True,
                help="In the town, and in the station's snapshot.",
            ),
            click.Option(
                ["--kept"],
                type=click.Path(path_type=Path, file_okay=False),
                help="Found the town in this folder, or take the one that is there: a large one"
                " takes minutes.",
            ),
        ]
    epilog = f"Example: python -m bench {name} --json"
    return click.Command(name, params=options, callback=run, help=about, epilog=epilog)


def report_of(name: str, measure: Measure, scale: Scale) -> dict[str, Any]:
    """Measure, and say where and when."""
    load = os.getloadavg()[0]
    figures = measure(scale)
    return {
        "bench": name,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine() | {"load_before": round(load, 2)},
        "titles": scale.titles,
        "figures": [figure.as_json() for figure in figures],
    }


def machine() -> dict[str, Any]:
    """What the figures were taken on."""
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return {
        "cpu": cpu,
        "cores": os.cpu_count(),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


def line_of(figure: dict[str, Any]) -> str:
    """A figure of a report, for people."""
    parts = [f"{figure['name']}: {figure['ours']:.4g} {figure['unit']}"]
    if figure["ratio"] is not None:
        parts.append(f"÷ {figure['against']} {figure['theirs']:.4g} = {figure['ratio']:.3g}")
    if figure["spread"] is not None:
        parts.append("({:.3g} … {:.3g})".format(*figure["spread"]))
    if figure["noise"] is not None:
        parts.append("noise {:.3g} … {:.3g}".format(*figure["noise"]))
    if figure["aim"] is not None:
        parts.append(f"aim {figure['aim']} {'met' if figure['met'] else 'MISSED'}")
    return "  ".join(parts)
