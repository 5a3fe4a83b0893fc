"""Keeps an index as far as the change feed goes, like a station: from its cursor, in short steps,
anew when the feed begins anew. It only reads the tables, and holds up nobody who writes.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.present import FeedRow
from catalogue.search.embedded import Batch, SearchIndex
from catalogue.services.devices.pack_rows import TABLE as TEXT
from catalogue.services.feed import Feed, newest_number
from catalogue.services.finding import contents
from catalogue.services.town import setting

STEP_ROWS: Final = 2000
"""Rows of the feed in one step."""
STEP_S: Final = 0.2
"""How long a step at making a new index takes."""
_feed = FeedRow.__table__.c
_STRETCH: Final = (
    select(_feed.table_name, _feed.key, _feed.n)
    .where(_feed.n > bindparam("after"), _feed.table_name.in_(("title", "item", TEXT)))
    .order_by(_feed.n)
    .limit(bindparam("rows"))
)


class Following:
    """Steps from any thread, one at a time in a process, and by one process of those that share an
    index. Raises sqlite3.Error for the index, CatalogueError for the database."""

    def __init__(
        self, database: Database, feed: Feed, index: SearchIndex, step_rows: int = STEP_ROWS
    ) -> None:
        self._database = database
        self._feed = feed
        self._index = index
        self._step_rows = step_rows
        self._turn = threading.Lock()

    def step(self) -> bool:
        """Take in the next changes, or go on making a new index; is there more to do? False also
        while somebody else is at it."""
        if not self._turn.acquire(blocking=False):
            return False
        try:
            return self._index.writing() and (self._follow() or self._index.advance(STEP_S))
        finally:
            self._turn.release()

    def _follow(self) -> bool:
        """Is there more of the feed?"""
        self._feed.number()
        known = self._index.cursor()
        with self._database.read() as session:
            epoch, newest = setting(session, "feed_epoch", "0"), newest_number(session)
            after = _number_in(known, epoch, newest)
            restart = after is None
            if after == newest:
                return False
            found = session.execute(_STRETCH, {"after": after or 0, "rows": self._step_rows}).all()
            more = len(found) == self._step_rows
            number = found[-1].n if more else newest
            keys: dict[str, list[str]] = defaultdict(list)
            for table, key, _ in found:
                keys[table].append(key)
            batch = _batch(session, f"{epoch}.{number}", keys, restart=restart)
        self._index.take(batch)
        return more


def _number_in(cursor: str, epoch: str, newest: int) -> int | None:
    """Where the index is; None: not in this feed."""
    known, _, number = cursor.rpartition(".")
    if known != epoch or not number.isdecimal() or int(number) > newest:
        return None
    return int(number)


def _batch(session: Session, cursor: str, keys: dict[str, list[str]], *, restart: bool) -> Batch:
    titles = contents.titles(session, keys["title"])
    texts = contents.texts(session, keys[TEXT])
    asked = [*keys["title"], *(f"{contents.PACK}{key}" for key in keys[TEXT])]
    there = {each.key for each in (*titles, *texts)}
    return Batch(
        cursor,
        documents=(*titles, *texts),
        gone=_missing(asked, there),
        copies={
            **contents.copies(session, keys["item"]),
            **contents.online(session, titles, keys["title"]),
        },
        restart=restart,
    )


def _missing(asked: Sequence[str], there: set[str]) -> tuple[str, ...]:
    return tuple(key for key in asked if key not in there)
