"""The drawer of a demonstration: a finger on it moves the conductor's world."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kiosk.session.scan_events import Scanned
from support.kiosk_rig import KioskRig
from ui.kiosk.demo_control import DemoControl
from ui.kiosk.line_server import LineServer
from ui.kiosk.typed import type_barcode

UID = "E004010000000001"
CARD = "2104800000017"
ITEM = "3104800000017"


class World:
    """A conductor with one tag and one card."""

    def __init__(self, path: Path) -> None:
        self.asked: list[dict[str, Any]] = []
        self.on_pad = False
        self.network = True
        self.server = LineServer(path, self.handle)

    def handle(self, request: dict[str, Any], answer: Any) -> None:
        self.asked.append(request)
        if request["do"] in ("lay", "lift"):
            self.on_pad = request["do"] == "lay"
        if request["do"] == "network":
            self.network = request["up"]
        answer(json.loads(json.dumps({
            "ok": True,
            "tags": [{"uid": UID, "item": ITEM, "label": "Candide", "on_pad": self.on_pad}],
            "cards": [{"number": CARD, "label": "Jeanne", "pin": "1234"}],
            "network": self.network,
            "reader": True,
        })))  # fmt: skip


@pytest.fixture
def world(rig: KioskRig, qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "control")
    control = DemoControl(tmp_path / "control", lambda card: type_barcode(rig.window, card))
    rig.shell.show_drawer(control)
    rig.show("identify")
    qtbot.waitUntil(lambda: bool(control.property("tags")))
    rig.tap("demo-handle")
    yield made
    rig.window.setProperty("demo", None)
    made.server.close()


def test_tag_is_laid_and_lifted(rig: KioskRig, world: World, qtbot: QtBot) -> None:
    rig.tap(f"demo-tag-{UID}")
    qtbot.waitUntil(lambda: {"do": "lay", "uid": UID} in world.asked)
    qtbot.waitUntil(lambda: rig.item(f"demo-tag-{UID}").property("on") is True)
    rig.tap(f"demo-tag-{UID}")
    qtbot.waitUntil(lambda: {"do": "lift", "uid": UID} in world.asked)


def test_cables_are_pulled_and_put_back(rig: KioskRig, world: World, qtbot: QtBot) -> None:
    rig.tap("demo-network")
    qtbot.waitUntil(lambda: {"do": "network", "up": False} in world.asked)
    qtbot.waitUntil(lambda: rig.item("demo-network").property("on") is False)
    rig.tap("demo-network")
    rig.tap("demo-reader")
    qtbot.waitUntil(lambda: {"do": "network", "up": True} in world.asked)
    qtbot.waitUntil(lambda: {"do": "reader", "up": False} in world.asked)


def test_card_is_typed_into_the_window_as_a_scanner_does(rig: KioskRig, world: World) -> None:
    rig.tap(f"demo-card-{CARD}")
    assert Scanned(CARD) in rig.events
    assert f"demo-card-{CARD}" not in rig.names()


def test_no_drawer_without_a_demonstration(rig: KioskRig) -> None:
    rig.show("start")
    assert "demo-handle" not in rig.names()


def test_drawer_lives_without_its_conductor(rig: KioskRig, tmp_path: Path) -> None:
    control = DemoControl(tmp_path / "nobody", lambda _card: None)
    rig.shell.show_drawer(control)
    rig.show("start")
    rig.tap("demo-handle")
    control.lay(UID)
    assert control.property("tags") == []
    rig.window.setProperty("demo", None)


def test_barcode_of_a_thing_is_typed_into_the_window_as_a_scanner_does(
    rig: KioskRig, world: World
) -> None:
    rig.tap(f"demo-barcode-{ITEM}")
    assert Scanned(ITEM) in rig.events
