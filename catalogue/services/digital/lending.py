"""E-books: borrowed, given back, renewed, waited for.

The seat is taken here first, in one transaction under the title's lock; then the distributor is
asked, under the loan's own id, so that asking again asks for the same loan. If it refuses, the seat
and the token are given back: no loan began. If it does not answer, the loan stands, and it is asked
again (`catalogue.services.digital.following`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.digital import DigitalHold, DigitalLoan, DigitalResource, EbookLicence
from catalogue.db.people import Patron
from catalogue.domain.digital.licences import HoldState, NoLoan, chosen
from catalogue.domain.digital.limits import Unit
from catalogue.domain.digital.lsd import OPEN, Status
from catalogue.domain.digital.resources import Family, ResourceState, opening
from catalogue.domain.ids import IdMaker
from catalogue.services.digital.following import Distributors, Page
from catalogue.services.digital.pseudonyms import Pseudonyms
from catalogue.services.digital.reading import facts_of, visitor_of
from catalogue.services.digital.shelf import WAITING, Shelf, glance, position
from catalogue.services.digital.usage import Meter, Use
from catalogue.services.town import Clock, time_zone

LOAN_DAYS = 21
"""Unless a licence says less."""


@dataclass(frozen=True, slots=True)
class LoanNow:
    """An e-book lent to her. `asked`: the distributor has not answered yet."""

    id: str
    title: str
    status: Status
    started_ms: int
    ends_ms: int
    open: bool
    asked: bool = False
    passphrase: str = field(default="", repr=False)
    """Opens the book where its protection asks for one (LCP)."""


@dataclass(frozen=True, slots=True)
class HoldNow:
    """She waits. `position` from 1; 0: a seat is kept until `ready_until_ms`."""

    id: str
    title: str
    state: HoldState
    position: int
    ready_until_ms: int | None


@dataclass(frozen=True, slots=True)
class Shelved:
    """An e-book as anybody sees it: seats free now (None: no limit), and how many wait."""

    title: str
    seats: int | None
    waiting: int
    lendable: bool


class Lending:
    """What patrons do with e-books. Any thread, any number of processes."""

    def __init__(
        self,
        database: Database,
        pseudonyms: Pseudonyms,
        distributors: Distributors,
        ids: IdMaker,
        clock: Clock,
    ) -> None:
        self._database = database
        self._pseudonyms = pseudonyms
        self._distributors = distributors
        self._ids = ids
        self._clock = clock

    def borrow(self, patron: str, title: str) -> LoanNow | NoLoan:
        """Lend it to her, if a seat is free or kept for her."""
        loan = self._database.transact(lambda session: self._take_seat(session, patron, title))
        if isinstance(loan, NoLoan):
            return loan
        refused = self._distributors.check_out(loan)
        return refused or self._seen(patron, loan)

    def _take_seat(self, session: Session, patron: str, title: str) -> str | NoLoan:
        now_ms = self._clock()
        shelf = Shelf(session, title, now_ms)
        if shelf.loan_of(patron) is not None:
            return NoLoan.ALREADY_LENT
        mine = shelf.hold_of(patron)
        kept = mine is not None and mine.state == HoldState.READY
        licence = chosen(shelf.licences, now_ms)
        if licence is None or (shelf.seats == 0 and not kept):
            return NoLoan.ALL_LENT if shelf.has_future else NoLoan.NO_LICENCE
        row = session.get_one(EbookLicence, licence.id)
        refused = self._refused(session, patron, row, now_ms)
        if refused is not None:
            return refused
        if row.tokens_left is not None:
            row.tokens_left -= 1
        loan = DigitalLoan(
            id=self._ids(),
            licence=row.id,
            title=title,
            patron=patron,
            started_ms=now_ms,
            ends_ms=licence.ends_ms(now_ms, LOAN_DAYS),
            status=Status.READY,
        )
        session.add(loan)
        if mine is not None:
            mine.state, mine.ended_ms = HoldState.LENT, now_ms
        shelf.again()
        return loan.id

    def _refused(
        self, session: Session, patron: str, licence: EbookLicence, now_ms: int
    ) -> NoLoan | None:
        """Her card, what the town pays for, and its limits on loans."""
        now = dt.datetime.fromtimestamp(now_ms / 1000, time_zone(session))
        visitor = visitor_of(session.get_one(Patron, patron), now.date())
        if visitor.card is not None:
            return NoLoan.CARD
        resource = session.scalar(
            select(DigitalResource)
            .where(
                DigitalResource.provider == licence.provider,
                DigitalResource.family == Family.EBOOKS,
                DigitalResource.state != ResourceState.DRAFT,
            )
            .order_by(DigitalResource.id)
            .limit(1)
        )
        if licence.provider is None or resource is None:
            return None
        facts = facts_of(session, resource)
        found = opening(facts.resource, visitor, now.date(), in_branch=False)
        if found.why is not None:
            return NoLoan.NO_LICENCE
        use = Use(resource.id, patron, now, found.subscription)
        reached = Meter(session, self._pseudonyms).take(use, {Unit.LOAN})
        return None if reached is None else NoLoan.LIMIT

    def place_hold(self, patron: str, title: str) -> HoldNow | NoLoan:
        """She waits for it."""

        def work(session: Session) -> HoldNow | NoLoan:
            now_ms = self._clock()
            shelf = Shelf(session, title, now_ms)
            if shelf.loan_of(patron) is not None:
                return NoLoan.ALREADY_LENT
            if shelf.hold_of(patron) is not None:
                return NoLoan.ALREADY_HELD
            if not shelf.has_future:
                return NoLoan.NO_LICENCE
            day = dt.datetime.fromtimestamp(now_ms / 1000, time_zone(session)).date()
            if visitor_of(session.get_one(Patron, patron), day).card is not None:
                return NoLoan.CARD
            return _hold_now(session, shelf.place(self._ids(), patron))

        return self._database.transact(work)

    def cancel_hold(self, patron: str, hold: str) -> HoldNow | NoLoan:
        """She waits no longer."""

        def work(session: Session) -> HoldNow | NoLoan:
            row = session.get(DigitalHold, hold)
            if row is None or row.patron != patron:
                return NoLoan.NO_SUCH_LOAN
            shelf = Shelf(session, row.title, self._clock())
            session.refresh(row)
            if row.state in WAITING:
                shelf.end_hold(row, HoldState.CANCELLED)
            return _hold_now(session, row)

        return self._database.transact(work)

    def give_back(self, patron: str, loan: str) -> LoanNow | NoLoan:
        """End a loan early; its token stays used."""
        if not self._is_hers(patron, loan):
            return NoLoan.NO_SUCH_LOAN
        return self._distributors.give_back(loan) or self._seen(patron, loan)

    def renew(self, patron: str, loan: str) -> LoanNow | Page | NoLoan:
        """Lengthen a loan as far as its distributor allows; or the page where she does it."""
        if not self._is_hers(patron, loan):
            return NoLoan.NO_SUCH_LOAN
        return self._distributors.renew(loan, LOAN_DAYS) or self._seen(patron, loan)

    def download(self, patron: str, loan: str) -> Page | NoLoan:
        """Where her reading program fetches the licence of an open loan."""
        if not self._is_hers(patron, loan):
            return NoLoan.NO_SUCH_LOAN
        return self._distributors.licence_page(loan)

    def account(self, patron: str) -> tuple[list[LoanNow], list[HoldNow]]:
        """Her open loans and waiting holds."""
        with self._database.read() as session:
            if not _titles(session, patron):
                return [], []

        def work(session: Session) -> tuple[list[LoanNow], list[HoldNow]]:
            for title in _titles(session, patron):
                Shelf(session, title, self._clock())
            loans = session.scalars(
                select(DigitalLoan)
                .where(DigitalLoan.patron == patron, DigitalLoan.open)
                .order_by(DigitalLoan.ends_ms, DigitalLoan.id)
            )
            holds = session.scalars(
                select(DigitalHold)
                .where(DigitalHold.patron == patron, DigitalHold.state.in_(WAITING))
                .order_by(DigitalHold.placed_ms, DigitalHold.id)
            )
            found = [self._now(session, each) for each in loans]
            return found, [_hold_now(session, each) for each in holds]

        return self._database.transact(work)

    def shelved(self, title: str) -> Shelved:
        """How it stands with an e-book."""
        with self._database.read() as session:
            return Shelved(title, *glance(session, title, self._clock()))

    def tend(self) -> int:
        """End what is over and call who is next, of all titles; each is also tended whenever it is
        asked for. Returns how many titles had something to do."""
        now_ms = self._clock()
        with self._database.read() as session:
            loans = select(DigitalLoan.title).where(DigitalLoan.open, DigitalLoan.ends_ms <= now_ms)
            holds = select(DigitalHold.title).where(
                DigitalHold.state == HoldState.READY, DigitalHold.ready_until_ms <= now_ms
            )
            titles = sorted({*session.scalars(loans), *session.scalars(holds)})
        for title in titles:
            self._database.transact(partial(Shelf, title=title, now_ms=now_ms))
        return len(titles)

    def _is_hers(self, patron: str, loan: str) -> bool:
        with self._database.read() as session:
            row = session.get(DigitalLoan, loan)
            return row is not None and row.patron == patron and row.open

    def _seen(self, patron: str, loan: str) -> LoanNow | NoLoan:
        with self._database.read() as session:
            row = session.get(DigitalLoan, loan)
            mine = row is not None and row.patron == patron
            return self._now(session, row) if row is not None and mine else NoLoan.NO_SUCH_LOAN

    def _now(self, session: Session, row: DigitalLoan) -> LoanNow:
        status = Status(row.status)
        licence = session.get_one(EbookLicence, row.licence)
        from_distributor = bool(licence.borrow_url)
        passphrase = ""
        if from_distributor and row.patron is not None and status in OPEN:
            passphrase = self._distributors.passphrase(row.patron)
        return LoanNow(
            id=row.id,
            title=row.title,
            status=status,
            started_ms=row.started_ms,
            ends_ms=row.ends_ms,
            open=row.open,
            asked=from_distributor and row.open and row.lsd is None,
            passphrase=passphrase,
        )


def _titles(session: Session, patron: str) -> list[str]:
    """Of what she has or waits for, in one order for everybody."""
    loans = select(DigitalLoan.title).where(DigitalLoan.patron == patron, DigitalLoan.open)
    holds = select(DigitalHold.title).where(
        DigitalHold.patron == patron, DigitalHold.state.in_(WAITING)
    )
    return sorted({*session.scalars(loans), *session.scalars(holds)})


def _hold_now(session: Session, row: DigitalHold) -> HoldNow:
    return HoldNow(
        row.id, row.title, HoldState(row.state), position(session, row), row.ready_until_ms
    )
