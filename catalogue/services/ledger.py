"""The dated records of the stations, in memory, as far as the fold needs them.

Only a cache, and other servers write too: what is remembered of a station counts only if its row in
`ledgers` still says the version it was remembered under; a later version is caught up with by the
rows that carry it. The central station's records depend on nothing: they are read one by one.
A transaction works on copies and hands them back once committed.
"""

from __future__ import annotations

import json
import threading
from collections import ChainMap
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.orm import Session

from catalogue.db.record import LEDGERS, OPERATIONS, StoredOperation
from catalogue.domain.conflicts import Conflict
from catalogue.domain.dating import Interval
from catalogue.domain.operations import CENTRAL, Operation, from_json
from catalogue.domain.timeline import Timeline
from catalogue.services.dated import StationSet
from catalogue.services.feed import chunks

_VERSIONS = select(LEDGERS.c.station, LEDGERS.c.version, LEDGERS.c.base).where(
    LEDGERS.c.station.in_(bindparam("stations", expanding=True))
)
_NEXT = (
    update(LEDGERS)
    .where(LEDGERS.c.station == bindparam("of"))
    .values(version=LEDGERS.c.version + 1)
    .returning(LEDGERS.c.version, LEDGERS.c.base)
)
_DATED = select(
    StoredOperation.body,
    StoredOperation.lo,
    StoredOperation.est,
    StoredOperation.hi,
    StoredOperation.parent,
)
_ALL = _DATED.where(StoredOperation.station == bindparam("station"))
_SINCE = _ALL.where(StoredOperation.version > bindparam("version"))
_BY_ID = _DATED.where(StoredOperation.id.in_(bindparam("ids", expanding=True)))
_DATE = (
    update(OPERATIONS)
    .where(OPERATIONS.c.id == bindparam("op_id"))
    .values(
        lo=bindparam("new_lo"),
        est=bindparam("new_est"),
        hi=bindparam("new_hi"),
        parent=bindparam("new_parent"),
        version=bindparam("new_version"),
    )
)


class Version(NamedTuple):
    """What `ledgers` says of a station; `base` is another after a backup was restored."""

    number: int
    base: str


NO_RECORDS = Version(0, "")


class Remembered(NamedTuple):
    """A station's set, as it was at a version."""

    records: StationSet
    version: Version


class LedgerCache:
    """Sets of all stations that were needed so far; shared by the transactions of a process."""

    def __init__(self) -> None:
        self._sets: dict[str, Remembered] = {}
        self._lock = threading.Lock()

    def get(self, station: str) -> Remembered | None:
        """The set as of the last commit this process knows of."""
        with self._lock:
            return self._sets.get(station)

    def put(self, sets: Mapping[str, Remembered]) -> None:
        """Keep what a committed transaction worked out; not what is older than what is kept."""
        with self._lock:
            for station, new in sets.items():
                old = self._sets.get(station)
                newer = old is None or old.version.base != new.version.base
                if newer or (old is not None and old.version.number < new.version.number):
                    self._sets[station] = new


class Ledger:
    """The sets as one transaction sees and extends them."""

    def __init__(self, session: Session, cache: LedgerCache) -> None:
        self._session = session
        self._cache = cache
        self._sets: dict[str, StationSet] = {}
        self._versions: dict[str, Version] = {}
        self._own: set[str] = set()

    def need(self, stations: Iterable[str]) -> None:
        """Have the sets of these stations at hand; of the central one, what `fetch` was asked
        for."""
        if CENTRAL in stations:
            self._sets.setdefault(CENTRAL, StationSet())
        self._bring({station for station in stations if station not in self._sets})

    def need_all(self, stations: Iterable[str]) -> None:
        """As `need`, but the central station's set is whole too."""
        wanted = set(stations)
        self.need(wanted - {CENTRAL})
        if CENTRAL in wanted:
            self._sets[CENTRAL] = _load(StationSet(), self._read(CENTRAL))

    def fetch(self, records: Iterable[tuple[str, str]]) -> None:
        """Have these records, (id, station), at hand, as they are now. What they are about is
        locked: their times stay as they are."""
        wanted: dict[str, list[str]] = {CENTRAL: []}
        for op_id, station in records:
            wanted.setdefault(station, []).append(op_id)
        central = self._sets.setdefault(CENTRAL, StationSet())
        for ids in chunks([op_id for op_id in wanted.pop(CENTRAL) if op_id not in central.ops]):
            self._sets[CENTRAL] = _load(central, self._session.execute(_BY_ID, {"ids": list(ids)}))
        self._bring(wanted.keys() - self._own)

    def _bring(self, stations: Iterable[str]) -> None:
        """Bring these sets to the version the database has now."""
        wanted = sorted(stations)
        if not wanted:
            return
        rows = self._session.execute(_VERSIONS, {"stations": wanted})
        now = {row.station: Version(row.version, row.base) for row in rows}
        for station in wanted:
            version = now.get(station, NO_RECORDS)
            if self._versions.get(station) == version:
                continue
            self._sets[station] = self._at(station, version)
            self._versions[station] = version

    def _at(self, station: str, version: Version) -> StationSet:
        kept = self._cache.get(station)
        if kept is None or kept.version.base != version.base or kept.version > version:
            return _load(StationSet(), self._read(station))
        if kept.version == version:
            return kept.records
        since = {"station": station, "version": kept.version.number}
        return _load(kept.records.copy(), self._session.execute(_SINCE, since))

    def _read(self, station: str) -> Iterable[Row[tuple[str, int, int, int, str]]]:
        return self._session.execute(_ALL, {"station": station})

    def add(
        self, station: str, ops: Iterable[Operation]
    ) -> tuple[set[str], Mapping[str, Conflict]]:
        """Date a station's set with new records in it. Returns the ids whose time or parent is new
        or other than before, and what is wrong with the chain. Call `need` before storing, with the
        station locked."""
        if station not in self._own:
            if station != CENTRAL:
                self._sets[station] = self._sets[station].copy()
                self._versions[station] = self._next_version(station)
            self._own.add(station)
        own = self._sets[station]
        moved, conflicts = own.add(ops)
        self._write_back(own, moved, self._versions.get(station, NO_RECORDS).number)
        return moved, conflicts

    def _next_version(self, station: str) -> Version:
        row = self._session.execute(_NEXT, {"of": station}).first()
        if row is not None:
            return Version(row.version, row.base)
        self._session.execute(insert(LEDGERS), {"station": station, "version": 1, "base": ""})
        return Version(1, "")

    def _write_back(self, own: StationSet, moved: Iterable[str], version: int) -> None:
        changes = [
            {
                "op_id": op_id,
                "new_lo": own.times[op_id].lo,
                "new_est": own.times[op_id].est,
                "new_hi": own.times[op_id].hi,
                "new_parent": own.parents[op_id],
                "new_version": version,
            }
            for op_id in sorted(moved)
        ]
        if changes:
            self._session.execute(_DATE, changes)

    def ops_of(self, station: str) -> Mapping[str, Operation]:
        """All records of a station at hand."""
        return self._sets[station].ops

    @property
    def ops(self) -> Mapping[str, Operation]:
        """Records of all stations at hand, by id."""
        return ChainMap(*(each.ops for each in self._sets.values()))

    def timeline(self) -> Timeline:
        """Times and lineage of all stations at hand."""
        sets = self._sets.values()
        return Timeline(
            ChainMap(*(each.times for each in sets)),
            ChainMap(*(each.parents for each in sets)),
            self.ops,
            ChainMap(*(each.line for each in sets)),
        )

    def keep(self) -> None:
        """The transaction has committed: what was worked out is true."""
        self._cache.put(
            {
                station: Remembered(self._sets[station], version)
                for station, version in self._versions.items()
            }
        )


def _load(records: StationSet, rows: Iterable[Row[tuple[str, int, int, int, str]]]) -> StationSet:
    for row in rows:
        time = Interval(row.lo or 0, row.est or 0, row.hi or 0)
        records.load(from_json(json.loads(row.body)), time, row.parent)
    records.loaded()
    return records
