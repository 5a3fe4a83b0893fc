"""Titles with their copies, as catalogue and present have them, and who waits for them.

Read at one go by whoever needs them first in a transaction, and handed on: what is held
(`catalogue.services.locking`) nobody else changes meanwhile, and what `catalogue.services.present`
changes it changes here. Read what is to be written only once it is held.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from catalogue.db.devices import Device
from catalogue.db.holdings import Item, Title
from catalogue.db.present import HoldRow, ItemRow

_ITEMS: BindParameter[str] = bindparam("items", expanding=True)
_TITLES: BindParameter[str] = bindparam("titles", expanding=True)
_MEANT = select(Title.id).where(Title.id.in_(_TITLES))
_ALL = (
    select(Title, Item, ItemRow, Device.item)
    .outerjoin(Item, Item.title == Title.id)
    .outerjoin(ItemRow, ItemRow.item == Item.id)
    .outerjoin(Device, Device.item == Item.id)
    # One list of titles, not "either … or": only that is looked up in an index.
    .where(Title.id.in_(_MEANT.union(select(Item.title).where(Item.id.in_(_ITEMS)))))
    .order_by(Item.id)
)
_STATES = select(ItemRow).where(ItemRow.item.in_(_ITEMS))
_HOLDS = select(HoldRow).where(HoldRow.title.in_(_TITLES))


class Copies:
    """Of all titles asked for so far. `states` of the items asked for and of all copies, where
    there is one; `of`: the ids of a title's copies, in order; `holds` of each title by id."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._asked: set[str] = set()
        self.titles: dict[str, Title] = {}
        self.items: dict[str, Item] = {}
        self.states: dict[str, ItemRow] = {}
        self.devices: set[str] = set()
        self.of: dict[str, list[str]] = {}
        self.holds: dict[str, dict[str, HoldRow]] = {}

    def load(self, items: Collection[str], titles: Collection[str] = ()) -> None:
        """Have these titles and those of these items at hand; what was read before stays."""
        new_items = sorted(set(items) - self.items.keys() - self._asked)
        new_titles = sorted(set(titles) - self.of.keys())
        if not new_items and not new_titles:
            return
        wanted = {"items": new_items, "titles": new_titles}
        before = set(self.of)
        for row in self._session.execute(_ALL, wanted):
            self._put(*row)
        self._load_unknown(new_items, new_titles)
        self._load_holds(sorted(self.of.keys() - before))

    def _put(
        self, title: Title, item: Item | None, state: ItemRow | None, device: str | None
    ) -> None:
        self.titles[title.id] = title
        copies = self.of.setdefault(title.id, [])
        if item is None or item.id in self.items:
            return
        copies.append(item.id)
        self.items[item.id] = item
        if state is not None:
            self.states[item.id] = state
        if device is not None:
            self.devices.add(device)

    def _load_unknown(self, items: Iterable[str], titles: Iterable[str]) -> None:
        """Records may be about what the catalogue does not have."""
        unknown = [item for item in items if item not in self.items]
        if unknown:
            found = self._session.scalars(_STATES, {"items": unknown})
            self.states.update((row.item, row) for row in found)
        self._asked.update(unknown)
        for title in titles:
            self.of.setdefault(title, [])

    def _load_holds(self, titles: list[str]) -> None:
        self.holds.update((title, {}) for title in titles)
        if titles:
            for hold in self._session.scalars(_HOLDS, {"titles": titles}):
                self.holds[hold.title][hold.id] = hold

    def queue(self, title: str) -> list[HoldRow]:
        """The holds of a title in the order of its queue."""
        return sorted(self.holds.get(title, {}).values(), key=lambda hold: hold.place)
