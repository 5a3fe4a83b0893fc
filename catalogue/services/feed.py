"""The change feed: what a station has not seen yet, in pages.

A changed row waits in `feed_pending` and gets its number here, after its transaction committed, so
that no number is ever given to something a reader cannot see yet. `feed` keeps the latest number of
each row; its contents are read when a page is made. So a snapshot is the feed from number 0, a row
that changes while it is fetched comes again at the end, and nothing is sent twice for nothing.
"""

from __future__ import annotations

import base64
import binascii
import logging
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from sqlalchemy import Table, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from catalogue.db.among import among, given
from catalogue.db.bulk import insert_rows
from catalogue.db.database import Database
from catalogue.db.postgresql import Lock, hold
from catalogue.db.present import FeedPending, FeedRow
from catalogue.db.record import LedgerRow
from catalogue.errors import DatabaseBusy
from catalogue.services import item_sums, rows
from catalogue.services.enrolment import Caller
from catalogue.services.town import Clock, put_setting, setting
from catalogue.wire.v1 import Change, Changes

LOG = logging.getLogger("beaupre.server")
T = TypeVar("T")
PAGE_ROWS = 500
CHUNK = 500
"""Keys in one statement."""
_FEED = cast(Table, FeedRow.__table__)
_PENDING = cast(Table, FeedPending.__table__)
_RENUMBERED = delete(_FEED).where(_FEED.c.table_name == bindparam("table"), among(_FEED.c.key))
_NEWEST = select(func.max(FeedRow.n))
_FOLLOWING = (
    select(FeedRow)
    .where(FeedRow.n > bindparam("start"))
    .order_by(FeedRow.n)
    .limit(bindparam("rows"))
)
_WAITING = select(FeedPending.n).limit(1)
_NEWEST_WAITING = select(func.max(FeedPending.n))
_OLDEST_WAITING = select(func.min(FeedPending.n))
NUMBERED = 500
"""Marks numbered in one transaction."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a station is: the feed's epoch, its own (its card keys change with it), a number."""

    feed_epoch: str
    station_epoch: int
    number: int

    def is_of(self, feed_epoch: str, station_epoch: int, newest: int) -> bool:
        """Does it stand in this feed, for this epoch of the station?"""
        same = (self.feed_epoch, self.station_epoch) == (feed_epoch, station_epoch)
        return same and 0 <= self.number <= newest

    def __str__(self) -> str:
        text = f"{self.feed_epoch}.{self.station_epoch}.{self.number}"
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str) -> Cursor | None:
    """The cursor written as `text`; None for anything that is not one."""
    try:
        padded = text + "=" * (-len(text) % 4)
        epoch, station_epoch, number = base64.b64decode(padded, b"-_", validate=True).split(b".")
        return Cursor(epoch.decode(), int(station_epoch), int(number))
    except (binascii.Error, ValueError):
        return None


class Feed:
    """Pages of changes for one station after the other."""

    def __init__(self, database: Database, clock: Clock, page_rows: int = PAGE_ROWS) -> None:
        self._database = database
        self._clock = clock
        self._page_rows = page_rows

    def page(self, caller: Caller, cursor_text: str) -> Changes:
        """What follows a cursor. An empty, foreign or outdated one starts anew with a reset."""
        self.number()
        with self._database.read() as session:
            epoch = setting(session, "feed_epoch", "0")
            cursor = read_cursor(cursor_text)
            newest = newest_number(session)
            reset = cursor is None or not cursor.is_of(epoch, caller.epoch, newest)
            start = 0 if cursor is None or reset else cursor.number
            found = session.scalars(_FOLLOWING, {"start": start, "rows": self._page_rows}).all()
            number = found[-1].n if found else start
            return Changes(
                cursor=str(Cursor(epoch, caller.epoch, number)),
                number=number,
                server_ms=self._clock(),
                reset=reset,
                more=number < newest,
                changes=self._changes(session, caller, found),
            )

    def _changes(self, session: Session, caller: Caller, found: Sequence[FeedRow]) -> list[Change]:
        keys: dict[str, list[str]] = defaultdict(list)
        for row in found:
            if row.table_name != rows.GONE_CARD:
                keys[row.table_name].append(row.key)
        contents = {table: contents_of(session, caller, table, keys[table]) for table in keys}
        changes = []
        for row in found:
            if row.table_name == rows.GONE_CARD:
                gone = rows.gone_for(caller.name, row.key)
                if gone is not None:
                    changes.append(Change(table="card", key=gone, row=None))
                continue
            key, content = row.key, contents[row.table_name].get(row.key)
            if row.table_name == "card":
                key = rows.card_wire_key(caller.station_key, row.key)
                content = None if content is None else {"key": key, **content}
            changes.append(Change(table=row.table_name, key=key, row=content))
        return changes

    def number(self) -> None:
        """Give what has changed by now its numbers, in slices: loans get in between. Whoever
        cannot, because another server is at it and takes its time, reads on without."""
        with self._database.read() as session:
            upto = session.scalar(_NEWEST_WAITING)
        try:
            while upto is not None and self._is_waiting(upto):
                self._database.transact(lambda session: number_pending(session, NUMBERED))
        except DatabaseBusy as busy:
            LOG.warning("feed not numbered: %s", busy)

    def _is_waiting(self, upto: int) -> bool:
        with self._database.read() as session:
            oldest = session.scalar(_OLDEST_WAITING)
        return oldest is not None and oldest <= upto


def contents_of(
    session: Session, caller: Caller, table: str, keys: Sequence[str]
) -> Mapping[str, rows.Row]:
    """Rows of a table by their keys here, as that station is told them; a row that is gone is left
    out."""
    if table in rows.OWN_TABLES:
        return rows.OWN_TABLES[table](session, keys, caller.name, caller.branch)
    return rows.TABLES[table](session, keys)


def has_waiting(session: Session) -> bool:
    """Is there a change that has no number yet?"""
    return session.scalar(_WAITING) is not None


def newest_number(session: Session) -> int:
    """The last number given; 0 before the first."""
    return session.scalar(_NEWEST) or 0


def number_pending(session: Session, limit: int | None = None) -> int:
    """Give each row that changed the next number, those that wait longest first, `limit` of them;
    returns the last one given. What another transaction has not committed yet gets its number
    later, and nobody waits for it."""
    # In its own statement: one that had begun before would not see what was committed meanwhile.
    hold(session, Lock.FEED)
    last = int(setting(session, "feed_number", "0"))
    columns = select(FeedPending.n, FeedPending.table_name, FeedPending.key)
    waiting = session.execute(columns.order_by(FeedPending.n).limit(limit)).all()
    latest = {(row.table_name, row.key): row.n for row in waiting}
    by_table: dict[str, list[str]] = defaultdict(list)
    new = []
    ordered = sorted(latest, key=lambda row: latest[row])
    for number, (table, key) in enumerate(ordered, start=last + 1):
        by_table[table].append(key)
        new.append((table, key, number))
    for table, keys in by_table.items():
        for chunk in chunks(keys):
            session.execute(_RENUMBERED, {"table": table, "keys": given(chunk)})
            if table == "item":
                item_sums.tell(session, chunk)
    if new:
        insert_rows(session, _FEED, ("table_name", "key", "n"), new)
        for done in chunks([row.n for row in waiting]):
            session.execute(delete(_PENDING).where(_PENDING.c.n.in_(done)))
        put_setting(session, "feed_number", str(last + len(new)))
    return last + len(new)


def begin_epoch(session: Session) -> None:
    """A new epoch of the feed: every station starts anew (first start, restored backup), and no
    server believes what it remembers."""
    epoch = secrets.token_hex(8)
    put_setting(session, "feed_epoch", epoch)
    session.execute(update(LedgerRow).values(base=epoch))


def chunks(keys: Sequence[T]) -> Iterable[Sequence[T]]:
    """Pieces short enough for one statement."""
    return (keys[at : at + CHUNK] for at in range(0, len(keys), CHUNK))
