"""journal.db: the station's own operations, durable before anything is done about them.

WAL with `synchronous=FULL`, `secure_delete`; one writer at a time, any thread, other processes for
the operator's commands. The parts: `recording` makes records, `outbox` delivers them, `pad_work`
remembers security bits on their way, `own_view` tells what follows from it all, `agreement` what to
compare with the server. Called by the acts, the gateways, the sync workers and `beaupre queue`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.store import chain
from kiosk.store.agreement import Agreement
from kiosk.store.clock import Clock
from kiosk.store.database import Database, Synchronous
from kiosk.store.errors import StorageFull, StorageUnfit
from kiosk.store.journal_base import identity_of, set_meta
from kiosk.store.journal_schema import MIGRATIONS
from kiosk.store.outbox import Outbox
from kiosk.store.own_view import OwnView
from kiosk.store.pad_work import PadWork
from kiosk.store.recording import Recording
from kiosk.store.reserve import Reserve
from kiosk.store.rows import ChainReport, Identity
from kiosk.store.staff_work import StaffWork

RESERVE_BYTES: Final = 16 * 1024 * 1024


class Journal(Recording, Outbox, PadWork, OwnView, Agreement, StaffWork):
    """An open journal. Every method may raise a StorageError; a writing one is one durable commit,
    and a failed one leaves nothing behind."""

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock,
        new_id: Callable[[], str],
        reserve_bytes: int = RESERVE_BYTES,
        create: bool = True,
    ) -> Journal:
        """Open the file, or make it. Raises StorageDamaged (the file is left as it is),
        StorageUnfit (also for a missing file that is not to be made), StorageFull."""
        if not create and not path.exists():
            raise StorageUnfit(f"there is no journal at {path}")
        reserve = Reserve(path.with_suffix(".reserve"), reserve_bytes)
        database = Database.open(
            path, synchronous=Synchronous.FULL, migrations=MIGRATIONS, reserve=reserve
        )
        return cls(database, clock, new_id, reserve)

    def who(self) -> Identity:
        """Station, epoch and branch; raises StorageUnfit before the first `identity`."""
        return self._db.read(identity_of)

    def probe(self, *, thoroughly: bool) -> None:
        """Is there room for a session and more? Takes the reserve again when there is. Thoroughly:
        is the file sound, and does it take a commit? Raises StorageError when not: as long as it
        does, the station rests."""
        if not self._reserve.hold():
            raise StorageFull("the disk is full")
        if thoroughly:
            self._db.check()
            now = self._clock.wall_ms()
            self._db.write(lambda tx: set_meta(tx, "probed", now))

    def verify_chain(self) -> ChainReport:
        """Check every record on this disk against the hash chain."""
        return self._db.read(chain.verify_chain)

    def close(self) -> None:
        """Close the file."""
        self._db.close()
