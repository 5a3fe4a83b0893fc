"""Why something was not lent: values, not exceptions. Server, station and screens share them."""

from __future__ import annotations

from enum import StrEnum


class DenialReason(StrEnum):
    """A refusal of a loan or of a session, in the order of the checks."""

    UNKNOWN_CARD = "unknown_card"
    WRONG_PIN = "wrong_pin"
    LOCKED = "locked"
    """Too many wrong PINs for this card on this channel."""
    EXPIRED = "expired"
    BLOCKED = "blocked"
    UNKNOWN_ITEM = "unknown_item"
    NOT_FOR_LOAN = "not_for_loan"
    AGE = "age"
    CHARTER = "charter"
    """What is lent on a charter is lent to who has signed it, in its present version."""
    RESERVED = "reserved"
    LIMIT = "limit"
    OFFLINE_TYPED = "offline_typed"
    """Cut off, a typed number may not borrow."""
    OFFLINE_LIMIT = "offline_limit"
    """Cut off, this card has had its number of items."""
    OFFLINE_STALE = "offline_stale"
    """Cut off for longer than the site allows lending."""
    OFFLINE_UNKNOWN_CARD = "offline_unknown_card"
    BIT_NOT_SWITCHED = "bit_not_switched"
    """The loan was allowed, the tag stayed secured on the pad: undone."""
