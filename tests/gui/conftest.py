"""The kiosk's window, off screen, with the bundled fonts alone."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before Qt starts: Qt looks at the machine's fonts once.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).parents[1] / "support" / "fonts.conf")

from PySide6.QtGui import QGuiApplication

from support.kiosk_rig import KioskRig, open_kiosk


@pytest.fixture(scope="module", autouse=True)
def nothing_left() -> Iterator[None]:
    """What Python has not let go of yet goes here: a later test may collect it in a thread that is
    not Qt's."""
    yield
    gc.collect()


@pytest.fixture(scope="module")
def opened_rig(qapp: QGuiApplication) -> Iterator[KioskRig]:
    with open_kiosk(qapp) as opened:
        yield opened


@pytest.fixture
def rig(opened_rig: KioskRig) -> KioskRig:
    """The module's window, as if nobody had been there."""
    opened_rig.reset()
    return opened_rig
