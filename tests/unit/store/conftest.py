"""A journal on a real file, and the clock it is written by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.journal import Journal
from support.station_store import HandClock, journal_at


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def journal(path: Path, clock: HandClock) -> Iterator[Journal]:
    """Enrolled as kiosk-1 in branch A, epoch 1, nothing recorded."""
    with journal_at(path, clock) as opened:
        opened.identity("kiosk-1", 1, "A")
        yield opened
