"""May this loan be renewed, may this title be held? Pure rules beside those of lending (`policy`).

A refusal is a `DenialReason`; the caller brings the facts and the patron's standing.
"""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.domain.denial import DenialReason


@dataclass(frozen=True, slots=True)
class Renewal:
    """A loan that is to be renewed. `hers`: it is the patron's and open; `done` renewals of
    `allowed` (None: her category does not borrow this kind); `holds_against`: others that wait for
    the title, `copies_free` that could serve them."""

    hers: bool
    overdue: bool
    done: int
    allowed: int | None
    holds_against: int
    copies_free: int


def decide_renewal(renewal: Renewal) -> DenialReason | None:
    """Why it is not renewed, or None if it is."""
    if not renewal.hers:
        return DenialReason.NOT_YOURS
    if renewal.allowed is None or renewal.done >= renewal.allowed:
        return DenialReason.RENEWAL_LIMIT
    if renewal.holds_against > renewal.copies_free:
        return DenialReason.RESERVED
    return DenialReason.OVERDUE if renewal.overdue else None


def renewals_left(renewal: Renewal) -> int:
    """How often it can still be renewed, if nobody waits for it."""
    if renewal.allowed is None or renewal.overdue or renewal.holds_against > renewal.copies_free:
        return 0
    return max(0, renewal.allowed - renewal.done)


@dataclass(frozen=True, slots=True)
class HoldRequest:
    """A title somebody wants. `copies`: that could ever be lent; `free_at_pickup`: copies that
    stand in the pick-up branch for anyone to take."""

    known_title: bool
    known_branch: bool
    copies: int
    too_young: bool
    already_held: bool
    already_on_loan: bool
    open_holds: int
    hold_limit: int
    free_at_pickup: int


def decide_hold(request: HoldRequest) -> DenialReason | None:
    """Why the hold is not placed, or None if it is."""
    checks = (
        (not request.known_title, DenialReason.UNKNOWN_ITEM),
        (request.copies == 0, DenialReason.NOT_FOR_LOAN),
        (not request.known_branch, DenialReason.UNKNOWN_BRANCH),
        (request.too_young, DenialReason.AGE),
        (request.already_held, DenialReason.ALREADY_HELD),
        (request.already_on_loan, DenialReason.ALREADY_ON_LOAN),
        (request.free_at_pickup > 0, DenialReason.ON_SHELF),
        (request.open_holds >= request.hold_limit, DenialReason.HOLD_LIMIT),
    )
    return next((reason for denied, reason in checks if denied), None)
