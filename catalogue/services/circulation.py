"""The question a station asks online: may this patron borrow this item now?"""

from __future__ import annotations

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Category, Item, Title
from catalogue.db.people import Patron
from catalogue.db.present import ItemRow, LoanRow
from catalogue.domain import library, policy
from catalogue.domain.denial import DenialReason
from catalogue.domain.operations import Operation
from catalogue.domain.states import ItemState, Status
from catalogue.domain.timeline import HoldFold, HoldStatus
from catalogue.services.copies import Copies
from catalogue.services.devices.lending import denial as device_denial
from catalogue.services.rules import policy_for
from catalogue.services.standing import patron_of, stopped
from catalogue.services.town import today

GONE = (Status.ON_LOAN, Status.LOST, Status.WITHDRAWN)
"""Copies in these states serve no waiting hold; neither do those that are not for loan."""
_OPEN_LOANS = (
    select(func.count())
    .select_from(LoanRow)
    .where(LoanRow.patron_id == bindparam("patron"), LoanRow.open)
)
_OPEN_OF_KIND = _OPEN_LOANS.join(Item, Item.id == LoanRow.item).where(
    Item.kind == bindparam("kind")
)


def decide(
    session: Session, copies: Copies, op: Operation, patron_id: str | None, now_ms: int
) -> DenialReason | None:
    """Why the loan asked for is refused; None when it is granted. Reads the present only."""
    return decide_item(session, copies, op.item or "", op.branch, patron_id, now_ms)


def decide_item(
    session: Session,
    copies: Copies,
    item_id: str,
    branch: str | None,
    patron_id: str | None,
    now_ms: int,
) -> DenialReason | None:
    """The same, before there is a record that asks."""
    copies.load([item_id])
    item = copies.items.get(item_id)
    title = None if item is None else copies.titles[item.title]
    patron, category = patron_of(session, patron_id)
    borrower = None
    if patron is not None and not patron.placeholder:
        borrower = _borrower(patron, stopped(session, patron, category, now_ms))
    state = _state(copies.states.get(item_id))
    if borrower is not None and state.status == Status.ON_LOAN and state.patron == borrower.id:
        # Her own loan again: nothing new leaves the house.
        return None
    day = today(session, now_ms)
    refused = policy.decide_loan(
        borrower,
        None if item is None else _item(item),
        None if title is None else _title(title),
        state,
        _rule(session, patron, category, item, branch),
        _demand(session, copies, patron_id, item),
        day,
    )
    if refused is not None or patron is None or item_id not in copies.devices:
        return refused
    return device_denial(session, item_id, patron, day)


def _borrower(patron: Patron, block: DenialReason | None) -> library.Patron:
    return library.Patron(
        id=patron.id,
        category=patron.category or "",
        expires=patron.expires,
        block=block,
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


def _state(row: ItemRow | None) -> ItemState:
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
    session: Session,
    patron: Patron | None,
    category: Category | None,
    item: Item | None,
    branch: str | None,
) -> library.LoanRule | None:
    """The rule for this category and kind. A kind's own limit is reached before the category's:
    then the rule's limit is what she has."""
    if patron is None or item is None or category is None:
        return None
    rule = policy_for(session, category.id, item.kind, branch)
    if rule is None:
        return None
    limit = category.loan_limit
    if rule.kind_limit is not None:
        of_kind = _count_loans(session, patron.id, item.kind)
        if of_kind >= rule.kind_limit:
            limit = min(limit, _count_loans(session, patron.id, None))
    return library.LoanRule(
        category=category.id,
        kind=item.kind,
        loan_days=rule.loan_days,
        limit=limit,
        min_age=rule.min_age,
    )


def _count_loans(session: Session, patron: str, kind: str | None) -> int:
    query = _OPEN_LOANS if kind is None else _OPEN_OF_KIND
    return session.scalar(query, {"patron": patron, "kind": kind}) or 0


def _demand(
    session: Session, copies: Copies, patron: str | None, item: Item | None
) -> policy.Demand:
    if patron is None or item is None:
        return policy.Demand()
    holds = [
        HoldFold(HoldStatus(row.status), row.patron_id, row.item, row.pickup)
        for row in copies.queue(item.title)
    ]
    lent = [copy for copy in copies.of[item.title] if not copies.items[copy].not_for_loan]
    states = [copies.states.get(copy) for copy in lent]
    return policy.Demand(
        open_loans=_count_loans(session, patron, None),
        holds_against=policy.holds_against(holds, patron),
        copies_here=sum(1 for state in states if state is None or state.status not in GONE),
    )
