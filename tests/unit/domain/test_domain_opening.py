"""Whether a branch is open, until when, and when it opens next."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from catalogue.domain.opening import Opening, opening_at

WEEK = {
    "wednesday": ["10:00-12:30", "14:00-18:00"],
    "friday": ["15:00-18:00"],
    "saturday": ["10:00-13:00"],
}
SUNDAYS = frozenset({date(2027, 2, 7), date(2027, 2, 14)})
WEDNESDAY = tuple(WEEK["wednesday"])


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        ("2027-02-03 10:00", Opening(True, until="12:30", today=WEDNESDAY)),
        ("2027-02-03 17:59", Opening(True, until="18:00", today=WEDNESDAY)),
        (
            "2027-02-03 12:30",
            Opening(False, day="2027-02-03", time="14:00", today=WEDNESDAY),
        ),
        (
            "2027-02-03 18:00",
            Opening(False, day="2027-02-05", time="15:00", today=WEDNESDAY),
        ),
        ("2027-02-07 11:00", Opening(False, day="2027-02-10", time="10:00")),
    ],
)
def test_hours_of_the_day_and_the_next_opening(now: str, opening: Opening) -> None:
    assert opening_at(datetime.fromisoformat(now), WEEK, SUNDAYS) == opening


def test_closed_day_is_passed_over_though_it_has_hours() -> None:
    closed = SUNDAYS | {date(2027, 2, 10)}
    found = opening_at(datetime.fromisoformat("2027-02-07 11:00"), WEEK, closed)
    assert found is not None
    assert (found.day, found.time) == ("2027-02-12", "15:00")


def test_day_that_is_not_closed_and_has_no_hours_is_not_called_closed() -> None:
    """It may be open beside the week's hours: a kiosk must not rest on it."""
    assert opening_at(datetime.fromisoformat("2027-02-04 11:00"), WEEK, SUNDAYS) is None


def test_branch_that_never_opens_again_says_no_day() -> None:
    days = frozenset(date.fromordinal(date(2027, 2, 1).toordinal() + n) for n in range(90))
    assert opening_at(datetime.fromisoformat("2027-02-03 11:00"), WEEK, days) == Opening(False)
