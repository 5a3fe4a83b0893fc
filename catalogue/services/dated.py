"""The dated records of one station, and how more of them are added without dating all anew.

`date_station` reads a station's whole set. Where a station simply went on writing, what is new can
only move the records of its latest boots: then those are dated with the boot before them, and the
result is taken only if it shows that nothing older can have moved. Otherwise all are dated anew.

Within a boot it is the same, record by record: what is new must not tell more of the boot's start
than the last record before it did, seen from the older ones; then no view of theirs has changed.

Why that is the same (`catalogue.domain.dating`, steps 1 to 4): the lineage is one line; boots do
not overlap, and those that are touched lie in the window as a whole; the boot before the window's
new part is measured and complete, so that no fence and no offset is looked for beyond it. Its last
record has lo < est < hi as before: hi is what the new part hands back along the line, lo and est
are all that the old part hands on. With strict inequality no contradiction was smoothed over there,
so both are the very values of the whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from catalogue.domain.conflicts import Conflict
from catalogue.domain.dating import (
    Dating,
    Interval,
    View,
    date_station,
    is_anchor,
    said_by,
    says_nothing_new,
)
from catalogue.domain.lineage import position
from catalogue.domain.operations import CENTRAL, Operation
from catalogue.domain.ordering import Place


@dataclass(frozen=True, slots=True)
class _Said:
    """What the records of a boot at the places `first` to `end` (not included) of the order say to
    those behind them; they are of one boot, and its clock never ran backwards."""

    first: int
    end: int
    view: View | None


@dataclass(slots=True)
class StationSet:
    """Records, times and lineage of one station. `order`: ids by (epoch, seq, id); `line`: the
    places there, if each record's parent is the one before it, else empty; `in_line`: it is so, and
    nothing is wrong with the chain."""

    ops: dict[str, Operation] = field(default_factory=dict)
    times: dict[str, Interval] = field(default_factory=dict)
    parents: dict[str, str | None] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    boots: Counter[str | None] = field(default_factory=Counter)
    hashes: set[str] = field(default_factory=set)
    line: dict[str, Place] = field(default_factory=dict)
    in_line: bool = False
    _said: _Said | None = None
    """Kept so that a record costs the same in a boot of weeks as in one of minutes."""

    def copy(self) -> StationSet:
        """One that can be changed on trial."""
        return StationSet(
            dict(self.ops),
            dict(self.times),
            dict(self.parents),
            list(self.order),
            self.boots.copy(),
            set(self.hashes),
            dict(self.line),
            self.in_line,
            self._said,
        )

    def load(self, op: Operation, time: Interval, parent: str | None) -> None:
        """A record dated earlier, or one that has been dated anew; call `loaded` after the last
        one."""
        if op.id not in self.ops:
            self._index((op,))
        self.ops[op.id], self.times[op.id], self.parents[op.id] = op, time, parent

    def loaded(self) -> None:
        """All records are there."""
        self._draw_line()
        self.in_line = bool(self.line) and not any(
            later.prev_hash not in self.hashes and position(later) == _next_place(earlier)
            for earlier, later in pairwise(self.ops[op_id] for op_id in self.order)
        )

    def _draw_line(self) -> None:
        """Bring the records into their order; see whether the lineage follows it."""
        self._said = None
        self.order.sort(key=lambda op_id: (position(self.ops[op_id]), op_id))
        before: str | None = None
        self.line.clear()
        for n, op_id in enumerate(self.order):
            if self.parents[op_id] != before:
                self.line.clear()
                return
            self.line[op_id] = (self.ops[op_id].station, n)
            before = op_id

    def add(self, ops: Iterable[Operation]) -> tuple[set[str], Mapping[str, Conflict]]:
        """Take in new records. Returns the ids whose time, parent or ancestors among the older
        records are new or other than before, and what is wrong with the chain."""
        new = sorted(ops, key=lambda op: (position(op), op.id))
        if not new:
            return set(), {}
        if new[0].station == CENTRAL:
            self._take(new)
            # The server's own moments depend on nothing else.
            return self._accept(date_station(new), {op.id for op in new}), {}
        moved = self._add_within_boot(new)
        if moved is not None:
            return moved, {}
        start = self._window(new) if self.order and self._goes_on(self.order[-1], new) else None
        self._take(new)
        if start is not None:
            moved = self._date_window(start, len(self.order) - len(new))
            if moved is not None:
                return moved, {}
        return self._date_all({op.id for op in new})

    def _take(self, new: Sequence[Operation]) -> None:
        self.ops.update((op.id, op) for op in new)
        self._index(new)

    def _index(self, new: Iterable[Operation]) -> None:
        for op in new:
            self.order.append(op.id)
            self.boots[op.boot_id] += 1
            self.hashes.add(op.hash)

    def _date_all(self, new: Set[str]) -> tuple[set[str], Mapping[str, Conflict]]:
        dating = date_station(self.ops.values())
        before = dict(self.parents)
        moved = self._accept(dating, self.ops)
        self._draw_line()
        self.in_line = not dating.conflicts and bool(self.line)
        return moved | self._on_another_branch(before, new), dating.conflicts

    def _on_another_branch(self, before: Mapping[str, str | None], new: Set[str]) -> set[str]:
        """Those that had other ancestors among the older records. What has moved may lie between
        two records of an item and be of neither; the fold of that item reads their lineage."""
        turned: set[str] = set()
        for op_id in self.order:
            if op_id in new:
                continue
            parent = self.parents[op_id]
            while parent is not None and parent in new:
                parent = self.parents[parent]
            if parent != before[op_id] or parent in turned:
                turned.add(op_id)
        return turned

    def _accept(self, dating: Dating, ids: Iterable[str]) -> set[str]:
        moved = set()
        for op_id in ids:
            time, parent = dating.times[op_id], dating.parents[op_id]
            if self.times.get(op_id) != time or self.parents.get(op_id) != parent:
                moved.add(op_id)
                self.times[op_id], self.parents[op_id] = time, parent
        return moved

    def _add_within_boot(self, new: Sequence[Operation]) -> set[str] | None:
        """Where all that is new was written in the newest boot, one after the other, after one that
        is there: date from that one on. None, and nothing is changed, where it cannot be shown that
        nothing before can have moved."""
        at = bisect_left(self.order, position(new[0]), key=lambda op_id: position(self.ops[op_id]))
        behind = [self.ops[op_id] for op_id in self.order[at:]]
        squeezed = bool(behind) and position(new[-1]) >= position(behind[0])
        if at == 0 or squeezed or not self._goes_on(self.order[at - 1], new):
            return None
        boot = new[0].boot_id
        first = at - (self.boots[boot] - len(behind))
        seam = self.ops[self.order[at - 1]]
        if not 0 <= first < at or not _one_boot([seam, *new, *behind]):
            return None
        said = self._said_before(first, at - 1)
        if (
            said is None
            or not is_anchor(seam)
            or not all(says_nothing_new(op, seam) for op in new if is_anchor(op))
        ):
            return None
        ids = [op.id for op in (seam, *new, *behind)]
        dating = date_station((seam, *new, *behind), earlier=said.view)
        if dating.conflicts or not self._is_steady(seam.id, dating) or not _in_line(ids, dating):
            return None
        self._take(new)
        self._said = said
        self.order[at:] = ids[1:]
        self._place(at)
        return self._accept(dating, ids[1:])

    def _said_before(self, first: int, end: int) -> _Said | None:
        """What the records of a boot that begins at `first` say up to `end`, where the next one is
        of it; None if they are not of one boot, or its clock ran backwards."""
        known = self._said
        if known is None or known.first != first or known.end > end:
            known = _Said(first, first, None)
        # One more on either side: they follow what is known, and the next one follows them.
        beside = self.order[max(first, known.end - 1) : end + 1]
        if not _one_boot([self.ops[op_id] for op_id in beside]):
            return None
        told = [self.ops[op_id] for op_id in self.order[known.end : end]]
        return _Said(first, end, said_by(told, known.view))

    def _is_steady(self, seam: str, dating: Dating) -> bool:
        time = dating.times[seam]
        return time == self.times[seam] and time.lo < time.est < time.hi

    def _place(self, start: int) -> None:
        """The places on the line from there on."""
        self.line.update(
            (op_id, (self.ops[op_id].station, n))
            for n, op_id in enumerate(self.order[start:], start)
        )

    def _goes_on(self, last: str, new: Sequence[Operation]) -> bool:
        """Do these follow that record, in order, none of them pointing further back?"""
        if not self.in_line:
            return False
        before = self.ops[last]
        unknown = {op.hash for op in new}
        for op in new:
            chained = op.prev_hash == before.hash
            gap = op.prev_hash not in self.hashes and op.prev_hash not in unknown
            if position(op) <= position(before) or not (chained or gap):
                return False
            before = op
        return True

    def _window(self, new: Sequence[Operation]) -> int | None:
        """Where in `order` the last complete measured boot begins that the new records leave
        alone; None if everything is to be dated anyway."""
        touched = {op.boot_id for op in new}
        place = len(self.order)
        counted: Counter[str | None] = Counter()
        while place > 0:
            boot = self.ops[self.order[place - 1]].boot_id
            first, measured = place, False
            while first > 0 and self.ops[self.order[first - 1]].boot_id == boot:
                first -= 1
                measured = measured or is_anchor(self.ops[self.order[first]])
            counted[boot] += place - first
            if counted[boot] != self.boots[boot]:
                return None  # a boot in two pieces
            if measured and boot not in touched:
                whole = all(counted[each] == self.boots[each] for each in touched)
                return first if first > 0 and whole else None
            place = first
        return None

    def _date_window(self, start: int, old: int) -> set[str] | None:
        """Date from `start` on; `old`: how many records there were before. None if the whole has
        to be dated."""
        ids = self.order[start:]
        boot = self.ops[ids[0]].boot_id
        dating = date_station(self.ops[op_id] for op_id in ids)
        last = start + self.boots[boot] - 1
        steady = self._is_steady(self.order[last], dating)
        if dating.conflicts or not steady or not _in_line(ids, dating) or last >= old:
            return None
        self._place(old)
        return self._accept(dating, self.order[last + 1 :])


def _next_place(op: Operation) -> tuple[int, int]:
    epoch, seq = position(op)
    return epoch, seq + 1


def _one_boot(ops: Sequence[Operation]) -> bool:
    """Are all of one boot, and does its clock never run backwards?"""
    return all(
        later.boot_id == earlier.boot_id and (later.mono_ms or 0) >= (earlier.mono_ms or 0)
        for earlier, later in pairwise(ops)
    )


def _in_line(order: Sequence[str], dating: Dating) -> bool:
    """Is each record's parent the one before it?"""
    return all(
        dating.parents[op_id] == before
        for before, op_id in zip([None, *order[:-1]], order, strict=True)
    )
