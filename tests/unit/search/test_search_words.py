"""Words as they are compared."""

from __future__ import annotations

import pytest

from catalogue.search.ranking import asked_of
from catalogue.search.words import fold, isbn_of, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Cœur d’encre", "coeur encre"),
        ("L'ÉCOLE des Femmes", "ecole des femmes"),
        ("l école", "ecole"),
        ("Jusqu'à l’aube", "a aube"),
        ("Saint-Exupéry", "saint exupery"),
        ("e\u0301cole", "ecole"),
        ("M le maudit", "m le maudit"),
        ("Straße, Łódź, Æsir", "strasse lodz aesir"),
        ("الْكِتَابُ الأوّل", "الكتاب الاول"),
        ("مدرسة موسى", "مدرسه موسي"),
        ("战争", "战 争"),
        ("1984 – ½ ⑴", "1984 12 1"),
        ("«»?!", ""),
    ],
)
def test_words_are_folded(written: str, folded: str) -> None:
    """Guard: `_LETTERS`, `_ELIDED` and what `word` takes away."""
    assert fold(written) == folded


@pytest.mark.parametrize(
    "forms",
    [
        "cheval chevaux",
        "école écoles Ecole",
        "cœur coeurs",
        "création creations",
        "étudiant étudiante étudiants",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    """Guard: `_stem`."""
    assert len({each.stem for each in words(forms)}) == 1


@pytest.mark.parametrize(
    ("typed", "isbn"),
    [
        ("978-2-07-036822-8", "9782070368228"),
        ("2 07 036822 X", "9782070368228"),
        ("2-07-036822-1", None),
        ("9782070368", None),
        ("harry potter", None),
    ],
)
def test_isbn_is_known_as_typed(typed: str, isbn: str | None) -> None:
    """Guard: the check digit of an ISBN-10; what is no ISBN is words."""
    assert isbn_of(typed) == isbn


def test_question_is_cut_and_an_unfinished_word_known() -> None:
    """Guard: `MAX_TEXT`, `MAX_WORDS`, and the space behind a finished word."""
    assert len(asked_of("ab " * 1000).words) == 12
    assert len(asked_of("x" * 1000).words[0].fold) == 40
    assert asked_of("har", typing=True).beginning == "har"
    assert asked_of("har ", typing=True).beginning is None
    assert asked_of("harry p", typing=True).phrase == ["harry"]
    assert asked_of("", typing=True).words == ()
