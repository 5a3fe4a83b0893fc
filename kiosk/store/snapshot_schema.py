"""The tables of snapshot.db and how a row of the feed gets into them.

`key` is the feed's key. The file is disposable: one of a newer version is thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from catalogue.search import keeping, postings, spelling
from kiosk.store.database import Migration
from kiosk.store.item_hashes import FIELDS

FOUND_BY: Final = (
    "subtitle",
    "contributors",
    "language",
    "audience",
    "subject",
    "isbn",
    "work",
)
"""Texts of a title beside those that lending needs."""
_TABLES: Final = (
    """CREATE TABLE titles (key TEXT PRIMARY KEY, title TEXT NOT NULL, author TEXT, kind TEXT,
        collection TEXT, min_age INTEGER) STRICT""",
    """CREATE TABLE items (key TEXT PRIMARY KEY, title TEXT NOT NULL, branch TEXT NOT NULL,
        home TEXT, status TEXT NOT NULL, kind TEXT NOT NULL, reserved INTEGER,
        not_for_loan INTEGER, call_number TEXT, hash TEXT) STRICT""",
    """CREATE TABLE cards (key TEXT PRIMARY KEY, state TEXT NOT NULL, expires TEXT,
        category TEXT NOT NULL, birth_year INTEGER) STRICT""",
    """CREATE TABLE policies (key TEXT PRIMARY KEY, category TEXT NOT NULL, kind TEXT NOT NULL,
        loan_days INTEGER NOT NULL, loan_limit INTEGER NOT NULL, min_age INTEGER) STRICT""",
    """CREATE TABLE calendar (key TEXT PRIMARY KEY, branch TEXT NOT NULL, date TEXT NOT NULL,
        closed INTEGER NOT NULL) STRICT""",
    """CREATE TABLE sort_rules (key TEXT PRIMARY KEY, branch TEXT NOT NULL, kind TEXT,
        collection TEXT, letter TEXT NOT NULL, label TEXT NOT NULL) STRICT""",
    "CREATE TABLE branches (key TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT",
    """CREATE TABLE repairs (key TEXT PRIMARY KEY, item TEXT, wanted TEXT NOT NULL, found TEXT,
        reason TEXT, confirmed_loan TEXT) STRICT""",
    """CREATE TABLE meta (one INTEGER PRIMARY KEY CHECK (one = 1), cursor TEXT NOT NULL,
        number INTEGER NOT NULL, taken_ms INTEGER NOT NULL) STRICT""",
)

_HASHES: Final = ("DELETE FROM meta",)
"""`items.hash` is made here from now on: everything is fetched anew."""

_CHARTERS: Final = (
    "ALTER TABLE titles ADD COLUMN charter TEXT",
    "ALTER TABLE titles ADD COLUMN needs_check INTEGER",
    "ALTER TABLE cards ADD COLUMN charters TEXT",
    "DELETE FROM meta",
)
"""What is lent on a charter, and who has signed: everything is fetched anew."""

_QUEUES: Final = (
    "CREATE TABLE queues (key TEXT PRIMARY KEY, pickups TEXT NOT NULL) STRICT",
    "ALTER TABLE sort_rules ADD COLUMN station TEXT",
    "ALTER TABLE meta ADD COLUMN rows_taken INTEGER",
    "ALTER TABLE meta ADD COLUMN rows_left INTEGER",
    "DELETE FROM meta",
)
"""Who waits for a title, as the branches she wants it in; the station's own sort rules; how far a
snapshot is that comes as a stream. Everything is fetched anew."""

_SEARCH: Final = (
    *(f"ALTER TABLE titles ADD COLUMN {name} TEXT" for name in FOUND_BY),
    *(f"ALTER TABLE titles ADD COLUMN {name} INTEGER" for name in ("year", "cover", "added")),
    "ALTER TABLE titles ADD COLUMN pack TEXT",
    "ALTER TABLE titles ADD COLUMN machines TEXT",
    "CREATE INDEX titles_on_machines ON titles (key) WHERE machines IS NOT NULL",
    "CREATE INDEX items_of_title ON items (title)",
    *keeping.SCHEMA,
    *postings.SCHEMA,
    *spelling.SCHEMA,
    "DELETE FROM meta",
)
"""What titles are found by, and the index of it; what is on e-readers stands among the titles, with
the `machines` it is on. Everything is fetched anew."""

_START_PAGE: Final = (
    "ALTER TABLE branches ADD COLUMN opening TEXT",
    """CREATE TABLE messages (key TEXT PRIMARY KEY, branch TEXT, first TEXT, last TEXT,
        text TEXT NOT NULL) STRICT""",
    "CREATE INDEX titles_by_added ON titles (added) WHERE added IS NOT NULL",
    "DELETE FROM meta",
)
"""What the start page tells: opening hours, messages, new arrivals. Everything is fetched anew."""

_KITS: Final = (
    "CREATE TABLE kits (key TEXT PRIMARY KEY, parts TEXT NOT NULL) STRICT",
    "DELETE FROM meta",
)
"""What kits consist of. Everything is fetched anew."""

MIGRATIONS: Final[tuple[Migration, ...]] = (
    *(_TABLES, _HASHES, _CHARTERS, _QUEUES, _SEARCH, _START_PAGE),
    _KITS,
)


@dataclass(frozen=True, slots=True)
class Target:
    """Statements for one table of the feed; `fields` are the row's, in the order of `put`."""

    put: str
    drop: str
    fields: tuple[str, ...]
    lists: tuple[str, ...] = ()
    """Fields that are lists or tables, kept as JSON."""


TARGETS: Final = {
    "title": Target(
        "INSERT OR REPLACE INTO titles VALUES"
        " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
        "DELETE FROM titles WHERE key = ?",
        (
            *("title", "author", "kind", "collection", "min_age", "charter", "needs_check"),
            *(*FOUND_BY, "year", "cover", "added"),
        ),
    ),
    "pack_title": Target(
        "INSERT OR REPLACE INTO titles (kind, key, title, author, language, pack, machines)"
        " VALUES ('ebook', 'pack:' || ?, ?, ?, ?, ?, ?)",
        "DELETE FROM titles WHERE key = 'pack:' || ?",
        ("title", "author", "language", "pack", "machines"),
        lists=("machines",),
    ),
    "item": Target(
        "INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "DELETE FROM items WHERE key = ?",
        (*FIELDS, "hash"),
    ),
    "card": Target(
        "INSERT OR REPLACE INTO cards VALUES (?, ?, ?, ?, ?, ?)",
        "DELETE FROM cards WHERE key = ?",
        ("state", "expires", "category", "birth_year", "charters"),
    ),
    "policy": Target(
        "INSERT OR REPLACE INTO policies VALUES (?, ?, ?, ?, ?, ?)",
        "DELETE FROM policies WHERE key = ?",
        ("category", "kind", "loan_days", "limit", "min_age"),
    ),
    "calendar": Target(
        "INSERT OR REPLACE INTO calendar VALUES (?, ?, ?, ?)",
        "DELETE FROM calendar WHERE key = ?",
        ("branch", "date", "closed"),
    ),
    "sort_rule": Target(
        "INSERT OR REPLACE INTO sort_rules VALUES (?, ?, ?, ?, ?, ?, ?)",
        "DELETE FROM sort_rules WHERE key = ?",
        ("branch", "kind", "collection", "letter", "label", "station"),
    ),
    "queue": Target(
        "INSERT OR REPLACE INTO queues VALUES (?, ?)",
        "DELETE FROM queues WHERE key = ?",
        ("pickups",),
        lists=("pickups",),
    ),
    "kit": Target(
        "INSERT OR REPLACE INTO kits VALUES (?, ?)",
        "DELETE FROM kits WHERE key = ?",
        ("parts",),
        lists=("parts",),
    ),
    "branch": Target(
        "INSERT OR REPLACE INTO branches VALUES (?, ?, ?)",
        "DELETE FROM branches WHERE key = ?",
        ("name", "opening"),
        lists=("opening",),
    ),
    "message": Target(
        "INSERT OR REPLACE INTO messages VALUES (?, ?, ?, ?, ?)",
        "DELETE FROM messages WHERE key = ?",
        ("branch", "first", "last", "text"),
        lists=("text",),
    ),
    "repair": Target(
        "INSERT OR REPLACE INTO repairs VALUES (?, ?, ?, ?, ?, ?)",
        "DELETE FROM repairs WHERE key = ?",
        ("item", "wanted", "found", "reason", "confirmed_loan"),
    ),
}
