"""Things that open once: launches, CAS tickets, codes of OpenID Connect.

One statement uses a ticket up, so that of two servers on one database exactly one succeeds. Only
hashes are kept; the tickets have 256 random bits.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.digital import DigitalTicket
from catalogue.services.enrolment import digest

SWEPT = 50
"""Outlived tickets forgotten with each new one."""
SECOND_MS = 1000


class Ticket(StrEnum):
    """What a ticket is for; the value begins its text."""

    LAUNCH = "LT"
    """Begins a login at CAS or at OpenID Connect."""
    SERVICE = "ST"
    """CAS protocol 3.0, section 3.1."""
    BROWSER = "BT"
    """Waits in the browser until the vendor asks who is there."""
    CODE = "AC"
    """RFC 6749, section 1.3.1."""
    ACCESS = "AT"
    """RFC 6749, section 1.4: the one that is good more than once."""


LIFE_MS = {
    Ticket.LAUNCH: 120 * SECOND_MS,
    Ticket.SERVICE: 10 * SECOND_MS,
    Ticket.BROWSER: 300 * SECOND_MS,
    Ticket.CODE: 60 * SECOND_MS,
    Ticket.ACCESS: 300 * SECOND_MS,
}


@dataclass(frozen=True, slots=True)
class Issue:
    """What a ticket stands for. `target`: the one service or redirect address it is good for."""

    resource: str
    patron: str
    target: str = ""
    branch: str | None = None
    told: dict[str, object] = field(default_factory=dict)
    parent: str | None = None


def issue(session: Session, kind: Ticket, what: Issue, now_ms: int) -> str:
    """A new ticket; its text is nowhere else."""
    _sweep(session, now_ms)
    text = f"{kind}-{secrets.token_urlsafe(32)}"
    session.add(
        DigitalTicket(
            hash=digest(text),
            kind=kind,
            resource=what.resource,
            patron=what.patron,
            branch=what.branch,
            target=what.target,
            told=what.told,
            made_ms=now_ms,
            expires_ms=now_ms + LIFE_MS[kind],
            parent=what.parent,
        )
    )
    session.flush()
    return text


def redeem(session: Session, kind: Ticket, text: str, now_ms: int) -> DigitalTicket | None:
    """Use a ticket up. None: unknown, over, or used already; then what came of it ends too."""
    hash_ = digest(text)
    mine = session.scalar(
        update(DigitalTicket)
        .where(
            DigitalTicket.hash == hash_,
            DigitalTicket.kind == kind,
            DigitalTicket.used_ms.is_(None),
            DigitalTicket.expires_ms > now_ms,
        )
        .values(used_ms=now_ms)
        .returning(DigitalTicket.hash)
    )
    if mine is None:
        # RFC 6749, section 4.1.2: a code used twice has been stolen by one of the two.
        session.execute(delete(DigitalTicket).where(DigitalTicket.parent == hash_))
        return None
    return session.get_one(DigitalTicket, hash_)


def waits(database: Database, kind: Ticket, text: str) -> bool:
    """Is there such a ticket at all, used or not? Asked first, without a transaction that writes:
    whoever makes tickets up holds up nobody."""
    if not text.startswith(f"{kind}-"):
        return False
    with database.read() as session:
        found = session.get(DigitalTicket, digest(text))
        return found is not None and found.kind == kind


def known(session: Session, kind: Ticket, text: str, now_ms: int) -> DigitalTicket | None:
    """A ticket that is good more than once."""
    found = session.get(DigitalTicket, digest(text))
    if found is None or found.kind != kind or found.expires_ms <= now_ms:
        return None
    return found


def _sweep(session: Session, now_ms: int) -> None:
    """Forget some that are over; waits for nobody."""
    out = select(DigitalTicket.hash).where(DigitalTicket.expires_ms <= now_ms).limit(SWEPT)
    hashes = list(session.scalars(out.with_for_update(skip_locked=True)))
    session.execute(delete(DigitalTicket).where(DigitalTicket.hash.in_(hashes)))
