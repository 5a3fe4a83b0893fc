"""What the parts of the journal share: the file, the clock, the chain's head, small settings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

from catalogue.domain.operations import GENESIS, Operation
from kiosk.store.clock import Clock, ClockSample
from kiosk.store.database import Database
from kiosk.store.errors import StorageUnfit
from kiosk.store.reserve import Reserve
from kiosk.store.rows import Identity, Link


class JournalBase:
    """Never used alone: `kiosk.store.journal.Journal` puts the parts together."""

    def __init__(
        self, database: Database, clock: Clock, new_id: Callable[[], str], reserve: Reserve
    ) -> None:
        self._db = database
        self._clock = clock
        self._new_id = new_id
        self._reserve = reserve

    def head(self) -> Link:
        """The newest record of the current epoch, as the protocol's handshake tells it."""

        def work(tx: sqlite3.Connection) -> Link:
            epoch = identity_of(tx).epoch
            last, _ = link(tx, "head")
            return last if last.epoch == epoch else Link(epoch, 0, last.hash)

        return self._db.read(work)

    def newest_sample(self) -> ClockSample | None:
        """The newest measurement of this station's clock."""
        return self._db.read(newest_sample)


def get_meta(tx: sqlite3.Connection, key: str) -> str | None:
    """A small setting of the journal."""
    row = tx.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def set_meta(tx: sqlite3.Connection, key: str, value: str | int) -> None:
    """Keep a small setting."""
    tx.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, str(value)),
    )


def identity_of(tx: sqlite3.Connection) -> Identity:
    """Raises StorageUnfit while the journal has no station yet."""
    text = get_meta(tx, "identity")
    if text is None:
        raise StorageUnfit("this journal belongs to no station yet")
    return Identity(**json.loads(text))


def keep_identity(tx: sqlite3.Connection, identity: Identity) -> None:
    """Station, epoch and branch, together."""
    value = {"station": identity.station, "epoch": identity.epoch, "branch": identity.branch}
    set_meta(tx, "identity", json.dumps(value))


def link(tx: sqlite3.Connection, name: str) -> tuple[Link, int]:
    """`head` or `pruned` of the chain, and how many records it counts."""
    row = tx.execute("SELECT epoch, seq, hash, count FROM chain WHERE name = ?", (name,)).fetchone()
    return (Link(0, 0, GENESIS), 0) if row is None else (Link(*row[:3]), int(row[3]))


def keep_link(tx: sqlite3.Connection, name: str, at: Link, count: int) -> None:
    """Move `head` or `pruned`."""
    tx.execute(
        "INSERT OR REPLACE INTO chain VALUES (?, ?, ?, ?, ?)",
        (name, at.epoch, at.seq, at.hash, count),
    )


def put_operation(tx: sqlite3.Connection, n: int, op: Operation) -> None:
    """The record as it was sealed, in its place on this disk."""
    body = json.dumps(op.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    tx.execute(
        "INSERT INTO operations (n, id, epoch, seq, kind, item, undoes, hash, prev_hash, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            n,
            op.id,
            op.epoch,
            op.seq,
            op.kind,
            op.item,
            op.refs.get("undoes"),
            op.hash,
            op.prev_hash,
            body,
        ),
    )


def newest_sample(tx: sqlite3.Connection) -> ClockSample | None:
    """The newest measurement of this station's clock."""
    row = tx.execute(
        "SELECT boot_id, mono_ms, wall_ms, offset_ms, error_ms FROM clock_samples"
        " ORDER BY n DESC LIMIT 1"
    ).fetchone()
    return None if row is None else ClockSample(*row)
