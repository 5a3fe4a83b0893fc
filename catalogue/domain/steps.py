"""The step table: what one record does to the state of an item. Pure.

What was in hand always changes the state: an object seen is there. What was declared carries its
premise and is superseded when the premise is gone. Each step also has a weight, how hard it is to
believe in this place, by which `catalogue.domain.clusters` chooses among possible orders.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from catalogue.domain.conflicts import ConflictCode
from catalogue.domain.operations import Kind, Operation, Presence
from catalogue.domain.shape import IN_HAND_KINDS
from catalogue.domain.states import APPLIED, DUPLICATE, ItemState, Outcome, Status

SIGHTING: Final = "sighting"
"""An undone check-out: the object lay there, and its tag was secured again."""
READY: Final = "ready"
"""`device_state` of a device that may be lent again."""

Evidence = tuple[str, ...]
Raised = tuple[tuple[str, Evidence], ...]

IMPLIED_RETURN: Final = Outcome("implied_return")
OVERRIDDEN: Final = Outcome("overridden_block")
UNDONE: Final = Outcome("superseded", "undone")
PREMISE_GONE: Final = Outcome("superseded", "premise_gone")
NOT_ON_LOAN: Final = Outcome("superseded", "not_on_loan")
MOVED: Final = Outcome("applied", "moved")


@dataclass(frozen=True, slots=True)
class Event:
    """A record as the table reads it. `about`: the loan or the hold it names; `seen`: a tag or a
    barcode vouches for the object; `ready`: a device_state that ends the check; `then`: what the
    server had done with the item because of this record, if it came to rest with it."""

    id: str
    kind: str
    patron: str | None = None
    due_ms: int = 0
    about: str | None = None
    branch: str | None = None
    seen: bool = True
    part: str | None = None
    ready: bool = False
    then: tuple[Event, ...] = ()


class Step(NamedTuple):
    """The state after a record, its outcome, its weight and the conflicts it raises.

    A tuple: the search makes thousands of them.
    """

    state: ItemState
    outcome: Outcome
    weight: int = 0
    raised: Raised = ()


def event_of(op: Operation, patron: str | None, kind: str | None = None) -> Event:
    """The event of a well-formed record; `kind` replaces its own (`SIGHTING`)."""
    due, about, part = op.payload.get("due_ms"), op.refs.get("about"), op.payload.get("part")
    return Event(
        id=op.id,
        kind=kind or op.kind,
        patron=patron,
        due_ms=due if isinstance(due, int) else 0,
        about=about if isinstance(about, str) else None,
        branch=op.branch,
        seen=op.presence in (Presence.TAG, Presence.SCAN),
        part=part if isinstance(part, str) else None,
        ready=op.payload.get("state") == READY,
    )


def take(state: ItemState, event: Event, needs_check: bool) -> Step:
    """One step. `needs_check`: items of this kind are checked each time they come back."""
    step = _TABLE[event.kind](state, event, needs_check)
    if step.raised and not event.seen and event.kind in IN_HAND_KINDS:
        step = _doubted(state, step)
    if event.then:
        return step._replace(state=follow(step.state, event.then)[0])
    return step


def follow(state: ItemState, then: Sequence[Event]) -> tuple[ItemState, list[Outcome]]:
    """What the server did with an item that came to rest, in `state`: the first that finds it free
    to be lent takes it along, the premise of the others is gone."""
    outcomes = []
    for event in then:
        if state.status == Status.AVAILABLE:
            state, outcome, *_ = _TABLE[event.kind](state, event, False)
        else:
            outcome = PREMISE_GONE
        outcomes.append(outcome)
    return state, outcomes


def _at_rest(state: ItemState, branch: str | None, unchecked: bool) -> ItemState:
    """Where an object comes to rest when it is seen: no one has it."""
    if state.withdrawn:
        status = Status.WITHDRAWN
    elif unchecked:
        status = Status.RECEIVED_UNCHECKED
    else:
        status = Status.MISSING_PART if state.parts else Status.AVAILABLE
    return ItemState(
        status, branch=branch or state.branch, withdrawn=state.withdrawn, parts=state.parts
    )


def _placed(state: ItemState, status: Status, event: Event) -> ItemState:
    return ItemState(
        status,
        branch=event.branch or state.branch,
        withdrawn=state.withdrawn,
        parts=state.parts,
    )


def _raise(code: str, *evidence: str | None) -> Raised:
    return ((str(code), tuple(op_id for op_id in evidence if op_id)),)


def _doubted(state: ItemState, step: Step) -> Step:
    """A contradiction only a typed number vouches for: the state stands, staff are asked."""
    if step.outcome.code == "conflict":
        return step
    (code, evidence), *_ = step.raised
    code = f"typed_{code}"
    return Step(state, Outcome("conflict", code), 4, ((code, evidence),))


_LENT_IN_SPITE: Final[Mapping[Status, ConflictCode]] = {
    Status.ON_LOAN: ConflictCode.LOAN_OVER_LOAN,
    Status.LOST: ConflictCode.LOST_SEEN,
    Status.WITHDRAWN: ConflictCode.WITHDRAWN_LENT,
    Status.RECEIVED_UNCHECKED: ConflictCode.LENT_UNCHECKED,
    Status.ON_HOLD_SHELF: ConflictCode.HOLD_BYPASSED,
}


def _check_out(state: ItemState, event: Event, needs_check: bool) -> Step:
    status, mine = state.status, state.patron == event.patron
    branch = event.branch or state.branch
    if status == Status.ON_LOAN and mine:
        due = max(state.due_ms or 0, event.due_ms)
        outcome = Outcome("implied_return", "same_patron")
        return Step(replace(state, due_ms=due, branch=branch), outcome, 3)
    code = None if mine and status == Status.ON_HOLD_SHELF else _LENT_IN_SPITE.get(status)
    lent = ItemState(
        Status.ON_LOAN,
        patron=event.patron,
        loan=event.id,
        due_ms=event.due_ms,
        branch=branch,
        withdrawn=state.withdrawn,
        parts=state.parts,
    )
    if status in (Status.ON_LOAN, Status.LOST) and code is not None:
        return Step(lent, IMPLIED_RETURN, 3, _raise(code, state.loan, event.id))
    if code is not None:
        return Step(lent, OVERRIDDEN, 3, _raise(code, event.id, state.hold))
    if status == Status.MISSING_PART:
        return Step(lent, Outcome("overridden_block", "parts"), 2)
    if status == Status.IN_TRANSIT:
        return Step(lent, APPLIED, 1)
    return Step(lent, MOVED, 3) if branch != state.branch else Step(lent, APPLIED)


def _renew(state: ItemState, event: Event, needs_check: bool) -> Step:
    if state.status != Status.ON_LOAN:
        return Step(state, NOT_ON_LOAN, 1)
    if state.patron != event.patron:
        code = ConflictCode.RENEW_NOT_HOLDER
        return Step(state, Outcome("conflict", code), 3, _raise(code, state.loan, event.id))
    return Step(replace(state, due_ms=max(state.due_ms or 0, event.due_ms)), APPLIED)


_InHand = Callable[[ItemState, Event, bool], Step]


def _seen(then: _InHand) -> _InHand:
    """What is seen while it should be away comes back first: a loan ends, a loss is over."""

    def step(state: ItemState, event: Event, needs_check: bool) -> Step:
        if state.status == Status.ON_LOAN and event.kind != Kind.CHECK_IN:
            code = ConflictCode.SEEN_WHILE_ON_LOAN
        elif state.status == Status.LOST:
            code = ConflictCode.LOST_SEEN
        else:
            return then(state, event, needs_check)
        outcome = IMPLIED_RETURN if state.loan else APPLIED
        after = then(state, event, needs_check).state
        return Step(after, outcome, 3, _raise(code, state.loan, event.id))

    return step


def _back(expected: Status) -> _InHand:
    """transit_receive, device_state: the object comes to rest where it is seen."""

    def step(state: ItemState, event: Event, needs_check: bool) -> Step:
        if state.status == Status.WITHDRAWN:
            return Step(replace(state, branch=event.branch or state.branch), APPLIED, 1)
        if event.ready and state.status == Status.AVAILABLE:
            return Step(replace(state, branch=event.branch or state.branch), DUPLICATE, 1)
        unchecked = not event.ready if event.kind == Kind.DEVICE_STATE else needs_check
        weight = 0 if state.status == expected else 2
        return Step(_at_rest(state, event.branch, unchecked), APPLIED, weight)

    return step


def _item_found(state: ItemState, event: Event, needs_check: bool) -> Step:
    weight = 0 if state.status in (Status.LOST, Status.WITHDRAWN) else 2
    return Step(
        _at_rest(replace(state, withdrawn=False), event.branch, needs_check), APPLIED, weight
    )


_NOT_OUT: Final = (Status.AVAILABLE, Status.MISSING_PART, Status.RECEIVED_UNCHECKED)


def _check_in(state: ItemState, event: Event, needs_check: bool) -> Step:
    status, branch = state.status, event.branch or state.branch
    if status == Status.WITHDRAWN:
        raised = _raise(ConflictCode.WITHDRAWN_SEEN, event.id)
        return Step(replace(state, branch=branch), APPLIED, 1, raised)
    if status in _NOT_OUT and branch == state.branch:
        return Step(state, DUPLICATE, 3)
    if status == Status.ON_HOLD_SHELF and branch == state.branch:
        return Step(state, DUPLICATE, 1)
    rested = _at_rest(state, branch, needs_check)
    if status in _NOT_OUT:
        return Step(rested, MOVED, 3)
    return Step(rested, APPLIED, 0 if status == Status.ON_LOAN else 2)


def _withdrawn_seen(state: ItemState, event: Event) -> Raised:
    seen = state.status == Status.WITHDRAWN
    return _raise(ConflictCode.WITHDRAWN_SEEN, event.id) if seen else ()


def _hold_trap(state: ItemState, event: Event, needs_check: bool) -> Step:
    moved = event.branch is not None and event.branch != state.branch
    if state.status == Status.ON_HOLD_SHELF and state.hold == event.about and not moved:
        return Step(state, DUPLICATE, 1)
    if state.status == Status.RECEIVED_UNCHECKED:
        code = ConflictCode.TRAP_UNCHECKED
        return Step(state, Outcome("conflict", code), 4, _raise(code, event.id))
    trapped = replace(
        _placed(state, Status.ON_HOLD_SHELF, event), patron=event.patron, hold=event.about
    )
    return Step(trapped, APPLIED, 2 if moved else 0, _withdrawn_seen(state, event))


def _transit_send(state: ItemState, event: Event, needs_check: bool) -> Step:
    moved = event.branch is not None and event.branch != state.branch
    sent = _placed(state, Status.IN_TRANSIT, event)
    return Step(sent, APPLIED, 2 if moved else 0, _withdrawn_seen(state, event))


def _part(state: ItemState, event: Event, needs_check: bool) -> Step:
    if state.status in (Status.ON_LOAN, Status.LOST):
        state = _at_rest(state, event.branch, needs_check)
    named = frozenset({event.part} if event.part else ())
    parts = state.parts | named if event.kind == Kind.PART_MISSING else state.parts - named
    status = state.status
    if status in (Status.AVAILABLE, Status.MISSING_PART):
        status = Status.MISSING_PART if parts else Status.AVAILABLE
    return Step(replace(state, status=status, parts=parts), APPLIED)


def _item_lost(state: ItemState, event: Event, needs_check: bool) -> Step:
    if state.status == Status.LOST:
        return Step(state, DUPLICATE, 1)
    if event.about is None:
        holds = state.status == Status.AVAILABLE
    else:
        holds = state.status == Status.ON_LOAN and state.loan == event.about
    if not holds:
        return Step(state, PREMISE_GONE, 1)
    return Step(replace(state, status=Status.LOST), APPLIED)


_AWAY: Final = (Status.ON_LOAN, Status.LOST, Status.IN_TRANSIT)


def _item_withdrawn(state: ItemState, event: Event, needs_check: bool) -> Step:
    flagged = replace(state, withdrawn=True)
    if state.status in _AWAY and not event.seen:
        return Step(flagged, Outcome("applied", "at_return"))
    gone = _placed(flagged, Status.WITHDRAWN, event)
    if state.status == Status.ON_LOAN:
        raised = _raise(ConflictCode.SEEN_WHILE_ON_LOAN, state.loan, event.id)
        return Step(gone, IMPLIED_RETURN, 3, raised)
    return Step(gone, APPLIED)


def _trap_end(state: ItemState, event: Event, needs_check: bool) -> Step:
    """The hold shelf is cleared. What stood there had been checked before it was trapped."""
    if state.status != Status.ON_HOLD_SHELF or state.hold != event.about:
        return Step(state, PREMISE_GONE, 1)
    return Step(_at_rest(state, event.branch, unchecked=False), APPLIED)


def _sighting(state: ItemState, event: Event, needs_check: bool) -> Step:
    if state.status != Status.ON_LOAN or not event.seen:
        return Step(state, UNDONE)
    if state.patron == event.patron:
        code = ConflictCode.UNDONE_OVER_OWN_LOAN
        return Step(state, UNDONE, 1, _raise(code, state.loan, event.id))
    raised = _raise(ConflictCode.SEEN_WHILE_ON_LOAN, state.loan, event.id)
    return Step(_at_rest(state, event.branch, needs_check), UNDONE, 3, raised)


_TABLE: Final[Mapping[str, _InHand]] = {
    str(Kind.CHECK_OUT): _check_out,
    str(Kind.CHECK_IN): _seen(_check_in),
    str(Kind.HOLD_TRAP): _seen(_hold_trap),
    str(Kind.TRANSIT_SEND): _seen(_transit_send),
    str(Kind.TRANSIT_RECEIVE): _seen(_back(Status.IN_TRANSIT)),
    str(Kind.DEVICE_STATE): _seen(_back(Status.RECEIVED_UNCHECKED)),
    str(Kind.ITEM_FOUND): _seen(_item_found),
    str(Kind.PART_MISSING): _seen(_part),
    str(Kind.PART_FOUND): _seen(_part),
    str(Kind.RENEW): _renew,
    str(Kind.ITEM_LOST): _item_lost,
    str(Kind.ITEM_WITHDRAWN): _item_withdrawn,
    str(Kind.TRAP_END): _trap_end,
    SIGHTING: _sighting,
}
