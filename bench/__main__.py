"""`python -m bench`: one bench, all of them, or their figures into the document."""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path

import click

from bench.command import Scale, report_of
from bench.report import read_reports, write_report

BENCHES = (
    "pad",
    "codec",
    "enqueue",
    "drain",
    "start",
    "touch",
    "idle",
    "frames",
    "checkout",
    "holders",
    "lending",
    "first_sync",
    "importing",
    "search",
    "typeahead",
)
DOCUMENT, LINES = Path("docs/performance.md"), Path("build/bench.jsonl")
_FILE = click.Path(path_type=Path, dir_okay=False)


class Benches(click.Group):
    """Imports a bench only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*BENCHES, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in BENCHES:
            return super().get_command(ctx, cmd_name)
        command: click.Command = importlib.import_module(f"bench.{cmd_name}").main
        return command


@click.group(cls=Benches, epilog="Example: python -m bench start --rounds 9")
def cli() -> None:
    """How quick it is. Ours and a peer in turns; each bench prints ours, peer or limit, ratio,
    spread, and noise: the peer against itself."""


@cli.command("all", epilog="Example: python -m bench all > build/bench.jsonl")
@click.option("--rounds", type=click.IntRange(min=1), default=5, show_default=True)
def run_all(rounds: int) -> None:
    """Run every bench; one JSON line each. A missed aim is told, and is no failure."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for number, name in enumerate(BENCHES, 1):
        click.echo(f"bench {number} of {len(BENCHES)}: {name}", err=True)
        measure = importlib.import_module(f"bench.{name}").measure
        report = report_of(name, measure, Scale(rounds))
        click.echo(json.dumps(report, ensure_ascii=False))
        sys.stdout.flush()
        for figure in report["figures"]:
            if figure["met"] is False:
                click.echo(f"  aim missed: {figure['name']}", err=True)


@cli.command("write", epilog="Example: python -m bench write --from build/bench.jsonl")
@click.option("--from", "lines", type=_FILE, default=LINES, show_default=True)
@click.option("--to", "document", type=_FILE, default=DOCUMENT, show_default=True)
def write(lines: Path, document: Path) -> None:
    """Put measured figures and the chart into the document."""
    write_report(document, read_reports(lines))


if __name__ == "__main__":
    cli(prog_name="python -m bench")
