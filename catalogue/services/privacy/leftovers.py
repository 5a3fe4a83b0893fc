"""What else tells of persons and has had its time: notices, settled debts, records that fold
nowhere, sessions, counters of wrong tries."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from catalogue.db.digital import DigitalTicket
from catalogue.db.doubled import DoubledCard, SeenCard
from catalogue.db.mails import MailRow
from catalogue.db.money import FeeLine, NoticeRow
from catalogue.db.people import Lockout, PatronSession
from catalogue.db.present import LoanRow
from catalogue.db.record import OPERATIONS, SIDECARS
from catalogue.db.staff import RateBucket, StaffSession
from catalogue.domain.operations import Kind, from_json
from catalogue.domain.shape import PATRON_KINDS, Fold, fold_of
from catalogue.services.accounts import FORGET_TRIES_MS
from catalogue.services.doubled import travel_ms
from catalogue.services.feed import chunks
from catalogue.services.mails.outbox import KEPT_MS
from catalogue.services.patron_view import about_fee, fee_facts
from catalogue.services.privacy.periods import Horizons
from catalogue.services.privacy.severing import forget_sidecars

TOLD = (Kind.NOTICE_SENT, Kind.NOTICE_CORRECT)


def notices(session: Session, until: Horizons) -> Mapping[str, int]:
    """What patrons were told, and that it was they."""
    old = NoticeRow.at_ms < until.notices
    gone = session.scalar(select(func.count()).select_from(NoticeRow).where(old)) or 0
    session.execute(delete(NoticeRow).where(old))
    rows = session.scalars(
        select(SIDECARS.c.operation)
        .join(OPERATIONS, OPERATIONS.c.id == SIDECARS.c.operation)
        .where(OPERATIONS.c.kind.in_(TOLD), OPERATIONS.c.received_ms < until.notices)
    ).all()
    forget_sidecars(session, rows)
    return {"notices": gone}


def fees(session: Session, until: Horizons) -> Mapping[str, int]:
    """Settled debts about no loan that is known by name; those of a loan go with it."""
    settled = session.scalars(
        select(FeeLine)
        .outerjoin(LoanRow, LoanRow.id == FeeLine.about)
        .where(FeeLine.open_cents == 0, FeeLine.at_ms < until.fees, LoanRow.id.is_(None))
    ).all()
    gone = 0
    for line in settled:
        said = about_fee(fee_facts(session, [line.item]), line.id)
        if all(op.wall_ms < until.fees for op in said):
            forget_sidecars(session, [line.id, *(op.id for op in said)])
            session.delete(line)
            gone += 1
    return {"fees": gone}


def doubled(session: Session, until: Horizons) -> Mapping[str, int]:
    """Cards that were used in two branches at once: as long as who had what."""
    gone = session.execute(delete(DoubledCard).where(DoubledCard.last_ms < until.loans))
    return {"doubled_cards": int(getattr(gone, "rowcount", 0))}


def others(session: Session, until: Horizons) -> Mapping[str, int]:
    """Old records about somebody that no fold reads: malformed ones, and what was said of a debt
    that is no more."""
    gone = forget_sidecars(session, list(_loose(session, until)))
    return {"loose_records": gone}


def _loose(session: Session, until: Horizons) -> Iterator[str]:
    old = (
        select(OPERATIONS.c.id, OPERATIONS.c.body)
        .join(SIDECARS, SIDECARS.c.operation == OPERATIONS.c.id)
        .where(OPERATIONS.c.received_ms < until.fees, OPERATIONS.c.kind.not_in(TOLD))
        .where((OPERATIONS.c.kind.in_(PATRON_KINDS)) | (OPERATIONS.c.item.is_(None)))
    )
    found = [from_json(json.loads(row.body)) for row in session.execute(old)]
    debts = {
        op.id: op.id if op.kind == Kind.FEE_ASSESS else str(op.refs.get("about")) for op in found
    }
    known: set[str] = set()
    for some in chunks(sorted(set(debts.values()))):
        known.update(session.scalars(select(FeeLine.id).where(FeeLine.id.in_(some))))
    for op in found:
        if fold_of(op) is Fold.STATION and debts[op.id] not in known:
            yield op.id


def sessions(session: Session, now_ms: int) -> Mapping[str, int]:
    """What has run out by itself."""
    tries = (Lockout.last_ms < now_ms - FORGET_TRIES_MS, Lockout.locked_until_ms < now_ms)
    gone = 0
    for query in (
        delete(PatronSession).where(PatronSession.expires_ms <= now_ms),
        delete(StaffSession).where(StaffSession.expires_ms <= now_ms),
        delete(DigitalTicket).where(DigitalTicket.expires_ms <= now_ms),
        delete(MailRow).where(MailRow.made_ms < now_ms - KEPT_MS),
        delete(Lockout).where(*tries),
        delete(RateBucket).where(RateBucket.empty_ms <= now_ms),
        delete(SeenCard).where(SeenCard.at_ms <= now_ms - travel_ms(session)),
    ):
        gone += int(getattr(session.execute(query), "rowcount", 0))
    return {"sessions": gone}
