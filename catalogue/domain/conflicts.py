"""Contradictions between records: their codes and their identity. Pure.

A conflict is known by what contradicts what, never by times or counts, so that every fold of the
same records names it alike and a decision about it stays about it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import rfc8785


class ConflictCode(StrEnum):
    """What the records disagree about. Beside these there is `typed_` + code for a contradiction
    that only a typed number vouches for."""

    LOAN_OVER_LOAN = "loan_over_loan"
    SEEN_WHILE_ON_LOAN = "seen_while_on_loan"
    LOST_SEEN = "lost_seen"
    HOLD_BYPASSED = "hold_bypassed"
    LENT_UNCHECKED = "lent_unchecked"
    WITHDRAWN_LENT = "withdrawn_lent"
    WITHDRAWN_SEEN = "withdrawn_seen"
    TRAP_UNCHECKED = "trap_unchecked"
    RENEW_NOT_HOLDER = "renew_not_holder"
    UNDONE_OVER_OWN_LOAN = "undone_over_own_loan"
    TRAP_VOID = "trap_void"
    DOUBLE_TRAP = "double_trap"
    ORDER_UNKNOWN = "order_unknown"
    DANGLING_REF = "dangling_ref"
    FORK = "fork"
    CHAIN_BROKEN = "chain_broken"
    BEFORE_SEAL = "before_seal"
    ID_REUSED = "id_reused"


@dataclass(frozen=True, slots=True)
class Conflict:
    """`subject` is an item, a title or a station; `evidence` the sorted ids that contradict."""

    id: str
    code: str
    subject: str
    evidence: tuple[str, ...]


def conflict(code: str, subject: str, evidence: Iterable[str]) -> Conflict:
    """The conflict of these operations; its id is SHA-256(JCS[code, subject, sorted evidence])."""
    ids = tuple(sorted(set(evidence)))
    digest = hashlib.sha256(rfc8785.dumps([str(code), subject, list(ids)])).hexdigest()
    return Conflict(id=digest, code=str(code), subject=subject, evidence=ids)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What staff decided: `choice` is `keep` or `void`; `by` is the operation that says so."""

    conflict: Conflict
    choice: str
    by: str
