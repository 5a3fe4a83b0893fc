"""What staff do with each contradiction, and who is told. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from catalogue.domain.conflicts import ConflictCode
from catalogue.domain.operations import Kind


class Default(StrEnum):
    """What is right unless staff know better."""

    KEEP = "keep"
    KEEP_NO_FEE = "keep_no_fee"
    CHECK_AT_RETURN = "check_at_return"
    ASK_THEN_VOID = "ask_then_void"
    LOOK_ON_SHELF = "look_on_shelf"
    CLEAR_SHELF = "clear_shelf"
    CHOSEN_ORDER = "chosen_order"
    WAIT_THEN_ASK = "wait_then_ask"
    NEW_EPOCH = "new_epoch"
    KEEP_AS_SEALED = "keep_as_sealed"


class Told(StrEnum):
    """Whose list it stands on, or who gets a notice."""

    DESK = "desk"
    BRANCH = "branch"
    WORKSHOP = "workshop"
    STOCK = "stock"
    OPERATOR = "operator"
    OLD_BORROWER = "old_borrower"
    PATRON = "patron"
    HOLDER = "holder"
    RENEWER = "renewer"


@dataclass(frozen=True, slots=True)
class Advice:
    """Of one code. `urgent`: somebody may be wronged until it is settled."""

    default: Default
    told: tuple[Told, ...]
    urgent: bool = False


_STOCK: Final = Advice(Default.CHECK_AT_RETURN, (Told.WORKSHOP, Told.STOCK))
_SHELF: Final = Advice(Default.CLEAR_SHELF, (Told.BRANCH,))
_DISK: Final = Advice(Default.NEW_EPOCH, (Told.OPERATOR,))
_TYPED: Final = Advice(Default.ASK_THEN_VOID, (Told.DESK,), urgent=True)
_ADVICE: Final[Mapping[str, Advice]] = {
    ConflictCode.LOAN_OVER_LOAN: Advice(Default.KEEP, (Told.DESK, Told.OLD_BORROWER)),
    ConflictCode.SEEN_WHILE_ON_LOAN: Advice(Default.KEEP, (Told.DESK,)),
    ConflictCode.LOST_SEEN: Advice(Default.KEEP_NO_FEE, (Told.DESK, Told.PATRON)),
    ConflictCode.HOLD_BYPASSED: Advice(Default.KEEP, (Told.DESK, Told.HOLDER)),
    ConflictCode.LENT_UNCHECKED: _STOCK,
    ConflictCode.WITHDRAWN_LENT: _STOCK,
    ConflictCode.WITHDRAWN_SEEN: _STOCK,
    ConflictCode.TRAP_UNCHECKED: _STOCK,
    ConflictCode.RENEW_NOT_HOLDER: Advice(Default.KEEP, (Told.DESK, Told.RENEWER)),
    ConflictCode.UNDONE_OVER_OWN_LOAN: Advice(Default.LOOK_ON_SHELF, (Told.DESK,)),
    ConflictCode.TRAP_VOID: _SHELF,
    ConflictCode.DOUBLE_TRAP: _SHELF,
    ConflictCode.ORDER_UNKNOWN: Advice(Default.CHOSEN_ORDER, (Told.DESK,), urgent=True),
    ConflictCode.DANGLING_REF: Advice(Default.WAIT_THEN_ASK, (Told.OPERATOR,)),
    ConflictCode.BEFORE_SEAL: Advice(Default.KEEP_AS_SEALED, (Told.OPERATOR,)),
    ConflictCode.FORK: _DISK,
    ConflictCode.CHAIN_BROKEN: _DISK,
    ConflictCode.ID_REUSED: _DISK,
}


def advice_for(code: str) -> Advice:
    """What to do about a conflict of this code, and who is told."""
    return _TYPED if code.startswith("typed_") else _ADVICE[code]


PATRON_NOTICES: Final[Mapping[str, str]] = {
    ConflictCode.LOAN_OVER_LOAN: Kind.CHECK_OUT,
    ConflictCode.LOST_SEEN: Kind.CHECK_OUT,
    ConflictCode.RENEW_NOT_HOLDER: Kind.RENEW,
}
"""Codes a patron gets a notice of: the earliest record of this kind in the evidence is hers. Of a
hold that was bypassed its notice is corrected instead."""
