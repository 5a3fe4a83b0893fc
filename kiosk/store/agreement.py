"""What the journal has to compare with the server after a sync. Reads only."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from catalogue.domain.operations import from_json, hash_of
from kiosk.store.journal_base import JournalBase, identity_of, link
from kiosk.store.rows import State


@dataclass(frozen=True, slots=True)
class Progress:
    """Of the current epoch: how many records were written, how many of them the server said it
    has, and the number below which it has them all."""

    epoch: int
    written: int
    delivered: int
    without_gap: int


@dataclass(frozen=True, slots=True)
class Written:
    """A record on this disk; `hash` is made anew of what stands there, empty when it is none any
    more. `delivered`: the server said it has it."""

    seq: int
    hash: str
    delivered: bool


class Agreement(JournalBase):
    """Part of the journal; raises a StorageError when it cannot be read."""

    def progress(self) -> Progress:
        """Where deliveries are."""

        def work(tx: sqlite3.Connection) -> Progress:
            epoch = identity_of(tx).epoch
            last, _ = link(tx, "head")
            written = last.seq if last.epoch == epoch else 0
            count, first = tx.execute(
                "SELECT count(*), min(seq) FROM records WHERE epoch = ?"
                " AND state IN ('asking', 'due', 'quarantined')",
                (epoch,),
            ).fetchone()
            below = written if first is None else first - 1
            return Progress(epoch, written, written - count, below)

        return self._db.read(work)

    def hash_at(self, epoch: int, seq: int) -> str | None:
        """Hash of the record of that number; None where it is not on this disk any more."""

        def work(tx: sqlite3.Connection) -> str | None:
            row = tx.execute(
                "SELECT hash FROM operations WHERE epoch = ? AND seq = ?", (epoch, seq)
            ).fetchone()
            if row is not None:
                return str(row[0])
            pruned, _ = link(tx, "pruned")
            return pruned.hash if (pruned.epoch, pruned.seq) == (epoch, seq) else None

        return self._db.read(work)

    def written(self, epoch: int) -> dict[str, Written]:
        """The records of an epoch that are still on this disk, by id."""

        def work(tx: sqlite3.Connection) -> list[tuple[str, int, str, str]]:
            return tx.execute(
                "SELECT id, seq, body, state FROM records WHERE epoch = ? ORDER BY n", (epoch,)
            ).fetchall()

        return {
            op_id: Written(seq, _hash_of(body), state == State.DELIVERED)
            for op_id, seq, body, state in self._db.read(work)
        }


def _hash_of(body: str) -> str:
    try:
        return hash_of(from_json(json.loads(body)))
    except ValueError:
        return ""
