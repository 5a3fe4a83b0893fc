"""Queues of stations, recorded once for each version that was given to a town and kept for ever.

    PYTHONPATH=.:tests python -m support.recorded_queue 0.1.0

makes `tests/fixtures/queues/0.1.0`: the journal of a station after a day without its server, full;
the keys of that server (of a test, they open nothing else); and what the station of that version
sent before and after, request by request. `tests/contract/queues` drains all of them with the
programs of today.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import select

from catalogue.db.present import LoanRow
from catalogue.wire import v1
from support.central import MINUTE, HandClock, LittleTown, serving
from support.station_in_town import NAME, Station, show_items, station_at

QUEUES = Path(__file__).parents[1] / "fixtures" / "queues"
JOURNAL = "journal.sqlite3"
KEYS = "town.db.keys"
LENT = (("P", "x"), ("Q", "y"), ("R", "z"), ("P", "film"))


def day_without_server(station: Station) -> None:
    """Loans, returns, one that was taken back, a bit that stayed wrong."""
    for n in range(4):
        for who, item in LENT:
            station.go(7 * MINUTE)
            station.lend(who, item)
            if n < 3 or item == "film":
                station.go(20 * MINUTE)
                station.give_back(item)
    station.go(MINUTE)
    station.journal.record_undo(station.journalled("Q", "x").id, "left_behind", None)


def journal_of(folder: Path) -> Path:
    """The station's disk."""
    return folder / "station" / "journal.db"


def record(version: str) -> Path:
    """Make the recording of this version's station. Returns its folder."""
    kept = QUEUES / version
    kept.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
        folder = Path(temporary)
        town = LittleTown(folder, HandClock())
        stack.callback(town.services.close)
        town.kiosk(NAME)
        show_items(town)
        with ExitStack() as opened:
            with serving(town) as url:
                station = station_at(folder / "station", town, url, opened)
                before = listened_to(station)
                station.settle()
            day_without_server(station)
        shutil.copy(journal_of(folder), kept / JOURNAL)
        shutil.copy(folder / KEYS, kept / KEYS)
        with serving(town) as url:
            station = station_at(folder / "station", town, url, stack)
            queue = listened_to(station)
            station.back_online()
            station.settle()
        told = {
            "version": version,
            "server_ms": town.clock.now_ms,
            "records": station.journal.counts().journalled,
            "loans": open_loans(town),
            "before": before,
            "queue": queue,
        }
        (kept / "queue.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return kept


def listened_to(station: Station) -> list[object]:
    """What the station sends from now on, as it travels."""
    sent: list[object] = []
    deliver = station.client.operations

    def recorded(request: v1.OperationsRequest, **other: float | None) -> v1.OperationsReply:
        sent.append(json.loads(request.model_dump_json(exclude_none=True)))
        return deliver(request, **other)

    station.client.operations = recorded
    return sent


def open_loans(town: LittleTown) -> dict[str, str]:
    """Item → patron."""
    with town.services.database.read() as session:
        rows = session.scalars(select(LoanRow).where(LoanRow.open))
        return {row.item: row.patron_id for row in rows}


if __name__ == "__main__":
    sys.stdout.write(f"{record(sys.argv[1])}\n")
