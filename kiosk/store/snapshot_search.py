"""snapshot.db as it is searched: the index is made in short slices beside the lending, and read on
a connection of its own, so that nobody who lends waits for a search."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from catalogue.search.keeping import ALL
from kiosk.store.database import Database, Synchronous, Work
from kiosk.store.errors import StorageDamaged
from kiosk.store.snapshot_rows import KEEPER
from kiosk.store.snapshot_schema import MIGRATIONS
from kiosk.store.snapshot_writer import SnapshotWriter

_log = logging.getLogger(__name__)
T = TypeVar("T")

INDEX_S: Final = 0.02
"""A slice of the index ends here, give or take a step and the commit: together under 50 ms."""


class SnapshotSearch(SnapshotWriter):
    """What is searched is what lends: one file, swapped whole."""

    def __init__(self, path: Path, now_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__(path, now_s)
        self._finding: Database | None = None
        self._finding_lock = threading.RLock()

    def index_more(self) -> bool:
        """Do a slice of what is left to do of the index; is there more? On the sync thread."""
        with self._lock:
            database = self._db
        if database.read(lambda tx: KEEPER.state(tx).done == ALL):
            return False
        end = self._now_s() + INDEX_S
        return database.write(lambda tx: KEEPER.advance(tx, lambda: self._now_s() < end))

    def finding(self, work: Work[T]) -> T:
        """Run `work`, which only reads, beside whatever is written. A damaged file is one without
        anything in it. Raises StorageError."""
        try:
            with self._finding_lock:
                return self._to_find().read(work)
        except StorageDamaged as error:
            _log.error("the snapshot is fetched anew: %s", error)
            self.start_afresh()
        with self._finding_lock:
            return self._to_find().read(work)

    def _to_find(self) -> Database:
        if self._finding is None:
            self._finding = Database.open(
                self._path, synchronous=Synchronous.NORMAL, migrations=MIGRATIONS, sound=True
            )
        return self._finding

    @contextmanager
    def _alone(self) -> Iterator[None]:
        # SQLite takes the log of whatever bears the file's name away with the last connection:
        # none to the old file may be left when the new one takes its place.
        with self._finding_lock:
            if self._finding is not None:
                self._finding.close()
                self._finding = None
            yield
