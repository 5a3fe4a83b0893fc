"""`beaupre resources licences list|import|follow`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.errors import ExitCode
from ui.cli.resources.way import keeper, text_of
from ui.cli.served import on_server
from ui.cli.way import say

if TYPE_CHECKING:
    from catalogue.wire.digital import LicenceNow


@click.group(epilog="Example: beaupre resources licences import licences.csv --provider arpege")
def licences() -> None:
    """Licences of e-books: tokens, ends, loans at once."""


@licences.command("list", epilog="Example: beaupre resources licences list --json")
@on_server
def list_licences(database: str | None, config: Path | None, as_json: bool) -> None:
    """List every licence and what is left of it."""
    from catalogue.wire.digital import Licences

    with keeper(database, config) as desk:
        found = desk.ask("GET", "/licences", None, Licences).licences
    for each in found:
        click.echo(each.model_dump_json() if as_json else _line(each))
    if not found and not as_json:
        click.echo("No licences yet.")


def _line(each: LicenceNow) -> str:
    tokens = "no limit" if each.tokens_total is None else f"{each.tokens_left}/{each.tokens_total}"
    lent = f"{each.lent}" if each.concurrent_max is None else f"{each.lent}/{each.concurrent_max}"
    end = ""
    if each.expires_ms is not None:
        end = f", until {dt.datetime.fromtimestamp(each.expires_ms / 1000, dt.UTC):%Y-%m-%d}"
    return f"{each.id}: {each.title}, {each.state}, tokens {tokens}, lent {lent}{end}"


@licences.command("import", epilog="Example: beaupre resources licences import odl.json --dry-run")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--from-links", is_flag=True, help="Those that feeds brought in with their titles.")
@click.option("--provider", metavar="PROVIDER", help="Of rows that name none.")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@on_server
def import_licences(
    file: Path | None,
    from_links: bool,
    provider: str | None,
    dry_run: bool,
    database: str | None,
    config: Path | None,
    as_json: bool,
) -> int:
    """Put licences in from a CSV file, an OPDS 2.0 feed, or what feeds brought with their titles.
    Exit code 1: rows were refused, each with its number and why."""
    from catalogue.wire.digital import LicencesPut

    if (file is None) != from_links:
        raise click.UsageError("a file, or --from-links")
    text = None if file is None else text_of(file)
    body = {"text": text, "provider": provider, "dry_run": dry_run}
    with keeper(database, config) as desk:
        done = desk.ask("POST", "/licences", body, LicencesPut)
    for row in done.refused:
        click.echo(f"{row.record}: {row.reason}", err=True)
    say(
        done.model_dump(),
        f"{done.read} read, {done.created} created, {done.updated} updated,"
        f" {done.unchanged} unchanged, {len(done.refused)} refused",
        as_json,
    )
    return ExitCode.PROBLEMS if done.refused else ExitCode.DONE


@licences.command(epilog="Example: beaupre resources licences follow")
@on_server
def follow(database: str | None, config: Path | None, as_json: bool) -> int:
    """Ask the distributors how open loans are: each at most once in six hours. Exit code 1: some do
    not answer; nothing is blocked by that."""
    from catalogue.server.digital_operator import SLOW_S
    from catalogue.wire.digital import Followed

    with keeper(database, config) as desk:
        done = desk.ask("POST", "/follow", {}, Followed, SLOW_S)
    say(
        done.model_dump(),
        f"{done.answered} loans answered for, {done.silent} without an answer",
        as_json,
    )
    return ExitCode.PROBLEMS if done.silent else ExitCode.DONE
