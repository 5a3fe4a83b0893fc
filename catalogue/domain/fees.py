"""What a patron owes, as facts: assessed, adjusted, paid. Pure.

The server assesses and lowers; only staff raise. A fine is counted from the earliest moment the
return can have happened, so that a clock nobody trusts never costs a patron a day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from catalogue.domain.conflicts import ConflictCode
from catalogue.domain.items import ItemFold, LoanFold
from catalogue.domain.operations import Kind, Operation
from catalogue.domain.ordering import Timeline
from catalogue.domain.states import OutcomeClass, Status

STAFF: Final = "staff"
"""In the grounds of a fee_adjust: who decided it. It stands, higher or lower."""


class FeeReason(StrEnum):
    """What a debt is for."""

    OVERDUE = "overdue"
    LOST = "lost"
    PART = "part"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FineRule:
    """Cents a day after the grace, up to the cap (None: no cap)."""

    per_day_cents: int = 0
    grace_days: int = 0
    cap_cents: int | None = None


@dataclass(frozen=True, slots=True)
class Late:
    """A loan that was given back: when it was due, and when it was back at the earliest."""

    loan: LoanFold
    back_ms: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A part that did not come back with a loan; `op` says so."""

    op: str
    part: str
    loan: LoanFold


@dataclass(frozen=True, slots=True)
class Amount:
    """A debt after all that was recorded of it. What was paid beyond what is asked is to be given
    back: it never makes `open_cents` negative."""

    cents: int
    paid_cents: int

    @property
    def open_cents(self) -> int:
        """What is still owed."""
        return max(0, self.cents - self.paid_cents)


def amount(assessed_cents: int, changes: Iterable[Operation]) -> Amount:
    """What a debt comes to. The server's own adjustments only lower it; one by staff sets it."""
    cents, paid = assessed_cents, 0
    for op in sorted(changes, key=lambda op: (op.wall_ms, op.id)):
        named = int(str(op.payload["cents"]))
        if op.kind == Kind.FEE_PAY:
            paid += named
        elif STAFF in op.grounds:
            cents = named
        else:
            cents = min(cents, named)
    return Amount(cents, paid)


def lowest_of_ours(assessed_cents: int, changes: Iterable[Operation]) -> int:
    """The amount the server itself asked last: below it only it lowers again."""
    own = [
        int(str(op.payload["cents"]))
        for op in changes
        if op.kind == Kind.FEE_ADJUST and STAFF not in op.grounds
    ]
    return min([assessed_cents, *own])


def fine_cents(
    due_ms: int, back_ms: int, rule: FineRule, zone: ZoneInfo, closed_days: Collection[date]
) -> int:
    """The fine of a loan that was back at `back_ms`: the days after its due day, but those the
    branch was closed; none at all within the grace."""
    due, back = _day(due_ms, zone), _day(back_ms, zone)
    late = sum(
        due + timedelta(days=n) not in closed_days for n in range(1, max(0, (back - due).days) + 1)
    )
    if late <= rule.grace_days:
        return 0
    cents = (late - rule.grace_days) * rule.per_day_cents
    return cents if rule.cap_cents is None else min(cents, rule.cap_cents)


def _day(moment_ms: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(moment_ms / 1000, UTC).astimezone(zone).date()


def given_back_late(fold: ItemFold, timeline: Timeline) -> list[Late]:
    """Loans that a check-in ended after their due date. One that only another loan or a sighting
    shows to be over costs nothing, and nothing is asked while the order is in doubt."""
    doubtful = {
        op_id
        for found in fold.conflicts.values()
        if found.code == ConflictCode.ORDER_UNKNOWN
        for op_id in found.evidence
    }
    late = []
    for loan in fold.loans.values():
        if loan.end is None or timeline.ops[loan.end].kind != Kind.CHECK_IN:
            continue
        back = timeline.times[loan.end].lo
        if back > loan.due_ms and not doubtful & {loan.start, loan.end}:
            late.append(Late(loan, back))
    return late


def lost_loan(fold: ItemFold) -> LoanFold | None:
    """The loan an item was declared lost on, while it is."""
    if fold.state.status != Status.LOST or fold.state.loan is None:
        return None
    return fold.loans.get(fold.state.loan)


def parts_missing(fold: ItemFold, timeline: Timeline) -> list[Missing]:
    """The open missing parts, each with the loan it did not come back with."""
    ended: dict[str, LoanFold] = {loan.end: loan for loan in fold.loans.values() if loan.end}
    last: LoanFold | None = None
    open_parts: dict[str, Missing | None] = {}
    for op_id in fold.order:
        op = timeline.ops[op_id]
        last = ended.get(op_id, last)
        part = str(op.payload.get("part"))
        outcome = fold.outcomes.get(op_id)
        if outcome is None or outcome.outcome_class != OutcomeClass.APPLIED:
            continue  # Below a seal it is settled.
        if op.kind == Kind.PART_MISSING:
            open_parts.setdefault(part, Missing(op_id, part, last) if last else None)
        elif op.kind == Kind.PART_FOUND:
            open_parts.pop(part, None)
    return [missing for missing in open_parts.values() if missing is not None]
