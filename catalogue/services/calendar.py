"""The calendar: the days on which each branch is closed, written out ahead for due dates and for
stations. It follows from closed weekdays, public holidays and closures, and is computed anew at
every start of the server and when one of them changes; days gone by stay as they were.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence, Set

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Branch, CalendarDay
from catalogue.db.town import Closure
from catalogue.services.marking import mark
from catalogue.services.town import lock_set_up, setting, today

CALENDAR_DAYS = 400
"""How far ahead closed days are written out."""


def write_calendar(session: Session, now_ms: int) -> int:
    """Bring the calendar from today on up to date; returns how many days changed."""
    lock_set_up(session)
    first = today(session, now_ms)
    days = [first + dt.timedelta(days=n) for n in range(CALENDAR_DAYS)]
    holidays = public_holidays(setting(session, "public_holidays", ""), days)
    closures = session.scalars(select(Closure).where(Closure.last >= first)).all()
    changed = 0
    for branch in session.scalars(select(Branch)):
        wanted = closed_among(days, branch.id, branch.closed_weekdays, holidays, closures)
        there = CalendarDay.branch == branch.id, CalendarDay.date >= first
        known = set(session.scalars(select(CalendarDay.date).where(*there)))
        gone = sorted(known - wanted)
        session.execute(delete(CalendarDay).where(*there, CalendarDay.date.in_(gone)))
        session.add_all(CalendarDay(branch=branch.id, date=day) for day in wanted - known)
        for day in sorted(wanted ^ known):
            mark(session, "calendar", f"{branch.id}/{day.isoformat()}")
        changed += len(wanted ^ known)
    session.flush()
    return changed


def closed_among(
    days: Sequence[dt.date],
    branch: str,
    weekdays: str,
    holidays: Set[dt.date],
    closures: Iterable[Closure],
) -> set[dt.date]:
    """The days on which a branch is closed. `weekdays`: digits, 0 is Monday. A closure that opens
    goes before everything else."""
    here = [closure for closure in closures if closure.branch in (None, branch)]

    def named(*, opens: bool) -> set[dt.date]:
        spans = [(closure.first, closure.last) for closure in here if closure.opens is opens]
        return {day for first, last in spans for day in days if first <= day <= last}

    usual = {day for day in days if str(day.weekday()) in weekdays or day in holidays}
    return (usual | named(opens=False)) - named(opens=True)


def public_holidays(country: str, days: Iterable[dt.date]) -> frozenset[dt.date]:
    """The public holidays of a country, or of a part of it (`FR-57`), among these days; of no
    country none. Raises ValueError for one that is not known."""
    if not country:
        return frozenset()
    # The calendars of all the world: a tenth of a second.
    from holidays import country_holidays  # noqa: PLC0415

    code, _, part = country.partition("-")
    wanted = set(days)
    try:
        found = country_holidays(
            code, subdiv=part or None, years={day.year for day in wanted}, observed=True
        )
    except NotImplementedError as error:
        raise ValueError(f"the public holidays of “{country}” are not known") from error
    return frozenset(wanted & set(found))
