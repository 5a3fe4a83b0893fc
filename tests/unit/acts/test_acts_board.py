"""What the start page tells, as the snapshot has it: by branch, day and hour; new arrivals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from catalogue.domain.opening import Opening
from kiosk.acts.board import EVERY_S, SOON_S, BoardWatch
from kiosk.session.events import BoardChanged, Event
from kiosk.store.snapshot import Snapshot
from support.station_feed import change, item_row, page

NOON = int(datetime(2027, 2, 3, 11, 0, tzinfo=UTC).timestamp() * 1000)
TODAY = NOON // 86_400_000
HERE = SimpleNamespace(now=SimpleNamespace(branch="A", time_zone="Europe/Paris"))
ROWS = [
    change("branch", "A", name="Les Tilleuls", opening={"wednesday": ["10:00-18:30"]}),
    change("branch", "B", name="Le Moulin"),
    change("message", "all", text={"fr": "Pour tous", "en": "For all"}),
    change("message", "here", branch="A", text={"fr": "Ici"}),
    change("message", "there", branch="B", text={"fr": "Là-bas"}),
    change("message", "gone", last="2027-02-02", text={"fr": "Passé"}),
    change("message", "later", first="2027-02-04", text={"fr": "Demain"}),
    change("title", "new", title="Nana", author="Zola", kind="book", added=TODAY - 2),
    change("title", "newer", title="Akira", kind="comic", added=TODAY),
    change("title", "old", title="Germinal", kind="book", added=TODAY - 91),
    change("title", "elsewhere", title="Candide", kind="book", added=TODAY),
    change("title", "adult", title="Justine", kind="book", added=TODAY, min_age=18),
    item_row("1", "new", status="on_loan"),
    item_row("2", "newer"),
    item_row("3", "old"),
    item_row("4", "elsewhere", branch="B", home="B"),
    item_row("5", "adult"),
]


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    with closing(Snapshot.open(tmp_path / "snapshot.db")) as opened:
        opened.apply(page(ROWS, reset=True))
        yield opened


def test_page_tells_what_holds_here_and_now_and_only_what_is_new(snapshot: Snapshot) -> None:
    told: list[Event] = []
    clock = [NOON]
    watch = BoardWatch(snapshot, HERE, lambda: clock[0], told.append, 90)  # type: ignore[arg-type]
    assert watch.look() == EVERY_S
    (first,) = told
    assert isinstance(first, BoardChanged)
    assert first.opening == Opening(True, until="18:30", today=("10:00-18:30",))
    assert [dict(words)["fr"] for words in first.messages] == ["Ici", "Pour tous"]
    assert first.arrivals is not None
    assert [info.title for info in first.arrivals] == ["Akira", "Nana"]
    snapshot.apply(page([change("title", "newest", title="Zadig", kind="book", added=TODAY)]))
    snapshot.apply(page([item_row("6", "newest")]))
    watch.look()
    assert told == [first]
    clock[0] += 3_600_000
    watch.look()
    assert [info.title for info in told[-1].arrivals] == ["Zadig", "Akira", "Nana"]  # type: ignore[union-attr]


def test_kiosk_that_has_no_snapshot_yet_looks_again_soon(tmp_path: Path) -> None:
    with closing(Snapshot.open(tmp_path / "snapshot.db")) as empty:
        watch = BoardWatch(empty, HERE, lambda: NOON, lambda _event: None, 90)  # type: ignore[arg-type]
        assert watch.look() == SOON_S


def test_branch_of_which_no_hours_are_known_is_neither_open_nor_closed(snapshot: Snapshot) -> None:
    told: list[Event] = []
    there = SimpleNamespace(now=SimpleNamespace(branch="B", time_zone="Europe/Paris"))
    BoardWatch(snapshot, there, lambda: NOON, told.append, 0).look()  # type: ignore[arg-type]
    (first,) = told
    assert isinstance(first, BoardChanged)
    assert (first.opening, first.arrivals) == (None, None)
