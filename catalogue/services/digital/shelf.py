"""The e-books of one title: licences with their free seats, who waits, and what time has changed.

`Shelf` is made inside a transaction that may write and holds the title's lock until the commit:
of two servers that ask for the last seat one waits, and finds it taken.
"""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from catalogue.db.digital import DigitalHold, DigitalLoan, EbookLicence
from catalogue.db.postgresql import Lock, hold
from catalogue.domain.digital.licences import (
    DAY_MS,
    HoldState,
    Licence,
    LicenceState,
    free_seats,
    has_future,
)
from catalogue.domain.digital.lsd import OPEN, Status

READY_DAYS = 3
"""How long a seat is kept for who waited."""
WAITING = (HoldState.QUEUED, HoldState.READY)


class Shelf:
    """One title, locked and brought up to now."""

    def __init__(self, session: Session, title: str, now_ms: int) -> None:
        hold(session, Lock.DIGITAL, (f"title:{title}",))
        self._session = session
        self._title = title
        self._now_ms = now_ms
        self._end_what_is_over()
        self.licences = licences_of(session, title, now_ms)
        self._call_next()

    @property
    def seats(self) -> int | None:
        """Seats that are free and kept for nobody; None: no limit."""
        free = free_seats(self.licences, self._now_ms)
        return None if free is None else max(0, free - len(self._holds(HoldState.READY)))

    @property
    def has_future(self) -> bool:
        """Can somebody who waits ever get one?"""
        return has_future(self.licences, self._now_ms)

    def loan_of(self, patron: str) -> DigitalLoan | None:
        """Her open loan."""
        return self._session.scalar(
            select(DigitalLoan).where(
                DigitalLoan.title == self._title, DigitalLoan.patron == patron, DigitalLoan.open
            )
        )

    def hold_of(self, patron: str) -> DigitalHold | None:
        """Her waiting hold."""
        return self._session.scalar(
            select(DigitalHold).where(
                DigitalHold.title == self._title,
                DigitalHold.patron == patron,
                DigitalHold.state.in_(WAITING),
            )
        )

    def place(self, hold_id: str, patron: str) -> DigitalHold:
        """She waits, behind all others; where a seat is free it is hers at once."""
        row = DigitalHold(
            id=hold_id,
            title=self._title,
            patron=patron,
            placed_ms=self._now_ms,
            state=HoldState.QUEUED,
        )
        self._session.add(row)
        self._session.flush()
        self._call_next()
        return row

    def end_hold(self, row: DigitalHold, state: HoldState) -> None:
        """It is over; the seat it kept goes to the next."""
        row.state, row.ended_ms = state, self._now_ms
        self._session.flush()
        self._call_next()

    def end_loan(self, row: DigitalLoan, status: Status, ended_ms: int) -> None:
        """It is over; its token stays used."""
        row.open, row.status, row.ended_ms = False, status, ended_ms
        self._session.flush()
        self.licences = licences_of(self._session, self._title, self._now_ms)
        self._call_next()

    def again(self) -> None:
        """Something of a licence or a loan was changed."""
        self._session.flush()
        self.licences = licences_of(self._session, self._title, self._now_ms)
        self._call_next()

    def _end_what_is_over(self) -> None:
        loans = self._session.scalars(
            select(DigitalLoan).where(
                DigitalLoan.title == self._title,
                DigitalLoan.open,
                DigitalLoan.ends_ms <= self._now_ms,
            )
        )
        for loan in loans:
            status = Status(loan.status)
            loan.open, loan.ended_ms = False, loan.ends_ms
            loan.status = Status.EXPIRED if status in OPEN else status
        for row in self._holds(HoldState.READY):
            if row.ready_until_ms is not None and row.ready_until_ms <= self._now_ms:
                row.state, row.ended_ms = HoldState.EXPIRED, row.ready_until_ms
        self._session.flush()

    def _call_next(self) -> None:
        """Free seats are kept for those who wait, in the order they came. Where no licence will
        ever have one again nobody waits any longer."""
        queued = self._holds(HoldState.QUEUED)
        if not self.has_future:
            for row in queued:
                row.state, row.ended_ms = HoldState.EXPIRED, self._now_ms
            self._session.flush()
            return
        seats = self.seats
        for row in queued if seats is None else queued[:seats]:
            row.state = HoldState.READY
            row.ready_until_ms = self._now_ms + READY_DAYS * DAY_MS
        self._session.flush()

    def _holds(self, state: HoldState) -> list[DigitalHold]:
        return list(
            self._session.scalars(
                select(DigitalHold)
                .where(DigitalHold.title == self._title, DigitalHold.state == state)
                .order_by(DigitalHold.placed_ms, DigitalHold.id)
            )
        )


def licences_of(session: Session, title: str, now_ms: int) -> list[Licence]:
    """The licences of a title, with the loans that are open on each and not over."""
    rows = session.scalars(
        select(EbookLicence).where(EbookLicence.title == title).order_by(EbookLicence.id)
    ).all()
    counted = session.execute(
        select(DigitalLoan.licence, func.count())
        .where(DigitalLoan.open, DigitalLoan.title == title, DigitalLoan.ends_ms > now_ms)
        .group_by(DigitalLoan.licence)
    )
    lent = {licence: count for licence, count in counted}  # noqa: C416 - rows are no pairs
    return [licence_of(row, lent.get(row.id, 0)) for row in rows]


def glance(session: Session, title: str, now_ms: int) -> tuple[int | None, int, bool]:
    """How a title stands, without touching it: seats free for anybody (None: no limit), how many
    wait, and whether it can be had at all."""
    licences = licences_of(session, title, now_ms)
    waiting = session.scalar(
        select(func.count())
        .select_from(DigitalHold)
        .where(
            DigitalHold.title == title,
            DigitalHold.state.in_(WAITING),
            or_(DigitalHold.ready_until_ms.is_(None), DigitalHold.ready_until_ms > now_ms),
        )
    )
    free = free_seats(licences, now_ms)
    seats = None if free is None else max(0, free - (waiting or 0))
    return seats, waiting or 0, has_future(licences, now_ms)


def licence_of(row: EbookLicence, lent: int) -> Licence:
    """A row as the rules take it."""
    return Licence(
        id=row.id,
        status=LicenceState(row.status),
        starts_ms=row.starts_ms,
        expires_ms=row.expires_ms,
        tokens_left=row.tokens_left,
        concurrent_max=row.concurrent_max,
        loan_days=row.loan_days,
        lent=lent,
    )


def position(session: Session, row: DigitalHold) -> int:
    """Her place in the queue, from 1; 0: a seat is kept for her."""
    if row.state != HoldState.QUEUED:
        return 0
    ahead = session.execute(
        select(DigitalHold.placed_ms, DigitalHold.id).where(
            DigitalHold.title == row.title, DigitalHold.state == HoldState.QUEUED
        )
    )
    return 1 + sum((placed, id_) < (row.placed_ms, row.id) for placed, id_ in ahead)
