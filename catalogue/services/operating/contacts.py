"""When each station was last heard, and what it told of itself.

`note` is called for every request of a station and writes once a minute for each, so that lending
pays for it with one small commit a minute. Several processes write the same row.
"""

from __future__ import annotations

import threading

from sqlalchemy import text

from catalogue.db.database import Database
from catalogue.db.operating import StationContact
from catalogue.services.town import Clock
from catalogue.wire.operating import StationHealth

EVERY_MS = 60_000
_CONTACT = text(
    "INSERT INTO station_contacts (station, contact_ms) VALUES (:station, :now_ms)"
    " ON CONFLICT (station) DO UPDATE SET contact_ms = excluded.contact_ms"
)
_TURNED_AWAY = text(
    "INSERT INTO station_contacts (station, turned_away_ms) VALUES (:station, :now_ms)"
    " ON CONFLICT (station) DO UPDATE SET turned_away_ms = excluded.turned_away_ms"
)


class Contacts:
    """Any thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._noted: dict[tuple[str, bool], int] = {}

    def note(self, station: str) -> None:
        """It spoke just now."""
        now_ms = self._clock()
        if self._is_due(station, now_ms, turned_away=False):
            with self._database.write() as session:
                session.execute(_CONTACT, {"station": station, "now_ms": now_ms})

    def turned_away(self, station: str) -> None:
        """It is revoked, and has just been told so."""
        now_ms = self._clock()
        if self._is_due(station, now_ms, turned_away=True):
            with self._database.write() as session:
                session.execute(_TURNED_AWAY, {"station": station, "now_ms": now_ms})

    def told(self, station: str, health: StationHealth) -> None:
        """It told how it is."""
        now_ms = self._clock()
        with self._database.write() as session:
            session.execute(_CONTACT, {"station": station, "now_ms": now_ms})
            row = session.get_one(StationContact, station)
            row.told_ms, row.report = now_ms, health.model_dump(mode="json")

    def _is_due(self, station: str, now_ms: int, *, turned_away: bool) -> bool:
        with self._lock:
            noted = self._noted.get((station, turned_away))
            if noted is not None and 0 <= now_ms - noted < EVERY_MS:
                return False
            self._noted[station, turned_away] = now_ms
            return True
