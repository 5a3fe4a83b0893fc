"""The kiosk as it is installed, on the whole screen: whoever stands before it stays in it.

Guards: `locked` in Main.qml, which refuses to close; no dialog, no browser and no shell is in the
program (tests/architecture).
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.config import KioskConfig
from support.sources import ROOT
from support.x_display import Desk, xvfb

WIDTH, HEIGHT = 540, 960
PATIENCE_S = 90.0
POLICY = {"idle_s": 21, "warn_s": 20, "absolute_s": 60}


@pytest.fixture
def display() -> Iterator[str]:
    with xvfb(WIDTH, HEIGHT) as name:
        yield name


@pytest.fixture
def desk(display: str) -> Iterator[Desk]:
    made = Desk(display)
    yield made
    made.close()


@pytest.fixture
def kiosk(config: KioskConfig, display: str, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    file = tmp_path / "kiosk.toml"
    settings = config.model_dump(mode="json", exclude_defaults=True)
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    lines += ["[policy]", *(f"{key} = {value}" for key, value in POLICY.items())]
    # A voice would be a child of the kiosk: none must be there.
    lines += ["[speech]", "enabled = false"]
    file.write_text("\n".join(lines))
    command = [sys.executable, "-m", "ui.cli.main", "kiosk", "--config", str(file)]
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    process = subprocess.Popen(command, cwd=ROOT, env=env)
    yield process
    process.kill()
    process.wait()


def until(wanted: Callable[[], bool], what: str) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not wanted():
        assert time.monotonic() < end_s, what
        time.sleep(0.1)


def at_rest(desk: Desk, stays_s: float = 2.5) -> bytes:
    """The page that stays as it is."""
    last, since_s = desk.picture(), time.monotonic()

    def same() -> bool:
        nonlocal last, since_s
        now = desk.picture()
        if now != last:
            last, since_s = now, time.monotonic()
        return time.monotonic() - since_s > stays_s

    until(same, "a page that stays")
    return last


def children_of(process: subprocess.Popen[bytes]) -> str:
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()


@pytest.mark.timeout(600)
def test_nothing_pressed_at_the_kiosk_leads_out_of_it_or_stays_for_the_next(
    kiosk: subprocess.Popen[bytes],
    config: KioskConfig,
    desk: Desk,
    request: pytest.FixtureRequest,
) -> None:
    until(lambda: len(desk.windows()) == 1, "the kiosk's window")
    # Until then a page says that the kiosk starts, on a busy machine for a while.
    until(config.snapshot_path.exists, "the station")
    start = at_rest(desk, 5.0)
    rng = random.Random(request.config.getoption("--seed"))
    for number in range(request.config.getoption("--presses")):
        desk.ill_use(rng)
        if number % 200 == 0:
            assert kiosk.poll() is None, number
            assert desk.windows() == [(0, 0, WIDTH, HEIGHT)], number
            assert children_of(kiosk) == "", number
    assert desk.picture() != start, "nothing reached it"
    until(lambda: at_rest(desk) == start, "the start page as it was")
    kiosk.send_signal(signal.SIGTERM)
    assert kiosk.wait(PATIENCE_S) == 0
