"""Makes a backup set: the database as of one moment, the server's keys, and what they hold.

Written under another name and renamed when it is whole and on disk, so that a set that was
interrupted is never taken for one. A backup without the keys opens no sidecar that is on its way
and checks no PIN; leaving them out is the operator's choice, and then they must be kept elsewhere.
"""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from catalogue.db.migrations import head
from catalogue.db.people import Acknowledgement
from catalogue.db.record import StoredOperation
from catalogue.domain.ids import IdMaker
from catalogue.domain.operations import CENTRAL, GENESIS
from catalogue.services.operating import copying
from catalogue.services.operating.manifest import (
    KEYS,
    NAME,
    BackupUnusable,
    CoveredEpoch,
    Manifest,
    data_file,
    file_of_set,
    fingerprint,
)
from catalogue.services.operating.state import VERSION, StateDigest, state_digest
from catalogue.services.secret_keys import load_keys
from catalogue.services.town import Clock, setting


@dataclass(frozen=True, slots=True)
class Source:
    """What is backed up: a database (path or address), the file of the server's keys, and the
    program's version."""

    database: str
    keys: Path
    program: str


def make_backup(
    source: Source,
    into: Path,
    clock: Clock,
    new_id: IdMaker,
    progress: copying.Progress,
    *,
    with_keys: bool = True,
) -> Path:
    """Make a set in the folder `into`, named after the moment; returns its folder. Raises
    BackupUnusable, DatabaseUnusable, ServerConfigurationError."""
    made_ms = clock()
    keys = load_keys(source.keys)
    moment = dt.datetime.fromtimestamp(made_ms / 1000, dt.UTC)
    target = into / f"{moment:%Y-%m-%dT%H-%M-%S}Z"
    partial = into / f".{target.name}.partial"
    try:
        into.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
    except OSError as error:
        raise BackupUnusable(f"{into}: {error.strerror}") from error
    if target.exists():
        raise BackupUnusable(f"{target}: is there already")
    try:
        if with_keys:
            shutil.copyfile(source.keys, partial / KEYS)
            (partial / KEYS).chmod(0o600)
        sqlite = copying.is_sqlite(source.database)
        contents = _copy_sqlite if sqlite else _copy_postgresql
        town, digest, epochs = contents(source.database, partial, progress)
        manifest = Manifest(
            id=new_id(),
            made_ms=made_ms,
            town=town,
            program=source.program,
            migration=head(),
            database="sqlite" if sqlite else "postgresql",
            files={path.name: file_of_set(path) for path in sorted(partial.iterdir())},
            keys=fingerprint(keys.public_key),
            counts={name: part.rows for name, part in digest.parts.items()},
            digest=digest.digest,
            digest_version=VERSION,
            epochs=epochs,
        )
        (partial / NAME).write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")
        copying.keep_on_disk(partial)
        partial.rename(target)
        copying.keep_on_disk(target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return target


_Contents = tuple[str, StateDigest, list[CoveredEpoch]]


def _copy_sqlite(database: str, folder: Path, progress: copying.Progress) -> _Contents:
    copy = folder / data_file("sqlite")
    copying.copy_sqlite(copying.sqlite_path(database), copy, progress)
    with copying.reading(str(copy)) as session:
        return _contents(session)


def _copy_postgresql(database: str, folder: Path, progress: copying.Progress) -> _Contents:
    """What is counted and what is dumped is the view of one transaction."""
    with copying.reading(database) as session:
        snapshot = str(session.scalar(text("SELECT pg_export_snapshot()")))
        target = folder / data_file("postgresql")
        copying.dump_postgresql(database, target, snapshot, progress)
        return _contents(session)


def _contents(session: Session) -> _Contents:
    return setting(session, "town", ""), state_digest(session), covered(session)


def covered(session: Session) -> list[CoveredEpoch]:
    """What this view has of each station's epochs, in order."""
    acks: dict[tuple[str, int | None], tuple[int, str]] = {
        (ack.station, ack.epoch): (ack.seq, ack.hash)
        for ack in session.scalars(select(Acknowledgement))
    }
    counts = session.execute(
        select(StoredOperation.station, StoredOperation.epoch, func.count())
        .where(StoredOperation.station != CENTRAL)
        .group_by(StoredOperation.station, StoredOperation.epoch)
    )
    found = []
    for station, epoch, records in counts:
        seq, hash_ = acks.get((station, epoch), (0, GENESIS))
        found.append(
            CoveredEpoch(station=station, epoch=epoch or 0, seq=seq, hash=hash_, records=records)
        )
    return sorted(found, key=lambda each: (each.station, each.epoch))
