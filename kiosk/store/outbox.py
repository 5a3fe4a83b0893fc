"""The way of the records to the server: what is asked, due, delivered, in quarantine, pruned."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final

from catalogue.domain.operations import Json, MalformedRecord, Operation, from_json, is_intact
from catalogue.wire.v1 import Head, Record, Result, ResultStatus
from kiosk.store.journal_base import (
    JournalBase,
    get_meta,
    identity_of,
    keep_link,
    link,
    set_meta,
)
from kiosk.store.rows import Counts, Link, Queued, QueueRow, State

UNREADABLE: Final = "unreadable"
"""Quarantine code of a row that is no record any more on this disk."""
_NOT_DELIVERED: Final = (State.ASKING, State.DUE, State.QUARANTINED)
GRACE_MS: Final = 24 * 3_600_000
"""A delivered record is kept for at least that long."""


class Outbox(JournalBase):
    """Each writing method is one durable commit; all raise a StorageError."""

    def asking(self) -> tuple[Operation, ...]:
        """Records whose question is open, oldest first. One that cannot be read any more goes into
        quarantine."""
        found: list[Operation] = []
        for op_id, body in self._db.read(_asking):
            op = _record(body)
            if op is None:
                self.quarantine(op_id, UNREADABLE)
            else:
                found.append(op)
        return tuple(found)

    def decide(self, op_id: str, decided_by: str, recorded: bool) -> None:
        """The question was answered, or the grounds decide: `asking` becomes `due`, or `delivered`
        when the server has it. Nothing happens to a record that is not `asking`."""
        now = self._clock.wall_ms()

        def work(tx: sqlite3.Connection) -> None:
            changed = tx.execute(
                "UPDATE outbox SET state = 'due', decided_by = ?"
                " WHERE n = (SELECT n FROM operations WHERE id = ?) AND state = 'asking'",
                (decided_by, op_id),
            ).rowcount
            if changed and recorded:
                _deliver(tx, [op_id], now)

        self._db.write(work)

    def due(self, limit: int) -> tuple[Queued, ...]:
        """What to deliver next: the newest clock measurement, then the oldest records."""

        def work(tx: sqlite3.Connection) -> list[tuple[str, str, str, str | None]]:
            clock = _newest_clock(tx)
            ahead = [] if clock is None else [clock]
            rest = tx.execute(
                "SELECT n, id, kind, body, sidecar FROM records"
                " WHERE state = 'due' AND n <> ? ORDER BY n LIMIT ?",
                (clock[0] if clock else -1, limit - len(ahead)),
            )
            return [row[1:] for row in [*ahead, *rest]]

        return self._readable(self._db.read(work))

    def related(
        self, item: str | None, patron_ref: str | None, limit: int = 400
    ) -> tuple[Queued, ...]:
        """What must reach the server ahead of a question about this item or patron: their due
        records, oldest first, after the newest clock measurement that dates them."""

        def work(tx: sqlite3.Connection) -> list[tuple[str, str, str, str | None]]:
            rows = list(
                tx.execute(
                    "SELECT n, id, kind, body, sidecar FROM records"
                    " WHERE n IN (SELECT n FROM operations WHERE item = ?"
                    "  UNION SELECT n FROM outbox WHERE patron_ref = ?)"
                    " AND state = 'due' AND kind <> 'clock' ORDER BY n LIMIT ?",
                    (item, patron_ref, limit),
                )
            )
            clock = _newest_clock(tx)
            return [row[1:] for row in ([clock] if clock else []) + rows]

        return self._readable(self._db.read(work))

    def question(self, op_id: str) -> tuple[Queued, tuple[Queued, ...]]:
        """A record to be asked about, and what must reach the server ahead of it. Raises KeyError
        for an unknown id."""

        def work(tx: sqlite3.Connection) -> tuple[str | None, str | None, Queued]:
            row = tx.execute(
                "SELECT item, patron_ref, kind, body, sidecar FROM records WHERE id = ?", (op_id,)
            ).fetchone()
            if row is None:
                raise KeyError(op_id)
            item, patron_ref, kind, body, sidecar = row
            return item, patron_ref, Queued(op_id, kind, json.loads(body), sidecar)

        item, patron_ref, question = self._db.read(work)
        return question, self.related(item, patron_ref)

    def acknowledge(
        self, results: Iterable[Result], ack: Head, prune_below: int, epoch: int | None = None
    ) -> None:
        """What became of delivered records: refused ones go into quarantine with their code. A
        question's own result is not among them: it is left to `decide`. `epoch` is the one the
        numbers belong to, None for the current one."""
        settled = list(results)
        now = self._clock.wall_ms()
        stored = (ResultStatus.RECORDED, ResultStatus.DUPLICATE)

        def work(tx: sqlite3.Connection) -> None:
            _deliver(tx, [result.id for result in settled if result.status in stored], now)
            for result in settled:
                if result.status is ResultStatus.REFUSED:
                    _quarantine(tx, result.id, result.code or "refused")
            if epoch in (None, identity_of(tx).epoch):
                set_meta(tx, "prune_below", min(prune_below, ack.seq))

        self._db.write(work)

    def quarantine(self, op_id: str, code: str) -> None:
        """Set one record aside, so that the others go on."""
        self._db.write(lambda tx: _quarantine(tx, op_id, code))

    def hold(self) -> None:
        """The operator stops the queue; questions go on and carry what they need."""
        self._db.write(lambda tx: set_meta(tx, "held", 1))

    def release(self) -> None:
        """The queue runs again."""
        self._db.write(lambda tx: set_meta(tx, "held", 0))

    def held(self) -> bool:
        """Did an operator stop the queue?"""
        return self._db.read(lambda tx: get_meta(tx, "held")) == "1"

    def counts(self) -> Counts:
        """Where the records of this journal are; those pruned count as delivered."""

        def work(tx: sqlite3.Connection) -> Counts:
            rows = dict(tx.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall())
            _, journalled = link(tx, "head")
            _, pruned = link(tx, "pruned")
            asking = rows.get(State.ASKING, 0)
            return Counts(
                journalled=journalled,
                pending=rows.get(State.DUE, 0) + asking,
                asking=asking,
                delivered=rows.get(State.DELIVERED, 0) + pruned,
                quarantined=rows.get(State.QUARANTINED, 0),
            )

        return self._db.read(work)

    def queue(self, *, delivered: bool = False) -> tuple[QueueRow, ...]:
        """The records on this disk for an operator, oldest first; delivered ones if wanted."""

        def work(tx: sqlite3.Connection) -> tuple[QueueRow, ...]:
            rows = tx.execute(
                "SELECT id, epoch, seq, kind, item, state, decided_by, code FROM records"
                " WHERE ? OR state <> 'delivered' ORDER BY n",
                (delivered,),
            )
            return tuple(QueueRow(*row) for row in rows)

        return self._db.read(work)

    def first_undelivered(self) -> int:
        """The lowest number of the current epoch that is not delivered (the next one, if all are):
        a server that has less than everything below it has lost something."""

        def work(tx: sqlite3.Connection) -> int:
            epoch = identity_of(tx).epoch
            query = "SELECT seq FROM records WHERE epoch = ? AND state = ? ORDER BY n LIMIT 1"
            rows = [tx.execute(query, (epoch, state)).fetchone() for state in _NOT_DELIVERED]
            last, _ = link(tx, "head")
            next_seq = last.seq + 1 if last.epoch == epoch else 1
            return min((int(row[0]) for row in rows if row is not None), default=next_seq)

        return self._db.read(work)

    def resend_retained(self) -> int:
        """The server has another history (a backup was restored): everything still on this disk is
        due again. Returns how many records that makes."""
        return self._db.write(
            lambda tx: (
                tx.execute("UPDATE outbox SET state = 'due' WHERE state = 'delivered'").rowcount
            )
        )

    def resend_earlier_epochs(self) -> None:
        """The same of what was recorded before this disk got its present epoch."""

        def work(tx: sqlite3.Connection) -> None:
            tx.execute(
                "UPDATE outbox SET state = 'due' WHERE state = 'delivered'"
                " AND n IN (SELECT n FROM operations WHERE epoch < ?)",
                (identity_of(tx).epoch,),
            )

        self._db.write(work)

    def delivered_mark(self) -> int:
        """A point in the order of deliveries, for `feed_seen`."""
        return self._db.read(_last_delivery)

    def feed_seen(self, mark: int) -> None:
        """The feed was read to its end after the delivery `mark`: it tells those records now, and
        the patron references kept beside them are dropped."""

        def work(tx: sqlite3.Connection) -> bool:
            changed = tx.execute(
                "UPDATE outbox SET fed = 1, patron_ref = NULL"
                " WHERE fed = 0 AND state = 'delivered' AND delivered_n <= ?",
                (mark,),
            ).rowcount
            return changed > 0

        if self._db.write(work):
            self._db.truncate_log()

    def prune(self) -> int:
        """Drop delivered records that the server's verified backup holds, a day after their
        delivery, from the start of the chain on; returns how many. The last one's number and hash
        stay."""
        before = self._clock.wall_ms() - GRACE_MS

        def work(tx: sqlite3.Connection) -> int:
            gone = _prunable(tx, before)
            if gone:
                _, count = link(tx, "pruned")
                n, epoch, seq, last_hash = gone[-1]
                keep_link(tx, "pruned", Link(epoch, seq, last_hash), count + len(gone))
                tx.execute("DELETE FROM operations WHERE n <= ?", (n,))
            return len(gone)

        pruned = self._db.write(work) if self._db.read(lambda tx: _prunable(tx, before)) else 0
        if pruned:
            self._db.truncate_log()
        return pruned

    def _readable(self, rows: Sequence[tuple[str, str, str, str | None]]) -> tuple[Queued, ...]:
        found: list[Queued] = []
        for op_id, kind, body, sidecar in rows:
            fields = _object(body)
            if fields is None:
                self.quarantine(op_id, UNREADABLE)
            else:
                found.append(Queued(op_id, kind, fields, sidecar))
        return tuple(found)


def _newest_clock(tx: sqlite3.Connection) -> tuple[int, str, str, str, str | None] | None:
    row: tuple[int, str, str, str, str | None] | None = tx.execute(
        # From the few measurements, not from the many records that may be due.
        "SELECT o.n, o.id, o.kind, o.body, b.sidecar FROM operations o CROSS JOIN outbox b"
        " ON b.n = o.n WHERE o.kind = 'clock' AND b.state = 'due' ORDER BY o.n DESC LIMIT 1"
    ).fetchone()
    return row


def _asking(tx: sqlite3.Connection) -> list[tuple[str, str]]:
    return tx.execute("SELECT id, body FROM records WHERE state = 'asking' ORDER BY n").fetchall()


def _record(body: str) -> Operation | None:
    """The record that was written; None for what is it no more."""
    fields = _object(body)
    if fields is None:
        return None
    try:
        op = from_json(fields)
    except MalformedRecord:
        return None
    return op if is_intact(op) else None


def _object(body: str) -> dict[str, Json] | None:
    """The fields of a record; None for what is none, or cannot be written into a request: nothing
    else in that request would reach the server either."""
    try:
        fields = json.loads(body)
        Record(op=fields).model_dump_json()
    except (ValueError, RecursionError):
        return None
    return dict(fields)


def _last_delivery(tx: sqlite3.Connection) -> int:
    return int(get_meta(tx, "deliveries") or 0)


def _deliver(tx: sqlite3.Connection, op_ids: Sequence[str], now_ms: int) -> None:
    number = _last_delivery(tx)
    for op_id in op_ids:
        number += 1
        tx.execute(
            "UPDATE outbox SET state = 'delivered', code = NULL, delivered_n = ?, delivered_ms = ?"
            " WHERE n = (SELECT n FROM operations WHERE id = ?) AND state = 'due'",
            (number, now_ms, op_id),
        )
    set_meta(tx, "deliveries", number)


def _quarantine(tx: sqlite3.Connection, op_id: str, code: str) -> None:
    tx.execute(
        "UPDATE outbox SET state = 'quarantined', code = ?"
        " WHERE n = (SELECT n FROM operations WHERE id = ?) AND state <> 'delivered'",
        (code, op_id),
    )


def _prunable(tx: sqlite3.Connection, before_ms: int) -> list[tuple[int, int, int, str]]:
    """The longest start of the chain that may go. A record of an earlier epoch may when it was
    delivered before one of the current epoch that is below `prune_below`."""
    epoch = identity_of(tx).epoch
    below = int(get_meta(tx, "prune_below") or 0)
    covered = tx.execute(
        "SELECT max(delivered_n) FROM records WHERE epoch = ? AND seq < ?",
        (epoch, below),
    ).fetchone()[0]
    gone: list[tuple[int, int, int, str]] = []
    rows = tx.execute(
        "SELECT n, epoch, seq, hash, state, delivered_n, delivered_ms, fed FROM records ORDER BY n"
    )
    for n, row_epoch, seq, row_hash, state, number, delivered_ms, fed in rows:
        safe = seq < below if row_epoch == epoch else covered is not None and number <= covered
        if state != State.DELIVERED or not fed or not safe or delivered_ms > before_ms:
            break
        gone.append((n, row_epoch, seq, row_hash))
    return gone
