"""An e-reader on screen: counted and signed for by touch and by the keyboard alone; what is missing
is named."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible

from kiosk.session.events import (
    CharterRead,
    Confirmed,
    Event,
    KitIncomplete,
    PartTicked,
    WentBack,
)
from support.kiosk_rig import LANDSCAPE, PORTRAIT, KioskRig, accessible
from ui.kiosk.kit_scenes import CHARTER
from ui.kiosk.kits import in_short, paragraphs

TAPS: list[tuple[str, str, Event]] = [
    ("tray-kit", "action-main", Confirmed()),
    ("parts", "part-3", PartTicked("cable")),
    ("parts", "part-0", PartTicked("reader")),
    ("parts", "kit-incomplete", KitIncomplete()),
    ("parts", "action-back", WentBack()),
    ("parts-three", "action-main", Confirmed()),
    ("parts-return", "action-back", WentBack()),
    ("charter", "action-main", Confirmed()),
    ("charter", "action-back", WentBack()),
    ("return-kit", "action-main", Confirmed()),
]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_each_button_of_a_kit_tells_the_session_what_it_says(rig: KioskRig, size: QSize) -> None:
    rig.resize(size)
    wanted = [(scene, target, [event]) for scene, target, event in TAPS]
    assert rig.told_by_taps(TAPS) == wanted


def test_keyboard_alone_ticks_a_part_and_signs(rig: KioskRig) -> None:
    for scene, target, event in (TAPS[1], TAPS[3], TAPS[7]):
        rig.show("start")
        rig.show(scene)
        rig.events.clear()
        for _ in range(20):
            if rig.focused() == target:
                break
            rig.key(Qt.Key.Key_Tab)
        assert rig.focused() == target
        rig.key(Qt.Key.Key_Return)
        assert rig.events == [event]


def test_part_with_a_tag_is_no_button_and_says_where_it_belongs(rig: KioskRig) -> None:
    rig.show("parts-tagged")
    rig.events.clear()
    rig.tap("part-1")
    assert rig.events == []
    spoken = accessible(rig.item("part-1")).text(QAccessible.Text.Name)
    assert spoken == "L’étui. Rouge, avec son numéro. Posez-le ici"


def test_pouch_in_the_hand_has_to_be_put_back_first(rig: KioskRig) -> None:
    rig.show("parts-lifted")
    assert "Reposez la pochette" in rig.said()
    assert not rig.item("action-main").isEnabled()


def test_missing_parts_are_named_with_the_day(rig: KioskRig) -> None:
    rig.show("return-kit-missing")
    said = rig.said()
    assert (
        "Il manque le câble.\nNous gardons le reste\u202f; apportez-le avant le 28 novembre."
        in said
    )
    rig.show("return-kit-missing", "en")
    assert "Missing: the cable.\nWe keep the rest; bring it by 28 November." in rig.said()
    rig.show("tray-kit-stays")
    said = rig.said()
    assert "Il manque le chargeur, le câble." in said
    assert "Il manque la partie 2 sur 3." in said


def test_charter_is_told_in_short_and_word_by_word_and_where_it_is_not_her_language(
    rig: KioskRig,
) -> None:
    rig.show("charter")
    assert "Je la garde jusqu’au 19 décembre." in rig.said()
    assert "la liseuse 120\u00a0€, l’étui 15\u00a0€" in rig.said()
    rig.tap("charter-whole")
    assert "• J’en prends soin. Je ne la prête à personne." in rig.said()
    assert "qu’en français" not in rig.said()
    rig.events.clear()
    rig.show("charter", "en")
    assert CharterRead("en") in rig.events
    assert "This text is in French only." in rig.said()


def test_long_paragraphs_are_parted_by_their_sentences() -> None:
    sentence = "Elle garde la liseuse au sec, loin des enfants et du four. "
    text = f"Charte\n\nLa liseuse\nest prêtée.\n\n{sentence * 6}\n- Un\n- Deux\n  fois"

    found = paragraphs(text)

    assert found[:2] == ("Charte", "La liseuse est prêtée.")
    assert found[2:8] == (sentence.strip(),) * 6
    assert found[8:] == ("• Un", "• Deux fois")
    assert paragraphs(CHARTER.text)[0] == "Charte de prêt des liseuses"


def test_short_form_of_a_town_stands_above_its_charter(rig: KioskRig) -> None:
    assert in_short("Un.\n\n Deux.\n---\nTout.") == (("Un.", "Deux."), "Tout.")
    assert in_short("Sans trait.") == ((), "Sans trait.")
    rig.show("charter-of-the-town")
    assert "Je prends soin de la liseuse." in rig.said()
    rig.tap("charter-whole")
    assert "Je prends soin de la liseuse." not in rig.said()
