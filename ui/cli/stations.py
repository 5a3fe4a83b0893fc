"""`beaupre stations`: enrol, list and revoke stations, and see how they are.

Through the running server if there is one, else on the database itself.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.errors import ExitCode
from ui.cli.served import on_server

if TYPE_CHECKING:
    from catalogue.server.station_operator import StationOperator
    from catalogue.wire.operating import StationView

MINUTE_MS = 60_000
COLUMNS = (
    "station",
    "branch",
    "channel",
    "epoch",
    "last contact",
    "acknowledged",
    "waiting",
    "version",
    "state",
)


@click.group(epilog="Example: beaupre stations enroll tilleuls-1 --branch tilleuls")
def stations() -> None:
    """Enrol, list and revoke stations, and see how they are."""


@stations.command(epilog="Example: beaupre stations enroll tilleuls-1 --branch tilleuls")
@click.argument("station")
@click.option("--branch", required=True, metavar="BRANCH", help="Branch it stands in.")
@on_server
def enroll(
    station: str, branch: str, database: str | None, config: Path | None, as_json: bool
) -> None:
    """Make a one-time code for a station, valid for a day.

    Write it into the station's kiosk.toml as enrolment_code. A station enrolled before gets a new
    epoch and a new key when it uses the code, and its old token ends.
    """
    with _operator(database, config) as operator:
        code = operator.enroll(station, branch)
    if as_json:
        click.echo(json.dumps({"station": station, "branch": branch, "code": code}))
    else:
        click.echo(code)


@stations.command("list", epilog="Example: beaupre stations list --config server.toml")
@on_server
def list_stations(database: str | None, config: Path | None, as_json: bool) -> None:
    """List all stations, also those that were revoked.

    acknowledged: the newest record of its epoch below which nothing is missing. waiting: records it
    has not delivered, as it last told.
    """
    with _operator(database, config) as operator:
        found = operator.views()
    if as_json:
        click.echo(json.dumps(found.model_dump(mode="json"), ensure_ascii=False))
        return
    rows = [_row(view, found.server_ms) for view in found.stations]
    if not rows:
        click.echo("No station is enrolled.")
        return
    _table([COLUMNS, *rows])


@stations.command(epilog="Example: beaupre stations revoke tilleuls-1")
@click.argument("station")
@on_server
def revoke(station: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """Make a station's token worthless, at once.

    At its next contact it is turned away; then it serves nobody, forgets its key and the catalogue,
    and keeps only records it cannot read. `stations list` says whether it has been told.
    """
    with _operator(database, config) as operator:
        operator.revoke(station)
    click.echo(json.dumps({"revoked": station}) if as_json else f"{station}: revoked")


@stations.command(epilog="Example: beaupre stations health --config server.toml")
@click.argument("station", required=False)
@on_server
def health(station: str | None, database: str | None, config: Path | None, as_json: bool) -> int:
    """Say how stations are, and what to do about what is not well.

    Exit code 1 when something needs attention.
    """
    with _operator(database, config) as operator:
        found = operator.views(station)
    views = found.stations
    if as_json:
        click.echo(json.dumps(found.model_dump(mode="json"), ensure_ascii=False))
    else:
        for view in views:
            _tell(view, found.server_ms)
        troubled = sum(bool(view.warnings) for view in views)
        click.echo(f"{len(views)} stations, {troubled} need attention")
    return ExitCode.PROBLEMS if any(view.warnings for view in views) else ExitCode.DONE


@contextmanager
def _operator(database: str | None, config: Path | None) -> Iterator[StationOperator]:
    from catalogue.server.operator import Operator
    from catalogue.server.settings import load_settings
    from catalogue.server.station_operator import StationOperator

    with Operator(load_settings(config, database=database)) as operator:
        yield StationOperator(operator)


def _row(view: StationView, now_ms: int) -> tuple[str, ...]:
    return (
        view.name,
        view.branch,
        view.channel,
        str(view.epoch),
        _age(view.contact_ms, now_ms),
        str(view.ack_seq),
        "-" if view.pending is None else str(view.pending),
        view.version or "-",
        _state(view, now_ms),
    )


def _state(view: StationView, now_ms: int) -> str:
    if view.revoked_ms is None:
        return "enrolled"
    when = time.strftime("%Y-%m-%d", time.localtime(view.revoked_ms / 1000))
    if view.turned_away_ms is None:
        return f"revoked {when}, not told yet"
    return f"revoked {when}, told {_age(view.turned_away_ms, now_ms)}"


def _age(moment_ms: int | None, now_ms: int) -> str:
    """How long ago, in the greatest fitting unit."""
    if moment_ms is None:
        return "never"
    minutes = max(0, now_ms - moment_ms) // MINUTE_MS
    if minutes < 1:
        return "just now"
    for size, unit in ((24 * 60, "d"), (60, "h"), (1, "min")):
        if minutes >= 2 * size or size == 1:
            return f"{minutes // size} {unit} ago"
    raise AssertionError("a minute is at least one")


def _tell(view: StationView, now_ms: int) -> None:
    told = view.health
    facts = [f"last contact {_age(view.contact_ms, now_ms)}"]
    if view.revoked_ms is not None:
        facts.append(_state(view, now_ms))
    elif told is None:
        facts.append("tells nothing of itself (an older version, or never in contact)")
    else:
        clock = "unmeasured"
        if told.offset_ms is not None:
            clock = f"{-told.offset_ms:+d} ms ± {told.error_ms or 0}"
        facts += [
            f"{told.pending} waiting",
            f"clock {clock}",
            f"reader {told.reader}",
            f"catalogue of {_age(told.snapshot_ms, now_ms)}",
            f"version {told.version}",
        ]
    mark = "!" if view.warnings else " "
    click.echo(f"{mark} {view.name} ({view.branch}): {', '.join(facts)}")
    for warning in view.warnings:
        click.echo(f"    {warning.text}")
        click.echo(f"      → {warning.advice}")


def _table(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
