"""The feed goes into the snapshot; a feed that starts anew brings the journal again."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from catalogue.errors import Ambiguous
from catalogue.wire.v1 import Changes, Head, Result, ResultStatus
from kiosk.store.errors import StorageDamaged
from support.station_feed import item_row, page
from support.station_store import ITEM, give_back

if TYPE_CHECKING:
    from conftest import Station


def test_feed_is_read_from_where_it_was_left(station: Station) -> None:
    station.settle()
    station.server.pages = [page([item_row("x")], "c2", more=True), page([item_row("y")], "c3")]

    station.go(31)

    assert [call for call in station.server.calls if call.startswith("changes")] == [
        "changes ",
        "changes c1",
        "changes c2",
    ]
    assert station.snapshot.item("y") is not None


def test_contact_is_noted_when_the_feed_was_read(station: Station) -> None:
    assert station.journal.contact_age_ms() is None

    station.settle()

    age_ms = station.journal.contact_age_ms()
    assert age_ms is not None
    assert age_ms < 1000


def test_page_that_does_not_come_is_asked_for_again(station: Station) -> None:
    station.settle()
    station.server.pages = [page([item_row("x")], "c2", more=True), page([item_row("y")], "c3")]
    station.server.raises = [None, Ambiguous("no answer")]

    station.go(45)

    assert station.snapshot.next_cursor() == "c3"
    assert station.server.calls.count("changes c2") == 2


def test_first_feed_a_station_reads_brings_earlier_epochs_again(station: Station) -> None:
    """Guard: those records sent again at the first page. A server restored between their delivery
    and that page would lack them for ever: digests compare the present epoch alone."""
    op = give_back(station.journal)
    stored = [Result(id=op.id, status=ResultStatus.RECORDED)]
    station.journal.acknowledge(stored, Head(seq=1, hash=op.hash), 0)
    station.journal.identity("kiosk-1", 2, "A")
    station.server.new_epoch = 2

    station.go(60)

    assert op.id in station.server.stored
    assert station.journal.counts().pending == 0


def test_feed_that_starts_anew_brings_journal_and_keys_again(station: Station) -> None:
    op = give_back(station.journal)
    station.settle()
    station.server.stored.clear()
    introductions = station.server.calls.count("station")
    station.server.pages = [page([item_row("new")], "n1", reset=True)]

    station.go(31)

    assert op.id in station.server.stored
    assert station.server.calls.count("station") == introductions + 1
    assert station.snapshot.item(ITEM) is None
    assert station.states() == {"delivered": 1}


def test_snapshot_that_breaks_is_fetched_anew(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    station.settle()
    apply = station.snapshot.apply
    faults = iter([StorageDamaged("page 7")])

    def breaks_once(taken: Changes) -> None:
        for fault in faults:
            raise fault
        apply(taken)

    monkeypatch.setattr(station.snapshot, "apply", breaks_once)
    station.server.pages = [page([], "c2"), page([item_row("whole")], "w1", reset=True)]

    station.go(31)

    assert station.server.calls[-2:] == ["changes ", "digest"]
    assert station.snapshot.item("whole") is not None
    assert station.snapshot.item(ITEM) is None


def test_station_learns_its_keys_at_the_start(station: Station) -> None:
    station.settle()

    assert station.keyring.station_key == b"k" * 32
    assert station.keyring.now.server_public_key == base64.b64encode(bytes(range(1, 33))).decode()
    assert station.server.calls[0] == "station"
