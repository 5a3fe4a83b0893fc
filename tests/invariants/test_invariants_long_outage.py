"""Thirty days cut off, then the queue is delivered while lending goes on (E19).

`--outage 20000` is the size of a busy library; what a push tries is in `tests/conftest.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import func, select

from catalogue.db.holdings import Item
from catalogue.db.present import ItemRow
from catalogue.db.record import Quarantined, StoredOperation
from catalogue.domain.policy import OfflineRules
from catalogue.wire.v1 import OperationsReply, OperationsRequest
from support.central import DAY, MINUTE, HandClock, LittleTown, patron_of, serving
from support.invariants_model import sums_hold
from support.invariants_stations import ids_of
from support.station_in_town import NAME, Station, show_items, station_at

DAYS = 30
ITEMS = 40
PATIENT = OfflineRules(max_items=100_000, max_hours=24.0 * (DAYS + 1))
BOUND = 48 * 1024 * 1024
PER_RECORD = 2 * 1024
"""Bytes. What station and server may need together, and what the server remembers of a record: who
follows whom and when."""


@dataclass
class Life:
    """Things that are lent and returned by turns, at one station."""

    station: Station
    holder: dict[str, str | None] = field(default_factory=dict)
    done: int = 0

    def act(self) -> None:
        item = f"thing-{self.done * 7 % ITEMS}"
        if self.holder.get(item):
            self.station.give_back(item)
            self.holder[item] = None
        else:
            who = "PQR"[self.done % 3]
            _, decision = self.station.lend(who, item)
            self.holder[item] = who if decision.accepted else None
        self.done += 1


@contextmanager
def station_cut_off(folder: Path, template: Path) -> Iterator[Station]:
    """In contact once."""
    (folder / "server").mkdir()
    town = LittleTown(folder / "server", HandClock(), template)
    with ExitStack() as stack:
        stack.callback(town.services.close)
        with town.services.database.write() as session:
            things = (f"thing-{n}" for n in range(ITEMS))
            session.add_all(Item(id=item, title="u", home="A", kind="book") for item in things)
        show_items(town)
        town.kiosk(NAME)
        url = stack.enter_context(serving(town))
        station = station_at(
            folder / "station",
            town,
            url,
            stack,
            new_id=ids_of("long"),
            rules=PATIENT,
            timeout_s=600,
        )
        station.settle()
        station.line.mark(up=False)
        yield station


def thirty_days(station: Station, life: Life, count: int) -> None:
    """So many records, evenly; the machine is switched off at night."""
    for day in range(DAYS):
        station.go(DAY - (count // DAYS) * MINUTE)
        station.clock.boot(f"day-{day}")
        for _ in range(count // DAYS):
            station.go(MINUTE)
            life.act()


def deliver(station: Station, life: Life, monkeypatch: pytest.MonkeyPatch) -> int:
    """Until nothing is due; something is lent or returned while each batch is on its way. Returns
    how many batches there were."""
    batches: list[int] = []
    send = station.client.operations

    def sent(request: OperationsRequest) -> OperationsReply:
        reply = send(request)
        if request.ask is None and len(request.records) > 1:
            batches.append(len(request.records))
            life.act()
        return reply

    station.line.mark(up=True)
    monkeypatch.setattr(station.client, "operations", sent)
    for _ in range(1_000):
        station.go(MINUTE)
        station.settle()
        if not station.journal.due(2):
            return len(batches)
    raise AssertionError("the queue never ends")


def resident(what: str) -> int:
    """Bytes of memory this process has (VmRSS), or had at most (VmHWM): proc_pid_status(5)."""
    status = Path("/proc/self/status").read_text()
    [kib] = re.findall(rf"^{what}:\s+(\d+)", status, re.M)
    return int(kib) * 1024


def test_queue_of_thirty_days_is_delivered_while_lending_goes_on(
    tmp_path: Path,
    town_template: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing lost, holders as they are, and the memory needed does not grow with the queue but for
    what the server remembers of each record. Guard: the limit in `Outbox.due`."""
    count = request.config.getoption("--outage")
    with station_cut_off(tmp_path, town_template) as station:
        life = Life(station)
        thirty_days(station, life, count)
        assert station.journal.counts().pending >= count // DAYS * DAYS
        Path("/proc/self/clear_refs").write_text("5")  # the most so far is forgotten
        before = resident("VmRSS")
        batches = deliver(station, life, monkeypatch)
        grown = resident("VmHWM") - before
        told = f"E19: {count} records in {batches} batches, {grown / 1e6:.1f} MB more"
        request.node.user_properties.append(("tell", told))
        assert grown < BOUND + count * PER_RECORD
        assert batches > 2
        counts = station.journal.counts()
        assert (counts.pending, counts.quarantined) == (0, 0)
        assert station.journal.verify_chain().intact
        with station.town.services.database.read() as session:
            stored = select(func.count()).where(StoredOperation.station == NAME)
            assert session.scalar(stored) == counts.journalled
            assert sums_hold(session, NAME)
            assert session.scalar(select(func.count()).select_from(Quarantined)) == 0
            for item, who in life.holder.items():
                row = session.get_one(ItemRow, item)
                assert row.patron == (patron_of(who) if who else None), item
