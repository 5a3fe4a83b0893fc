"""What a patron owes and was told, shown from the record: fee lines, balance, outbox of notices."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import false, func, or_, select
from sqlalchemy.orm import Session

from catalogue.db.money import FeeLine, NoticeRow
from catalogue.db.people import Card, Patron
from catalogue.db.record import Sidecar, StoredOperation
from catalogue.domain.fees import amount
from catalogue.domain.operations import Json, Kind, Operation, from_json
from catalogue.domain.shape import malformed_reason
from catalogue.services.marking import mark

FEE_KINDS = (Kind.FEE_ASSESS, Kind.FEE_ADJUST, Kind.FEE_PAY)
WAITING = "waiting"
SENT = "sent"


def show_fees(session: Session, new: Iterable[Operation]) -> None:
    """The lines these records are about, and the balances of those who owe them."""
    ours = [op for op in new if op.kind in FEE_KINDS and malformed_reason(op, None) is None]
    if not ours:
        return
    # A later record about a debt names its item, as the debt does.
    facts = fee_facts(session, {op.item for op in ours})
    patrons = set()
    for fee in sorted({_debt(op) for op in ours}):
        assessed = next((op for op in facts if op.id == fee), None)
        if assessed is None or assessed.kind != Kind.FEE_ASSESS:
            continue
        changes = about_fee(facts, fee)
        patron = session.scalar(select(Sidecar.patron).where(Sidecar.operation == fee))
        if patron is not None:
            _show_line(session, assessed, patron, changes)
            patrons.add(patron)
    session.flush()
    for patron in sorted(patrons):
        show_balance(session, patron)


def fee_facts(session: Session, items: Iterable[str | None]) -> list[Operation]:
    """All well-formed records of fees about these items; None: about no item."""
    wanted = set(items)
    where = or_(
        StoredOperation.item.in_(wanted - {None}),
        StoredOperation.item.is_(None) if None in wanted else false(),
    )
    found = session.scalars(
        select(StoredOperation.body).where(StoredOperation.kind.in_(FEE_KINDS), where)
    )
    ops = [from_json(json.loads(body)) for body in found]
    return [op for op in ops if malformed_reason(op, None) is None]


def about_fee(facts: Iterable[Operation], fee: str) -> list[Operation]:
    """What was recorded of a debt after it was assessed."""
    return [op for op in facts if op.id != fee and _debt(op) == fee]


def _debt(op: Operation) -> str:
    return op.id if op.kind == Kind.FEE_ASSESS else str(op.refs["about"])


def _show_line(
    session: Session, assessed: Operation, patron: str, changes: list[Operation]
) -> None:
    comes_to = amount(int(str(assessed.payload["cents"])), changes)
    row = session.get(FeeLine, assessed.id)
    if row is None:
        row = FeeLine(id=assessed.id)
        session.add(row)
    row.patron_id = patron
    row.reason = str(assessed.payload["reason"])
    row.item = assessed.item
    row.about = text_or_none(assessed.refs.get("about"))
    row.part = text_or_none(assessed.payload.get("part"))
    row.at_ms = assessed.wall_ms
    row.cents, row.paid_cents = comes_to.cents, comes_to.paid_cents
    row.open_cents = comes_to.open_cents


def show_balance(session: Session, patron_id: str) -> None:
    """What she owes in all; stations learn what it means for her cards."""
    patron = session.get_one(Patron, patron_id, with_for_update={"key_share": True})
    lines = session.scalar(
        select(func.sum(FeeLine.open_cents)).where(FeeLine.patron_id == patron_id)
    )
    debt = patron.carried_cents + int(lines or 0)
    if debt != patron.debt_cents:
        patron.debt_cents = debt
        mark_cards(session, patron_id)


def mark_cards(session: Session, patron_id: str) -> None:
    """Something about a patron changed that stations judge her cards by."""
    for number in session.scalars(select(Card.number).where(Card.patron == patron_id)):
        mark(session, "card", number)


def show_notices(session: Session, new: Iterable[Operation]) -> None:
    """Put what a patron is to be told into the outbox."""
    for op in new:
        if op.kind not in (Kind.NOTICE_SENT, Kind.NOTICE_CORRECT):
            continue
        patron = session.scalar(select(Sidecar.patron).where(Sidecar.operation == op.id))
        known = session.get(NoticeRow, op.id)
        if patron is None or known is not None or malformed_reason(op, None) is not None:
            continue
        moment = op.payload.get("moment_ms")
        session.add(
            NoticeRow(
                id=op.id,
                patron_id=patron,
                kind=str(op.payload["notice"]),
                about=str(op.refs["about"]),
                item=op.item,
                title=op.title,
                branch=op.branch,
                moment_ms=moment if isinstance(moment, int) else None,
                corrects=text_or_none(op.refs.get("compensates")),
                state=WAITING,
                at_ms=op.wall_ms,
            )
        )


def text_or_none(value: Json) -> str | None:
    """The text, if it is one."""
    return value if isinstance(value, str) else None
