"""French and English on any page, and the catalogues behind them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QTimer

from support.kiosk_rig import LANDSCAPE, PORTRAIT, KioskRig
from support.sources import ROOT
from ui.kiosk import view as view_module
from ui.kiosk.scenes import JEANNE, SCENES, TRAY
from ui.qt.translation import languages_in

KIOSK = ROOT / "ui" / "kiosk"
OWN_NAMES = set(languages_in(KIOSK / "i18n").values())
SAME_IN_BOTH = OWN_NAMES | {"Valbreuil", "Les Tilleuls", "Jeanne M."}
ON_THE_SHELF = {
    "Cyrano", "Gargantua", "La Peste", "Le Horla", "Le Rouge et le Noir", "Les Misérables", "Nana",
}  # fmt: skip


def told(texts: str) -> set[str]:
    """The lines somebody must have translated: no digits, names or titles of books."""
    titles = {info for state in SCENES.values() for row in state.rows if (info := row.info)}
    words = {word for info in titles for word in (info.title, info.author)}
    places = {row.place.label for state in SCENES.values() for row in state.rows if row.place}
    names = SAME_IN_BOTH | ON_THE_SHELF | words | places
    lines = texts.splitlines()
    return {line for line in lines if len(line) > 1 and line not in names and has_letters(line)}


def has_letters(line: str) -> bool:
    return any(char.isalpha() for char in line)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_language_button_on_any_page_says_everything_anew(rig: KioskRig, size: QSize) -> None:
    rig.resize(size)
    for name in SCENES:
        rig.show(name, "fr")
        french = told(rig.said())
        if "language" in rig.names():
            rig.tap("language")
        rig.tap("language-en")
        left = french & told(rig.said())
        assert not left, f"{name} still says {left}"


def test_plural_forms_follow_the_number(rig: KioskRig) -> None:
    rig.show("identify", "fr")
    assert "Encore 6 chiffres" in rig.said()
    rig.show(replace(SCENES["identify"], card_entry="210480312345"), "fr")
    assert "Encore 1 chiffre\n" in rig.said() + "\n"
    rig.show("identify", "en")
    assert "6 more digits" in rig.said()


def test_days_are_said_as_each_language_does(rig: KioskRig) -> None:
    rig.show("tray", "fr")
    assert "Retour le 12 décembre" in rig.said()
    assert "Samedi 21 novembre" not in rig.said()
    rig.show("tray", "en")
    assert "Due 12 December" in rig.said()


def test_french_has_a_narrow_no_break_space_before_its_question_mark(rig: KioskRig) -> None:
    rig.show("pin", "fr")
    assert "secret\u202f?" in rig.said().replace("\n", " ")


def test_patron_reads_her_own_language_once_she_is_known(rig: KioskRig) -> None:
    rig.view.show_state(SCENES["pin"])
    rig.view.show_state(replace(TRAY, patron=replace(JEANNE, language="en")))
    assert rig.view.property("language") == "en"


def test_language_chosen_by_hand_goes_before_the_patrons(rig: KioskRig) -> None:
    rig.view.show_state(SCENES["pin"])
    rig.view.useLanguage("fr")
    rig.view.show_state(replace(TRAY, patron=replace(JEANNE, language="en")))
    assert rig.view.property("language") == "fr"


def test_next_patron_finds_the_towns_language_again(rig: KioskRig) -> None:
    rig.show("tray", "en")
    rig.view.show_state(SCENES["start"])
    assert rig.view.property("language") == "fr"


def test_language_tried_on_an_untouched_start_page_goes_back(
    rig: KioskRig, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    monkeypatch.setattr(rig.view, "_reset", QTimer(interval=1, singleShot=True))
    rig.view._reset.timeout.connect(rig.view._start_afresh)
    rig.show("start", "fr")
    rig.tap("language-en")
    qtbot.waitUntil(lambda: rig.view.property("language") == "fr")
    assert view_module.RESET_MS >= 20_000


def test_language_bar_closes_with_the_page(rig: KioskRig) -> None:
    rig.show("tray")
    rig.tap("language")
    assert "language-en" in rig.names()
    rig.show("finish")
    assert "language-en" not in rig.names()


def messages(path: Path) -> Iterator[ET.Element]:
    yield from ET.parse(path).getroot().iter("message")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_sentence_is_translated(language: str) -> None:
    for message in messages(KIOSK / "i18n" / f"{language}.ts"):
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, message.findtext("source")
        forms = [form.text for form in translation.iter("numerusform")] or [translation.text]
        assert all(forms), message.findtext("source")


def test_catalogues_hold_what_the_pages_say(tmp_path: Path) -> None:
    """New words on a page need a translation before the tests pass."""
    tool = shutil.which("pyside6-lupdate", path=str(Path(sys.executable).parent))
    assert tool is not None
    fresh = tmp_path / "en.ts"
    files = sorted(str(path) for path in (KIOSK / "qml").rglob("*.qml"))
    command = [tool, "-locations", "none", *files, "-ts", str(fresh)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)

    def contents(path: Path) -> set[tuple[str | None, str | None]]:
        return {(m.findtext("source"), m.get("numerus")) for m in messages(path)}

    assert contents(fresh) == contents(KIOSK / "i18n" / "en.ts")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_compiled_catalogue_is_that_of_its_source(language: str, tmp_path: Path) -> None:
    tool = shutil.which("pyside6-lrelease", path=str(Path(sys.executable).parent))
    assert tool is not None
    source, fresh = KIOSK / "i18n" / f"{language}.ts", tmp_path / "fresh.qm"
    command = [tool, str(source), "-qm", str(fresh)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert fresh.read_bytes() == source.with_suffix(".qm").read_bytes()
