"""Does a journal agree with the tags? Read from the file's tables, not through the product."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.store.journal import Journal
from rfid.sim.field import VirtualTag
from support.crash_town import ON_LOAN, SECURED, item_id
from support.station_store import HandClock

_STANDING = """SELECT o.item, o.kind FROM operations o
    WHERE o.kind IN ('check_out', 'check_in')
    AND NOT EXISTS (SELECT 1 FROM operations u WHERE u.undoes = o.id)
    ORDER BY o.n"""


@dataclass(frozen=True, slots=True)
class Record:
    """A row of the journal, with all that must be there whole."""

    id: str
    seq: int
    kind: str
    item: str | None
    undoes: str | None
    hash: str
    body: str
    sidecar: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a journal says. `lent`: items whose last move stands as a loan; `intents` and `repairs`
    by UID, as (about, wanted)."""

    records: tuple[Record, ...]
    lent: frozenset[str]
    intents: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    repairs: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def kinds(self) -> list[str]:
        """Of the records, without those about the clock."""
        return [record.kind for record in self.records if record.kind != "clock"]


def look(path: Path) -> Found:
    """Read a journal, in use or not."""
    with closing(sqlite3.connect(path)) as db:
        return _found(db)


def _found(db: sqlite3.Connection) -> Found:
    return Found(
        tuple(
            Record(*row)
            for row in db.execute(
                "SELECT o.id, o.seq, o.kind, o.item, o.undoes, o.hash, o.body, b.sidecar"
                " FROM operations o JOIN outbox b ON b.n = o.n ORDER BY o.n"
            )
        ),
        frozenset(
            item for item, kind in dict(db.execute(_STANDING)).items() if kind == "check_out"
        ),
        {row[0]: row[1:] for row in db.execute("SELECT uid, about, wanted FROM bit_intents")},
        {row[0]: row[1:] for row in db.execute("SELECT uid, about, wanted FROM repairs")},
    )


def contradictions(found: Found, afis: Mapping[str, tuple[str, int]]) -> list[str]:
    """What nobody would ever put right: a tag (UID → item, AFI) that passes the gate without a
    durable loan or open intent, a recorded loan whose tag is secured without repair or intent."""
    wrong = []
    for uid, (item, afi) in afis.items():
        if uid in found.intents or uid in found.repairs:
            continue
        if afi == ON_LOAN and item not in found.lent:
            wrong.append(f"{item} passes the gate, and nobody borrowed it")
        if afi == SECURED and item in found.lent:
            wrong.append(f"{item} is lent, and its tag is secured")
    return wrong


def unfinished(found: Found, afis: Mapping[str, tuple[str, int]]) -> list[str]:
    """The same when everything had its chance: nothing may be open any more."""
    left = [f"an intent about {uid} is open" for uid in found.intents if uid in afis]
    left += [f"{uid} is to be repaired" for uid in found.repairs if uid in afis]
    return left + contradictions(Found(found.records, found.lent), afis)


def afis_of(tags: Iterable[tuple[int, VirtualTag]]) -> dict[str, tuple[str, int]]:
    """Numbered books as `contradictions` wants them. A gate that knows EAS rings for it, too; tags
    of a site without have none."""
    return {
        tag.uid.hex().upper(): (item_id(number), SECURED if tag.icode.eas else tag.afi)
        for number, tag in tags
    }


class Opener:
    """Opens journals as the station does: recovered, checked, the chain intact. A chain that was
    walked once is not walked again: the verdict follows from these two tables alone."""

    def __init__(self) -> None:
        self._intact: set[bytes] = set()

    def open(self, path: Path) -> Found:
        """Raises AssertionError for a broken chain, StorageError for a damaged file."""
        journal = Journal.open(path, clock=HandClock(), new_id=lambda: "", reserve_bytes=1)
        try:
            db = journal._db._connection
            rows = [
                row
                for table in ("operations ORDER BY n", "chain ORDER BY name")
                for row in db.execute(f"SELECT * FROM {table}")
            ]
            key = hashlib.sha256(repr(rows).encode()).digest()
            if key not in self._intact:
                report = journal.verify_chain()
                assert report.intact, report.fault
                self._intact.add(key)
            return _found(db)
        finally:
            journal.close()
