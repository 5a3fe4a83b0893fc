"""What a patron sees of her own account: only over her own session."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Category, Item, Title
from catalogue.db.money import FeeLine, NoticeRow
from catalogue.db.people import Patron
from catalogue.db.present import HoldRow, LoanRow
from catalogue.domain.denial import DenialReason
from catalogue.domain.requests import decide_renewal, renewals_left
from catalogue.domain.timeline import HoldStatus
from catalogue.services.questions import OPEN, renewal_of, renewed_until
from catalogue.services.standing import standing
from catalogue.wire import v1

MESSAGES = 20
"""The latest ones are shown."""


def account(session: Session, patron: Patron, branch: str, now_ms: int) -> v1.PatronAccount:
    """Loans with the renewals left at this branch, holds, fees and what she was told."""
    category = session.get(Category, patron.category) if patron.category else None
    stopped = standing(session, patron, now_ms)
    return v1.PatronAccount(
        loans=[
            _loan(session, patron, loan, branch, now_ms, stopped)
            for loan in _loans(session, patron.id)
        ],
        loan_limit=0 if category is None else category.loan_limit,
        hold_limit=0 if category is None else category.hold_limit,
        holds=_holds(session, patron.id),
        balance_cents=patron.debt_cents,
        expires=None if patron.expires is None else patron.expires.isoformat(),
        fees=_fees(session, patron.id),
        messages=_messages(session, patron.id),
        home=patron.branch,
    )


def _loan(
    session: Session,
    patron: Patron,
    loan: LoanRow,
    branch: str,
    now_ms: int,
    stopped: DenialReason | None,
) -> v1.OpenLoan:
    renewal = renewal_of(session, patron, loan, branch, now_ms)
    denied = stopped or decide_renewal(renewal)
    return v1.OpenLoan(
        item=loan.item,
        due_ms=loan.due_ms,
        loan=loan.id,
        renewals_left=renewals_left(renewal),
        denied=denied,
        renewed_ms=None if denied else renewed_until(session, patron, loan, branch, now_ms),
    )


def _loans(session: Session, patron: str) -> list[LoanRow]:
    return list(
        session.scalars(
            select(LoanRow)
            .where(LoanRow.patron_id == patron, LoanRow.open)
            .order_by(LoanRow.due_ms, LoanRow.item)
        )
    )


def _holds(session: Session, patron: str) -> list[v1.PatronHold]:
    found = session.execute(
        select(HoldRow, Title.title)
        .outerjoin(Title, Title.id == HoldRow.title)
        .where(HoldRow.patron_id == patron, HoldRow.status.in_(OPEN))
        .order_by(HoldRow.placed_ms, HoldRow.id)
    )
    return [
        v1.PatronHold(
            id=hold.id,
            title=hold.title,
            name=name or "",
            pickup=hold.pickup,
            ready=hold.status == HoldStatus.READY,
            label=hold.label,
            until_ms=hold.until_ms,
            place=None if hold.status == HoldStatus.READY else _place(session, hold),
        )
        for hold, name in found
    ]


def _place(session: Session, hold: HoldRow) -> int:
    """Her place among those who wait, from 1."""
    ahead = session.scalars(
        select(HoldRow.id).where(
            HoldRow.title == hold.title,
            HoldRow.status == HoldStatus.WAITING,
            HoldRow.place < hold.place,
        )
    ).all()
    return len(ahead) + 1


def _fees(session: Session, patron: str) -> list[v1.PatronFee]:
    found = session.execute(
        select(FeeLine, Title.title)
        .outerjoin(Item, Item.id == FeeLine.item)
        .outerjoin(Title, Title.id == Item.title)
        .where(FeeLine.patron_id == patron, FeeLine.open_cents > 0)
        .order_by(FeeLine.at_ms, FeeLine.id)
    )
    return [
        v1.PatronFee(
            id=line.id,
            reason=line.reason,
            name=name or "",
            part=line.part,
            at_ms=line.at_ms,
            open_cents=line.open_cents,
        )
        for line, name in found
    ]


def _messages(session: Session, patron: str) -> list[v1.PatronMessage]:
    found = session.execute(
        select(NoticeRow, Title.title)
        .outerjoin(Item, Item.id == NoticeRow.item)
        .outerjoin(Title, Title.id == func.coalesce(Item.title, NoticeRow.title))
        .where(NoticeRow.patron_id == patron)
        .order_by(NoticeRow.at_ms.desc(), NoticeRow.id)
        .limit(MESSAGES)
    )
    return [
        v1.PatronMessage(
            id=notice.id,
            kind=notice.kind,
            corrects=notice.corrects,
            name=name or "",
            branch=notice.branch,
            moment_ms=notice.moment_ms,
            at_ms=notice.at_ms,
        )
        for notice, name in found
    ]
