"""A town as large as they come, for benches of the feed: 100,000 titles, 150,000 items, 20,000
cards. Its rows are put straight into the server's file, numbered, with the sums kept of them.

Names of titles and authors are words of the demo town's, put together anew: text that repeats no
more than a catalogue does. A third of the items was circulated since, in any order.
"""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from catalogue.db.database import Database
from catalogue.demo.town import load_town
from catalogue.domain.operations import Json
from catalogue.services.item_sums import MODULUS
from catalogue.services.town import put_setting
from catalogue.wire.row_hash import row_hash

BRANCHES = ("tilleuls", "passerelle", "moulin")
KINDS = ("book", "book", "book", "comic", "dvd", "cd", "magazine")
COLLECTIONS = ("adulte", "jeunesse", "ado")
ADDED_ITEMS = "31055"
"""Their numbers begin so."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each."""

    titles: int
    items: int
    cards: int


LARGE = Size(titles=100_000, items=150_000, cards=20_000)
TINY = Size(titles=200, items=300, cards=40)


def add_large_town(database: Path, size: Size) -> None:
    """Fill the file of a server that is not running: it may be new, or hold the demo town."""
    _found(database)
    with closing(sqlite3.connect(database)) as connection, connection:
        chance = random.Random(size.titles)
        _add_titles(connection, size, chance)
        told = list(_add_items(connection, size, chance))
        _add_sums(connection, told)
        cards = list(_add_people(connection, size, chance))
        items = [item for item, *_ in told]
        again = {item for item in items if chance.random() < 1 / 3}
        moved = sorted(again)
        chance.shuffle(moved)
        rows = [("title", _title(number)) for number in range(size.titles)]
        rows += [("item", item) for item in items if item not in again]
        rows += [("card", card) for card in cards]
        rows += [("item", item) for item in moved]
        _number(connection, rows)


def change_some(database: Path, count: int) -> None:
    """So many items are lent or come back, beside the server that has the file open."""
    with closing(sqlite3.connect(database)) as connection, connection:
        rows = connection.execute(
            "SELECT i.id, i.title, s.branch, i.home, s.status, i.kind, t.call_number"
            " FROM item_state s JOIN items i ON i.id = s.item JOIN titles t ON t.id = i.title"
            " WHERE i.id LIKE ? ORDER BY random() LIMIT ?",
            (f"{ADDED_ITEMS}%", count),
        ).fetchall()
        for item, title, branch, home, status, kind, number in rows:
            other = "available" if status == "on_loan" else "on_loan"
            found = row_hash(_row(item, title, branch, home, other, kind, number))
            connection.execute(
                "UPDATE item_state SET status = ?, row_hash = ? WHERE item = ?",
                (other, found, item),
            )
            connection.execute(
                "INSERT INTO feed_pending (table_name, key) VALUES ('item', ?)", (item,)
            )


def _found(database: Path) -> None:
    """The tables, and the branches where there are none."""
    opened = Database(str(database))
    with opened.write() as session:
        put_setting(session, "time_zone", "Europe/Paris")
    opened.close()
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.executemany(
            "INSERT OR IGNORE INTO branches (id, name, closed_weekdays, address, opening)"
            " VALUES (?, ?, '', '', '{}')",
            [(branch, branch.title()) for branch in BRANCHES],
        )
        connection.execute(
            "INSERT OR IGNORE INTO categories (id, name, loan_limit, hold_limit, debt_block_cents)"
            " VALUES ('adult', '', 20, 5, 1000)"
        )


def _title(number: int) -> str:
    return f"b-{number:06}"


def _words() -> tuple[list[str], list[str]]:
    titles = load_town().titles
    words = sorted({word for title in titles for word in title.title.split()})
    names = sorted({word for title in titles for word in title.author.split()})
    return words, names


def _add_titles(connection: sqlite3.Connection, size: Size, chance: random.Random) -> None:
    words, names = _words()
    connection.executemany(
        "INSERT INTO titles (id, title, subtitle, author, publisher, kind, collection, language,"
        " subject, call_number, year, isbn, min_age)"
        " VALUES (?, ?, '', ?, '', ?, ?, 'fr', ?, ?, ?, ?, NULL)",
        (
            (
                _title(number),
                " ".join(chance.choices(words, k=chance.randint(1, 6))),
                " ".join(chance.choices(names, k=2)),
                chance.choice(KINDS),
                chance.choice(COLLECTIONS),
                " ".join(chance.choices(words, k=chance.randint(0, 3))),
                f"{chance.randrange(1000)}.{chance.randrange(100)} {chance.choice(names)[:3]}",
                chance.randint(1950, 2026),
                f"9782{chance.randrange(10**9):09}",
            )
            for number in range(size.titles)
        ),
    )


def _add_items(
    connection: sqlite3.Connection, size: Size, chance: random.Random
) -> Iterator[tuple[str, str, str]]:
    """Item, branch and hash of each."""
    kinds = dict(connection.execute("SELECT id, kind FROM titles WHERE id LIKE 'b-%'"))
    numbers = dict(connection.execute("SELECT id, call_number FROM titles WHERE id LIKE 'b-%'"))
    for number in range(size.items):
        title = _title(number if number < size.titles else chance.randrange(size.titles))
        item, home = f"{ADDED_ITEMS}{number:08}", chance.choice(BRANCHES)
        status = "on_loan" if chance.random() < 0.3 else "available"
        found = row_hash(_row(item, title, home, home, status, kinds[title], numbers[title]))
        connection.execute(
            "INSERT INTO items (id, title, home, kind, call_number, needs_check, not_for_loan)"
            " VALUES (?, ?, ?, ?, '', 0, 0)",
            (item, title, home, kinds[title]),
        )
        connection.execute(
            "INSERT INTO item_state (item, status, branch, withdrawn, parts, reserved, row_hash)"
            " VALUES (?, ?, ?, 0, '[]', 0, ?)",
            (item, status, home, found),
        )
        yield item, home, found


def _row(
    item: str, title: str, branch: str, home: str, status: str, kind: str, call_number: str
) -> dict[str, Json]:
    return {
        "id": item,
        "title": title,
        "branch": branch,
        "home": home,
        "status": status,
        "kind": kind,
        "reserved": False,
        "not_for_loan": False,
        "call_number": call_number,
    }


def _add_sums(connection: sqlite3.Connection, told: Iterable[tuple[str, str, str]]) -> None:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for item, branch, found in told:
        connection.execute("INSERT INTO item_told VALUES (?, ?, ?)", (item, branch, found))
        sums[branch][0] += 1
        sums[branch][1] += int(found, 16)
    for branch, (count, total) in sums.items():
        known = connection.execute(
            "SELECT items, sum FROM item_sums WHERE branch = ?", (branch,)
        ).fetchone() or (0, "0")
        all_in_all = (total + int(known[1], 16)) % MODULUS
        connection.execute(
            "INSERT OR REPLACE INTO item_sums (branch, items, sum) VALUES (?, ?, ?)",
            (branch, count + known[0], f"{all_in_all:064x}"),
        )


def _add_people(connection: sqlite3.Connection, size: Size, chance: random.Random) -> Iterator[str]:
    for number in range(size.cards):
        patron, card = f"p-{number:06}", f"21055{number:08}"
        category = "adult"
        born = f"{chance.randint(1930, 2020)}-05-01"
        expires = f"{chance.choice((2027, 2028))}-{chance.randint(1, 12):02}-01"
        connection.execute(
            "INSERT INTO patrons (id, first_name, last_name, category, branch, language,"
            " birth_date, expires, debt_cents, carried_cents, placeholder)"
            " VALUES (?, '', '', ?, ?, 'fr', ?, ?, 0, 0, 0)",
            (patron, category, chance.choice(BRANCHES), born, expires),
        )
        connection.execute("INSERT INTO cards VALUES (?, ?)", (card, patron))
        yield card


def _number(connection: sqlite3.Connection, rows: Iterable[tuple[str, str]]) -> None:
    last = connection.execute("SELECT coalesce(max(n), 0) FROM feed").fetchone()[0]
    connection.executemany(
        "INSERT INTO feed (table_name, key, n) VALUES (?, ?, ?)",
        ((table, key, n) for n, (table, key) in enumerate(rows, last + 1)),
    )
    newest = connection.execute("SELECT max(n) FROM feed").fetchone()[0]
    connection.execute("INSERT OR REPLACE INTO settings VALUES ('feed_number', ?)", (str(newest),))
