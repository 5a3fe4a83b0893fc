"""Which record came before which on a station's disk: a tree, not a list. Pure.

A disk put back from a backup goes on from an older record; both branches happened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from catalogue.domain.conflicts import Conflict, ConflictCode, conflict
from catalogue.domain.operations import Operation

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lineage:
    """Records by (epoch, seq, id); `parents` and `children` name them by their place there."""

    records: Sequence[Operation]
    parents: Sequence[int | None]
    children: Sequence[Sequence[int]]
    conflicts: Mapping[str, Conflict]


def position(op: Operation) -> Position:
    """(epoch, seq); (0, 0) for the central station's records."""
    return op.epoch or 0, op.seq or 0


def trace(ops: Iterable[Operation]) -> Lineage:
    """The lineage of one station's records.

    The parent of a record holds its `prev_hash`. Where that one is missing (a gap), it is the
    record with the greatest (epoch, seq) below, but never beyond a known fork: two ids at one
    (epoch, seq). Then it is the last record before the first fork, the last common one for sure.
    """
    placed = sorted(((position(op), op.id, op) for op in ops), key=itemgetter(0, 1))
    records = [op for _, _, op in placed]
    positions = [at for at, _, _ in placed]
    places = {op.hash: place for place, op in enumerate(records)}
    by_position: dict[Position, list[int]] = defaultdict(list)
    for place, at in enumerate(positions):
        by_position[at].append(place)
    fork = min((p for p, found in by_position.items() if len(found) > 1), default=None)

    parents: list[int | None] = []
    children: list[list[int]] = [[] for _ in records]
    below: int | None = None
    for place, op in enumerate(records):
        parent = places.get(op.prev_hash or "")
        if parent is None or positions[parent] >= positions[place]:
            parent = below
        parents.append(parent)
        if parent is not None:
            children[parent].append(place)
        if fork is None or positions[place] < fork:
            below = place
    found = [*_forks(records, by_position), *_breaks(records, places, by_position)]
    return Lineage(records, parents, children, {c.id: c for c in found})


def _forks(
    records: Sequence[Operation], by_position: Mapping[Position, Sequence[int]]
) -> Iterable[Conflict]:
    for found in by_position.values():
        if len(found) > 1:
            ops = [records[place] for place in found]
            yield conflict(ConflictCode.FORK, ops[0].station, (op.id for op in ops))


def _breaks(
    records: Sequence[Operation],
    places: Mapping[str, int],
    by_position: Mapping[Position, Sequence[int]],
) -> Iterable[Conflict]:
    """A record that continues none of those known directly below it, nor any other."""
    for op in records:
        epoch, seq = position(op)
        below = by_position.get((epoch, seq - 1), ())
        if below and (op.prev_hash or "") not in places:
            evidence = [op.id, *(records[place].id for place in below)]
            yield conflict(ConflictCode.CHAIN_BROKEN, op.station, evidence)
