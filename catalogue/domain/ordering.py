"""The order of records across stations: an estimate for all, certainty for some. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalogue.domain.dating import Interval
from catalogue.domain.operations import Operation

SortKey = tuple[int, str, int, int, str]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The times and lineage of all records concerned.

    `times` and `ops` cover the records that are folded; `parents` (and `times`) also the other
    records of their stations, which the lineage runs through.
    """

    times: Mapping[str, Interval]
    parents: Mapping[str, str | None]
    ops: Mapping[str, Operation]

    def key(self, op_id: str) -> SortKey:
        """Total order of the estimates: (est, station, epoch, seq, id)."""
        op = self.ops[op_id]
        return self.times[op_id].est, op.station, op.epoch or 0, op.seq or 0, op_id

    def in_order(self, op_ids: Iterable[str]) -> list[str]:
        """Ids by `key`."""
        return sorted(op_ids, key=self.key)

    def is_ancestor(self, earlier: str, later: str) -> bool:
        """Did `later` follow `earlier` on the same disk?"""
        return self.nearest_ancestor({earlier}, later) is not None

    def before(self, earlier: str, later: str) -> bool:
        """Was `earlier` certainly before `later`?"""
        if self.times[earlier].hi < self.times[later].lo:
            return True
        return self.ops[earlier].station == self.ops[later].station and self.is_ancestor(
            earlier, later
        )

    def nearest_ancestor(self, among: Iterable[str], later: str) -> str | None:
        """The first of `among` met on the way back from `later`, or None."""
        wanted = frozenset(among)
        if not wanted:
            return None
        # An estimate never falls from parent to child: below this one none of them can be met.
        oldest = min(self.times[op_id].est for op_id in wanted)
        step = self.parents.get(later)
        while step is not None and step not in wanted:
            moment = self.times.get(step)
            if moment is None or moment.est < oldest:
                return None
            step = self.parents.get(step)
        return step

    def predecessors(self, cluster: Sequence[str]) -> list[int]:
        """For each record the set (bit mask over `cluster`, given by `key`) of those certainly
        before it."""
        place = {op_id: i for i, op_id in enumerate(cluster)}
        same_station: dict[str, list[str]] = {}
        masks: list[int] = []
        for i, later in enumerate(cluster):
            lo = self.times[later].lo
            mask = 0
            for j, earlier in enumerate(cluster):
                if self.times[earlier].hi < lo:
                    mask |= 1 << j
            mine = same_station.setdefault(self.ops[later].station, [])
            nearest = self.nearest_ancestor(mine, later)
            if nearest is not None:
                # Lineage is transitive, and the estimate order holds ancestors first.
                mask |= 1 << place[nearest] | masks[place[nearest]]
            mine.append(later)
            masks.append(mask & ~(1 << i))
        return masks
