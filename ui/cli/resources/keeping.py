"""`beaupre resources add|import|export|disable|enable|launches|check`."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from ui.cli.errors import ExitCode
from ui.cli.resources.way import keeper, text_of
from ui.cli.served import on_server
from ui.cli.way import say

FILE = click.argument("file", metavar="FILE.toml", type=click.Path(path_type=Path))


@click.command("import", epilog="Example: beaupre resources import resources.toml --dry-run --json")
@FILE
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@on_server
def import_(
    file: Path, dry_run: bool, database: str | None, config: Path | None, as_json: bool
) -> None:
    """Make providers and resources as a file says. What it does not name stays as it is; imported
    again, it changes nothing."""
    _put(text_of(file), dry_run, database, config, as_json)


def _put(
    text: str, dry_run: bool, database: str | None, config: Path | None, as_json: bool
) -> None:
    from catalogue.wire.digital import Imported

    with keeper(database, config) as desk:
        done = desk.ask("POST", "/file", {"toml": text, "dry_run": dry_run}, Imported)
    if as_json:
        click.echo(done.model_dump_json())
        return
    for change in done.changes:
        keys = f": {', '.join(change.keys)}" if change.keys else ""
        click.echo(f"{change.what:8} {change.kind} {change.id}{keys}")
    would = "would be " if dry_run else ""
    click.echo(
        f"{done.read} read, {done.created} {would}created, {done.updated} {would}updated,"
        f" {done.unchanged} unchanged"
    )


@click.command(epilog="Example: beaupre resources export > resources.toml")
@on_server
def export(database: str | None, config: Path | None, as_json: bool) -> None:
    """Print all providers and resources as a file that can be imported; secrets by name only."""
    from catalogue.wire.digital import FileText

    with keeper(database, config) as desk:
        text = desk.ask("GET", "/file", None, FileText).toml
    say({"toml": text}, text.rstrip("\n"), as_json)


@click.command(epilog="Example: beaupre resources add radio --title Radio --family music --url URL")
@click.argument("resource")
@click.option("--title", required=True, help="As readers see it.")
@click.option("--family", required=True, help="vod, music, press, learning, ebooks, games, help.")
@click.option("--url", required=True, metavar="URL", help="Where it opens.")
@click.option("--description", default="", help="A sentence or two.")
@click.option("--on-site", is_flag=True, help="It opens at the stations of a branch alone.")
@on_server
def add(
    resource: str,
    title: str,
    family: str,
    url: str,
    description: str,
    on_site: bool,
    database: str | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """Add a resource that asks for nothing. One with a login is written in a file: see import."""
    from catalogue.services.town_config.writing import toml_value

    kind = {"kind": "on_site", "where": "site"} if on_site else {"kind": "open"}
    plain = {"id": resource, "title": title, "family": family, "description": description}
    lines = ["[[resources]]", *(f"{key} = {toml_value(value)}" for key, value in plain.items())]
    way = {**kind, "endpoint": url}
    lines += ["[[resources.access]]", *(f"{k} = {toml_value(v)}" for k, v in way.items())]
    _put("\n".join(lines), False, database, config, as_json)


@click.command(epilog="Example: beaupre resources disable concerts")
@click.argument("resource")
@click.option("--ended", is_flag=True, help="For good, not for now.")
@on_server
def disable(
    resource: str, ended: bool, database: str | None, config: Path | None, as_json: bool
) -> None:
    """Close a resource, at once and everywhere."""
    _state(resource, "ended" if ended else "suspended", database, config, as_json)


@click.command(epilog="Example: beaupre resources enable concerts")
@click.argument("resource")
@on_server
def enable(resource: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """Open a resource again."""
    _state(resource, "live", database, config, as_json)


def _state(
    resource: str, state: str, database: str | None, config: Path | None, as_json: bool
) -> None:
    with keeper(database, config) as desk:
        desk.do("POST", "/state", {"resource": resource, "state": state})
    say({"resource": resource, "state": state}, f"{resource} is {state}", as_json)


@click.command(epilog="Example: beaupre resources launches --month 2027-01 > january.csv")
@click.option("--month", metavar="YYYY-MM", help="Of one month only.")
@on_server
def launches(month: str | None, database: str | None, config: Path | None, as_json: bool) -> None:
    """Numbers of use by month as CSV: launches, refusals and users, by branch and band of age;
    active users by year. Nobody is in them."""
    from catalogue.wire.digital import Use, UseNow

    with keeper(database, config) as desk:
        found = [u for u in desk.ask("GET", "/use", None, Use).use if month in (None, u.month)]
    if as_json:
        for use in found:
            click.echo(use.model_dump_json())
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(UseNow.model_fields)
    writer.writerows(use.model_dump().values() for use in found)


@click.command(epilog="Example: beaupre resources check concerts")
@click.argument("resource", required=False)
@on_server
def check(resource: str | None, database: str | None, config: Path | None, as_json: bool) -> int:
    """Ask the test address of one resource, or of all, with a pause in between, and look whether
    each secret is there. Exit code 1: something is wrong."""
    from catalogue.server.digital_operator import SLOW_S
    from catalogue.wire.digital import ChecksNow

    with keeper(database, config) as desk:
        body = {"resource": resource}
        found = desk.ask("POST", "/checks", body, ChecksNow, SLOW_S).checks
    for each in found:
        text = f"{each.resource} from {each.where}: {each.fault or 'answers'}"
        click.echo(each.model_dump_json() if as_json else text)
    if resource is not None and not found:
        click.echo(f"beaupre: {resource} has no way in, or is not there", err=True)
        return ExitCode.WRONG_USE
    return ExitCode.PROBLEMS if any(each.fault for each in found) else ExitCode.DONE
