"""Tables of staff, their roles and sessions, of what limits guessing, and of the audit log."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db.base import Base


class StaffMember(Base):
    """An account. It is disabled, never deleted: the audit log names it for ever.

    `password_hash` is Argon2id over the peppered password. `must_change` set: it is the first one,
    shown once, good for nothing but choosing another until `password_until_ms`."""

    __tablename__ = "staff"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    must_change: Mapped[bool]
    password_until_ms: Mapped[int | None]
    branches: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """None: bound to no branch."""
    made_ms: Mapped[int]
    disabled_ms: Mapped[int | None]


class StaffRole(Base):
    """A member has a role. A role no town knows any more gives nothing."""

    __tablename__ = "staff_roles"

    staff: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)


class RoleRight(Base):
    """A role gives a right (`catalogue.domain.rights.Right`)."""

    __tablename__ = "role_rights"

    role: Mapped[str] = mapped_column(primary_key=True)
    allows: Mapped[str] = mapped_column(primary_key=True)


class StaffSession(Base):
    """A member signed in. The token itself is nowhere, only its SHA-256."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    staff: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    made_ms: Mapped[int]
    used_ms: Mapped[int]
    expires_ms: Mapped[int] = mapped_column(index=True)


class RateBucket(Base):
    """A leaking bucket of tries. `key` is a keyed hash of whose; `empty_ms`: when all that was
    poured in will have run out, so that a full bucket needs no clock to be emptied."""

    __tablename__ = "rate_buckets"

    key: Mapped[str] = mapped_column(primary_key=True)
    empty_ms: Mapped[int] = mapped_column(index=True)


class AuditEntry(Base):
    """One line of the audit log; triggers refuse to change it, and to delete what no checkpoint
    covers. `hash` is over all the other columns, `prev_hash` that of the line before."""

    __tablename__ = "audit"

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at_ms: Mapped[int]
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    details: Mapped[str] = mapped_column(Text)
    prev_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)
