"""How much of a resource may be used, and in which period. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from catalogue.domain.digital.resources import Subscription

SEAT_MS = 3600 * 1000
"""A seat counts as taken for so long after a launch: no vendor tells when she leaves."""


class Unit(StrEnum):
    """What is counted."""

    LAUNCH = "launch"
    LOAN = "loan"
    """Of e-books."""
    ACTIVE_USER = "active_user"
    """Somebody who opened it at least once in the period."""
    SEAT = "seat"
    """Somebody who opened it within the last hour."""


class Per(StrEnum):
    """Whose use is counted."""

    PATRON = "patron"
    LIBRARY = "library"


class Span(StrEnum):
    """For how long it is counted. `NOW` is that of seats."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    CONTRACT = "contract"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Limit:
    """`value` at the most; a soft one (`hard` false) is only told. `alert_at`: from so many on the
    town is warned."""

    unit: Unit
    per: Per
    span: Span
    value: int
    hard: bool = True
    alert_at: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """One span in the calendar. `last` None: it has no end. `key` names it."""

    key: str
    last: date | None

    @property
    def over(self) -> date | None:
        """The day from which it is counted anew."""
        return None if self.last is None else self.last + timedelta(days=1)


def period_of(span: Span, day: date, subscription: Subscription | None) -> Period:
    """The period a day is in; the contract's is the term of the subscription that pays."""
    if span is Span.DAY or span is Span.NOW:
        return Period(day.isoformat(), day)
    if span is Span.MONTH:
        last = (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return Period(f"{day:%Y-%m}", last)
    if span is Span.CONTRACT and subscription is not None:
        first, end = subscription.term(day)
        return Period(f"contract {first}", end)
    return Period(str(day.year), date(day.year, 12, 31))


def fits(unit: Unit, per: Per, span: Span) -> bool:
    """Is there such a limit? Users and seats are those of the library."""
    if unit is Unit.SEAT:
        return per is Per.LIBRARY and span is Span.NOW
    if unit is Unit.ACTIVE_USER and per is not Per.LIBRARY:
        return False
    return span is not Span.NOW
