"""Records edited, removed, moved or forged on the station's disk are found, by the queue's own
check or by the server."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from catalogue.db.present import ConflictRow
from catalogue.db.record import Quarantined, StoredOperation
from catalogue.domain.operations import GENESIS, Operation, from_json, seal
from support.central import LittleTown, clock, town, town_template
from support.station_in_town import Station, station, station_at, url
from ui.cli.main import run

__all__ = ["clock", "station", "town", "town_template", "url"]

DELIVERED = 6
RECORDS = 8
Forgery = Callable[[sqlite3.Connection, int], None]


def at_work(station: Station) -> None:
    """Six records the server has, and two it does not have yet."""
    session = station.session("P")
    station.lend("P", "x", session)
    station.lend("P", "desk", session)
    station.give_back("y")
    station.lend("P", "z", session)
    station.settle()
    station.line.mark(up=False)
    station.give_back("z")
    station.lend("Q", "y")
    station.journal.close()
    with closing(sqlite3.connect(station.folder / "journal.db")) as db:
        states = [row[0] for row in db.execute("SELECT state FROM outbox ORDER BY n")]
    assert states == ["delivered"] * DELIVERED + ["due"] * (RECORDS - DELIVERED)


def verified(folder: Path, url: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """Exit code and problems of `beaupre queue verify`."""
    code = run(["queue", "verify", "--json", "--state", str(folder), "--server", url])
    problems: list[str] = json.loads(capsys.readouterr().out)["problems"]
    return code, problems


def body_of(db: sqlite3.Connection, n: int) -> Operation:
    return from_json(
        json.loads(db.execute("SELECT body FROM operations WHERE n=?", (n,)).fetchone()[0])
    )


def put(db: sqlite3.Connection, n: int, op: Operation) -> None:
    db.execute(
        "UPDATE operations SET body = ?, hash = ?, prev_hash = ?, item = ? WHERE n = ?",
        (json.dumps(op.to_json()), op.hash, op.prev_hash, op.item, n),
    )


def other(op: Operation) -> Operation:
    """The same record telling something else, hashed anew."""
    return seal(replace(op, wall_ms=op.wall_ms - 86_400_000, hash=""))


def edited(db: sqlite3.Connection, n: int) -> None:
    """A letter in the record."""
    db.execute("UPDATE operations SET body = replace(body, '\"A\"', '\"B\"') WHERE n = ?", (n,))
    db.execute(
        "UPDATE operations SET body = replace(body, 'wall_ms\":1', 'wall_ms\":2') WHERE n = ?", (n,)
    )


def edited_and_hashed(db: sqlite3.Connection, n: int) -> None:
    """The record says something else, and its own hash fits."""
    put(db, n, other(body_of(db, n)))


def named_otherwise(db: sqlite3.Connection, n: int) -> None:
    """The record is whole, and filed under another id."""
    db.execute("UPDATE operations SET id = substr(id, 1, 35) || 'x' WHERE n = ?", (n,))


def numbered_otherwise(db: sqlite3.Connection, n: int) -> None:
    """The newest record has the next number, and its hash and the head fit."""
    op = body_of(db, n)
    op = seal(replace(op, seq=(op.seq or 0) + 1, hash=""))
    put(db, n, op)
    db.execute("UPDATE operations SET seq = ? WHERE n = ?", (op.seq, n))
    db.execute("UPDATE chain SET seq = ?, hash = ? WHERE name = 'head'", (op.seq, op.hash))


def removed(db: sqlite3.Connection, n: int) -> None:
    """The record is gone, with its place in the outbox."""
    db.execute("DELETE FROM outbox WHERE n = ?", (n,))
    db.execute("DELETE FROM operations WHERE n = ?", (n,))


def removed_and_closed_up(db: sqlite3.Connection, n: int) -> None:
    """Nor is there a gap where it was."""
    removed(db, n)
    db.execute("UPDATE operations SET seq = seq - 1 WHERE n > ?", (n,))
    db.execute("UPDATE chain SET seq = seq - 1, count = count - 1 WHERE name = 'head'")


def removed_closed_up_and_hashed(db: sqlite3.Connection, n: int) -> None:
    """Those behind it have other numbers, and their own hashes fit."""
    removed_and_closed_up(db, n)
    for at in range(n + 1, RECORDS + 1):
        op = body_of(db, at)
        put(db, at, seal(replace(op, seq=(op.seq or 0) - 1, hash="")))


def swapped(db: sqlite3.Connection, n: int) -> None:
    """The record and another one, each in the other's place."""
    m = n % RECORDS + 1
    mine, its = body_of(db, n), body_of(db, m)
    db.execute("UPDATE operations SET id = 'x' WHERE n = ?", (n,))
    for at, op in ((m, mine), (n, its)):
        put(db, at, op)
        db.execute("UPDATE operations SET id = ? WHERE n = ?", (op.id, at))


def cut_off(db: sqlite3.Connection, n: int) -> None:
    """The record and all after it are gone, and the chain says it ends before."""
    for at in range(n, RECORDS + 1):
        removed(db, at)
    row = db.execute("SELECT epoch, seq, hash FROM operations ORDER BY n DESC LIMIT 1").fetchone()
    end = row or (0, 0, GENESIS)
    db.execute(
        "UPDATE chain SET epoch = ?, seq = ?, hash = ?, count = ? WHERE name = 'head'",
        (*end, n - 1),
    )


def rewritten(db: sqlite3.Connection, n: int) -> None:
    """The record says something else and every hash from there on fits: a whole other history."""
    prev = body_of(db, n).prev_hash
    (last,) = db.execute("SELECT max(n) FROM operations").fetchone()
    for at in range(n, last + 1):
        op = body_of(db, at)
        op = other(op) if at == n else op
        op = seal(replace(op, prev_hash=prev, hash=""))
        put(db, at, op)
        prev = op.hash
    db.execute("UPDATE chain SET hash = ? WHERE name = 'head'", (prev,))


FORGERIES: dict[str, tuple[Forgery, range]] = {
    "edited": (edited, range(1, RECORDS + 1)),
    "edited and hashed": (edited_and_hashed, range(1, RECORDS + 1)),
    "removed": (removed, range(1, RECORDS + 1)),
    "removed and closed up": (removed_and_closed_up, range(1, RECORDS + 1)),
    "swapped": (swapped, range(1, RECORDS + 1)),
    "named otherwise": (named_otherwise, range(1, RECORDS + 1)),
    "numbered otherwise": (numbered_otherwise, range(RECORDS, RECORDS + 1)),
    # What nobody else has yet, only this disk can tell.
    "cut off": (cut_off, range(1, DELIVERED + 1)),
    "rewritten": (rewritten, range(1, DELIVERED + 1)),
}


def forged(folder: Path, copy: Path, forgery: Forgery, n: int) -> Path:
    """A copy of the state with that done to it."""
    shutil.copytree(folder, copy)
    with closing(sqlite3.connect(copy / "journal.db")) as db:
        db.execute("PRAGMA foreign_keys = 0")
        forgery(db, n)
        db.commit()
    return copy


def test_queue_verify_finds_what_was_changed(
    station: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every record in turn. Guards: each comparison in `kiosk.store.chain`, `differing_records`."""
    at_work(station)
    assert verified(station.folder, station.url, capsys) == (0, [])
    for name, (forgery, places) in FORGERIES.items():
        for n in places:
            folder = forged(station.folder, tmp_path / f"{name} {n}", forgery, n)
            code, problems = verified(folder, station.url, capsys)
            assert code == 1, (name, n)
            assert problems, (name, n)


@pytest.mark.parametrize("pending", [True, False], ids=["with news", "without"])
@pytest.mark.parametrize("n", [1, 4, DELIVERED])
def test_server_finds_a_history_that_was_rewritten(
    station: Station, town: LittleTown, n: int, pending: bool, tmp_path: Path
) -> None:
    """Each hash fits the next, so this disk cannot tell; the server knows what it was told, keeps
    it and tells the operator. Guard: the chain in `catalogue.domain.lineage`."""
    at_work(station)

    def forgery(db: sqlite3.Connection, n: int) -> None:
        if not pending:
            cut_off(db, DELIVERED + 1)
        rewritten(db, n)

    folder = forged(station.folder, tmp_path / "copy", forgery, n)
    with ExitStack() as stack:
        back = station_at(folder, town, station.url, stack)
        assert back.journal.verify_chain().intact
        for _ in range(2 * RECORDS):
            back.journal.new_id()  # those of the first process
        if not pending:
            back.give_back("x")
        back.settle()
        back.go(60_000)
        back.settle()
    with town.services.database.read() as session:
        rows = session.scalars(select(StoredOperation).where(StoredOperation.station == "kiosk-1"))
        stored = {row.id: row.hash for row in rows}
        alarms = {
            row.code
            for row in session.scalars(select(ConflictRow).where(ConflictRow.subject == "kiosk-1"))
            if row.state == "open"
        }
    with closing(sqlite3.connect(station.folder / "journal.db")) as db:
        honest = dict(db.execute("SELECT id, hash FROM operations WHERE n <= ?", (DELIVERED,)))
    assert {op_id: stored[op_id] for op_id in honest} == honest
    assert "chain_broken" in alarms


WHILE_DUE: dict[str, tuple[Forgery, str]] = {
    "edited": (edited, "bad_hash"),
    "edited and hashed": (edited_and_hashed, "chain_broken"),
    "removed": (removed, "digest_mismatch"),
    "removed and closed up": (removed_closed_up_and_hashed, "chain_broken"),
    "swapped": (swapped, "bad_sidecar"),
}


@pytest.mark.parametrize("how", WHILE_DUE)
def test_server_finds_what_was_changed_before_it_was_delivered(
    station: Station, town: LittleTown, how: str, tmp_path: Path
) -> None:
    """Refused and set aside, taken in with an alarm, or, where a number is missing for good, told
    by the digest. Guards: `is_intact` and `open_sidecar` in `examine`, the chain in
    `catalogue.domain.lineage`, `record_differences`."""
    at_work(station)
    forgery, told = WHILE_DUE[how]
    folder = forged(station.folder, tmp_path / "copy", forgery, DELIVERED + 1)
    found: list[str | None] = []
    with ExitStack() as stack:
        back = station_at(folder, town, station.url, stack)
        back.sync._on_fault = found.append
        for _ in range(2 * RECORDS):
            back.journal.new_id()  # those of the first process
        back.settle()
        back.go(60_000)
        back.settle()
    with town.services.database.read() as session:
        found += [row.code for row in session.scalars(select(Quarantined))]
        found += [row.code for row in session.scalars(select(ConflictRow)) if row.state == "open"]
    assert told in found
