"""The dated records of the stations, in memory, as far as the fold needs them.

Only a cache: records are never changed or removed, so a station's set is the same as the one on
disk exactly when it is as large. A transaction works on copies and hands them back once committed.
"""

from __future__ import annotations

import json
import threading
from collections import ChainMap
from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from catalogue.db.record import OPERATIONS, StoredOperation
from catalogue.domain.conflicts import Conflict
from catalogue.domain.dating import Interval
from catalogue.domain.operations import Operation, from_json
from catalogue.domain.timeline import Timeline
from catalogue.services.dated import StationSet

_COUNTS = (
    select(StoredOperation.station, func.count())
    .where(StoredOperation.station.in_(bindparam("stations", expanding=True)))
    .group_by(StoredOperation.station)
)
_DATE = (
    update(OPERATIONS)
    .where(OPERATIONS.c.id == bindparam("op_id"))
    .values(
        lo=bindparam("new_lo"),
        est=bindparam("new_est"),
        hi=bindparam("new_hi"),
        parent=bindparam("new_parent"),
    )
)


class LedgerCache:
    """Sets of all stations that were needed so far; shared by the transactions of a process."""

    def __init__(self) -> None:
        self._sets: dict[str, StationSet] = {}
        self._lock = threading.Lock()

    def get(self, station: str) -> StationSet | None:
        """The set as of the last commit this process knows of."""
        with self._lock:
            return self._sets.get(station)

    def put(self, sets: Mapping[str, StationSet]) -> None:
        """Keep what a committed transaction worked out."""
        with self._lock:
            self._sets.update(sets)


class Ledger:
    """The sets as one transaction sees and extends them."""

    def __init__(self, session: Session, cache: LedgerCache) -> None:
        self._session = session
        self._cache = cache
        self._sets: dict[str, StationSet] = {}
        self._own: set[str] = set()

    def need(self, stations: Iterable[str]) -> None:
        """Have the sets of these stations at hand."""
        missing = sorted(set(stations) - set(self._sets))
        if not missing:
            return
        counts = self._session.execute(_COUNTS, {"stations": missing})
        on_disk = {row[0]: row[1] for row in counts}
        for station in missing:
            cached = self._cache.get(station)
            if cached is None or len(cached.ops) != on_disk.get(station, 0):
                cached = self._load(station)
            self._sets[station] = cached

    def _load(self, station: str) -> StationSet:
        loaded = StationSet()
        for row in self._session.execute(
            select(
                StoredOperation.body,
                StoredOperation.lo,
                StoredOperation.est,
                StoredOperation.hi,
                StoredOperation.parent,
            ).where(StoredOperation.station == station)
        ):
            time = Interval(row.lo or 0, row.est or 0, row.hi or 0)
            loaded.load(from_json(json.loads(row.body)), time, row.parent)
        loaded.loaded()
        return loaded

    def add(
        self, station: str, ops: Iterable[Operation]
    ) -> tuple[set[str], Mapping[str, Conflict]]:
        """Date a station's set with new records in it. Returns the ids whose time or parent is new
        or other than before, and what is wrong with the chain. Call `need` before storing."""
        if station not in self._own:
            self._sets[station] = self._sets[station].copy()
            self._own.add(station)
        own = self._sets[station]
        moved, conflicts = own.add(ops)
        self._write_back(own, moved)
        return moved, conflicts

    def _write_back(self, own: StationSet, moved: Iterable[str]) -> None:
        changes = [
            {
                "op_id": op_id,
                "new_lo": own.times[op_id].lo,
                "new_est": own.times[op_id].est,
                "new_hi": own.times[op_id].hi,
                "new_parent": own.parents[op_id],
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
        self._cache.put(self._sets)
