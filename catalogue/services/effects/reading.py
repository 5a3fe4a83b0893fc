"""What the effects need to know of the items and titles that were touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Item
from catalogue.db.present import HoldRow, ItemRow
from catalogue.domain.timeline import HoldStatus
from catalogue.services.recording import Touched

_UNDER_WAY = (
    select(ItemRow.heading_hold)
    .join(Item, Item.id == ItemRow.item)
    .where(Item.title.in_(bindparam("titles", expanding=True)), ItemRow.heading_hold.is_not(None))
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """`items`: those touched, with their present; `holds` of all titles touched, in the order of
    the queue; `served`: holds a copy is already on its way for."""

    items: Mapping[str, tuple[Item, ItemRow]]
    holds: Mapping[str, Sequence[HoldRow]]
    served: frozenset[str]

    def waiting(self, title: str) -> list[HoldRow]:
        """Who waits for a title and has no copy yet, the first first."""
        return [
            hold
            for hold in self.holds.get(title, ())
            if hold.status == HoldStatus.WAITING and hold.id not in self.served
        ]


def read_shelf(session: Session, touched: Touched) -> Shelf:
    """Of the items and titles touched."""
    copies = touched.copies
    items = {
        item: (copies.items[item], copies.states[item])
        for item in sorted(touched.items)
        if item in copies.items and item in copies.states
    }
    titles = sorted(touched.titles | {item.title for item, _ in items.values()})
    holds = {title: copies.queue(title) for title in titles}
    waited_for = sorted(
        title
        for title, queue in holds.items()
        if any(hold.status == HoldStatus.WAITING for hold in queue)
    )
    served: frozenset[str] = frozenset()
    if waited_for:
        under_way = session.scalars(_UNDER_WAY, {"titles": waited_for})
        served = frozenset(hold for hold in under_way if hold is not None)
    return Shelf(items, holds, served)
