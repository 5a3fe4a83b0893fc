"""May this be lent, and until when? Pure rules; the caller brings the facts and the day.

`decide_loan` answers for the server, `offline_verdict` for a station that is cut off. A refusal is
a `DenialReason`, in the order of its members. PINs and lock-outs belong to the session.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from catalogue.domain.ages import age_on
from catalogue.domain.denial import DenialReason
from catalogue.domain.library import (
    CardState,
    Item,
    LoanRule,
    Patron,
    SnapshotCard,
    SnapshotItem,
    Title,
)
from catalogue.domain.states import ItemState, Status
from catalogue.domain.titles import HoldFold

_NOT_FIT: Final = (Status.RECEIVED_UNCHECKED, Status.MISSING_PART, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Demand:
    """What competes for the copy. `open_loans` of the patron; `holds_against` see the function of
    that name; `copies_here` = copies of the title that are neither on loan, lost nor withdrawn."""

    open_loans: int = 0
    holds_against: int = 0
    copies_here: int = 1


def holds_against(holds: Iterable[HoldFold], patron: str) -> int:
    """Holds of others that come before this patron, given in the order of the queue: all that
    wait or are ready, or those ahead of her own if she is in the queue."""
    count = 0
    for hold in holds:
        if not hold.is_open:
            continue
        if hold.patron == patron:
            break
        count += 1
    return count


def decide_loan(
    patron: Patron | None,
    item: Item | None,
    title: Title | None,
    state: ItemState,
    rule: LoanRule | None,
    demand: Demand,
    today: date,
) -> DenialReason | None:
    """Why this patron may not borrow this item today, or None if she may.

    An item on loan to someone else is lent: it is here. `rule` None: her category does not borrow
    this kind. An item trapped for her is hers whoever else waits.
    """
    if patron is None:
        return DenialReason.UNKNOWN_CARD
    if patron.expires is not None and patron.expires < today:
        return DenialReason.EXPIRED
    if patron.block is not None:
        return patron.block
    if item is None or title is None:
        return DenialReason.UNKNOWN_ITEM
    if item.not_for_loan or rule is None or state.withdrawn or state.status in _NOT_FIT:
        return DenialReason.NOT_FOR_LOAN
    if _too_young(age_on(patron.birth, today), title.min_age, rule.min_age):
        return DenialReason.AGE
    if _is_reserved(state, patron.id, demand):
        return DenialReason.RESERVED
    if demand.open_loans >= rule.limit:
        return DenialReason.LIMIT
    return None


def _is_reserved(state: ItemState, patron: str, demand: Demand) -> bool:
    if state.status == Status.ON_HOLD_SHELF:
        return state.patron != patron
    return 0 < demand.holds_against >= demand.copies_here


def _too_young(age: int | None, *limits: int | None) -> bool:
    """An age nobody knows (a class, an institution) is not held against the card."""
    return age is not None and any(limit is not None and age < limit for limit in limits)


class Means(StrEnum):
    """How a card number came to the station."""

    READ = "read"
    SCANNED = "scanned"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class OfflineRules:
    """What a site allows while it is cut off. `max_items` per card and outage; 0 = returns only."""

    max_items: int = 5
    max_hours: float = 72.0
    allow_unknown_cards: bool = False


@dataclass(frozen=True, slots=True)
class OfflineVerdict:
    """`reason` is None exactly when the loan is allowed."""

    allowed: bool
    reason: DenialReason | None = None


def offline_verdict(
    item: SnapshotItem | None,
    card: SnapshotCard | None,
    count: int,
    hours_since_contact: float | None,
    means: Means,
    pin_verified: bool,
    rules: OfflineRules,
    *,
    today: date,
) -> OfflineVerdict:
    """What a cut-off station says of a loan, from its snapshot alone.

    `count`: items this card had here since the last contact. `hours_since_contact` None: there was
    none yet. `pin_verified`: the server verified this card's PIN earlier in the running session.
    """
    reason = _card_denial(card, today) or _item_denial(item, card, today)
    if reason is None:
        reason = _outage_denial(card, count, hours_since_contact, means, pin_verified, rules)
    return OfflineVerdict(allowed=reason is None, reason=reason)


def _card_denial(card: SnapshotCard | None, today: date) -> DenialReason | None:
    if card is None:
        return None
    if card.expires is not None and card.expires < today:
        return DenialReason.EXPIRED
    return DenialReason.BLOCKED if card.state == CardState.BLOCKED else None


def _item_denial(
    item: SnapshotItem | None, card: SnapshotCard | None, today: date
) -> DenialReason | None:
    if item is None:
        return DenialReason.UNKNOWN_ITEM
    if item.not_for_loan or item.status in _NOT_FIT:
        return DenialReason.NOT_FOR_LOAN
    # Of a birth date a station knows the year only: the birthday is taken as yet to come.
    year = card.birth_year if card is not None else None
    if _too_young(None if year is None else today.year - year - 1, item.min_age):
        return DenialReason.AGE
    if item.charter is not None and (card is None or item.charter not in card.charters):
        return DenialReason.CHARTER
    if item.reserved or item.status == Status.ON_HOLD_SHELF:
        return DenialReason.RESERVED
    return None


def _outage_denial(
    card: SnapshotCard | None,
    count: int,
    hours: float | None,
    means: Means,
    pin_verified: bool,
    rules: OfflineRules,
) -> DenialReason | None:
    if means == Means.TYPED and not pin_verified:
        return DenialReason.OFFLINE_TYPED
    if count >= rules.max_items:
        return DenialReason.OFFLINE_LIMIT
    if hours is None or hours > rules.max_hours:
        return DenialReason.OFFLINE_STALE
    if card is None and not rules.allow_unknown_cards:
        return DenialReason.OFFLINE_UNKNOWN_CARD
    return None


def due_ms(now_ms: int, days: int, time_zone: str, closed_days: Collection[date]) -> int:
    """The last millisecond, in the town's time zone, of the day `days` after today, or of the
    first day after it that is not closed. Milliseconds UTC. Raises ZoneInfoNotFoundError."""
    zone = ZoneInfo(time_zone)
    day = datetime.fromtimestamp(now_ms / 1000, UTC).astimezone(zone).date()
    day += timedelta(days=days)
    while day in closed_days:
        day += timedelta(days=1)
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(days=1)
    return int(midnight.timestamp() * 1000) - 1
