"""snapshot.db from the writing side: pages of the feed applied in short slices, a new snapshot
built beside the old one, by parts or pages, and swapped in whole.

What is built lies in `snapshot.db.new`: a process that is started anew goes on with it.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Final, Self, TypeVar

from catalogue.wire.v1 import Change, Changes, SnapshotPart
from kiosk.store.database import Database, Synchronous, Work
from kiosk.store.errors import StorageDamaged, StorageError, StorageUnfit
from kiosk.store.snapshot_progress import Progress, fresh_path, read_progress
from kiosk.store.snapshot_rows import PUT_META, put_some, take_part
from kiosk.store.snapshot_schema import MIGRATIONS

_log = logging.getLogger(__name__)
T = TypeVar("T")

SLICE_S: Final = 0.04
"""A slice ends here at the latest, give or take one row: a lookup never waits for more."""


class SnapshotWriter:
    """Owns the file. Threads may read while the sync thread writes."""

    def __init__(self, path: Path, now_s: Callable[[], float]) -> None:
        self._path = path
        self._now_s = now_s
        self._lock = threading.RLock()
        self._db = _open_or_replace(path)
        self._building = _reopen(self._fresh_path)

    @classmethod
    def open(cls, path: Path, *, now_s: Callable[[], float] = time.monotonic) -> Self:
        """Open the file; one that is damaged, or of another version, is replaced by an empty one.
        Raises StorageError when even that cannot be done."""
        return cls(path, now_s)

    def apply(self, page: Changes) -> None:
        """Take in a page of the feed. A page with `reset` begins a new snapshot beside the old one,
        which answers until the last page of the new one is in. Raises StorageError; the page may
        then be applied again."""
        if page.reset:
            self._begin()
        target = self._building or self._db
        left: Sequence[Change] = page.changes
        while left:
            left = target.write(lambda tx, todo=left: self._slice(tx, todo))  # type: ignore[misc]
        meta = (page.cursor, page.number, page.server_ms, None, None)
        target.write(lambda tx: tx.execute(PUT_META, meta))
        if self._building is not None and not page.more:
            self._swap()

    def begin_anew(self) -> None:
        """A new one is built from now on, beside the one that answers."""
        self._begin()

    def progress(self) -> Progress | None:
        """How far the one that is being built has come; None when none is."""
        return None if self._building is None else self._building.read(read_progress)

    def take(self, part: SnapshotPart) -> None:
        """Take in a part of a stream, in one commit beside the snapshot that answers meanwhile; the
        last one ends that. Raises StorageError: what was taken before is still there, if it is."""
        if part.reset:
            self._begin()
        building = self._building
        if building is None:
            raise StorageDamaged("the snapshot that was being built is gone")
        building.write(lambda tx: take_part(tx, part))
        if not part.more:
            self._swap()

    @property
    def incomplete(self) -> bool:
        """Is there none yet, or is a new one being built?"""
        return self._building is not None or not self.next_cursor()

    def next_cursor(self) -> str:
        """Where the feed goes on: behind the last page applied, also of a snapshot that is being
        built. Empty for a new one."""
        target = self._building or self._db
        row = target.read(lambda tx: tx.execute("SELECT cursor FROM meta").fetchone())
        return "" if row is None else str(row[0])

    def start_afresh(self) -> None:
        """The file turned out damaged: an empty one takes its place."""
        with self._lock, self._alone():
            self._drop_building()
            self._db.close()
            _remove(self._path)
            self._db = _open(self._path)

    def forget(self) -> None:
        """Nothing of the town is on this disk any more. On the thread that applies pages."""
        if self._building is not None or self.next_cursor():
            self.start_afresh()

    def close(self) -> None:
        """Close the files; a snapshot half built is gone on with by the next process."""
        with self._lock, self._alone():
            if self._building is not None:
                self._building.close()
                self._building = None
            self._db.close()

    def _alone(self) -> AbstractContextManager[None]:
        """While the file is closed or another takes its place: nobody else has it open."""
        return nullcontext()

    def _read(self, work: Work[T]) -> T:
        """A file that turns out damaged answers as an empty one, and is fetched again: a loan or a
        return never fails for it."""
        with self._lock:
            try:
                return self._db.read(work)
            except StorageDamaged as error:
                _log.error("the snapshot is fetched anew: %s", error)
                self.start_afresh()
                return self._db.read(work)

    def _slice(self, tx: sqlite3.Connection, changes: Sequence[Change]) -> Sequence[Change]:
        """Apply changes until the time is up; returns what is left."""
        end = self._now_s() + SLICE_S
        done = 0
        while done < len(changes):
            done = put_some(tx, changes, done)
            if self._now_s() >= end:
                return changes[done:]
        return ()

    @property
    def _fresh_path(self) -> Path:
        return fresh_path(self._path)

    def _begin(self) -> None:
        self._drop_building()
        self._building = _open(self._fresh_path)

    def _drop_building(self) -> None:
        if self._building is not None:
            self._building.close()
            self._building = None
        _remove(self._fresh_path)

    def _swap(self) -> None:
        if self._building is None:
            return
        # Outside the lock: emptying its log takes longer than a lookup should wait.
        self._building.close()
        self._building = None
        with self._lock, self._alone():
            self._db.close()
            # The old file's log must be gone before the new file bears its name.
            _remove(self._path)
            self._fresh_path.replace(self._path)
            self._db = _open(self._path, sound=True)


def _open(path: Path, *, sound: bool = False) -> Database:
    return Database.open(path, synchronous=Synchronous.NORMAL, migrations=MIGRATIONS, sound=sound)


def _reopen(path: Path) -> Database | None:
    """What an earlier process left half built; None, and no file, if it is of no use."""
    if path.is_file():
        try:
            found = _open(path)
        except StorageError as error:
            _log.warning("what was fetched of a new snapshot is of no use: %s", error)
        else:
            if found.read(lambda tx: tx.execute("SELECT 1 FROM meta").fetchone()):
                return found
            found.close()
    _remove(path)
    return None


def _open_or_replace(path: Path) -> Database:
    try:
        return _open(path)
    except (StorageDamaged, StorageUnfit) as error:
        _log.warning("the snapshot is fetched anew: %s", error)
        _remove(path)
        return _open(path)


def remove_snapshot(path: Path) -> None:
    """The files of a snapshot nobody has open."""
    _remove(path)
    _remove(path.with_name(f"{path.name}.new"))


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
