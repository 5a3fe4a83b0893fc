"""What server and station compare at the end of each sync, and what an operator compares when they
differ: records and rows themselves. Reads only, but for sums that a row belies."""

from __future__ import annotations

import json
import logging
import threading

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.people import Acknowledgement
from catalogue.db.postgresql import Lock, hold
from catalogue.db.record import StoredOperation
from catalogue.domain.operations import GENESIS, from_json, hash_of
from catalogue.services import item_sums
from catalogue.services.enrolment import Caller
from catalogue.services.feed import Cursor, Feed, has_waiting, newest_number, read_cursor
from catalogue.services.town import Clock, setting
from catalogue.wire import v1

LOG = logging.getLogger("beaupre.server")
SWEEP = 500
"""Item rows looked at again with each question."""
_COUNT = select(func.count()).where(
    StoredOperation.station == bindparam("station"), StoredOperation.epoch == bindparam("epoch")
)


class Digests:
    """Any thread."""

    def __init__(self, database: Database, feed: Feed, clock: Clock) -> None:
        self._database = database
        self._feed = feed
        self._clock = clock
        self._swept = ""
        self._lock = threading.Lock()

    def of(self, caller: Caller, cursor: str) -> v1.Digest:
        """Of the calling station's epoch and, if it has read the feed to its end, of the items."""
        self._feed.number()
        self._sweep()
        with self._database.read() as session:
            ack = session.get(Acknowledgement, (caller.name, caller.epoch))
            newest = newest_number(session)
            at = read_cursor(cursor)
            return v1.Digest(
                server_ms=self._clock(),
                epoch=caller.epoch,
                count=_count(session, caller),
                ack=v1.Head(seq=ack.seq, hash=ack.hash) if ack else v1.Head(seq=0, hash=GENESIS),
                reset=at is not None and at.feed_epoch != _feed_epoch(session),
                branches=_branches(session, caller, at, newest),
            )

    def records(self, caller: Caller, epoch: int, after: int) -> v1.RecordHashes:
        """The calling station's records of an epoch with the numbers that follow `after`, hashed
        anew from what is stored."""
        with self._database.read() as session:
            own = (StoredOperation.station == caller.name, StoredOperation.epoch == epoch)
            found = session.execute(
                select(StoredOperation.id, StoredOperation.seq, StoredOperation.body)
                .where(
                    *own,
                    StoredOperation.seq > after,
                    StoredOperation.seq <= after + v1.RECORDS_PAGE,
                )
                .order_by(StoredOperation.seq, StoredOperation.id)
            ).all()
            newest = session.scalar(select(func.max(StoredOperation.seq)).where(*own)) or 0
        return v1.RecordHashes(
            records=[
                v1.RecordHash(id=row.id, seq=row.seq or 0, hash=_hash_of(row.body)) for row in found
            ],
            more=newest > after + v1.RECORDS_PAGE,
        )

    def _sweep(self) -> None:
        with self._lock:
            after = self._swept
            with self._database.read() as session:
                suspects, self._swept = item_sums.altered(session, after, SWEEP)
        if not suspects:
            return

        def take(session: Session) -> list[str]:
            hold(session, Lock.FEED)
            return item_sums.take_as_they_are(session, suspects)

        changed = self._database.transact(take)
        if changed:
            LOG.error("items changed outside the record: %s", " ".join(changed))


def _count(session: Session, caller: Caller) -> int:
    return session.scalar(_COUNT, {"station": caller.name, "epoch": caller.epoch}) or 0


def _feed_epoch(session: Session) -> str:
    return setting(session, "feed_epoch", "0")


def _branches(
    session: Session, caller: Caller, at: Cursor | None, newest: int
) -> dict[str, v1.ItemSum] | None:
    """None unless the cursor stands at the end of the feed, and nothing waits for its number: then
    both sides speak of the same."""
    if at is None or at.number != newest or has_waiting(session):
        return None
    if (at.feed_epoch, at.station_epoch) != (_feed_epoch(session), caller.epoch):
        return None
    return {
        branch: v1.ItemSum(items=items, sum=total)
        for branch, (items, total) in item_sums.sums(session).items()
    }


def _hash_of(body: str) -> str:
    """Of the record that stands there; empty when none does."""
    try:
        return hash_of(from_json(json.loads(body)))
    except ValueError:
        return ""
