"""Words of a source become the town's."""

from __future__ import annotations

import pytest

from catalogue.services.importing.mapping import Words, read_rules
from catalogue.services.importing.model import BadRules, Rules

TOML = """
default_branch = "moulin"
[columns]
id = "Notice"
[branches]
"Bibliothèque principale" = "tilleuls"
[kinds]
"CD audio" = "disc"
[collections]
"Romans Adultes" = "romans"
"""
TOWN = {"tilleuls": "Les Tilleuls", "moulin": "Le Moulin"}


def words(rules: Rules, *, may_make: bool = False) -> Words:
    return Words(rules, TOWN, may_make=may_make)


def test_words_are_found_in_any_case_and_without_accents() -> None:
    found = words(read_rules(TOML))
    assert found.branch("BIBLIOTHEQUE PRINCIPALE ") == "tilleuls"
    assert found.branch("le moulin") == "moulin"
    assert found.kind("cd AUDIO", "book") == "disc"
    assert found.collection("romans adultes") == "romans"
    assert (found.kind("", "film"), found.collection("BD")) == ("film", "BD")


def test_what_is_not_known_is_the_branch_for_it_or_none() -> None:
    assert words(read_rules(TOML)).branch("Annexe") == "moulin"
    assert words(read_rules(TOML, "tilleuls")).branch("Annexe") == "tilleuls"
    assert words(Rules()).branch("Annexe") is None
    assert words(Rules(default_branch="gone")).branch("Annexe") is None


def test_a_branch_is_made_only_where_it_may() -> None:
    found = words(Rules(), may_make=True)
    assert found.branch("L’Annexe du Nord") == "l-annexe-du-nord"
    assert found.branch("Les Tilleuls") == "tilleuls"
    assert found.made == {"l-annexe-du-nord": "L’Annexe du Nord"}


@pytest.mark.parametrize("text", ["x = ", "branches = 3", "[kinds]\na = 1", "default_branch = 1"])
def test_a_mapping_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(BadRules):
        read_rules(text)
