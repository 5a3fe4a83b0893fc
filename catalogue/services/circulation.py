"""The question a station asks online: may this patron borrow this item now?"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Category, Item, Title
from catalogue.db.people import Patron
from catalogue.db.present import HoldRow, ItemRow, LoanRow
from catalogue.domain import library, policy
from catalogue.domain.denial import DenialReason
from catalogue.domain.operations import Operation
from catalogue.domain.states import ItemState, Status
from catalogue.domain.timeline import HoldFold, HoldStatus
from catalogue.services.devices.lending import denial as device_denial
from catalogue.services.rules import policy_for
from catalogue.services.standing import stopped
from catalogue.services.town import today

GONE = (Status.ON_LOAN, Status.LOST, Status.WITHDRAWN)
"""Copies in these states serve no waiting hold; neither do those that are not for loan."""


def decide(
    session: Session, op: Operation, patron_id: str | None, now_ms: int
) -> DenialReason | None:
    """Why the loan asked for is refused; None when it is granted. Reads the present only."""
    item = session.get(Item, op.item or "")
    title = session.get(Title, item.title) if item is not None else None
    patron = None if patron_id is None else session.get(Patron, patron_id)
    borrower = None if patron is None or patron.placeholder else _borrower(session, patron, now_ms)
    state = _state(session, op.item or "")
    if borrower is not None and state.status == Status.ON_LOAN and state.patron == borrower.id:
        # Her own loan again: nothing new leaves the house.
        return None
    day = today(session, now_ms)
    refused = policy.decide_loan(
        borrower,
        None if item is None else _item(item),
        None if title is None else _title(title),
        state,
        _rule(session, patron, item, op.branch),
        _demand(session, patron_id, item),
        day,
    )
    if refused is not None or patron is None or item is None:
        return refused
    return device_denial(session, item.id, patron, day)


def _borrower(session: Session, patron: Patron, now_ms: int) -> library.Patron:
    return library.Patron(
        id=patron.id,
        category=patron.category or "",
        expires=patron.expires,
        block=stopped(session, patron, now_ms),
        birth=patron.birth_date,
    )


def _item(item: Item) -> library.Item:
    return library.Item(
        id=item.id,
        title=item.title,
        branch=item.home,
        kind=item.kind,
        not_for_loan=item.not_for_loan,
        call_number=item.call_number,
    )


def _title(title: Title) -> library.Title:
    return library.Title(
        id=title.id,
        title=title.title,
        author=title.author,
        kind=title.kind,
        collection=title.collection,
        min_age=title.min_age,
    )


def _state(session: Session, item: str) -> ItemState:
    row = session.get(ItemRow, item)
    if row is None:
        return ItemState()
    return ItemState(
        status=Status(row.status),
        patron=row.patron,
        loan=row.loan,
        due_ms=row.due_ms,
        branch=row.branch,
        hold=row.hold,
        withdrawn=row.withdrawn,
        parts=frozenset(row.parts),
    )


def _rule(
    session: Session, patron: Patron | None, item: Item | None, branch: str | None
) -> library.LoanRule | None:
    """The rule for this category and kind. A kind's own limit is reached before the category's:
    then the rule's limit is what she has."""
    if patron is None or item is None or patron.category is None:
        return None
    rule = policy_for(session, patron.category, item.kind, branch)
    if rule is None:
        return None
    limit = session.get_one(Category, patron.category).loan_limit
    if rule.kind_limit is not None:
        of_kind = _count_loans(session, patron.id, item.kind)
        if of_kind >= rule.kind_limit:
            limit = min(limit, _count_loans(session, patron.id, None))
    return library.LoanRule(
        category=patron.category,
        kind=item.kind,
        loan_days=rule.loan_days,
        limit=limit,
        min_age=rule.min_age,
    )


def _count_loans(session: Session, patron: str, kind: str | None) -> int:
    query = (
        select(func.count()).select_from(LoanRow).where(LoanRow.patron_id == patron, LoanRow.open)
    )
    if kind is not None:
        query = query.join(Item, Item.id == LoanRow.item).where(Item.kind == kind)
    return session.scalar(query) or 0


def _demand(session: Session, patron: str | None, item: Item | None) -> policy.Demand:
    if patron is None or item is None:
        return policy.Demand()
    holds = [
        HoldFold(HoldStatus(row.status), row.patron_id, row.item, row.pickup)
        for row in session.scalars(
            select(HoldRow).where(HoldRow.title == item.title).order_by(HoldRow.place)
        )
    ]
    copies = session.execute(
        select(Item.id, ItemRow.status)
        .outerjoin(ItemRow, ItemRow.item == Item.id)
        .where(Item.title == item.title, Item.not_for_loan.is_(False))
    )
    return policy.Demand(
        open_loans=_count_loans(session, patron, None),
        holds_against=policy.holds_against(holds, patron),
        copies_here=sum(1 for _, status in copies if status not in GONE),
    )
