"""Opens a backup and looks whether a town could be rebuilt from it: files, keys, database, every
record, every chain; then folds everything anew and compares with the present it had stored.

The backup itself is never opened for writing: what is looked at is a copy, gone afterwards.
"""

from __future__ import annotations

import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.migrations import head
from catalogue.errors import ServerConfigurationError
from catalogue.services.operating import copying
from catalogue.services.operating.checking import check_record
from catalogue.services.operating.manifest import (
    KEYS,
    BackupUnusable,
    Manifest,
    altered_files,
    fingerprint,
)
from catalogue.services.operating.rebuild import rebuild
from catalogue.services.operating.state import (
    VERSION,
    StateDigest,
    differing_rows,
    state_digest,
)
from catalogue.services.secret_keys import load_keys

NAMED = 10
"""Rows of a part that are named when they differ."""
Report = Callable[[str, int, int], None]
"""What is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`findings`: what is wrong, one line each; none: the backup is good. `digest` of the state as
    it is folded anew, empty if it did not come to that."""

    findings: tuple[str, ...]
    records: int = 0
    stations: int = 0
    digest: str = ""


def verify_backup(
    folder: Path, manifest: Manifest, beside: str | None, now_ms: int, report: Report
) -> Verdict:
    """Look at everything. `beside`: a PostgreSQL address where a database can be made to try a dump
    in. Raises BackupUnusable and DatabaseUnusable where the set cannot even be tried."""
    altered = altered_files(folder, manifest)
    if altered:
        return Verdict(tuple(f"{name}: gone, or not the file that was written" for name in altered))
    findings = _keys(folder, manifest)
    with _scratch(folder, manifest, beside) as url, closing(Database(url)) as database:
        verdict = verify_database(database, manifest, now_ms, report)
    return Verdict(
        (*findings, *verdict.findings), verdict.records, verdict.stations, verdict.digest
    )


def _keys(folder: Path, manifest: Manifest) -> list[str]:
    if not manifest.with_keys:
        return []
    try:
        keys = load_keys(folder / KEYS)
    except ServerConfigurationError as error:
        return [str(error)]
    if fingerprint(keys.public_key) != manifest.keys:
        return [f"{KEYS}: not the keys this town's stations seal to"]
    return []


@contextmanager
def _scratch(folder: Path, manifest: Manifest, beside: str | None) -> Iterator[str]:
    """The address of a copy that may be written to."""
    data = folder / manifest.data_file
    if manifest.database == "postgresql":
        if beside is None or copying.is_sqlite(beside):
            raise BackupUnusable("name a PostgreSQL where it can be tried: --database")
        name = f"beaupre_verify_{secrets.token_hex(6)}"
        with copying.scratch_postgresql(beside, name) as url:
            copying.load_postgresql(url, data)
            yield url
        return
    with tempfile.TemporaryDirectory(prefix="beaupre-verify-") as made:
        copy = Path(made) / "town.db"
        shutil.copyfile(data, copy)
        damage = _damage(copy)
        if damage:
            raise BackupUnusable(f"{data}: {damage}")
        yield str(copy)


def _damage(path: Path) -> str:
    """What SQLite itself finds wrong with the file; empty: nothing."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            said = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
            orphans = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    except sqlite3.Error as error:
        return str(error)
    if said != ["ok"]:
        return "; ".join(map(str, said))
    return f"{orphans} rows refer to nothing" if orphans else ""


def verify_database(
    database: Database, manifest: Manifest | None, now_ms: int, report: Report
) -> Verdict:
    """Check every record, fold anew, compare. Nothing is changed."""
    with database.read() as session:
        total = manifest.records if manifest is not None else 0
        stored = state_digest(session)
        checked = check_record(session, _counting(report, "records checked", total))
        findings = [str(finding) for finding in checked.findings]
        if manifest is not None:
            findings += _against(manifest, stored)
    if checked.findings:
        # What is no record cannot be folded, and what was edited folds to something else.
        return Verdict(tuple(findings), checked.records, checked.stations)
    with database.write() as session:
        rebuild(session, now_ms, _counting(report, "records folded", checked.records))
        session.flush()
        anew = state_digest(session)
        with database.read() as before:
            findings += _differences(before, session, stored, anew)
        session.rollback()
    return Verdict(tuple(findings), checked.records, checked.stations, anew.digest)


def _against(manifest: Manifest, stored: StateDigest) -> list[str]:
    """Only the very version that made the backup counts the same things."""
    if (manifest.migration, manifest.digest_version) != (head(), VERSION):
        return []
    return [] if stored.digest == manifest.digest else ["the state is not the manifest's"]


def _differences(
    before: Session, after: Session, stored: StateDigest, anew: StateDigest
) -> list[str]:
    findings = []
    for part in stored.differing(anew):
        names = differing_rows(before, after, part, NAMED)
        more = " …" if len(names) == NAMED else ""
        findings.append(f"{part} do not follow from the record: {' '.join(names)}{more}")
    return findings


def _counting(report: Report, what: str, total: int) -> Callable[[int], None]:
    done = 0

    def tick(more: int) -> None:
        nonlocal done
        done += more
        report(what, done, max(total, done))

    return tick
