from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.receipts.layout import WIDTH, Heading, loan_receipt
from kiosk.session.states import RowState, TitleInfo, TrayRow

HEADING = Heading("Valbreuil", "Les Tilleuls", "Europe/Paris", 1_764_340_200_000)
DUE_MS = 1_765_580_399_999


def row(key: str, title: str, state: RowState = RowState.DONE) -> TrayRow:
    return TrayRow(
        key, key, ("E0",), state, TitleInfo(title, "", "book"), operation="op", due_ms=DUE_MS
    )


ROWS = (
    row("1", "Le Petit Prince"),
    row("2", "Vingt mille lieues sous les mers, édition illustrée par de Neuville et Riou"),
    replace(row("3", "Germinal"), confirmed=False),
    row("4", "L'Étranger", RowState.LIFTED),
    replace(row("5", "Refusé"), state=RowState.REFUSED, reason="reserved"),
    replace(row("6", "Déjà là"), state=RowState.NOTED, reason="own_loan", operation=None),
)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_receipt_looks_like_its_golden_file(language: str) -> None:
    text = loan_receipt(ROWS, HEADING, language)
    assert text is not None
    assert max(map(len, text.splitlines())) <= WIDTH
    assert text == (Path(__file__).parent / f"receipt_{language}.txt").read_text(encoding="utf-8")


def test_an_unknown_language_prints_french() -> None:
    assert loan_receipt(ROWS, HEADING, "ar") == loan_receipt(ROWS, HEADING, "fr")


def test_nothing_lent_prints_nothing() -> None:
    assert loan_receipt(ROWS[4:], HEADING, "fr") is None


def test_an_item_without_a_title_is_named_by_its_number() -> None:
    text = loan_receipt((replace(ROWS[0], info=None),), HEADING, "fr")
    assert text is not None
    assert "\n1\n" in text


def test_a_title_cannot_command_the_printer() -> None:
    text = loan_receipt((row("1", "Bombe \x1b\x40\x1d\x56\x00 \u202e fin"),), HEADING, "fr")
    assert text is not None
    assert all(char.isprintable() for char in text.replace("\n", ""))
