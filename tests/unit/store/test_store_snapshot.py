"""The town as the feed told it: applied in slices, replaced as a whole, disposable."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from catalogue.domain.library import CardState, LoanRule, SnapshotCard, SnapshotItem
from kiosk.session.states import Place, PlaceKind
from kiosk.session.titles import TitleInfo
from kiosk.store.database import Synchronous
from kiosk.store.snapshot import Snapshot, SnapshotMeta, TownRepair
from support.station_feed import (
    COMIC,
    ELSEWHERE,
    RESERVED,
    card_row,
    change,
    item_row,
    page,
    town_page,
)
from support.station_store import CARD, ITEM, OTHER_ITEM, STATION_KEY, T0, UID


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    """Empty."""
    with closing(Snapshot.open(tmp_path / "snapshot.db")) as opened:
        yield opened


@pytest.fixture
def town(snapshot: Snapshot) -> Snapshot:
    """With the small town in it."""
    snapshot.apply(town_page())
    return snapshot


def test_rows_come_out_as_values(town: Snapshot) -> None:
    assert town.item(COMIC) == SnapshotItem(COMIC, "t2", "A", kind="comic", min_age=12)
    assert town.info(COMIC) == TitleInfo("Akira", "", "comic")
    assert town.title("t1") == TitleInfo("Germinal", "Zola", "book")
    assert town.card(CARD, STATION_KEY) == SnapshotCard(
        CardState.OK, "adult", date(2027, 12, 31), 1980
    )
    assert town.policy("adult", "book") == LoanRule("adult", "book", 21, 20)
    assert town.closed_days("A") == {date(2027, 2, 5)}
    assert town.repairs() == (TownRepair(UID, ITEM, "on_loan", "secured", "lifted", None),)
    assert town.meta() == SnapshotMeta("c1", 7, T0)


def test_nothing_is_known_of_strangers(town: Snapshot) -> None:
    assert town.item("x") is None
    assert town.info("x") is None
    assert town.card("2104899999999", STATION_KEY) is None
    assert town.card(CARD, b"other key") is None
    assert town.policy("child", "book") is None
    assert town.shortest_loan_days("film") is None
    assert town.repair("x") is None


def test_state_nobody_knows_is_a_blocked_card(town: Snapshot) -> None:
    town.apply(page([card_row(CARD, state="suspended")], "c2"))

    card = town.card(CARD, STATION_KEY)

    assert card is not None
    assert card.state == CardState.BLOCKED


@pytest.mark.parametrize(
    ("item", "place"),
    [
        (ITEM, Place(PlaceKind.BIN, "B", "Adultes")),
        (COMIC, Place(PlaceKind.BIN, "C", "Jeunesse")),
        (RESERVED, Place(PlaceKind.HOLD, "", "")),
        (ELSEWHERE, Place(PlaceKind.TRANSIT, "T", "Le Moulin")),
        ("unknown", Place(PlaceKind.DESK, "", "")),
    ],
)
def test_returned_item_has_its_place(town: Snapshot, item: str, place: Place) -> None:
    assert town.place_for(item, "A") == place


def test_branch_without_rules_sends_to_the_desk(town: Snapshot) -> None:
    assert town.place_for(ELSEWHERE, "B") == Place(PlaceKind.DESK, "", "")


def test_changed_and_removed_rows_replace_the_old(town: Snapshot) -> None:
    town.apply(page([item_row(ITEM, status="on_loan"), change("item", OTHER_ITEM)], "c2", 9))

    item = town.item(ITEM)
    assert item is not None
    assert item.status == "on_loan"
    assert town.item(OTHER_ITEM) is None
    assert town.next_cursor() == "c2"


def test_row_that_does_not_fit_is_left_out(
    town: Snapshot, caplog: pytest.LogCaptureFixture
) -> None:
    town.apply(
        page(
            [
                change("item", "bad", title=None, branch="A"),
                change("calendar", "bad", branch="A", date="2027-02-07", closed="perhaps"),
                change("title", "bad", title=["a", "list"]),
                change("weather", "today", sun=True),
                item_row("good"),
            ],
            "c2",
        )
    )

    assert town.item("good") is not None
    assert town.item("bad") is None
    assert town.next_cursor() == "c2"
    assert "Germinal" not in caplog.text


def test_page_is_written_in_slices(tmp_path: Path) -> None:
    ticks = itertools.count(step=0.015)
    with closing(Snapshot.open(tmp_path / "s.db", now_s=lambda: next(ticks))) as snapshot:
        commits = 0

        def count(statement: str) -> None:
            nonlocal commits
            commits += statement == "COMMIT"

        snapshot._db._connection.set_trace_callback(count)
        snapshot.apply(page([item_row(str(n)) for n in range(9)]))
        snapshot._db._connection.set_trace_callback(None)

        # 15 ms a row: three rows fill the 40 ms of a slice; one more commit is the cursor's.
        assert commits == 3 + 1
        assert snapshot.item("8") is not None


def test_new_snapshot_is_built_beside_the_old_and_swapped_in_whole(town: Snapshot) -> None:
    town.apply(page([item_row("new-1")], "n1", reset=True, more=True))

    assert town.item(ITEM) is not None
    assert town.item("new-1") is None
    assert town.next_cursor() == "n1"
    town.apply(page([item_row("new-2")], "n2", more=False))

    assert town.item(ITEM) is None
    assert town.item("new-1") is not None
    assert town.item("new-2") is not None
    assert town.next_cursor() == "n2"


def test_reset_in_the_middle_begins_once_more(town: Snapshot) -> None:
    town.apply(page([item_row("new-1")], "n1", reset=True, more=True))
    town.apply(page([item_row("newer")], "m1", reset=True))

    assert town.item("newer") is not None
    assert town.item("new-1") is None


def test_half_built_snapshot_is_gone_on_with_by_the_next_process(tmp_path: Path) -> None:
    path = tmp_path / "snapshot.db"
    with closing(Snapshot.open(path)) as first:
        first.apply(town_page())
        first.apply(page([item_row("new-1")], "n1", reset=True, more=True))
    with closing(Snapshot.open(path)) as second:
        assert second.next_cursor() == "n1"
        assert second.item(ITEM) is not None
        second.apply(page([item_row("new-2")], "n2"))

        assert second.item(ITEM) is None
        assert second.item("new-1") is not None
        assert second.item("new-2") is not None


def test_half_built_snapshot_that_is_damaged_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "snapshot.db"
    with closing(Snapshot.open(path)) as first:
        first.apply(town_page())
    (tmp_path / "snapshot.db.new").write_bytes(b"noise" * 1000)
    with closing(Snapshot.open(path)) as second:
        assert second.next_cursor() == "c1"
    assert [file.name for file in tmp_path.iterdir()] == ["snapshot.db"]


def test_swapped_snapshot_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "snapshot.db"
    with closing(Snapshot.open(path)) as snapshot:
        snapshot.apply(page([item_row("old")], "o", reset=True))
        snapshot.apply(page([item_row("new")], "n", reset=True))
    with closing(Snapshot.open(path)) as snapshot:
        assert snapshot.item("new") is not None
        assert snapshot.item("old") is None
    assert [file.name for file in tmp_path.iterdir()] == ["snapshot.db"]


def test_damaged_snapshot_is_replaced_by_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "snapshot.db"
    path.write_bytes(b"noise" * 1000)

    with closing(Snapshot.open(path)) as snapshot:
        assert snapshot.meta() is None
        snapshot.apply(town_page())
        assert snapshot.item(ITEM) is not None


def test_snapshot_damaged_while_open_answers_as_an_empty_one(town: Snapshot) -> None:
    path = town._path
    town._db.truncate_log()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with closing(sqlite3.connect(path)) as other, pytest.raises(sqlite3.DatabaseError):
        # Another look drops what the first one has cached.
        other.execute("UPDATE meta SET number = 1")
    town._db._connection.execute("PRAGMA shrink_memory")

    assert town.item(ITEM) is None
    assert town.next_cursor() == ""
    town.apply(town_page())
    assert town.item(ITEM) is not None


def test_snapshot_is_written_quickly_not_durably(town: Snapshot) -> None:
    found = town._db._connection.execute("PRAGMA synchronous").fetchone()[0]

    assert found == Synchronous.NORMAL
