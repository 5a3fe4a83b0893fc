"""The command line all benches share, and what they say of the machine."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bench.figures import Figure

RESULTS = Path(__file__).parent / "results"
Measure = Callable[[int], Sequence[Figure]]


def bench_command(name: str, measure: Measure, about: str, rounds: int = 5) -> click.Command:
    """`python -m bench.NAME`; `measure(rounds)` does the work, `about` is the help text. Exit code
    1 when an aim is missed."""

    def run(as_json: bool, rounds: int, keep: bool) -> None:
        load = os.getloadavg()[0]
        figures = measure(rounds)
        report = {
            "bench": name,
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": machine() | {"load_before": round(load, 2)},
            "figures": [figure.as_json() for figure in figures],
        }
        if keep:
            RESULTS.mkdir(exist_ok=True)
            text = json.dumps(report, indent=1, ensure_ascii=False)
            (RESULTS / f"{name}.json").write_text(text + "\n")
        if as_json:
            click.echo(json.dumps(report, ensure_ascii=False))
        else:
            for figure in figures:
                click.echo(line_of(figure))
        if any(figure.met is False for figure in figures):
            raise SystemExit(1)

    options: list[click.Parameter] = [
        click.Option(["--json", "as_json"], is_flag=True, help="Print the report as JSON."),
        click.Option(
            ["--rounds"],
            type=click.IntRange(min=1),
            default=rounds,
            show_default=True,
            help="Alternating rounds of ours and the peer.",
        ),
        click.Option(["--keep"], is_flag=True, help=f"Write bench/results/{name}.json too."),
    ]
    epilog = f"Example: python -m bench.{name} --json"
    return click.Command(name, params=options, callback=run, help=about, epilog=epilog)


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


def line_of(figure: Figure) -> str:
    """A figure for people."""
    parts = [f"{figure.name}: {figure.ours:.4g} {figure.unit}"]
    if figure.ratio is not None and figure.theirs is not None:
        parts.append(f"÷ {figure.against} {figure.theirs:.4g} = {figure.ratio:.3g}")
    if figure.spread is not None:
        parts.append("({:.3g} … {:.3g})".format(*figure.spread))
    if figure.noise is not None:
        parts.append("noise {:.3g} … {:.3g}".format(*figure.noise))
    if figure.aim is not None:
        parts.append(f"aim {figure.aim} {'met' if figure.met else 'MISSED'}")
    return "  ".join(parts)
