"""`beaupre kiosk`: first frame first, configuration errors in one line, an orderly end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy

from support.kiosk_rig import KioskRig
from support.sources import ROOT
from ui.cli.main import run
from ui.kiosk.items import find_item
from ui.kiosk.program import KioskProgram, NotInProduction, Options
from ui.kiosk.scenes import SCENES
from ui.kiosk.screen import Locale
from ui.kiosk.view import KioskView
from ui.kiosk.window import KioskWindow
from ui.qt.application import prepare

BEAUPRE = [sys.executable, "-m", "ui.cli.main"]
NOWHERE = "http://127.0.0.1:9"
Run = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Run]:
    """Starts the command off screen; what still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    def start(*arguments: str) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [*BEAUPRE, "kiosk", *arguments], cwd=ROOT, env=env, text=True, stderr=subprocess.PIPE
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.kill()
        child.wait()
        assert child.stderr is not None
        child.stderr.close()


def demo_options(tmp_path: Path) -> list[str]:
    reader = f"feig+serial:{tmp_path / 'pad'}?simulated=1"
    return ["--state", str(tmp_path / "state"), "--server", NOWHERE, "--reader", reader]


def say(path: Path, line: dict[str, str]) -> dict[str, object]:
    """Ask the demo socket, waiting for it to be there."""
    deadline = time.monotonic() + 30
    while True:
        with socket.socket(socket.AF_UNIX) as wire:
            try:
                wire.connect(str(path))
            except OSError:
                assert time.monotonic() < deadline, "the kiosk did not open its demo socket"
                time.sleep(0.05)
                continue
            wire.sendall(json.dumps(line).encode() + b"\n")
            for answer in wire.makefile():
                if "ok" in (said := json.loads(answer)):
                    return said


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_kiosk_runs_without_server_and_reader_and_ends_when_asked(
    kiosk: Run, tmp_path: Path, end: signal.Signals
) -> None:
    wire = tmp_path / "wire"
    child = kiosk(*demo_options(tmp_path), "--size", "540x960", "--demo-socket", str(wire))
    state = say(wire, {"do": "state"})
    assert state["page"] == "resting"
    child.send_signal(end)
    assert child.wait(timeout=20) == 0
    assert not wire.exists()


def test_misspelt_key_is_told_in_one_line(kiosk: Run, tmp_path: Path) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text('statoin = "tilleuls-1"\n')
    child = kiosk("--config", str(config), "--size", "540x960")
    _, said = child.communicate(timeout=30)
    assert child.returncode == 2
    assert said.count("\n") == 1
    assert "did you mean 'station'?" in said


def test_demo_socket_is_refused_outside_demo_mode(kiosk: Run, tmp_path: Path) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(
        f'station = "a"\nbranch = "b"\nserver_url = "{NOWHERE}"\n'
        f'state_dir = "{tmp_path}"\nreader_url = "feig+serial:/dev/ttyUSB0"\n'
    )
    wire = tmp_path / "wire"
    child = kiosk("--config", str(config), "--size", "540x960", "--demo-socket", str(wire))
    _, said = child.communicate(timeout=30)
    assert child.returncode == 2
    assert "demo_mode" in said
    assert not wire.exists()


@pytest.mark.parametrize("size", ["big", "0x100", "1080", "1080x"])
def test_impossible_size_is_wrong_use(
    size: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["kiosk", *demo_options(tmp_path), "--size", size]) == 2
    assert "WIDTHxHEIGHT" in capsys.readouterr().err


def test_station_without_any_configuration_is_wrong_use(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["kiosk"]) == 2
    assert "--config" in capsys.readouterr().err


def test_first_frame_is_shown_before_the_station_is_loaded(qapp: QGuiApplication) -> None:
    order: list[str] = []

    def load() -> object:
        order.append("loaded")
        raise NotInProduction("enough")

    program = KioskProgram(qapp, Options((270, 480)), load)
    program._window.window.frameSwapped.connect(lambda: order.append("frame"))
    QTimer.singleShot(20_000, program._dispatcher, qapp.quit)
    with pytest.raises(NotInProduction, match="enough"):
        program.run()
    assert order.index("frame") < order.index("loaded")


def test_window_comes_up_without_session_pages_and_station() -> None:
    """Their modules take longer than Qt's: the first frame would wait for them. Guard: the imports
    within `KioskProgram._open_pages` and `_start_station`."""
    code = (
        "import sys\n"
        "from ui.kiosk.program import KioskProgram, Options\n"
        "from ui.qt.application import make_application\n"
        "program = KioskProgram(make_application(['kiosk']), Options((270, 480)), None)\n"
        "late = {'kiosk', 'rfid', 'catalogue', 'pydantic', 'requests', 'qrcode', 'PIL', 'jinja2'}\n"
        "print(sorted(late & sys.modules.keys()))\n"
        "program._end()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_waiting_page_gives_way_to_the_pages(qapp: QGuiApplication) -> None:
    """Guard: `active` of its Loader in Main.qml."""
    prepare(qapp)
    shell = KioskWindow(qapp, size=QSize(270, 480))
    shell.window.show()
    assert find_item(shell.window, "page-starting") is not None
    view = KioskView(Locale(town="Valbreuil", branch=""))
    shell.open(view)
    assert find_item(shell.window, "page-starting") is None
    assert find_item(shell.window, "page-resting") is not None
    shell.close()


@pytest.mark.parametrize("last", ["choose-look", "help"])
def test_keyboard_finds_the_start_page_as_if_nobody_had_been_there(
    rig: KioskRig, last: str
) -> None:
    """The start page outlives its visitors. Guard: the focus taken from it in `Pages.arrive`."""
    rig.show("start")
    page = find_item(rig.window, "page-start")
    for name in ("choose-look", last):
        find_item(rig.window, name).forceActiveFocus()
    rig.show("search")
    rig.show("start")
    assert find_item(rig.window, "page-start") is page
    assert rig.window.activeFocusItem() is page


def test_digit_lets_the_page_ask_for_what_was_typed_alone(rig: KioskRig) -> None:
    """Guard: `ENTRY` in ui.kiosk.view."""
    rig.show("identify")
    all_else, entry = QSignalSpy(rig.view.changed), QSignalSpy(rig.view.entryChanged)
    rig.view.show_state(replace(SCENES["identify"], card_entry="210"))
    assert (all_else.count(), entry.count()) == (0, 1)
    rig.view.show_state(replace(SCENES["identify"], card_entry="2104", online=False))
    assert (all_else.count(), entry.count()) == (1, 2)


def test_new_day_is_told_once(qapp: QGuiApplication) -> None:
    """Guard: `_turn_day`."""
    days = [date(2026, 11, 21), date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 22)]
    view = KioskView(Locale(town="Valbreuil", branch=""), today=lambda: days.pop(0))
    told = QSignalSpy(view.dayChanged)
    for _ in range(3):
        view.show_state(SCENES["start"])
    assert (view.today, told.count()) == ("2026-11-22", 1)
