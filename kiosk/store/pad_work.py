"""Security bits on their way: intents written before the bit, repairs where it stayed wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from kiosk.store.journal_base import JournalBase
from kiosk.store.rows import Intent, Repair


class PadWork(JournalBase):
    """Each writing method is one durable commit; all raise a StorageError."""

    def intend(self, about: str, uids: Sequence[str], wanted: str) -> None:
        """The bits of these tags will be switched to `wanted` on account of the record `about`,
        which may not be made yet. A later intent of the two replaces the earlier."""
        now = self._clock.wall_ms()
        rows = [(about, uid, wanted, now) for uid in uids]
        self._db.write(
            lambda tx: tx.executemany(
                "INSERT OR REPLACE INTO bit_intents VALUES (?, ?, ?, ?)", rows
            )
        )

    def close_intent(self, about: str, uid: str) -> None:
        """The bit was read back as wanted: whatever repair this tag had is done too."""

        def work(tx: sqlite3.Connection) -> None:
            tx.execute("DELETE FROM bit_intents WHERE about = ? AND uid = ?", (about, uid))
            tx.execute("DELETE FROM repairs WHERE uid = ?", (uid,))

        self._db.write(work)

    def drop_intent(self, about: str, uid: str) -> None:
        """What the intent was for is past; nothing is said of the bit."""
        self._db.write(
            lambda tx: tx.execute(
                "DELETE FROM bit_intents WHERE about = ? AND uid = ?", (about, uid)
            )
        )

    def open_intents(self) -> tuple[Intent, ...]:
        """Oldest first."""

        def work(tx: sqlite3.Connection) -> tuple[Intent, ...]:
            rows = tx.execute(
                "SELECT i.about, i.uid, i.wanted, o.kind, o.item FROM bit_intents i"
                " LEFT JOIN operations o ON o.id = i.about ORDER BY i.opened_ms, i.rowid"
            )
            return tuple(Intent(*row) for row in rows)

        return self._db.read(work)

    def open_repair(
        self, about: str, uid: str, wanted: str, reason: str, item: str | None = None
    ) -> None:
        """The tag left, or its bit stayed wrong: what the intent wanted is now a repair. The item
        is that of the record `about` unless given."""
        now = self._clock.wall_ms()

        def work(tx: sqlite3.Connection) -> None:
            row = tx.execute("SELECT item FROM operations WHERE id = ?", (about,)).fetchone()
            tx.execute("DELETE FROM bit_intents WHERE about = ? AND uid = ?", (about, uid))
            tx.execute(
                "INSERT INTO repairs (uid, about, item, wanted, reason, opened_ms)"
                " VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (uid) DO UPDATE SET told = told AND about = excluded.about,"
                " about = excluded.about, item = excluded.item, wanted = excluded.wanted,"
                " reason = excluded.reason",
                (uid, about, item or (row[0] if row else None), wanted, reason, now),
            )

        self._db.write(work)

    def close_repair(self, uid: str) -> None:
        """The tag was read back as it should be."""
        self._db.write(lambda tx: tx.execute("DELETE FROM repairs WHERE uid = ?", (uid,)))

    def repairs(self) -> tuple[Repair, ...]:
        """This station's own, oldest first; the town's are in the snapshot."""

        def work(tx: sqlite3.Connection) -> tuple[Repair, ...]:
            rows = tx.execute(
                "SELECT uid, about, item, wanted, reason, told FROM repairs ORDER BY opened_ms, uid"
            )
            return tuple(Repair(*row) for row in rows)

        return self._db.read(work)

    def repair(self, uid: str) -> Repair | None:
        """This station's own of one tag."""
        return next((repair for repair in self.repairs() if repair.uid == uid), None)
