"""What a station knows of things lent on a charter and looked at after each return."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from catalogue.domain.states import Status
from kiosk.session.states import PlaceKind
from kiosk.store.journal import Journal
from kiosk.store.projection import Projection
from kiosk.store.snapshot import Snapshot
from support.station_feed import card_row, change, page, town_page
from support.station_store import CARD, ITEM, STATION_KEY, give_back


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Snapshot]:
    with closing(Snapshot.open(tmp_path / "snapshot.db")) as opened:
        opened.apply(town_page())
        yield opened


def test_charter_of_a_title_and_those_a_card_has_signed_come_with_the_feed(town: Snapshot) -> None:
    row = {"title": "Liseuse", "kind": "ereader", "charter": "liseuse", "needs_check": True}
    town.apply(page([change("title", "t1", **row), card_row(CARD, charters="liseuse tablette")]))

    item, card = town.item(ITEM), town.card(CARD, STATION_KEY)

    assert item is not None
    assert card is not None
    assert (item.charter, item.needs_check) == ("liseuse", True)
    assert card.charters == {"liseuse", "tablette"}


def test_what_is_looked_at_after_each_return_is_not_free_when_it_was_returned_here(
    journal: Journal,
    town: Snapshot,
) -> None:
    """Guard: `Projection.item_now` says received_unchecked where the kind needs a check."""
    town.apply(page([change("title", "t1", title="Liseuse", kind="ereader", needs_check=True)]))
    give_back(journal)

    row = Projection(journal, town).item_now(ITEM)

    assert row is not None
    assert row.status == Status.RECEIVED_UNCHECKED


def test_parts_of_a_kit_come_with_the_feed_and_what_is_checked_goes_to_the_desk(
    town: Snapshot,
) -> None:
    parts = [{"code": "cable", "name": "Le câble", "price_cents": 800, "ordinal": 2, "new": 1}]
    checked = change("title", "t1", title="Liseuse", kind="ereader", needs_check=True)
    town.apply(page([checked, change("kit", ITEM, parts=parts)]))

    kit = town.kit(ITEM)

    assert kit is not None
    assert [(p.code, p.price_cents, p.ordinal, p.required) for p in kit.parts] == [
        ("cable", 800, 2, True)
    ]
    assert town.place_for(ITEM, "A").kind is PlaceKind.DESK
    town.apply(page([change("kit", ITEM, parts=[{"name": "no code"}])]))
    assert town.kit(ITEM) is None, "what this program cannot read is no kit"
