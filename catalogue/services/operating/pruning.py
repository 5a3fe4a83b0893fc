"""A backup was verified: what it holds the stations may forget.

`prune_below` moves up only here, never above what the backup holds without a gap, and only where
this database has the very record the backup ends with. A record of an earlier epoch that the backup
does not hold keeps the whole station from forgetting: its disk is pruned in the order written.
"""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.operating import VerifiedBackup
from catalogue.db.people import Acknowledgement
from catalogue.db.record import StoredOperation
from catalogue.services.operating.manifest import CoveredEpoch, Manifest
from catalogue.services.town import Clock


def accept_backup(database: Database, manifest: Manifest, clock: Clock) -> list[str]:
    """Write down that a backup was verified; returns the stations that may forget more now."""
    by_station: dict[str, list[CoveredEpoch]] = defaultdict(list)
    for epoch in manifest.epochs:
        by_station[epoch.station].append(epoch)
    moved = []
    with database.write() as session:
        for station, epochs in sorted(by_station.items()):
            if _move(session, station, sorted(epochs, key=lambda each: each.epoch)):
                moved.append(station)
        session.merge(
            VerifiedBackup(
                id=manifest.id,
                made_ms=manifest.made_ms,
                verified_ms=clock(),
                operations=manifest.records,
                digest=manifest.digest,
            )
        )
    return moved


def _move(session: Session, station: str, epochs: list[CoveredEpoch]) -> bool:
    found = session.execute(
        select(StoredOperation.epoch, func.count())
        .where(StoredOperation.station == station)
        .group_by(StoredOperation.epoch)
    )
    counts = {epoch: records for epoch, records in found}  # noqa: C416 - rows are no pairs to mypy
    moved = False
    held = {each.epoch: each for each in epochs}
    for epoch in sorted(each for each in counts if each is not None):
        told = held.get(epoch)
        if told is None:
            break
        ack = session.get(Acknowledgement, (station, epoch), with_for_update=True)
        if ack is not None and ack.prune_below < told.seq <= ack.seq and _same(session, told):
            ack.prune_below = told.seq
            moved = True
        if counts[epoch] != told.records:
            break
    return moved


def _same(session: Session, told: CoveredEpoch) -> bool:
    """Does this database hold the record that the backup ends with?"""
    found = session.scalars(
        select(StoredOperation.hash).where(
            StoredOperation.station == told.station,
            StoredOperation.epoch == told.epoch,
            StoredOperation.seq == told.seq,
        )
    )
    return told.hash in set(found)


def newest_verified(session: Session) -> VerifiedBackup | None:
    """The newest backup that was verified."""
    return session.scalars(
        select(VerifiedBackup).order_by(VerifiedBackup.made_ms.desc()).limit(1)
    ).first()
