"""How a record comes to be: chained, sealed and in the outbox, in one durable commit."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from catalogue.domain.operations import Json, Kind, Operation, Presence, from_json, seal
from kiosk.store.clock import ClockSample, stamp
from kiosk.store.errors import StorageUnfit
from kiosk.store.journal_base import (
    JournalBase,
    identity_of,
    keep_identity,
    keep_link,
    link,
    newest_sample,
    put_operation,
    set_meta,
)
from kiosk.store.rows import DecidedBy, Identity, Link, State

SAMPLES_KEPT: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What a record says beside its place in the chain, and its outbox row."""

    id: str
    kind: Kind
    presence: str
    decided_by: str
    state: State = State.DUE
    item: str | None = None
    title: str | None = None
    branch: str | None = None
    patron_c: str | None = None
    payload: Mapping[str, Json] = field(default_factory=dict)
    grounds: Mapping[str, Json] = field(default_factory=dict)
    evidence: Mapping[str, Json] = field(default_factory=dict)
    refs: Mapping[str, Json] = field(default_factory=dict)
    sidecar: str | None = None
    patron_ref: str | None = None


class Recording(JournalBase):
    """Each method is one durable commit; all raise StorageFull or another StorageError, and then
    nothing is stored."""

    def new_id(self) -> str:
        """An id for a record that an intent names before it is made."""
        return self._new_id()

    def identity(self, station: str, epoch: int, branch: str) -> Identity:
        """Say who writes here. The first call settles the station for good; a later epoch begins
        with its `epoch_start`, an earlier one changes nothing. Raises StorageUnfit for the journal
        of another station."""
        wanted = Identity(station, epoch, branch)
        op_id = self._new_id()

        def work(tx: sqlite3.Connection) -> Identity:
            fresh = tx.execute("SELECT 1 FROM meta WHERE key = 'identity'").fetchone() is None
            if fresh:
                keep_identity(tx, wanted)
                return wanted
            known = identity_of(tx)
            if known.station != station:
                raise StorageUnfit(f"this journal belongs to station {known.station}")
            keep_identity(tx, Identity(station, known.epoch, branch))
            if epoch > known.epoch:
                self._start_epoch(tx, op_id, epoch)
            return identity_of(tx)

        return self._db.write(work)

    def record_check_out(
        self,
        item: str,
        branch: str,
        patron_c: str,
        sidecar: str,
        patron_ref: str | None,
        payload: Mapping[str, Json],
        grounds: Mapping[str, Json],
        evidence: Mapping[str, Json],
        intents: Sequence[str] = (),
        title: str | None = None,
        presence: str = Presence.TAG,
    ) -> Operation:
        """The question of a loan: its row is `asking`, and each UID of `intents` has its bit intent
        in the same commit. Until `decide` says otherwise the verdict is that of `grounds`."""
        draft = _Draft(
            id=self._new_id(),
            kind=Kind.CHECK_OUT,
            presence=presence,
            decided_by=DecidedBy.GROUNDS,
            state=State.ASKING,
            item=item,
            title=title,
            branch=branch,
            patron_c=patron_c,
            payload=payload,
            grounds=grounds,
            evidence=evidence,
            sidecar=sidecar,
            patron_ref=patron_ref,
        )

        def also(tx: sqlite3.Connection) -> None:
            _forget_intents(tx, intents)
            _intend(tx, draft.id, intents, "on_loan", self._clock.wall_ms())

        return self._record(draft, also)

    def record_wish(
        self,
        kind: Kind,
        branch: str,
        patron_c: str,
        sidecar: str,
        grounds: Mapping[str, Json],
        *,
        item: str | None = None,
        title: str | None = None,
        payload: Mapping[str, Json] | None = None,
        refs: Mapping[str, Json] | None = None,
    ) -> Operation:
        """What a patron asks for without a thing in hand (renew, hold_place, hold_cancel): its row
        is `asking` until `decide` or an undo. Nothing on this disk tells later whose it was."""
        draft = _Draft(
            id=self._new_id(),
            kind=kind,
            presence=Presence.NONE,
            decided_by=DecidedBy.GROUNDS,
            state=State.ASKING,
            item=item,
            title=title,
            branch=branch,
            patron_c=patron_c,
            payload=payload or {},
            grounds=grounds,
            refs=refs or {},
            sidecar=sidecar,
        )
        return self._record(draft, lambda _tx: None)

    def record_undo(
        self,
        op_id: str,
        reason: str,
        decided_by: str | None = None,
        secures: Sequence[str] = (),
    ) -> Operation:
        """Take a record of this station back; both travel. Closes its bit intents, its repairs and,
        if it was still `asking`, its question. `secures`: UIDs whose bit is to be secured now.
        `decided_by` None: whoever decided the record. A second undo of it is the first."""
        undo_id = self._new_id()

        def work(tx: sqlite3.Connection) -> Operation:
            done = tx.execute("SELECT body FROM operations WHERE undoes = ?", (op_id,)).fetchone()
            if done is not None:
                return from_json(json.loads(done[0]))
            target = _operation(tx, op_id)
            patron_ref, by = tx.execute(
                "SELECT patron_ref, coalesce(?, decided_by) FROM outbox"
                " WHERE n = (SELECT n FROM operations WHERE id = ?)",
                (decided_by, op_id),
            ).fetchone()
            tx.execute(
                "UPDATE outbox SET state = 'due', decided_by = ?"
                " WHERE n = (SELECT n FROM operations WHERE id = ?) AND state = 'asking'",
                (by, op_id),
            )
            tx.execute("DELETE FROM bit_intents WHERE about = ?", (op_id,))
            tx.execute("DELETE FROM repairs WHERE about = ?", (op_id,))
            _intend(tx, op_id, secures, "secured", self._clock.wall_ms())
            draft = _Draft(
                id=undo_id,
                kind=Kind.UNDO,
                presence=Presence.NONE,
                decided_by=by,
                item=target.item,
                title=target.title,
                branch=target.branch,
                payload={"reason": reason},
                refs={"undoes": op_id},
                patron_ref=patron_ref,
            )
            return self._append(tx, draft)

        return self._db.write(work)

    def record_check_in(
        self,
        item: str,
        branch: str,
        evidence: Mapping[str, Json],
        op_id: str | None = None,
        closes: Sequence[str] = (),
        decided_by: str = DecidedBy.GROUNDS,
        title: str | None = None,
        presence: str = Presence.TAG,
    ) -> Operation:
        """A return; `closes` are the UIDs whose bit was read back as secured: whatever else was to
        be done about them is past."""
        draft = _Draft(
            id=op_id or self._new_id(),
            kind=Kind.CHECK_IN,
            presence=presence,
            decided_by=decided_by,
            item=item,
            title=title,
            branch=branch,
            evidence=evidence,
        )

        def also(tx: sqlite3.Connection) -> None:
            _forget_intents(tx, closes)
            tx.executemany("DELETE FROM repairs WHERE uid = ?", [(uid,) for uid in closes])

        return self._record(draft, also)

    def record_part_missing(
        self,
        item: str,
        branch: str,
        part: str,
        until_ms: int,
        title: str | None = None,
        decided_by: str = DecidedBy.GROUNDS,
    ) -> Operation:
        """A part of a kit did not come back with it; who brought it was told to bring it until
        then."""
        draft = _Draft(
            id=self._new_id(),
            kind=Kind.PART_MISSING,
            presence=Presence.TAG,
            decided_by=decided_by,
            item=item,
            title=title,
            branch=branch,
            payload={"part": part, "until_ms": until_ms},
        )
        return self._record(draft, lambda _tx: None)

    def record_tag_state(
        self,
        about: str,
        uid: str,
        found: str | None,
        wanted: str,
        reason: str | None = None,
        item: str | None = None,
        decided_by: str = DecidedBy.GROUNDS,
    ) -> Operation:
        """A bit stays wrong (`found` != `wanted`; None: not readable) and the whole town is told
        why, or a repair is done (`found` == `wanted`). The item is that of the record `about`
        unless given."""
        op_id = self._new_id()

        def work(tx: sqlite3.Connection) -> Operation:
            row = tx.execute("SELECT item FROM operations WHERE id = ?", (about,)).fetchone()
            draft = _Draft(
                id=op_id,
                kind=Kind.TAG_STATE,
                presence=Presence.NONE if found is None else Presence.TAG,
                decided_by=decided_by,
                item=item or (row[0] if row else None),
                branch=identity_of(tx).branch,
                payload=_present(uid=uid, found=found, wanted=wanted, reason=reason),
                refs={"about": about},
            )
            tx.execute("UPDATE repairs SET told = ? WHERE uid = ?", (found != wanted, uid))
            return self._append(tx, draft)

        return self._db.write(work)

    def record_clock(self, sample: ClockSample) -> Operation:
        """A measurement of this station's clock: a fact of its own, and what later records of this
        boot are stamped with."""
        draft = _Draft(
            id=self._new_id(),
            kind=Kind.CLOCK,
            presence=Presence.NONE,
            decided_by=DecidedBy.SERVER,
        )

        def work(tx: sqlite3.Connection) -> Operation:
            tx.execute(
                "INSERT INTO clock_samples (boot_id, mono_ms, wall_ms, offset_ms, error_ms)"
                " VALUES (?, ?, ?, ?, ?)",
                (
                    sample.boot_id,
                    sample.mono_ms,
                    sample.wall_ms,
                    sample.offset_ms,
                    sample.error_ms,
                ),
            )
            tx.execute(
                "DELETE FROM clock_samples WHERE n <= (SELECT max(n) FROM clock_samples) - ?",
                (SAMPLES_KEPT,),
            )
            return self._append(tx, draft)

        return self._db.write(work)

    def record_epoch_start(self, epoch: int) -> Operation | None:
        """The server gave a new epoch: numbers start at 1 again, the chain goes on. None when this
        epoch, or a later one, has begun already."""
        op_id = self._new_id()
        return self._db.write(lambda tx: self._start_epoch(tx, op_id, epoch))

    def _start_epoch(self, tx: sqlite3.Connection, op_id: str, epoch: int) -> Operation | None:
        known = identity_of(tx)
        if epoch <= known.epoch:
            return None
        keep_identity(tx, Identity(known.station, epoch, known.branch))
        set_meta(tx, "prune_below", 0)
        draft = _Draft(
            id=op_id,
            kind=Kind.EPOCH_START,
            presence=Presence.NONE,
            decided_by=DecidedBy.SERVER,
        )
        return self._append(tx, draft)

    def _record(self, draft: _Draft, also: Callable[[sqlite3.Connection], None]) -> Operation:
        def work(tx: sqlite3.Connection) -> Operation:
            also(tx)
            return self._append(tx, draft)

        return self._db.write(work)

    def _append(self, tx: sqlite3.Connection, draft: _Draft) -> Operation:
        """The next record of the chain and its outbox row, inside a commit."""
        identity = identity_of(tx)
        last, count = link(tx, "head")
        now = stamp(self._clock, newest_sample(tx))
        op = seal(
            Operation(
                id=draft.id,
                kind=draft.kind,
                station=identity.station,
                epoch=identity.epoch,
                seq=last.seq + 1 if last.epoch == identity.epoch else 1,
                prev_hash=last.hash,
                boot_id=now.boot_id,
                mono_ms=now.mono_ms,
                wall_ms=now.wall_ms,
                offset_ms=now.offset_ms,
                error_ms=now.error_ms,
                basis=now.basis,
                presence=draft.presence,
                item=draft.item,
                title=draft.title,
                branch=draft.branch,
                patron_c=draft.patron_c,
                payload=draft.payload,
                grounds=draft.grounds,
                evidence=draft.evidence,
                refs=draft.refs,
            )
        )
        _insert(tx, count + 1, op, draft)
        keep_link(tx, "head", Link(identity.epoch, op.seq or 1, op.hash), count + 1)
        return op


def _insert(tx: sqlite3.Connection, n: int, op: Operation, draft: _Draft) -> None:
    put_operation(tx, n, op)
    tx.execute(
        "INSERT INTO outbox (n, state, decided_by, sidecar, patron_ref) VALUES (?, ?, ?, ?, ?)",
        (n, draft.state, draft.decided_by, draft.sidecar, draft.patron_ref),
    )


def _intend(
    tx: sqlite3.Connection, about: str, uids: Sequence[str], wanted: str, now_ms: int
) -> None:
    rows = [(about, uid, wanted, now_ms) for uid in uids]
    tx.executemany("INSERT INTO bit_intents VALUES (?, ?, ?, ?)", rows)


def _forget_intents(tx: sqlite3.Connection, uids: Sequence[str]) -> None:
    """Something new begins, or has ended, with these tags: what was on its way before is past."""
    tx.executemany("DELETE FROM bit_intents WHERE uid = ?", [(uid,) for uid in uids])


def _operation(tx: sqlite3.Connection, op_id: str) -> Operation:
    row = tx.execute("SELECT body FROM operations WHERE id = ?", (op_id,)).fetchone()
    if row is None:
        raise KeyError(op_id)
    return from_json(json.loads(row[0]))


def _present(**values: Json) -> dict[str, Json]:
    return {name: value for name, value in values.items() if value is not None}
