"""The demo socket: it touches the window as a person would, and refuses what a person cannot."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from kiosk.session.events import Chosen, Confirmed, Digit
from kiosk.session.pages import Way
from kiosk.session.scan_events import Scanned
from support.kiosk_rig import KioskRig
from ui.kiosk.demo_socket import DemoSocket
from ui.kiosk.scenes import PILE, SCENES

Message = dict[str, Any]


class Client:
    """The other end, on the same thread."""

    def __init__(self, path: Path, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.news: list[Message] = []
        self._answers: list[Message] = []
        self.socket = QLocalSocket()
        self.socket.connectToServer(str(path))
        assert self.socket.waitForConnected(2000)
        self.socket.readyRead.connect(self.read)

    def read(self) -> None:
        while self.socket.canReadLine():
            said = json.loads(self.socket.readLine().data())
            (self.news if "event" in said else self._answers).append(said)

    def send(self, line: str) -> None:
        self.socket.write(line.encode() + b"\n")

    def answer(self) -> Message:
        self._qtbot.waitUntil(lambda: bool(self._answers), timeout=8000)
        return self._answers.pop(0)

    def do(self, **request: Any) -> Message:
        self.send(json.dumps(request))
        return self.answer()


@pytest.fixture
def client(rig: KioskRig, qtbot: QtBot, tmp_path: Path) -> Iterator[Client]:
    server = DemoSocket(tmp_path / "screen", rig.window, rig.view)
    made = Client(tmp_path / "screen", qtbot)
    yield made
    made.socket.abort()
    server.close()


def test_tap_is_a_touch_of_the_window(rig: KioskRig, client: Client) -> None:
    rig.show("start")
    assert client.do(do="tap", target="choose-return") == {"ok": True}
    assert rig.events == [Chosen(Way.RETURN)]


@pytest.mark.parametrize(
    ("scene", "target"),
    [
        ("start", "action-main"),  # not on this page
        ("identify", "action-main"),  # waits for digits
        ("start-no-lending", "choose-borrow"),
    ],
)
def test_what_cannot_be_touched_is_refused(
    rig: KioskRig, client: Client, scene: str, target: str
) -> None:
    rig.show(scene)
    answer = client.do(do="tap", target=target)
    assert not answer["ok"]
    assert target in answer["error"]
    assert rig.events == []


def test_page_under_the_help_cannot_be_touched(rig: KioskRig, client: Client) -> None:
    rig.show("tray")
    client.do(do="tap", target="help")
    assert not client.do(do="tap", target="action-main")["ok"]


def test_text_with_enter_is_a_scanned_card(rig: KioskRig, client: Client) -> None:
    rig.show("identify")
    assert client.do(do="text", text="2104800000017", enter=True) == {"ok": True}
    assert rig.events == [Scanned("2104800000017")]


def test_keys_arrive_as_keys(rig: KioskRig, client: Client) -> None:
    rig.show("pin")
    client.do(do="text", text="1")
    client.do(do="key", key="Return")
    assert rig.events == [Digit("1"), Confirmed()]
    assert client.do(do="key", key="Nothing")["error"] == "no key is called Nothing"


def test_state_says_what_is_on_screen(rig: KioskRig, client: Client) -> None:
    rig.show("tray")
    state = client.do(do="state")
    assert (state["page"], state["way"], state["language"]) == ("tray", "borrow", "fr")
    assert (state["network"], state["reader"]) == ("online", "up")
    assert state["rows"][4] == {
        "key": PILE[4].key,
        "item": PILE[4].item,
        "state": "refused",
        "reason": "reserved",
        "kit": None,
    }
    assert {"page-tray", "row-0", "action-main", "one-is-missing", "help"} <= {*state["names"]}


def test_every_change_is_told_to_every_client(rig: KioskRig, client: Client, qtbot: QtBot) -> None:
    client.do(do="state")
    client.news.clear()
    rig.view.show_state(SCENES["tray"])
    qtbot.waitUntil(lambda: bool(client.news))
    assert client.news[0]["event"] == "state"
    assert client.news[0]["page"] == "tray"
    assert "names" not in client.news[0]


def test_pin_is_never_told(rig: KioskRig, client: Client) -> None:
    rig.show("pin")
    assert "12" not in json.dumps(client.do(do="state")["rows"])
    assert not {"pin", "pin_entry", "card"} & {*client.do(do="state")}


def test_picture_is_taken_when_the_page_stands_still(
    rig: KioskRig, client: Client, tmp_path: Path
) -> None:
    rig.theme().setProperty("motion", True)
    rig.view.show_state(SCENES["start"])
    client.do(do="resize", width=960, height=540)
    path = tmp_path / "start.png"
    assert client.do(do="grab", path=str(path)) == {"ok": True}
    picture = QImage(str(path))
    assert (picture.width(), picture.height()) == (960, 540)
    rig.theme().setProperty("motion", False)
    assert picture == rig.grab().convertToFormat(picture.format())


def test_picture_that_cannot_be_written_is_said(client: Client, tmp_path: Path) -> None:
    answer = client.do(do="grab", path=str(tmp_path / "no" / "where.png"))
    assert "cannot be written" in answer["error"]


@pytest.mark.parametrize(
    "line", ["not json", "[]", '{"do": "dance"}', '{"do": "tap"}', '{"do": "resize", "width": "x"}']
)
def test_nonsense_is_answered_and_the_line_stays_open(client: Client, line: str) -> None:
    client.send(line)
    assert not client.answer()["ok"]
    assert client.do(do="state")["ok"]


def test_answers_come_in_the_order_of_the_requests(
    rig: KioskRig, client: Client, tmp_path: Path
) -> None:
    rig.show("start")
    slow = json.dumps({"do": "grab", "path": str(tmp_path / "one.png")})
    client.send(slow + "\n" + json.dumps({"do": "state"}))
    assert "page" not in client.answer()
    assert client.answer()["page"] == "start"


def test_socket_is_for_its_own_user_and_goes_away(
    rig: KioskRig, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "screen"
    server = DemoSocket(path, rig.window, rig.view)
    assert path.is_socket()
    assert path.stat().st_mode & 0o077 == 0
    server.close()
    assert not path.exists()


def test_socket_that_cannot_be_made_is_an_error(rig: KioskRig, tmp_path: Path) -> None:
    make: Callable[[], DemoSocket] = lambda: DemoSocket(  # noqa: E731
        tmp_path / "no" / "where", rig.window, rig.view
    )
    with pytest.raises(OSError, match="where"):
        make()
