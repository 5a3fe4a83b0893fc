"""E-book licences: tokens, an end, so many loans at once; and who may have the next seat. Pure.

A loan takes one token when it begins; an early return never gives it back (the offers of the French
hub for digital lending: a licence ends with its tokens or with its term, whichever is first).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

DAY_MS = 24 * 3600 * 1000


class LicenceState(StrEnum):
    """What a licence is good for now."""

    PREORDER = "preorder"
    AVAILABLE = "available"
    UNAVAILABLE = "unavailable"
    EXHAUSTED = "exhausted"
    """No token is left."""
    EXPIRED = "expired"


class HoldState(StrEnum):
    """Of a digital hold."""

    QUEUED = "queued"
    READY = "ready"
    """A seat is kept for her until `ready_until_ms`."""
    LENT = "lent"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class NoLoan(StrEnum):
    """Why an e-book is not lent now."""

    NO_LICENCE = "no_licence"
    """The town has none that can be used now or later."""
    ALL_LENT = "all_lent"
    """She may place a hold."""
    ALREADY_LENT = "already_on_loan"
    ALREADY_HELD = "already_held"
    LIMIT = "limit_reached"
    CARD = "card_not_valid"
    REFUSED = "provider_refused"
    """The distributor did not give it."""
    NOT_SUPPORTED = "not_supported"
    """Its status document has no such link."""
    UNREACHABLE = "provider_unreachable"
    NO_SUCH_LOAN = "no_such_loan"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence and the loans that are open on it. None: no limit, no end."""

    id: str
    status: LicenceState
    starts_ms: int | None
    expires_ms: int | None
    tokens_left: int | None
    concurrent_max: int | None
    loan_days: int | None
    lent: int

    def state(self, now_ms: int) -> LicenceState:
        """What it is good for at a moment."""
        if self.expires_ms is not None and self.expires_ms <= now_ms:
            return LicenceState.EXPIRED
        if self.tokens_left is not None and self.tokens_left <= 0:
            return LicenceState.EXHAUSTED
        if self.starts_ms is not None and self.starts_ms > now_ms:
            return LicenceState.PREORDER
        return self.status

    def seats(self, now_ms: int) -> int | None:
        """How many loans could begin now; None: as many as anybody wants."""
        if self.state(now_ms) is not LicenceState.AVAILABLE:
            return 0
        free = None if self.concurrent_max is None else max(0, self.concurrent_max - self.lent)
        counts = [each for each in (free, self.tokens_left) if each is not None]
        return min(counts, default=None)

    def ends_ms(self, now_ms: int, days: int) -> int:
        """When a loan that begins now ends: after the town's days, no later than the licence's
        loans or the licence itself."""
        days = days if self.loan_days is None else min(days, self.loan_days)
        ends = now_ms + days * DAY_MS
        return ends if self.expires_ms is None else min(ends, self.expires_ms)


def free_seats(licences: Iterable[Licence], now_ms: int) -> int | None:
    """Of all licences of a title together; None: no limit."""
    seats = [each.seats(now_ms) for each in licences]
    return None if None in seats else sum(each or 0 for each in seats)


def chosen(licences: Sequence[Licence], now_ms: int) -> Licence | None:
    """The licence the next loan is taken from: the one that ends first, then the one without
    tokens to lose. None: none has a seat."""
    usable = [each for each in licences if each.seats(now_ms) != 0]
    return min(
        usable,
        key=lambda each: (
            each.expires_ms is None,
            each.expires_ms or 0,
            each.tokens_left is not None,
            each.id,
        ),
        default=None,
    )


def has_future(licences: Iterable[Licence], now_ms: int) -> bool:
    """Can anybody who waits ever get one?"""
    gone = {LicenceState.EXPIRED, LicenceState.EXHAUSTED}
    return any(each.state(now_ms) not in gone for each in licences)
