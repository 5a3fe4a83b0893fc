"""The sync worker of a station, stepped by hand, and the server it talks to."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.config.credentials import Credentials
from kiosk.gateway.line import Line
from kiosk.gateway.standing import Standing
from kiosk.store.journal import Journal
from kiosk.store.keyring import Keyring
from kiosk.store.snapshot import Snapshot
from kiosk.sync.clock_keeper import ClockKeeper
from kiosk.sync.sync import Sync
from kiosk.sync.worker import Pace
from support.station_feed import town_page
from support.station_store import HandClock, ScriptedServer, journal_at, station_info

PACE = Pace(batch=4, idle_s=15, held_s=1, pull_s=30, retry_first_s=1, retry_longest_s=8)


@dataclass
class Station:
    """All the parts, wired as a station wires them. `now_s` is the worker's clock."""

    clock: HandClock
    journal: Journal
    snapshot: Snapshot
    keyring: Keyring
    server: ScriptedServer
    line: Line
    sync: Sync
    faults: list[str | None]
    now_s: float = 0.0

    def settle(self) -> float:
        """Step until nothing is due now; returns when there is more."""
        for _ in range(100):
            due_s = self.sync.step(self.now_s)
            if due_s > self.now_s:
                return due_s
        raise AssertionError("the worker never rests")

    def go(self, seconds: float) -> float:
        """Time passes, in steps of the worker's own choosing."""
        end = self.now_s + seconds
        while True:
            due_s = self.settle()
            reached = min(due_s, end)
            self.clock.go(round((reached - self.now_s) * 1000))
            self.now_s = reached
            if due_s > end or math.isinf(due_s):
                return due_s

    def states(self) -> dict[str, int]:
        """How many records are in which state, clock measurements left out."""
        found: dict[str, int] = {}
        for row in self.journal.queue(delivered=True):
            if row.kind != "clock":
                found[row.state] = found.get(row.state, 0) + 1
        return found

    def sent(self) -> list[list[str]]:
        """Ids of the records of each request, clock measurements left out."""
        batches = [
            [str(record.op["id"]) for record in request.records if record.op["kind"] != "clock"]
            for request in self.server.requests
        ]
        return [batch for batch in batches if batch]


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    """Enrolled, with keys, nothing recorded, never stepped."""
    clock = HandClock()
    keys = Credentials(station="kiosk-1", branch="A", epoch=1, token="t")
    keyring = Keyring(tmp_path / "station.key", keys, keep_station_key=True)
    keyring.learn(station_info())
    with (
        journal_at(tmp_path / "journal.db", clock) as journal,
        closing(Snapshot.open(tmp_path / "snapshot.db")) as snapshot,
    ):
        journal.identity("kiosk-1", 1, "A")
        server = ScriptedServer(clock)
        line = Line(clock)
        faults: list[str | None] = []
        sync = Sync(
            server,
            journal,
            snapshot,
            keyring,
            ClockKeeper(journal, clock),
            line,
            Standing(keyring, lambda _good: None),
            random=lambda: 1.0,
            on_fault=faults.append,
            pace=PACE,
        )
        server.pages = [town_page()]
        yield Station(clock, journal, snapshot, keyring, server, line, sync, faults)
