"""What is over is forgotten: every night, in slices, each a transaction of its own.

Whoever is interrupted has done what was done; the next run finds the rest. Several servers may run
it at once: what they touch they hold, item by item, as circulation does. What stays are numbers
(`catalogue.services.statistics`, counted first) and a record in which nobody is named.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.digital import DigitalHold, DigitalLoan
from catalogue.db.money import FeeLine
from catalogue.db.people import Patron
from catalogue.db.present import HoldRow, LoanRow
from catalogue.db.privacy import RetentionRun
from catalogue.db.record import OPERATIONS, SIDECARS
from catalogue.services import audit
from catalogue.services.central import CentralRecord
from catalogue.services.digital.retention import cut_loans, purge_launches
from catalogue.services.ledger import Ledger
from catalogue.services.privacy import leftovers
from catalogue.services.privacy.cards import forget_numbers, forget_told
from catalogue.services.privacy.episodes import Episode
from catalogue.services.privacy.erasing import NotForgotten, erase
from catalogue.services.privacy.periods import Horizons, horizons
from catalogue.services.privacy.severing import Severing, SubjectName, subjects_of
from catalogue.services.questions import OPEN
from catalogue.services.secret_keys import SecretKeys
from catalogue.services.statistics.counting import count_loans
from catalogue.services.town import Clock

LOG = logging.getLogger("beaupre.server")
T = TypeVar("T")
SUBJECTS = 5
"""Titles in one transaction, a tenth of a second: who borrows meanwhile does not notice."""
ROWS = 500
ACTOR = "server"
FORGOTTEN = (
    *("loans", "holds", "records", "kept", "digital_loans", "notices", "fees", "loose_records"),
    *("accounts", "accounts_kept", "cards", "sessions", "launches", "audit_lines", "told_cards"),
    "doubled_cards",
)
"""What is counted: always there, also when it is nothing."""
Report = Callable[[str, int, int], None]
"""What is being done, how much of it is done, and how much there is."""


def _silent(_what: str, _done: int, _all: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class RetentionDone:
    """In numbers: what was forgotten, or would be. `finished` False: the time was up before, and
    the next run goes on."""

    day: dt.date
    counts: Mapping[str, int]
    finished: bool


class Retention:
    """Any thread."""

    def __init__(
        self,
        database: Database,
        central: CentralRecord,
        keys: SecretKeys | None,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._central = central
        self._keys = keys
        self._clock = clock
        self._monotonic = monotonic

    def run(
        self,
        day: dt.date,
        *,
        dry: bool = False,
        budget_s: float | None = None,
        report: Report = _silent,
    ) -> RetentionDone:
        """Forget what is over on a day of the town. `dry`: count, change nothing; an account that
        ends with the last of its loans is then counted by the next run only. `budget_s`: stop
        between two slices after so long."""
        begun_ms, started = self._clock(), self._monotonic()
        counts = Counter(dict.fromkeys(FORGOTTEN, 0))
        finished = True
        for work in self._slices(day, report, dry=dry):
            if budget_s is not None and self._monotonic() - started > budget_s:
                finished = False
                break
            counts.update(self._one(work, dry=dry))
        if not dry:
            ended_ms = self._clock() if finished else None
            self._database.transact(
                lambda session: session.add(
                    RetentionRun(begun_ms=begun_ms, ended_ms=ended_ms, counts=dict(counts))
                )
            )
            self._database.sweep()
        return RetentionDone(day, dict(sorted(counts.items())), finished)

    def _one(self, work: Callable[[Session], Mapping[str, int]], *, dry: bool) -> Mapping[str, int]:
        if not dry:
            return self._database.transact(work)
        with self._database.write() as session:
            found = work(session)
            session.rollback()
            return found

    def _slices(
        self, day: dt.date, report: Report, *, dry: bool
    ) -> Iterator[Callable[[Session], Mapping[str, int]]]:
        """One transaction after the other; what each has to do is looked up when its turn comes."""
        with self._database.read() as session:
            until = horizons(session, day)
        yield from self._count(dry=dry)
        # First: those of a loan would go with it, and be counted nowhere.
        yield lambda session: leftovers.notices(session, until)
        subjects = self._subjects(until)
        for start in range(0, len(subjects), SUBJECTS):
            report("titles looked through", start, len(subjects))
            some = subjects[start : start + SUBJECTS]
            yield lambda session, some=some: self._sever(session, some, until)  # type: ignore[misc]
        yield lambda session: {"digital_loans": cut_loans(session, until.loans)}
        for forget in (leftovers.fees, leftovers.others, leftovers.doubled):
            yield lambda session, forget=forget: forget(session, until)  # type: ignore[misc]
        patrons = self._patrons(until)
        for n, patron in enumerate(patrons):
            report("accounts looked through", n, len(patrons))
            yield lambda session, patron=patron: self._account(session, patron, until)  # type: ignore[misc]
        now_ms = self._clock()
        yield lambda session: leftovers.sessions(session, now_ms)
        yield lambda session: {"launches": purge_launches(session, until.launches)}
        yield lambda session: {
            "audit_lines": audit.forget_before(session, self._clock(), ACTOR, until.audit)
        }
        yield lambda session: {"told_cards": forget_told(session)}

    def _count(self, *, dry: bool) -> Iterator[Callable[[Session], Mapping[str, int]]]:
        """Loans into numbers, before anything goes: as often as there is more to count."""
        more = not dry

        def work(session: Session) -> Mapping[str, int]:
            nonlocal more
            more = count_loans(session, self._clock())
            return {}

        while more:
            yield work

    def _subjects(self, until: Horizons) -> Sequence[SubjectName]:
        newest = max(until.loans, until.holds)
        with self._database.read() as session:
            return subjects_of(
                session, (OPERATIONS.c.est < newest) | (OPERATIONS.c.received_ms < newest)
            )

    def _sever(
        self, session: Session, subjects: Sequence[SubjectName], until: Horizons
    ) -> Mapping[str, int]:
        ledger = self._central.ledger(session)
        done = sever_all(session, ledger, subjects, TimeIsOver(session, until))
        ledger.keep()
        return done

    def _patrons(self, until: Horizons) -> Sequence[str]:
        """Whose account may be over: nothing is open, and nothing recent is known."""
        used = select(LoanRow.patron_id).where(
            LoanRow.open | (func.coalesce(LoanRow.end_ms, 0) >= until.accounts)
        )
        waits = select(HoldRow.patron_id).where(HoldRow.status.in_(OPEN))
        reads = select(DigitalLoan.patron).where(DigitalLoan.open, DigitalLoan.patron.is_not(None))
        queued = select(DigitalHold.patron).where(
            DigitalHold.ended_ms.is_(None), DigitalHold.patron.is_not(None)
        )
        recorded = select(SIDECARS.c.patron)
        over = func.coalesce(Patron.seen_ms, 0) < until.accounts
        nobody = Patron.placeholder & Patron.id.not_in(recorded)
        with self._database.read() as session:
            return session.scalars(
                select(Patron.id)
                .where(
                    over | nobody,
                    Patron.debt_cents <= 0,
                    *(Patron.id.not_in(query) for query in (used, waits, reads, queued)),
                )
                .order_by(Patron.id)
            ).all()

    def _account(self, session: Session, patron_id: str, until: Horizons) -> Mapping[str, int]:
        patron = session.get(Patron, patron_id, with_for_update=True)
        if patron is None:
            return {}
        if patron.seen_ms is None and not patron.placeholder:
            # Nobody wrote down when it was used last: its year begins now.
            patron.seen_ms = self._clock()
            return {}
        if not patron.placeholder and (patron.seen_ms or 0) >= until.accounts:
            return {}
        try:
            with session.begin_nested():
                erase(session, self._central, self._keys, patron)
        except NotForgotten as error:
            LOG.warning("an account that is over stays: %s", error)
            return {"accounts_kept": 1}
        return {"accounts": 1, "cards": forget_numbers(session, self._clock())}


class TimeIsOver:
    """May an episode go, by the town's periods, her debts and her own choice?"""

    def __init__(self, session: Session, until: Horizons) -> None:
        self._session = session
        self._until = until
        self._owed: dict[str, frozenset[str]] = {}

    def __call__(self, episode: Episode) -> bool:
        if episode.end_ms is None:
            return False
        lent = episode.lent_ms is not None
        if episode.end_ms >= (self._until.loans if lent else self._until.holds):
            return False
        patron = self._session.get(Patron, episode.patron)
        if patron is not None and wants_kept(patron, episode):
            return False
        return episode.named.isdisjoint(self._debts(episode.patron))

    def _debts(self, patron: str) -> frozenset[str]:
        if patron not in self._owed:
            self._owed[patron] = owed_for(self._session, patron)
        return self._owed[patron]


def owed_for(session: Session, patron: str) -> frozenset[str]:
    """Loans she still owes something for."""
    found = session.scalars(
        select(FeeLine.about).where(FeeLine.patron_id == patron, FeeLine.open_cents > 0)
    )
    return frozenset(about for about in found if about is not None)


def wants_kept(patron: Patron, episode: Episode) -> bool:
    """Did she choose, before it began, that her loans be kept?"""
    since = patron.history_since_ms
    return since is not None and episode.lent_ms is not None and episode.lent_ms >= since


def sever_all(
    session: Session,
    ledger: Ledger,
    subjects: Sequence[SubjectName],
    may_go: Callable[[Episode], bool],
) -> Mapping[str, int]:
    """Sever these titles; an account was used up to the end of what is nobody's now."""
    severing = Severing(session, ledger)
    for title, item in subjects:
        severing.sever(title, item, may_go)
    for episode in severing.gone:
        patron = session.get(Patron, episode.patron)
        if patron is not None and episode.end_ms is not None:
            patron.seen_ms = max(patron.seen_ms or 0, episode.end_ms)
    done = severing.done
    return {
        "loans": done.loans, "holds": done.holds, "records": done.records, "kept": done.kept,
    }  # fmt: skip
