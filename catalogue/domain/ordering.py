"""The order of records across stations: an estimate for all, certainty for some. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from catalogue.domain.dating import Interval
from catalogue.domain.operations import Operation

SortKey = tuple[int, str, int, int, str]
Place = tuple[str, int]
"""A station whose lineage does not branch, and how many of its records came before."""


def _no_lines() -> Mapping[str, Place]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Timeline:
    """The times and lineage of all records concerned.

    `times` and `ops` cover the records that are folded; `parents` (and `times`) also the other
    records of their stations, which the lineage runs through. `line`: places of all records of
    stations without branches, as far as they are known; they save the way back step by step.
    """

    times: Mapping[str, Interval]
    parents: Mapping[str, str | None]
    ops: Mapping[str, Operation]
    line: Mapping[str, Place] = field(default_factory=_no_lines)

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
        here = self.line.get(later)
        if here is not None:
            return self._on_the_line(wanted, here)
        # An estimate never falls from parent to child: below this one none of them can be met.
        oldest = min(self.times[op_id].est for op_id in wanted)
        step = self.parents.get(later)
        while step is not None and step not in wanted:
            moment = self.times.get(step)
            if moment is None or moment.est < oldest:
                return None
            step = self.parents.get(step)
        return step

    def _on_the_line(self, wanted: Iterable[str], here: Place) -> str | None:
        """All ancestors of a record on a line are those before it there."""
        station, n = here
        places = ((self.line.get(op_id), op_id) for op_id in wanted)
        before = [(at[1], op_id) for at, op_id in places if at and at[0] == station and at[1] < n]
        return max(before)[1] if before else None

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
