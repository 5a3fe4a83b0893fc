"""Every code the session can show has a sentence, in each language, and none blames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtQml import QQmlComponent

from catalogue.domain.denial import DenialReason
from kiosk.session.look_state import Whereabouts
from kiosk.session.states import PlaceKind, Reason, RowState, TrayRow
from rfid.tagdata.model import Verdict
from support.kiosk_rig import KioskRig
from support.sources import ROOT
from ui.kiosk.scenes import TRAY

LANGUAGES = ("fr", "en", "es", "ar")
NOTICES = (
    *DenialReason,
    "no_network_card",
    "no_network_lending",
    "no_identity",
    "foreign_card",
    "anything",
)
REFUSALS = (*DenialReason, *(v for v in Verdict if v is not Verdict.ITEM), Reason.STORAGE)
Say = Callable[[str], str]


@pytest.fixture
def say(rig: KioskRig) -> Say:
    """Evaluates an expression over Words, in one object for the whole test."""
    controls = QUrl.fromLocalFile(str(ROOT / "ui" / "kiosk" / "qml" / "controls")).toString()
    source = f'''import QtQml
        import "{controls}"
        QtObject {{ property string asked; property string said: asked ? eval(asked) : "" }}'''
    component = QQmlComponent(rig.shell.engine)
    component.setData(source.encode(), QUrl())
    thing = component.create()
    assert thing is not None, component.errorString()

    def ask(expression: str) -> str:
        assert not component.isError()  # asked here, it lives as long as its object is needed
        thing.setProperty("asked", "")
        thing.setProperty("asked", expression)
        return str(thing.property("said"))

    return ask


def blameless(sentence: str) -> bool:
    words = sentence.lower()
    return sentence.strip() != "" and not any(
        word in words for word in ("erreur", "error", "veuillez", "!", "undefined", "%1", "%n")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_is_said_without_blame(rig: KioskRig, say: Say, language: str) -> None:
    rig.show("start", language)
    for code in NOTICES:
        for tries, date in ((-1, ""), (2, "2026-05-03")):
            assert blameless(say(f'Words.notice("{code}", {tries}, "{date}")')), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refused_hold_says_why_and_what_to_do(rig: KioskRig, say: Say, language: str) -> None:
    rig.show("start", language)
    for code in (*DenialReason, Reason.STORAGE, "no_network"):
        sentence = say(f'LookWords.refusal("{code}")')
        assert blameless(sentence), code
    for sort in Whereabouts:
        assert blameless(say(f'LookWords.place("{sort}", "A", "R VER", "Liseuse")')), sort


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_says_why_and_fits_two_lines(rig: KioskRig, say: Say, language: str) -> None:
    rig.show("start", language)
    for code in REFUSALS:
        sentence = say(f'Words.refusal("{code}")')
        assert blameless(sentence), code
        assert sentence.count("\n") == 1, code
        assert blameless(say(f'Words.refusalWord("{code}")')), code


@pytest.mark.parametrize("way", ["borrow", "return"])
def test_every_state_has_a_word_and_a_line(rig: KioskRig, say: Say, way: str) -> None:
    for state in RowState:
        for reason in ("", *Reason):
            arguments = f'"{state}", "{reason}", "{way}"'
            assert blameless(say(f"Words.stateWord({arguments})")), arguments
            assert blameless(say(f'Words.stateLine({arguments}, "2026-12-12", false)')), arguments


def test_every_trolley_is_named_by_letter_shape_and_colour(rig: KioskRig, say: Say) -> None:
    shapes = {say(f'Words.placeShape("bin", "{letter}")') for letter in "ABCDET"}
    assert len(shapes) == 6
    for kind in PlaceKind:
        assert blameless(say(f'Words.placeTitle("{kind}", "B")'))
        assert blameless(say(f'Words.placeLine("{kind}", "Romans adultes")'))


def test_sentences_of_the_house_style(rig: KioskRig, say: Say) -> None:
    assert say('Words.notice("wrong_pin", 2, "")') == "Ce n’est pas ce code. Encore 2 essais."
    assert say('Words.notice("wrong_number_or_pin", 1, "")') == (
        "Ce numéro ou ce code ne va pas. Encore un essai\u202f; l’accueil vous aide."
    )
    assert say('Words.notice("expired", -1, "2026-05-03")') == (
        "Votre carte a pris fin le 3 mai. Renouvelez-la à l’accueil."
    )
    assert say('Words.day("2026-12-01", true)') == "mardi 1er décembre"
    assert say('Words.clock("14:05")') == "14 h 05"
    rig.show("start", "en")
    assert say('Words.day("2026-12-01", true)') == "Tuesday 1 December"
    assert say('Words.clock("14:05")') == "14:05"


@pytest.mark.parametrize("reason", ["starting", "closed", "reader", "storage", "setup"])
def test_resting_kiosk_says_who_helps_instead(say: Say, reason: str) -> None:
    assert blameless(say(f'Words.resting("{reason}")'))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_return_says_nothing_of_being_in_time_which_no_station_knows(
    rig: KioskRig, language: str
) -> None:
    rig.show("return", language)
    said = rig.said()
    assert ("Rendu" if language == "fr" else "Returned") in said
    assert "heure" not in said
    assert "on time" not in said


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "Resté sur le plateau"), ("en", "Left on the pad")]
)
def test_thing_left_behind_has_a_word_of_its_own(rig: KioskRig, language: str, word: str) -> None:
    left = TrayRow("E004", None, ("E004",), RowState.NOTED, reason="left_behind")
    rig.show(replace(TRAY, rows=(left,)), language)
    assert word in rig.said()


def test_start_page_of_a_site_that_lends_online_only_does_not_invite_to_borrow(
    rig: KioskRig,
) -> None:
    rig.show("start-no-lending")
    assert "Revient avec le réseau." in rig.said()
    assert "emprunter et rendre" not in rig.said()
