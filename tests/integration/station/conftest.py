"""A small town's server, a reader's twin and one station, all real."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import select

from catalogue.db.holdings import Item
from catalogue.services.present import Present
from kiosk.config import KioskConfig
from support.central import ITEMS, HandClock, LittleTown, serving
from support.stations import Kiosk, Twin, running


class Town:
    """A server that can be there or not, at one address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.little = LittleTown(folder, HandClock())
        with self.little.services.database.write() as session:
            present = Present(session, self.little.clock())
            for title in set(ITEMS.values()):
                present.show_rows(title, session.scalars(select(Item).where(Item.title == title)))
        self._stack = ExitStack()
        self.url = ""

    def open(self) -> None:
        self.url = self._stack.enter_context(serving(self.little))
        port = int(self.url.rsplit(":", 1)[1])
        self.little.settings = self.little.settings.model_copy(update={"port": port})

    def die(self) -> None:
        self._stack.close()

    def close(self) -> None:
        self.die()
        self.little.services.close()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    folder = tmp_path / "server"
    folder.mkdir()
    made = Town(folder)
    made.open()
    yield made
    made.close()


@pytest.fixture
def twin(tmp_path: Path) -> Iterator[Twin]:
    made = Twin(tmp_path)
    yield made
    made.close()


@pytest.fixture
def config(tmp_path: Path, town: Town, twin: Twin) -> KioskConfig:
    code = town.little.services.enrolments.make_code("kiosk-1", "A")
    return KioskConfig.demo(
        tmp_path / "station",
        town.url,
        twin.url,
        station="kiosk-1",
        branch="A",
        enrolment_code=code,
        ask_timeout_s=2.0,
    )


@pytest.fixture
def kiosk(config: KioskConfig) -> Iterator[Kiosk]:
    with running(config) as made:
        yield made
