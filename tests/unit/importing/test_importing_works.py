"""Which titles are the same work."""

from __future__ import annotations

import pytest

from catalogue.domain.works import WorkFacts, is_same_edition, text_work, work_of

ISBN = "9782070360024"


def facts(title: str, author: str = "Jules Verne", **other: object) -> WorkFacts:
    return WorkFacts(title, author=author, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (facts("Vingt mille lieues"), facts("Vingt Mille Lieues", "Verne, Jules (1828-1905)")),
        (facts("L'Île mystérieuse"), facts("l’ile mysterieuse", kind="ebook")),
        (facts("Astérix, tome 3"), facts("Asterix. T. III")),
        (facts("Le Cœur : essai"), facts("Le coeur", subtitle="Essai")),
    ],
)
def test_the_same_text_by_the_same_author_is_one_work(one: WorkFacts, other: WorkFacts) -> None:
    assert text_work(one) == text_work(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (facts("Astérix, tome 3"), facts("Astérix, tome 4")),
        (facts("Largo Winch 3"), facts("Largo Winch 4")),
        (facts("Largo Winch 3"), facts("Largo Winch")),
        (facts("Harry", subtitle="la chambre"), facts("Harry", subtitle="la coupe")),
        (facts("Persepolis", kind="film"), facts("Persepolis", kind="comic")),
        (facts("Nana", language="fr"), facts("Nana", language="en")),
        (facts("Nana", "Émile Zola"), facts("Nana", "Jules Verne")),
    ],
)
def test_another_volume_form_language_or_author_is_another_work(
    one: WorkFacts, other: WorkFacts
) -> None:
    assert text_work(one) != text_work(other)


def test_a_title_without_an_author_proves_nothing() -> None:
    assert text_work(facts("Science et vie", author="")) is None


def test_an_isbn_links_what_is_worded_differently() -> None:
    one = facts("Germinal", "Zola", isbns=(ISBN,))
    other = facts("Germinal : roman", "Émile Zola", isbns=("9782070360031", ISBN))
    assert is_same_edition(one, other)
    assert work_of(other, [("w1", one)]) == "w1"


@pytest.mark.parametrize(
    "other",
    [
        facts("Fondation, tome 2", isbns=(ISBN,)),
        facts("Tout autre chose", isbns=(ISBN,)),
        facts("Fondation, tome 1", isbns=(ISBN,), kind="film"),
        facts("Fondation, tome 1", isbns=("9782070360031",)),
    ],
)
def test_an_isbn_of_a_set_or_by_mistake_links_nothing(other: WorkFacts) -> None:
    assert not is_same_edition(facts("Fondation, tome 1", isbns=(ISBN,)), other)


def test_a_work_is_joined_only_as_the_same_edition_as_each_of_it() -> None:
    second = facts("Fondation, tome 2", isbns=(ISBN,))
    known = [("w", facts("Fondation, tome 2", isbns=(ISBN,))), ("w", facts("X", isbns=(ISBN,)))]
    assert work_of(second, known) == text_work(second)
