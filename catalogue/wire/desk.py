"""The messages of staff's circulation: conflicts, holds, fees, items. Money in cents."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from catalogue.wire.v1 import Message

Id = Annotated[str, Field(min_length=1, max_length=64)]
Cents = Annotated[int, Field(ge=0, le=10_000_000)]


class PatronRef(Message):
    """A patron by her id, or by her card."""

    patron: Annotated[Id | None, Field(repr=False)] = None
    card: Annotated[Id | None, Field(repr=False)] = None


class HoldPlacing(PatronRef):
    """A title for a patron; `override` the rules that speak against it."""

    title: Id
    pickup: Id
    override: bool = False


class Renewing(Message):
    """An open loan, at a branch."""

    branch: Id
    override: bool = False


class Recorded(Message):
    """The operation that was recorded; none where there was only something to close."""

    operation: str | None = None


class HoldLine(Message):
    """An open hold of a title."""

    id: str
    patron: Annotated[str, Field(repr=False)]
    status: str
    pickup: str | None = None
    item: str | None = None
    label: str | None = None
    until_ms: int | None = None
    placed_ms: int


class HoldLines(Message):
    """The queue of a title."""

    holds: list[HoldLine]


class ShelfWork(Message):
    """Items by their ids: to fetch from the open shelf, to take off the hold shelf."""

    fetch: list[str]
    clear: list[str]


class FeeLineView(Message):
    """One debt."""

    id: str
    reason: str
    item: str | None = None
    part: str | None = None
    at_ms: int
    cents: int
    paid_cents: int
    open_cents: int


class FeeLines(Message):
    """What a patron owes: `carried_cents` from before there was a record of fees, and the lines."""

    patron: Annotated[str, Field(repr=False)]
    balance_cents: int
    carried_cents: int
    lines: list[FeeLineView]


class FeeAssessing(PatronRef):
    """A debt of another kind."""

    cents: Cents
    note: Annotated[str | None, Field(max_length=500, repr=False)] = None


class FeeAmount(Message):
    """What is asked from now on, or what was paid."""

    cents: Cents


class ItemSaying(Message):
    """What happened to an item; `branch` where it lies, if it is in hand; `typed`: its number was
    typed, nothing was scanned."""

    what: Literal["item_lost", "item_found", "item_withdrawn", "transit_receive"]
    branch: Id | None = None
    typed: bool = False


class PartSaying(Message):
    """A part of a kit."""

    what: Literal["part_missing", "part_found"]
    part: Id
    typed: bool = False


class OverdueLoan(Message):
    """A loan that is late."""

    loan: str
    item: str
    title: str
    home: str
    patron: Annotated[str, Field(repr=False)]
    due_ms: int
    lost: bool


class OverdueLoans(Message):
    """The latest first."""

    loans: list[OverdueLoan]


class EvidenceLine(Message):
    """One of the records that contradict each other; `at_ms` is its estimated time."""

    operation: str
    kind: str
    station: str
    at_ms: int | None = None
    outcome: str | None = None
    patron: Annotated[str | None, Field(repr=False)] = None


class ConflictView(Message):
    """A conflict; `default` is what is usually right, `told` who has heard of it."""

    id: str
    code: str
    subject: str
    branch: str | None = None
    state: str
    reason: str | None = None
    opened_ms: int
    changed_ms: int
    previous: str | None = None
    default: str
    told: list[str]
    urgent: bool
    evidence: list[EvidenceLine]


class ConflictViews(Message):
    """Urgent ones first, then the oldest."""

    conflicts: list[ConflictView]


class Resolving(Message):
    """Keep everything, or declare records of the evidence void."""

    choice: Literal["keep", "void"]
    void: Annotated[list[Id], Field(default_factory=list, max_length=50)]


class DailyRun(Message):
    """The day of the town, by default today."""

    day: dt.date | None = None


class DailyDone(Message):
    """The day; holds that ran out, notices that went out, items that were sealed; how much of what
    was forgotten."""

    day: dt.date
    expired: int
    notices: int
    sealed: int
    forgotten: dict[str, int] = Field(default_factory=dict)
