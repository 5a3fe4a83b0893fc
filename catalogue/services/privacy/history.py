"""Her own choice: loans that are kept for her beyond their time, from the day she asks for it.

A loan is kept if she wanted it when it began; what she had before she chose stays out for ever,
and when she changes her mind what was kept goes at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Item, Title
from catalogue.db.people import Patron
from catalogue.db.present import LoanRow
from catalogue.db.record import SIDECARS, StoredOperation
from catalogue.domain.operations import Kind
from catalogue.domain.states import OutcomeClass
from catalogue.services.central import CentralRecord
from catalogue.services.privacy.periods import Horizons
from catalogue.services.privacy.retention import TimeIsOver, sever_all
from catalogue.services.privacy.severing import subjects_of


@dataclass(frozen=True, slots=True)
class PastLoan:
    """A loan of hers, over or not. Moments in ms UTC; `due_ms`, `end_ms` None: not known any more,
    or, of `end_ms`, not back yet (`open`). `kept`: by her choice."""

    id: str
    item: str
    title: str
    author: str
    branch: str | None
    start_ms: int
    due_ms: int | None
    end_ms: int | None
    open: bool
    kept: bool


def loans_of(session: Session, patron: Patron) -> list[PastLoan]:
    """All that are still known to be hers, the newest first."""
    since = patron.history_since_ms
    rows = session.execute(
        select(StoredOperation, Title.title, Title.author, LoanRow)
        .join(SIDECARS, SIDECARS.c.operation == StoredOperation.id)
        .outerjoin(Item, Item.id == StoredOperation.item)
        .outerjoin(Title, Title.id == Item.title)
        .outerjoin(LoanRow, LoanRow.id == StoredOperation.id)
        .where(
            SIDECARS.c.patron == patron.id,
            StoredOperation.kind == Kind.CHECK_OUT,
            StoredOperation.outcome_class == OutcomeClass.APPLIED,
        )
        .order_by(StoredOperation.est.desc(), StoredOperation.id)
    )
    found = []
    for op, title, author, row in rows:
        loan: LoanRow | None = row
        found.append(
            PastLoan(
                id=op.id,
                item=op.item or "",
                title=title or "",
                author=author or "",
                branch=op.branch,
                start_ms=min(op.est or 0, op.received_ms),
                due_ms=None if loan is None else loan.due_ms,
                end_ms=None if loan is None else loan.end_ms,
                open=loan is not None and loan.open,
                kept=since is not None and min(op.lo or 0, op.received_ms) >= since,
            )
        )
    return found


def choose(
    session: Session,
    central: CentralRecord,
    patron: Patron,
    keep: bool,
    now_ms: int,
    until: Horizons,
) -> int:
    """She wants her loans to be kept from now on, or no longer. Returns how many of those kept are
    nobody's now. The same choice again changes nothing."""
    if keep:
        if patron.history_since_ms is None:
            patron.history_since_ms = now_ms
        return 0
    patron.history_since_ms = None
    time_is_over = TimeIsOver(session, until)
    subjects = subjects_of(session, SIDECARS.c.patron == patron.id)
    done = sever_all(
        session,
        central.ledger(session),
        subjects,
        lambda episode: episode.patron == patron.id and time_is_over(episode),
    )
    return done["loans"]
