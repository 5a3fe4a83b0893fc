"""Values of the fold: the state of an item, the outcome of an operation. No rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where an item is in its life."""

    AVAILABLE = "available"
    ON_LOAN = "on_loan"
    ON_HOLD_SHELF = "on_hold_shelf"
    IN_TRANSIT = "in_transit"
    RECEIVED_UNCHECKED = "received_unchecked"
    MISSING_PART = "missing_part"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ItemState:
    """The present of one item. `patron` is the borrower, or on the hold shelf the one it waits
    for; `loan` the id of the check-out; `withdrawn` also while it has yet to come back; `parts`
    the open missing parts."""

    status: Status = Status.AVAILABLE
    patron: str | None = None
    loan: str | None = None
    due_ms: int | None = None
    branch: str | None = None
    hold: str | None = None
    withdrawn: bool = False
    parts: frozenset[str] = frozenset()


class OutcomeClass(StrEnum):
    """recorded = applied + superseded + conflict + malformed."""

    APPLIED = "applied"
    SUPERSEDED = "superseded"
    CONFLICT = "conflict"
    MALFORMED = "malformed"


_CLASS_OF = {
    "applied": OutcomeClass.APPLIED,
    "implied_return": OutcomeClass.APPLIED,
    "overridden_block": OutcomeClass.APPLIED,
    "duplicate": OutcomeClass.SUPERSEDED,
    "superseded": OutcomeClass.SUPERSEDED,
    "conflict": OutcomeClass.CONFLICT,
    "malformed": OutcomeClass.MALFORMED,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one operation came to: `code` (applied, implied_return, overridden_block, duplicate,
    superseded, conflict, malformed) and a `note` that says more."""

    code: str
    note: str | None = None

    @property
    def outcome_class(self) -> OutcomeClass:
        """Which of the four sums it counts in."""
        return _CLASS_OF[self.code]

    @property
    def reason(self) -> str | None:
        """The note, or the code where it says more than its class; None when simply applied."""
        return self.note or (self.code if self.code != self.outcome_class else None)


APPLIED = Outcome("applied")
DUPLICATE = Outcome("duplicate")
