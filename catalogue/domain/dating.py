"""When did it happen? The times of one station's records, as [lo, est, hi]. Pure.

Read: the set of a station's records, nothing else; the order and the time of their arrival do not
enter. Four steps: the lineage (`catalogue.domain.lineage`); boots with a measured clock, each
measurement dating the whole boot, backwards too; boots without contact, fenced by their
neighbours; and monotone along the lineage. All in integer milliseconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from catalogue.domain.conflicts import Conflict
from catalogue.domain.lineage import Lineage, trace
from catalogue.domain.operations import CENTRAL, Basis, Operation

BUILD_MS: Final = 1_735_689_600_000
"""A station's clock that says earlier than its software's release is void: 2025-01-01 UTC."""
RTC_TOLERANCE_MS: Final = 5_000
"""Disagreement allowed between a carried-over offset and the next measured one."""
FAR_MS: Final = 10**15
"""Beyond every date: no fence on this side."""
_TICKS: Final = 5_000
"""The monotonic clock is trusted to 200 ppm, one part in 5,000: in ticks of 1/5,000 ms, a distance
of n ms costs n ticks, and all of the arithmetic is exact."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Bounds and estimate of a moment, lo <= est <= hi, ms UTC of the server's clock."""

    lo: int
    est: int
    hi: int


@dataclass(frozen=True, slots=True)
class Dating:
    """What a station's set says. `parents`: the record before, None at a root. `conflicts`: `fork`
    and `chain_broken`, by conflict id; their subject is the station."""

    times: Mapping[str, Interval]
    parents: Mapping[str, str | None]
    conflicts: Mapping[str, Conflict]


def date_station(
    ops: Iterable[Operation], build_ms: int = BUILD_MS, earlier: View | None = None
) -> Dating:
    """Dates every record of ONE station. Records of the central station have no lineage: their
    moment is the server's clock itself. `earlier`: what records of the first one's boot say that
    were before it and are not dated themselves (`said_by`)."""
    records = list(ops)
    if records and records[0].station == CENTRAL:
        return Dating(
            times={op.id: Interval(op.wall_ms, op.wall_ms, op.wall_ms) for op in records},
            parents=dict.fromkeys(op.id for op in records),
            conflicts={},
        )
    lineage = trace(records)
    clock = _Clock(lineage, build_ms, {} if earlier is None else {records[0].boot_id: earlier})
    clock.date_measured_boots()
    clock.date_silent_boots()
    clock.make_monotone()
    return Dating(
        times={
            op.id: Interval(*moment)
            for op, moment in zip(
                lineage.records, zip(clock.lo, clock.est, clock.hi, strict=True), strict=True
            )
        },
        parents={
            op.id: None if parent is None else lineage.records[parent].id
            for op, parent in zip(lineage.records, lineage.parents, strict=True)
        },
        conflicts=lineage.conflicts,
    )


class _Clock:
    """The dating in progress; a record is known by its place in `lineage.records`."""

    def __init__(self, lineage: Lineage, build_ms: int, earlier: Mapping[str | None, View]) -> None:
        self._ops = lineage.records
        self._earlier = earlier
        self._parents = lineage.parents
        self._children = lineage.children
        self._build_ms = build_ms
        self._boots: dict[str, list[int]] = defaultdict(list)
        for place, op in enumerate(self._ops):
            self._boots[op.boot_id or ""].append(place)
        self._measured = {
            boot: boot in earlier or any(is_anchor(self._ops[p]) for p in places)
            for boot, places in self._boots.items()
        }
        self.lo = [0] * len(self._ops)
        self.est = [0] * len(self._ops)
        self.hi = [0] * len(self._ops)

    def _boot(self, place: int) -> str:
        return self._ops[place].boot_id or ""

    def _mono(self, place: int) -> int:
        return self._ops[place].mono_ms or 0

    def date_measured_boots(self) -> None:
        """Step 2: each measurement of a boot dates all of its records; the bounds intersect."""
        for boot, places in self._boots.items():
            if not self._measured[boot]:
                continue
            by_mono = sorted(places, key=self._mono)
            before = list(_sweep([self._ops[p] for p in by_mono], 1, self._earlier.get(boot)))
            after = list(_sweep([self._ops[p] for p in reversed(by_mono)], -1))
            for place, *views in zip(by_mono, before, reversed(after), strict=True):
                self._set(place, *_meet([view for view in views if view is not None]))

    def date_silent_boots(self) -> None:
        """Step 3: a boot without contact has one unknown, the moment it started."""
        floor, ceiling = self._fences()
        for boot, places in self._boots.items():
            if self._measured[boot]:
                continue
            start = self._start(places, floor[boot], ceiling[boot])
            for place in places:
                mono = self._mono(place)
                self._set(place, start.lo + mono, start.est + mono, start.hi + mono)

    def make_monotone(self) -> None:
        """Step 4: lo from the ancestors, hi from the descendants, then est from the parent."""
        lo, est, hi = self.lo, self.est, self.hi
        for place, parent in enumerate(self._parents):
            if parent is not None:
                lo[place] = max(lo[place], lo[parent])
        for place in range(len(self._ops) - 1, -1, -1):
            for child in self._children[place]:
                hi[place] = min(hi[place], hi[child])
        for place in range(len(self._ops)):
            if lo[place] > hi[place]:
                # A measurement outweighs a fence; a fence gives way to what follows it.
                lo[place] = hi[place] = (
                    lo[place] if self._measured[self._boot(place)] else hi[place]
                )
            est[place] = min(max(est[place], lo[place]), hi[place])
        for place, parent in enumerate(self._parents):
            if parent is not None:
                est[place] = max(est[place], est[parent])
                lo[place] = min(max(lo[place], lo[parent]), est[place])
                hi[place] = max(hi[place], est[place])

    def _set(self, place: int, lo: int, est: int, hi: int) -> None:
        self.lo[place], self.est[place], self.hi[place] = lo, est, hi

    def _fences(self) -> tuple[dict[str, int], dict[str, int]]:
        """Bounds of each boot's start: after the last record of the boot before it, and early
        enough for all of its own records to lie before the next boot's start."""
        floor = dict.fromkeys(self._boots, -FAR_MS)
        ceiling = dict.fromkeys(self._boots, FAR_MS)
        for boot, places in self._boots.items():
            for place in places:
                parent = self._parents[place]
                if parent is not None and self._boot(parent) != boot:
                    floor[boot] = max(floor[boot], self._earliest(parent, floor))
        for boot, places in reversed(self._boots.items()):
            for place in places:
                for child in self._children[place]:
                    if self._boot(child) != boot:
                        start = self._latest_start(child, ceiling)
                        if start < FAR_MS:
                            ceiling[boot] = min(ceiling[boot], start - self._mono(place))
        return floor, ceiling

    def _earliest(self, place: int, floor: Mapping[str, int]) -> int:
        boot = self._boot(place)
        if self._measured[boot]:
            return self.lo[place]
        return floor[boot] + self._mono(place) if floor[boot] > -FAR_MS else -FAR_MS

    def _latest_start(self, place: int, ceiling: Mapping[str, int]) -> int:
        """The latest start of the boot this record belongs to."""
        boot = self._boot(place)
        return self.hi[place] - self._mono(place) if self._measured[boot] else ceiling[boot]

    def _start(self, places: Sequence[int], floor: int, ceiling: int) -> Interval:
        """The start of a boot without contact, from its battery clock if that is believable."""
        if floor > ceiling:
            floor = ceiling = (floor + ceiling) // 2
        guesses, tolerance = self._guesses(places)
        for guess in guesses:
            if floor <= guess <= ceiling:
                if tolerance is None:
                    return Interval(floor, guess, ceiling)
                return Interval(
                    max(floor, guess - tolerance), guess, min(ceiling, guess + tolerance)
                )
        return Interval(floor, _middle(floor, ceiling), ceiling)

    def _guesses(self, places: Sequence[int]) -> tuple[list[int], int | None]:
        """Starts the battery clock may stand for, best first, and the error of the first one if
        nothing contradicts it. A clock that stood before the software was made says nothing."""
        following = self._next_offset(places[-1])
        for place in places:
            op = self._ops[place]
            if op.basis != Basis.RTC or op.offset_ms is None or op.wall_ms <= self._build_ms:
                continue
            reading, error = op.wall_ms - self._mono(place), max(0, op.error_ms or 0)
            carried = reading + op.offset_ms
            if following is None or abs(following - op.offset_ms) <= RTC_TOLERANCE_MS + error:
                return [carried], error
            return [reading + following, carried], None
        first = self._ops[places[0]]
        if following is not None and first.wall_ms > self._build_ms:
            return [first.wall_ms - self._mono(places[0]) + following], None
        return [], None

    def _next_offset(self, place: int) -> int | None:
        """The offset measured next, down the lineage as far as it does not branch."""
        children = self._children[place]
        while len(children) == 1:
            op = self._ops[children[0]]
            if is_anchor(op):
                return op.offset_ms
            children = self._children[children[0]]
        return None


def is_anchor(op: Operation) -> bool:
    """Does it carry a measurement of its station's clock of this boot?"""
    return op.basis == Basis.BOOT and op.offset_ms is not None and op.mono_ms is not None


class View(NamedTuple):
    """What the measurements on one side of a record say of it, in ticks: bounds, and the smallest
    error with (tie-break) the sequence number and the moment in ms."""

    lo: int
    hi: int
    tightest: tuple[int, int, int]


def _entry(op: Operation, direction: int) -> View:
    """What one measurement says of its boot's start, as seen from records in that direction: the
    distance is left out, it is the same for all that are compared."""
    mono = op.mono_ms or 0
    start = op.wall_ms + (op.offset_ms or 0) - mono
    spread = _TICKS * (max(0, op.error_ms or 0) + 1) - direction * mono
    return View(_TICKS * start - spread, _TICKS * start + spread, (spread, op.seq or 0, start))


def said_by(ops: Iterable[Operation], before: View | None = None) -> View | None:
    """What the measurements of these records of one boot say of its start, as seen from all records
    behind them, together with what those before them said; None: there is none."""
    for op in ops:
        if is_anchor(op):
            before = _both(before, _entry(op, 1))
    return before


def _both(one: View | None, other: View) -> View:
    if one is None:
        return other
    return View(max(one.lo, other.lo), min(one.hi, other.hi), min(one.tightest, other.tightest))


def says_nothing_new(later: Operation, earlier: Operation) -> bool:
    """Can the measurement of `later` change the date of no record before `earlier`, of the same
    boot and with a measurement of its own?"""
    new, known = _entry(later, -1), _entry(earlier, -1)
    return new.lo <= known.lo and new.hi >= known.hi and new.tightest >= known.tightest


def _sweep(
    ops: Sequence[Operation], direction: int, said: View | None = None
) -> Iterator[View | None]:
    """For each record the view of the measurements up to it, in the direction of the sweep, and of
    what was `said` before.

    A measurement with error e at distance d allows e + 1 ms + 200 ppm of d; along one direction
    the best of all of them is a running maximum, minimum and minimum.
    """
    for op in ops:
        mono = op.mono_ms or 0
        way = direction * mono
        if is_anchor(op):
            said = _both(said, _entry(op, direction))
        if said is None:
            yield None
        else:
            spread, seq, start = said.tightest
            now = _TICKS * mono
            yield View(said.lo - way + now, said.hi + way + now, (spread + way, seq, start + mono))


def _meet(views: Sequence[View]) -> tuple[int, int, int]:
    """The intersection in ms, rounded outwards; where it is empty the tightest speaks alone."""
    lo = max(view.lo for view in views)
    hi = min(view.hi for view in views)
    error, _, moment = min(view.tightest for view in views)
    if lo > hi:
        lo, hi = _TICKS * moment - error, _TICKS * moment + error
    return lo // _TICKS, moment, hi // _TICKS + 1


def _middle(floor: int, ceiling: int) -> int:
    if floor == -FAR_MS:
        return ceiling
    return floor if ceiling == FAR_MS else (floor + ceiling) // 2
