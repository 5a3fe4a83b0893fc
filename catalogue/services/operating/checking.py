"""Is the record what the stations wrote? Finds rows that were edited, added or taken away behind
the server's back. Only reads; used by `beaupre catalogue verify`.

The hash of a record covers its content; the columns beside it repeat it and are compared with it.
The chain covers its place: below what was acknowledged of a station's epoch nothing may be missing,
and the acknowledged hash must be there. Whether the present follows from the record is found by
folding anew (`rebuild`), which also finds edited times and outcomes. Not covered by anything:
`received_ms`, `applied_late`, and a deleted record of the central station that changed nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from catalogue.db.people import Acknowledgement
from catalogue.db.present import ConflictRow
from catalogue.db.record import Sidecar, StoredOperation
from catalogue.domain.conflicts import ConflictCode
from catalogue.domain.operations import (
    CENTRAL,
    GENESIS,
    Operation,
    from_json,
    is_intact,
    patron_commitment,
)

ROWS_AT_A_TIME = 2_000
_OP = StoredOperation
_COLUMNS = ("id", "station", "epoch", "seq", "hash", "kind", "item", "title", "branch", "wall_ms")
_ROWS = select(
    *(getattr(_OP, name) for name in _COLUMNS),
    _OP.body,
    Sidecar.nonce,
    Sidecar.key,
).outerjoin(Sidecar, Sidecar.operation == _OP.id)
_ORDER = (_OP.station, _OP.epoch, _OP.seq, _OP.id)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and with which record, station or table."""

    subject: str
    what: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.what}"


@dataclass(frozen=True, slots=True)
class Checked:
    """How many records were looked at, of how many stations, and what was found."""

    records: int
    stations: int
    findings: tuple[Finding, ...]


class _Link(NamedTuple):
    """A record's place in its chain."""

    id: str
    seq: int
    hash: str
    previous: str


Chains = Mapping[tuple[str, int], Sequence[_Link]]
"""By station and epoch."""


def check_record(session: Session, tick: Callable[[int], None] = lambda _rows: None) -> Checked:
    """Look at every record, its sidecar, and the chain of every station."""
    findings: list[Finding] = []
    chains: dict[tuple[str, int], list[_Link]] = defaultdict(list)
    records = 0
    rows = session.execute(_ROWS.order_by(*_ORDER).execution_options(yield_per=ROWS_AT_A_TIME))
    for row in rows:
        records += 1
        op = _record(row.body)
        findings += (Finding(row.id, what) for what in _faults(row, op))
        if row.station != CENTRAL:
            previous = None if op is None else op.prev_hash
            link = _Link(row.id, row.seq or 0, row.hash, previous or GENESIS)
            chains[row.station, row.epoch or 0].append(link)
        if records % ROWS_AT_A_TIME == 0:
            tick(ROWS_AT_A_TIME)
    tick(records % ROWS_AT_A_TIME)
    findings += _gaps(session, chains)
    findings += _breaks(session, chains)
    findings += _sidecars(session)
    return Checked(records, len({station for station, _ in chains}), tuple(findings))


def _faults(row: Row[*tuple[Any, ...]], op: Operation | None) -> Iterator[str]:
    """What is wrong with one row, looked at alone."""
    if op is None:
        yield "the body is no record"
        return
    if not is_intact(op):
        yield "the hash does not fit the content"
    for name in _COLUMNS:
        if getattr(op, name) != getattr(row, name):
            yield f"the column {name} is not what the record says"
    # An anonymised record has no sidecar; a replayed one may have no nonce.
    if row.nonce and op.patron_c is not None and not _fits(op.patron_c, row.nonce, row.key):
        yield "the sidecar does not fit the record"
    if row.nonce and op.patron_c is None:
        yield "a sidecar stands beside a record that is about nobody"


def _record(body: str) -> Operation | None:
    try:
        return from_json(json.loads(body))
    except (ValueError, RecursionError, AttributeError):
        return None


def _fits(commitment: str, nonce: str, key: str) -> bool:
    try:
        return patron_commitment(bytes.fromhex(nonce), key.encode()) == commitment
    except ValueError:
        return False


def _gaps(session: Session, chains: Chains) -> Iterator[Finding]:
    """Below what was acknowledged of an epoch nothing is missing, and nothing is another."""
    for ack in session.scalars(select(Acknowledgement).order_by("station", "epoch")):
        name = f"{ack.station}, epoch {ack.epoch}"
        there = chains.get((ack.station, ack.epoch), [])
        missing = sorted(set(range(1, ack.seq + 1)) - {link.seq for link in there})
        if missing:
            yield Finding(name, f"{len(missing)} acknowledged records are missing: {missing[0]} …")
        elif ack.seq and ack.hash not in {link.hash for link in there if link.seq == ack.seq}:
            yield Finding(name, f"record {ack.seq} is not the one that was acknowledged")


def _breaks(session: Session, chains: Chains) -> Iterator[Finding]:
    """A record that continues none of those known, though there is one directly below it, and the
    register of conflicts knows nothing of that: it was not so when it came."""
    known = {link.hash for links in chains.values() for link in links}
    told: set[str] = set()
    for row in session.scalars(
        select(ConflictRow).where(ConflictRow.code == ConflictCode.CHAIN_BROKEN)
    ):
        told.update(row.evidence)
    for (station, epoch), links in sorted(chains.items()):
        numbers = {link.seq for link in links}
        for link in links:
            if link.seq - 1 in numbers and link.previous not in known and link.id not in told:
                what = f"record {link.seq} does not continue record {link.seq - 1}"
                yield Finding(f"{station}, epoch {epoch}", what)


def _sidecars(session: Session) -> Iterator[Finding]:
    lost = session.scalar(
        select(func.count())
        .select_from(Sidecar)
        .outerjoin(StoredOperation, StoredOperation.id == Sidecar.operation)
        .where(StoredOperation.id.is_(None))
    )
    if lost:
        yield Finding("sidecars", f"{lost} belong to no record")
