"""`beaupre readers list`: which readers this machine could have, and what answers there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from ui.cli.errors import CliError, ExitCode

if TYPE_CHECKING:
    from rfid.discovery import Found

PCSC_S = 3.0


@click.command(
    "list", epilog="Example: beaupre readers list --probe --tcp 192.168.7.20:10001 --json"
)
@click.option(
    "--tcp",
    "hosts",
    metavar="HOST[:PORT]",
    multiple=True,
    help="Ask who is there; may be given more than once. Without a port: 10001.",
)
@click.option("--probe", is_flag=True, help="Ask every serial port and PC/SC reader too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_readers(hosts: tuple[str, ...], probe: bool, as_json: bool) -> int:
    """List serial ports, PC/SC readers and TCP addresses with the address to write for each.

    Probing sends each what readers answer with their model; a machine with other things on its
    serial ports may not want that. Nothing that hangs holds it up. Ends with 1 when probing found
    no reader at all, with 3 when nothing answers at an address of --tcp.
    """
    from serial.tools import list_ports

    from rfid.discovery import on_serial, on_tcp, probe_all
    from rfid.factory import open_reader

    _check(hosts)
    places = on_serial(list_ports.comports()) + _smart_card_readers()
    asked = probe_all(places, open_reader) if probe else places
    remote = probe_all([on_tcp(host) for host in hosts], open_reader)
    for found in [*asked, *remote]:
        click.echo(json.dumps(_row(found)) if as_json else _line(found))
    if not as_json:
        _say_what_is_missing(places)
    if any(found.info is None for found in remote):
        return ExitCode.UNREACHABLE
    nobody = probe and not any(found.info for found in [*asked, *remote])
    return ExitCode.PROBLEMS if nobody else ExitCode.DONE


def _check(hosts: tuple[str, ...]) -> None:
    from rfid.errors import ConfigurationError
    from rfid.url import parse_address

    for host in hosts:
        try:
            parse_address(f"feig+tcp:{host}")
        except ConfigurationError as error:
            raise CliError(f"--tcp {host}: {error}", ExitCode.WRONG_USE) from error


def _smart_card_readers() -> list[Found]:
    """None is no fault: most stations have a serial or TCP pad."""
    from rfid.discovery import on_pcsc, within
    from rfid.errors import RfidError
    from rfid.pcsc.service import SystemService

    try:
        return within(PCSC_S, lambda: on_pcsc(SystemService))
    except RfidError as error:
        click.echo(f"PC/SC readers are not listed: {error}", err=True)
        return []


def _row(found: Found) -> dict[str, object]:
    info = found.info
    return {
        "reader": found.reader or None,
        "kind": found.kind,
        "device": found.device,
        "description": found.description,
        "hardware": found.hardware or None,
        "model": info.model if info else None,
        "firmware": info.firmware if info else None,
        "simulated": info.simulated if info else None,
        "blocks_only": info.blocks_only if info else None,
        "problem": found.problem or None,
    }


def _line(found: Found) -> str:
    where = found.reader or "(cannot be used)"
    if found.info is not None:
        said = f"{where}  {found.info.model} {found.info.firmware}".rstrip()
        return said + ("  (blocks only: no pad of a kiosk)" if found.info.blocks_only else "")
    return f"{where}  {found.description}" + (f"  ! {found.problem}" if found.problem else "")


def _say_what_is_missing(places: list[Found]) -> None:
    kinds = {found.kind for found in places}
    if "serial" not in kinds:
        click.echo("No serial port found.")
    if "pcsc" not in kinds:
        click.echo("No PC/SC reader found.")
