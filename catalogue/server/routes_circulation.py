"""Addresses for staff who look after circulation: conflicts, holds, fees, items, what is overdue.

Thin: each calls one use case of `catalogue.services.desk` in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Path, Query
from sqlalchemy.orm import Session

from catalogue.domain.operations import Kind, Operation
from catalogue.domain.rights import Member, Right
from catalogue.server.problems import ProblemError, declared
from catalogue.server.routes import ServicesDep
from catalogue.server.services import Services
from catalogue.server.staff_auth import require
from catalogue.services.daily_round import DayDone, DayToCome
from catalogue.services.desk import Desk, DeskCode, DeskRefused, conflicts, fees, holds, items
from catalogue.wire import desk as wire

T = TypeVar("T")
router = APIRouter(prefix="/v1/staff")
ANSWERS = declared(
    HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT
)
Id = Annotated[str, Path(min_length=1, max_length=64)]
BranchQuery = Annotated[str | None, Query(max_length=64)]
MayConflicts = Annotated[Member, Depends(require(Right.CONFLICTS))]
MayHolds = Annotated[Member, Depends(require(Right.HOLDS))]
MayCirculate = Annotated[Member, Depends(require(Right.CIRCULATE))]
MayFees = Annotated[Member, Depends(require(Right.FEES))]
MayStock = Annotated[Member, Depends(require(Right.STOCK))]
MayConfig = Annotated[Member, Depends(require(Right.CONFIG))]
_STATUS = {
    DeskCode.UNKNOWN: HTTPStatus.NOT_FOUND,
    DeskCode.OTHER_BRANCH: HTTPStatus.FORBIDDEN,
    DeskCode.DENIED: HTTPStatus.CONFLICT,
    DeskCode.TOO_LATE: HTTPStatus.CONFLICT,
}
_TITLES = {
    DeskCode.UNKNOWN: "There is no such thing",
    DeskCode.OTHER_BRANCH: "This belongs to a branch that is not yours",
    DeskCode.DENIED: "The rules speak against it",
    DeskCode.TOO_LATE: "It is no longer as it was",
}


def at_desk(town: Services, member: Member, work: Callable[[Desk], T]) -> T:
    """Do it in one transaction; what is refused there is a refusal of the request."""

    def act(session: Session) -> T:
        return work(Desk(session, town.central, town.clock(), member.actor, member.may_in))

    try:
        return town.database.transact(act)
    except DeskRefused as refused:
        raise ProblemError(
            _STATUS[refused.code],
            refused.code,
            _TITLES[refused.code],
            reason=refused.reason,
            detail=refused.what,
        ) from refused


def _recorded(op: Operation | None) -> wire.Recorded:
    return wire.Recorded(operation=None if op is None else op.id)


@router.get("/conflicts", responses=ANSWERS)
def list_conflicts(
    town: ServicesDep,
    who: MayConflicts,
    state: Annotated[str, Query(pattern="^(open|resolved|auto_closed)$")] = "open",
    branch: BranchQuery = None,
) -> wire.ConflictViews:
    """What the record contradicts itself about."""

    def view(case: conflicts.Case) -> wire.ConflictView:
        evidence = [
            wire.EvidenceLine(
                operation=each.op.id,
                kind=each.op.kind,
                station=each.op.station,
                at_ms=each.op.est,
                outcome=each.op.outcome_code,
                patron=each.patron,
            )
            for each in case.evidence
        ]
        names = ("id", "code", "subject", "state", "reason", "opened_ms", "changed_ms", "previous")
        return wire.ConflictView(
            **{name: getattr(case.row, name) for name in names},
            branch=case.branch,
            default=case.advice.default,
            told=list(case.advice.told),
            urgent=case.advice.urgent,
            evidence=evidence,
        )

    return at_desk(
        town,
        who,
        lambda desk: wire.ConflictViews(
            conflicts=[view(case) for case in conflicts.cases(desk, state, branch)]
        ),
    )


@router.post("/conflicts/{conflict}/resolve", responses=ANSWERS)
def resolve_conflict(
    town: ServicesDep, who: MayConflicts, conflict: Id, request: wire.Resolving
) -> wire.Recorded:
    """Decide one."""
    return _recorded(
        at_desk(
            town,
            who,
            lambda desk: conflicts.resolve(desk, conflict, request.choice, request.void),
        )
    )


@router.get("/titles/{title}/holds", responses=ANSWERS)
def list_holds(town: ServicesDep, who: MayHolds, title: Id) -> wire.HoldLines:
    """The queue of a title."""

    def view(desk: Desk) -> wire.HoldLines:
        names = ("id", "status", "pickup", "item", "label", "until_ms", "placed_ms")
        return wire.HoldLines(
            holds=[
                wire.HoldLine(
                    **{name: getattr(hold, name) for name in names}, patron=hold.patron_id
                )
                for hold in holds.queue(desk, title)
            ]
        )

    return at_desk(town, who, view)


@router.post("/holds", responses=ANSWERS)
def place_hold(town: ServicesDep, who: MayHolds, request: wire.HoldPlacing) -> wire.Recorded:
    """Hold a title for a patron."""
    return _recorded(
        at_desk(
            town,
            who,
            lambda desk: holds.place(
                desk,
                desk.patron(request.patron, request.card),
                request.title,
                request.pickup,
                override=request.override,
            ),
        )
    )


@router.post("/holds/{hold}/cancel", responses=ANSWERS)
def cancel_hold(town: ServicesDep, who: MayHolds, hold: Id) -> wire.Recorded:
    """Cancel a hold."""
    return _recorded(at_desk(town, who, lambda desk: holds.cancel(desk, hold)))


@router.post("/loans/{loan}/renew", responses=ANSWERS)
def renew_loan(
    town: ServicesDep, who: MayCirculate, loan: Id, request: wire.Renewing
) -> wire.Recorded:
    """Renew a loan."""
    return _recorded(
        at_desk(
            town,
            who,
            lambda desk: holds.renew(desk, loan, request.branch, override=request.override),
        )
    )


@router.get("/branches/{branch}/shelf", responses=ANSWERS)
def shelf_work(town: ServicesDep, who: MayHolds, branch: Id) -> wire.ShelfWork:
    """What is to be fetched for holds, and what to be taken off the hold shelf."""
    return at_desk(
        town,
        who,
        lambda desk: wire.ShelfWork(
            fetch=holds.to_fetch(desk, branch),
            clear=[row.item for row in holds.to_clear(desk, branch)],
        ),
    )


@router.post("/items/{item}/clear", responses=ANSWERS)
def clear_shelf(town: ServicesDep, who: MayHolds, item: Id) -> wire.Recorded:
    """An item was taken off the hold shelf."""
    return _recorded(at_desk(town, who, lambda desk: holds.clear(desk, item)))


@router.post("/fees/list", responses=ANSWERS)
def list_fees(town: ServicesDep, who: MayFees, request: wire.PatronRef) -> wire.FeeLines:
    """What a patron owes. Asked with a body: addresses are written into logs on the way."""

    def view(desk: Desk) -> wire.FeeLines:
        patron = desk.patron(request.patron, request.card)
        names = wire.FeeLineView.model_fields
        return wire.FeeLines(
            patron=patron.id,
            balance_cents=patron.debt_cents,
            carried_cents=patron.carried_cents,
            lines=[
                wire.FeeLineView(**{name: getattr(line, name) for name in names})
                for line in fees.lines(desk, patron)
            ],
        )

    return at_desk(town, who, view)


@router.post("/fees", responses=ANSWERS)
def assess_fee(town: ServicesDep, who: MayFees, request: wire.FeeAssessing) -> wire.Recorded:
    """A debt of another kind."""
    return _recorded(
        at_desk(
            town,
            who,
            lambda desk: fees.assess(
                desk, desk.patron(request.patron, request.card), request.cents, request.note
            ),
        )
    )


@router.post("/fees/{fee}/adjust", responses=ANSWERS)
def adjust_fee(town: ServicesDep, who: MayFees, fee: Id, request: wire.FeeAmount) -> wire.Recorded:
    """What is asked from now on."""
    return _recorded(at_desk(town, who, lambda desk: fees.adjust(desk, fee, request.cents)))


@router.post("/fees/{fee}/pay", responses=ANSWERS)
def pay_fee(town: ServicesDep, who: MayFees, fee: Id, request: wire.FeeAmount) -> wire.Recorded:
    """Something was paid at the desk."""
    return _recorded(at_desk(town, who, lambda desk: fees.pay(desk, fee, request.cents)))


@router.post("/items/{item}/says", responses=ANSWERS)
def say_of_item(
    town: ServicesDep, who: MayStock, item: Id, request: wire.ItemSaying
) -> wire.Recorded:
    """Lost, found, withdrawn, or arrived from another branch."""
    kind = Kind(request.what)
    return _recorded(
        at_desk(
            town,
            who,
            lambda desk: items.declare(desk, item, kind, request.branch, typed=request.typed),
        )
    )


@router.post("/items/{item}/parts", responses=ANSWERS)
def say_of_part(
    town: ServicesDep, who: MayCirculate, item: Id, request: wire.PartSaying
) -> wire.Recorded:
    """A part of a kit did not come back, or turned up."""
    kind = Kind(request.what)
    return _recorded(
        at_desk(
            town, who, lambda desk: items.part(desk, item, kind, request.part, typed=request.typed)
        )
    )


@router.get("/overdue", responses=ANSWERS)
def overdue(
    town: ServicesDep,
    who: MayCirculate,
    branch: BranchQuery = None,
    days: Annotated[int, Query(ge=0, le=3650)] = 0,
) -> wire.OverdueLoans:
    """Loans that are late by more than so many days."""
    return at_desk(
        town,
        who,
        lambda desk: wire.OverdueLoans(
            loans=[
                wire.OverdueLoan(
                    loan=each.loan.id,
                    item=each.loan.item,
                    title=each.title,
                    home=each.home,
                    patron=each.loan.patron_id,
                    due_ms=each.loan.due_ms,
                    lost=each.lost,
                )
                for each in items.overdue(desk, branch, days)
            ]
        ),
    )


daily_router = APIRouter(prefix="/v1/admin")


@daily_router.post("/daily", responses=ANSWERS)
def run_day(town: ServicesDep, _who: MayConfig, request: wire.DailyRun) -> wire.DailyDone:
    """Do what is due on a day: holds that ran out, notices of dates, seals."""
    try:
        return daily_done(town.daily_round.run(request.day))
    except DayToCome as error:
        raise ProblemError(HTTPStatus.CONFLICT, "day_to_come", "This day has not come") from error


def daily_done(done: DayDone) -> wire.DailyDone:
    """As a message."""
    return wire.DailyDone(
        day=done.day,
        expired=done.report.expired,
        notices=done.report.notices,
        sealed=done.report.sealed,
        forgotten={name: n for name, n in done.forgotten.counts.items() if n},
    )
