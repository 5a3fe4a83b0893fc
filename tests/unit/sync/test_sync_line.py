"""Outages: noticed once, looked after patiently, over at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.errors import Ambiguous, Unreachable
from kiosk.sync.backoff import Backoff
from support.station_store import give_back

if TYPE_CHECKING:
    from conftest import Station


def down_for(station: Station, tries: int) -> None:
    """The server does not answer so many times."""
    station.server.raises = [Unreachable("gone")] * tries


def test_delays_double_up_to_the_longest_and_are_spread() -> None:
    spread = iter([0.0, 1.0, 0.5, 0.0, 0.0])
    backoff = Backoff(1.0, 4.0, lambda: next(spread))

    assert [backoff.delay_s() for _ in range(4)] == [0.5, 2.0, 3.0, 2.0]
    backoff.reset()
    assert backoff.delay_s() == 0.5


def test_down_line_is_probed_ever_more_seldom(station: Station) -> None:
    station.settle()
    down_for(station, 1000)
    station.line.mark(up=False)
    calls = len(station.server.calls)

    station.go(60)

    # After 1, 2, 4 and then every 8 seconds.
    assert station.server.calls[calls:] == ["health"] * 9


def test_nothing_else_is_tried_while_the_line_is_down(station: Station) -> None:
    give_back(station.journal)
    down_for(station, 3)

    station.go(2)

    assert "operations" not in station.server.calls
    assert station.states() == {"due": 1}


def test_everything_goes_on_when_the_server_answers_again(station: Station) -> None:
    station.settle()
    station.line.mark(up=False)
    give_back(station.journal)

    station.go(1)

    assert station.line.up
    assert station.states() == {"delivered": 1}


def test_server_that_answers_but_does_not_work_is_left_in_peace(station: Station) -> None:
    station.settle()
    give_back(station.journal)
    requests = len(station.server.requests)
    station.server.loses_answers, station.server.lost = 1000, Ambiguous
    station.sync.nudge()

    station.go(60)

    assert len(station.server.requests) - requests <= 10


def test_worker_sleeps_until_the_next_thing(station: Station) -> None:
    due_s = station.settle()

    assert due_s == station.now_s + 15
    assert station.sync.step(station.now_s + 1) == due_s
