"""`beaupre resources list|show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.errors import CliError, ExitCode
from ui.cli.resources.way import keeper
from ui.cli.served import on_server

if TYPE_CHECKING:
    from catalogue.wire.digital import ResourceFile


@click.command("list", epilog="Example: beaupre resources list --family music")
@click.option("--family", metavar="FAMILY", help="Only vod, music, press, learning, ebooks, …")
@on_server
def list_resources(
    family: str | None, database: str | None, config: Path | None, as_json: bool
) -> None:
    """List all resources: what they are, how they open, and what somebody should look at."""
    found = [each for each in _all(database, config) if family in (None, each.family)]
    for each in found:
        click.echo(each.model_dump_json() if as_json else _line(each))
    if not found and not as_json:
        click.echo("No resources yet.")


@click.command(epilog="Example: beaupre resources show concerts")
@click.argument("resource")
@on_server
def show(resource: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """Show one resource: its ways in, what of a reader leaves, its last check."""
    found = next((each for each in _all(database, config) if each.id == resource), None)
    if found is None:
        raise CliError(f"there is no resource {resource}", ExitCode.WRONG_USE)
    if as_json:
        click.echo(found.model_dump_json())
        return
    click.echo(_line(found))
    for way in found.access:
        click.echo(f"  {way.kind} from {way.where}: {way.endpoint}")
        click.echo(f"    leaves: {', '.join(way.leaves) or 'nothing'}")
        if way.secret:
            click.echo(f"    secret: the file {way.secret}")
        if way.checked_ms is not None:
            click.echo(f"    last check: {way.checked or 'answers'}")
    if found.ends_on is not None:
        click.echo(f"  paid until {found.ends_on}")
    for alert in found.alerts:
        click.echo(f"  look: {alert}")


def _all(database: str | None, config: Path | None) -> list[ResourceFile]:
    from catalogue.wire.digital import ResourceFiles

    with keeper(database, config) as desk:
        return desk.ask("GET", "/resources", None, ResourceFiles).resources


def _line(each: ResourceFile) -> str:
    ways = ", ".join(f"{way.kind}/{way.where}" for way in each.access) or "no way in"
    closed = f"  [{each.why}]" if each.why else ""
    alerts = f"  ! {len(each.alerts)}" if each.alerts else ""
    provider = f", {each.provider}" if each.provider else ""
    return f"{each.id}: {each.title} ({each.family}{provider}), {ways}{closed}{alerts}"
