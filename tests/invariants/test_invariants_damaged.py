"""A station whose journal was damaged, and its server (E13)."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from catalogue.db.present import LoanRow
from catalogue.db.record import Quarantined, StoredOperation
from kiosk.store.errors import StorageDamaged
from support.central import LittleTown, patron_of
from support.invariants_stations import ids_of
from support.station_in_town import NAME, show_items, station_at
from ui.cli.main import run

PAGE = 4096


def test_station_with_a_damaged_journal_delivers_what_could_be_saved(
    tmp_path: Path, town: LittleTown, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Known patrons keep their loans, new records follow, the damaged file stays. Guards: `check`
    in `Database.open`, the sidecars in `_fill`, `_keep_ends`."""
    town.kiosk(NAME)
    show_items(town)
    folder = tmp_path / "station"
    with ExitStack() as stack:
        station = station_at(folder, town, url, stack)
        station.settle()
        station.line.mark(up=False)
        loan, _ = station.lend("P", "x")
        others = [station.give_back(f"other-{n}") for n in range(40)]
        last, _ = station.lend("Q", "y")
    damaged = _without_a_page_of_records(folder / "journal.db")
    with ExitStack() as stack, pytest.raises(StorageDamaged):
        station_at(folder, town, url, stack)
    assert (folder / "journal.db").read_bytes() == damaged

    assert run(["queue", "salvage", "--state", str(folder)]) == 1

    [aside] = folder.glob("journal.db.damaged-*")
    assert aside.read_bytes() == damaged
    assert f"the old file: {aside}" in capsys.readouterr().out
    with ExitStack() as stack:
        station = station_at(folder, town, url, stack, new_id=ids_of("later"))
        station.settle()
        newest = station.give_back("x")
        station.settle()
        assert station.journal.counts().pending == 0
    with town.services.database.read() as session:
        stored = set(session.scalars(select(StoredOperation.id)))
        assert {loan.id, last.id, newest.id} <= stored
        assert 20 < len(stored & {op.id for op in others}) < 40
        assert session.scalar(select(func.count()).select_from(Quarantined)) == 0
        holders = {row.item: (row.patron_id, row.open) for row in session.scalars(select(LoanRow))}
    assert holders == {"x": (patron_of("P"), False), "y": (patron_of("Q"), True)}


def _without_a_page_of_records(path: Path) -> bytes:
    """The head of one page in the middle of the table is overwritten."""
    with closing(sqlite3.connect(path)) as db:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'operations'"
        (root,) = db.execute(query).fetchone()
    data = bytearray(path.read_bytes())
    start = (root - 1) * PAGE
    cell = start + int.from_bytes(data[start + 12 + 8 : start + 12 + 10], "big")
    leaf = int.from_bytes(data[cell : cell + 4], "big")
    data[(leaf - 1) * PAGE : (leaf - 1) * PAGE + 8] = b"\xff" * 8
    path.write_bytes(data)
    return bytes(data)
