"""Hashes of the snapshot's item rows, as the server takes them of what it sends.

Kept beside each row, made from what is stored. `recheck` looks at some rows again, in turn: one
that was changed on the disk enters the sums as it is, and the comparison with the server finds it.
Called by the snapshot and by `beaupre queue verify`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Final

from catalogue.domain.operations import Json
from catalogue.wire.row_hash import row_hash
from catalogue.wire.v1 import ItemSum

FIELDS: Final = (
    "title",
    "branch",
    "home",
    "status",
    "kind",
    "reserved",
    "not_for_loan",
    "call_number",
)
"""Of an item's row in the feed, beside its id and hash, in the order of the table."""
MODULUS: Final = 1 << 256
_COLUMNS: Final = ", ".join(FIELDS)
_FLAGS: Final = ("reserved", "not_for_loan")


def hash_of_row(key: str, values: Sequence[Json]) -> str | None:
    """SHA-256 of the RFC 8785 bytes of a row, from its columns in the order of `FIELDS`; None for
    what cannot be written so."""
    try:
        return row_hash({"id": key, **_row(values)})
    except ValueError:
        return None


def hash_of_sent(key: str, row: Mapping[str, Json]) -> str | None:
    """Of a row of the feed, as it will be stored; None when a newer server says more of items than
    this program knows: then there is nothing to compare."""
    if not set(row) <= {"id", "hash", *FIELDS}:
        return None
    return hash_of_row(key, [row.get(name) for name in FIELDS])


def sums(tx: sqlite3.Connection) -> dict[str, ItemSum] | None:
    """Per branch; None when a row has no hash."""
    found: dict[str, list[int]] = {}
    for branch, kept in tx.execute("SELECT branch, hash FROM items"):
        if kept is None:
            return None
        total = found.setdefault(branch, [0, 0])
        total[0] += 1
        total[1] += int(kept, 16)
    return {
        branch: ItemSum(items=items, sum=f"{total % MODULUS:064x}")
        for branch, (items, total) in found.items()
    }


def recheck(tx: sqlite3.Connection, after: str, limit: int) -> tuple[list[str], str]:
    """Hash the next rows behind `after` anew. Returns the keys of those that had another hash, and
    where to go on: empty behind the last."""
    rows = tx.execute(
        f"SELECT key, hash, {_COLUMNS} FROM items WHERE key > ? ORDER BY key LIMIT ?",  # noqa: S608
        (after, limit),
    ).fetchall()
    changed = []
    for key, kept, *values in rows:
        now = hash_of_row(key, values)
        if kept not in (now, None):
            tx.execute("UPDATE items SET hash = ? WHERE key = ?", (now, key))
            changed.append(key)
    return changed, rows[-1][0] if len(rows) == limit else ""


def rows_of(tx: sqlite3.Connection) -> dict[str, dict[str, Json]]:
    """Every item's row without what is absent, by id, for an operator to compare."""
    found: dict[str, dict[str, Json]] = {}
    for key, *values in tx.execute(f"SELECT key, {_COLUMNS} FROM items"):  # noqa: S608
        found[key] = _row(values)
    return found


def _row(values: Sequence[Json]) -> dict[str, Json]:
    return {
        name: bool(value) if name in _FLAGS else value
        for name, value in zip(FIELDS, values, strict=True)
        if value is not None
    }
