"""Where a returned thing goes: hold shelf, another branch, or the trolley of its kind."""

from __future__ import annotations

import pytest

from catalogue.domain.placing import Destination, Goes, SortRule, choose_bin, place_returned

HOLD = Destination(Goes.HOLD)
BIN = Destination(Goes.BIN)


def to(branch: str) -> Destination:
    return Destination(Goes.TRANSIT, branch)


@pytest.mark.parametrize(
    ("here", "queue", "fit", "destination"),
    [
        ("A", [], True, BIN),
        ("B", [], True, to("A")),
        ("A", ["A"], True, HOLD),
        ("B", ["B"], True, HOLD),
        ("B", [None], True, HOLD),
        ("A", ["C", "A"], True, to("C")),
        ("B", ["A"], True, to("A")),
        ("A", ["A"], False, BIN),
        ("B", ["B"], False, to("A")),
    ],
)
def test_first_in_the_queue_gets_it_else_it_goes_home(here, queue, fit, destination):
    assert place_returned(here, "A", queue, fit=fit) == destination


RULES = (
    SortRule("1", "A", "Tout"),
    SortRule("2", "B", "BD", kind="comic"),
    SortRule("3", "C", "Jeunesse", collection="jeunesse"),
    SortRule("4", "D", "BD jeunesse", kind="comic", collection="jeunesse"),
)


@pytest.mark.parametrize(
    ("kind", "collection", "letter"),
    [
        ("book", "adultes", "A"),
        ("comic", "adultes", "B"),
        ("book", "jeunesse", "C"),
        ("comic", "jeunesse", "D"),
        ("book", None, "A"),
    ],
)
def test_most_specific_trolley_is_taken(kind, collection, letter):
    found = choose_bin(RULES, kind, collection)
    assert found is not None
    assert found.letter == letter


def test_a_rule_of_the_station_goes_before_all_of_its_branch():
    own = SortRule("5", "Z", "Ici", own=True)
    found = choose_bin((*RULES, own), "comic", "jeunesse")
    assert found == own


def test_without_a_rule_there_is_no_trolley():
    assert choose_bin((SortRule("1", "A", "BD", kind="comic"),), "book", None) is None
