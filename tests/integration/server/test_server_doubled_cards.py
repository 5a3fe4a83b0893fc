"""One card at two servers at the same moment: the one sees what the other is about to write."""

from __future__ import annotations

import threading
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.doubled import DoubledCard
from catalogue.services import doubled
from catalogue.services.locking import hold_patron
from support.both_databases import second_server
from support.central import CARDS, PIN, T0, Kiosk, LittleTown, patron_of


@pytest.fixture
def town(town_on_postgresql: LittleTown) -> LittleTown:
    return town_on_postgresql


@pytest.fixture
def kiosks(town: LittleTown) -> tuple[Kiosk, Kiosk]:
    return town.kiosk("a1"), town.kiosk("b1", "B")


def told(town: LittleTown) -> list[tuple[str, str]]:
    with town.services.database.read() as session:
        rows = session.scalars(select(DoubledCard).order_by(DoubledCard.first_ms))
        return [(row.station, row.other_station) for row in rows]


def test_card_that_identifies_at_two_servers_at_once_is_told(
    town: LittleTown, kiosks: tuple[Kiosk, Kiosk]
) -> None:
    """Guard: `hold_patron` in `Accounts._let_in`."""
    with second_server(town) as other, ThreadPoolExecutor(1) as thread:
        with town.services.database.write() as session:
            hold_patron(session, patron_of("P"))
            doubled.identified(session, patron_of("P"), town.caller(kiosks[0]), T0)
            session.flush()
            there = thread.submit(other.accounts.identify, town.caller(kiosks[1]), CARDS["P"], PIN)
            with pytest.raises(TimeoutError):
                there.result(0.3)
        there.result(20)
    assert told(town) == [("a1", "b1")]


def test_loans_at_two_servers_at_once_are_told(
    town: LittleTown, kiosks: tuple[Kiosk, Kiosk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is stored before either has committed. Guard: `hold_borrowers`."""
    compared, first, second = doubled.lent, threading.Event(), threading.Event()

    def lent(session: Session, records: Collection[str], now_ms: int) -> None:
        if first.is_set():
            compared(session, records, now_ms)
            second.set()
        else:
            compared(session, records, now_ms)
            first.set()
            second.wait(0.5)

    monkeypatch.setattr(doubled, "lent", lent)
    here, there = kiosks
    sent = [
        kiosk.batch([kiosk.check_out(T0, "P", item)])
        for kiosk, item in zip(kiosks, "xz", strict=True)
    ]
    with second_server(town) as other, ThreadPoolExecutor(1) as thread:
        lending = thread.submit(town.services.sync.handle, town.caller(here), sent[0])
        assert first.wait(20)
        other.sync.handle(town.caller(there), sent[1])
        lending.result(20)
    assert [set(stations) for stations in told(town)] == [{"a1", "b1"}]
