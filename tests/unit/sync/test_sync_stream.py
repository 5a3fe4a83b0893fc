"""The first sync is a stream: it goes on after a cut, and nothing waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.errors import Ambiguous
from support.station_feed import item_row, page, part, table
from support.station_store import ITEM, give_back

if TYPE_CHECKING:
    from conftest import Station


def asked(station: Station) -> list[str]:
    return [call for call in station.server.calls if call.split()[0] in ("snapshot", "changes")]


def in_parts(station: Station) -> None:
    """A server that streams, with three parts."""
    station.server.pages = []
    station.server.parts = [
        part(table("item", [item_row("x")]), cursor="p1", reset=True, more=True, left=2),
        part(table("item", [item_row("y")]), cursor="p2", more=True, left=1),
        part(table("item", [item_row("z")]), cursor="p3"),
    ]


def test_town_comes_as_a_stream_and_what_follows_in_pages(station: Station) -> None:
    in_parts(station)

    station.settle()

    assert asked(station) == ["snapshot ", "changes p3"]
    assert all(station.snapshot.item(item) for item in "xyz")


def test_stream_that_is_cut_goes_on_behind_the_last_part(station: Station) -> None:
    in_parts(station)
    station.server.parts.insert(2, Ambiguous("cut"))

    station.go(60)

    assert asked(station)[:3] == ["snapshot ", "snapshot p2", "changes p3"]
    assert all(station.snapshot.item(item) for item in "xyz")


def test_queue_goes_on_between_the_parts(station: Station) -> None:
    """Guard: one part a step. What is recorded while the town comes is not kept waiting by it."""
    in_parts(station)
    station.sync.step(station.now_s)
    op = give_back(station.journal)
    station.sync.nudge()

    station.sync.step(station.now_s)

    assert op.id in station.server.stored
    assert station.snapshot.incomplete


def test_feed_that_starts_anew_comes_as_a_stream_and_brings_the_journal(station: Station) -> None:
    op = give_back(station.journal)
    station.settle()
    station.server.stored.clear()
    in_parts(station)
    station.server.pages = [page([item_row("left out")], "n1", reset=True)]
    station.sync._puller.worker._streams = True

    station.go(31)

    assert asked(station)[-3:] == ["changes c1", "snapshot ", "changes p3"]
    assert op.id in station.server.stored
    assert station.snapshot.item("z") is not None
    assert station.snapshot.item(ITEM) is None


def test_stream_that_starts_anew_in_the_middle_brings_the_keys(station: Station) -> None:
    """Guard: `_starts_anew` with what was asked for. The backup was restored during the cut."""
    in_parts(station)
    station.server.parts[1:] = [
        Ambiguous("cut"),
        part(table("item", [item_row("other")]), cursor="q1", reset=True),
    ]
    station.settle()
    introductions = station.server.calls.count("station")

    station.go(60)

    assert asked(station)[1:3] == ["snapshot p1", "changes q1"]
    assert station.server.calls.count("station") == introductions + 1
    assert station.snapshot.item("other") is not None
    assert station.snapshot.item("x") is None


def test_older_server_is_read_in_pages(station: Station) -> None:
    station.settle()
    station.go(31)

    assert asked(station) == ["snapshot ", "changes ", "changes c1"]
    assert station.snapshot.item(ITEM) is not None
