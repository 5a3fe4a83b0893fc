"""The town as a stream told it: built beside the old one, gone on with after a cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.session.states import Place, PlaceKind
from kiosk.store.errors import StorageDamaged
from kiosk.store.snapshot import Snapshot
from kiosk.store.snapshot_progress import Progress, progress_beside
from support.station_feed import ELSEWHERE, change, item_row, page, part, table, town_page
from support.station_store import ITEM, OTHER_ITEM


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Snapshot]:
    """With the small town in it."""
    with closing(Snapshot.open(tmp_path / "snapshot.db")) as opened:
        opened.apply(town_page())
        yield opened


def test_parts_are_built_beside_the_old_snapshot_and_swapped_in_whole(town: Snapshot) -> None:
    town.take(part(table("item", [item_row("new-1")]), reset=True, more=True))

    assert town.incomplete
    assert town.item(ITEM) is not None
    assert town.item("new-1") is None
    town.take(part(table("item", [item_row("new-2")]), cursor="p2"))

    assert not town.incomplete
    assert town.item(ITEM) is None
    assert town.item("new-1") is not None
    assert town.next_cursor() == "p2"


def test_part_says_the_same_as_a_page(tmp_path: Path) -> None:
    """Guard: `take_part`. Rows and hashes are those `put_some` makes."""
    by_page, by_part = tmp_path / "page.db", tmp_path / "part.db"
    changes = town_page().changes
    names = dict.fromkeys(each.table for each in changes)
    tables = [table(name, [each for each in changes if each.table == name]) for name in names]
    found = []
    for path in (by_page, by_part):
        with closing(Snapshot.open(path)) as snapshot:
            if path == by_page:
                snapshot.apply(town_page())
            else:
                snapshot.take(part(*tables, cursor="c1", reset=True))
            found.append(
                {
                    name: snapshot._db.read(
                        lambda tx, name=name: tx.execute(f"SELECT * FROM {name}").fetchall()
                    )
                    for name in ("titles", "items", "cards", "policies", "calendar", "sort_rules")
                }
            )
            assert snapshot.item_digest().branches is not None
    assert found[0] == found[1]
    assert found[0]["items"]


def test_next_process_goes_on_behind_the_last_part(tmp_path: Path) -> None:
    path = tmp_path / "snapshot.db"
    with closing(Snapshot.open(path)) as first:
        first.take(part(table("item", [item_row("1")]), reset=True, more=True, left=3))
    assert progress_beside(path) == Progress(1, 4)
    with closing(Snapshot.open(path)) as second:
        assert second.next_cursor() == "p1"
        assert second.progress() == Progress(1, 4)
        second.take(
            part(table("item", [item_row("2"), change("item", "1")]), cursor="p2", more=True)
        )
        second.take(part(cursor="p3"))

        assert second.item("1") is None
        assert second.item("2") is not None
    assert progress_beside(path) is None


def test_part_without_a_beginning_is_not_taken(town: Snapshot) -> None:
    with pytest.raises(StorageDamaged):
        town.take(part(table("item", [item_row("2")])))
    assert town.item("2") is None


def test_row_that_does_not_fit_is_left_out_and_the_others_stay(
    town: Snapshot, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [item_row("a"), change("item", "bad", title=None, branch="A"), item_row("z")]
    titles = [change("title", "t9", title="Germinal"), change("title", "x", title=["a", "list"])]

    town.take(part(table("item", rows), table("title", titles), reset=True))

    assert town.item("a") is not None
    assert town.item("z") is not None
    assert town.item("bad") is None
    assert town.title("t9") is not None
    assert "Germinal" not in caplog.text


def test_tables_and_fields_of_a_newer_server_are_passed_over(town: Snapshot) -> None:
    """Guard: `TARGETS.get` and `hash_of_sent`. What is not understood is not compared either."""
    town.take(
        part(
            table("weather", [change("weather", "today", sun=True)]),
            table("item", [item_row(ITEM, colour="red"), item_row(OTHER_ITEM)]),
            reset=True,
        )
    )

    assert town.item(ITEM) is not None
    assert town.item(OTHER_ITEM) is not None
    assert town.item_digest().branches is None


@pytest.mark.parametrize(
    ("pickups", "place"),
    [
        (["A", "B"], Place(PlaceKind.HOLD, "", "")),
        ([""], Place(PlaceKind.HOLD, "", "")),
        (["B"], Place(PlaceKind.TRANSIT, "T", "Le Moulin")),
        ([], Place(PlaceKind.BIN, "B", "Adultes")),
    ],
)
def test_first_who_waits_says_where_a_copy_goes(
    town: Snapshot, pickups: list[str], place: Place
) -> None:
    town.apply(page([change("queue", "t1", title="t1", pickups=pickups)], "c2"))

    assert town.place_for(ITEM, "A") == place


def test_copy_of_another_branch_stays_where_it_is_wanted(town: Snapshot) -> None:
    town.apply(page([change("queue", "t1", title="t1", pickups=["A"])], "c2"))
    assert town.place_for(ELSEWHERE, "A") == Place(PlaceKind.HOLD, "", "")

    town.apply(page([change("queue", "t1")], "c3"))
    assert town.place_for(ELSEWHERE, "A") == Place(PlaceKind.TRANSIT, "T", "Le Moulin")


def test_station_s_own_sort_rule_goes_before_its_branch_s(town: Snapshot) -> None:
    own = change("sort_rule", "9", branch="A", station="kiosk-1", letter="K", label="Ici")

    town.apply(page([own], "c2"))

    assert town.place_for(ITEM, "A") == Place(PlaceKind.BIN, "K", "Ici")
