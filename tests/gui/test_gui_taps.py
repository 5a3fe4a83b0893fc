"""A finger on the window: the right event reaches the session, and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize

from kiosk.session.events import (
    Backspace,
    Chosen,
    Clear,
    Confirmed,
    Digit,
    GaveUp,
    OneIsMissing,
    PatronTurn,
    WentBack,
)
from kiosk.session.pages import Way
from kiosk.session.receipt_events import ReceiptChosen
from kiosk.session.receipt_state import By
from kiosk.session.scan_events import NotRead
from support.kiosk_rig import LANDSCAPE, PORTRAIT, KioskRig

TAPS = [
    ("start", "choose-borrow", Chosen(Way.BORROW)),
    ("start", "choose-return", Chosen(Way.RETURN)),
    ("start-offline", "choose-borrow", Chosen(Way.BORROW)),
    ("identify", "key-0", Digit("0")),
    ("identify", "key-9", Digit("9")),
    ("identify", "key-backspace", Backspace()),
    ("identify", "key-clear", Clear()),
    ("identify", "action-back", WentBack()),
    ("identify-whole", "action-main", Confirmed()),
    ("pin", "key-5", Digit("5")),
    ("pin", "action-back", WentBack()),
    ("tray", "action-main", Confirmed()),
    ("tray", "one-is-missing", OneIsMissing()),
    ("tray-scanned", "not-read", NotRead()),
    ("tray-empty", "action-back", WentBack()),
    ("return", "action-main", Confirmed()),
    ("return", "one-is-missing", OneIsMissing()),
    ("return-empty", "action-back", WentBack()),
    ("attention", "action-main", GaveUp()),
    ("finish-printed", "action-main", Confirmed()),
    ("finish", "receipt-paper", ReceiptChosen(By.PAPER, "fr")),
    ("finish", "receipt-mail", ReceiptChosen(By.MAIL, "fr")),
    ("finish", "receipt-screen", ReceiptChosen(By.SCREEN, "fr")),
    ("finish", "receipt-none", ReceiptChosen(By.NONE, "fr")),
    ("receipt", "action-back", WentBack()),
    ("receipt", "action-main", Confirmed()),
    ("receipt-family", "turn-1", PatronTurn(1)),
]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_each_button_tells_the_session_what_it_says(rig: KioskRig, size: QSize) -> None:
    rig.resize(size)
    for scene, target, event in TAPS:
        rig.show(scene)
        rig.events.clear()
        rig.tap(target)
        assert rig.events == [event], (scene, target)


@pytest.mark.parametrize(
    ("scene", "target"),
    [
        ("identify", "action-main"),
        ("pin", "action-main"),
        ("tray-empty", "action-main"),
        ("start-no-lending", "choose-borrow"),
    ],
)
def test_action_that_waits_for_something_cannot_be_pressed(
    rig: KioskRig, scene: str, target: str
) -> None:
    rig.show(scene)
    rig.tap(target)
    assert rig.events == []


def test_every_touch_says_that_somebody_is_there(rig: KioskRig) -> None:
    told: list[object] = []
    rig.view.attach(told.append)
    rig.show("tray-closing")
    rig.tap("row-0")
    rig.tap("stay")
    assert {type(event).__name__ for event in told} == {"Stayed"}
    assert len(told) == 3  # the touch of the row; the touch of the button, and its own meaning


def test_window_of_another_size_is_the_same_page_scaled(rig: KioskRig) -> None:
    rig.resize(QSize(600, 900))
    rig.show("start")
    rig.tap("choose-return")
    assert rig.events == [Chosen(Way.RETURN)]


def test_pages_of_a_long_list_are_turned_by_a_button(rig: KioskRig) -> None:
    rig.show("tray-many")
    assert "row-7" in rig.names()
    rig.tap("list-next")
    assert "row-0" in rig.names()
    assert "row-7" not in rig.names()


def test_list_follows_the_row_that_changed_last(rig: KioskRig) -> None:
    rig.show("tray")
    assert "row-4" in rig.names()
    rig.show("tray-many")
    assert "row-7" in rig.names()


def test_help_says_where_a_person_is_and_closes_again(rig: KioskRig) -> None:
    rig.show("tray")
    rig.tap("help")
    assert "Une personne vous aide à l’accueil." in rig.said()
    rig.tap("help-close")
    assert "help-panel" not in rig.names()
    assert rig.events == []


def test_forgotten_pin_leads_to_help(rig: KioskRig) -> None:
    rig.show("pin")
    rig.tap("forgotten")
    assert "pièce d’identité" in rig.said()


def test_help_gives_way_when_the_page_changes(rig: KioskRig) -> None:
    rig.show("tray")
    rig.tap("help")
    rig.show("attention")
    assert "help-panel" not in rig.names()
