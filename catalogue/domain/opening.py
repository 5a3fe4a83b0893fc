"""Is a branch open now, until when, and when does it open next? Pure: hours of the week, closed
days and a local time in, a value out. Used by the kiosk's start page.

Not here: which days are closed (`catalogue.services.calendar` works that out).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

WEEKDAYS: Final = (
    *("monday", "tuesday", "wednesday", "thursday", "friday"),
    *("saturday", "sunday"),
)
"""In the order of `datetime.date.weekday()`."""
LOOK_AHEAD_DAYS: Final = 60
Week = Mapping[str, Sequence[str]]
"""Spans of time, `10:00-18:30`, by the name of the weekday."""


@dataclass(frozen=True, slots=True)
class Opening:
    """`until`: when it closes, "18:30", while it is open. `day` (ISO) and `time`: when it opens
    next, while it is not; empty where that is not known. `today`: today's spans."""

    is_open: bool
    until: str = ""
    day: str = ""
    time: str = ""
    today: tuple[str, ...] = ()


def opening_at(now: dt.datetime, week: Week, closed: Set[dt.date]) -> Opening | None:
    """At a local time. None where it is not known: a day that is not closed and has no hours."""
    today, clock = now.date(), now.strftime("%H:%M")
    spans = _spans(today, week, closed)
    if today not in closed and not spans:
        return None
    for span in spans:
        opens, _, closes = span.partition("-")
        if opens <= clock < closes:
            return Opening(True, until=closes, today=spans)
    for day in (today + dt.timedelta(days=n) for n in range(LOOK_AHEAD_DAYS)):
        for span in _spans(day, week, closed):
            opens = span.partition("-")[0]
            if day > today or opens > clock:
                return Opening(False, day=day.isoformat(), time=opens, today=spans)
    return Opening(False, today=spans)


def _spans(day: dt.date, week: Week, closed: Set[dt.date]) -> tuple[str, ...]:
    return () if day in closed else tuple(week.get(WEEKDAYS[day.weekday()], ()))
