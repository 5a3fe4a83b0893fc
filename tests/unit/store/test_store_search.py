"""What the station's feed tells can be found, what it withdraws cannot, and its own moves count."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from catalogue.search.keeping import STEP
from catalogue.search.model import NOW, Facet, Query
from catalogue.wire.v1 import Change
from kiosk.search import Search
from kiosk.store.journal import Journal
from kiosk.store.snapshot import Snapshot
from kiosk.store.snapshot_search import INDEX_S
from kiosk.sync.cataloguing import Cataloguing
from support.station_feed import COMIC, RESERVED, change, item_row, page, part, table, town_page
from support.station_store import ITEM, OTHER_ITEM, give_back, lend_offline

TEXT = change(
    "pack_title",
    "p/1",
    title="Le Horla",
    author="Maupassant",
    pack="Classiques",
    machines=[COMIC],
)


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    with closing(Snapshot.open(tmp_path / "snapshot.db")) as opened:
        opened.apply(town_page())
        settle(opened)
        yield opened


@pytest.fixture
def search(snapshot: Snapshot, journal: Journal) -> Search:
    return Search(snapshot, journal)


def settle(snapshot: Snapshot) -> None:
    worker = Cataloguing(snapshot)
    while worker.step(0.0) == 0.0:
        pass


def found(search: Search, text: str, **chosen: str) -> list[str]:
    query = Query(text, {Facet(name): frozenset({value}) for name, value in chosen.items()})
    return [hit.document.key for hit in search.search(query).hits]


def title(key: str, name: str, **other: object) -> Change:
    return change("title", key, title=name, kind="book", **other)


def test_what_the_feed_tells_is_found_and_what_it_withdraws_is_not(
    snapshot: Snapshot, search: Search
) -> None:
    """Guard: `KEEPER.enter` and `KEEPER.leave` in `put_some`."""
    told = title("t3", "Cœurs d’école", subtitle="Une enfance", year=2020, isbn="9782070368228")
    snapshot.apply(page([told], cursor="c2", number=8))
    for typed in ("coeur", "l'ECOLE", "enfances", "978-2-07-036822-8", "2-07-036822-X"):
        assert found(search, typed) == ["t3"], typed
    assert [each.key for each in search.suggest("coe")] == ["t3"]

    snapshot.apply(page([title("t3", "Nana")], cursor="c3", number=9))
    assert (found(search, "coeur"), found(search, "nana")) == ([], ["t3"])

    snapshot.apply(page([change("title", "t3")], cursor="c4", number=10))
    assert found(search, "nana") == []


def test_index_that_was_followed_is_the_one_made_anew(
    snapshot: Snapshot, search: Search, tmp_path: Path
) -> None:
    """Guard: `KEEPER.recount`. Titles get and lose copies, and stand where they would anew."""
    snapshot.apply(page([title("t4", "Germinal, suite"), TEXT, item_row("i9", "t4")], cursor="c2"))
    snapshot.apply(page([item_row(ITEM, "t4"), change("item", OTHER_ITEM)], cursor="c3"))
    snapshot.apply(page([item_row(RESERVED, status="lost")], cursor="c4"))
    followed = rows(tmp_path)
    with closing(sqlite3.connect(tmp_path / "snapshot.db")) as file, file:
        file.execute("DELETE FROM search_state")
    settle(snapshot)

    assert rows(tmp_path) == followed
    assert found(search, "germinal") == ["t1", "t4"]


def rows(folder: Path) -> list[object]:
    with closing(sqlite3.connect(folder / "snapshot.db")) as file:
        postings = "SELECT 'x', term, col, doc, offset FROM search_heads_v ORDER BY 2, 3, 4, 5"
        file.execute(
            "CREATE VIRTUAL TABLE temp.search_heads_v"
            " USING fts5vocab('main', 'search_heads', 'instance')"
        )
        return [
            *file.execute("SELECT row, key FROM search_rows ORDER BY row").fetchall(),
            *file.execute(postings).fetchall(),
        ]


def test_stream_is_found_after_it_took_the_place_of_what_was(
    snapshot: Snapshot, search: Search
) -> None:
    """Guard: `_alone`. The search does not go on in the file that was."""
    assert found(search, "germinal") == ["t1"]
    snapshot.take(part(table("title", [title("n1", "Vendredi")]), reset=True, cursor="s1"))
    settle(snapshot)
    assert (found(search, "germinal"), found(search, "vendredi")) == ([], ["n1"])


def test_text_on_an_ereader_is_found_with_the_machines_it_is_on(
    snapshot: Snapshot, search: Search
) -> None:
    """Guard: the second half of `SOURCE.copies`."""
    snapshot.apply(page([TEXT], cursor="c2", number=8))
    (hit,) = search.search(Query("horla", {Facet.EREADER: frozenset({"Classiques"})})).hits
    assert (hit.document.pack, hit.document.kind) == ("Classiques", "ebook")
    assert (hit.copies, hit.available) == (1, 1)
    snapshot.apply(page([change("pack_title", "p/1")], cursor="c3", number=9))
    assert found(search, "horla") == []


def test_own_moves_the_feed_does_not_tell_yet_count(search: Search, journal: Journal) -> None:
    """Guard: `_Here`. Lent here a minute ago is not to be had; come back is, where it lies now."""
    now = {"available": NOW}
    assert found(search, "akira", **now) == ["t2"]
    lend_offline(journal, COMIC)
    assert (found(search, "akira", **now), found(search, "akira")) == ([], ["t2"])
    give_back(journal, COMIC)
    assert found(search, "akira", branch="A", **now) == ["t2"]


def test_slice_is_as_long_as_its_time_not_as_its_titles(tmp_path: Path) -> None:
    """Guard: `INDEX_S`. The slower the machine, the fewer steps are in a slice."""

    def slices(step_s: float) -> int:
        ticks = iter(range(100_000))
        path = tmp_path / f"{step_s}.db"
        with closing(Snapshot.open(path, now_s=lambda: step_s * next(ticks))) as snapshot:
            titles = [title(f"b{n:03}", f"Tome {n}", year=1800 + n) for n in range(250)]
            snapshot.take(part(table("title", titles), reset=True))
            count = 1
            while snapshot.index_more():
                count += 1
            return count

    quick, slow = slices(INDEX_S / 5), slices(INDEX_S)
    assert 3 * quick <= slow


def test_index_is_made_in_slices_beside_reading(tmp_path: Path, journal: Journal) -> None:
    """Guard: the clock in `index_more`. Each slice is one step here: time is always up."""
    now = iter(range(10_000))
    with closing(Snapshot.open(tmp_path / "slices.db", now_s=lambda: float(next(now)))) as snapshot:
        titles = [title(f"b{n:03}", f"Tome {n}", year=1800 + n) for n in range(250)]
        snapshot.take(part(table("title", titles), reset=True))
        search = Search(snapshot, journal)
        whole = []
        while snapshot.index_more():
            whole.append(search.search(Query("tome")).complete)
        steps = 2 * (250 // STEP + 1)
        assert whole[:steps] == [False] * (steps - 1) + [True]
        answer = search.search(Query("tome", limit=1))
        assert (answer.complete, answer.total) == (True, 250)
        assert answer.hits[0].document.title == "Tome 249"
