"""The day's work is done once, at its hour, by whichever server is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.services.daily import DayReport
from catalogue.services.daily_round import DailyRound, DayToCome, newest_done
from support.central import HandClock, LittleTown

AT = dt.time(4, 30)


class Counted:
    """The day's work that only counts."""

    def __init__(self) -> None:
        self.days: list[dt.date] = []

    def run(self, day: dt.date) -> DayReport:
        self.days.append(day)
        return DayReport(1, 2, 3)


@pytest.fixture
def little(tmp_path: Path) -> Iterator[LittleTown]:
    town = LittleTown(tmp_path, HandClock())
    yield town
    town.services.close()


def paris(day: int, hour: int, minute: int = 0) -> int:
    """A moment of January 2027, an hour ahead of UTC."""
    return int(dt.datetime(2027, 1, day, hour - 1, minute, tzinfo=dt.UTC).timestamp() * 1000)


def test_each_day_is_done_once_when_its_hour_has_come(little: LittleTown) -> None:
    """Guards: `_due` compares with the hour, in the town's zone, and with the day noted."""
    work, clock = Counted(), little.clock
    daily = DailyRound(little.services.database, work, little.services.retention, AT, clock)
    done = []
    for moment in (paris(15, 4, 30), paris(15, 23), paris(16, 4, 29), paris(16, 4, 30)):
        clock.now_ms = moment
        done.append(daily.run_if_due() is not None)
    assert done == [True, False, False, True]
    assert work.days == [dt.date(2027, 1, 15), dt.date(2027, 1, 16)]


def test_server_that_was_off_at_the_hour_makes_up_for_the_newest_day(little: LittleTown) -> None:
    work, clock = Counted(), little.clock
    clock.now_ms = paris(10, 12)
    DailyRound(little.services.database, work, little.services.retention, AT, clock).run_if_due()
    clock.now_ms = paris(15, 3)
    DailyRound(little.services.database, work, little.services.retention, AT, clock).run_if_due()
    clock.now_ms = paris(15, 12)
    DailyRound(little.services.database, work, little.services.retention, AT, clock).run_if_due()
    assert [day.day for day in work.days] == [10, 14, 15]


def test_without_an_hour_nothing_is_done_by_itself(little: LittleTown) -> None:
    work = Counted()
    daily = DailyRound(
        little.services.database, work, little.services.retention, None, little.clock
    )
    assert daily.run_if_due() is None
    assert daily.run().day == dt.date(2027, 1, 15)
    assert work.days == [dt.date(2027, 1, 15)]


def test_day_to_come_is_refused_and_an_old_one_hides_no_newer(little: LittleTown) -> None:
    """Guards: `run` compares with today; `_note` keeps the newest."""
    work = Counted()
    daily = DailyRound(little.services.database, work, little.services.retention, AT, little.clock)
    daily.run()
    daily.run(dt.date(2027, 1, 2))
    with pytest.raises(DayToCome):
        daily.run(dt.date(2027, 1, 16))
    with little.services.database.read() as session:
        assert newest_done(session) == dt.date(2027, 1, 15)
    assert daily.run_if_due() is None
