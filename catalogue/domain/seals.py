"""A seal stands for the records it covers: the fold of an item goes on from the state it names.

Pure. What it covers may then lose whom it was about. It is written only when every station has
shown that nothing older is under way; a record that turns up before it all the same changes
nothing, and staff are told. An item is sealed at rest: no patron is in a seal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from catalogue.domain.operations import Json, Kind, Operation
from catalogue.domain.ordering import Timeline
from catalogue.domain.shape import malformed_reason
from catalogue.domain.states import ItemState, Status


@dataclass(frozen=True, slots=True)
class Fact:
    """A record and the patron its commitment was resolved to (the patron's id, or None)."""

    op: Operation
    patron: str | None = None


class ShelfKind(StrEnum):
    """What the hold queue needs to know of an item's life."""

    TRAP = "trap"
    LOAN = "loan"
    END = "end"
    LEFT = "left"
    """It left the hold shelf in another way: whom it stood there for waits again."""


@dataclass(frozen=True, slots=True)
class ShelfEvent:
    """`hold` of a trap and its end, `patron` of a loan and a trap. Of a loan below a seal the hold
    it fulfilled stands in place of the patron."""

    op: str
    kind: ShelfKind
    item: str
    patron: str | None
    hold: str | None


@dataclass(frozen=True, slots=True)
class Sealed:
    """The latest seal of an item. `shelf`: what the hold queue still needs of what it covers."""

    id: str
    covered: frozenset[str]
    state: ItemState
    shelf: Sequence[ShelfEvent]

    def precedes(self, op_id: str, timeline: Timeline) -> bool:
        """Does this record stand before the seal?"""
        return timeline.key(op_id) < timeline.key(self.id)


RESTING = (
    Status.AVAILABLE,
    Status.RECEIVED_UNCHECKED,
    Status.MISSING_PART,
    Status.WITHDRAWN,
)
"""States an item may be sealed in: nobody has it."""


def latest_seal(facts: Mapping[str, Fact], timeline: Timeline) -> Sealed | None:
    """The last well-formed seal among an item's records."""
    seals = [
        op_id
        for op_id, fact in facts.items()
        if fact.op.kind == Kind.SEAL and malformed_reason(fact.op, None) is None
    ]
    if not seals:
        return None
    op = facts[max(seals, key=timeline.key)].op
    covered, state, shelf = (op.payload.get(name) for name in ("covered", "state", "shelf"))
    return Sealed(
        id=op.id,
        covered=frozenset(str(op_id) for op_id in covered)
        if isinstance(covered, list)
        else frozenset(),
        state=_state(state if isinstance(state, dict) else {}),
        shelf=_shelf(op.item or "", shelf if isinstance(shelf, list) else []),
    )


def seal_payload(
    state: ItemState, covered: Sequence[str], shelf: Sequence[ShelfEvent]
) -> dict[str, Json]:
    """The payload of a seal. `shelf` as `Sealed` has it: without patrons."""
    return {
        "covered": [*covered],
        "state": {
            "status": state.status,
            "branch": state.branch or "",
            "withdrawn": state.withdrawn,
            "parts": [*sorted(state.parts)],
        },
        "shelf": [
            {"op": event.op, "kind": event.kind, "hold": event.hold or ""} for event in shelf
        ],
    }


def _state(said: Mapping[str, Json]) -> ItemState:
    parts = said.get("parts")
    status = said.get("status")
    return ItemState(
        status=Status(status) if status in set(Status) else Status.AVAILABLE,
        branch=str(said.get("branch") or "") or None,
        withdrawn=said.get("withdrawn") is True,
        parts=frozenset(map(str, parts)) if isinstance(parts, list) else frozenset(),
    )


def _shelf(item: str, said: Sequence[Json]) -> list[ShelfEvent]:
    return [
        ShelfEvent(
            str(event["op"]), ShelfKind(str(event["kind"])), item, None, str(event["hold"]) or None
        )
        for event in said
        if isinstance(event, dict) and event.get("kind") in set(ShelfKind)
    ]
