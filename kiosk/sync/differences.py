"""Record by record and row by row: where station and server differ. For `beaupre queue verify`.

Reads the snapshot's file beside a kiosk at work and changes nothing on either side.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from catalogue.domain.operations import Json
from catalogue.wire.v1 import RECORDS_PAGE, Changes, RecordHash, RecordHashes
from kiosk.store import item_hashes
from kiosk.store.journal import Journal


class Source(Protocol):
    """What is used of `catalogue.client.CentralClient`. Its calls raise CentralError."""

    def records(self, epoch: int, after: int) -> RecordHashes: ...

    def changes(self, cursor: str) -> Changes: ...


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """One record, by its id."""

    record: str
    fault: str

    def __str__(self) -> str:
        return f"record {self.record}: {self.fault}"


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """One field of one item; None: not there."""

    item: str
    field: str
    here: Json
    server: Json

    def __str__(self) -> str:
        return f"item {self.item}: {self.field} is {self.here} here, {self.server} at the server"


def differing_records(client: Source, journal: Journal) -> list[RecordDifference]:
    """Of the current epoch, as far as it is still on this disk."""
    epoch = journal.who().epoch
    there = {record.id: record for record in _all_records(client, epoch)}
    here = journal.written(epoch)
    first = min((row.seq for row in here.values()), default=1)
    found = []
    for op_id, row in here.items():
        server = there.get(op_id)
        if server is None and row.delivered:
            found.append(RecordDifference(op_id, "missing at the server"))
        elif server is not None and server.hash != row.hash:
            side = "server" if row.hash else "station"
            found.append(RecordDifference(op_id, f"other content at the {side}"))
    found += [
        RecordDifference(op_id, "not on this disk")
        for op_id, record in there.items()
        if op_id not in here and record.seq >= first
    ]
    return found


def _all_records(client: Source, epoch: int) -> list[RecordHash]:
    found: list[RecordHash] = []
    after, more = 0, True
    while more:
        page = client.records(epoch, after)
        found += page.records
        after, more = after + RECORDS_PAGE, page.more
    return found


def differing_items(client: Source, snapshot: Path) -> list[ItemDifference] | None:
    """Of the whole town; None when the snapshot is not at the end of the feed."""
    before, here = _snapshot_rows(snapshot)
    there: dict[str, dict[str, Json]] = {}
    cursor, more, number = "", True, 0
    while more:
        page = client.changes(cursor)
        cursor, more, number = page.cursor, page.more, page.number
        for change in page.changes:
            if change.table == "item" and change.row is not None:
                row = {name: change.row.get(name) for name in item_hashes.FIELDS}
                there[change.key] = {k: value for k, value in row.items() if value is not None}
    if number != before:
        return None
    return [
        ItemDifference(item, name, here.get(item, {}).get(name), there.get(item, {}).get(name))
        for item in sorted({*here, *there})
        for name in item_hashes.FIELDS
        if here.get(item, {}).get(name) != there.get(item, {}).get(name)
    ]


def _snapshot_rows(path: Path) -> tuple[int, dict[str, dict[str, Json]]]:
    """Number of the newest change in it, and its items; 0 and none for no snapshot."""
    if not path.is_file():
        return 0, {}
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("BEGIN")
        row = connection.execute("SELECT number FROM meta").fetchone()
        return (row[0] if row else 0), item_hashes.rows_of(connection)
