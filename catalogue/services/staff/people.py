"""Accounts of staff: made, listed, disabled, enabled, given another password or other roles.

Every change ends what it must end in the same transaction, and is in the audit log. Called by the
routes of `catalogue.server.routes_staff` and by `beaupre staff`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.holdings import Branch
from catalogue.db.staff import RoleRight, StaffMember, StaffRole, StaffSession
from catalogue.domain.ids import fresh_id
from catalogue.domain.rights import Right
from catalogue.services import audit
from catalogue.services.accounts import PinHasher
from catalogue.services.limits import Bucket, Limits, Rate
from catalogue.services.staff.passwords import first_password
from catalogue.services.town import Clock

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
TRIES = "staff account"
"""Kind of the bucket of wrong passwords of one account."""
FIRST_VALID_MS = 3 * 24 * 3600 * 1000
"""How long a first password waits to be used."""


class StaffRefused(Exception):
    """No such member, role or branch, or a name that is taken or cannot be; the text says it."""


@dataclass(frozen=True, slots=True)
class Account:
    """A member as the list shows her; times in ms UTC."""

    name: str
    roles: tuple[str, ...]
    branches: tuple[str, ...] | None
    must_change: bool
    made_ms: int
    disabled_ms: int | None


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """Shown this once."""

    name: str
    password: str = field(repr=False)
    until_ms: int


class StaffAccounts:
    """The accounts of one town. `actor`, everywhere: who does it, for the audit log."""

    def __init__(self, database: Database, hasher: PinHasher, limits: Limits, clock: Clock) -> None:
        self._database = database
        self._hasher = hasher
        self._limits = limits
        self._clock = clock

    def add(
        self, actor: str, name: str, roles: Collection[str], branches: Collection[str] | None = None
    ) -> FirstPassword:
        """A new account with these roles, bound to these branches if any are given. Raises
        StaffRefused."""
        if NAME.fullmatch(name) is None:
            raise StaffRefused(
                f"{name!r} is no name for an account: 2 to 64 small letters, digits, - . _"
            )
        first, hashed = self._first(name)

        def hire(session: Session) -> None:
            if _found(session, name) is not None:
                raise StaffRefused(f"{name} is there already; a name is never given again")
            member = StaffMember(
                id=fresh_id(),
                name=name,
                password_hash=hashed,
                must_change=True,
                password_until_ms=first.until_ms,
                made_ms=self._clock(),
            )
            session.add(member)
            session.flush()
            self._assign(session, member, roles, branches)
            self._note(session, actor, "staff.add", name, _assigned(roles, branches))

        self._database.transact(hire)
        return first

    def set_roles(
        self, actor: str, name: str, roles: Collection[str], branches: Collection[str] | None
    ) -> None:
        """Other roles and branches, from the next request on. Raises StaffRefused."""
        with self._database.write() as session:
            member = _member(session, name)
            session.execute(delete(StaffRole).where(StaffRole.staff == member.id))
            self._assign(session, member, roles, branches)
            self._note(session, actor, "staff.roles", name, _assigned(roles, branches))

    def reset(self, actor: str, name: str) -> FirstPassword:
        """Another first password; whoever is signed in with the old one is out, wrong passwords
        are forgotten. Raises StaffRefused."""
        first, hashed = self._first(name)
        with self._database.write() as session:
            member = _member(session, name)
            member.password_hash, member.must_change = hashed, True
            member.password_until_ms = first.until_ms
            end_sessions(session, member.id)
            self._note(session, actor, "staff.reset", name)
        self._limits.empty([Bucket(TRIES, name, Rate(1, 1))])
        return first

    def disable(self, actor: str, name: str) -> None:
        """Nobody signs in as her any more, and her sessions end now. Raises StaffRefused."""
        with self._database.write() as session:
            member = _member(session, name)
            member.disabled_ms = member.disabled_ms or self._clock()
            end_sessions(session, member.id)
            self._note(session, actor, "staff.disable", name)

    def enable(self, actor: str, name: str) -> None:
        """She may sign in again, with the password she had. Raises StaffRefused."""
        with self._database.write() as session:
            _member(session, name).disabled_ms = None
            self._note(session, actor, "staff.enable", name)

    def list(self) -> list[Account]:
        """All accounts by name, the disabled too."""
        with self._database.read() as session:
            return [
                Account(
                    name=row.name,
                    roles=tuple(sorted(_roles(session, row.id))),
                    branches=None if row.branches is None else tuple(row.branches),
                    must_change=row.must_change,
                    made_ms=row.made_ms,
                    disabled_ms=row.disabled_ms,
                )
                for row in session.scalars(select(StaffMember).order_by(StaffMember.name))
            ]

    def roles(self) -> dict[str, tuple[str, ...]]:
        """What each role of this town gives."""
        found: dict[str, tuple[str, ...]] = {}
        with self._database.read() as session:
            for row in session.scalars(select(RoleRight).order_by(RoleRight.role)):
                found[row.role] = tuple(sorted((*found.get(row.role, ()), row.allows)))
        return found

    def _first(self, name: str) -> tuple[FirstPassword, str]:
        """A first password and its hash, made outside any transaction: hashing takes long."""
        password = first_password()
        until_ms = self._clock() + FIRST_VALID_MS
        return FirstPassword(name, password, until_ms), self._hasher.hash(password)

    def _assign(
        self,
        session: Session,
        member: StaffMember,
        roles: Collection[str],
        branches: Collection[str] | None,
    ) -> None:
        known = set(session.scalars(select(RoleRight.role)))
        _assert_known("role", roles, known)
        if branches is not None:
            _assert_known("branch", branches, set(session.scalars(select(Branch.id))))
        session.add_all(StaffRole(staff=member.id, role=role) for role in set(roles))
        member.branches = None if branches is None else sorted(set(branches))

    def _note(
        self,
        session: Session,
        actor: str,
        action: str,
        name: str,
        details: dict[str, audit.Detail] | None = None,
    ) -> None:
        audit.write(session, self._clock(), actor, action, f"staff:{name}", details)


def rights_of(session: Session, member: str) -> frozenset[Right]:
    """What her roles give now; a right this program does not know gives nothing."""
    rows = session.scalars(
        select(RoleRight.allows)
        .join(StaffRole, StaffRole.role == RoleRight.role)
        .where(StaffRole.staff == member)
    )
    given = set(rows)
    return frozenset(right for right in Right if right in given)


def end_sessions(session: Session, member: str) -> None:
    """All of a member's."""
    session.execute(delete(StaffSession).where(StaffSession.staff == member))


def _roles(session: Session, member: str) -> Iterable[str]:
    return session.scalars(select(StaffRole.role).where(StaffRole.staff == member))


def _found(session: Session, name: str) -> StaffMember | None:
    return session.scalar(select(StaffMember).where(StaffMember.name == name))


def _member(session: Session, name: str) -> StaffMember:
    found = _found(session, name)
    if found is None:
        raise StaffRefused(f"nobody of the staff is called {name!r}")
    return found


def _assert_known(what: str, given: Collection[str], known: set[str]) -> None:
    if not given:
        raise StaffRefused(f"one {what} at the least; there are: {', '.join(sorted(known))}")
    for name in given:
        if name not in known:
            there = ", ".join(sorted(known)) or "none yet"
            raise StaffRefused(f"there is no {what} {name!r}; there are: {there}")


def _assigned(roles: Collection[str], branches: Collection[str] | None) -> dict[str, audit.Detail]:
    return {
        "roles": sorted(set(roles)),
        "branches": None if branches is None else sorted(set(branches)),
    }
