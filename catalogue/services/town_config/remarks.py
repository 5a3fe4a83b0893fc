"""What a town file allows that is hardly meant: items a category may not borrow, policies of kinds
no item has. It is applied all the same."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Item
from catalogue.services.town_config.model import TownFile


def remarks(session: Session, file: TownFile) -> list[str]:
    """A line each; none where there is no stock yet."""
    lendable = select(Item.kind, func.count()).where(Item.not_for_loan.is_(False))
    stock = dict(session.execute(lendable.group_by(Item.kind)).all())
    lines = []
    for kind, count in sorted(stock.items()):
        without = [c.id for c in file.lending.categories if not _lent(file, c.id, kind)]
        if without:
            things = "1 item is" if count == 1 else f"{count} items are"
            lines.append(f"no policy lends {kind} to {', '.join(without)}: {things} of this kind")
    named = {policy.kind for policy in file.lending.policies if policy.kind is not None}
    strange = sorted(named - stock.keys()) if stock else []
    return lines + [f"policies speak of {kind}, but no item is of this kind" for kind in strange]


def _lent(file: TownFile, category: str, kind: str) -> bool:
    return any(
        policy.category in (None, category) and policy.kind in (None, kind)
        for policy in file.lending.policies
    )
