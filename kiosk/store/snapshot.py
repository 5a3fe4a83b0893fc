"""snapshot.db: the town as the feed told it. No patron: cards are keyed hashes with a state.

Disposable: it may be deleted at any time and is fetched again. Written with `synchronous=NORMAL`.
Read by the acts and the offline rules, written by the puller. A file that turns out damaged is
empty from then on.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import TypeAdapter, ValidationError

from catalogue.domain.library import CardState, LoanRule, SnapshotCard, SnapshotItem
from catalogue.wire.v1 import ItemSum
from kiosk.session.board import Words
from kiosk.session.kit_state import Kit, KitPart
from kiosk.session.states import Place
from kiosk.session.titles import TitleInfo
from kiosk.store import item_hashes
from kiosk.store.sidecar import card_key
from kiosk.store.snapshot_places import place_of
from kiosk.store.snapshot_search import SnapshotSearch

_log = logging.getLogger(__name__)

_PARTS: Final = TypeAdapter(tuple[KitPart, ...])


@dataclass(frozen=True, slots=True)
class SnapshotMeta:
    """`number` of the newest change in it; `taken_ms`: the server's clock when it was last told."""

    cursor: str
    number: int
    taken_ms: int


@dataclass(frozen=True, slots=True)
class TownRepair:
    """A tag with a wrong bit anywhere in the town; `confirmed_loan` names an open loan."""

    uid: str
    item: str | None
    wanted: str
    found: str | None
    reason: str | None
    confirmed_loan: str | None


@dataclass(frozen=True, slots=True)
class ItemDigest:
    """The items at a place of the feed, per branch; `branches` None: this program does not know
    all that the server says of them."""

    cursor: str
    branches: dict[str, ItemSum] | None


EPOCH = date(1970, 1, 1)
RECHECKED = 500
"""Item rows looked at again for each digest."""


class Snapshot(SnapshotSearch):
    """An open snapshot."""

    _digest: ItemDigest | None = None
    _rechecked = ""

    def meta(self) -> SnapshotMeta | None:
        """What the snapshot is of; None while it is empty."""
        row = self._read(
            lambda tx: tx.execute("SELECT cursor, number, taken_ms FROM meta").fetchone()
        )
        return None if row is None else SnapshotMeta(*row)

    def item_digest(self) -> ItemDigest:
        """To be compared with the server's. On the sync thread: made anew when the feed has moved
        on, and when a row turns out to have been changed on the disk."""

        def look_again(tx: sqlite3.Connection) -> tuple[list[str], str]:
            return item_hashes.recheck(tx, self._rechecked, RECHECKED)

        changed, self._rechecked = self._db.write(look_again)
        if changed:
            _log.error("items changed on the disk: %s", " ".join(changed))
        meta = self.meta()
        cursor = "" if meta is None else meta.cursor
        if changed or self._digest is None or self._digest.cursor != cursor:
            self._digest = ItemDigest(cursor, self._read(item_hashes.sums))
        return self._digest

    def item(self, item: str) -> SnapshotItem | None:
        """The row of an item, with its title's age limit and charter."""
        row = self._row(
            "SELECT i.key, i.title, i.branch, i.status, i.kind, i.reserved, i.not_for_loan,"
            " t.min_age, t.charter, t.needs_check FROM items i"
            " LEFT JOIN titles t ON t.key = i.title WHERE i.key = ?",
            item,
        )
        if row is None:
            return None
        key, title, branch, status, kind, reserved, not_for_loan, min_age, charter, check = row
        return SnapshotItem(
            *(key, title, branch, status, kind, bool(reserved), bool(not_for_loan)),
            *(min_age, charter, bool(check)),
        )

    def title(self, title: str) -> TitleInfo | None:
        """What the screen says of a title."""
        row = self._row("SELECT title, author, kind FROM titles WHERE key = ?", title)
        return None if row is None else TitleInfo(row[0], row[1] or "", row[2] or "")

    def branch_name(self, branch: str) -> str | None:
        """What a branch is called."""
        row = self._row("SELECT name FROM branches WHERE key = ?", branch)
        return None if row is None else str(row[0])

    def info(self, item: str) -> TitleInfo | None:
        """What the screen says of an item; its own kind goes before its title's."""
        row = self._row(
            "SELECT t.title, t.author, coalesce(i.kind, t.kind) FROM items i"
            " JOIN titles t ON t.key = i.title WHERE i.key = ?",
            item,
        )
        return None if row is None else TitleInfo(row[0], row[1] or "", row[2] or "")

    def kit(self, item: str) -> Kit | None:
        """What a thing consists of, if that is to be counted."""
        row = self._row("SELECT parts FROM kits WHERE key = ?", item)
        if row is None:
            return None
        try:
            return Kit(_PARTS.validate_json(row[0]))
        except ValidationError as error:
            _log.error("the parts of a kit are left out: %s", error.errors(include_input=False))
            return None

    def card(self, number: str, station_key: bytes) -> SnapshotCard | None:
        """What is known of a card."""
        row = self._row(
            "SELECT state, category, expires, birth_year, charters FROM cards WHERE key = ?",
            card_key(station_key, number),
        )
        if row is None:
            return None
        state = CardState.OK if row[0] == CardState.OK else CardState.BLOCKED
        expires = None if row[2] is None else date.fromisoformat(row[2])
        charters = frozenset((row[4] or "").split())
        return SnapshotCard(state, row[1], expires, row[3], charters)

    def policy(self, category: str, kind: str) -> LoanRule | None:
        """What a category of patrons may do with a kind of items."""
        row = self._row(
            "SELECT category, kind, loan_days, loan_limit, min_age FROM policies WHERE key = ?",
            f"{category}/{kind}",
        )
        return None if row is None else LoanRule(*row)

    def shortest_loan_days(self, kind: str) -> int | None:
        """For a card of no known category: the least any category gets for that kind."""
        row = self._row("SELECT min(loan_days) FROM policies WHERE kind = ?", kind)
        return None if row is None else row[0]

    def closed_days(self, branch: str) -> frozenset[date]:
        """Days a branch is closed, as far as the calendar goes."""
        rows = self._read(
            lambda tx: tx.execute(
                "SELECT date FROM calendar WHERE branch = ? AND closed", (branch,)
            ).fetchall()
        )
        return frozenset(date.fromisoformat(row[0]) for row in rows)

    def opening_hours(self, branch: str) -> dict[str, list[str]]:
        """Spans of time by the name of the weekday; none known: none."""
        row = self._row("SELECT opening FROM branches WHERE key = ?", branch)
        hours: dict[str, list[str]] = {} if row is None else json.loads(row[0] or "{}")
        return hours

    def messages(self, branch: str, today: date) -> tuple[Words, ...]:
        """What the library says at a branch on a day: its own words before those for all."""
        rows = self._read(
            lambda tx: tx.execute(
                "SELECT text FROM messages WHERE (branch IS NULL OR branch = ?1)"
                " AND coalesce(first, ?2) <= ?2 AND coalesce(last, ?2) >= ?2"
                " ORDER BY branch IS NULL, coalesce(last, '9999'), key",
                (branch, today.isoformat()),
            ).fetchall()
        )
        return tuple(tuple(json.loads(row[0]).items()) for row in rows)

    def arrivals(self, branch: str, since: date, limit: int) -> tuple[TitleInfo, ...]:
        """Titles that came into the catalogue since a day and that a branch has, lent or not: the
        newest first. None that is not for everybody's eyes."""
        rows = self._read(
            lambda tx: tx.execute(
                "SELECT t.title, t.author, t.kind FROM titles t WHERE t.added >= ?1"
                " AND coalesce(t.min_age, 0) < 16 AND EXISTS (SELECT 1 FROM items i"
                " WHERE i.title = t.key AND i.branch = ?2"
                " AND i.status NOT IN ('lost', 'withdrawn'))"
                " ORDER BY t.added DESC LIMIT ?3",
                ((since - EPOCH).days, branch, limit),
            ).fetchall()
        )
        return tuple(TitleInfo(title, author or "", kind or "") for title, author, kind in rows)

    def place_for(self, item: str, branch: str) -> Place:
        """Where an item returned at `branch` goes: set aside if someone waits for it, to its home
        branch, or to the trolley of the most specific rule; to the desk when nothing is known."""
        return self._read(lambda tx: place_of(tx, item, branch))

    def repairs(self) -> tuple[TownRepair, ...]:
        """All tags of the town with a wrong bit."""
        rows = self._read(
            lambda tx: tx.execute(
                "SELECT key, item, wanted, found, reason, confirmed_loan FROM repairs ORDER BY key"
            ).fetchall()
        )
        return tuple(TownRepair(*row) for row in rows)

    def repair(self, uid: str) -> TownRepair | None:
        """The repair of one tag."""
        row = self._row(
            "SELECT key, item, wanted, found, reason, confirmed_loan FROM repairs WHERE key = ?",
            uid,
        )
        return None if row is None else TownRepair(*row)

    def _row(self, query: str, key: str) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._read(lambda tx: tx.execute(query, (key,)).fetchone())
        return row
