"""How far a snapshot that is being fetched has come. Told by the log, the station's health and
`beaupre queue status`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Progress:
    """Rows that are here, and all of them as the server counted last."""

    taken: int
    rows: int

    @property
    def percent(self) -> int:
        """0 to 100."""
        return 100 * self.taken // self.rows if self.rows else 0


def fresh_path(snapshot: Path) -> Path:
    """Where a new snapshot lies until it is whole."""
    return snapshot.with_name(f"{snapshot.name}.new")


def read_progress(tx: sqlite3.Connection) -> Progress:
    """Of the file of a new snapshot."""
    row = tx.execute("SELECT rows_taken, rows_left FROM meta").fetchone()
    taken, left = (row[0] or 0, row[1] or 0) if row else (0, 0)
    return Progress(taken, taken + left)


def progress_beside(snapshot: Path) -> Progress | None:
    """The same, beside a kiosk at work; None when no snapshot is being fetched."""
    path = fresh_path(snapshot)
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as found:
            return read_progress(found)
    except sqlite3.Error:
        return None  # it became the snapshot just now
