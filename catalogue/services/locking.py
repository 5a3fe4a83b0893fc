"""Who writes what: on PostgreSQL several servers fold at once, and take turns at each item.

The order everyone keeps: the station's row, its records in, the items and all copies of their
titles, those titles, patrons, and what waits for the feed. Then nobody waits for anybody in a
circle; where it happens all the same (a follow-up touches another item) PostgreSQL ends one of the
two, and `Database.transact` runs it again. What is read after the locks are held is as the one
before has left it (READ COMMITTED: each statement sees what is committed by then).
On SQLite there is one writer at a time, and nothing to do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ARRAY, Select, String, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from catalogue.db.holdings import Item, Title
from catalogue.db.people import Patron
from catalogue.db.postgresql import Lock, hold
from catalogue.db.present import ItemRow
from catalogue.db.record import SIDECARS
from catalogue.domain.states import Status

_HELD = "held"
_ITEMS = bindparam("items", type_=ARRAY(String))
_TITLES = bindparam("titles", type_=ARRAY(String))
# One list of titles, not "either … or": only that is looked up in an index.
_MEANT = select(func.unnest(_TITLES)).union_all(
    select(Item.title).where(Item.id == func.any(_ITEMS))
)
_COPIES = select(Item.id, Item.title).where(Item.title.in_(_MEANT))
_HOLD_ITEMS = (
    select(ItemRow.item)
    .where(ItemRow.item == func.any(_ITEMS))
    .order_by(ItemRow.item)
    .with_for_update()
)
_HOMES = select(Item.id, Item.home).where(Item.id == func.any(_ITEMS))
# Not FOR UPDATE: an item or a sidecar that names the row is no change of it.
_HOLD_TITLES = (
    select(Title.id)
    .where(Title.id == func.any(_TITLES))
    .order_by(Title.id)
    .with_for_update(key_share=True)
)
_RECORDS = bindparam("records", type_=ARRAY(String))
_BORROWERS = select(SIDECARS.c.patron).where(SIDECARS.c.operation == func.any(_RECORDS))
_HOLD_BORROWERS = (
    select(Patron.id)
    .where(Patron.id.in_(_BORROWERS))
    .order_by(Patron.id)
    .with_for_update(key_share=True)
)
_HOLD_PATRON = select(Patron.id).where(Patron.id == bindparam("patron"))


def hold_subjects(session: Session, items: Iterable[str], titles: Iterable[str]) -> None:
    """Hold these items and titles, with all copies of the titles, until the transaction ends. An
    item never seen before gets its row first, so that there is something to hold."""
    if not _is_shared(session):
        return
    held: set[tuple[str, str]] = session.info.setdefault(_HELD, set())
    wanted = {"item": set(items), "title": set(titles)}
    if not _new(held, wanted):
        return
    found = session.execute(_COPIES, {kind: sorted(wanted[kind[:-1]]) for kind in _KINDS})
    for copy, title in found:
        wanted["item"].add(copy)
        wanted["title"].add(title)
    new_items = [name for kind, name in _new(held, wanted) if kind == "item"]
    new_titles = [name for kind, name in _new(held, wanted) if kind == "title"]
    _hold_items(session, new_items)
    known = set(_hold(session, _HOLD_TITLES, "titles", new_titles))
    hold(session, Lock.TITLE, set(new_titles) - known)
    held.update(_new(held, wanted))


_KINDS = ("items", "titles")


def _new(held: Collection[tuple[str, str]], wanted: dict[str, set[str]]) -> list[tuple[str, str]]:
    named = ((kind, name) for kind, names in wanted.items() for name in names)
    return sorted(each for each in named if each not in held)


def _hold_items(session: Session, items: list[str]) -> None:
    known = _hold(session, _HOLD_ITEMS, "items", items)
    missing = sorted(set(items) - set(known))
    if missing:
        homes = {row.id: row.home for row in session.execute(_HOMES, {"items": missing})}
        rows = [
            {"item": item, "status": Status.AVAILABLE, "branch": homes.get(item)}
            for item in missing
        ]
        session.execute(insert(ItemRow).on_conflict_do_nothing(), rows)
        _hold(session, _HOLD_ITEMS, "items", missing)


def _hold(session: Session, query: Select[Any], name: str, wanted: list[str]) -> list[str]:
    return list(session.scalars(query, {name: wanted})) if wanted else []


def hold_patron(session: Session, patron: str | None) -> None:
    """Hold what is decided by how much a patron has; after her items."""
    if patron is not None and _is_shared(session):
        session.execute(_HOLD_PATRON.with_for_update(key_share=True), {"patron": patron})


def hold_borrowers(session: Session, records: Sequence[str]) -> None:
    """Hold all whom these records are about; after their items."""
    if _is_shared(session):
        session.execute(_HOLD_BORROWERS, {"records": list(records)})


def hold_tags(session: Session, uids: Iterable[str]) -> None:
    """Hold the entries of these tags in the repair list."""
    hold(session, Lock.TAG, uids)


def _is_shared(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
