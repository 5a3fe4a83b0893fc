"""A station that cannot be put together leaves nothing open behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.client import Unreachable
from catalogue.wire.v1 import StationInfo
from kiosk.acts.jobs import JobQueue
from kiosk.config.credentials import Credentials, write_credentials
from kiosk.config.model import KioskConfig
from kiosk.devices.health import Health
from kiosk.outside import Outside
from kiosk.parts import assemble
from kiosk.store.errors import StorageDamaged
from kiosk.surroundings import Surroundings
from support.station_store import HandClock, station_info


class Client:
    """Knows the station, or is out of reach."""

    def __init__(self, *, there: bool) -> None:
        self.there = there
        self.closed = False

    def enrol(self, code: str, station: str) -> None:
        raise Unreachable("gone")

    def station(self) -> StationInfo:
        if not self.there:
            raise Unreachable("gone")
        return station_info()

    def close(self) -> None:
        self.closed = True


class Site:
    """A folder, and the clients that were made for it."""

    def __init__(self, folder: Path, *, there: bool) -> None:
        self.clients: list[Client] = []
        self.config = KioskConfig.demo(folder, "http://x", "feig+tcp:x", station="kiosk-1")
        self._there = there
        queues = {
            name: JobQueue(name, pytest.fail) for name in ("circ", "lookup", "periph", "sound")
        }
        self.around = Surroundings(
            config=self.config,
            outside=Outside(clock=HandClock(), connect=self._connect),
            health=Health(lambda: 0),
            post=pytest.fail,
            on_reader=pytest.fail,
            **queues,
        )

    def _connect(self, base_url: str, token: str | None = None, *, timeout_s: float) -> Client:
        self.clients.append(Client(there=self._there))
        return self.clients[-1]

    def enrolled(self) -> None:
        known = Credentials(station="kiosk-1", branch="A", epoch=1, token="t")
        write_credentials(self.config.credentials_path, known, keep_station_key=True)


@pytest.mark.parametrize("enrolled", [False, True])
def test_connection_is_closed_when_the_server_is_away(tmp_path: Path, enrolled: bool) -> None:
    site = Site(tmp_path, there=False)
    if enrolled:
        site.enrolled()

    with pytest.raises(Unreachable):
        assemble(site.around)

    assert [client.closed for client in site.clients] == [True]


def test_connection_is_closed_when_the_disk_does_not_serve(tmp_path: Path) -> None:
    site = Site(tmp_path, there=True)
    site.enrolled()
    site.config.journal_path.write_bytes(b"no journal" * 500)

    with pytest.raises(StorageDamaged):
        assemble(site.around)

    assert [client.closed for client in site.clients] == [True]
