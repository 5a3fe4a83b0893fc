"""What all Qt programs stand on: dispatcher, icons, fonts, a long life, an orderly end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from pytestqt.qtbot import QtBot

from support.kiosk_rig import KioskRig
from support.sources import ROOT
from ui.qt.dispatcher import Dispatcher
from ui.qt.icons import IconProvider, draw_icon
from ui.qt.signals import StopSignals


def test_task_posted_from_a_thread_runs_on_the_main_thread(qtbot: QtBot) -> None:
    dispatcher = Dispatcher()
    ran: list[tuple[int, int]] = []
    tasks = [lambda n=n: ran.append((n, threading.get_ident())) for n in range(50)]
    worker = threading.Thread(target=lambda: [dispatcher.post(task) for task in tasks])
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(ran) == 50)
    assert ran == [(n, threading.get_ident()) for n in range(50)]


def test_posted_task_never_runs_inside_the_call(qtbot: QtBot) -> None:
    dispatcher = Dispatcher()
    ran: list[bool] = []
    dispatcher.post(lambda: ran.append(True))
    assert ran == []
    qtbot.waitUntil(lambda: ran == [True])


def test_process_outlives_any_number_of_signals() -> None:
    """PySide gives away a reference to True with every signal: without care Python aborts."""
    program = (
        "from ui.qt.dispatcher import Dispatcher\n"
        "dispatcher = Dispatcher()\n"
        "for _ in range(20000): dispatcher._posted.emit(print)\n"
        "print('alive')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


def test_every_icon_named_on_a_page_is_bundled() -> None:
    named = set()
    for path in (ROOT / "ui" / "kiosk" / "qml").rglob("*.qml"):
        for line in re.findall(r"(?:iconName|name|\w+Icon): (.*)", path.read_text("utf-8")):
            named |= set(re.findall(r'(?<!=== )"([a-z][a-z-]+)"', line))
    bundled = {path.stem for path in (ROOT / "ui" / "qt" / "icons" / "bold").glob("*.svg")}
    assert len(named) > 15
    assert named <= bundled, named - bundled


def test_icon_is_drawn_in_its_colour() -> None:
    image = draw_icon("bold", "check", "14532f", 48)
    colours = {image.pixelColor(x, y).name() for x in range(48) for y in range(48)
               if image.pixelColor(x, y).alpha() == 255}  # fmt: skip
    assert colours == {"#14532f"}


def test_unknown_icon_is_an_empty_picture() -> None:
    picture = IconProvider().requestImage("bold/no-such-icon/000000", QSize(), QSize(48, 48))
    assert picture.isNull()


@pytest.mark.parametrize("family", ["Atkinson Hyperlegible Next", "Young Serif"])
def test_bundled_fonts_are_what_is_drawn(rig: KioskRig, family: str) -> None:
    assert family in QFontDatabase.families()
    assert QFontInfo(QFont(family)).family() == family


def test_stop_signal_reaches_the_main_thread(qtbot: QtBot) -> None:
    stopped: list[int] = []
    before = signal.getsignal(signal.SIGTERM)
    signals = StopSignals(lambda: stopped.append(threading.get_ident()))
    os.kill(os.getpid(), signal.SIGTERM)
    qtbot.waitUntil(lambda: bool(stopped))
    signals.close()
    assert stopped == [threading.get_ident()]
    assert signal.getsignal(signal.SIGTERM) is before
