"""Rows of the feed into the tables of snapshot.db, one by one or a part of a stream at a time."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat, takewhile
from typing import Any, Final

from catalogue.search.keeping import Keeper
from catalogue.search.postings import Postings
from catalogue.wire.row_hash import row_hashes
from catalogue.wire.v1 import Change, SnapshotPart, TableRows
from kiosk.store.item_hashes import FIELDS, hash_of_sent
from kiosk.store.snapshot_schema import TARGETS, Target
from kiosk.store.snapshot_source import SOURCE, counted_for

_log = logging.getLogger(__name__)
KEEPER: Final = Keeper(SOURCE, Postings())
"""Of the index in the file: it follows row by row, once it is there."""
PUT_META: Final = (
    "INSERT OR REPLACE INTO meta (one, cursor, number, taken_ms, rows_taken, rows_left)"
    " VALUES (1, ?, ?, ?, ?, ?)"
)
TOGETHER: Final = 20
"""Titles put in at once."""
_TITLES: Final = {"title": "", "pack_title": "pack:"}
"""Tables of the feed that stand among the titles, and what their keys begin with there."""
_UNFIT: Final = (sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError)


def put_some(tx: sqlite3.Connection, changes: Sequence[Change], at: int) -> int:
    """The change at a place of a page, and with a title those behind it: the index takes several in
    hardly more time than one. A table nobody knows is for newer stations; a row that does not fit
    its table is left out, so that the others go on. Returns how far it came."""
    change = changes[at]
    if change.table in _TITLES:
        return at + _put_titles(tx, changes[at : at + TOGETHER])
    target = TARGETS.get(change.table)
    if target is None:
        return at + 1
    if change.table == "item":
        before = counted_for(tx, change.key)
        _put_row(tx, target, change)
        KEEPER.recount(tx, before ^ counted_for(tx, change.key))
    else:
        _put_row(tx, target, change)
    return at + 1


def _put_titles(tx: sqlite3.Connection, changes: Sequence[Change]) -> int:
    """As many as there are without another row between."""
    run = [*takewhile(lambda change: change.table in _TITLES, changes)]
    titles = dict.fromkeys(f"{_TITLES[change.table]}{change.key}" for change in run)
    KEEPER.leave(tx, titles)
    for change in run:
        _put_row(tx, TARGETS[change.table], change)
    KEEPER.enter(tx, titles)
    return len(run)


def _put_row(tx: sqlite3.Connection, target: Target, change: Change) -> None:
    if change.row is None:
        tx.execute(target.drop, (change.key,))
        return
    row = change.row
    if change.table == "item":
        row = {**row, "hash": hash_of_sent(change.key, row)}
    values = (_value(target, name, row.get(name)) for name in target.fields)
    _put(tx, change.table, target, (change.key, *values))


def take_part(tx: sqlite3.Connection, part: SnapshotPart) -> None:
    """All of a part, and how far it leads."""
    known = tx.execute("SELECT rows_taken FROM meta").fetchone()
    taken = (known[0] or 0) if known else 0
    for table in part.tables:
        taken += len(table.keys) + len(table.gone)
        target = TARGETS.get(table.table)
        if target is not None:
            _take_table(tx, target, table)
    tx.execute(PUT_META, (part.cursor, part.number, part.server_ms, taken, part.left))


def _take_table(tx: sqlite3.Connection, target: Target, table: TableRows) -> None:
    tx.executemany(target.drop, ((key,) for key in table.gone))
    tx.execute("SAVEPOINT whole_table")
    try:
        tx.executemany(target.put, _rows(target, table))
    except _UNFIT:
        # One row is to blame: the others are put one by one.
        tx.execute("ROLLBACK TO whole_table")
        for row in _rows(target, table):
            _put(tx, table.table, target, row)
    tx.execute("RELEASE whole_table")


def _rows(target: Target, table: TableRows) -> Iterable[Sequence[Any]]:
    """The rows in the order of the table's columns. Shorter than the keys where a column is."""
    columns = {
        name: [_value(target, name, value) for value in values] if name in target.lists else values
        for name, values in table.columns.items()
    }
    if table.table == "item":
        columns["hash"] = _hashes(table.keys, table.columns)
    return zip(table.keys, *(columns.get(name, repeat(None)) for name in target.fields))  # noqa: B905 - absent columns have no end


def _hashes(keys: Sequence[str], columns: Mapping[str, list[Any]]) -> list[str | None]:
    """As `hash_of_sent` of each."""
    if columns.keys() <= {*FIELDS}:
        try:
            return [*row_hashes(keys, columns)]
        except ValueError:
            pass  # one row has less than the others, or what has no hash: one by one
    return [
        hash_of_sent(key, {name: value for name, value in row if value is not None})
        for key, row in zip(keys, _by_row(columns), strict=False)
    ]


def _by_row(columns: Mapping[str, list[Any]]) -> Iterable[list[tuple[str, Any]]]:
    for values in zip(*columns.values(), strict=True):
        yield list(zip(columns, values, strict=True))


def _put(tx: sqlite3.Connection, name: str, target: Target, row: Sequence[Any]) -> None:
    try:
        tx.execute(target.put, row)
    except _UNFIT as error:
        _log.error("feed row of %s left out: %s", name, error)


def _value(target: Target, name: str, value: Any) -> Any:
    return json.dumps(value) if name in target.lists and value is not None else value
