"""A receipt in words: golden files by language, the width of the paper, what a town may change."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.receipts.content import SAMPLE, Content, Heading, Thing, content_of
from kiosk.receipts.layout import Layout, cells, check, languages, wrap
from kiosk.session.kit_state import Kit, KitCheck, KitPart, KitStep
from kiosk.session.states import RowState, TrayRow
from kiosk.session.titles import TitleInfo

HERE = Path(__file__).parent
HEADING = Heading("Valbreuil", "Les Tilleuls", "Europe/Paris", 1_764_340_200_000)
DUE_MS = 1_765_580_399_999


def row(key: str, title: str, state: RowState = RowState.DONE) -> TrayRow:
    return TrayRow(
        key, key, ("E0",), state, TitleInfo(title, "", "book"), operation="op", due_ms=DUE_MS
    )


ROWS = (
    row("1", "Le Petit Prince"),
    row("2", "Vingt mille lieues sous les mers, édition illustrée par de Neuville et Riou, relue"),
    replace(row("3", "Germinal"), confirmed=False),
    row("4", "L'Étranger", RowState.LIFTED),
    replace(row("5", "Refusé"), state=RowState.REFUSED, reason="reserved"),
    replace(row("6", "Déjà là"), state=RowState.NOTED, reason="own_loan", operation=None),
)


def content(*rows: TrayRow, returning: bool = False) -> Content:
    found = content_of(rows or ROWS, HEADING, returning=returning)
    assert found is not None
    return found


@pytest.mark.parametrize("language", ["fr", "en", "es", "ar"])
@pytest.mark.parametrize("returning", [False, True], ids=["loans", "returns"])
@pytest.mark.parametrize("columns", [42, 32])
def test_receipt_looks_like_its_golden_file(language: str, returning: bool, columns: int) -> None:
    slip = Layout(columns).slip(content(returning=returning), language)
    assert max(cells(line.text) for line in slip.lines) <= columns
    assert slip.right_to_left == (language == "ar")
    name = f"{'returns' if returning else 'loans'}_{columns}_{language}.txt"
    golden = HERE / "golden" / name
    assert slip.text == golden.read_text(encoding="utf-8")


def test_language_without_words_is_printed_in_french() -> None:
    layout = Layout(42)
    assert layout.slip(SAMPLE, "qq") == layout.slip(SAMPLE, "fr")


def test_nothing_done_is_no_receipt() -> None:
    assert content_of(ROWS[4:], HEADING) is None


def test_item_without_a_title_is_named_by_its_number() -> None:
    assert content(replace(ROWS[0], info=None)).things == (Thing("1", due="12/12/2025"),)


def test_title_can_neither_command_the_printer_nor_the_template() -> None:
    """Guards: `printable`, no title is ever a template."""
    wicked = "Bombe \x1b\x40\x1d\x56\x00 \u202e \x01{{ words }}{% raw %} fin"
    text = Layout(42).slip(content(row("1", wicked)), "fr").text
    assert all(char.isprintable() for char in text.replace("\n", ""))
    assert "{{ words }}" in text


def test_no_name_is_on_it_unless_the_site_says_so() -> None:
    assert "Jeanne" not in Layout(42).slip(SAMPLE, "fr").text
    named = replace(SAMPLE, name="Jeanne M.")
    assert "\nJeanne M.\n" in Layout(42).slip(named, "fr").text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("un deux trois", ["un deux", "trois"]),
        ("  un deux trois", ["  un", "  deux", "  trois"]),
        ("anticonstitutionnellement", ["anticons", "titution", "nellemen", "t"]),
        ("図書館の本です", ["図書館の", "本です"]),
        (
            "e\u0301e\u0301e\u0301 e\u0301e\u0301e\u0301e\u0301",
            ["e\u0301" * 3 + " " + "e\u0301" * 4],
        ),
        ("", []),
    ],
)
def test_lines_are_as_long_as_paper_is_wide_whatever_the_letters(
    text: str, lines: list[str]
) -> None:
    assert wrap(text, 8) == lines


def test_town_replaces_a_template_and_some_words(tmp_path: Path) -> None:
    (tmp_path / "loans.txt").write_text("{{ town | big }}\n{{ words.lent_thanks | centred }}\n")
    (tmp_path / "fr.toml").write_text('lent_thanks = "À bientôt."\n')
    assert check(tmp_path) == []
    slip = Layout(20, tmp_path).slip(SAMPLE, "fr")
    assert slip.text == "     Valbreuil\n     À bientôt.\n"
    assert [line.big for line in slip.lines] == [True, False]
    assert "Enjoy" in Layout(20, tmp_path).slip(SAMPLE, "en").text


def test_language_is_added_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "de.toml").write_text('due = "Rückgabe {day}"\n', encoding="utf-8")
    assert languages(tmp_path) == ("ar", "de", "en", "es", "fr")
    assert "Rückgabe 12/12/2026" in Layout(42, tmp_path).slip(SAMPLE, "de").text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("loans.txt", "{{ nothing }}"),
        ("loans.txt", "{% for %}"),
        ("loans.txt", "{{ town.__class__.__mro__ }}"),
        ("fr.toml", "due = 1"),
        ("fr.toml", 'due = "{hour}"'),
    ],
)
def test_what_the_town_wrote_and_cannot_be_used_is_told_and_ours_taken(
    tmp_path: Path, name: str, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / name).write_text(text)
    assert check(tmp_path) != []
    with caplog.at_level(logging.ERROR):
        assert Layout(42, tmp_path).slip(SAMPLE, "fr") == Layout(42).slip(SAMPLE, "fr")
    assert "not used" in caplog.text
    assert check(tmp_path / "none") == [f"{tmp_path}/none: no such folder"]


def test_kit_is_lent_with_its_parts_and_comes_back_without_its_cable() -> None:
    kit = Kit((KitPart("reader", "La liseuse"), KitPart("cable", "Le câble\x1b")))
    check = KitCheck(kit, KitStep.TOLD, absent=("cable",), until_ms=DUE_MS)
    one = replace(row("7", "Liseuse n° 4"), kit=check, due_ms=None)

    lent, back = (
        Layout(42).slip(content(one, returning=returning), "fr").text for returning in (False, True)
    )

    assert "Liseuse n° 4\n  La liseuse, Le câble\n" in lent
    assert "  Il manque : Le câble\n  À apporter avant le 12/12/2025\n" in back
