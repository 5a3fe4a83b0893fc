"""What a run of the demo came to: read from the stores and the virtual tags, never from a plan.

Reads the station's journal and the server's database read-only, with plain SQL, after both programs
have ended.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from rfid.tagdata import iso28560_3
from rfid.tagdata.model import TypeOfUsage
from ui.cli.conductor.world import Stores, hex_byte

Row = dict[str, Any]
ORIGINS: Final = {"server": "online", "grounds": "offline"}
NO_DENIAL: Final = frozenset({"bit_not_switched", "patron", "staff"})
"""Reasons of an undo that are no refusal."""


def report(scenario: str, stores: Stores, *, pages: list[str], duration_s: float) -> Row:
    """The report of one run. `pages` is the sequence of pages the kiosk showed."""
    laid = json.loads(stores.tags.read_text())["tags"]
    tags = list(filter(None, map(_tag, laid)))
    items = {tag["item"] for tag in tags}
    with _reading(stores.journal) as journal, _reading(stores.server) as server:
        return {
            "scenario": scenario,
            "operations": _operations(journal, server),
            "tags": tags,
            "server": {
                "loans": [loan for loan in _loans(server) if loan["item"] in items],
                "operations": _count(server, "SELECT count(*) FROM operations"),
                "conflicts": _count(server, "SELECT count(*) FROM conflicts"),
            },
            "outbox": _outbox(journal),
            "repairs": _repairs(journal, server),
            "screens": _without_repeats(pages),
            "duration_s": round(duration_s, 2),
        }


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def _count(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _tag(tag: Row) -> Row | None:
    """A virtual tag by what its memory says; None for a patron's card."""
    image = iso28560_3.decode(bytes.fromhex(tag["image"]), tag["block_size"])
    if image.tag.usage is TypeOfUsage.PATRON_CARD:
        return None
    return {
        "uid": tag["uid"],
        "item": image.tag.item_id,
        "afi_before": hex_byte(tag["first_afi"]),
        "afi_after": hex_byte(tag["afi"]),
    }


def _operations(journal: sqlite3.Connection, server: sqlite3.Connection) -> list[Row]:
    """Every operation of the station, oldest first, with what the server made of it."""
    known = {
        row["id"]: row
        for row in server.execute("SELECT id, outcome_class, outcome_reason FROM operations")
    }
    rows = journal.execute(
        "SELECT o.id, o.kind, o.item, o.body, b.decided_by, b.state FROM operations o"
        " JOIN outbox b ON b.n = o.n ORDER BY o.epoch, o.seq"
    ).fetchall()
    denials = dict(filter(None, (_denial(json.loads(row["body"])) for row in rows)))
    out = []
    for row in rows:
        told = known.get(row["id"])
        outcome = told["outcome_class"] if told else row["state"]
        reason = told["outcome_reason"] if told else None
        if row["id"] in denials and (outcome, reason) == ("superseded", "undone"):
            outcome, reason = "refused", denials[row["id"]]
        out.append(
            {
                "id": row["id"],
                "kind": row["kind"],
                "item": row["item"],
                "station": json.loads(row["body"])["station"],
                "origin": ORIGINS[row["decided_by"]],
                "outcome": outcome,
                "reason": reason,
            }
        )
    return out


def _denial(body: Row) -> tuple[str, str] | None:
    """(undone operation, reason) where the record is the undo of a refusal."""
    if body["kind"] != "undo" or body["payload"]["reason"] in NO_DENIAL:
        return None
    return body["refs"]["undoes"], body["payload"]["reason"]


def _loans(server: sqlite3.Connection) -> list[Row]:
    """Open loans; the patron by the server's own identifier, never a name or a card number."""
    query = "SELECT item, patron_id FROM loans WHERE open ORDER BY start_ms, item"
    return [{"item": row["item"], "patron": row["patron_id"]} for row in server.execute(query)]


def _outbox(journal: sqlite3.Connection) -> Row:
    states = dict(journal.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall())
    return {
        "pending": states.get("asking", 0) + states.get("due", 0),
        "delivered": states.get("delivered", 0),
        "quarantined": states.get("quarantined", 0),
    }


def _repairs(journal: sqlite3.Connection, server: sqlite3.Connection) -> list[Row]:
    """The town's repair list and the station's own, each tag once."""
    found: dict[str, Row] = {}
    for row in server.execute("SELECT uid, item, reason FROM repairs ORDER BY uid"):
        found[row["uid"]] = {"item": row["item"], "reason": row["reason"]}
    for row in journal.execute("SELECT uid, item, reason FROM repairs ORDER BY uid"):
        found.setdefault(row["uid"], {"item": row["item"], "reason": row["reason"]})
    return list(found.values())


def _without_repeats(pages: list[str]) -> list[str]:
    return [page for n, page in enumerate(pages) if n == 0 or pages[n - 1] != page]
