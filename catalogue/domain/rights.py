"""What staff may do: rights, the roles that bundle them, and a member as a request sees her.

A role is a name for a set of rights; the town may change them, these here are what it begins with.
Rights are checked by `catalogue.server.staff_auth`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """One thing staff may do or not; each address that staff use asks for one."""

    CIRCULATE = "circulate"
    """Lend and take back for a patron."""
    HOLDS = "holds"
    CONFLICTS = "conflicts"
    """See and settle what the record contradicts itself about."""
    STOCK = "stock"
    """Titles, items, losses, withdrawals."""
    DEVICES = "devices"
    """E-readers: check, reset, content packs."""
    PEOPLE = "people"
    """Patrons: who they are, their cards, PINs and blocks."""
    FEES = "fees"
    STATIONS = "stations"
    """Enrol, list, revoke stations."""
    CONFIG = "config"
    """The town's rules, and who of the staff may do what."""
    AUDIT = "audit"
    """Read the audit log."""
    BACKUP = "backup"
    STATISTICS = "statistics"
    TAGS = "tags"
    """Write, secure and unlock tags by hand."""


EVERYTHING = frozenset(Right)
_LIBRARIAN = frozenset({Right.CIRCULATE, Right.HOLDS, Right.CONFLICTS, Right.FEES})
_WORKSHOP = frozenset({Right.DEVICES, Right.STOCK, Right.TAGS})
DEFAULT_ROLES = {
    "librarian": _LIBRARIAN,
    "workshop": _WORKSHOP,
    "manager": _LIBRARIAN | _WORKSHOP | {Right.PEOPLE, Right.STATISTICS},
    "admin": EVERYTHING,
}


@dataclass(frozen=True, slots=True)
class Member:
    """Who of the staff asks. `branches` None: all; else objects of these alone. Rights are of this
    moment, never kept between requests."""

    id: str
    name: str
    rights: frozenset[Right]
    branches: frozenset[str] | None = None

    @property
    def actor(self) -> str:
        """As the audit log names her."""
        return f"staff:{self.name}" if self.id else self.name

    def may(self, right: Right) -> bool:
        """Has she the right, in some branch at least?"""
        return right in self.rights

    def may_in(self, branch: str | None) -> bool:
        """May she touch an object of this branch? Of none (a patron without one): only who is
        bound to no branch."""
        return self.branches is None or branch in self.branches


OPERATOR = Member("", "operator", EVERYTHING)
"""Whoever can read the keys of the server."""
