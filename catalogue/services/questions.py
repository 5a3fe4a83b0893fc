"""The questions stations ask online, and staff at their desk: may this be lent, renewed, held?

Reads the present only. Lending is `circulation.decide`; here the others, and which is asked.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Branch, Category, Item, Title
from catalogue.db.people import Patron
from catalogue.db.present import HoldRow, ItemRow, LoanRow
from catalogue.db.record import StoredOperation
from catalogue.domain.denial import DenialReason
from catalogue.domain.operations import Kind, Operation
from catalogue.domain.policy import due_ms, holds_against
from catalogue.domain.requests import HoldRequest, Renewal, decide_hold, decide_renewal
from catalogue.domain.states import Status
from catalogue.domain.timeline import HoldFold, HoldStatus
from catalogue.services.circulation import GONE, decide
from catalogue.services.copies import Copies
from catalogue.services.rules import policy_for
from catalogue.services.standing import standing
from catalogue.services.town import closed_days, time_zone, today

OPEN = (HoldStatus.WAITING, HoldStatus.READY)
ASKED_OF_HER = (Kind.RENEW, Kind.HOLD_PLACE, Kind.HOLD_CANCEL)
"""Only the patron herself asks these: with her session."""


def answer(
    session: Session, copies: Copies, op: Operation, patron_id: str | None, now_ms: int
) -> DenialReason | None:
    """Why what a record asks for is refused; None when it is granted. Other kinds are facts."""
    if op.kind == Kind.CHECK_OUT:
        return decide(session, copies, op, patron_id, now_ms)
    if op.kind not in ASKED_OF_HER:
        return None
    patron = None if patron_id is None else session.get(Patron, patron_id)
    if patron is None or patron.placeholder:
        return DenialReason.UNKNOWN_CARD
    if op.kind == Kind.HOLD_CANCEL:
        return _cancel(session, op, patron)
    denied = standing(session, patron, now_ms)
    if denied is not None:
        return denied
    return (
        _renew(session, op, patron, now_ms)
        if op.kind == Kind.RENEW
        else _hold(session, op, patron, now_ms)
    )


def _renew(session: Session, op: Operation, patron: Patron, now_ms: int) -> DenialReason | None:
    loan = session.get(LoanRow, str(op.refs.get("about", "")))
    if loan is None or loan.item != op.item or loan.patron_id != patron.id or not loan.open:
        return DenialReason.NOT_YOURS
    return decide_renewal(renewal_of(session, patron, loan, op.branch, now_ms))


def renewal_of(
    session: Session, patron: Patron, loan: LoanRow, branch: str | None, now_ms: int
) -> Renewal:
    """The facts about renewing an open loan."""
    item = session.get(Item, loan.item)
    state = session.get(ItemRow, loan.item)
    rule = None
    if item is not None and patron.category is not None:
        rule = policy_for(session, patron.category, item.kind, branch)
    title = "" if item is None else item.title
    return Renewal(
        hers=loan.patron_id == patron.id
        and loan.open
        and state is not None
        and state.status == Status.ON_LOAN,
        overdue=loan.due_ms < now_ms,
        done=_renewals(session, loan),
        allowed=None if rule is None else rule.renewals,
        holds_against=holds_against(_queue(session, title), patron.id),
        copies_free=len(_free_copies(session, title)),
    )


def renewed_until(
    session: Session, patron: Patron, loan: LoanRow, branch: str, now_ms: int
) -> int | None:
    """The due date of a loan renewed now; None where its kind is not lent to her."""
    item = session.get(Item, loan.item)
    if item is None or patron.category is None:
        return None
    rule = policy_for(session, patron.category, item.kind, branch)
    if rule is None:
        return None
    days = rule.renewal_days or rule.loan_days
    return due_ms(now_ms, days, time_zone(session).key, closed_days(session, branch))


def _renewals(session: Session, loan: LoanRow) -> int:
    """How often a loan was renewed; records before it are about another."""
    return (
        session.scalar(
            select(func.count()).where(
                StoredOperation.item == loan.item,
                StoredOperation.kind == Kind.RENEW,
                StoredOperation.outcome_class == "applied",
                StoredOperation.est >= loan.start_ms,
            )
        )
        or 0
    )


def _queue(session: Session, title: str) -> list[HoldFold]:
    found = session.scalars(select(HoldRow).where(HoldRow.title == title).order_by(HoldRow.place))
    return [HoldFold(HoldStatus(row.status), row.patron_id, row.item, row.pickup) for row in found]


def _free_copies(session: Session, title: str) -> list[str]:
    """Where the copies stand that can go to someone as they are. What nothing was ever recorded of
    stands at home."""
    return list(
        session.scalars(
            select(func.coalesce(ItemRow.branch, Item.home))
            .select_from(Item)
            .outerjoin(ItemRow, ItemRow.item == Item.id)
            .where(
                Item.title == title,
                Item.not_for_loan.is_(False),
                func.coalesce(ItemRow.status, Status.AVAILABLE) == Status.AVAILABLE,
            )
        )
    )


def _hold(session: Session, op: Operation, patron: Patron, now_ms: int) -> DenialReason | None:
    pickup = op.payload.get("pickup")
    return decide_hold(
        hold_request(
            session, op.title or "", pickup if isinstance(pickup, str) else "", patron, now_ms
        )
    )


def hold_request(
    session: Session, title_id: str, pickup: str, patron: Patron, now_ms: int
) -> HoldRequest:
    """The facts about a hold of a title that is to be picked up in a branch."""
    title = session.get(Title, title_id)
    category = session.get(Category, patron.category) if patron.category else None
    queue = _queue(session, title_id)
    waiting = sum(hold.status == HoldStatus.WAITING for hold in queue)
    free = _free_copies(session, title_id)
    here = free.count(pickup)
    return HoldRequest(
        known_title=title is not None,
        known_branch=session.get(Branch, pickup) is not None,
        copies=_copies(session, title_id),
        too_young=_too_young(patron.birth_date, title, today(session, now_ms)),
        already_held=any(hold.is_open and hold.patron == patron.id for hold in queue),
        already_on_loan=_has_title(session, patron.id, title_id),
        open_holds=open_holds(session, patron.id),
        hold_limit=0 if category is None else category.hold_limit,
        # As many as wait will be fetched from the shelf for them.
        free_at_pickup=min(here, max(0, len(free) - waiting)),
    )


def _copies(session: Session, title: str) -> int:
    gone = [status for status in GONE if status != Status.ON_LOAN]
    return (
        session.scalar(
            select(func.count())
            .select_from(Item)
            .outerjoin(ItemRow, ItemRow.item == Item.id)
            .where(
                Item.title == title,
                Item.not_for_loan.is_(False),
                func.coalesce(ItemRow.status, Status.AVAILABLE).not_in(gone),
            )
        )
        or 0
    )


def _too_young(birth: dt.date | None, title: Title | None, day: dt.date) -> bool:
    if birth is None or title is None or title.min_age is None:
        return False
    years = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
    return years < title.min_age


def _has_title(session: Session, patron: str, title: str) -> bool:
    found = session.scalar(
        select(LoanRow.id)
        .join(Item, Item.id == LoanRow.item)
        .where(LoanRow.patron_id == patron, LoanRow.open, Item.title == title)
        .limit(1)
    )
    return found is not None


def open_holds(session: Session, patron: str) -> int:
    """How many holds of hers wait or are ready."""
    return (
        session.scalar(
            select(func.count()).where(HoldRow.patron_id == patron, HoldRow.status.in_(OPEN))
        )
        or 0
    )


def _cancel(session: Session, op: Operation, patron: Patron) -> DenialReason | None:
    hold = session.get(HoldRow, str(op.refs.get("about", "")))
    if hold is None or hold.patron_id != patron.id or hold.title != op.title:
        return DenialReason.NO_SUCH_HOLD
    return None if hold.status in OPEN else DenialReason.NO_SUCH_HOLD
