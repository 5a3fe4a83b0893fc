"""What a town file allows that is hardly meant: items a category may not borrow, policies of kinds
no item has, more messages than are shown. It is applied all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Item
from catalogue.services.town_config.model import TownFile

SHOWN = 2
"""Messages on a start page at once."""


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
    lines += [f"policies speak of {kind}, but no item is of this kind" for kind in strange]
    return lines + list(_crowded(file))


def _crowded(file: TownFile) -> Iterator[str]:
    """Branches whose kiosks have more to say on a day than they show."""
    for branch in file.branches:
        here = [each for each in file.messages if each.branch in (None, branch.id)]
        for day in sorted({each.first or date.min for each in here}):
            said = [
                each for each in here if (each.first or date.min) <= day <= (each.last or date.max)
            ]
            if len(said) > SHOWN:
                when = f" on {day}" if day > date.min else ""
                yield (
                    f"{len(said)} messages{when} at {branch.id}: its kiosks show {SHOWN},"
                    " its own first, then those that end first"
                )
                break


def _lent(file: TownFile, category: str, kind: str) -> bool:
    return any(
        policy.category in (None, category) and policy.kind in (None, kind)
        for policy in file.lending.policies
    )
