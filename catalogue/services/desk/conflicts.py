"""The register of conflicts for staff: what contradicts what, what is usual, and their decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from catalogue.db.holdings import Item
from catalogue.db.people import Station
from catalogue.db.present import ConflictRow, HoldRow, ItemRow
from catalogue.db.record import Sidecar, StoredOperation
from catalogue.domain.advice import Advice, advice_for
from catalogue.domain.operations import Kind, Operation
from catalogue.services.central import Draft
from catalogue.services.desk import Desk, DeskCode, DeskRefused, unknown
from catalogue.services.registry import OPEN, close_alarm


@dataclass(frozen=True, slots=True)
class Evidence:
    """One of the records that contradict each other, and whom it is about."""

    op: StoredOperation
    patron: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """A conflict with all that staff need. `branch`: where they look after it."""

    row: ConflictRow
    advice: Advice
    branch: str | None
    evidence: Sequence[Evidence]


def cases(desk: Desk, state: str = OPEN, branch: str | None = None) -> list[Case]:
    """Those of a state, urgent ones first, then the oldest; of one branch if it is named. Of other
    branches than hers a member sees none."""
    rows = desk.session.scalars(
        select(ConflictRow)
        .where(ConflictRow.state == state)
        .order_by(ConflictRow.opened_ms, ConflictRow.id)
    )
    found = [_case(desk, row) for row in rows]
    seen = [
        case
        for case in found
        if desk.may_in(case.branch) and (branch is None or case.branch == branch)
    ]
    return sorted(seen, key=lambda case: not case.advice.urgent)


def _case(desk: Desk, row: ConflictRow) -> Case:
    found = desk.session.execute(
        select(StoredOperation, Sidecar.patron)
        .outerjoin(Sidecar, Sidecar.operation == StoredOperation.id)
        .where(StoredOperation.id.in_(row.evidence))
        .order_by(StoredOperation.est, StoredOperation.id)
    )
    evidence = [Evidence(op, patron) for op, patron in found]
    return Case(row, advice_for(row.code), _branch(desk, row), evidence)


def _branch(desk: Desk, row: ConflictRow) -> str | None:
    """Where the subject is: an item lies there, a title is waited for there, a station stands."""
    state = desk.session.get(ItemRow, row.subject)
    if state is not None and state.branch is not None:
        return state.branch
    item = desk.session.get(Item, row.subject)
    if item is not None:
        return item.home
    station = desk.session.get(Station, row.subject)
    if station is not None:
        return station.branch
    return desk.session.scalar(
        select(HoldRow.pickup).where(HoldRow.id.in_(row.evidence)).order_by(HoldRow.id).limit(1)
    )


def resolve(desk: Desk, conflict: str, choice: str, void: Sequence[str]) -> Operation | None:
    """Decide: keep everything, or declare records of the evidence void. It takes effect while the
    record raises this very conflict. What no fold raises (a reused id) is only closed."""
    row = desk.session.get(ConflictRow, conflict, with_for_update=True)
    if row is None:
        raise unknown("conflict")
    case = _case(desk, row)
    desk.assert_branch(case.branch)
    if row.state != OPEN:
        raise DeskRefused(DeskCode.TOO_LATE, f"it is {row.state}")
    if not set(void) <= set(row.evidence) or (choice == "void") != bool(void):
        raise DeskRefused(DeskCode.UNKNOWN, "only records of the evidence can be void")
    item, title = _subject(case)
    if item is None and title is None:
        close_alarm(desk.session, row, desk.now_ms)
        return None
    draft = Draft(
        kind=Kind.CONFLICT_RESOLVE,
        item=item,
        title=None if item is not None else title,
        payload={"conflict": conflict, "choice": choice, "void": [*sorted(void)]},
        refs={"resolves": conflict},
        # Decided again after it was raised again: another decision.
        key=("resolve", conflict, choice, *sorted(void), row.changed_ms),
    )
    return desk.record(draft, "conflict.resolve", f"conflict:{conflict}", {"choice": choice})


def _subject(case: Case) -> tuple[str | None, str | None]:
    """The item or the title the conflict is about."""
    subject = case.row.subject
    if any(each.op.item == subject for each in case.evidence):
        return subject, None
    if any(each.op.title == subject for each in case.evidence):
        return None, subject
    # A trap names a hold that is not there: the evidence is of the item, the queue is the title's.
    titled = case.row.code in ("trap_void", "double_trap")
    return (None, subject) if titled else (None, None)
