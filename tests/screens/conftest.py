"""Golden pictures: `pytest tests/screens --update-screens` takes them anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before Qt starts: no font but the bundled ones.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).parents[1] / "support" / "fonts.conf")

from PySide6.QtGui import QGuiApplication

from support.kiosk_rig import KioskRig, open_kiosk


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-screens", action="store_true", help="take the golden screens anew")


@pytest.fixture(scope="module")
def rig(qapp: QGuiApplication) -> Iterator[KioskRig]:
    with open_kiosk(qapp) as opened:
        opened.view.set_simulated(True)
        yield opened
