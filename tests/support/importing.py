"""Feeds of a few records, and a town they go into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.schema import METADATA
from catalogue.feeds.record import Entry, FeedCopy, FeedRecord
from catalogue.services.importing.model import Arrival, Counts, Remark, Rules, Run, Start
from catalogue.services.importing.runs import Importing

OWN = (
    *("import_runs", "import_changes", "import_refusals", "import_seen"),
    *("feed", "feed_pending", "audit", "settings", "ledgers"),
)
"""Tables that tell of an import itself, or number what changed."""


def record(n: int, *barcodes: str, **other: Any) -> FeedRecord:
    """Record `rN`, with copies at branch A."""
    values = {"title": f"Titre {n}", "author": f"Auteur {n}", "language": "fr", **other}
    copies = other.get("copies", tuple(FeedCopy(each, "A") for each in barcodes))
    return FeedRecord(n, f"r{n}", **{**values, "copies": copies})


def gone(n: int) -> FeedRecord:
    """A record its source says is deleted."""
    return FeedRecord(n, f"r{n}", deleted=True)


def arrivals(entries: Iterable[Entry], first: int = 1) -> list[Arrival]:
    """With positions as a reader counts them."""
    return [Arrival(str(at), entry) for at, entry in enumerate(entries, first)]


def start(source: str = "sigb", **other: Any) -> Start:
    """A whole file of the library system."""
    rules = Rules(default_branch=other.pop("branch", ""))
    return Start(
        **{"source": source, "format": "marc", "address": "/f.mrc", "rules": rules, **other}
    )


def put_all(imports: Importing, entries: Sequence[Entry], begun: Start | None = None) -> Run:
    """One run from its beginning to its end, in one batch."""
    run = imports.begin(begun or start(), "tests")
    imports.put(run.id, run.position, arrivals(entries))
    return finish(imports, run.id)


def finish(imports: Importing, run_id: str, **how: Any) -> Run:
    """To its end."""
    step = imports.finish(run_id, **how)
    while not step.done:
        step = imports.finish(run_id, step.after, **how)
    return imports.run(run_id)


def undo(imports: Importing, run_id: str) -> None:
    """Undo it, all of it."""
    while not imports.rollback(run_id, "tests").done:
        pass


def counts(run: Run) -> tuple[int, ...]:
    """read, created, updated, unchanged, deleted, refused."""
    told: Counts = run.counts
    return (told.read, told.created, told.updated, told.unchanged, told.deleted, told.refused)


def reasons(imports: Importing, run: Run) -> list[Remark]:
    """What it did not take, and kept."""
    return [remark for _, remark in imports.remarks(run.id)]


def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables that hold the town, in order. Numbers of source records are left out:
    what comes back has another."""
    with database.read() as session:
        return {
            table.name: _rows(session, table.name)
            for table in METADATA.sorted_tables
            if table.name not in OWN
        }


def _rows(session: Session, name: str) -> list[tuple[Any, ...]]:
    table = METADATA.tables[name]
    columns = [c for c in table.columns if (name, c.name) != ("source_records", "n")]
    return sorted((tuple(row) for row in session.execute(select(*columns))), key=repr)


def iso2709(number: int, title: str, *barcodes: str, branch: str = "A") -> bytes:
    """A UNIMARC record in UTF-8."""
    fields = [
        ("001", f"r{number}"),
        ("100", "  \x1fa20260101d2026    k  y0frey50      ba"),
        ("101", "0 \x1fafre"),
        ("200", f"1 \x1fa{title}\x1ffJeanne Essai"),
        ("700", " 1\x1faEssai\x1fbJeanne"),
    ]
    fields += [("995", f"  \x1fa{branch}\x1ff{each}\x1fkR ESS") for each in barcodes]
    directory = data = b""
    for tag, text in fields:
        body = text.encode() + b"\x1e"
        directory += f"{tag}{len(body):04}{len(data):05}".encode()
        data += body
    base = 25 + len(directory)
    length = base + len(data) + 1
    leader = f"{length:05}nam0 22{base:05}   450 ".encode()
    return leader + directory + b"\x1e" + data + b"\x1d"


def write_file(path: Path, count: int, *, changed: Iterable[int] = ()) -> Path:
    """A file of records `r1` …, each with a copy; those in `changed` have another title."""
    other = set(changed)
    path.write_bytes(
        b"".join(
            iso2709(n, f"Titre {n}{' bis' if n in other else ''}", f"9{n:06}")
            for n in range(1, count + 1)
        )
    )
    return path
