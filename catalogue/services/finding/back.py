"""When lent copies come back: a day of a copy, nobody's."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Item
from catalogue.db.present import ItemRow
from catalogue.domain.states import Status


def copies_back(session: Session, titles: Sequence[str], now_ms: int) -> list[tuple[str, str, int]]:
    """(title, branch, first due ms) of what is lent and not overdue."""
    at = func.coalesce(ItemRow.branch, Item.home)
    found = session.execute(
        select(Item.title, at, func.min(ItemRow.due_ms))
        .join(ItemRow, ItemRow.item == Item.id)
        .where(
            Item.title.in_(titles),
            ItemRow.status == Status.ON_LOAN,
            ItemRow.due_ms >= now_ms,
        )
        .group_by(Item.title, at)
    )
    return [(title, branch, due_ms) for title, branch, due_ms in found if due_ms is not None]
