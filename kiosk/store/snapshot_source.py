"""Where the index in snapshot.db finds titles and copies: in the tables lending uses."""

from __future__ import annotations

import sqlite3
from typing import Final

from catalogue.search.source import Source

_NOT_THERE: Final = "('lost', 'withdrawn')"
_ON_SHELF: Final = (
    "NOT coalesce(i.not_for_loan, 0) AND NOT coalesce(i.reserved, 0)"
    " AND NOT coalesce((SELECT needs_check FROM titles WHERE key = i.title), 0)"
)
_COPY: Final = (
    "i.branch, i.status = 'available' AND NOT coalesce(i.not_for_loan, 0)"
    f" AND NOT coalesce(i.reserved, 0), {_ON_SHELF}"
)
_GIVEN: Final = "(SELECT value FROM json_each(:keys))"
SOURCE: Final = Source(
    titles="titles",
    copies=f"SELECT i.key AS item, i.title AS title, {_COPY} FROM items i"  # noqa: S608 - our own
    f" WHERE i.title IN {_GIVEN} AND i.status NOT IN {_NOT_THERE}"
    f" UNION ALL SELECT i.key, t.key, {_COPY} FROM titles t, json_each(t.machines) m"
    " JOIN items i ON i.key = m.value"
    f" WHERE t.machines IS NOT NULL AND t.key IN {_GIVEN} AND i.status NOT IN {_NOT_THERE}",
    title="SELECT title FROM items WHERE key = ?",
    lacking=frozenset({"description"}),
)
_COUNTED: Final = (
    f"SELECT title FROM items WHERE key = :item AND status NOT IN {_NOT_THERE}"  # noqa: S608
    " UNION ALL SELECT t.key FROM titles t, json_each(t.machines) m, items i"
    " WHERE t.machines IS NOT NULL AND m.value = :item AND i.key = :item"
    f" AND i.status NOT IN {_NOT_THERE}"
)


def counted_for(tx: sqlite3.Connection, item: str) -> set[str]:
    """The titles an item is a copy of."""
    return {title for (title,) in tx.execute(_COUNTED, {"item": item})}
