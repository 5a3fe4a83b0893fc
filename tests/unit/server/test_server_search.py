"""Searching at the server: its index follows the record, is made anew, and is in nobody's way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests
from sqlalchemy import delete, update

from catalogue.client import CentralClient, Refused
from catalogue.db.holdings import Item, Title
from catalogue.db.importing import TitleAvailability
from catalogue.db.present import ItemRow
from catalogue.search.model import Facet, Query
from catalogue.search.opening import open_index
from catalogue.server.search_keeper import SearchKeeper
from catalogue.server.search_limits import Busy, Searchers
from catalogue.services.feed import begin_epoch
from catalogue.services.finding.finding import Finding, SearchUnavailable
from catalogue.services.finding.following import Following
from catalogue.services.marking import mark
from support.central import ITEMS, T0, LittleTown, serving


@pytest.fixture(autouse=True)
def told(town: LittleTown) -> None:
    """Every item was seen once: the feed tells all there is."""
    kiosk = town.kiosk("told")
    town.send(kiosk, *(kiosk.check_in(T0 - 60_000 + n, item) for n, item in enumerate(ITEMS)))


@pytest.fixture
def finding(town: LittleTown, tmp_path: Path) -> Iterator[Finding]:
    services = town.services
    made = Finding(
        services.database, services.feed, lambda: open_index(tmp_path / "index", "sqlite")
    )
    yield made
    made.close()


def found(finding: Finding, text: str) -> list[str]:
    finding.catch_up()
    return [hit.document.key for hit in finding.search(Query(text)).hits]


def name(town: LittleTown, key: str, title: str, **other: object) -> None:
    """A title gets another name."""
    with town.services.database.write() as session:
        session.execute(update(Title).where(Title.id == key).values(title=title, **other))
        mark(session, "title", key)


def test_index_follows_what_changes(town: LittleTown, finding: Finding) -> None:
    """Guard: `_follow`. A new name, a loan, an item and a title that are gone."""
    name(town, "t", "La Cœur brûlé")
    name(town, "u", "Cœurs")
    assert found(finding, "coeur") == ["t", "u"]
    assert [hit.available for hit in finding.search(Query("coeur")).hits] == [2, 1]
    kiosk = town.kiosk("a1")
    town.send(kiosk, kiosk.check_out(T0))
    with town.services.database.write() as session:
        for item in ("y", "z", "desk"):
            session.execute(delete(ItemRow).where(ItemRow.item == item))
            session.execute(delete(Item).where(Item.id == item))
            mark(session, "item", item)
        session.execute(delete(Title).where(Title.id == "u"))
        mark(session, "title", "u")
    assert found(finding, "coeur") == ["t"]
    (hit,) = finding.search(Query("coeur")).hits
    assert (hit.copies, hit.available) == (1, 0)


def test_index_begins_anew_with_the_feed(
    town: LittleTown, finding: Finding, tmp_path: Path
) -> None:
    """Guard: `restart`. After a restored backup nothing of before is found that is not there."""
    name(town, "t", "Avant")
    assert found(finding, "avant") == ["t"]
    with town.services.database.write() as session:
        session.execute(update(Title).where(Title.id == "t").values(title="Restauré"))
        begin_epoch(session)
    assert (found(finding, "avant"), found(finding, "restauré")) == ([], ["t"])
    finding.close()
    for path in (tmp_path / "index").iterdir():
        path.unlink()
    assert found(finding, "restauré") == ["t"]


def test_short_steps_come_to_the_same(town: LittleTown, tmp_path: Path) -> None:
    """Guard: the cursor of a step that is not the last."""
    services = town.services
    index = open_index(tmp_path, "sqlite")
    following = Following(services.database, services.feed, index, step_rows=2)
    steps = 0
    while following.step():
        steps += 1
    assert steps > 3
    assert index.search(Query()).total == 4
    index.close()


def test_two_servers_share_an_index(town: LittleTown, finding: Finding, tmp_path: Path) -> None:
    """Guard: `writing`. The second finds what the first put in, and writes once that is gone."""
    services = town.services
    other = Finding(
        services.database, services.feed, lambda: open_index(tmp_path / "index", "sqlite")
    )
    name(town, "t", "Partage")
    assert found(finding, "partage") == ["t"]
    assert not other.step()
    assert [hit.document.key for hit in other.search(Query("partage")).hits] == ["t"]
    finding.close()
    name(town, "t", "Héritage")
    assert found(other, "héritage") == ["t"]
    other.close()


def test_title_read_online_can_be_had_unless_its_feed_says_otherwise(
    town: LittleTown, finding: Finding
) -> None:
    """Guard: `contents.online`."""
    name(town, "t", "Numérique", kind="ebook")
    now = Query("numérique", {Facet.AVAILABLE: frozenset({"now"})})
    with town.services.database.write() as session:
        session.execute(delete(ItemRow).where(ItemRow.item.in_(("x", "y"))))
        session.execute(delete(Item).where(Item.title == "t"))
        for item in ("x", "y"):
            mark(session, "item", item)
    finding.catch_up()
    assert [hit.copies for hit in finding.search(now).hits] == [1]
    with town.services.database.write() as session:
        session.add(TitleAvailability(title="t", state="unavailable"))
        mark(session, "title", "t")
    finding.catch_up()
    assert finding.search(now).hits == ()


def test_search_without_an_index_is_refused_and_the_town_goes_on(
    town: LittleTown, tmp_path: Path
) -> None:
    """Guard: `SearchUnavailable`. The folder cannot be made: a file is in its place."""
    (tmp_path / "taken").write_text("")
    services = town.services
    broken = Finding(
        services.database, services.feed, lambda: open_index(tmp_path / "taken", "sqlite")
    )
    with pytest.raises(SearchUnavailable):
        broken.search(Query("x"))
    assert SearchKeeper(broken).look() == 60.0


def test_addresses_answer_within_their_limits(town: LittleTown) -> None:
    """Guard: `routes_search`. Without any token; nothing that is asked for can be too much."""
    name(town, "t", "L’École")
    with serving(town) as url:
        answer = requests.get(f"{url}/v1/search", params={"q": "ecole", "branch": ["A"]}, timeout=9)
        assert [hit["key"] for hit in answer.json()["hits"]] == ["t"]
        assert answer.json()["facets"]["branch"] == [{"value": "A", "hits": 1}]
        suggested = requests.get(f"{url}/v1/search/suggest", params={"q": "l'éc"}, timeout=9)
        assert [each["key"] for each in suggested.json()["titles"]] == ["t"]
        for asked in ({"q": "x" * 201}, {"limit": 101}, {"offset": 1001}, {"kind": ["a"] * 21}):
            refused = requests.get(f"{url}/v1/search", params=asked, timeout=9)
            assert refused.status_code == 422, asked


def test_an_address_searches_so_often_and_two_at_a_time() -> None:
    """Guard: `_count` and the semaphore."""
    now = [0.0]
    searchers = Searchers(2, lambda: now[0])
    with searchers.room("a"), searchers.room("a"):
        pass
    with pytest.raises(Busy) as full, searchers.room("a"):
        pass
    assert full.value.retry_after_s == 31
    with searchers.room("b"):
        pass
    now[0] = 31.0
    with searchers.room("a"):
        pass


def test_keeper_takes_in_what_changes_by_itself(town: LittleTown, finding: Finding) -> None:
    """Guard: `Keeper._run`."""
    done = threading.Event()
    step = finding.step

    def watched() -> bool:
        more = step()
        if not more:
            done.set()
        return more

    name(town, "t", "Seul")
    finding.step = watched  # type: ignore[method-assign]
    with SearchKeeper(finding):
        assert done.wait(10)
    assert [hit.document.key for hit in finding.search(Query("seul")).hits] == ["t"]


def test_what_a_title_is_about_is_told_to_whoever_asks(town: LittleTown) -> None:
    with town.services.database.write() as session:
        session.get(Title, "t").description = "Une histoire"
    with serving(town) as url, closing(CentralClient(url)) as client:
        assert client.title_about("t").about == "Une histoire"
        with pytest.raises(Refused) as refused:
            client.title_about("nobody's")
    assert refused.value.problem.code == "unknown_title"


def test_lent_copies_say_when_the_first_is_due_and_late_ones_nothing(town: LittleTown) -> None:
    """Guard: `ItemRow.due_ms >= now_ms`."""
    day = 86_400_000
    with town.services.database.write() as session:
        for item, due_ms in (("x", T0 + 2 * day), ("y", T0 + day), ("z", T0 - day)):
            row = session.get_one(ItemRow, item)
            row.status, row.due_ms = "on_loan", due_ms
    with serving(town) as url, closing(CentralClient(url)) as client:
        [first] = client.titles_back(["t", "u", "nobody's"]).back
    assert (first.title, first.branch, first.due_ms) == ("t", "A", T0 + day)
