"""`beaupre devices list|show|check|prepare|found|repair|back|add|withdraw`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.devices.way import workshop
from ui.cli.errors import CliError, ExitCode
from ui.cli.served import on_server

if TYPE_CHECKING:
    from catalogue.wire.devices import DeviceFile

ITEM = click.argument("item")
PERCENT = click.IntRange(0, 100)


def _show(file: DeviceFile, as_json: bool) -> None:
    from ui.cli.devices.showing import lack

    if as_json:
        click.echo(file.model_dump_json(exclude_none=True))
        return
    device = file.device
    todo = ", ".join(map(lack, device.missing))
    click.echo(f"{device.title} ({device.item}): {device.state}" + (f"; {todo}" if todo else ""))
    for debt in file.debts:
        if debt.open_cents:
            from ui.cli.devices.showing import euros

            click.echo(f"  asked for {debt.part}: {euros(debt.open_cents)}")


@click.command("list", epilog="Example: beaupre devices list --state in_preparation --json")
@click.option("--state", metavar="STATE", help="Only those in this state of their life.")
@click.option("--missing", is_flag=True, help="Only those with something to be done.")
@on_server
def list_devices(
    state: str | None, missing: bool, database: str | None, config: Path | None, as_json: bool
) -> None:
    """List devices: where each is in its life, and what keeps it in."""
    from ui.cli.devices.showing import line

    with workshop(database, config) as desk:
        listed = desk.list().devices
    for device in listed:
        if (state is None or device.state == state) and (device.missing or not missing):
            click.echo(device.model_dump_json(exclude_none=True) if as_json else line(device))
    if not listed and not as_json:
        click.echo("No devices yet: beaupre devices add --help")


@click.command(epilog="Example: beaupre devices show 3104803192472")
@ITEM
@on_server
def show(item: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """Show one device: parts, steps, checks, debts."""
    from ui.cli.devices.showing import paragraphs

    with workshop(database, config) as desk:
        file = desk.show(item)
    if as_json:
        click.echo(file.model_dump_json(exclude_none=True))
        return
    for paragraph in paragraphs(file):
        click.echo(paragraph)


@click.command(epilog="Example: beaupre devices check 3104803192472 --missing cable --battery 54")
@ITEM
@click.option("--at", "occasion", type=click.Choice(["return", "loan", "stock"]), default="return")
@click.option("--missing", multiple=True, metavar="PART", help="Not there; may be repeated.")
@click.option(
    "--damaged", multiple=True, metavar="PART[=NOTE]", help="There, but damaged; repeatable."
)
@click.option(
    "--charge",
    multiple=True,
    metavar="PART=CENTS",
    help="What is asked for a damaged part; repeatable. Missing ones cost their price.",
)
@click.option("--battery", type=PERCENT, metavar="PERCENT", help="How full it is.")
@click.option(
    "--read",
    "ordinals",
    multiple=True,
    type=click.IntRange(1, 255),
    metavar="N",
    help="Number of a tag that was read, where parts have tags; repeatable.",
)
@click.option("--repair", is_flag=True, help="It goes to repair.")
@on_server
def check(
    item: str,
    occasion: str,
    missing: tuple[str, ...],
    damaged: tuple[str, ...],
    charge: tuple[str, ...],
    battery: int | None,
    ordinals: tuple[int, ...],
    repair: bool,
    database: str | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """Count the parts of a device. Parts that are not named are there."""
    lines: dict[str, dict[str, object]] = {
        part: {"part": part, "state": "missing"} for part in missing
    }
    for told in damaged:
        part, _, note = told.partition("=")
        lines[part] = {"part": part, "state": "damaged", "note": note}
    for told in charge:
        part, _, cents = told.partition("=")
        if lines.get(part, {}).get("state") != "damaged" or not cents.isdigit():
            raise CliError(f"--charge {told}: PART=CENTS of a damaged part", ExitCode.WRONG_USE)
        lines[part]["cents"] = int(cents)
    body: dict[str, object] = {
        "occasion": occasion,
        "lines": list(lines.values()),
        "battery": battery,
        "decision": "repair" if repair else "go_on",
        "ordinals": list(ordinals) or None,
    }
    with workshop(database, config) as desk:
        _show(desk.do(item, "checks", body), as_json)


@click.command(
    epilog="Example: beaupre devices prepare 3104803192472 --reset --battery 100 --pack /media/LIS1"
)
@ITEM
@click.option("--reset", is_flag=True, help="Accounts and notes of the borrower are off it.")
@click.option("--battery", type=PERCENT, metavar="PERCENT", help="It was charged so far.")
@click.option(
    "--pack",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Its folder of books: compared with the pack it is to have.",
)
@on_server
def prepare(
    item: str,
    reset: bool,
    battery: int | None,
    folder: Path | None,
    database: str | None,
    config: Path | None,
    as_json: bool,
) -> int:
    """Note the steps that were done: reset, charge, pack.

    Exit code 1: a file in the folder is not that of the pack; nothing was noted of the pack.
    """
    from ui.cli.devices.packs import compared

    if not reset and battery is None and folder is None:
        raise CliError("say what was done: --reset, --battery, --pack", ExitCode.WRONG_USE)
    with workshop(database, config) as desk:
        file = None
        if reset:
            file = desk.do(item, "steps", {"step": "reset"})
        if battery is not None:
            file = desk.do(item, "steps", {"step": "charge", "battery": battery})
        if folder is not None:
            before = desk.show(item).device
            if before.pack is None:
                raise CliError(f"{item}: no pack was chosen; beaupre devices packs assign")
            found_hash = compared(desk.pack(before.pack), folder, as_json=as_json)
            if found_hash is None:
                return ExitCode.PROBLEMS
            told = {"step": "pack", "manifest_hash": found_hash}
            file = desk.do(item, "steps", told)
    if file is not None:
        _show(file, as_json)
    return ExitCode.DONE


@click.command(epilog="Example: beaupre devices found 3104803192472 cable")
@ITEM
@click.argument("part")
@on_server
def found(item: str, part: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """A missing part is there again; its debt goes back to nothing."""
    with workshop(database, config) as desk:
        _show(desk.do(item, "parts-found", {"part": part}), as_json)


@click.command(epilog='Example: beaupre devices repair 3104803192472 --note "screen is dark"')
@ITEM
@click.option("--note", default="", help="What is wrong with it.")
@on_server
def repair(item: str, note: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """Take a device out of service."""
    with workshop(database, config) as desk:
        _show(desk.do(item, "repair", {"note": note}), as_json)


@click.command(epilog="Example: beaupre devices back 3104803192472")
@ITEM
@on_server
def back(item: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """Back from repair: it is prepared anew."""
    with workshop(database, config) as desk:
        _show(desk.do(item, "service"), as_json)


@click.command(epilog="Example: beaupre devices add 3104803192472 --pack 'Grands romans'")
@ITEM
@click.option("--firmware", default="", metavar="VERSION")
@click.option("--bought", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="YYYY-MM-DD.")
@click.option("--pack", metavar="PACK", help="What is to be on it: NAME or NAME@VERSION.")
@on_server
def add(
    item: str,
    firmware: str,
    bought: datetime | None,
    pack: str | None,
    database: str | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """A kit of the catalogue has a machine in it; it is to be prepared first."""
    day = None if bought is None else bought.date().isoformat()
    with workshop(database, config) as desk:
        _show(desk.register(item, firmware=firmware, bought=day, pack=pack), as_json)


@click.command(epilog="Example: beaupre devices withdraw 3104803192472")
@ITEM
@on_server
def withdraw(item: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """Take a device out of use for good; on loan, when it comes back."""
    with workshop(database, config) as desk:
        _show(desk.do(item, "withdraw"), as_json)
