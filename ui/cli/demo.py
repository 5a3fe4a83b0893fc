"""`beaupre demo`: a whole town on one machine.

With a display it opens the kiosk with a drawer of things to play with; without one it plays the
scenarios off screen and writes a report computed from the stores and the virtual tags.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import click

from ui.cli.conductor.control import Control
from ui.cli.conductor.report import report
from ui.cli.conductor.scenarios import SCENARIOS, Shoot
from ui.cli.conductor.shots import Shots
from ui.cli.conductor.world import Stores, World
from ui.cli.errors import CliError, ExitCode
from ui.cli.progress import Progress


@click.command(epilog="Example: beaupre demo --headless --scenario offline --report offline.json")
@click.option("--headless", is_flag=True, help="Off screen, even where there is a display.")
@click.option("--scenario", type=click.Choice(list(SCENARIOS)), help="Play one (default: all).")
@click.option("--report", "report_file", type=click.Path(path_type=Path), help="Write it as JSON.")
@click.option(
    "--screenshots",
    type=click.Path(path_type=Path),
    help="Folder for pictures of every page; with --headless or --scenario, of what is played.",
)
@click.option("--state", type=click.Path(path_type=Path), help="Keep the stores in this folder.")
def demo(
    headless: bool,
    scenario: str | None,
    report_file: Path | None,
    screenshots: Path | None,
    state: Path | None,
) -> int:
    """Run server, reader pad and kiosk of a demo town here.

    Scenarios act as the world does: fingers, cards, tags, cables and signals. Exit code 1 says that
    something expected did not happen.

    With --screenshots alone nothing is played: every page is drawn in both orientations, all
    languages and modes, as PAGE.ORIENTATION.LANG.MODE.png, and index.json lists them; stopped and
    called again, it goes on. Exit code 1 says that on some of them something does not fit.
    """
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _leave)
    if screenshots is not None and not headless and scenario is None:
        return _take_pictures(screenshots)
    if not headless and scenario is None and _has_display():
        return _interactive(state)
    names = [scenario] if scenario else list(SCENARIOS)
    reports = [
        _play(n, _state_of(state, n, alone=scenario is not None), screenshots) for n in names
    ]
    if report_file is not None:
        whole = reports[0] if scenario else {"scenarios": reports}
        report_file.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")
        _say(f"report: {report_file}")
    return ExitCode.DONE


def _take_pictures(folder: Path) -> int:
    """Every page of the kiosk, without a station; Qt is needed for this alone."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.kiosk.gallery import every_shot, take_all
    from ui.qt.application import make_application

    app = make_application(["beaupre demo"])
    shots = list(every_shot())
    _say(f"{len(shots)} pictures into {folder}")
    try:
        with Progress() as progress:
            count = partial(progress, "pictures", total=len(shots))
            wrong = take_all(app, folder, shots, _say, count)
    except OSError as error:
        raise CliError(str(error)) from error
    _say(f"index: {folder / 'index.json'}")
    return ExitCode.PROBLEMS if wrong else ExitCode.DONE


def _leave(number: int, frame: object) -> NoReturn:
    """Asked to end, or the terminal is gone: stop the children and tidy up on the way out."""
    raise SystemExit(128 + number)


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _state_of(state: Path | None, name: str, *, alone: bool) -> Path | None:
    if state is None or alone:
        return state
    return state / name


def _play(name: str, state: Path | None, screenshots: Path | None) -> dict[str, Any]:
    """One scenario from an empty town to its report."""
    started = time.monotonic()
    with _stores(state) as stores:
        with World(stores, headless=True, say=lambda text: _say(f"{name}: {text}")) as world:
            world.start()
            shoot: Shoot = Shots(world, screenshots) if screenshots else lambda _: None
            _say(f"{name}: plays")
            SCENARIOS[name](world, shoot)
        if screenshots:
            _keep_receipts(name, stores.receipts, screenshots)
        result = report(name, stores, pages=world.pages, duration_s=time.monotonic() - started)
    _say(
        f"{name}: {len(result['operations'])} operations, {len(result['server']['loans'])} loans, "
        f"{len(result['repairs'])} repairs, {result['duration_s']} s"
    )
    return result


def _keep_receipts(name: str, printed: Path, folder: Path) -> None:
    """What came out of the printer, among the pictures of the screen."""
    for picture in sorted(printed.glob("receipt-*.png")):
        shutil.copyfile(picture, folder / f"{name}-{picture.name}")


def _interactive(state: Path | None) -> int:
    """Open the window; ends when it is closed."""
    with (
        _stores(state) as stores,
        tempfile.TemporaryDirectory(prefix="beaupre-") as sockets,
        World(stores, headless=False, say=_say) as world,
    ):
        path = Path(sockets) / "control"
        control = Control(world, path)
        world.start(control=path)
        _say("the kiosk is open; close its window to end")
        kiosk = world.child("kiosk")
        code = kiosk.process.wait()
        control.close()
        if code:
            raise CliError(f"the kiosk ended with {code}\n{kiosk.tail()}")
    return ExitCode.DONE


@contextmanager
def _stores(state: Path | None) -> Iterator[Stores]:
    """Stores in the named folder, or in one that is gone afterwards."""
    if state is not None:
        stores = Stores(state.resolve())
        stores.prepare()
        yield stores
        return
    with tempfile.TemporaryDirectory(prefix="beaupre-demo-", ignore_cleanup_errors=True) as folder:
        stores = Stores(Path(folder) / "state")
        stores.prepare()
        yield stores


def _say(text: str) -> None:
    click.echo(text, err=True)
