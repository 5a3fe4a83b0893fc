"""Pictures of the kiosk's pages: `pytest tests/screens --update-screens` takes the golden ones
anew."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before Qt starts: no font but the bundled ones.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).parents[1] / "support" / "fonts.conf")

from PySide6.QtGui import QGuiApplication

from ui.kiosk.gallery import Gallery
from ui.qt.application import prepare


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-screens", action="store_true", help="take the golden screens anew")


@pytest.fixture(scope="module", autouse=True)
def nothing_left() -> Iterator[None]:
    """What Python has not let go of yet goes here: a later test may collect it in a thread that is
    not Qt's."""
    yield
    gc.collect()


@pytest.fixture(scope="module")
def gallery(qapp: QGuiApplication) -> Iterator[Gallery]:
    """One window for the pictures of a module; the application's words go with it, before another
    window brings its own."""
    prepare(qapp)
    opened = Gallery(qapp)
    yield opened
    opened.close()
    qapp.processEvents()
