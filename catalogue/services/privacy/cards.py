"""Cards that went with their account: the numbers leave the feed, the stations are told all the
same, each by the key it knows a card by."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from catalogue.db.operating import StationContact
from catalogue.db.people import Card, Station
from catalogue.db.postgresql import Lock, hold
from catalogue.db.present import FeedPending, FeedRow
from catalogue.db.privacy import GoneCard
from catalogue.services.feed import chunks, newest_number, number_pending
from catalogue.services.marking import mark
from catalogue.services.rows import GONE_CARD, card_wire_key, gone_card

CARD = "card"
TOLD_AFTER_MS = 24 * 3600 * 1000
"""A station that was heard so long after a card went has read the feed."""


def forget_numbers(session: Session, now_ms: int) -> int:
    """Take the numbers of cards that are no more out of the feed; returns how many. Call it last in
    a transaction: it locks the feed."""
    hold(session, Lock.FEED)
    numbers: set[str] = set()
    for table in (FeedRow, FeedPending):
        numbers |= set(
            session.scalars(
                select(table.key)
                .outerjoin(Card, Card.number == table.key)
                .where(table.table_name == CARD, Card.number.is_(None))
            )
        )
    if not numbers:
        return 0
    for station in session.scalars(select(Station).where(Station.revoked_ms.is_(None))).all():
        for number in sorted(numbers):
            key = card_wire_key(station.station_key, number)
            if session.get(GoneCard, (station.name, key)) is None:
                session.add(GoneCard(station=station.name, key=key, gone_ms=now_ms))
            mark(session, GONE_CARD, gone_card(station.name, key))
    for some in chunks(sorted(numbers)):
        session.execute(
            delete(FeedPending).where(FeedPending.table_name == CARD, FeedPending.key.in_(some))
        )
    session.flush()
    # Numbered before the others go: the newest number never gets smaller.
    newest = number_pending(session)
    for some in chunks(sorted(numbers)):
        gone = (FeedRow.table_name == CARD, FeedRow.key.in_(some))
        # With no station to tell, the newest number stays with a row of nothing.
        session.execute(
            update(FeedRow).where(*gone, FeedRow.n == newest).values(table_name=GONE_CARD, key="/")
        )
        session.execute(delete(FeedRow).where(*gone))
    return len(numbers)


def forget_told(session: Session) -> int:
    """Forget what every station that was to know has been told; returns how many rows."""
    hold(session, Lock.FEED)
    heard = dict(
        session.execute(
            select(Station.name, StationContact.contact_ms)
            .outerjoin(StationContact, StationContact.station == Station.name)
            .where(Station.revoked_ms.is_(None))
        ).all()
    )
    newest = newest_number(session)
    gone = 0
    for row in session.scalars(select(GoneCard)).all():
        waits = row.station in heard and (heard[row.station] or 0) < row.gone_ms + TOLD_AFTER_MS
        fed = (FeedRow.table_name == GONE_CARD, FeedRow.key == gone_card(row.station, row.key))
        if waits or session.scalar(select(FeedRow.n).where(*fed)) == newest:
            continue
        session.execute(delete(FeedRow).where(*fed))
        session.delete(row)
        gone += 1
    return gone
