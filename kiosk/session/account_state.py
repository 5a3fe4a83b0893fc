"""What a patron sees of her account: frozen values, in memory until her session ends.

Titles and sums, beside the patron they belong to: every field that tells what she reads or owes
stays out of each repr.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.session.titles import TitleInfo


class Asked(StrEnum):
    """How far what she asked of one line has come."""

    NO = "idle"
    SURE = "sure"
    """She is asked whether she means it."""
    WAITING = "waiting"
    ASKING = "asking"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AccountLoan:
    """One open loan. `until_ms`: the date a renewal would give now; `denied` why there is none
    (a DenialReason); `reason` why the one she asked for was refused."""

    item: str = field(repr=False)
    loan: str
    due_ms: int
    info: TitleInfo | None = field(default=None, repr=False)
    until_ms: int | None = None
    denied: str | None = None
    asked: Asked = Asked.NO
    reason: str | None = None

    @property
    def can_renew(self) -> bool:
        """Is there something to ask for?"""
        open_ = self.asked in (Asked.NO, Asked.REFUSED)
        return self.until_ms is not None and self.denied is None and open_


@dataclass(frozen=True, slots=True)
class AccountHold:
    """One open hold. Ready: under `label` on the hold shelf of `pickup` until `until_ms`; else her
    `place` among those who wait, from 1."""

    id: str
    title: str = field(repr=False)
    info: TitleInfo = field(repr=False)
    pickup: str = ""
    ready: bool = False
    label: str = ""
    until_ms: int | None = None
    place: int | None = None
    asked: Asked = Asked.NO
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class AccountFee:
    """One open debt; `reason`: overdue, lost, part, other."""

    id: str
    reason: str
    name: str = field(repr=False)
    cents: int = field(repr=False)
    at_ms: int


@dataclass(frozen=True, slots=True)
class AccountMessage:
    """What she was told (`hold_ready`, …); `taken_back`: it turned out to be wrong."""

    id: str
    kind: str
    name: str = field(repr=False)
    place: str = ""
    moment_ms: int | None = None
    at_ms: int = 0
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Everything of hers, as the server told it when she came. `card_ends`: an ISO date."""

    loans: tuple[AccountLoan, ...] = field(default=(), repr=False)
    holds: tuple[AccountHold, ...] = field(default=(), repr=False)
    fees: tuple[AccountFee, ...] = field(default=(), repr=False)
    messages: tuple[AccountMessage, ...] = field(default=(), repr=False)
    balance_cents: int = field(default=0, repr=False)
    loan_limit: int = 0
    card_ends: str | None = None
    home: str = ""
    """Her own branch."""

    def loan(self, item: str) -> AccountLoan | None:
        """The loan of that item."""
        return next((loan for loan in self.loans if loan.item == item), None)

    def hold(self, hold: str) -> AccountHold | None:
        """The hold of that id."""
        return next((each for each in self.holds if each.id == hold), None)
