"""Loans into numbers: how many of a kind began at a branch in an hour of a day.

A day is counted from the record, in which a loan stays when its borrower is forgotten; once it is
`SETTLED` it is written down, so that its numbers stay as they are when items leave the catalogue.
What is delivered later still is added then. Each record is counted once: what was counted, and up
to which receipt, is written in the same transaction.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, insert, select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Item
from catalogue.db.postgresql import Lock, hold
from catalogue.db.privacy import LoanCount
from catalogue.db.record import StoredOperation
from catalogue.domain.operations import Kind
from catalogue.domain.states import OutcomeClass
from catalogue.services.town import put_setting, setting, time_zone

SETTLED = dt.timedelta(days=35)
AT_A_TIME = dt.timedelta(days=31)
COUNTED = "loans_counted"
"""Setting: the newest day whose loans are written down, and up to which receipt (ms)."""
UNKNOWN = ""
"""Branch or kind nobody knows any more."""
ROWS_AT_A_TIME = 2_000
_MOMENT = case(
    (StoredOperation.est < StoredOperation.received_ms, StoredOperation.est),
    else_=StoredOperation.received_ms,
)
"""When a loan began: as it is dated, but not after it came in, whatever a clock said."""


@dataclass(frozen=True, slots=True)
class Hour:
    """Where a loan is counted."""

    day: dt.date
    hour: int
    branch: str
    kind: str


def count_loans(session: Session, now_ms: int) -> bool:
    """Write down some of the days that are settled, the oldest first, and what came late for
    earlier ones. True: there are more."""
    hold(session, Lock.DAILY, (COUNTED,))
    zone = time_zone(session)
    newest, received_ms = counted_up_to(session)
    settled = _day(now_ms, zone) - SETTLED
    after = newest or _day_before_the_first(session, zone)
    if after is None or settled <= after:
        return False
    until = min(settled, after + AT_A_TIME)
    new = Counter(loans(session, zone, after, until))
    if new:
        session.execute(insert(LoanCount), [{**asdict(at), "loans": n} for at, n in new.items()])
    late = StoredOperation.received_ms > received_ms
    for at, number in Counter(loans(session, zone, None, newest, late) if newest else ()).items():
        row = session.get(LoanCount, (at.day, at.hour, at.branch, at.kind))
        if row is None:
            row = LoanCount(**asdict(at), loans=0)
            session.add(row)
        row.loans += number
    put_setting(session, COUNTED, f"{until.isoformat()} {now_ms}")
    session.flush()
    return until < settled


def _day_before_the_first(session: Session, zone: ZoneInfo) -> dt.date | None:
    """Of the record; None while it has no loan."""
    first = session.scalar(select(func.min(_MOMENT)).where(StoredOperation.kind == Kind.CHECK_OUT))
    return None if first is None else _day(first, zone) - dt.timedelta(days=1)


def _day(moment_ms: int, zone: ZoneInfo) -> dt.date:
    return dt.datetime.fromtimestamp(moment_ms / 1000, zone).date()


def counted_up_to(session: Session) -> tuple[dt.date | None, int]:
    """The newest day that is written down, and up to which receipt."""
    day, _, received_ms = setting(session, COUNTED, "").partition(" ")
    return (dt.date.fromisoformat(day), int(received_ms)) if day else (None, 0)


def loans(
    session: Session,
    zone: ZoneInfo,
    after: dt.date | None,
    until: dt.date | None,
    *more: ColumnElement[bool],
) -> Iterator[Hour]:
    """Every loan of the record that began on a day behind `after`, up to `until` included."""
    query = (
        select(_MOMENT, StoredOperation.branch, Item.home, Item.kind)
        .outerjoin(Item, Item.id == StoredOperation.item)
        .where(
            StoredOperation.kind == Kind.CHECK_OUT,
            StoredOperation.outcome_class == OutcomeClass.APPLIED,
            *more,
        )
    )
    if after is not None:
        query = query.where(start_ms(zone, after + dt.timedelta(days=1)) <= _MOMENT)
    if until is not None:
        query = query.where(start_ms(zone, until + dt.timedelta(days=1)) > _MOMENT)
    for moment, branch, home, kind in session.execute(
        query.execution_options(yield_per=ROWS_AT_A_TIME)
    ):
        at = dt.datetime.fromtimestamp(moment / 1000, zone)
        yield Hour(at.date(), at.hour, branch or home or UNKNOWN, kind or UNKNOWN)


def start_ms(zone: ZoneInfo, day: dt.date) -> int:
    """The first millisecond of a day."""
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=zone).timestamp() * 1000)
