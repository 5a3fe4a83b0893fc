"""Which record came before which on a station's disk: a tree, not a list. Pure.

A disk put back from a backup goes on from an older record; both branches happened.
"""

from __future__ import annotations

from collections import Counter, defaultdict
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
    nearest record below of the same boot: no disk is changed under a running machine. If there is
    none, it is the record with the greatest (epoch, seq) below, but never beyond a known fork: two
    ids at one (epoch, seq), of which one may be lost and known by its hash alone. Then it is the
    last record before the first fork, the last common one for sure.
    """
    placed = sorted(((position(op), op.id, op) for op in ops), key=itemgetter(0, 1))
    records = [op for _, _, op in placed]
    positions = [at for at, _, _ in placed]
    places = {op.hash: place for place, op in enumerate(records)}
    by_position: dict[Position, list[int]] = defaultdict(list)
    for place, at in enumerate(positions):
        by_position[at].append(place)
    broken = _broken(records, places, by_position)
    fork = min([*_twice(by_position), *_lost(records, broken)], default=None)

    parents: list[int | None] = []
    children: list[list[int]] = [[] for _ in records]
    nearest = _nearest_below(records, positions, fork)
    for place, op in enumerate(records):
        parent = places.get(op.prev_hash or "")
        if parent is None or positions[parent] >= positions[place]:
            parent = nearest[place]
        parents.append(parent)
        if parent is not None:
            children[parent].append(place)
    found = [*_forks(records, by_position), *_breaks(records, broken)]
    return Lineage(records, parents, children, {c.id: c for c in found})


def _nearest_below(
    records: Sequence[Operation], positions: Sequence[Position], fork: Position | None
) -> Sequence[int | None]:
    """For each record the one it goes on from if its own predecessor is missing."""
    written = Counter((op.boot_id, at) for op, at in zip(records, positions, strict=True))
    # A boot with two records at one place ran on two machines: it is no line.
    torn = {None, *(boot for (boot, _), times in written.items() if times > 1)}
    nearest: list[int | None] = []
    of_boot: dict[str | None, int] = {}
    common: int | None = None
    for place, op in enumerate(records):
        nearest.append(of_boot.get(op.boot_id, common))
        if op.boot_id not in torn:
            of_boot[op.boot_id] = place
        if fork is None or positions[place] < fork:
            common = place
    return nearest


def _twice(by_position: Mapping[Position, Sequence[int]]) -> Iterable[Position]:
    return (at for at, found in by_position.items() if len(found) > 1)


def _broken(
    records: Sequence[Operation],
    places: Mapping[str, int],
    by_position: Mapping[Position, Sequence[int]],
) -> Sequence[tuple[int, Sequence[int]]]:
    """Records that continue none of those known directly below them, nor any other; and those."""
    found = []
    for place, op in enumerate(records):
        epoch, seq = position(op)
        below = by_position.get((epoch, seq - 1), ())
        if below and (op.prev_hash or "") not in places:
            found.append((place, below))
    return found


def _lost(
    records: Sequence[Operation], broken: Iterable[tuple[int, Sequence[int]]]
) -> Iterable[Position]:
    """Where a record of another boot stands in the place of the one that a record continues: that
    one was lost after a fork. Of the same boot it is no fork: the chain was tampered with."""
    for place, below in broken:
        if all(records[other].boot_id != records[place].boot_id for other in below):
            yield position(records[below[0]])


def _forks(
    records: Sequence[Operation], by_position: Mapping[Position, Sequence[int]]
) -> Iterable[Conflict]:
    for at in _twice(by_position):
        ops = [records[place] for place in by_position[at]]
        yield conflict(ConflictCode.FORK, ops[0].station, (op.id for op in ops))


def _breaks(
    records: Sequence[Operation], broken: Iterable[tuple[int, Sequence[int]]]
) -> Iterable[Conflict]:
    for place, below in broken:
        op = records[place]
        evidence = [op.id, *(records[other].id for other in below)]
        yield conflict(ConflictCode.CHAIN_BROKEN, op.station, evidence)
