"""`beaupre readers`: which serial ports are here, and a reader that is not here at all."""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from ui.cli.errors import CliError, ExitCode

if TYPE_CHECKING:
    from rfid.sim.lines import PtyLine, TcpLine


@click.group(epilog="Example: beaupre readers list")
def readers() -> None:
    """List readers, simulate one."""


@readers.command("list", epilog="Example: beaupre readers list --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_readers(as_json: bool) -> None:
    """List the serial ports of this machine with the address to write for each."""
    from serial.tools import list_ports

    ports = sorted(list_ports.comports(), key=lambda port: port.device)
    for port in ports:
        row = {
            "device": port.device,
            "description": port.description,
            "hardware": port.hwid,
            "reader": f"feig+serial:{port.device}",
        }
        click.echo(json.dumps(row) if as_json else f"{row['reader']}  {row['description']}")
    if not ports and not as_json:
        click.echo("No serial port found.")


@readers.command(epilog="Example: beaupre readers simulate --pty /tmp/pad --field FIELD.json")
@click.option("--model", type=click.Choice(["feig"]), default="feig", show_default=True)
@click.option("--pty", "link", type=click.Path(path_type=Path), help="Link to make to a pty.")
@click.option("--tcp", metavar="HOST:PORT", help="Address to listen on; port 0 takes a free one.")
@click.option(
    "--field",
    "field_path",
    type=click.Path(path_type=Path),
    required=True,
    help="JSON file with the tags that lie on the reader; watched while it runs.",
)
@click.option(
    "--state",
    "state_path",
    type=click.Path(path_type=Path),
    help="JSON file to keep with every tag that ever lay there, as it is now.",
)
@click.option(
    "--faults", metavar="KINDS", default="", help="flicker,drop,corrupt,delay,lift,lie,unplug"
)
@click.option("--seed", type=int, default=0, show_default=True, help="Makes faults repeatable.")
@click.option(
    "--air",
    type=click.Choice(["100", "10"]),
    help="Take as long as a real reader of this modulation in percent; else answer at once.",
)
@click.option(
    "--baud",
    type=click.IntRange(min=1),
    default=38400,
    show_default=True,
    help="Line rate for --air.",
)
@click.option("--verbose", is_flag=True, help="Report inventories, RF resets and times too.")
def simulate(
    model: str,
    link: Path | None,
    tcp: str | None,
    field_path: Path,
    state_path: Path | None,
    faults: str,
    seed: int,
    air: str | None,
    baud: int,
    verbose: bool,
) -> None:
    """Be a reader: answer a driver's bytes on a pseudo-terminal, on TCP, or on both.

    What happens is told as JSON lines on stdout. Orders are taken as JSON lines on stdin:
    {"do": "arm", "trigger": "lift@write_afi:2"}, release, drop, unplug, plug, quit. A trigger is
    ACTION@COMMAND:N, the N-th such command from now: lift the tag just before it, hold it until
    release or drop, error (done, but answered as failed), ignore (not done, but answered as done).
    """
    from rfid.sim.airtime import Modulation, Pace
    from rfid.sim.faults import FaultPlan
    from rfid.sim.field_file import FieldFileError
    from rfid.sim.server import TwinServer

    pty, tcp_line = _lines(link, tcp)
    lines = [line for line in (pty, tcp_line) if line is not None]
    orders = sys.stdin.fileno() if sys.stdin else None
    try:
        plan = FaultPlan(frozenset(filter(None, faults.split(","))), seed)
        pace = Pace(time.monotonic, Modulation(int(air)), baud) if air else None
        server = TwinServer(
            lines, field_path, _report, state_path, plan, orders, verbose, pace=pace
        )
        server.start()
    except ValueError as error:
        raise CliError(f"--faults: {error}", ExitCode.WRONG_USE) from error
    except FieldFileError as error:
        raise CliError(f"--field {field_path}: {error}", ExitCode.WRONG_USE) from error
    except OSError as error:
        raise CliError(f"cannot listen: {error}", ExitCode.UNREACHABLE) from error

    def end(_signal: int, _frame: FrameType | None) -> None:
        server.stop()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    address = f"{tcp_line.host}:{tcp_line.port}" if tcp_line else None
    where = " and ".join(filter(None, (str(link) if link else None, address)))
    click.echo(f"A simulated {model} reader listens on {where}; Ctrl-C ends it.", err=True)
    _report({"event": "ready", "pty": str(link) if link else None, "tcp": address})
    server.run()


def _report(what: dict[str, object]) -> None:
    click.echo(json.dumps(what))


def _lines(link: Path | None, tcp: str | None) -> tuple[PtyLine | None, TcpLine | None]:
    from rfid.sim.lines import PtyLine, TcpLine

    if link is None and tcp is None:
        raise CliError("say where to listen: --pty LINK or --tcp HOST:PORT", ExitCode.WRONG_USE)
    if link is not None and link.exists() and not link.is_symlink():
        raise CliError(f"--pty {link} exists and is no link", ExitCode.WRONG_USE)
    pty = None if link is None else PtyLine(link)
    return pty, None if tcp is None else TcpLine(*_host_and_port(tcp))


def _host_and_port(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise CliError(f"--tcp {text}: write HOST:PORT, as 127.0.0.1:10001", ExitCode.WRONG_USE)
    return host, int(port)
