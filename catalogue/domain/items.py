"""The fold of one item: its records in, its present and what each record came to out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from catalogue.domain.clusters import arrange
from catalogue.domain.conflicts import Conflict, ConflictCode, Resolution, conflict
from catalogue.domain.operations import Kind, Operation
from catalogue.domain.ordering import Timeline
from catalogue.domain.seals import Fact, Sealed, ShelfEvent, ShelfKind, latest_seal
from catalogue.domain.shape import (
    DECLARED_KINDS,
    IN_HAND_KINDS,
    UNDOABLE_KINDS,
    cause_of,
    malformed_reason,
)
from catalogue.domain.states import APPLIED, DUPLICATE, ItemState, Outcome, OutcomeClass
from catalogue.domain.steps import (
    PREMISE_GONE,
    SIGHTING,
    UNDONE,
    Event,
    event_of,
    follow,
    take,
)

__all__ = [
    "Fact",
    "ItemFold",
    "LoanFold",
    "ShelfEvent",
    "ShelfKind",
    "fold_item",
    "undo_outcomes",
    "voids",
]

DANGLING: Final = Outcome("conflict", "dangling_ref")
VOIDED: Final = Outcome("superseded", "voided")
BEFORE_SEAL: Final = Outcome("conflict", "before_seal")
_UNPLACED_KINDS: Final = frozenset({Kind.UNDO, Kind.CONFLICT_RESOLVE, Kind.DUE_KEPT, Kind.SEAL})
_PLACED_KINDS: Final = (IN_HAND_KINDS | DECLARED_KINDS) - _UNPLACED_KINDS


@dataclass(frozen=True, slots=True)
class LoanFold:
    """One loan; its id is that of its check-out. `end`: the record that ended it, None while it
    is open."""

    patron: str
    start: str
    end: str | None
    due_ms: int


_TAKEN: Final = (Kind.CHECK_OUT, Kind.TRAP_END)
"""How an item leaves the hold shelf as it should."""
_SHELF_KINDS: Final[Mapping[str, ShelfKind]] = {
    str(Kind.HOLD_TRAP): ShelfKind.TRAP,
    str(Kind.CHECK_OUT): ShelfKind.LOAN,
    str(Kind.TRAP_END): ShelfKind.END,
}


@dataclass(frozen=True, slots=True)
class ItemFold:
    """All that follows from an item's records.

    `order`: ids in the order taken; `outcomes`: of every record handed in; `conflicts`: the open
    ones by id; `loans` by id; `due_source`: the record that promised the open loan's date;
    `shelf`: what the hold queue reads.
    """

    state: ItemState
    order: tuple[str, ...]
    outcomes: Mapping[str, Outcome]
    conflicts: Mapping[str, Conflict]
    loans: Mapping[str, LoanFold]
    resolved: Mapping[str, Resolution]
    due_source: str | None
    shelf: tuple[ShelfEvent, ...]


def fold_item(
    facts: Iterable[Fact], timeline: Timeline, *, home: str | None, needs_check: bool
) -> ItemFold:
    """Folds the records of one item (`fold_of` = item, plus its tag_state if handed in).

    `home`: the branch it starts at; `needs_check`: its kind is checked each time it comes back.
    Decisions about conflicts take effect in timeline order, and only while the fold with the
    earlier ones raises the conflict they name.
    """
    known = {fact.op.id: fact for fact in facts}
    docket = _sort_out(known, latest_seal(known, timeline), timeline)
    voided: frozenset[str] = frozenset()
    resolved: dict[str, Resolution] = {}
    decided: dict[str, Outcome] = {}
    fold = _run(docket, timeline, home, needs_check, voided)
    for op in docket.decisions:
        named, choice = str(op.payload["conflict"]), str(op.payload["choice"])
        found = fold.conflicts.get(named)
        if named in resolved:
            decided[op.id] = DUPLICATE
        elif found is None:
            decided[op.id] = PREMISE_GONE
        else:
            decided[op.id] = Outcome("applied", choice)
            resolved[named] = Resolution(found, choice, op.id)
            if choice == "void":
                voided |= voids(op) & set(found.evidence)
                fold = _run(docket, timeline, home, needs_check, voided)
    return replace(
        fold,
        outcomes={**fold.outcomes, **decided},
        conflicts={c: found for c, found in fold.conflicts.items() if c not in resolved},
        resolved=resolved,
    )


def voids(decision: Operation) -> frozenset[str]:
    """The records a well-formed conflict_resolve declares void."""
    named = decision.payload.get("void")
    return frozenset(str(op_id) for op_id in named) if isinstance(named, list) else frozenset()


def undo_outcomes(
    facts: Mapping[str, Fact], undos: Iterable[Operation], timeline: Timeline
) -> tuple[dict[str, Outcome], set[str]]:
    """What each well-formed undo comes to, given in timeline order, and the records undone.

    An undo takes back one earlier record of its own station, once.
    """
    outcomes: dict[str, Outcome] = {}
    undone: set[str] = set()
    for op in undos:
        target = facts.get(str(op.refs["undoes"]))
        if target is None:
            outcomes[op.id] = DANGLING
        elif target.op.kind not in UNDOABLE_KINDS or not timeline.is_ancestor(target.op.id, op.id):
            outcomes[op.id] = Outcome("malformed", "bad_undo")
        elif target.op.id in undone:
            outcomes[op.id] = DUPLICATE
        else:
            outcomes[op.id] = APPLIED
            undone.add(target.op.id)
    return outcomes, undone


@dataclass(frozen=True, slots=True)
class _Docket:
    """An item's records, sorted out once: those with a place in time, and the others."""

    item: str
    known: frozenset[str]
    events: Sequence[Event]
    outcomes: Mapping[str, Outcome]
    undone: Set[str]
    followers: Mapping[str, Sequence[Event]]
    kept: Sequence[Operation]
    decisions: Sequence[Operation]
    sealed: Sealed | None
    too_late: Sequence[str]


def _sort_out(known: Mapping[str, Fact], sealed: Sealed | None, timeline: Timeline) -> _Docket:
    """First drop what a seal covers, the malformed and the undone; an undone check-out stays as a
    sighting."""
    covered = sealed.covered if sealed else frozenset()
    found = {op_id: fact for op_id, fact in known.items() if op_id not in covered}
    sound: list[Fact] = []
    outcomes: dict[str, Outcome] = {}
    for op_id in timeline.in_order(found):
        fact = found[op_id]
        reason = malformed_reason(fact.op, fact.patron)
        if reason is None:
            sound.append(fact)
        else:
            outcomes[op_id] = Outcome("malformed", reason)
    undos = [fact.op for fact in sound if fact.op.kind == Kind.UNDO]
    taken_back, undone = undo_outcomes(known, undos, timeline)
    outcomes |= taken_back
    too_late = []
    events: list[Event] = []
    followers: dict[str, list[Event]] = {}
    for op, patron in ((fact.op, fact.patron) for fact in sound):
        cause = cause_of(op)
        if cause is not None:
            outcomes[op.id] = PREMISE_GONE
            followers.setdefault(cause, []).append(event_of(op, patron))
        elif op.id in undone:
            outcomes[op.id] = UNDONE
            if op.kind == Kind.CHECK_OUT:
                events.append(event_of(op, patron, SIGHTING))
        elif op.kind in _PLACED_KINDS and sealed and sealed.precedes(op.id, timeline):
            outcomes[op.id] = BEFORE_SEAL
            too_late.append(op.id)
        elif op.kind in _PLACED_KINDS:
            events.append(event_of(op, patron))
        elif op.kind == Kind.SEAL:
            outcomes[op.id] = APPLIED if sealed and op.id == sealed.id else DUPLICATE
        elif op.kind not in _UNPLACED_KINDS:
            outcomes[op.id] = APPLIED
    return _Docket(
        item=next((fact.op.item or "" for fact in known.values()), ""),
        known=frozenset(known),
        events=events,
        outcomes=outcomes,
        undone=undone,
        followers=followers,
        kept=[fact.op for fact in sound if fact.op.kind == Kind.DUE_KEPT],
        decisions=[fact.op for fact in sound if fact.op.kind == Kind.CONFLICT_RESOLVE],
        sealed=sealed,
        too_late=too_late,
    )


def _run(
    docket: _Docket,
    timeline: Timeline,
    home: str | None,
    needs_check: bool,
    voided: frozenset[str],
) -> ItemFold:
    """One fold, without the records declared void."""
    live = [
        _with_followers(e, docket, voided)
        for e in docket.events
        if e.kind == SIGHTING or e.id not in voided
    ]
    start = docket.sealed.state if docket.sealed else ItemState(branch=home)
    events, doubtful = arrange(live, start, timeline, needs_check)
    run = _Run(docket, start, voided)
    for event in events:
        run.take(event, needs_check)
    run.keep_promises(events)
    for op_id, outcome in docket.outcomes.items():
        if outcome == DANGLING and op_id not in voided:
            run.contradict(ConflictCode.DANGLING_REF, (op_id,))
    for op_id in docket.too_late:
        if docket.sealed and op_id not in voided:
            run.contradict(ConflictCode.BEFORE_SEAL, (docket.sealed.id, op_id))
    for cluster in doubtful:
        run.contradict(ConflictCode.ORDER_UNKNOWN, cluster)
    return run.result(events)


def _with_followers(event: Event, docket: _Docket, voided: frozenset[str]) -> Event:
    then = [e for e in docket.followers.get(event.id, ()) if e.id not in voided]
    return replace(event, then=tuple(then)) if then else event


@dataclass(slots=True)
class _OpenLoan:
    """A loan in the making."""

    patron: str
    due_ms: int
    end: str | None = None

    def extend(self, due_ms: int) -> None:
        """A promise only ever lengthens a loan."""
        self.due_ms = max(self.due_ms, due_ms)


class _Run:
    """The state on its way through the events."""

    def __init__(self, docket: _Docket, start: ItemState, voided: frozenset[str]) -> None:
        self._docket = docket
        self._known: Set[str | None] = {None, *docket.known}
        self._state = start
        self._void = voided | docket.undone
        self._outcomes = dict(docket.outcomes)
        voided_here = voided & docket.known - docket.undone
        if docket.sealed:
            voided_here -= docket.sealed.covered | {docket.sealed.id}
        self._outcomes |= dict.fromkeys(voided_here, VOIDED)
        self._conflicts: dict[str, Conflict] = {}
        self._loans: dict[str, _OpenLoan] = {}
        self._sources: dict[tuple[str | None, int | None], str] = {}
        self._shelf = list(docket.sealed.shelf) if docket.sealed else []

    def contradict(self, code: str, evidence: Iterable[str]) -> None:
        """Raises a conflict about this item."""
        found = conflict(code, self._docket.item, evidence)
        self._conflicts[found.id] = found

    def take(self, event: Event, needs_check: bool) -> None:
        """One event, with all that is recorded of it."""
        before = self._state
        step = take(before, event, needs_check)
        self._state, self._outcomes[event.id] = step.state, step.outcome
        for code, evidence in step.raised:
            self.contradict(code, evidence)
        if event.kind in (Kind.RENEW, Kind.ITEM_LOST) and event.about not in self._known:
            self.contradict(ConflictCode.DANGLING_REF, (event.id,))
        self._follow_loan(before.loan, step.state, event)
        alone = step.state
        if event.then:
            alone = take(before, replace(event, then=()), needs_check).state
        if before.hold is not None and alone.hold != before.hold and event.kind not in _TAKEN:
            item = self._docket.item
            self._shelf.append(ShelfEvent(event.id, ShelfKind.LEFT, item, None, before.hold))
        self._note_shelf(event, step.outcome)
        if event.then:
            for follower, outcome in zip(event.then, follow(alone, event.then)[1], strict=True):
                self._outcomes[follower.id] = outcome
                self._note_shelf(follower, outcome)

    def _follow_loan(self, before: str | None, state: ItemState, event: Event) -> None:
        loans = self._loans
        if before is not None and state.loan != before:
            loans[before].end = event.id
        if state.loan is not None and state.patron is not None:
            if state.loan not in loans:
                loans[state.loan] = _OpenLoan(state.patron, event.due_ms)
            loans[state.loan].extend(state.due_ms or 0)
        if event.kind in (Kind.CHECK_OUT, Kind.RENEW):
            self._promised(event.patron, event.due_ms, event.id)

    def _promised(self, patron: str | None, due: int, source: str) -> None:
        known = self._sources.setdefault((patron, due), source)
        self._sources[patron, due] = min(known, source)

    def _note_shelf(self, event: Event, outcome: Outcome) -> None:
        kind = _SHELF_KINDS.get(event.kind)
        if kind is None:
            return
        effective = outcome.outcome_class == OutcomeClass.APPLIED
        if effective or (kind == ShelfKind.TRAP and outcome == DUPLICATE):
            item = self._docket.item
            self._shelf.append(ShelfEvent(event.id, kind, item, event.patron, event.about))

    def keep_promises(self, events: Sequence[Event]) -> None:
        """A renewal sticks to the loan it named, wherever its time puts it; a kept promise has no
        place in time and lasts while what promised it was not taken back."""
        for op in self._docket.kept:
            loan, due = str(op.refs["about"]), int(str(op.payload["due_ms"]))
            source = op.payload.get("promise")
            if op.id in self._void:
                continue
            if loan in self._loans and source not in self._void:
                self._outcomes[op.id] = APPLIED
                self._loans[loan].extend(due)
                patron = self._loans[loan].patron
                self._sources.setdefault((patron, due), str(source or op.id))
            else:
                self._outcomes[op.id] = PREMISE_GONE
        for event in events:
            named = self._loans.get(event.about or "")
            if event.kind == Kind.RENEW and named is not None and named.patron == event.patron:
                named.extend(event.due_ms)

    def result(self, events: Sequence[Event]) -> ItemFold:
        """The fold, before any decision of staff."""
        state, source = self._state, None
        if state.loan is not None:
            state = replace(state, due_ms=self._loans[state.loan].due_ms)
            source = self._sources.get((state.patron, state.due_ms))
        return ItemFold(
            state=state,
            order=(
                *(event.op for event in (self._docket.sealed.shelf if self._docket.sealed else ())),
                *(e.id for event in events for e in (event, *event.then)),
            ),
            outcomes=self._outcomes,
            conflicts=self._conflicts,
            loans={
                start: LoanFold(loan.patron, start, loan.end, loan.due_ms)
                for start, loan in self._loans.items()
            },
            resolved={},
            due_source=source,
            shelf=tuple(self._shelf),
        )
