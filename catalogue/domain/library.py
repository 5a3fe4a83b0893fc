"""What the rules of lending need to know of titles, items and patrons. Plain values, no rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalogue.domain.denial import DenialReason


@dataclass(frozen=True, slots=True)
class Title:
    """A work as the catalogue shows it; `min_age` in years, for everyone."""

    id: str
    title: str
    author: str = ""
    kind: str = "book"
    collection: str = ""
    min_age: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One copy; `id` is the primary id on its tag, `branch` its home, `kind` its material."""

    id: str
    title: str
    branch: str
    kind: str = "book"
    not_for_loan: bool = False
    call_number: str = ""


@dataclass(frozen=True, slots=True)
class Patron:
    """A reader as far as lending goes: nothing here names her."""

    id: str
    category: str
    expires: date | None = None
    """The last day the card is good for."""
    block: DenialReason | None = None
    """Why she is stopped, if she is."""
    birth: date | None = None


@dataclass(frozen=True, slots=True)
class LoanRule:
    """What a category of patrons may do with a kind of items; `limit` is the number of items a
    patron may have on loan at once."""

    category: str
    kind: str
    loan_days: int
    limit: int
    min_age: int | None = None


class CardState(StrEnum):
    """What a station knows of a card."""

    OK = "ok"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class SnapshotItem:
    """The row a station keeps of an item (with its title's age limit and charter), as the feed
    sends it. `charter`: the name of what has to be signed before it is lent; `needs_check`: it is
    looked at each time it comes back."""

    id: str
    title: str
    branch: str
    status: str = "available"
    kind: str = "book"
    reserved: bool = False
    not_for_loan: bool = False
    min_age: int | None = None
    charter: str | None = None
    needs_check: bool = False


@dataclass(frozen=True, slots=True)
class SnapshotCard:
    """The row a station keeps of a card: no name, no number. `charters`: those signed in their
    present version."""

    state: CardState = CardState.OK
    category: str = ""
    expires: date | None = None
    birth_year: int | None = None
    charters: frozenset[str] = frozenset()
