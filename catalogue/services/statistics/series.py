"""Loans by kind, branch, hour, weekday or month; uses of digital resources by month. Only reads.

Days that are written down come from `loan_counts`, younger ones from the record.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.digital import DigitalResource
from catalogue.db.holdings import Branch
from catalogue.db.privacy import LoanCount
from catalogue.services.digital.retention import LAUNCHES, monthly_use
from catalogue.services.statistics.counting import Hour, counted_up_to, loans
from catalogue.services.town import time_zone
from catalogue.wire.statistics import Count, LoansBy, ResourcesBy, Series

LOANS = "loans"
MOST_YEARS = 20


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included."""

    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, first: dt.date | None, last: dt.date | None, now: dt.date) -> Period:
        """What is not said: up to today, twelve months. Never more than twenty years, nor less
        than a day."""
        until = min(last or now, now)
        months = (until.year - 1) * 12 + until.month
        since = first or dt.date(months // 12, months % 12 + 1, 1)
        since = min(max(since, until - dt.timedelta(days=366 * MOST_YEARS)), until)
        return cls(since, until)


WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_KEY: Mapping[LoansBy, Callable[[Hour], str]] = {
    LoansBy.KIND: lambda at: at.kind,
    LoansBy.BRANCH: lambda at: at.branch,
    LoansBy.HOUR: lambda at: f"{at.hour:02}",
    LoansBy.WEEKDAY: lambda at: str(at.day.weekday()),
    LoansBy.MONTH: lambda at: f"{at.day:%Y-%m}",
}


def loans_by(session: Session, by: LoansBy, period: Period) -> Series:
    """Loans that began in these days, both included. Hours, weekdays and months without any are
    there, too."""
    counted: Counter[str] = Counter()
    key, first, last = _KEY[by], period.first, period.last
    for at, number in _hours(session, first, last):
        counted[key(at)] += number
    for gap in _axis(by, first, last):
        counted.setdefault(gap, 0)
    labels = _labels(session, by)
    rows = [Count(key=k, label=labels.get(k, k), value=counted[k]) for k in sorted(counted)]
    if by in (LoansBy.KIND, LoansBy.BRANCH):
        rows.sort(key=lambda row: (-row.value, row.key))
    return Series(of=LOANS, by=by, first=first, last=last, counts=rows)


def _hours(session: Session, first: dt.date, last: dt.date) -> Iterable[tuple[Hour, int]]:
    written = session.scalars(
        select(LoanCount).where(LoanCount.day >= first, LoanCount.day <= last)
    )
    for row in written:
        yield Hour(row.day, row.hour, row.branch, row.kind), row.loans
    newest, _ = counted_up_to(session)
    day_before = first - dt.timedelta(days=1)
    after = day_before if newest is None else max(newest, day_before)
    for at in loans(session, time_zone(session), after, last):
        yield at, 1


def _axis(by: LoansBy, first: dt.date, last: dt.date) -> Iterable[str]:
    if by is LoansBy.HOUR:
        yield from (f"{hour:02}" for hour in range(24))
    elif by is LoansBy.WEEKDAY:
        yield from map(str, range(7))
    elif by is LoansBy.MONTH:
        yield from _months(first, last)


def _months(first: dt.date, last: dt.date) -> Iterable[str]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{number // 12}-{number % 12 + 1:02}"


def _labels(session: Session, by: LoansBy) -> dict[str, str]:
    if by is LoansBy.BRANCH:
        return {row.id: row.name for row in session.scalars(select(Branch))}
    if by is LoansBy.HOUR:
        return {f"{hour:02}": f"{hour} h" for hour in range(24)}
    if by is LoansBy.WEEKDAY:
        return {str(n): name for n, name in enumerate(WEEKDAYS)}
    return {}


def resources_by(
    session: Session, by: ResourcesBy, period: Period, metric: str = LAUNCHES
) -> Series:
    """How often digital resources were opened, or another metric, in the months of these days."""
    first, last = period.first, period.last
    months = list(_months(first, last))
    titles = {row.id: row.title for row in session.scalars(select(DigitalResource))}
    counted: Counter[str] = Counter(dict.fromkeys(months if by is ResourcesBy.MONTH else titles, 0))
    for use in monthly_use(session):
        if use.metric == metric and use.month in months:
            counted[use.month if by is ResourcesBy.MONTH else use.resource] += use.value
    labels = {} if by is ResourcesBy.MONTH else titles
    rows = [Count(key=k, label=labels.get(k, k), value=counted[k]) for k in sorted(counted)]
    if by is ResourcesBy.RESOURCE:
        rows.sort(key=lambda row: (-row.value, row.key))
    return Series(of=metric, by=by, first=first, last=last, counts=rows)
