"""Why a patron may not borrow, renew or hold at all: one answer for every question."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Category
from catalogue.db.people import Patron
from catalogue.db.present import ItemRow, LoanRow
from catalogue.domain.denial import DenialReason
from catalogue.domain.states import Status
from catalogue.services.town import today

DAY_MS = 24 * 3600 * 1000
_PATRON = (
    select(Patron, Category)
    .outerjoin(Category, Category.id == Patron.category)
    .where(Patron.id == bindparam("patron"))
)


def patron_of(session: Session, patron: str | None) -> tuple[Patron | None, Category | None]:
    """A patron and her category, as far as there are such."""
    found = None if patron is None else session.execute(_PATRON, {"patron": patron}).first()
    return (None, None) if found is None else (found[0], found[1])


def standing(session: Session, patron: Patron, now_ms: int) -> DenialReason | None:
    """Expired before blocked by staff, that before debts, late loans and losses; None: welcome."""
    if patron.expires is not None and patron.expires < today(session, now_ms):
        return DenialReason.EXPIRED
    category = session.get(Category, patron.category) if patron.category else None
    return stopped(session, patron, category, now_ms)


def stopped(
    session: Session, patron: Patron, category: Category | None, now_ms: int
) -> DenialReason | None:
    """What stops her whatever the day her card ends."""
    if category is None or patron.block is not None:
        return DenialReason.BLOCKED
    if patron.debt_cents >= category.debt_block_cents:
        return DenialReason.DEBT
    if category.overdue_block_days is not None:
        limit_ms = now_ms - category.overdue_block_days * DAY_MS
        if _count(session, patron.id, LoanRow.due_ms < limit_ms, ItemRow.status != Status.LOST):
            return DenialReason.OVERDUE
    if category.lost_block_items is not None:
        lost = _count(session, patron.id, ItemRow.status == Status.LOST)
        if lost >= category.lost_block_items > 0:
            return DenialReason.LOST_ITEMS
    return None


def _count(session: Session, patron: str, *conditions: object) -> int:
    query = (
        select(func.count())
        .select_from(LoanRow)
        .join(ItemRow, ItemRow.item == LoanRow.item)
        .where(LoanRow.patron_id == patron, LoanRow.open)
    )
    for condition in conditions:
        query = query.where(condition)  # type: ignore[arg-type]  # columns compared above
    return session.scalar(query) or 0
