"""`beaupre printers`: how a receipt printer is, a receipt to try it, and one that is not there."""

from __future__ import annotations

import json
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from ui.cli.errors import CliError, ExitCode

if TYPE_CHECKING:
    from kiosk.config import KioskConfig
    from kiosk.devices.printing import ReceiptPrinter
    from kiosk.sim.escpos_twin import Sheet
    from kiosk.sim.printer_server import PrinterServer

FONTS = Path(__file__).parents[1] / "qt" / "fonts"
WIDTHS = {"58": 32, "80": 42}


@click.group(epilog="Example: beaupre printers test --config kiosk.toml")
def printers() -> None:
    """Look at the receipt printer, try it, simulate one."""


@printers.command(epilog="Example: beaupre printers status --config /etc/beaupre/kiosk.toml")
@click.option("--config", type=click.Path(path_type=Path), required=True, help="kiosk.toml.")
def status(config: Path) -> int:
    """Ask the printer how its paper is.

    Ends with 1 when paper is low or out or the cover is open, with 3 when nothing answers.
    """
    from kiosk.config.model import read_config
    from kiosk.devices.printing import TOLD, Paper, PrinterFault

    printer = _printer(read_config(config))
    try:
        paper = printer.paper()
    except PrinterFault as error:
        raise CliError(str(error), ExitCode.UNREACHABLE) from error
    said = "it takes receipts, and does not say how its paper is"
    click.echo("there is paper" if paper is Paper.FINE else TOLD.get(paper, said))
    return ExitCode.PROBLEMS if paper in TOLD else ExitCode.DONE


@printers.command(epilog="Example: beaupre printers test --config kiosk.toml --language ar")
@click.option("--config", type=click.Path(path_type=Path), required=True, help="kiosk.toml.")
@click.option("--language", default="fr", show_default=True, help="fr, en, es, ar, or the town's.")
def test(config: Path, language: str) -> None:
    """Print a sample receipt as the station would, with the town's own templates."""
    from kiosk.config.model import read_config
    from kiosk.devices.printing import PrinterFault
    from kiosk.receipts.content import SAMPLE
    from kiosk.receipts.layout import Layout

    settings = read_config(config)
    layout = Layout(settings.receipts.paper(FONTS).columns, settings.receipts.templates)
    try:
        _printer(settings).print_slips([layout.slip(SAMPLE, language)])
    except PrinterFault as error:
        raise CliError(str(error), ExitCode.UNREACHABLE) from error
    click.echo("printed")


def _printer(settings: KioskConfig) -> ReceiptPrinter:
    from kiosk.devices.printer import make_printer

    printer = make_printer(settings.printer, settings.receipts.paper(FONTS))
    if printer is None:
        raise CliError("no printer is set: printer = … in kiosk.toml", ExitCode.WRONG_USE)
    return printer


@printers.command(epilog="Example: beaupre printers simulate --tcp 127.0.0.1:9100 --folder SLIPS")
@click.option("--tcp", metavar="HOST:PORT", required=True, help="Port 0 takes a free one.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    required=True,
    help="Each sheet becomes receipt-001.png and .txt there, the newest latest.png.",
)
@click.option("--width", type=click.Choice([*WIDTHS]), default="80", show_default=True, help="mm.")
@click.option("--mute", is_flag=True, help="Never say how the paper is, as cheap printers do.")
def simulate(tcp: str, folder: Path, width: str, mute: bool) -> None:
    """Be a network printer that understands ESC/POS and draws what it gets.

    What comes out is told as JSON lines on stdout. Orders are taken as JSON lines on stdin:
    {"do": "paper", "state": "low"} (fine, low, out), {"do": "cover", "open": true}, quit.
    """
    from kiosk.sim.escpos_twin import EscposTwin
    from kiosk.sim.printer_server import PrinterServer, into_folder

    host, _, port = tcp.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise CliError(f"--tcp {tcp}: write HOST:PORT, as 127.0.0.1:9100", ExitCode.WRONG_USE)
    keep = into_folder(folder, WIDTHS[width], FONTS)

    def told(sheet: Sheet, number: int) -> None:
        keep(sheet, number)
        _report({"event": "receipt", "number": number, "cut": sheet.cut})

    over = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        over.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    try:
        server = PrinterServer((host, int(port)), EscposTwin(mute=mute), told)
    except OSError as error:
        raise CliError(f"cannot listen: {error}", ExitCode.UNREACHABLE) from error
    with server:
        where = f"{host}:{server.port}"
        click.echo(f"A simulated printer listens on {where}; Ctrl-C ends it.", err=True)
        _report({"event": "ready", "tcp": where})
        # A daemon: reading a line cannot be interrupted.
        threading.Thread(target=_obey, args=(server, over), daemon=True).start()
        over.wait()


def _obey(server: PrinterServer, over: threading.Event) -> None:
    """Orders on stdin; its end ends nothing."""
    from kiosk.sim.escpos_twin import Roll

    for line in sys.stdin or ():
        try:
            order = json.loads(line)
            match order["do"]:
                case "paper":
                    server.set_paper(Roll(order["state"]))
                case "cover":
                    server.set_cover(is_open=bool(order["open"]))
                case "quit":
                    over.set()
                    return
                case other:
                    raise ValueError(other)
        except (ValueError, KeyError, TypeError) as error:
            _report({"event": "refused", "why": str(error)})
        else:
            _report({"event": "done", **order})


def _report(what: dict[str, object]) -> None:
    click.echo(json.dumps(what))
    sys.stdout.flush()
