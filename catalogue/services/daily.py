"""What is due once a day: holds that waited long enough, notices of dates, seals.

Called with the day (`daily_round`); run twice, it does nothing twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.present import HoldRow, ItemRow, LoanRow
from catalogue.domain.operations import Kind
from catalogue.domain.states import Status
from catalogue.domain.timeline import HoldStatus
from catalogue.services.central import CentralRecord, Draft
from catalogue.services.effects.notices import HOLD_EXPIRED
from catalogue.services.effects.returned import DEFAULT_PICKUP_DAYS
from catalogue.services.seals import seal_items
from catalogue.services.standing import DAY_MS
from catalogue.services.town import Clock, time_zone

DUE_SOON = "due_soon"
OVERDUE = "overdue"
DUE_SOON_DAYS = 2
OVERDUE_DAYS = (1, 8, 15, 30)
SEAL_AFTER_DAYS = 150
"""So long a record may turn up late and still fit in; then the fold need not go back behind it."""


@dataclass(frozen=True, slots=True)
class DayReport:
    """What was done."""

    expired: int
    notices: int
    sealed: int


class Daily:
    """The daily job of a town. Any thread."""

    def __init__(self, database: Database, central: CentralRecord, clock: Clock) -> None:
        self._database = database
        self._central = central
        self._clock = clock

    def run(self, day: dt.date) -> DayReport:
        """Do what is due on this day of the town."""
        expired = self._database.transact(lambda session: self._expire(session, day))
        notices = self._database.transact(lambda session: self._notify(session, day))
        sealed = self._database.transact(lambda session: self._seal(session, day))
        return DayReport(expired, notices, sealed)

    def _expire(self, session: Session, day: dt.date) -> int:
        start = start_ms(session, day)
        drafts = [draft for hold in _stale(session, start) for draft in _end(session, hold)]
        made = self._central.record(session, drafts)
        return sum(op.kind == Kind.HOLD_EXPIRE for op in made)

    def _notify(self, session: Session, day: dt.date) -> int:
        drafts = list(_due_notices(session, start_ms(session, day)))
        return len(self._central.record(session, drafts))

    def _seal(self, session: Session, day: dt.date) -> int:
        before_ms = start_ms(session, day) - SEAL_AFTER_DAYS * DAY_MS
        return seal_items(session, self._central, before_ms, self._clock())


def start_ms(session: Session, day: dt.date) -> int:
    """The first millisecond of a day of the town."""
    return int(
        dt.datetime(day.year, day.month, day.day, tzinfo=time_zone(session)).timestamp() * 1000
    )


def _stale(session: Session, start_ms: int) -> list[HoldRow]:
    """Holds whose last day to be picked up is over."""
    ready = session.scalars(
        select(HoldRow).where(HoldRow.status == HoldStatus.READY).order_by(HoldRow.id)
    )
    return [
        hold
        for hold in ready
        if (hold.until_ms or (hold.ready_ms or 0) + (DEFAULT_PICKUP_DAYS + 1) * DAY_MS) < start_ms
    ]


def _end(session: Session, hold: HoldRow) -> Iterator[Draft]:
    """The hold runs out, its copy is free again, and she is told."""
    key = hold.trap or hold.id
    yield Draft(
        kind=Kind.HOLD_EXPIRE,
        title=hold.title,
        branch=hold.pickup,
        refs={"about": hold.id},
        key=("hold_expire", key),
    )
    if hold.item is not None:
        row = session.get(ItemRow, hold.item)
        yield Draft(
            kind=Kind.TRAP_END,
            item=hold.item,
            branch=None if row is None else row.branch,
            refs={"about": hold.id},
            key=("trap_end", key),
        )
    yield Draft(
        kind=Kind.NOTICE_SENT,
        item=hold.item,
        title=hold.title,
        branch=hold.pickup,
        payload={"notice": HOLD_EXPIRED},
        refs={"about": hold.id},
        patron=hold.patron_id,
        key=("notice", HOLD_EXPIRED, key),
    )


def _due_notices(session: Session, start_ms: int) -> Iterable[Draft]:
    """Loans due in a few days, and those late by one of the steps: of several that were missed the
    last one only."""
    soon = _loans(session, start_ms, start_ms + (DUE_SOON_DAYS + 1) * DAY_MS)
    yield from (_notice(loan, DUE_SOON, 0) for loan in soon)
    for loan in _loans(session, 0, start_ms):
        days = (start_ms - loan.due_ms) // DAY_MS + 1
        step = max(step for step in (0, *OVERDUE_DAYS) if step <= days)
        if step:
            yield _notice(loan, OVERDUE, step)


def _loans(session: Session, first_ms: int, end_ms: int) -> Iterable[LoanRow]:
    return session.scalars(
        select(LoanRow)
        .join(ItemRow, ItemRow.item == LoanRow.item)
        .where(
            LoanRow.open,
            LoanRow.due_ms >= first_ms,
            LoanRow.due_ms < end_ms,
            ItemRow.status == Status.ON_LOAN,
        )
        .order_by(LoanRow.id)
    ).all()


def _notice(loan: LoanRow, kind: str, step: int) -> Draft:
    return Draft(
        kind=Kind.NOTICE_SENT,
        item=loan.item,
        payload={"notice": kind, "moment_ms": loan.due_ms},
        refs={"about": loan.id},
        patron=loan.patron_id,
        key=("notice", kind, loan.id, loan.due_ms, step),
    )
