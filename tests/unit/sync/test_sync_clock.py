"""When the station's clock is measured anew, and what is recorded of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.session.events import NetworkChanged
from kiosk.store.clock import ClockSample
from kiosk.store.journal import Journal
from kiosk.sync.clock_keeper import HOUR_MS, ClockKeeper
from support.station_store import HandClock, ScriptedServer, journal_at


class Measured:
    """A station that measures its clock against a server."""

    def __init__(self, journal: Journal, clock: HandClock) -> None:
        self.journal = journal
        self.clock = clock
        self.server = ScriptedServer(clock)
        self.keeper = ClockKeeper(journal, clock)

    def exchange(self, round_trip_ms: int = 10) -> None:
        self.server.round_trip_ms = round_trip_ms
        self.keeper.timed(self.server.health)

    def recorded(self) -> int:
        return self.journal.counts().journalled

    def newest(self) -> ClockSample:
        found = self.journal.newest_sample()
        assert found is not None
        return found


@pytest.fixture
def measured(tmp_path: Path) -> Iterator[Measured]:
    clock = HandClock()
    with journal_at(tmp_path / "journal.db", clock) as journal:
        journal.identity("kiosk-1", 1, "A")
        yield Measured(journal, clock)


def test_first_contact_of_a_boot_is_recorded(measured: Measured) -> None:
    measured.server.offset_ms = 70_000

    measured.exchange(round_trip_ms=40)

    assert (measured.newest().offset_ms, measured.newest().error_ms) == (70_000, 21)
    (row,) = measured.journal.queue()
    assert (row.kind, row.decided_by) == ("clock", "server")


def test_next_boot_is_recorded_anew(measured: Measured) -> None:
    measured.exchange()
    measured.clock.boot("boot-2")

    measured.exchange()

    assert measured.recorded() == 2
    assert measured.newest().boot_id == "boot-2"


def test_new_process_of_the_same_boot_keeps_its_anchor(measured: Measured) -> None:
    measured.exchange()
    measured.keeper = ClockKeeper(measured.journal, measured.clock)

    measured.exchange()

    assert measured.recorded() == 1


def test_exchange_that_says_nothing_new_is_not_recorded(measured: Measured) -> None:
    measured.exchange()

    for round_trip_ms in (10, 9, 500):
        measured.clock.go(1_000)
        measured.exchange(round_trip_ms)

    assert measured.recorded() == 1


def test_error_halved_is_recorded(measured: Measured) -> None:
    measured.exchange(round_trip_ms=400)

    measured.exchange(round_trip_ms=40)

    assert measured.newest().error_ms == 21


def test_offset_moved_is_recorded(measured: Measured) -> None:
    measured.exchange()
    measured.clock.wall += 5_000

    measured.server.offset_ms = -5_000
    measured.exchange()

    assert measured.newest().offset_ms == -5_000


def test_slow_answer_is_no_moved_clock(measured: Measured) -> None:
    measured.exchange()
    measured.server.offset_ms = 1_200

    measured.exchange(round_trip_ms=2_900)

    assert measured.recorded() == 1


def test_outage_is_followed_by_a_measurement(measured: Measured) -> None:
    measured.exchange()
    measured.clock.go(1_000)
    measured.keeper.line_changed(NetworkChanged(False, 0))
    measured.keeper.line_changed(NetworkChanged(True))

    measured.exchange()
    measured.exchange()

    assert measured.recorded() == 2


def test_start_without_the_server_is_an_outage(measured: Measured) -> None:
    measured.exchange()
    measured.keeper = ClockKeeper(measured.journal, measured.clock, cut_off=True)

    measured.exchange()
    measured.exchange()

    assert measured.recorded() == 2


def test_once_an_hour_the_best_exchange_is_recorded(measured: Measured) -> None:
    measured.exchange()
    measured.clock.go(HOUR_MS - 60_000)
    measured.exchange(round_trip_ms=8)
    best_ms = measured.clock.mono
    measured.clock.go(61_000)

    measured.exchange(round_trip_ms=800)

    assert measured.recorded() == 2
    assert measured.newest().mono_ms == best_ms
    measured.clock.go(1_000)
    measured.exchange()
    assert measured.recorded() == 2


def test_answer_is_not_lost_when_the_clock_cannot_be_recorded(
    measured: Measured, caplog: pytest.LogCaptureFixture
) -> None:
    measured.journal.close()

    reply = measured.keeper.timed(measured.server.health)

    assert reply.status == "ok"
    assert "could not be recorded" in caplog.text
