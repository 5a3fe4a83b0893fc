"""`beaupre devices contents`: which titles are on which device."""

from __future__ import annotations

from pathlib import Path

import click

from ui.cli.devices.way import workshop
from ui.cli.served import on_server
from ui.cli.way import say


@click.command(epilog="Example: beaupre devices contents 3104803192472")
@click.argument("item", required=False)
@click.option("--pack", metavar="PACK", help="Of a pack instead: NAME, NAME@VERSION or its id.")
@on_server
def contents(
    item: str | None, pack: str | None, database: str | None, config: Path | None, as_json: bool
) -> None:
    """List the titles on a device, on all devices, or in a pack."""
    from catalogue.domain.packs import Manifest, read_manifest

    with workshop(database, config) as desk:
        if pack is not None:
            told = desk.pack(pack)
            on = {"": f"{told.pack.name}@{told.pack.version}"}
        else:
            devices = [desk.show(item).device] if item else desk.list().devices
            on = {each.item: each.pack for each in devices if each.pack}
        manifests: dict[str, Manifest] = {
            name: read_manifest(desk.pack(name).manifest) for name in sorted({*on.values()})
        }
    for device, name in on.items():
        if not as_json:
            click.echo(f"{device}: {name}" if device else name)
        for title in manifests[name].titles:
            values: dict[str, object] = {
                "item": device or None,
                "pack": name,
                "title": title.title,
                "author": title.author,
                "language": title.language,
                "reference": title.reference,
            }
            language = f" [{title.language}]" if title.language else ""
            say(values, f"  {title.title}, {title.author or '?'}{language}", as_json)
    if not on and not as_json:
        click.echo("Nothing is on any device." if item is None else f"Nothing is on {item}.")
