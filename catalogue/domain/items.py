"""The fold of one item: its records in, its present and what each record came to out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from catalogue.domain.conflicts import Conflict, Resolution
from catalogue.domain.operations import Operation
from catalogue.domain.ordering import Timeline
from catalogue.domain.states import ItemState, Outcome


@dataclass(frozen=True, slots=True)
class Fact:
    """A record and the patron its commitment was resolved to (the patron's id, or None)."""

    op: Operation
    patron: str | None = None


@dataclass(frozen=True, slots=True)
class LoanFold:
    """One loan; its id is that of its check-out. `end`: the record that ended it, None while it
    is open."""

    patron: str
    start: str
    end: str | None
    due_ms: int


class ShelfKind(StrEnum):
    """What the hold queue needs to know of an item's life."""

    TRAP = "trap"
    LOAN = "loan"
    END = "end"


@dataclass(frozen=True, slots=True)
class ShelfEvent:
    """`hold` of a trap and its end, `patron` of a loan and a trap."""

    op: str
    kind: ShelfKind
    item: str
    patron: str | None
    hold: str | None


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
    facts: Iterable[Fact], timeline: Timeline, *, home: str, needs_check: bool
) -> ItemFold:
    """Folds the records of one item (`fold_of` = item, plus its tag_state if handed in)."""
    raise AssertionError
