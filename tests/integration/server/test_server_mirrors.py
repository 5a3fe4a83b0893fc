"""A mirror made from the feed is what the tables are, whatever writers did while it was read.

Seeded histories on PostgreSQL: several writers insert, change and delete rows and hold their
transactions open while readers page on, from two servers, by pages and by streams that are cut.
"""

from __future__ import annotations

import datetime as dt
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.holdings import Branch, CalendarDay, Item, SortRule, Title
from catalogue.db.people import Station
from catalogue.db.present import FeedRow, ItemRow
from catalogue.services import item_sums, rows
from catalogue.services.enrolment import Caller
from catalogue.services.feed import Feed, begin_epoch
from catalogue.services.marking import mark
from catalogue.services.snapshots import Snapshots
from catalogue.wire.row_hash import row_hash

WRITERS, TRANSACTIONS, TITLES = 4, 8, 6
PATIENCE_S = 20.0
CALLER = Caller("kiosk-1", "A", "kiosk", 1, b"k" * 32)
Mirror = dict[tuple[str, str], dict[str, object]]


class Pages:
    """Lets a writer wait, with its transaction open, until some more was read."""

    def __init__(self) -> None:
        self._read = 0
        self._changed = threading.Condition()
        self.over = threading.Event()

    def one_read(self) -> None:
        with self._changed:
            self._read += 1
            self._changed.notify_all()

    def wait_for(self, more: int) -> None:
        with self._changed:
            until = self._read + more
            assert self._changed.wait_for(lambda: self._read >= until, PATIENCE_S)


class Writer:
    """Changes rows nobody else writes, as several desks do."""

    def __init__(self, database: Database, pages: Pages, name: str, chance: random.Random) -> None:
        self._database = database
        self._pages = pages
        self._name = name
        self._chance = chance

    def run(self) -> None:
        for _ in range(TRANSACTIONS):
            try:
                with self._database.write() as session:
                    for _ in range(self._chance.randint(1, 4)):
                        self._change(session)
                        session.flush()
                    self._pages.wait_for(self._chance.choice((0, 0, 1, 3)))
                    if self._chance.random() < 0.2:
                        raise InterruptedError
            except InterruptedError:
                continue

    def _change(self, session: Session) -> None:
        title = f"{self._name}-{self._chance.randrange(TITLES)}"
        change = self._chance.choice(
            (self._title, self._title, self._item, self._item, self._rule, self._day, self._gone)
        )
        change(session, title)

    def _title(self, session: Session, key: str) -> None:
        values = {"kind": "book", "collection": "adult", "language": "fr"}
        session.merge(Title(id=key, title=f"Title {self._chance.random()}", **values))
        mark(session, "title", key)

    def _item(self, session: Session, key: str) -> None:
        self._title(session, key)
        session.flush()
        item = session.merge(Item(id=f"i-{key}", title=key, home="A", kind="book"))
        state = session.merge(
            ItemRow(
                item=item.id,
                status=self._chance.choice(("available", "on_loan", "in_transit")),
                branch=self._chance.choice(("A", "B")),
                reserved=self._chance.random() < 0.5,
            )
        )
        session.flush()
        title = session.get_one(Title, key)
        state.row_hash = str(rows.item_row(item, title, state)["hash"])
        mark(session, "item", item.id)

    def _rule(self, session: Session, key: str) -> None:
        session.merge(SortRule(id=key, branch="A", letter=self._chance.choice("ABC"), label="x"))
        mark(session, "sort_rule", key)

    def _day(self, session: Session, key: str) -> None:
        date = dt.date(2027, 1, 1) + dt.timedelta(days=int(key[-1]))
        session.merge(CalendarDay(branch=self._name, date=date, closed=True))
        mark(session, "calendar", f"{self._name}/{date.isoformat()}")

    def _gone(self, session: Session, key: str) -> None:
        if self._chance.random() < 0.5:
            session.execute(delete(SortRule).where(SortRule.id == key))
            mark(session, "sort_rule", key)
            return
        date = session.scalar(select(CalendarDay).where(CalendarDay.branch == self._name).limit(1))
        if date is not None:
            session.delete(date)
            mark(session, "calendar", f"{self._name}/{date.date.isoformat()}")


class Reader:
    """A station's copy, read in pages or in streams that may break off anywhere."""

    def __init__(self, database: Database, pages: Pages, chance: random.Random, *, streams: bool):
        size = chance.randint(1, 5)
        self._feed = Feed(database, lambda: 0, size)
        self._snapshots = Snapshots(database, self._feed, lambda: 0, size)
        self._pages = pages
        self._chance = chance
        self._streams = streams
        self._cursor = ""
        self.mirror: Mirror = {}

    def run(self) -> None:
        while not self._pages.over.is_set():
            self._some()
            self._pages.one_read()
        while self._some():
            pass

    def _some(self) -> bool:
        """Read on; is there more?"""
        if self._streams and self._chance.random() < 0.7:
            return self._stream()
        page = self._feed.page(CALLER, self._cursor)
        if page.reset:
            self.mirror.clear()
        for change in page.changes:
            if change.row is None:
                self.mirror.pop((change.table, change.key), None)
            else:
                left_out = ("id", "hash")
                row = {k: v for k, v in change.row.items() if k not in left_out}
                self.mirror[change.table, change.key] = row
        self._cursor = page.cursor
        return page.more

    def _stream(self) -> bool:
        cut = self._chance.randint(1, 6)
        for n, part in enumerate(self._snapshots.parts(CALLER, self._cursor), 1):
            if part.reset:
                self.mirror.clear()
            for table in part.tables:
                for key in table.gone:
                    self.mirror.pop((table.table, key), None)
                for key, *values in zip(table.keys, *table.columns.values(), strict=True):
                    row = dict(zip(table.columns, values, strict=True))
                    self.mirror[table.table, key] = {k: v for k, v in row.items() if v is not None}
            self._cursor = part.cursor
            self._pages.one_read()
            if n == cut:
                return True
        return True


def truth(session: Session) -> Mirror:
    """The tables themselves, past the feed's own order."""
    keys = {
        "branch": list(session.scalars(select(Branch.id))),
        "title": list(session.scalars(select(Title.id))),
        "item": list(session.scalars(select(Item.id))),
        "calendar": [
            f"{day.branch}/{day.date.isoformat()}" for day in session.scalars(select(CalendarDay))
        ],
    }
    found = {
        (table, key): row
        for table in keys
        for key, row in rows.TABLES[table](session, keys[table]).items()
    }
    rules = list(session.scalars(select(SortRule.id)))
    own = rows.sort_rules(session, rules, CALLER.name, CALLER.branch)
    found |= {("sort_rule", key): row for key, row in own.items()}
    return {
        where: {k: v for k, v in row.items() if k not in ("id", "hash")}
        for where, row in found.items()
    }


@pytest.fixture
def servers(postgresql_url: str) -> Iterator[tuple[Database, Database]]:
    with closing(Database(postgresql_url)) as one, closing(Database(postgresql_url)) as other:
        with one.write() as session:
            begin_epoch(session)
            for branch in ("A", "B", *(f"w{n}" for n in range(WRITERS))):
                session.add(Branch(id=branch, name=branch))
                mark(session, "branch", branch)
            session.flush()
            session.add(
                Station(
                    name=CALLER.name,
                    branch="A",
                    token_hash="x",
                    station_key=CALLER.station_key,
                    epoch=1,
                    enrolled_ms=0,
                )
            )
        yield one, other


@pytest.mark.parametrize("seed", range(2))
def test_mirror_of_the_feed_is_what_the_tables_are(
    servers: tuple[Database, Database], seed: int
) -> None:
    """Guards: `number_pending` gives numbers after commit, one server at a time; a part reads what
    its stretch names."""
    pages = Pages()
    writers = [
        Writer(servers[n % 2], pages, f"w{n}", random.Random(f"{seed} {n}")) for n in range(WRITERS)
    ]
    readers = [
        Reader(servers[n % 2], pages, random.Random(f"{seed} r{n}"), streams=n > 0)
        for n in range(3)
    ]
    with ThreadPoolExecutor() as pool:
        reading = [pool.submit(reader.run) for reader in readers]
        writing = [pool.submit(writer.run) for writer in writers]
        for done in writing:
            done.result()
        pages.over.set()
        for done in reading:
            done.result()

    with servers[0].read() as session:
        expected = truth(session)
        told = {(row.table_name, row.key) for row in session.scalars(select(FeedRow))}
        sums = item_sums.sums(session)
    for reader in readers:
        assert reader.mirror == expected
    assert told >= expected.keys()
    hashes: dict[str, list[int]] = {}
    for (table, key), row in expected.items():
        if table == "item":
            found = int(row_hash({"id": key, **row}), 16)
            hashes.setdefault(str(row["branch"]), []).append(found)
    assert sums == {
        branch: (len(each), f"{sum(each) % item_sums.MODULUS:064x}")
        for branch, each in hashes.items()
    }
