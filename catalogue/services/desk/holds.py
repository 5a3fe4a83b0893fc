"""Holds and loans that staff place, cancel and renew for a patron, and the work they make."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from catalogue.db.holdings import Item
from catalogue.db.people import Patron
from catalogue.db.present import HoldRow, ItemRow, LoanRow
from catalogue.domain.operations import Kind, Operation
from catalogue.domain.policy import due_ms
from catalogue.domain.requests import decide_hold, decide_renewal
from catalogue.domain.states import Status
from catalogue.domain.timeline import HoldStatus
from catalogue.services import audit
from catalogue.services.central import Draft
from catalogue.services.desk import Desk, DeskCode, DeskRefused, unknown
from catalogue.services.questions import OPEN, hold_request, renewal_of
from catalogue.services.rules import policy_for
from catalogue.services.standing import standing
from catalogue.services.town import closed_days, time_zone


def place(desk: Desk, patron: Patron, title: str, pickup: str, *, override: bool) -> Operation:
    """Hold a title for a patron. `override`: in spite of what speaks against it."""
    desk.assert_branch(pickup)
    request = hold_request(desk.session, title, pickup, patron, desk.now_ms)
    if not request.known_title or not request.known_branch:
        raise unknown("title" if not request.known_title else "branch")
    denied = standing(desk.session, patron, desk.now_ms) or decide_hold(request)
    if denied is not None and not override:
        raise DeskRefused(DeskCode.DENIED, "the rules speak against it", denied)
    draft = Draft(
        kind=Kind.HOLD_PLACE,
        title=title,
        branch=pickup,
        payload={"pickup": pickup},
        grounds={} if denied is None else {"override": denied},
        patron=patron.id,
    )
    return desk.record(draft, "hold.place", audit.person(patron), {"pickup": pickup})


def cancel(desk: Desk, hold_id: str) -> Operation:
    """Cancel a hold that waits or is ready."""
    hold = desk.session.get(HoldRow, hold_id)
    if hold is None:
        raise unknown("hold")
    desk.assert_branch(hold.pickup)
    if hold.status not in OPEN:
        raise DeskRefused(DeskCode.TOO_LATE, f"the hold is {hold.status}")
    draft = Draft(
        kind=Kind.HOLD_CANCEL, title=hold.title, branch=hold.pickup, refs={"about": hold.id}
    )
    return desk.record(draft, "hold.cancel", f"hold:{hold.id}")


def renew(desk: Desk, loan_id: str, branch: str, *, override: bool) -> Operation:
    """Renew an open loan from today, at a branch."""
    desk.assert_branch(branch)
    loan = desk.session.get(LoanRow, loan_id)
    item = None if loan is None else desk.session.get(Item, loan.item)
    if loan is None or item is None:
        raise unknown("loan")
    patron = desk.session.get(Patron, loan.patron_id)
    if patron is None:
        raise unknown("patron")
    facts = renewal_of(desk.session, patron, loan, branch, desk.now_ms)
    if not facts.hers:
        raise DeskRefused(DeskCode.TOO_LATE, "the loan is over")
    denied = standing(desk.session, patron, desk.now_ms) or decide_renewal(facts)
    rule = policy_for(desk.session, patron.category or "", item.kind, branch)
    if denied is not None and (not override or rule is None):
        raise DeskRefused(DeskCode.DENIED, "the rules speak against it", denied)
    days = 0 if rule is None else (rule.renewal_days or rule.loan_days)
    zone, closed = time_zone(desk.session).key, closed_days(desk.session, branch)
    draft = Draft(
        kind=Kind.RENEW,
        item=loan.item,
        branch=branch,
        payload={"due_ms": due_ms(desk.now_ms, days, zone, closed)},
        refs={"about": loan.id},
        grounds={} if denied is None else {"override": denied},
        patron=patron.id,
    )
    return desk.record(draft, "loan.renew", f"loan:{loan.id}")


def queue(desk: Desk, title: str) -> Sequence[HoldRow]:
    """The open holds of a title, the first first."""
    return desk.session.scalars(
        select(HoldRow)
        .where(HoldRow.title == title, HoldRow.status.in_(OPEN))
        .order_by(HoldRow.place)
    ).all()


def to_fetch(desk: Desk, branch: str) -> list[str]:
    """Copies on the open shelf of a branch that someone waits for: fetched and given back at a
    kiosk or the desk, they are set aside. As many of a title as wait for it."""
    desk.assert_branch(branch)
    waiting: dict[str, int] = {}
    for title in desk.session.scalars(
        select(HoldRow.title).where(HoldRow.status == HoldStatus.WAITING)
    ):
        waiting[title] = waiting.get(title, 0) + 1
    found = desk.session.execute(
        select(Item.title, Item.id)
        .outerjoin(ItemRow, ItemRow.item == Item.id)
        .where(
            Item.title.in_(waiting),
            Item.not_for_loan.is_(False),
            func.coalesce(ItemRow.status, Status.AVAILABLE) == Status.AVAILABLE,
            func.coalesce(ItemRow.branch, Item.home) == branch,
        )
        .order_by(Item.title, Item.id)
    )
    chosen = []
    for title, item in found:
        if waiting[title] > 0:
            waiting[title] -= 1
            chosen.append(item)
    return chosen


def to_clear(desk: Desk, branch: str) -> list[ItemRow]:
    """Copies on the hold shelf of a branch that nobody waits for any more."""
    desk.assert_branch(branch)
    wanted = select(HoldRow.item).where(
        HoldRow.status == HoldStatus.READY, HoldRow.item.is_not(None)
    )
    return list(
        desk.session.scalars(
            select(ItemRow)
            .where(
                ItemRow.status == Status.ON_HOLD_SHELF,
                ItemRow.branch == branch,
                ItemRow.item.not_in(wanted),
            )
            .order_by(ItemRow.item)
        )
    )


def clear(desk: Desk, item: str) -> Operation:
    """A copy was taken off the hold shelf: it is free, or set aside for the next."""
    row = desk.session.get(ItemRow, item)
    if row is None or row.status != Status.ON_HOLD_SHELF or row.hold is None:
        raise DeskRefused(DeskCode.TOO_LATE, "it is not on the hold shelf")
    desk.assert_branch(row.branch)
    draft = Draft(kind=Kind.TRAP_END, item=item, branch=row.branch, refs={"about": row.hold})
    return desk.record(draft, "hold.clear", f"item:{item}")
