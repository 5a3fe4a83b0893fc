"""Who answers for a part. The borrower does until the check after her return; what is found missing
later is nobody's debt. A missing part is charged by `catalogue.services.effects.fees`, damage only
as staff assess it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.devices import KitCheck, KitCheckLine
from catalogue.db.money import FeeLine
from catalogue.db.present import LoanRow
from catalogue.domain.devices import PartState
from catalogue.domain.fees import STAFF, FeeReason
from catalogue.domain.ids import derived_id
from catalogue.domain.operations import Kind
from catalogue.services.central import Draft
from catalogue.services.devices.counting import PartFound
from catalogue.services.devices.reading import DeviceFacts


def was_there(session: Session, facts: DeviceFacts, part: str, but: str) -> bool:
    """Has another check since the return seen the part?"""
    found = session.scalar(
        select(KitCheck.id)
        .join(KitCheckLine, KitCheckLine.check_id == KitCheck.id)
        .where(
            KitCheck.item == facts.device.item,
            KitCheck.returned == (facts.row.returned or ""),
            KitCheck.id != but,
            KitCheckLine.part == part,
            KitCheckLine.state != PartState.MISSING,
        )
        .limit(1)
    )
    return found is not None


def forgiving_drafts(
    session: Session, item: str, missing: Iterable[str], actor: str
) -> list[Draft]:
    """Debts for parts that no borrower took, set to nothing. `missing`: the records of it."""
    drafts = []
    for op_id in missing:
        fee = session.get(FeeLine, derived_id("fee", "part", op_id))
        if fee is not None and fee.open_cents:
            drafts.append(
                Draft(
                    kind=Kind.FEE_ADJUST,
                    item=item,
                    payload={"cents": 0},
                    refs={"about": fee.id},
                    grounds={STAFF: actor},
                    patron=fee.patron_id,
                )
            )
    return drafts


def damage_drafts(
    session: Session, facts: DeviceFacts, lines: Iterable[PartFound], check_id: str, actor: str
) -> list[Draft]:
    """What staff assess for damage, asked of who had the device last."""
    damaged = [each for each in lines if each.state is PartState.DAMAGED and each.cents]
    loan = last_loan(session, facts.device.item) if damaged else None
    if loan is None:
        return []
    return [
        Draft(
            kind=Kind.FEE_ASSESS,
            item=facts.device.item,
            branch=facts.branch,
            payload={"cents": each.cents or 0, "reason": FeeReason.OTHER, "part": each.part},
            refs={"about": loan.id},
            grounds={STAFF: actor},
            patron=loan.patron_id,
            key=("fee", "damage", check_id, each.part),
        )
        for each in damaged
    ]


def last_loan(session: Session, item: str) -> LoanRow | None:
    """The loan that ended last."""
    return session.scalar(
        select(LoanRow)
        .where(LoanRow.item == item, LoanRow.open.is_(False))
        .order_by(LoanRow.end_ms.desc(), LoanRow.id)
        .limit(1)
    )
