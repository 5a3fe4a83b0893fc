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
from catalogue.db.present import ItemRow, ItemSum
from catalogue.services import rows

MODULUS = 1 << 256
_TOLD = (
    select(ItemRow)
    .where(ItemRow.item > bindparam("after"), ItemRow.told_hash == ItemRow.row_hash)
    .order_by(ItemRow.item)
    .limit(bindparam("rows"))
)
_SUMS = select(ItemSum)


def tell(session: Session, keys: Sequence[str]) -> None:
    """The rows of these items have got their numbers: what is sent of them enters the sums."""
    found = session.execute(
        select(ItemRow, Item.home).join(Item, Item.id == ItemRow.item).where(ItemRow.item.in_(keys))
    )
    sums = _Sums()
    for row, home in found:
        sums.put(row, row.branch or home, row.row_hash)
    sums.write(session)


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
    writer may have been faster."""
    sums, changed = _Sums(), []
    now = rows.items(session, keys)
    for row in session.scalars(select(ItemRow).where(ItemRow.item.in_(now))):
        content = now[row.item]
        if row.told_hash == row.row_hash and _differs(row, content):
            changed.append(row.item)
            row.row_hash = str(content["hash"])
            sums.put(row, str(content["branch"]), row.row_hash)
    sums.write(session)
    return changed


def sums(session: Session) -> dict[str, tuple[int, str]]:
    """Branch → number of its items and the sum, 64 hexadecimal digits; branches that have some."""
    return {row.branch: (row.items, row.sum) for row in session.scalars(_SUMS) if row.items}


def _differs(row: ItemRow, content: Mapping[str, object] | None) -> bool:
    if content is None:
        return True
    return (row.told_branch, row.told_hash) != (content["branch"], content["hash"])


class _Sums:
    """What changes in the sums of some branches."""

    def __init__(self) -> None:
        self._items: dict[str, int] = defaultdict(int)
        self._sum: dict[str, int] = defaultdict(int)

    def put(self, row: ItemRow, branch: str, row_hash: str) -> None:
        """What is told of an item from now on."""
        if row.told_branch is not None and row.told_hash is not None:
            self._items[row.told_branch] -= 1
            self._sum[row.told_branch] -= int(row.told_hash, 16)
        self._items[branch] += 1
        self._sum[branch] += int(row_hash, 16)
        row.told_branch, row.told_hash = branch, row_hash

    def write(self, session: Session) -> None:
        """Put it into the table."""
        for branch in sorted(self._items):
            known = session.get(ItemSum, branch, with_for_update=True)
            if known is None:
                known = ItemSum(branch=branch, items=0, sum=f"{0:064x}")
                session.add(known)
            known.items += self._items[branch]
            known.sum = f"{(int(known.sum, 16) + self._sum[branch]) % MODULUS:064x}"
        session.flush()
