"""The hold queue of one title, from its hold records and what its items' folds say. Pure.

Reads item folds, never the other way: a late, earlier hold takes no trapped item away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import itemgetter
from typing import Final

from catalogue.domain.conflicts import Conflict, ConflictCode, Resolution, conflict
from catalogue.domain.items import (
    DANGLING,
    VOIDED,
    Fact,
    ItemFold,
    ShelfEvent,
    ShelfKind,
    undo_outcomes,
    voids,
)
from catalogue.domain.operations import Kind, Operation
from catalogue.domain.ordering import SortKey, Timeline
from catalogue.domain.shape import TITLE_KINDS, cause_of, malformed_reason
from catalogue.domain.states import APPLIED, DUPLICATE, Outcome
from catalogue.domain.steps import PREMISE_GONE, UNDONE


class HoldStatus(StrEnum):
    """Where a hold is in its life."""

    WAITING = "waiting"
    READY = "ready"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class HoldFold:
    """One hold. `item`: the copy trapped for it, or the one it was fulfilled with."""

    status: HoldStatus
    patron: str
    item: str | None = None
    pickup: str | None = None
    trap: str | None = None
    """The record that set the copy aside, while it waits there."""

    @property
    def is_open(self) -> bool:
        """Is it still in the queue?"""
        return self.status in (HoldStatus.WAITING, HoldStatus.READY)


@dataclass(frozen=True, slots=True)
class TitleFold:
    """`holds` by id of the hold_place, in the order of the queue."""

    holds: Mapping[str, HoldFold]
    outcomes: Mapping[str, Outcome]
    conflicts: Mapping[str, Conflict]
    resolved: Mapping[str, Resolution]


def fold_title(
    facts: Iterable[Fact], items: Mapping[str, ItemFold], timeline: Timeline, *, title: str
) -> TitleFold:
    """Folds the records of one title (`fold_of` = title) with the folds of all its items.

    Decisions about conflicts take effect as in the item fold; a trap declared void here leaves
    the item where it is, only the hold no longer counts on it.
    """
    found = {fact.op.id: fact for fact in facts}
    ordered = [found[op_id] for op_id in timeline.in_order(found)]
    shelf = _placed_shelf(items, timeline)
    decisions = [
        fact.op
        for fact in ordered
        if fact.op.kind == Kind.CONFLICT_RESOLVE and malformed_reason(fact.op, None) is None
    ]
    voided: frozenset[str] = frozenset()
    resolved: dict[str, Resolution] = {}
    decided: dict[str, Outcome] = {}
    queue = _run(title, found, ordered, shelf, timeline, voided)
    for op in decisions:
        named, choice = str(op.payload["conflict"]), str(op.payload["choice"])
        if named in resolved:
            decided[op.id] = DUPLICATE
        elif named not in queue.conflicts:
            decided[op.id] = PREMISE_GONE
        else:
            decided[op.id] = Outcome("applied", choice)
            resolved[named] = Resolution(queue.conflicts[named], choice, op.id)
            if choice == "void":
                voided |= voids(op) & set(queue.conflicts[named].evidence)
                queue = _run(title, found, ordered, shelf, timeline, voided)
    return TitleFold(
        holds=queue.holds,
        outcomes={**queue.outcomes, **decided},
        conflicts={c: v for c, v in queue.conflicts.items() if c not in resolved},
        resolved=resolved,
    )


_Place = tuple[SortKey, int]


def _placed_shelf(
    items: Mapping[str, ItemFold], timeline: Timeline
) -> list[tuple[_Place, ShelfEvent]]:
    """The items' events with their places among the title's records: by time, but never against
    the order the item's own fold chose. What follows from a record stands behind it."""
    placed: list[tuple[_Place, ShelfEvent]] = []
    for fold in items.values():
        events: dict[str, list[ShelfEvent]] = {}
        for event in fold.shelf:
            events.setdefault(event.op, []).append(event)
        reached: SortKey | None = None
        for index, op_id in enumerate(fold.order):
            if cause_of(timeline.ops[op_id]) is None or reached is None:
                key = timeline.key(op_id)
                reached = key if reached is None else max(reached, key)
            placed += [((reached, index), event) for event in events.get(op_id, ())]
    return placed


def _run(
    title: str,
    found: Mapping[str, Fact],
    ordered: Sequence[Fact],
    shelf: Sequence[tuple[_Place, ShelfEvent]],
    timeline: Timeline,
    voided: frozenset[str],
) -> _Queue:
    """One fold of the queue, without the records declared void."""
    queue = _Queue(title, frozenset(found))
    undos = [
        fact.op
        for fact in ordered
        if fact.op.kind == Kind.UNDO
        and malformed_reason(fact.op, None) is None
        and fact.op.id not in voided
    ]
    queue.outcomes, undone = undo_outcomes(found, undos, timeline)
    for op_id, outcome in list(queue.outcomes.items()):
        if outcome == DANGLING:
            queue.contradict(ConflictCode.DANGLING_REF, op_id)
    placed: list[tuple[_Place, Fact | ShelfEvent]] = [
        (place, event) for place, event in shelf if event.op not in voided
    ]
    for fact in ordered:
        op = fact.op
        reason = malformed_reason(op, fact.patron)
        if op.id in voided:
            queue.outcomes[op.id] = VOIDED
        elif reason is not None:
            queue.outcomes[op.id] = Outcome("malformed", reason)
        elif op.id in undone:
            queue.outcomes[op.id] = UNDONE
        elif op.kind in TITLE_KINDS:
            placed.append(((timeline.key(op.id), 0), fact))
    for _, event in sorted(placed, key=itemgetter(0)):
        queue.take(event)
    return queue


class _Queue:
    """The hold queue on its way through the records."""

    def __init__(self, title: str, known: Set[str]) -> None:
        self._title = title
        self._known = known
        self._ended_early: dict[str, HoldStatus] = {}
        self.holds: dict[str, HoldFold] = {}
        self.outcomes: dict[str, Outcome] = {}
        self.conflicts: dict[str, Conflict] = {}

    def contradict(self, code: str, *evidence: str) -> None:
        """Raises a conflict about this title."""
        found = conflict(code, self._title, evidence)
        self.conflicts[found.id] = found

    def take(self, event: Fact | ShelfEvent) -> None:
        """One record of the queue, or one event of an item."""
        if isinstance(event, ShelfEvent):
            _SHELF[event.kind](self, event)
        elif event.op.kind == Kind.HOLD_PLACE:
            self.outcomes[event.op.id] = self._place(event)
        else:
            self.outcomes[event.op.id] = self._end(event.op)

    def _place(self, fact: Fact) -> Outcome:
        op, patron = fact.op, fact.patron or ""
        if any(hold.is_open and hold.patron == patron for hold in self.holds.values()):
            return DUPLICATE
        pickup = op.payload.get("pickup")
        status = self._ended_early.get(op.id, HoldStatus.WAITING)
        self.holds[op.id] = HoldFold(
            status, patron, pickup=pickup if isinstance(pickup, str) else None
        )
        return APPLIED if status == HoldStatus.WAITING else Outcome("superseded", status)

    def _end(self, op: Operation) -> Outcome:
        named = str(op.refs["about"])
        cancelled = op.kind == Kind.HOLD_CANCEL
        status = HoldStatus.CANCELLED if cancelled else HoldStatus.EXPIRED
        if named not in self._known:
            self.contradict(ConflictCode.DANGLING_REF, op.id)
            return DANGLING
        hold = self.holds.get(named)
        if hold is None:
            self._ended_early.setdefault(named, status)
            return Outcome("applied", "before_place")
        if not hold.is_open:
            return Outcome("superseded", hold.status)
        self.holds[named] = replace(hold, status=status)
        return APPLIED

    def _trap(self, event: ShelfEvent) -> None:
        named = event.hold or ""
        hold = self.holds.get(named)
        if hold is None or not hold.is_open:
            self.contradict(ConflictCode.TRAP_VOID, event.op, named)
        elif hold.status == HoldStatus.READY and hold.item != event.item:
            self.contradict(ConflictCode.DOUBLE_TRAP, event.op, named)
        else:
            self.holds[named] = replace(
                hold, status=HoldStatus.READY, item=event.item, trap=event.op
            )

    def _trap_end(self, event: ShelfEvent) -> None:
        hold = self.holds.get(event.hold or "")
        if hold is not None and self._waits_with(hold, event.item):
            self.holds[event.hold or ""] = replace(hold, status=HoldStatus.EXPIRED, item=None)

    def _loan(self, event: ShelfEvent) -> None:
        mine = [
            h
            for h, v in self.holds.items()
            if v.is_open and (h == event.hold if event.patron is None else v.patron == event.patron)
        ]
        if mine:
            first = min(mine, key=lambda h: (self.holds[h].item != event.item, h))
            self.holds[first] = replace(
                self.holds[first], status=HoldStatus.FULFILLED, item=event.item
            )
        self._left(event)

    def _left(self, event: ShelfEvent) -> None:
        """Whom the copy stood on the shelf for waits again, at the old place in the queue."""
        for hold_id, hold in self.holds.items():
            if self._waits_with(hold, event.item):
                self.holds[hold_id] = replace(hold, status=HoldStatus.WAITING, item=None, trap=None)

    @staticmethod
    def _waits_with(hold: HoldFold, item: str) -> bool:
        return hold.status == HoldStatus.READY and hold.item == item


_SHELF: Final[Mapping[ShelfKind, Callable[[_Queue, ShelfEvent], None]]] = {
    ShelfKind.TRAP: _Queue._trap,
    ShelfKind.LOAN: _Queue._loan,
    ShelfKind.END: _Queue._trap_end,
    ShelfKind.LEFT: _Queue._left,
}
