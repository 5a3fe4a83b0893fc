"""A station with its journal, a small snapshot, and a server that does as it is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from catalogue.domain.policy import OfflineRules
from catalogue.errors import CentralError
from kiosk.config.credentials import Credentials
from kiosk.gateway.central import CentralGateway
from kiosk.gateway.failover import FailoverGateway
from kiosk.gateway.line import Line
from kiosk.gateway.offline import OfflineGateway
from kiosk.gateway.standing import Standing
from kiosk.session.events import NetworkChanged
from kiosk.store.journal import Journal
from kiosk.store.keyring import Keyring
from kiosk.store.snapshot import Snapshot
from kiosk.sync.clock_keeper import ClockKeeper
from support.station_feed import town_page
from support.station_store import HandClock, ScriptedServer, journal_at, station_info


@dataclass
class Station:
    """All the parts, wired as a station wires them."""

    clock: HandClock
    journal: Journal
    snapshot: Snapshot
    keyring: Keyring
    server: ScriptedServer
    line: Line
    central: CentralGateway
    offline: OfflineGateway
    gateway: FailoverGateway
    standing: Standing
    network: list[NetworkChanged] = field(default_factory=list)
    faults: list[CentralError] = field(default_factory=list)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    """In branch A, in contact with the server just now."""
    clock = HandClock()
    keys = Credentials(station="kiosk-1", branch="A", epoch=1, token="t")
    keyring = Keyring(tmp_path / "station.key", keys, keep_station_key=True)
    keyring.learn(station_info())
    with (
        journal_at(tmp_path / "journal.db", clock) as journal,
        closing(Snapshot.open(tmp_path / "snapshot.db")) as snapshot,
    ):
        journal.identity("kiosk-1", 1, "A")
        journal.note_contact()
        snapshot.apply(town_page())
        server = ScriptedServer(clock)
        line = Line(clock)
        central = CentralGateway(server, journal, ClockKeeper(journal, clock))
        offline = OfflineGateway(journal, snapshot, clock, OfflineRules(), keyring)
        faults: list[CentralError] = []
        standing = Standing(keyring, lambda _good: None)
        gateway = FailoverGateway(central, offline, line, standing, faults.append)
        made = Station(
            clock, journal, snapshot, keyring, server, line, central, offline, gateway, standing
        )
        made.faults = faults
        line.subscribe(made.network.append)
        yield made
