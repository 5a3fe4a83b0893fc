"""Fees at the desk: staff list, assess, set and take note of what was paid."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from catalogue.db.money import FeeLine
from catalogue.db.people import Patron
from catalogue.domain.fees import STAFF, FeeReason
from catalogue.domain.operations import Kind, Operation
from catalogue.services import audit
from catalogue.services.central import Draft
from catalogue.services.desk import Desk, DeskCode, DeskRefused, unknown


def lines(desk: Desk, patron: Patron) -> Sequence[FeeLine]:
    """All debts of a patron, also those that are settled."""
    desk.assert_branch(patron.branch)
    return desk.session.scalars(
        select(FeeLine).where(FeeLine.patron_id == patron.id).order_by(FeeLine.at_ms, FeeLine.id)
    ).all()


def assess(desk: Desk, patron: Patron, cents: int, note: str | None) -> Operation:
    """A debt of another kind; the note is kept apart from the record."""
    desk.assert_branch(patron.branch)
    draft = Draft(
        kind=Kind.FEE_ASSESS,
        payload={"cents": cents, "reason": FeeReason.OTHER},
        grounds={STAFF: desk.actor},
        patron=patron.id,
        free_text=note,
    )
    return desk.record(draft, "fee.assess", audit.person(patron), {"cents": cents})


def adjust(desk: Desk, fee: str, cents: int) -> Operation:
    """What is asked from now on: staff may lower and raise."""
    line = _line(desk, fee)
    return _about(desk, line, Kind.FEE_ADJUST, cents, "fee.adjust")


def pay(desk: Desk, fee: str, cents: int) -> Operation:
    """Something was paid at the desk."""
    line = _line(desk, fee)
    if cents > line.open_cents:
        raise DeskRefused(DeskCode.TOO_LATE, f"only {line.open_cents} cents are open")
    return _about(desk, line, Kind.FEE_PAY, cents, "fee.pay")


def _line(desk: Desk, fee: str) -> FeeLine:
    line = desk.session.get(FeeLine, fee)
    if line is None:
        raise unknown("fee")
    desk.assert_branch(desk.session.get_one(Patron, line.patron_id, with_for_update=True).branch)
    desk.session.refresh(line)
    return line


def _about(desk: Desk, line: FeeLine, kind: Kind, cents: int, action: str) -> Operation:
    draft = Draft(
        kind=kind,
        item=line.item,
        payload={"cents": cents},
        refs={"about": line.id},
        grounds={STAFF: desk.actor},
    )
    return desk.record(draft, action, f"fee:{line.id}", {"cents": cents})
