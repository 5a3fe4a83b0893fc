"""Per branch, the sum mod 2^256 of the hashes of its items' rows, as the feed has told them.

Kept up as rows are numbered, so that a station asks for nothing that costs more in a larger town.
`sweep` looks at some rows themselves, in turn: one that was changed behind the record's back enters
the sums as it is, and the stations find that they differ. Called by `feed` and `digest`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

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


def tell(session: Session, keys: Sequence[str]) -> None:
    """The rows of these items have got their numbers: what is sent of them enters the sums, what is
    gone leaves them. Only for who may number the feed."""
    found = session.execute(
        select(ItemRow.item, ItemRow.branch, ItemRow.row_hash, Item.home)
        .join(Item, Item.id == ItemRow.item)
        .where(ItemRow.item.in_(keys))
    ).all()
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


def _differs(told: ItemTold, content: Mapping[str, object] | None) -> bool:
    if content is None:
        return True
    return (told.branch, told.hash) != (content["branch"], content["hash"])


class _Sums:
    """What changes in the sums of some branches; `told`: what was told of these items so far."""

    def __init__(self, session: Session, items: Sequence[str]) -> None:
        self._session = session
        self._items: dict[str, int] = defaultdict(int)
        self._sum: dict[str, int] = defaultdict(int)
        found = session.scalars(select(ItemTold).where(ItemTold.item.in_(items)))
        self.told = {row.item: row for row in found}

    def put(self, item: str, branch: str, row_hash: str) -> None:
        """What is told of an item from now on."""
        told = self.told.get(item)
        if told is None:
            told = self.told[item] = ItemTold(item=item)
            self._session.add(told)
        else:
            self._items[told.branch] -= 1
            self._sum[told.branch] -= int(told.hash, 16)
        self._items[branch] += 1
        self._sum[branch] += int(row_hash, 16)
        told.branch, told.hash = branch, row_hash

    def drop(self, item: str) -> None:
        """Nothing is told of an item any more."""
        told = self.told.pop(item)
        self._items[told.branch] -= 1
        self._sum[told.branch] -= int(told.hash, 16)
        self._session.delete(told)

    def write(self) -> None:
        """Put it into the table."""
        for branch in sorted(self._items):
            known = self._session.get(ItemSum, branch)
            if known is None:
                known = ItemSum(branch=branch, items=0, sum=f"{0:064x}")
                self._session.add(known)
            known.items += self._items[branch]
            known.sum = f"{(int(known.sum, 16) + self._sum[branch]) % MODULUS:064x}"
        self._session.flush()
