"""The first sync of a real station from the real server: cut, gone on with, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from fastapi import FastAPI

from catalogue.errors import Ambiguous, Refused
from catalogue.server import app as composition
from catalogue.services.snapshots import Snapshots
from kiosk.store.snapshot_progress import progress_beside
from support.central import CARDS, Kiosk, LittleTown, serving
from support.station_in_town import NAME, Station, show_items, station_at

SNAPSHOT = "/v1/snapshot"


@pytest.fixture
def url(town: LittleTown) -> Generator[str, None, None]:
    """A server whose parts are short."""
    services = town.services
    parts = Snapshots(services.database, services.feed, services.clock, part_rows=4)
    town.services = replace(services, snapshots=parts)
    with serving(town) as address:
        yield address


@pytest.fixture
def fresh(tmp_path: Path, town: LittleTown, url: str) -> Generator[Station, None, None]:
    """Enrolled, and nothing fetched yet."""
    town.kiosk(NAME)
    show_items(town)
    with ExitStack() as stack:
        yield station_at(tmp_path / "station", town, url, stack)


def cut_behind(station: Station, monkeypatch: pytest.MonkeyPatch, pieces: int) -> None:
    """The line breaks when so many pieces of a stream have come."""
    whole = station.client.stream

    def cut(path: str, headers: dict[str, str], timeout_s: float) -> Generator[bytes, None, None]:
        for n, piece in enumerate(whole(path, headers, timeout_s)):
            if n == pieces:
                raise Ambiguous("cut")
            yield piece

    monkeypatch.setattr(station.client, "stream", cut)


def until_stuck(station: Station) -> None:
    """Sync until the line is down."""
    station.settle()
    assert not station.line.up


def same_as_server(station: Station) -> bool:
    told = station.snapshot.item_digest()
    return station.client.digest(told.cursor).branches == told.branches


def test_station_comes_to_what_the_server_has(fresh: Station) -> None:
    fresh.settle()

    assert fresh.snapshot.item("x") is not None
    assert fresh.snapshot.card(CARDS["P"], fresh.keyring.station_key or b"") is not None
    assert same_as_server(fresh)


def test_cut_first_sync_goes_on_and_ends_with_the_same(
    fresh: Station, town: LittleTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Guard: the part's cursor is kept with its rows. What is lent meanwhile comes behind."""
    asked = []
    snapshot = fresh.client.snapshot
    monkeypatch.setattr(
        fresh.client, "snapshot", lambda cursor: asked.append(cursor) or snapshot(cursor)
    )
    with monkeypatch.context() as patch:
        cut_behind(fresh, patch, 2)
        until_stuck(fresh)
    assert fresh.snapshot.progress() is not None
    town.kiosk("b1", "B")
    other = Kiosk("b1", town.services.keys.public_key, "B")
    town.send(other, other.check_out(town.clock(), item="x"))

    fresh.back_online()

    assert asked[0] == ""
    assert asked[1:]
    assert all(asked[1:])
    item = fresh.snapshot.item("x")
    assert item is not None
    assert item.status == "on_loan"
    assert same_as_server(fresh)


def test_station_revoked_in_the_midst_of_it_keeps_its_queue_alone(
    fresh: Station, town: LittleTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Guards: a part asks whether the station is known; `Sync` forgets, half a snapshot too."""
    fresh.give_back("x")
    with monkeypatch.context() as patch:
        cut_behind(fresh, patch, 2)
        until_stuck(fresh)
    fresh.give_back("y")
    assert progress_beside(fresh.folder / "snapshot.db") is not None
    town.services.enrolments.revoke(NAME)

    for _ in range(3):
        fresh.go(60_000)
        fresh.settle()

    assert fresh.keyring.station_key is None
    assert (fresh.snapshot.meta(), fresh.snapshot.progress()) == (None, None)
    assert '"station_key":""' in (fresh.folder / "station.key").read_text()
    assert fresh.journal.counts().pending > 0
    for path in fresh.folder.iterdir():
        assert b"Title t" not in path.read_bytes(), path.name


def test_revoked_station_hears_so_and_that_it_is_to_wipe(fresh: Station, town: LittleTown) -> None:
    town.services.enrolments.revoke(NAME)
    header = {"Authorization": f"Bearer {town.tokens[NAME]}"}
    for path in ("snapshot", "changes", "station"):
        answer = requests.get(f"{fresh.url}/v1/{path}", headers=header, timeout=9)
        assert answer.status_code == 401
        assert (answer.json()["code"], answer.json()["wipe"]) == ("revoked", True)


def test_older_server_without_streams_is_read_in_pages(
    tmp_path: Path, town: LittleTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """N-1: the address is not there."""
    made: Callable[..., FastAPI] = composition.create_app

    def older(*arguments: object, **others: object) -> FastAPI:
        app = made(*arguments, **others)
        for route in [*app.router.routes]:
            inner = getattr(route, "original_router", None)
            if inner is not None:
                kept = [each for each in inner.routes if getattr(each, "path", "") != SNAPSHOT]
                monkeypatch.setattr(inner, "routes", kept)
        return app

    monkeypatch.setattr("support.central.create_app", older)
    town.kiosk(NAME)
    show_items(town)
    with serving(town) as url, ExitStack() as stack:
        station = station_at(tmp_path / "station", town, url, stack)
        with pytest.raises(Refused, match="not_found"):
            next(station.client.snapshot())
        station.settle()

        assert station.snapshot.item("x") is not None
        assert same_as_server(station)
