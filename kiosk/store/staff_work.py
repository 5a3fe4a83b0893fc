"""What staff changed on tags by hand at this station: noted before, and again with the outcome."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from kiosk.store.journal_base import JournalBase


@dataclass(frozen=True, slots=True)
class StaffWorkRow:
    """`outcome` is None while the work goes on, or for ever when it was broken off."""

    at_ms: int
    staff: str
    action: str
    uid: str
    outcome: str | None
    reason: str | None


class StaffWork(JournalBase):
    """Each writing method is one durable commit; all raise a StorageError."""

    def begin_staff_work(self, staff: str, action: str, uid: str) -> None:
        """Before the tag is touched."""
        row = (self._clock.wall_ms(), staff, action, uid)
        self._db.write(
            lambda tx: tx.execute(
                "INSERT INTO staff_work (at_ms, staff, action, uid) VALUES (?, ?, ?, ?)", row
            )
        )

    def end_staff_work(self, uid: str, outcome: str, reason: str) -> None:
        """The last work begun on this tag came to this."""
        self._db.write(
            lambda tx: tx.execute(
                "UPDATE staff_work SET outcome = ?, reason = ? WHERE n ="
                " (SELECT max(n) FROM staff_work WHERE uid = ?)",
                (outcome, reason, uid),
            )
        )

    def staff_work(self) -> tuple[StaffWorkRow, ...]:
        """Oldest first."""

        def work(tx: sqlite3.Connection) -> tuple[StaffWorkRow, ...]:
            rows = tx.execute(
                "SELECT at_ms, staff, action, uid, outcome, reason FROM staff_work ORDER BY n"
            )
            return tuple(StaffWorkRow(*row) for row in rows)

        return self._db.read(work)
