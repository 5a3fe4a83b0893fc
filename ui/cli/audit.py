"""`beaupre audit`: read the audit log, and verify that nobody changed it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.errors import ExitCode
from ui.cli.served import on_server, operator_of

if TYPE_CHECKING:
    from catalogue.server.staff_operator import AuditOperator
    from catalogue.wire.audit import AuditLine, KnownLine

KNOWN = re.compile(r"(\d{1,15}):([0-9a-f]{64})")


@click.group(epilog="Example: beaupre audit verify --database /var/lib/beaupre/town.db")
def audit() -> None:
    """Read and verify who of the staff did what."""


@audit.command("list", epilog="Example: beaupre audit list --after 1200 --json")
@click.option("--after", type=click.IntRange(min=0), default=0, metavar="N", help="Behind line N.")
@on_server
def list_lines(after: int, database: str | None, config: Path | None, as_json: bool) -> None:
    """Print the lines of the log, the oldest first."""
    with _log(database, config) as log:
        for line in log.lines(after):
            click.echo(line.model_dump_json() if as_json else _text(line))


@audit.command(epilog="Example: beaupre audit verify --known 1200:9f86d081…")
@click.option(
    "--known", metavar="N:HASH", help="A line noted earlier (e.g. on paper) that must be there."
)
@on_server
def verify(known: str | None, database: str | None, config: Path | None, as_json: bool) -> int:
    """Recompute the chain of hashes.

    Exit code 1: a line was changed, or is missing. Note number and hash of the last line elsewhere
    from time to time: against them it shows if the end was cut off, or the log made anew.
    """
    wanted = None if known is None else _known(known)
    with _log(database, config) as log:
        report = log.verify(wanted)
    if as_json:
        click.echo(json.dumps(report.model_dump()))
    elif report.fault is None:
        click.echo(f"{report.lines} lines intact, the last is {report.n}:{report.hash}")
    else:
        click.echo(f"broken: {report.fault}; the last good line is {report.n}:{report.hash}")
    return ExitCode.DONE if report.fault is None else ExitCode.PROBLEMS


@contextmanager
def _log(database: str | None, config: Path | None) -> Iterator[AuditOperator]:
    from catalogue.server.staff_operator import AuditOperator

    with operator_of(database, config) as operator:
        yield AuditOperator(operator)


def _known(text: str) -> KnownLine:
    from catalogue.wire.audit import KnownLine

    found = KNOWN.fullmatch(text)
    if found is None:
        raise click.BadParameter("a number, a colon, 64 hexadecimal digits", param_hint="--known")
    return KnownLine(n=int(found[1]), hash=found[2])


def _text(line: AuditLine) -> str:
    at = datetime.fromtimestamp(line.at_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    details = "" if line.details == "{}" else f" {line.details}"
    return f"{line.n:>6}  {at}  {line.actor}  {line.action}  {line.subject}{details}"
