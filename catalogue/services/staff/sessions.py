"""Staff sign in and out. A session's token travels in a header alone, never in an address; the
database holds its SHA-256. Rights are read anew for each request, so that nothing outlives what
was taken away."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.staff import StaffMember, StaffSession
from catalogue.domain.rights import Member
from catalogue.services import audit
from catalogue.services.accounts import PinHasher
from catalogue.services.enrolment import digest
from catalogue.services.staff.passwords import assert_strong
from catalogue.services.staff.people import end_sessions, rights_of
from catalogue.services.town import Clock

USED_EVERY_MS = 60_000
"""How exactly it is noted that a session was used: not a write with every request."""


class SignInRefused(Exception):
    """Name or password is wrong, or the account is disabled: one answer for all."""


class MustChange(Exception):
    """The first password is right and good for one thing: choosing another."""


@dataclass(frozen=True, slots=True)
class SessionRules:
    """Ends after so long unused, and after so long in any case; ms."""

    idle_ms: int
    absolute_ms: int


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session; its token is shown this once."""

    member: Member
    token: str = field(repr=False)
    expires_ms: int


class StaffSessions:
    """Sessions of staff, on any server process."""

    def __init__(
        self, database: Database, hasher: PinHasher, rules: SessionRules, clock: Clock
    ) -> None:
        self._database = database
        self._hasher = hasher
        self._rules = rules
        self._clock = clock

    def sign_in(self, name: str, password: str, new_password: str | None = None) -> SignedIn:
        """A session for who knows the password; with `new_password` that is hers from now on, and
        her other sessions end. Raises SignInRefused, MustChange, WeakPassword."""
        with self._database.read() as session:
            found = session.scalar(select(StaffMember).where(StaffMember.name == name))
        known = None if found is None else found.password_hash
        if not self._hasher.fits(known, password) or found is None:
            raise SignInRefused
        if new_password is None:
            if found.must_change:
                self._assert_current(found)
                raise MustChange
            return self._begin(found, None)
        assert_strong(new_password, name)
        if new_password == password:
            raise MustChange
        return self._begin(found, self._hasher.hash(new_password))

    def member(self, token: str) -> Member | None:
        """Who has this token; None when it is worth nothing. Notes that it was used."""
        now_ms = self._clock()
        with self._database.read() as session:
            row = session.get(StaffSession, digest(token))
            if row is None or not self._lasts(row, now_ms):
                return None
            known = session.get_one(StaffMember, row.staff)
            if known.disabled_ms is not None:
                return None
            found = as_member(session, known)
            used_ms = row.used_ms
        if now_ms - used_ms >= USED_EVERY_MS:
            self._touch(digest(token), now_ms)
        return found

    def sign_out(self, token: str) -> None:
        """The session ends; one that has ended already has ended."""
        with self._database.write() as session:
            session.execute(delete(StaffSession).where(StaffSession.token_hash == digest(token)))

    def _assert_current(self, member: StaffMember) -> None:
        until_ms = member.password_until_ms
        if member.disabled_ms is not None or (until_ms is not None and until_ms <= self._clock()):
            raise SignInRefused

    def _begin(self, checked: StaffMember, new_hash: str | None) -> SignedIn:
        now_ms = self._clock()
        token = secrets.token_urlsafe(32)
        with self._database.write() as session:
            member = session.get_one(StaffMember, checked.id, with_for_update=True)
            self._assert_current(member)
            if member.password_hash != checked.password_hash:
                raise SignInRefused  # Changed while this one was looked at.
            if new_hash is not None:
                member.password_hash, member.must_change = new_hash, False
                member.password_until_ms = None
                end_sessions(session, member.id)
            session.execute(delete(StaffSession).where(StaffSession.expires_ms <= now_ms))
            expires_ms = now_ms + self._rules.absolute_ms
            session.add(
                StaffSession(
                    token_hash=digest(token),
                    staff=member.id,
                    made_ms=now_ms,
                    used_ms=now_ms,
                    expires_ms=expires_ms,
                )
            )
            found = as_member(session, member)
            action = "staff.sign_in" if new_hash is None else "staff.password"
            audit.write(session, now_ms, found.actor, action, found.actor)
        return SignedIn(found, token, expires_ms)

    def _lasts(self, row: StaffSession, now_ms: int) -> bool:
        return now_ms < row.expires_ms and now_ms < row.used_ms + self._rules.idle_ms

    def _touch(self, token_hash: str, now_ms: int) -> None:
        with self._database.write() as session:
            row = session.get(StaffSession, token_hash)
            if row is not None:
                row.used_ms = max(row.used_ms, now_ms)


def as_member(session: Session, row: StaffMember) -> Member:
    """A member with the rights she has now."""
    branches = None if row.branches is None else frozenset(row.branches)
    return Member(row.id, row.name, rights_of(session, row.id), branches)
