"""A damaged journal is set aside as it is; what can still be read of it goes into a new one.

A record proves itself by its hash: whatever has been damaged in it is left out, and so is all that
SQLite cannot reach any more. The chain of the new journal verifies up to the first that is missing.
What lies behind is kept and delivered all the same. Called by `beaupre queue salvage`, never while
the station works on the file.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeGuard

from catalogue.domain.operations import GENESIS, MalformedRecord, Operation, from_json, is_intact
from kiosk.store.database import Database, Synchronous
from kiosk.store.errors import StorageError, StorageUnfit
from kiosk.store.journal_base import keep_identity, keep_link, put_operation, set_meta
from kiosk.store.journal_schema import MIGRATIONS
from kiosk.store.rows import DecidedBy, Identity, Link, State

_PARTS: Final = ("", "-wal", "-shm")
_OTHERS: Final = ("bit_intents", "repairs", "staff_work")
"""Not the measurements of the clock nor the small settings: nothing proves that they are whole, and
the next contact brings others."""
_BODY: Final = "SELECT body FROM operations WHERE n = ?"
_PAGE_COUNT: Final = slice(28, 32)
"""In the header of the file (SQLite, Database File Format, 1.3)."""
_MOST: Final = 10_000_000
"""No journal has more records than that: a greater number is damage."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """`kept` records, of them `behind` behind the first gap; `lost`: known to have been there;
    `aside`: where the damaged file is now."""

    kept: int
    behind: int
    lost: int
    aside: Path


@dataclass(frozen=True, slots=True)
class _Found:
    ops: dict[int, Operation]
    outbox: dict[int, Sequence[Any]]
    links: dict[str, tuple[Link, int]]
    others: dict[str, list[Sequence[Any]]]


def salvage(path: Path, stamp: str) -> Salvaged:
    """Set the damaged journal at `path` aside under a name with `stamp` and put what it still says
    in its place. Raises StorageUnfit when it is sound, or in use, and StorageError when nothing can
    be written; the damaged file is as it was then."""
    if not path.is_file():
        raise StorageUnfit(f"there is no journal at {path}")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    if aside.exists():
        raise StorageUnfit(f"{aside.name} is there already")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="salvage-") as folder:
        copy, made = Path(folder) / "old.db", Path(folder) / "new.db"
        # SQLite changes what it opens: it gets to see a copy.
        for part in ("", "-wal"):
            if Path(f"{path}{part}").exists():
                shutil.copyfile(f"{path}{part}", f"{copy}{part}")
        _refuse_sound(copy)
        found = _read(copy)
        if not found.ops:
            _lend_schema(copy, Path(folder) / "empty.db")
            found = _read(copy)
        kept = _write(made, found)
        for part in _PARTS:
            if Path(f"{path}{part}").exists():
                Path(f"{path}{part}").rename(f"{aside}{part}")
        made.rename(path)
    return Salvaged(len(found.ops), *kept, aside)


def _refuse_sound(copy: Path) -> None:
    try:
        Database.open(copy, synchronous=Synchronous.FULL, migrations=MIGRATIONS).close()
    except StorageUnfit:
        raise
    except StorageError:
        return
    raise StorageUnfit("the journal is sound: there is nothing to be salvaged")


def _lend_schema(copy: Path, empty: Path) -> None:
    """What says which table is where is damaged, perhaps no more than that: take it from an empty
    journal, whose tables begin on the same pages."""
    Database.open(empty, synchronous=Synchronous.FULL, migrations=MIGRATIONS).close()
    with closing(sqlite3.connect(empty)) as db:
        size = db.execute("PRAGMA page_size").fetchone()[0]
        roots = {root for (root,) in db.execute("SELECT rootpage FROM sqlite_master")}
    lent, pages = bytearray(copy.read_bytes()), empty.read_bytes()
    for start in range(0, min(len(pages), len(lent)), size):
        if start // size + 1 not in roots:
            lent[start : start + size] = pages[start : start + size]
    lent[_PAGE_COUNT] = (len(lent) // size).to_bytes(4, "big")
    copy.write_bytes(lent)


def _read(copy: Path) -> _Found:
    with closing(sqlite3.connect(copy, isolation_level=None)) as db:
        found = _Found({}, {}, {}, {})
        for name, epoch, seq, digest, count in _rows(db, "SELECT * FROM chain", "name"):
            if _is_count(count) and _is_count(epoch) and _is_count(seq) and len(str(digest)) == 64:
                found.links[str(name)] = (Link(epoch, seq, str(digest)), count)
        found.ops.update(_in_place(db, _numbers(db, found)))
        for n in found.ops:
            found.outbox[n] = _row(db, "SELECT * FROM outbox WHERE n = ?", n) or ()
        for table in _OTHERS:
            query = f"SELECT * FROM {table}"  # noqa: S608 -- one of three names
            found.others[table] = list(_rows(db, query, "rowid"))
        return found


def _in_place(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, Operation]:
    """The records that are whole. Where each stands follows from its own number: in an epoch they
    stand as far apart as they are numbered."""
    whole = {n: _operation(_row(db, _BODY, n)) for n in numbers}
    away = Counter((op.epoch, n - (op.seq or 0)) for n, op in whole.items() if op)
    begins = {epoch: n for (epoch, n), _ in reversed(away.most_common())}
    ops = {begins[op.epoch] + (op.seq or 0): op for op in whole.values() if op}
    return {n: ops[n] for n in sorted(ops) if n > 0}


def _numbers(db: sqlite3.Connection, found: _Found) -> Iterable[int]:
    """All that a record of this journal may have."""
    ends = [count + 1 for _, count in found.links.values()]
    ends += [n for (n,) in _rows(db, "SELECT n FROM operations", "n") if _is_count(n)]
    ends += [n for (n,) in _rows(db, "SELECT n FROM outbox", "n") if _is_count(n)]
    return range(1, max(ends, default=0) + 1)


def _rows(db: sqlite3.Connection, query: str, order: str) -> Iterator[tuple[Any, ...]]:
    """Rows from both ends up to where each end breaks off."""
    seen = set()
    for way in ("ASC", "DESC"):
        try:
            for row in db.execute(f"{query} ORDER BY {order} {way}"):
                if row not in seen:
                    seen.add(row)
                    yield row
        except (sqlite3.Error, UnicodeDecodeError):
            continue


def _row(db: sqlite3.Connection, query: str, n: int) -> tuple[Any, ...] | None:
    try:
        row: tuple[Any, ...] | None = db.execute(query, (n,)).fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    return row


def _operation(row: Sequence[Any] | None) -> Operation | None:
    """The record that was written; None for what is it no more."""
    try:
        op = from_json(json.loads(str(row[0]))) if row else None
        return op if op and is_intact(op) and op.epoch and op.seq else None
    except (ValueError, MalformedRecord, AttributeError, TypeError, RecursionError):
        return None


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and 0 <= value <= _MOST


def _write(made: Path, found: _Found) -> tuple[int, int]:
    """A new journal; how many of its records are behind the first gap, and how many are lost."""
    database = Database.open(made, synchronous=Synchronous.FULL, migrations=MIGRATIONS)
    try:
        result = database.write(lambda tx: _fill(tx, found))
        database.truncate_log()
    finally:
        database.close()
    return result


def _fill(tx: sqlite3.Connection, found: _Found) -> tuple[int, int]:
    for table, rows in found.others.items():
        for row in rows:
            _insert(tx, table, row)
    for n, op in found.ops.items():
        put_operation(tx, n, op)
        known = found.outbox[n]
        if not known or not _is_count(known[6] or 0) or not _insert(tx, "outbox", known):
            # What became of it cannot be read: a second delivery does no harm.
            sidecar = known[4] if known and isinstance(known[4], str) else None
            tx.execute(
                "INSERT INTO outbox (n, state, decided_by, sidecar) VALUES (?, ?, ?, ?)",
                (n, State.DUE, DecidedBy.GROUNDS, sidecar),
            )
    if not found.ops:
        return 0, 0
    return _keep_ends(tx, found)


def _insert(tx: sqlite3.Connection, table: str, row: Sequence[Any]) -> bool:
    """False for a row that no journal may hold."""
    query = f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(row))})"  # noqa: S608 - ours
    try:
        return tx.execute(query, row).rowcount > 0
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        return False


def _keep_ends(tx: sqlite3.Connection, found: _Found) -> tuple[int, int]:
    """Where the chain begins and ends, and who writes it. An end that is known though its record is
    lost is gone on from: no number is given twice."""
    first, last = min(found.ops), max(found.ops)
    oldest, newest = found.ops[first], found.ops[last]
    before = Link(oldest.epoch or 0, (oldest.seq or 1) - 1, oldest.prev_hash or GENESIS)
    pruned, gone = found.links.get("pruned", (Link(0, 0, GENESIS), 0))
    if gone >= first or ("pruned" not in found.links and first > 1):
        pruned, gone = before, first - 1
    head, count = found.links.get("head", (pruned, 0))
    if count < last or head.epoch < (newest.epoch or 0):
        head, count = Link(newest.epoch or 0, newest.seq or 0, newest.hash), last
    if gone:
        keep_link(tx, "pruned", pruned, gone)
    keep_link(tx, "head", head, count)
    branch = next((op.branch for op in reversed(found.ops.values()) if op.branch), "")
    keep_identity(tx, Identity(newest.station, newest.epoch or 1, branch))
    set_meta(tx, "deliveries", tx.execute("SELECT max(delivered_n) FROM outbox").fetchone()[0] or 0)
    gap = next((n for n in range(gone + 1, count + 1) if n not in found.ops), count + 1)
    return sum(n > gap for n in found.ops), count - gone - len(found.ops)
