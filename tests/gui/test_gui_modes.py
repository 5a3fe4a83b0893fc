"""How a patron likes to see it: high contrast, big letters, within reach; and a town's own look."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QColor, QImage

from kiosk.config.look import Colours, Look, contrast
from kiosk.session.events import Chosen
from kiosk.session.pages import Way
from support.kiosk_rig import LANDSCAPE, PORTRAIT, KioskRig, accessible
from ui.kiosk.items import centre_of
from ui.kiosk.modes import MODES, Modes
from ui.kiosk.scenes import SCENES, TITLES
from ui.qt.fitting import faults

REACH = 1100
TEXTS = (
    ("ink", "page"), ("ink", "surface"), ("ink", "sunken"), ("ink2", "page"), ("ink2", "surface"),
    ("ink2", "sunken"), ("ink2", "band"), ("primaryInk", "primary"), ("giveBackInk", "giveBack"),
    ("accountInk", "account"), ("plateInk", "plate"), ("done", "surface"), ("done", "doneSoft"),
    ("doneInk", "done"), ("doing", "doingSoft"), ("ink2", "doingSoft"), ("refusedInk", "refused"),
    ("refusedText", "refusedSoft"), ("attentionInk", "attention"),
    ("attentionText", "attentionSoft"),
)  # fmt: skip
EDGES = (("control", "page"), ("control", "surface"), ("control", "sunken"),
         ("attentionEdge", "attentionSoft"), ("refused", "refusedSoft"))  # fmt: skip


@pytest.mark.parametrize("mode", ["contrast", "low"])
def test_button_in_the_dock_switches_a_mode_on_and_off(rig: KioskRig, mode: str) -> None:
    rig.show("tray")
    rig.tap(mode)
    assert rig.view.modes.on == {mode}
    assert rig.theme().property(mode)
    assert accessible(rig.item(mode)).state().checked
    rig.tap(mode)
    assert rig.view.modes.on == set()
    assert not accessible(rig.item(mode)).state().checked


def test_big_letters_leave_three_things_in_the_dock_and_the_rest_behind_one(rig: KioskRig) -> None:
    rig.show("tray")
    rig.tap("text")
    names = {"language", "contrast", "text", "low", "easy", "settings", "help"} & {*rig.names()}
    assert names == {"language", "settings", "help"}
    rig.tap("settings")
    rig.tap("contrast")
    assert rig.view.modes.on == {"large", "contrast"}
    rig.tap("text")
    assert rig.view.modes.on == {"contrast"}
    assert "settings-panel" not in rig.names()


def test_letters_are_twice_as_big(rig: KioskRig) -> None:
    rig.show("tray")
    before = rig.theme().property("support")
    rig.tap("text")
    assert rig.theme().property("support") == 2 * before
    assert not rig.theme().property("moves")


def test_what_needs_action_comes_first_in_big_letters(rig: KioskRig) -> None:
    rig.show("tray")
    rig.view.modes.use({"large"})
    rig.settle()
    assert "Le Grand Meaulnes" in rig.said()
    assert "L’Étranger" not in rig.said()
    rig.tap("list-next")
    assert "L’Étranger" in rig.said()


def test_page_about_to_close_says_that_alone_in_big_letters(rig: KioskRig) -> None:
    rig.view.modes.use({"large"})
    rig.show("pin-closing")
    assert "key-1" not in rig.names()
    rig.tap("stay")


def test_everything_is_within_reach_of_a_seat(rig: KioskRig) -> None:
    high = {}
    for scene in SCENES:
        rig.view.modes.use(())
        rig.show(scene)
        rig.view.modes.use({"low"})
        rig.settle()
        high[scene] = [
            b.objectName() for b in rig.buttons() if centre_of(b).y() - b.height() / 2 < REACH
        ]
    assert {scene: names for scene, names in high.items() if names} == {}


def test_reach_is_no_matter_of_a_screen_that_lies(rig: KioskRig) -> None:
    rig.resize(LANDSCAPE)
    rig.show("start")
    assert "low" not in rig.names()
    assert rig.theme().property("reach") == 0


def test_next_patron_starts_afresh(rig: KioskRig) -> None:
    rig.show("tray", "ar")
    rig.view.modes.use(MODES)
    rig.view.show_state(SCENES["start"])
    assert rig.view.modes.on == set()
    assert not rig.theme().property("mirrored")


def test_mode_lasts_as_long_as_the_session(rig: KioskRig) -> None:
    rig.show("start")
    rig.tap("contrast")
    for scene in ("identify", "pin", "tray", "finish"):
        rig.show(scene)
        assert rig.theme().property("contrast")


def test_mode_tried_on_an_untouched_start_page_goes_back(
    rig: KioskRig, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    monkeypatch.setattr(rig.view, "_reset", QTimer(interval=1, singleShot=True))
    rig.view._reset.timeout.connect(rig.view._start_afresh)
    rig.show("start")
    rig.tap("contrast")
    qtbot.waitUntil(lambda: not rig.view.modes.on)


def test_mode_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        Modes().use({"loud"})


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_all_text_has_seven_to_one_and_all_edges_three(rig: KioskRig, mode: str) -> None:
    scene = "resting-closed" if mode == "dark" else "tray"
    rig.show(scene)
    rig.view.modes.use({"contrast"} & {mode})
    assert rig.theme().property("dark") == (mode == "dark")

    def ratio(pair: tuple[str, str]) -> float:
        return contrast(*(rig.theme().property(name).name() for name in pair))

    assert [pair for pair in TEXTS if ratio(pair) < 7.0] == []
    assert [pair for pair in EDGES if ratio(pair) < 3.0] == []


def test_page_of_closed_hours_is_dark_and_still(rig: KioskRig) -> None:
    rig.theme().setProperty("motion", True)
    rig.show("resting-closed")
    assert rig.grab().pixelColor(20, 600).lightness() < 40
    assert not rig.theme().property("moves")


def test_arabic_page_is_mirrored_but_its_keypad(rig: KioskRig) -> None:
    rig.show("pin", "fr")
    french = {name: centre_of(rig.item(name)).x() for name in ("help", "action-back", "key-1")}
    rig.show("pin", "ar")
    arabic = {name: centre_of(rig.item(name)).x() for name in french}
    assert arabic["help"] < 540 < french["help"]
    assert arabic["action-back"] > 540 > french["action-back"]
    assert arabic["key-1"] == pytest.approx(french["key-1"])


@pytest.fixture
def dressed(rig: KioskRig, tmp_path: Path) -> KioskRig:
    logo = QImage(640, 128, QImage.Format.Format_ARGB32)
    logo.fill(QColor("#FF00FF"))
    logo.save(str(tmp_path / "logo.png"))
    look = Look(Colours(primary="#5A1038", band="#FFFFFF"), logo=tmp_path / "logo.png", plate=False)
    words = {"fr": {"Bonjour.": "Bienvenue."}}
    rig.shell.dress(look, words)
    return rig


def test_town_has_its_colours_logo_and_words(dressed: KioskRig) -> None:
    dressed.show("start")
    picture = dressed.grab()
    assert picture.pixelColor(120, 60) == QColor("#FF00FF")
    assert picture.pixelColor(centre_of(dressed.item("choose-borrow")).toPoint()) != QColor(
        "#153E75"
    )
    assert dressed.theme().property("primary") == QColor("#5A1038")
    assert "Bienvenue." in dressed.said()
    assert "Que voulez-vous faire" in dressed.said()
    dressed.show("start", "en")
    assert "Hello." in dressed.said()
    dressed.shell.dress(Look(), {})


def test_high_contrast_is_no_towns_to_colour(dressed: KioskRig) -> None:
    dressed.show("start")
    dressed.view.modes.use({"contrast"})
    dressed.settle()
    assert dressed.theme().property("primary") == QColor("#FFE94A")
    assert "Valbreuil" in dressed.said()
    dressed.shell.dress(Look(), {})


def test_town_may_do_without_motion(rig: KioskRig) -> None:
    rig.shell.dress(Look(motion=False), {})
    assert not rig.theme().property("moves")
    rig.shell.dress(Look(), {})


def test_language_and_settings_are_panes_with_a_name(rig: KioskRig) -> None:
    rig.show("tray")
    rig.tap("language")
    panel = accessible(rig.item("language-panel"))
    assert panel.text(QAccessible.Text.Name) == "Quelle langue\u202f?"


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_what_big_letters_leave_no_room_for_has_a_page_of_its_own(
    rig: KioskRig, size: QSize
) -> None:
    """Messages, hours, new arrivals, and the gate. Guard: `more` of StartPage."""
    rig.resize(size)
    rig.show("start-two-messages")
    rig.tap("text")
    rig.tap("board-open")
    assert faults(rig.window, cut_may=TITLES) == []
    rig.key(Qt.Key.Key_Escape)
    assert "board-panel" not in rig.names()
    rig.tap("board-open")
    rig.tap("choose-gate")
    assert rig.events[-1] == Chosen(Way.GATE)
    rig.show("start-bare")
    rig.tap("choose-gate")
    assert rig.events[-2:] == [Chosen(Way.GATE)] * 2
