"""The digest of a town's state: what two servers must agree on, in whatever order they heard of it.

Per part of the state the number of rows and the sum mod 2^256 of their SHA-256 (of their RFC 8785
bytes), so that neither the order of rows nor the kind of database enters. Left out is what tells
when a server heard of something: `received_ms`, `applied_late`, numbers of the feed, moments at
which conflicts opened or closed, and conflicts that have closed by themselves. Only reads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from catalogue.db.money import FeeLine
from catalogue.db.present import ConflictRow, HoldRow, ItemRow, LoanRow, RepairRow
from catalogue.db.record import OPERATIONS, StoredOperation
from catalogue.db.whom import WHOM, WITH_WHOM
from catalogue.domain.operations import CENTRAL, Json, plain_bytes
from catalogue.services.registry import AUTO_CLOSED, ID_REUSED

MODULUS = 1 << 256
ROWS_AT_A_TIME = 2_000
VERSION = 1
"""Of what enters the digest: digests of different versions say nothing of each other."""

_OP = StoredOperation
_STATIONS = _OP.station != CENTRAL
PARTS: Mapping[str, Select[*tuple[Any, ...]]] = {
    "operations": select(_OP.id, _OP.hash).where(_STATIONS),
    "times": select(_OP.id, _OP.lo, _OP.est, _OP.hi, _OP.parent).where(_STATIONS),
    "outcomes": select(_OP.id, _OP.outcome_class, _OP.outcome_code, _OP.outcome_reason).where(
        _STATIONS
    ),
    "patrons": select(OPERATIONS.c.id, WHOM)
    .select_from(WITH_WHOM)
    .where(OPERATIONS.c.station != CENTRAL, WHOM.is_not(None)),
    "central": select(
        OPERATIONS.c.id,
        OPERATIONS.c.hash,
        OPERATIONS.c.lo,
        OPERATIONS.c.est,
        OPERATIONS.c.hi,
        OPERATIONS.c.outcome_class,
        OPERATIONS.c.outcome_code,
        OPERATIONS.c.outcome_reason,
        WHOM,
    )
    .select_from(WITH_WHOM)
    .where(OPERATIONS.c.station == CENTRAL),
    "items": select(
        ItemRow.item,
        ItemRow.status,
        ItemRow.patron,
        ItemRow.loan,
        ItemRow.due_ms,
        ItemRow.branch,
        ItemRow.hold,
        ItemRow.withdrawn,
        ItemRow.parts,
        ItemRow.reserved,
        ItemRow.heading,
        ItemRow.heading_hold,
    ),
    "loans": select(
        LoanRow.id,
        LoanRow.item,
        LoanRow.patron_id,
        LoanRow.start_ms,
        LoanRow.due_ms,
        LoanRow.end_ms,
        LoanRow.ended_by,
        LoanRow.open,
    ),
    "holds": select(
        HoldRow.id,
        HoldRow.title,
        HoldRow.patron_id,
        HoldRow.status,
        HoldRow.item,
        HoldRow.pickup,
        HoldRow.placed_ms,
    ),
    "fees": select(
        FeeLine.id,
        FeeLine.patron_id,
        FeeLine.reason,
        FeeLine.item,
        FeeLine.about,
        FeeLine.part,
        FeeLine.cents,
        FeeLine.paid_cents,
        FeeLine.open_cents,
    ),
    "conflicts": select(
        ConflictRow.id, ConflictRow.code, ConflictRow.subject, ConflictRow.state
    ).where(ConflictRow.state != AUTO_CLOSED, ConflictRow.code != ID_REUSED),
    "repairs": select(
        RepairRow.uid, RepairRow.operation, RepairRow.item, RepairRow.wanted, RepairRow.found
    ),
}
"""Each row begins with what names it."""
APART = frozenset({"central", "outcomes"})
"""Not in the digest: what the server did itself (a notice, a transit it took note of) is about what
it knew that day, and a later record's outcome may say so. What became of items, loans, holds and
debts is in."""


@dataclass(frozen=True, slots=True)
class Part:
    """Of one part of the state: rows, and their sum in 64 hexadecimal digits."""

    rows: int
    sum: str


@dataclass(frozen=True, slots=True)
class StateDigest:
    """`digest`: SHA-256 over the parts but those `APART`, 64 hexadecimal digits."""

    digest: str
    parts: Mapping[str, Part]

    def differing(self, other: StateDigest) -> list[str]:
        """Names of the parts that are not the same."""
        return [name for name in PARTS if self.parts.get(name) != other.parts.get(name)]


def state_digest(session: Session, tick: Callable[[int], None] = lambda _rows: None) -> StateDigest:
    """The digest of everything this transaction sees; `tick` is told of rows as they are read."""
    parts = {name: _part(session, name, tick) for name in PARTS}
    told: dict[str, Json] = {
        name: [part.rows, part.sum] for name, part in parts.items() if name not in APART
    }
    told["version"] = VERSION
    return StateDigest(hashlib.sha256(plain_bytes(told)).hexdigest(), parts)


def differing_rows(one: Session, other: Session, part: str, limit: int = 10) -> list[str]:
    """Names of the first rows of a part that are not the same on both sides, in order."""
    here = dict(_hashes(one, part))
    there = dict(_hashes(other, part))
    names = here.keys() | there.keys()
    return sorted(name for name in names if here.get(name) != there.get(name))[:limit]


def _part(session: Session, name: str, tick: Callable[[int], None]) -> Part:
    rows = total = 0
    for _, hash_ in _hashes(session, name):
        rows += 1
        total += int.from_bytes(hash_, "big")
        if rows % ROWS_AT_A_TIME == 0:
            tick(ROWS_AT_A_TIME)
    tick(rows % ROWS_AT_A_TIME)
    return Part(rows, f"{total % MODULUS:064x}")


def _hashes(session: Session, part: str) -> Iterator[tuple[str, bytes]]:
    found = session.execute(PARTS[part].execution_options(yield_per=ROWS_AT_A_TIME))
    for row in found:
        yield str(row[0]), hashlib.sha256(plain_bytes({"": _values(row)})).digest()


def _values(row: Row[*tuple[Any, ...]]) -> list[Json]:
    return [sorted(value) if isinstance(value, list) else value for value in row]
