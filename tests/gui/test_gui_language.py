"""Every language on any page, and the catalogues behind them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QTimer

from support.kiosk_rig import LANDSCAPE, PORTRAIT, KioskRig
from support.sources import ROOT
from ui.kiosk.scenes import JEANNE, SCENES, TRAY
from ui.kiosk.screen import Locale
from ui.qt.translation import has_easy_words, languages_in

KIOSK = ROOT / "ui" / "kiosk"
OWN_NAMES = set(languages_in(KIOSK / "i18n").values())
SAME_IN_BOTH = OWN_NAMES | {"Valbreuil", "Les Tilleuls", "Jeanne M."}
ON_THE_SHELF = {
    "Cyrano", "Gargantua", "La Peste", "Le Horla", "Le Rouge et le Noir", "Les Misérables", "Nana",
}  # fmt: skip


def data(value: object) -> set[str]:
    """Every text a session holds: titles, names, shelves. They are nobody's to translate."""
    if isinstance(value, str):
        return {value}
    if is_dataclass(value):
        return {text for field in fields(value) for text in data(getattr(value, field.name))}
    return {text for each in value for text in data(each)} if isinstance(value, tuple) else set()


def told(texts: str) -> set[str]:
    """The lines somebody must have translated: no digits, names or titles of books."""
    held = {each for s in SCENES.values() for each in data(s)}
    # A first name stands alone on some pages.
    names = SAME_IN_BOTH | ON_THE_SHELF | held | {word for each in held for word in each.split()}
    lines = {line for line in texts.splitlines() if len(line) > 1 and line not in names}
    # A long title stands in several lines, an author beside a year.
    whole = {line for line in lines if not any(line in each for each in held)}
    return {line for line in whole if any(has_letters(p) for p in {*line.split(" · ")} - names)}


def has_letters(line: str) -> bool:
    return any(char.isalpha() for char in line)


# Each page in one of the two: what it says hardly depends on how it lies.
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_language_button_on_any_page_says_everything_anew(rig: KioskRig, size: QSize) -> None:
    rig.resize(size)
    for name in [*SCENES][0 if size == PORTRAIT else 1 :: 2]:
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
    assert Locale("", "").reset_s >= 20


def test_language_bar_closes_with_the_page(rig: KioskRig) -> None:
    rig.show("tray")
    rig.tap("language")
    assert "language-en" in rig.names()
    rig.show("finish")
    assert "language-en" not in rig.names()


LANGUAGES = list(languages_in(KIOSK / "i18n"))
NAMES_AND_NUMBERS = {
    "1er",
    "%1 %2",
    ", ",
    "%1 MMMM",
    "dddd %1 MMMM",
    "%1 h %2",
    "%1 h",
    "fr",
    "SIMULATEUR",
    "%1 €",
}
FORMS = {"fr": 2, "en": 2, "es": 2, "ar": 6}
"""How many plural forms Qt asks of a language."""


def messages(path: Path) -> Iterator[ET.Element]:
    yield from ET.parse(path).getroot().iter("message")


def said_in(language: str) -> dict[tuple[str, str], list[str]]:
    """By context and source sentence what a catalogue says: one text, or all plural forms."""
    said = {}
    for context in ET.parse(KIOSK / "i18n" / f"{language}.ts").getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            assert translation.get("type") is None, (language, message.findtext("source"))
            forms = [form.text or "" for form in translation.iter("numerusform")]
            key = str(context.findtext("name")), str(message.findtext("source"))
            said[key] = forms or [translation.text or ""]
    return said


def test_the_four_languages_are_there() -> None:
    assert LANGUAGES[:1] == ["fr"]
    assert {"fr", "en", "es", "ar"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    said = said_in(language)
    assert [key for key, forms in said.items() if not all(forms)] == []
    if language != "fr":
        assert set(said) == set(said_in("en"))


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_no_sentence_is_still_english(language: str) -> None:
    english, said = said_in("en"), said_in(language)
    same = {key[1] for key in english.keys() & said.keys() if english[key] == said[key]}
    assert same <= NAMES_AND_NUMBERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_form_has_its_number(language: str) -> None:
    """One and two may be words; from three on the number must be said."""
    for (_, source), forms in said_in(language).items():
        if len(forms) == 1:
            continue
        assert len(forms) == FORMS.get(language, len(forms)), source
        for mark in ("%n", "%1", "%2"):
            if mark in source and not (mark == "%n" and "%n" not in source):
                assert mark in forms[-1], (source, forms[-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_for_values_are_kept(language: str) -> None:
    for (_, source), forms in said_in(language).items():
        wanted = {mark for mark in ("%1", "%2", "<b>") if mark in source}
        for form in forms[-1:]:
            assert {mark for mark in ("%1", "%2", "<b>") if mark in form} == wanted, source


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_blamed_or_shouted_at(language: str) -> None:
    for forms in said_in(language).values():
        for form in forms:
            words = form.lower().split()
            assert not {"erreur", "veuillez", "error", "خطأ"} & set(words), form
            assert "!" not in form, form


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "بقي رقم واحد"), (2, "بقي رقمان"), (3, "بقيت 3 أرقام"), (11, "بقي 11 رقمًا")],
)
def test_arabic_counts_in_its_own_forms_with_western_digits(
    rig: KioskRig, number: int, said: str
) -> None:
    rig.show(replace(SCENES["identify"], card_entry="2" * (13 - number)), "ar")
    assert said in rig.said()


def test_names_in_other_letters_are_kept_apart_in_an_arabic_sentence(rig: KioskRig) -> None:
    rig.show("return", "ar")
    assert "يسافر إلى \u2068La Passerelle\u2069." in rig.said()


@pytest.mark.parametrize(
    ("language", "day"),
    [("es", "Sábado 21 de noviembre"), ("ar", "السبت 21 نوفمبر"), ("en", "Saturday 21 November")],
)
def test_day_is_said_as_the_language_says_it(rig: KioskRig, language: str, day: str) -> None:
    rig.show("start-bare", language)
    assert day in rig.said()


def test_patron_of_a_language_read_from_the_right_has_her_pages_mirrored(rig: KioskRig) -> None:
    rig.view.show_state(SCENES["pin"])
    rig.view.show_state(replace(TRAY, patron=replace(JEANNE, language="ar")))
    assert rig.theme().property("mirrored")
    rig.view.show_state(SCENES["start"])
    assert not rig.theme().property("mirrored")


def test_language_is_added_by_adding_a_file(tmp_path: Path) -> None:
    for name in ("fr", "en", "ar"):
        shutil.copy(KIOSK / "i18n" / f"{name}.qm", tmp_path)
    shutil.copy(KIOSK / "i18n" / "es.qm", tmp_path / "ca.qm")
    shutil.copy(KIOSK / "i18n" / "es.qm", tmp_path / "ca.easy.qm")
    found = languages_in(tmp_path)
    assert found == {"fr": "Français", "ca": "Español", "en": "English", "ar": "العربية"}
    assert [*found] == ["fr", "ca", "en", "ar"]
    assert has_easy_words(tmp_path, "ca")
    assert not has_easy_words(tmp_path, "en")


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_is_that_of_its_source(language: str, tmp_path: Path) -> None:
    tool = shutil.which("pyside6-lrelease", path=str(Path(sys.executable).parent))
    assert tool is not None
    source, fresh = KIOSK / "i18n" / f"{language}.ts", tmp_path / "fresh.qm"
    command = [tool, str(source), "-qm", str(fresh)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert fresh.read_bytes() == source.with_suffix(".qm").read_bytes()


def test_digits_are_western_on_every_arabic_page(rig: KioskRig) -> None:
    for scene in SCENES:
        rig.show(scene, "ar")
        assert not set("٠١٢٣٤٥٦٧٨٩٫٬") & set(rig.said()), scene


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?؟;؛:…])\s+|\n|<br>", text)


def count_words(sentence: str) -> int:
    return sum(any(char.isalnum() for char in word) for word in sentence.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_easy_words_are_sentences_of_nine_words_at_most(language: str) -> None:
    easy = said_in(f"{language}.easy")
    plain = said_in(language) if language != "fr" else {key: [key[1]] for key in said_in("en")}
    assert set(easy) <= set(said_in("en"))
    for key, forms in (plain | easy).items():
        long = [part for form in forms for part in sentences(form) if count_words(part) > 9]
        assert not long, (key, long)


def test_easy_words_are_said_while_they_are_wanted(rig: KioskRig) -> None:
    rig.show("attention")
    assert "Sans cela, le portique sonnerait" in rig.said()
    rig.tap("easy")
    assert "Sinon, ça sonne à la sortie." in rig.said()
    rig.show("attention", "en")
    assert "Or the gate rings as you leave." in rig.said()
    rig.tap("easy")
    assert "Without it, the gate would ring" in rig.said()
