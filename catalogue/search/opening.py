"""Opens a server's index, with the engine that was chosen."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from typing import Literal

from catalogue.search.embedded import FORMAT, EmbeddedIndex, SearchIndex

Engine = Literal["sqlite", "tantivy"]
_log = logging.getLogger("beaupre.server")


def index_path(folder: Path, engine: Engine) -> Path:
    """The file; servers whose formats differ do not share one."""
    return folder / f"titles-{engine}-{FORMAT}.db"


def open_index(folder: Path, engine: Engine) -> SearchIndex:
    """Open or make it. One that is damaged is made anew, unless another process has it open.
    Raises OSError, sqlite3.Error; ImportError without the library."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = index_path(folder, engine)
    try:
        return _open(path, engine)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        _log.error("%s is made anew: %s", path, error)
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return _open(path, engine)


def _open(path: Path, engine: Engine) -> SearchIndex:
    if engine == "tantivy":
        from catalogue.search.tantivy_postings import (  # noqa: PLC0415 - an extra
            TantivyPostings,
        )

        postings = TantivyPostings(path.with_suffix(".tantivy"))
        return EmbeddedIndex(path, postings, postings.words)
    return EmbeddedIndex(path)
