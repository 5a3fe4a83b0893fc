"""Where a returned item goes, from what the snapshot knows: the rules are the server's own."""

from __future__ import annotations

import json
import sqlite3

from catalogue.domain.placing import Goes, SortRule, choose_bin, place_returned
from catalogue.domain.states import Status
from kiosk.session.states import Place, PlaceKind

TRANSIT_LETTER = "T"
_DESK = Place(PlaceKind.DESK, "", "")
_HOLD = Place(PlaceKind.HOLD, "", "")


def place_of(tx: sqlite3.Connection, item: str, branch: str) -> Place:
    """Of an item returned at `branch`; the desk when nothing is known, and with what is
    looked at each time it comes back."""
    row = tx.execute(
        "SELECT coalesce(i.home, i.branch), i.status, i.reserved, i.not_for_loan, i.kind,"
        " t.collection, t.needs_check, q.pickups FROM items i LEFT JOIN titles t ON t.key = i.title"
        " LEFT JOIN queues q ON q.key = i.title WHERE i.key = ?",
        (item,),
    ).fetchone()
    if row is None:
        return _DESK
    home, status, reserved, not_for_loan, kind, collection, needs_check, pickups = row
    if needs_check:
        return _DESK
    if status == Status.ON_HOLD_SHELF or (reserved and not _queues_are_told(tx)):
        return _HOLD
    queue = [pickup or None for pickup in json.loads(pickups or "[]")]
    found = place_returned(branch, home, queue, fit=not not_for_loan)
    if found.goes is Goes.HOLD:
        return _HOLD
    if found.goes is Goes.TRANSIT:
        return Place(PlaceKind.TRANSIT, TRANSIT_LETTER, _name(tx, found.branch or home))
    rule = choose_bin(_rules(tx, branch), kind, collection)
    return _DESK if rule is None else Place(PlaceKind.BIN, rule.letter, rule.label)


def _queues_are_told(tx: sqlite3.Connection) -> bool:
    """An older server says of a title's copies that they are reserved, and of nobody who waits."""
    return tx.execute("SELECT 1 FROM queues LIMIT 1").fetchone() is not None


def _name(tx: sqlite3.Connection, branch: str) -> str:
    row = tx.execute("SELECT name FROM branches WHERE key = ?", (branch,)).fetchone()
    return branch if row is None else str(row[0])


def _rules(tx: sqlite3.Connection, branch: str) -> list[SortRule]:
    rows = tx.execute(
        "SELECT key, letter, label, kind, collection, station IS NOT NULL FROM sort_rules"
        " WHERE branch = ?",
        (branch,),
    )
    return [
        SortRule(key, letter, label, kind, collection, own=bool(own))
        for key, letter, label, kind, collection, own in rows
    ]
