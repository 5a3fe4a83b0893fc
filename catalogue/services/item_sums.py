"""Per branch, the sum mod 2^256 of the hashes of its items' rows, as the feed has told them.

Kept up as rows are numbered, so that a station asks for nothing that costs more in a larger town.
`sweep` looks at some rows themselves, in turn: one that was changed behind the record's back enters
the sums as it is, and the stations find that they differ. Called by `feed` and `digest`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.orm import Session

from catalogue.db.among import among, given
from catalogue.db.bulk import insert_rows
from catalogue.db.holdings import Item
from catalogue.db.present import ItemRow, ItemSum, ItemTold
from catalogue.services import rows

MODULUS = 1 << 256
_TOLD = (
    select(ItemTold, ItemRow.row_hash)
    .join(ItemRow, ItemRow.item == ItemTold.item)
    .where(ItemTold.item > bindparam("after"), ItemTold.hash == ItemRow.row_hash)
    .order_by(ItemTold.item)
    .limit(bindparam("rows"))
)
_SUMS = select(ItemSum)
_TOLD_TABLE = cast(Table, ItemTold.__table__)
_item, _state, _told = Item.__table__.c, ItemRow.__table__.c, _TOLD_TABLE.c
_PRESENT = (
    select(_state.item, _state.branch, _state.row_hash, _item.home)
    .join(Item.__table__, _item.id == _state.item)
    .where(among(_state.item))
)
_KNOWN = select(_told.item, _told.branch, _told.hash).where(among(_told.item))
_TELL = (
    update(_TOLD_TABLE)
    .where(_told.item == bindparam("of"))
    .values(branch=bindparam("branch"), hash=bindparam("hash"))
)
_FORGET = delete(_TOLD_TABLE).where(among(_told.item))


def tell(session: Session, keys: Sequence[str]) -> None:
    """The rows of these items have got their numbers: what is sent of them enters the sums, what is
    gone leaves them. Only for who may number the feed."""
    found = session.execute(_PRESENT, {"keys": given(keys)}).all()
    sums = _Sums(session, keys)
    for row in found:
        sums.put(row.item, row.branch or row.home, row.row_hash)
    for item in sums.told.keys() - {row.item for row in found}:
        sums.drop(item)
    sums.write()


def altered(session: Session, after: str, limit: int) -> tuple[list[str], str]:
    """Of the next items behind `after`, those whose row is no more what was told of it; and where
    to go on, empty after the last. Only reads."""
    told = session.scalars(_TOLD, {"after": after, "rows": limit})
    found = {row.item: row for row in told}
    now = rows.items(session, found)
    differing = [item for item, row in found.items() if _differs(row, now.get(item))]
    return differing, max(found) if len(found) == limit else ""


def take_as_they_are(session: Session, keys: Sequence[str]) -> list[str]:
    """Let the sums say what stands in these rows now. Returns those that were other than told: a
    writer may have been faster, and one that is at work now is left alone. Only for who may number
    the feed."""
    held = session.scalars(
        select(ItemRow)
        .where(ItemRow.item.in_(keys))
        .order_by(ItemRow.item)
        .with_for_update(skip_locked=True)
    ).all()
    now = rows.items(session, [row.item for row in held])
    sums, changed = _Sums(session, list(now)), []
    for row in held:
        told = sums.told.get(row.item)
        content = now.get(row.item)
        if content is None or told is None or told.hash != row.row_hash:
            continue
        if _differs(told, content):
            changed.append(row.item)
            row.row_hash = str(content["hash"])
            sums.put(row.item, str(content["branch"]), row.row_hash)
    sums.write()
    return changed


def sums(session: Session) -> dict[str, tuple[int, str]]:
    """Branch → number of its items and the sum, 64 hexadecimal digits; branches that have some."""
    return {row.branch: (row.items, row.sum) for row in session.scalars(_SUMS) if row.items}


def _differs(told: ItemTold | Told, content: Mapping[str, object] | None) -> bool:
    if content is None:
        return True
    return (told.branch, told.hash) != (content["branch"], content["hash"])


class Told(NamedTuple):
    """What was told of an item."""

    branch: str
    hash: str


class _Sums:
    """What changes in the sums of some branches; `told`: what was told of these items so far."""

    def __init__(self, session: Session, items: Sequence[str]) -> None:
        self._session = session
        self._items: dict[str, int] = defaultdict(int)
        self._sum: dict[str, int] = defaultdict(int)
        found = session.execute(_KNOWN, {"keys": given(items)})
        self.told = {row.item: Told(row.branch, row.hash) for row in found}
        self._new: dict[str, Told] = {}
        self._changed: dict[str, Told] = {}
        self._gone: list[str] = []

    def put(self, item: str, branch: str, row_hash: str) -> None:
        """What is told of an item from now on."""
        before, now = self.told.get(item), Told(branch, row_hash)
        if before is None:
            self._new[item] = now
        elif before != now:
            self._changed[item] = now
            self._subtract(before)
        else:
            return
        self._items[branch] += 1
        self._sum[branch] += int(row_hash, 16)

    def drop(self, item: str) -> None:
        """Nothing is told of an item any more."""
        self._gone.append(item)
        self._subtract(self.told[item])

    def _subtract(self, told: Told) -> None:
        self._items[told.branch] -= 1
        self._sum[told.branch] -= int(told.hash, 16)

    def write(self) -> None:
        """Put it into the tables."""
        new = [(item, *told) for item, told in self._new.items()]
        insert_rows(self._session, _TOLD_TABLE, ("item", "branch", "hash"), new)
        changed = [{"of": item, **told._asdict()} for item, told in self._changed.items()]
        if changed:
            self._session.execute(_TELL, changed)
        if self._gone:
            self._session.execute(_FORGET, {"keys": given(self._gone)})
        for branch in sorted(self._items):
            known = self._session.get(ItemSum, branch)
            if known is None:
                known = ItemSum(branch=branch, items=0, sum=f"{0:064x}")
                self._session.add(known)
            known.items += self._items[branch]
            known.sum = f"{(int(known.sum, 16) + self._sum[branch]) % MODULUS:064x}"
        self._session.flush()
