"""The audit log: who of the staff did what, one hash-chained line each, written in the transaction
of the deed.

Lines are never changed; the database refuses it (migration 0005). Old ones go only behind a
checkpoint, a line like any other that says up to which number lines may go and which hash the
last of them had, so that what stays still verifies.

A line never joins a person to what she reads: `write` refuses it. Patrons are called by a random
name of their account (`person`), so that the lines name nobody when that has gone.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

import rfc8785
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from catalogue.db.people import Patron
from catalogue.db.postgresql import Lock, hold
from catalogue.db.staff import AuditEntry
from catalogue.domain.operations import GENESIS

Detail = str | int | bool | None | Sequence[str]
CHECKPOINT = "audit.checkpoint"
SECRET = frozenset({"password", "pin", "token", "code", "secret"})
PERSON = frozenset({"patron", "card", "name", "email"})
READING = frozenset({"title", "item", "isbn", "author", "operation"})


@dataclass(frozen=True, slots=True)
class AuditReport:
    """`lines` verified up to `head` (number and hash); `fault` names the first line that is
    wrong, None when the chain is whole."""

    lines: int
    head: tuple[int, str]
    fault: str | None = None

    @property
    def intact(self) -> bool:
        """Is the chain whole?"""
        return self.fault is None


def write(
    session: Session,
    at_ms: int,
    actor: str,
    action: str,
    subject: str,
    details: Mapping[str, Detail] | None = None,
) -> int:
    """Add a line and return its number. `actor` as `Member.actor`, `action` as `staff.disable`,
    `subject` as `station:tilleuls-1`. Locks the end of the log until the commit: call it last.
    Raises ValueError for a line that would hold a secret or tell who reads what."""
    _assert_discreet(subject, details or {})
    hold(session, Lock.AUDIT)  # The next statement sees what the holder before has committed.
    n, prev_hash = _end(session)
    entry = AuditEntry(
        n=n + 1,
        at_ms=at_ms,
        actor=actor,
        action=action,
        subject=subject,
        details=rfc8785.dumps(dict(details or {})).decode(),
        prev_hash=prev_hash,
    )
    entry.hash = hash_of(entry)
    session.add(entry)
    session.flush()
    return entry.n


def person(patron: Patron) -> str:
    """What a line calls a patron: nobody, once her account has gone."""
    if patron.ref is None:
        patron.ref = secrets.token_hex(8)
    return f"patron:{patron.ref}"


def hash_of(entry: AuditEntry) -> str:
    """SHA-256 over the RFC 8785 bytes of every column but the hash itself, 64 digits."""
    return hashlib.sha256(
        rfc8785.dumps(
            {
                "n": entry.n,
                "at_ms": entry.at_ms,
                "actor": entry.actor,
                "action": entry.action,
                "subject": entry.subject,
                "details": entry.details,
                "prev_hash": entry.prev_hash,
            }
        )
    ).hexdigest()


def verify(session: Session, known: tuple[int, str] | None = None) -> AuditReport:
    """Recompute the whole chain. `known`: a line's number and hash noted earlier; that it is still
    there shows that nobody made the log anew or cut off its end."""
    query = select(AuditEntry).order_by(AuditEntry.n).execution_options(yield_per=1000)
    first = head = (0, GENESIS)
    lines, found_known = 0, known is None
    covered: dict[int, str] = {}
    with closing(session.scalars(query)) as rows:
        for row in rows:
            before = (row.n - 1, row.prev_hash)
            if not lines:
                first = before
            elif before != head:
                return AuditReport(lines, head, f"line {head[0] + 1} is missing or not the next")
            if hash_of(row) != row.hash:
                return AuditReport(lines, head, f"line {row.n} was changed")
            if row.action == CHECKPOINT:
                covered[int(row.subject)] = row.details
            head = (row.n, row.hash)
            lines += 1
            found_known = found_known or known == head
    if first != (0, GENESIS) and covered.get(first[0]) != _checkpoint_details(first[1]):
        return AuditReport(lines, head, f"the lines up to {first[0]} went without a checkpoint")
    if known is not None and not found_known:
        return AuditReport(lines, head, f"line {known[0]} is not as it was")
    return AuditReport(lines, head)


def entries(session: Session, after: int = 0, limit: int = 200) -> list[AuditEntry]:
    """Lines behind a number, in their order."""
    return list(
        session.scalars(
            select(AuditEntry).where(AuditEntry.n > after).order_by(AuditEntry.n).limit(limit)
        )
    )


def forget_before(session: Session, at_ms: int, actor: str, before_ms: int) -> int:
    """Delete the lines older than a moment, behind a checkpoint; returns how many. The one way
    the database lets lines go."""
    last = session.scalar(select(func.max(AuditEntry.n)).where(AuditEntry.at_ms < before_ms))
    if last is None:
        return 0
    end = session.get_one(AuditEntry, last)
    write(session, at_ms, actor, CHECKPOINT, str(last), {"hash": end.hash})
    session.expunge_all()
    gone = session.execute(delete(AuditEntry).where(AuditEntry.n <= last))
    return int(getattr(gone, "rowcount", 0))


def _end(session: Session) -> tuple[int, str]:
    row = session.execute(
        select(AuditEntry.n, AuditEntry.hash).order_by(AuditEntry.n.desc()).limit(1)
    ).first()
    return (0, GENESIS) if row is None else (row.n, row.hash)


def _checkpoint_details(hash_: str) -> str:
    return rfc8785.dumps({"hash": hash_}).decode()


def _assert_discreet(subject: str, details: Mapping[str, Detail]) -> None:
    told = {*details, subject.partition(":")[0]}
    if told & SECRET:
        raise ValueError(f"no secret belongs into the audit log: {sorted(told & SECRET)}")
    if told & PERSON and told & READING:
        raise ValueError(f"the audit log never says who reads what: {sorted(told)}")
