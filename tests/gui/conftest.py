"""The kiosk's window, off screen, with the bundled fonts alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before Qt starts: Qt looks at the machine's fonts once.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).parents[1] / "support" / "fonts.conf")

from PySide6.QtGui import QGuiApplication

from support.kiosk_rig import LANDSCAPE, KioskRig, open_kiosk


@pytest.fixture
def rig(qapp: QGuiApplication) -> Iterator[KioskRig]:
    with open_kiosk(qapp) as opened:
        yield opened


@pytest.fixture
def wide_rig(qapp: QGuiApplication) -> Iterator[KioskRig]:
    with open_kiosk(qapp, LANDSCAPE) as opened:
        yield opened
