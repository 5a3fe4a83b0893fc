"""A scanner that types like a keyboard, and a real keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.session.events import (
    Backspace,
    Chosen,
    Clear,
    Confirmed,
    Digit,
    Event,
    WentBack,
)
from kiosk.session.pages import Way
from kiosk.session.scan_events import Scanned
from support.kiosk_rig import KioskRig
from ui.kiosk.typed import type_barcode, type_text

CARD = "2104800000017"

DOCK = {"language", "listen", "contrast", "text", "low", "easy", "help"}


@pytest.mark.parametrize("scene", ["identify", "start", "pin", "tray"])
def test_digits_in_a_burst_with_return_are_a_scanned_code(rig: KioskRig, scene: str) -> None:
    rig.show(scene)
    type_barcode(rig.window, CARD)
    rig.settle()
    assert rig.events == [Scanned(CARD)]


def test_digits_typed_by_hand_are_digits(rig: KioskRig, qtbot: QtBot) -> None:
    rig.show("identify")
    type_text(rig.window, "21")
    wanted: list[Event] = [Digit("2"), Digit("1")]
    qtbot.waitUntil(lambda: rig.events == wanted)


def test_pin_typed_on_a_keyboard_is_confirmed_by_return(rig: KioskRig) -> None:
    rig.show("pin")
    type_barcode(rig.window, "4711")
    rig.settle()
    assert rig.events == [*(Digit(digit) for digit in "4711"), Confirmed()]


def test_digits_on_other_pages_are_nobodys(rig: KioskRig, qtbot: QtBot) -> None:
    rig.show("tray")
    type_text(rig.window, "12")
    rig.tap("action-main")
    assert rig.events == [Confirmed()]


def test_digit_held_back_comes_before_the_finger_that_follows(rig: KioskRig) -> None:
    rig.show("identify")
    type_text(rig.window, "7")
    rig.settle()
    rig.tap("key-8")
    assert rig.events == [Digit("7"), Digit("8")]


def test_digits_still_held_back_when_the_page_turns_are_dropped(rig: KioskRig) -> None:
    """Guard: the page the digits were typed on. Without it a PIN's are shown as a card number."""
    rig.show("pin")
    type_text(rig.window, "47")
    rig.app.processEvents()
    rig.show("identify")
    rig.tap("key-8")
    assert rig.events == [Digit("8")]


@pytest.mark.parametrize(
    ("key", "event"),
    [
        (Qt.Key.Key_Backspace, Backspace()),
        (Qt.Key.Key_Delete, Clear()),
        (Qt.Key.Key_Escape, WentBack()),
    ],
)
def test_editing_keys_work_where_something_is_entered(
    rig: KioskRig, key: Qt.Key, event: Event
) -> None:
    rig.show("pin")
    rig.key(key)
    assert rig.events == [event]
    rig.show("tray")
    rig.key(key)
    assert rig.events == [event]


def test_tab_and_return_reach_every_way(rig: KioskRig) -> None:
    rig.show("start")
    rig.key(Qt.Key.Key_Tab)
    assert rig.focused() == "choose-borrow"
    rig.key(Qt.Key.Key_Return)
    rig.key(Qt.Key.Key_Tab)
    rig.key(Qt.Key.Key_Space)
    assert rig.events == [Chosen(Way.BORROW), Chosen(Way.RETURN)]


@pytest.mark.parametrize(
    "scene", ["start", "identify-whole", "pin", "tray", "return", "finish", "attention", "resting"]
)
def test_tab_goes_round_everything_that_can_be_pressed(rig: KioskRig, scene: str) -> None:
    rig.show(scene)
    wanted = {button.objectName() for button in rig.buttons() if button.isEnabled()}
    seen = set()
    for _ in range(len(wanted) + 2):
        rig.key(Qt.Key.Key_Tab)
        seen.add(rig.focused())
    assert wanted <= seen


def test_focus_is_seen_as_a_ring_around_one_thing(rig: KioskRig) -> None:
    rig.show("tray")
    rig.key(Qt.Key.Key_Tab)
    ringed = [button.objectName() for button in rig.buttons() if button.property("ringed")]
    assert ringed == [rig.focused()]


def test_language_is_changed_with_the_keyboard_alone(rig: KioskRig) -> None:
    rig.show("tray")
    while rig.focused() != "language":
        rig.key(Qt.Key.Key_Tab)
    rig.key(Qt.Key.Key_Return)
    assert rig.focused() == "language-fr"
    rig.key(Qt.Key.Key_Tab)
    rig.key(Qt.Key.Key_Return)
    assert rig.view.property("language") == "en"
    assert rig.focused() == "language"


def test_new_page_takes_the_focus_from_the_dock(rig: KioskRig) -> None:
    rig.show("start")
    rig.tap("language-en")
    assert rig.focused() == "language-en"
    rig.show("pin")
    assert rig.focused() == "page-pin"


def test_keyboard_stays_in_the_help_while_it_is_open(rig: KioskRig) -> None:
    rig.show("tray")
    rig.tap("help")
    for _ in range(4):
        rig.key(Qt.Key.Key_Tab)
        assert rig.focused() in {"help-close", *DOCK}
