"""Loans are counted once, whatever is forgotten, sold off or delivered late."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import delete, select, update

from catalogue.db.holdings import Item
from catalogue.db.present import ItemRow
from catalogue.db.privacy import LoanCount
from catalogue.services.statistics.counting import count_loans
from catalogue.services.statistics.overview import overview
from catalogue.services.statistics.series import Period, loans_by, resources_by
from catalogue.wire.statistics import LoansBy, ResourcesBy, Series
from support.central import DAY, MINUTE, T0, Kiosk, LittleTown
from support.privacy_life import pass_months

HOUR = 60 * MINUTE
YEAR = Period(dt.date(2027, 1, 1), dt.date(2027, 12, 31))


@pytest.fixture
def kiosk(town: LittleTown) -> Kiosk:
    return town.kiosk("a1")


def told(town: LittleTown, by: LoansBy, period: Period = YEAR) -> dict[str, int]:
    with town.services.database.read() as session:
        found = loans_by(session, by, period)
    return {each.key: each.value for each in found.counts if each.value}


def lend(town: LittleTown, kiosk: Kiosk) -> None:
    """Two books at nine of a Friday, a film on the next day; one was undone, one moved on."""
    kiosk.check_out(T0, "P", "x")
    kiosk.check_out(T0 + MINUTE, "Q", "y")
    undone = kiosk.check_out(T0 + 2 * MINUTE, "R", "z")
    kiosk.undo(T0 + 3 * MINUTE, undone)
    kiosk.check_out(T0 + DAY + 5 * HOUR, "P", "film")
    kiosk.check_in(T0 + 2 * DAY, "x")
    town.clock.now_ms = T0 + 2 * DAY
    town.send(kiosk)


def test_loans_by_kind_branch_hour_weekday_and_month(town: LittleTown, kiosk: Kiosk) -> None:
    lend(town, kiosk)
    assert told(town, LoansBy.KIND) == {"book": 2, "dvd": 1}
    assert told(town, LoansBy.BRANCH) == {"A": 3}
    assert told(town, LoansBy.HOUR) == {"09": 2, "14": 1}
    assert told(town, LoansBy.WEEKDAY) == {"4": 2, "5": 1}
    assert told(town, LoansBy.MONTH) == {"2027-01": 3}
    friday = dt.date(2027, 1, 15)
    assert told(town, LoansBy.KIND, Period(friday, friday)) == {"book": 2}


def test_numbers_outlive_names_items_and_come_to_the_same_with_late_records(
    town: LittleTown, kiosk: Kiosk
) -> None:
    """Guards: `counted_up_to` parts what is written down from what is not; `late` in
    `count_loans`; the first slice of `Retention` counts."""
    lend(town, kiosk)
    before = {by: told(town, by) for by in LoansBy}
    town.services.retention.run(pass_months(town, 6))
    with town.services.database.write() as session:
        session.execute(delete(ItemRow).where(ItemRow.item == "film"))
        session.execute(delete(Item).where(Item.id == "film"))
    assert {by: told(town, by) for by in LoansBy} == before
    other = town.kiosk("b1", "B")
    late = other.check_out(T0 + 6 * HOUR, "S", "z")
    town.clock.pass_ms(MINUTE)
    town.send(other, late, other.check_in(T0 + 7 * HOUR, "z"))
    for _ in range(2):
        town.clock.pass_ms(DAY)
        with town.services.database.write() as session:
            count_loans(session, town.clock())
    assert told(town, LoansBy.BRANCH) == {"A": 3, "B": 1}
    with town.services.database.read() as session:
        assert sum(session.scalars(select(LoanCount.loans))) == 4


def test_clock_that_was_wrong_counts_no_loan_into_the_future(
    town: LittleTown, kiosk: Kiosk
) -> None:
    """Guard: `_MOMENT`."""
    kiosk.measured, kiosk.skew_ms = False, 9000 * DAY
    town.send(kiosk, kiosk.check_out(T0, "P", "x"))
    assert told(town, LoansBy.MONTH) == {"2027-01": 1}


def test_axis_has_its_hours_and_months_without_loans(town: LittleTown) -> None:
    with town.services.database.read() as session:
        hours = loans_by(session, LoansBy.HOUR, YEAR)
        months = resources_by(session, ResourcesBy.MONTH, YEAR)
    assert labels(hours)[:2] == ["0 h", "1 h"]
    assert len(hours.counts) == 24
    assert labels(months)[::11] == ["2027-01", "2027-12"]


def labels(series: Series) -> list[str]:
    return [each.label for each in series.counts]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, ("2026-02-01", "2027-01-15")),
        ("2026-12-30", None, ("2026-12-30", "2027-01-15")),
        (None, "2026-06-30", ("2025-07-01", "2026-06-30")),
        ("2027-01-10", "2027-01-01", ("2027-01-01", "2027-01-01")),
        ("1200-01-01", "9999-12-31", ("2006-12-31", "2027-01-15")),
    ],
)
def test_period_that_is_not_said_is_a_year_up_to_today(
    first: str | None, last: str | None, expected: tuple[str, str]
) -> None:
    days = [None if day is None else dt.date.fromisoformat(day) for day in (first, last)]
    period = Period.of(*days, dt.date(2027, 1, 15))
    assert (period.first.isoformat(), period.last.isoformat()) == expected


def test_present_in_numbers(town: LittleTown, kiosk: Kiosk) -> None:
    lend(town, kiosk)
    with town.services.database.write() as session:
        session.execute(update(Item).where(Item.id == "y").values(home="B"))
    with town.services.database.read() as session:
        found = overview(session, town.clock() + 30 * DAY)
    assert (found.titles, found.items, found.patrons, found.resources) == (4, 6, 4, 0)
    assert (found.loans_open, found.loans_late) == (2, 2)
    assert found.loans_open_by_kind == {"book": 1, "dvd": 1}
    assert found.items_by_branch == {"A": 5, "B": 1}
    assert found.patrons_active == 2
