"""What the town has and what is out, in numbers. Only reads."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from catalogue.db.digital import DigitalLoan, DigitalResource
from catalogue.db.holdings import Branch, Item, Title
from catalogue.db.people import Patron, Station
from catalogue.db.present import ConflictRow, HoldRow, ItemRow, LoanRow
from catalogue.domain.timeline import HoldStatus
from catalogue.services.registry import OPEN
from catalogue.wire.statistics import Overview

YEAR_MS = 365 * 24 * 3600 * 1000


def overview(session: Session, now_ms: int) -> Overview:
    """The present."""

    def count(table: type, *where: SQLColumnExpression[bool]) -> int:
        return session.scalar(select(func.count()).select_from(table).where(*where)) or 0

    out = (
        select(func.count())
        .select_from(LoanRow)
        .outerjoin(Item, Item.id == LoanRow.item)
        .outerjoin(ItemRow, ItemRow.item == LoanRow.item)
        .where(LoanRow.open)
    )
    owned = select(func.count()).select_from(Item)
    real = Patron.placeholder.is_(False)
    return Overview(
        titles=count(Title),
        items=count(Item),
        patrons=count(Patron, real),
        patrons_active=count(Patron, real, Patron.seen_ms >= now_ms - YEAR_MS)
        + _borrowers_not_seen(session, now_ms),
        resources=count(DigitalResource),
        branches=count(Branch),
        stations=count(Station, Station.revoked_ms.is_(None)),
        loans_open=count(LoanRow, LoanRow.open),
        loans_late=count(LoanRow, LoanRow.open, LoanRow.due_ms < now_ms),
        holds_waiting=count(HoldRow, HoldRow.status == HoldStatus.WAITING),
        holds_ready=count(HoldRow, HoldRow.status == HoldStatus.READY),
        digital_loans_open=count(DigitalLoan, DigitalLoan.open),
        conflicts_open=count(ConflictRow, ConflictRow.state == OPEN),
        items_by_kind=_by(session, owned, Item.kind),
        items_by_branch=_by(session, owned, Item.home),
        loans_open_by_kind=_by(session, out, func.coalesce(Item.kind, "")),
        loans_open_by_branch=_by(session, out, func.coalesce(Item.home, "")),
    )


def _borrowers_not_seen(session: Session, now_ms: int) -> int:
    """Who has used the account by a loan alone, which is still known to be hers."""
    recent = LoanRow.open | (LoanRow.end_ms >= now_ms - YEAR_MS)
    borrowers = select(LoanRow.patron_id).where(recent)
    query = select(func.count()).where(
        Patron.id.in_(borrowers),
        Patron.placeholder.is_(False),
        func.coalesce(Patron.seen_ms, 0) < now_ms - YEAR_MS,
    )
    return session.scalar(query) or 0


def _by(session: Session, query: Select[Any], key: SQLColumnExpression[str]) -> dict[str, int]:
    rows = session.execute(query.add_columns(key).group_by(key).order_by(key))
    return {name: number for number, name in rows}
