"""`beaupre kiosk`: the self-service station on this screen."""

from __future__ import annotations

import gc
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.errors import CliError, ExitCode

if TYPE_CHECKING:
    from kiosk.config import KioskConfig

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(epilog="Example: beaupre kiosk --config /etc/beaupre/kiosk.toml")
@click.option("--config", "config_path", type=_FILE, help="kiosk.toml of this station.")
@click.option("--state", "state_dir", type=_FOLDER, help="Folder of journal, snapshot and keys.")
@click.option("--server", metavar="URL", help="Without --config: the demo town's server.")
@click.option("--reader", metavar="URL", help="Without --config: the reader, or a simulated one.")
@click.option("--size", metavar="WxH", help="A window of this size instead of the whole screen.")
@click.option("--simulated", is_flag=True, help="Show the badge of a simulated reader.")
@click.option("--demo-socket", type=_FILE, help="Demo mode: take touches and keys from here.")
@click.option("--demo-control", type=_FILE, help="Demo mode: show the drawer, moving this world.")
@click.option("--verbose", is_flag=True, help="Log what happens, not only what goes wrong.")
def kiosk(
    config_path: Path | None,
    state_dir: Path | None,
    server: str | None,
    reader: str | None,
    size: str | None,
    simulated: bool,
    demo_socket: Path | None,
    demo_control: Path | None,
    verbose: bool,
) -> int:
    """Run the kiosk: lend and take back on the pad of this station, online or cut off.

    Ends on SIGTERM or Ctrl-C; nothing is lost by pulling the plug.
    """
    if config_path is None and not (state_dir and server and reader):
        raise click.UsageError("give --config FILE, or --state, --server and --reader")
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    width_height = _size(size)
    # Start-up makes what stays: nothing to collect before the station runs.
    gc.disable()

    from ui.kiosk.program import KioskProgram, NotInProduction, Options
    from ui.qt.application import make_application

    app = make_application(["beaupre kiosk"])
    in_window = simulated or demo_socket or demo_control
    fitting = _fitting(app.primaryScreen().availableSize().toTuple()) if in_window else None
    chosen = width_height or fitting
    options = Options(
        size=chosen,
        simulated=simulated,
        demo_socket=demo_socket,
        demo_control=demo_control,
    )
    program = KioskProgram(app, options, lambda: _load(config_path, state_dir, server, reader))
    try:
        return program.run()
    except NotInProduction as error:
        raise CliError(str(error), ExitCode.WRONG_USE) from error


def _load(
    path: Path | None, state_dir: Path | None, server: str | None, reader: str | None
) -> KioskConfig:
    """The configuration; single options go before the file. ConfigError is told in one line."""
    from kiosk.config import KioskConfig, load_config

    if path is None:
        return KioskConfig.demo(state_dir or Path(), server or "", reader or "")
    changes = {"state_dir": state_dir, "server_url": server, "reader_url": reader}
    given = {key: value for key, value in changes.items() if value is not None}
    return load_config(path).model_copy(update=given)


def _size(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = re.fullmatch(r"(\d+)x(\d+)", text)
    if match is None or "0" in match.groups():
        raise click.BadParameter(f"{text!r}: write WIDTHxHEIGHT, e.g. 1080x1920")
    return int(match[1]), int(match[2])


def _fitting(screen: tuple[int, int]) -> tuple[int, int]:
    """An upright window that fits a developer's screen."""
    height = min(1920, round(screen[1] * 0.92))
    return round(height * 9 / 16), height
