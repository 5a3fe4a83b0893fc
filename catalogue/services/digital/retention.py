"""What is forgotten of digital use, and what stays: numbers.

Called by the retention of the town (`purge_launches`, `cut_loans`, `forget_patron`), whichever way
that is started; safe to run again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.orm import Session

from catalogue.db.digital import (
    DigitalHold,
    DigitalLoan,
    DigitalTicket,
    LaunchEvent,
    UsageStat,
)
from catalogue.domain.digital.licences import HoldState
from catalogue.services.digital.usage import OPENED, forget_counters
from catalogue.services.town import time_zone

OWN = "own"
LAUNCHES, REFUSED, USERS, ACTIVE_USERS = "launches", "refused", "users", "active_users"


@dataclass(frozen=True, slots=True)
class MonthUse:
    """A number. `month` as 2027-01, of `active_users` a year; `branch` empty: from home; `band`
    empty: of all; `source`: `own`, or that of a vendor's own report."""

    resource: str
    month: str
    metric: str
    branch: str
    band: str
    source: str
    value: int


def purge_launches(session: Session, before: dt.date) -> int:
    """Launches of whole months that ended before that day become numbers; counters of periods that
    are over go. Returns how many launches went."""
    gone = 0
    for start_ms, end_ms, month in _months(session, before):
        for use in _counted(session, start_ms, end_ms, month):
            _put(session, use)
        span = (LaunchEvent.at_ms >= start_ms, LaunchEvent.at_ms < end_ms)
        found = session.scalar(select(func.count()).select_from(LaunchEvent).where(*span))
        session.execute(delete(LaunchEvent).where(*span))
        gone += found or 0
    for resource, year, users in forget_counters(session, before):
        _put(session, MonthUse(resource, year, ACTIVE_USERS, "", "", OWN, users))
    session.flush()
    return gone


def monthly_use(session: Session) -> list[MonthUse]:
    """Every number there is, by month: of what was purged, and of what is still there."""
    found = [
        MonthUse(r.resource, r.month, r.metric, r.branch, r.band, r.source, r.value)
        for r in session.scalars(select(UsageStat))
    ]
    for start_ms, end_ms, month in _months(session, None):
        found += _counted(session, start_ms, end_ms, month)
    return sorted(found, key=lambda u: (u.month, u.resource, u.metric, u.branch, u.band, u.source))


def cut_loans(session: Session, before_ms: int) -> int:
    """Who had what: forgotten of loans and holds that ended before a moment. Returns how many."""
    # One that ran out may not have been looked at since: then its last day is when it ended.
    loan_end = func.coalesce(DigitalLoan.ended_ms, DigitalLoan.ends_ms)
    hold_end = func.coalesce(DigitalHold.ended_ms, DigitalHold.ready_until_ms)
    loans = (loan_end < before_ms, DigitalLoan.patron.is_not(None))
    holds = (hold_end < before_ms, DigitalHold.patron.is_not(None))
    cut = session.scalars(
        update(DigitalLoan).where(*loans).values(patron=None, lsd=None).returning(DigitalLoan.id)
    ).all()
    cut_holds = session.scalars(
        update(DigitalHold).where(*holds).values(patron=None).returning(DigitalHold.id)
    ).all()
    return len(cut) + len(cut_holds)


def forget_patron(session: Session, patron: str) -> None:
    """Nothing of hers stays: call it before her row goes. Her open loans end by themselves."""
    session.execute(delete(DigitalTicket).where(DigitalTicket.patron == patron))
    session.execute(
        update(DigitalLoan).where(DigitalLoan.patron == patron).values(patron=None, lsd=None)
    )
    waiting = (HoldState.QUEUED, HoldState.READY)
    session.execute(
        update(DigitalHold)
        .where(DigitalHold.patron == patron)
        .values(
            patron=None,
            state=case(
                (DigitalHold.state.in_(waiting), HoldState.CANCELLED), else_=DigitalHold.state
            ),
        )
    )


def _months(session: Session, before: dt.date | None) -> Iterator[tuple[int, int, str]]:
    """Start and end (ms UTC) and name of each month, of the town's zone, with launches; with
    `before` those that ended by then."""
    first, last = session.execute(
        select(func.min(LaunchEvent.at_ms), func.max(LaunchEvent.at_ms))
    ).one()
    if first is None:
        return
    zone = time_zone(session)
    start = dt.datetime.fromtimestamp(first / 1000, zone).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    while int(start.timestamp() * 1000) <= last:
        after = (start + dt.timedelta(days=32)).replace(day=1)
        if before is not None and after.date() > before:
            return
        yield int(start.timestamp() * 1000), int(after.timestamp() * 1000), f"{start:%Y-%m}"
        start = after


def _counted(session: Session, start_ms: int, end_ms: int, month: str) -> Iterator[MonthUse]:
    span = (LaunchEvent.at_ms >= start_ms, LaunchEvent.at_ms < end_ms)
    opened = LaunchEvent.outcome == OPENED
    kinds = (
        select(LaunchEvent.resource, LaunchEvent.branch, LaunchEvent.band, opened, func.count())
        .where(*span)
        .group_by(LaunchEvent.resource, LaunchEvent.branch, LaunchEvent.band, opened)
    )
    for resource, branch, band, is_open, count in session.execute(kinds):
        metric = LAUNCHES if is_open else REFUSED
        yield MonthUse(resource, month, metric, branch or "", band, OWN, count)
    users = (
        select(LaunchEvent.resource, func.count(LaunchEvent.pseudonym.distinct()))
        .where(*span, opened)
        .group_by(LaunchEvent.resource)
    )
    for resource, count in session.execute(users):
        yield MonthUse(resource, month, USERS, "", "", OWN, count)


def _put(session: Session, use: MonthUse) -> None:
    key = (use.resource, use.month, use.metric, use.branch, use.band, use.source)
    row = session.get(UsageStat, key)
    if row is None:
        row = UsageStat(
            resource=use.resource,
            month=use.month,
            metric=use.metric,
            branch=use.branch,
            band=use.band,
            source=use.source,
            value=0,
        )
        session.add(row)
    row.value += use.value
