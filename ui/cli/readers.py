"""`beaupre readers`: which are here, how well they do, and one that is not here at all."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from ui.cli.errors import CliError, ExitCode
from ui.cli.reader_list import list_readers
from ui.cli.reader_switch import switch

if TYPE_CHECKING:
    from rfid.sim.airtime import Pace
    from rfid.sim.faults import FaultPlan
    from rfid.sim.field import VirtualField
    from rfid.sim.lines import Line, PtyLine, TcpLine
    from rfid.sim.twin import Happening, TwinMaker


@click.group(epilog="Example: beaupre readers list")
def readers() -> None:
    """List readers, switch their mode, simulate one."""


readers.add_command(list_readers)
readers.add_command(switch)


@readers.command("health", epilog="Example: beaupre readers health --config kiosk.toml")
@click.option("--config", type=click.Path(path_type=Path), required=True, help="kiosk.toml.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: now and history.")
def radio_health(config: Path, as_json: bool) -> int:
    """Say how well a station's reader sees and writes tags, per antenna.

    The station notes it once a minute. Ends with 1 when there is a warning.
    """
    from kiosk.config.model import read_config
    from kiosk.devices.radio import read_radio

    found = read_radio(read_config(config).radio_health_path)
    if as_json:
        click.echo(json.dumps(found))
    elif found is None:
        click.echo("Nothing noted yet.")
    else:
        for line in radio_lines(found["now"]):
            click.echo(line)
    return ExitCode.PROBLEMS if found and found["now"]["warnings"] else ExitCode.DONE


def radio_lines(now: dict[str, Any]) -> list[str]:
    """What the station noted, for a person."""
    age_s = max(0, time.time_ns() // 1_000_000 - now["at_ms"]) // 1000
    lost, minutes = now["reconnects"], now["window_s"] / 60
    lines = [f"{now['reader']}: noted {age_s} s ago; in {minutes:.0f} min lost {lost} times"]
    for each in now["antennas"]:
        seen = f"{each['seen'] / each['looks']:.1%}" if each["looks"] else "-"
        lines.append(
            f"  antenna {each['antenna'] or 1}: read rate {seen};"
            f" reads {each['reads']}, failed {each['read_failures']};"
            f" switched {each['switches']}, retries {each['retries']},"
            f" failed {each['switch_failures']}"
        )
    return lines + [f"  ! {warning}" for warning in now["warnings"]]


@readers.command(epilog="Example: beaupre readers simulate --pty /tmp/pad --field FIELD.json")
@click.option(
    "--model",
    type=click.Choice(["feig", "feig-old", "3m", "3m-210", "pcsc"]),
    default="feig",
    show_default=True,
    help="feig-old knows short frames only and finds four tags at a time; 3m is an 810.",
)
@click.option("--pty", "link", type=click.Path(path_type=Path), help="Link to make to a pty.")
@click.option("--tcp", metavar="HOST:PORT", help="Address to listen on; port 0 takes a free one.")
@click.option(
    "--vpcd",
    metavar="HOST:PORT",
    help="Of --model pcsc: where pcscd's virtual reader waits for its card (127.0.0.1:35963).",
)
@click.option(
    "--dialect",
    type=click.Choice(["transparent", "identiv", "springcard", "storage"]),
    default="transparent",
    show_default=True,
    help="Of --model pcsc: how the reader reaches its tag.",
)
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
    help="Line rate for --air; else 38400 for feig, 19200 for 3m, USB for pcsc.",
)
@click.option("--verbose", is_flag=True, help="Report inventories, RF resets and times too.")
def simulate(
    model: str,
    link: Path | None,
    tcp: str | None,
    vpcd: str | None,
    dialect: str,
    field_path: Path,
    state_path: Path | None,
    faults: str,
    seed: int,
    air: str | None,
    baud: int | None,
    verbose: bool,
) -> None:
    """Be a reader: answer a driver's bytes on a pseudo-terminal, on TCP, or on both. A PC/SC reader
    is a card in the virtual reader of pcscd (vsmartcard-vpcd), one tag at a time.

    What happens is told as JSON lines on stdout. Orders are taken as JSON lines on stdin:
    {"do": "arm", "trigger": "lift@write_afi:2"}, release, drop, unplug, plug, quit. A trigger is
    ACTION@COMMAND:N, the N-th such command from now: lift the tag just before it, hold it until
    release or drop, error (done, but answered as failed), ignore (not done, but answered as done).
    """
    from rfid.sim.faults import FaultPlan
    from rfid.sim.field_file import FieldFileError
    from rfid.sim.server import TwinServer

    kinds = frozenset(filter(None, faults.split(",")))
    lines, make, ready = _stage(model, link, tcp, vpcd, dialect, kinds)
    orders = sys.stdin.fileno() if sys.stdin else None
    try:
        server = TwinServer(
            lines,
            field_path,
            _report,
            state_path,
            FaultPlan(kinds, seed),
            orders,
            verbose,
            pace=_pace(model, air, baud) if air else None,
            make=make,
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
    told = ready()
    where = " and ".join(filter(None, told.values()))
    click.echo(f"A simulated {model} reader listens on {where}; Ctrl-C ends it.", err=True)
    _report({"event": "ready", **told})
    server.run()


def _stage(
    model: str,
    link: Path | None,
    tcp: str | None,
    vpcd: str | None,
    dialect: str,
    kinds: frozenset[str],
) -> tuple[list[Line], TwinMaker, Callable[[], dict[str, str | None]]]:
    """The lines, the reader on them, and, once it is there, where it is."""
    if model == "pcsc":
        if link is not None or tcp is not None:
            raise CliError("--model pcsc: write --vpcd HOST:PORT alone", ExitCode.WRONG_USE)
        if kinds & {"drop", "corrupt"}:
            raise CliError("--faults: drop, corrupt: USB loses no bytes", ExitCode.WRONG_USE)
        return _behind_pcscd(vpcd or "127.0.0.1:35963", dialect)
    if vpcd is not None:
        raise CliError("--vpcd is for --model pcsc", ExitCode.WRONG_USE)
    pty, tcp_line = _lines(link, tcp)
    lines: list[Line] = [line for line in (pty, tcp_line) if line is not None]

    def ready() -> dict[str, str | None]:
        address = f"{tcp_line.host}:{tcp_line.port}" if tcp_line else None
        return {"pty": str(link) if link else None, "tcp": address}

    return lines, _twin(model), ready


def _twin(model: str) -> TwinMaker:
    from rfid.sim.feig_twin import FeigTwin, Firmware
    from rfid.sim.threem_twin import ThreeMTwin

    makers: dict[str, TwinMaker] = {
        "feig": FeigTwin,
        "feig-old": partial(FeigTwin, firmware=Firmware(only_standard=True, most=4)),
        "3m": ThreeMTwin,
        "3m-210": partial(ThreeMTwin, model="210"),
    }
    return makers[model]


def _behind_pcscd(
    vpcd: str, dialect: str
) -> tuple[list[Line], TwinMaker, Callable[[], dict[str, str | None]]]:
    from rfid.sim.pcsc_twin import PcscTwin
    from rfid.sim.vpcd import VpcdLine

    line = VpcdLine(*_host_and_port(vpcd, "--vpcd"))

    def make(
        field: VirtualField,
        faults: FaultPlan,
        on_happening: Callable[[Happening], None],
        *,
        pace: Pace | None,
    ) -> PcscTwin:
        twin = PcscTwin(field, faults, on_happening, pace=pace, dialect=dialect)
        line.card = twin.card
        return twin

    return [line], make, lambda: {"pty": None, "tcp": None, "vpcd": vpcd}


def _pace(model: str, air: str, baud: int | None) -> Pace:
    from rfid.sim.airtime import Modulation, Pace

    modulation = Modulation(int(air))
    if model == "pcsc":
        return Pace(time.monotonic, modulation, baud or 12_000_000, pause_s=0.0)
    if model.startswith("3m"):
        return Pace(time.monotonic, modulation, baud or 19200, line_bits=10, pause_s=0.0)
    return Pace(time.monotonic, modulation, baud or 38400)


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


def _host_and_port(text: str, option: str = "--tcp") -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise CliError(f"{option} {text}: write HOST:PORT, as 127.0.0.1:10001", ExitCode.WRONG_USE)
    return host, int(port)
