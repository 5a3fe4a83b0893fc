"""What items make patrons owe: a late return, a loss, a part that did not come back.

Assessed once, from the record; lowered when a later fold asks for less, never raised again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Item, Kit, KitPart, Policy
from catalogue.db.money import FeeLine
from catalogue.db.people import Patron
from catalogue.domain.fees import (
    FeeReason,
    FineRule,
    fine_cents,
    given_back_late,
    lost_loan,
    lowest_of_ours,
    parts_missing,
)
from catalogue.domain.operations import Kind
from catalogue.domain.timeline import ItemFold, LoanFold, Timeline
from catalogue.services.drafts import Draft
from catalogue.services.effects.reading import Shelf
from catalogue.services.patron_view import about_fee, fee_facts
from catalogue.services.recording import Touched
from catalogue.services.rules import policy_for
from catalogue.services.town import closed_days, time_zone


@dataclass(frozen=True, slots=True)
class _Debt:
    """Something owed for an item, by what the record says now."""

    key: tuple[str, ...]
    loan: LoanFold
    reason: FeeReason
    cents: int
    part: str | None = None

    def draft(self, item: str) -> Draft:
        """The fact that it is owed."""
        payload: dict[str, str | int] = {"cents": self.cents, "reason": self.reason}
        if self.part is not None:
            payload["part"] = self.part
        return Draft(
            kind=Kind.FEE_ASSESS,
            item=item,
            payload=payload,
            refs={"about": self.loan.start},
            patron=self.loan.patron,
            key=self.key,
        )


def fee_drafts(
    session: Session, shelf: Shelf, touched: Touched, timeline: Timeline
) -> Iterable[Draft]:
    """New debts, and those that are to be lowered."""
    lines: dict[str, list[FeeLine]] = {}
    for line in session.scalars(select(FeeLine).where(FeeLine.item.in_(touched.items))):
        lines.setdefault(line.item or "", []).append(line)
    for item_id, fold in sorted(touched.items.items()):
        if item_id not in shelf.items:
            continue
        item = shelf.items[item_id][0]
        owed = {}
        for debt in _owed(session, item, fold, timeline):
            draft = debt.draft(item_id)
            owed[str(draft.derived_id)] = draft
        known = {line.id for line in lines.get(item_id, ())}
        yield from (
            draft
            for fee, draft in owed.items()
            if fee not in known and int(str(draft.payload["cents"])) > 0
        )
        if known:
            wanted = {fee: int(str(draft.payload["cents"])) for fee, draft in owed.items()}
            yield from _lowered(session, item_id, known, wanted)


def _lowered(
    session: Session, item: str, known: Iterable[str], wanted: dict[str, int]
) -> Iterator[Draft]:
    facts = fee_facts(session, [item])
    for fee in sorted(known):
        assessed = next(op for op in facts if op.id == fee)
        if assessed.payload.get("reason") == FeeReason.OTHER:
            continue
        asked = lowest_of_ours(int(str(assessed.payload["cents"])), about_fee(facts, fee))
        cents = wanted.get(fee, 0)
        if cents < asked:
            yield Draft(
                kind=Kind.FEE_ADJUST,
                item=item,
                payload={"cents": cents},
                refs={"about": fee},
                key=("fee_adjust", fee, cents),
            )


def _owed(session: Session, item: Item, fold: ItemFold, timeline: Timeline) -> Iterator[_Debt]:
    for late in given_back_late(fold, timeline):
        cents = _fine(session, item, late.loan, late.back_ms, timeline)
        yield _Debt(("fee", "overdue", late.loan.start), late.loan, FeeReason.OVERDUE, cents)
    lost = lost_loan(fold)
    if lost is not None:
        cents = _price(session, item, lost, timeline)
        yield _Debt(("fee", "lost", lost.start), lost, FeeReason.LOST, cents)
    for missing in parts_missing(fold, timeline):
        cents = _part_price(session, item.id, missing.part)
        key = ("fee", "part", missing.op)
        yield _Debt(key, missing.loan, FeeReason.PART, cents, missing.part)


def _fine(session: Session, item: Item, loan: LoanFold, back_ms: int, timeline: Timeline) -> int:
    rule = _policy(session, item, loan, timeline)
    if rule is None or rule.fine_cents == 0:
        return 0
    branch = timeline.ops[loan.start].branch or item.home
    fine = FineRule(rule.fine_cents, rule.fine_grace_days, rule.fine_cap_cents)
    closed = closed_days(session, branch)
    return fine_cents(loan.due_ms, back_ms, fine, time_zone(session), closed)


def _price(session: Session, item: Item, loan: LoanFold, timeline: Timeline) -> int:
    if item.price_cents is not None:
        return item.price_cents
    rule = _policy(session, item, loan, timeline)
    return 0 if rule is None or rule.lost_cents is None else rule.lost_cents


def _policy(session: Session, item: Item, loan: LoanFold, timeline: Timeline) -> Policy | None:
    patron = session.get(Patron, loan.patron)
    if patron is None or patron.category is None:
        return None
    return policy_for(session, patron.category, item.kind, timeline.ops[loan.start].branch)


def _part_price(session: Session, item: str, part: str) -> int:
    found = session.scalar(
        select(KitPart.replacement_cents)
        .join(Kit, Kit.model == KitPart.model)
        .where(Kit.item == item, KitPart.code == part)
    )
    return found or 0
