"""The hold queue of one title, from its hold records and what its items' folds say. Pure.

Reads item folds, never the other way: a late, earlier hold takes no trapped item away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from catalogue.domain.conflicts import Conflict, Resolution
from catalogue.domain.items import Fact, ItemFold
from catalogue.domain.ordering import Timeline
from catalogue.domain.states import Outcome


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
    """Folds the records of one title (`fold_of` = title) with the folds of its items."""
    raise AssertionError
