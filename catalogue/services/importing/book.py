"""The book of runs: rows of `import_runs`, what each has met, refused and kept. No rules of what
enters the catalogue."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, cast

from sqlalchemy import Table, delete, func, insert, select, update
from sqlalchemy.orm import Session

from catalogue.db.importing import ImportRefusal, ImportRun, ImportSeen, SourceRecord
from catalogue.services.importing.model import (
    COUNTERS,
    RESUMABLE,
    Counts,
    Remark,
    RemarkKind,
    Rules,
    Run,
    RunMoved,
    RunState,
    SourceBusy,
    Start,
    UnknownRun,
)
from catalogue.services.importing.seen import Seen, packed, unpacked

_SEEN = cast(Table, ImportSeen.__table__)
_REFUSALS = cast(Table, ImportRefusal.__table__)


def begin(session: Session, start: Start, run_id: str, author: str, now_ms: int) -> Run:
    """A run to write to: the unfinished one of this source if it reads the same, else a new one.
    Raises SourceBusy while a run of it is being undone."""
    unfinished = session.scalars(
        select(ImportRun)
        .where(
            ImportRun.source == start.source,
            ImportRun.state.in_((*RESUMABLE, RunState.ROLLING_BACK)),
        )
        .order_by(ImportRun.id)
    ).all()
    options = _options(start)
    goes_on = None
    for row in unfinished:
        if row.state == RunState.ROLLING_BACK:
            raise SourceBusy(
                f"a run of {start.source} is half undone: beaupre catalogue rollback {row.id}"
            )
        same = (row.format, row.address, row.fingerprint, row.complete, row.options) == (
            start.format,
            start.address,
            start.fingerprint,
            start.complete,
            options,
        )
        if same and goes_on is None:
            goes_on = row
        else:
            end(session, row, RunState.FAILED, now_ms)
    if goes_on is None:
        goes_on = ImportRun(
            id=run_id,
            source=start.source,
            format=start.format,
            address=start.address,
            fingerprint=start.fingerprint,
            state=RunState.RUNNING,
            position=None,
            complete=start.complete,
            options=options,
            started_ms=now_ms,
            changed_ms=now_ms,
            author=author,
            **dict.fromkeys(COUNTERS, 0),
        )
        session.add(goes_on)
    goes_on.state = RunState.RUNNING
    goes_on.changed_ms = now_ms
    session.flush()
    return view(goes_on)


def _options(start: Start) -> dict[str, object]:
    return cast("dict[str, object]", json.loads(json.dumps(asdict(start.rules), sort_keys=True)))


def row_of(session: Session, run_id: str) -> ImportRun:
    """Raises UnknownRun."""
    row = session.get(ImportRun, run_id)
    if row is None:
        raise UnknownRun(f"there is no run {run_id}: beaupre catalogue runs lists them")
    return row


def at_work(session: Session, run_id: str, after: str | None) -> ImportRun:
    """The run, held, if it waits for what comes behind `after`. Raises UnknownRun, RunMoved."""
    row = session.get(ImportRun, run_id, with_for_update=True)
    if row is None:
        raise UnknownRun(f"there is no run {run_id}: beaupre catalogue runs lists them")
    if row.state not in RESUMABLE:
        raise RunMoved(f"run {run_id} is {row.state.replace('_', ' ')}: begin another")
    if row.position != after:
        raise RunMoved(f"run {run_id} is at {row.position}, not at {after}: another works on it")
    return row


def salt_of(rules: Rules) -> str:
    """Before the fingerprint of a record's bytes, this makes the hash to keep: with other rules the
    same bytes say something else."""
    written = json.dumps(asdict(rules), sort_keys=True).encode()
    return hashlib.blake2b(written, digest_size=4).hexdigest()


def rules_of(row: ImportRun) -> Rules:
    """How words of its source become the town's."""
    return Rules(**cast("dict[str, Any]", row.options))


def advance(row: ImportRun, position: str | None, counts: Counts, now_ms: int) -> None:
    """So much more is done."""
    row.position = position
    row.changed_ms = now_ms
    row.state = RunState.RUNNING
    for name in COUNTERS:
        setattr(row, name, getattr(row, name) + getattr(counts, name))


def end(session: Session, row: ImportRun, state: RunState, now_ms: int) -> None:
    """It goes on no more."""
    row.state = state
    row.changed_ms = now_ms
    row.finished_ms = now_ms
    session.execute(delete(_SEEN).where(_SEEN.c.run == row.id))


def note_seen(session: Session, run_id: str, numbers: Sequence[int]) -> None:
    """Records met unchanged."""
    if numbers:
        session.execute(insert(_SEEN), [{"run": run_id, "numbers": packed(numbers)}])


def read_seen(session: Session, run_id: str, seen: Seen) -> Seen:
    """What was noted since it was read last; from the start with a new `Seen`."""
    query = select(_SEEN.c.n, _SEEN.c.numbers).where(_SEEN.c.run == run_id, _SEEN.c.n > seen.upto)
    for n, numbers in session.execute(query.order_by(_SEEN.c.n)):
        seen.add(unpacked(numbers))
        seen.upto = n
    return seen


def note_remarks(session: Session, run_id: str, remarks: Iterable[Remark]) -> None:
    """What was not taken, or kept."""
    rows = [{"run": run_id, **asdict(remark)} for remark in remarks]
    if rows:
        session.execute(insert(_REFUSALS), rows)


def forget_kept(session: Session, run_id: str) -> None:
    """Finishing begins anew: what is kept is found out again."""
    nameless = _REFUSALS.c.record == 0
    session.execute(
        delete(_REFUSALS).where(
            _REFUSALS.c.run == run_id, _REFUSALS.c.kind == RemarkKind.KEPT, nameless
        )
    )


def unreadable(session: Session, run_id: str) -> int:
    """Records whose id could not be read: any known one may be among them."""
    query = select(func.count()).where(
        _REFUSALS.c.run == run_id,
        _REFUSALS.c.kind == RemarkKind.RECORD,
        _REFUSALS.c.source_id == "",
    )
    return session.scalar(query) or 0


def remarks(session: Session, run_id: str, after: int, limit: int) -> list[tuple[int, Remark]]:
    """In order, each with its number."""
    found = session.execute(
        select(
            _REFUSALS.c.n,
            _REFUSALS.c.kind,
            _REFUSALS.c.record,
            _REFUSALS.c.source_id,
            _REFUSALS.c.subject,
            _REFUSALS.c.reason,
        )
        .where(_REFUSALS.c.run == run_id, _REFUSALS.c.n > after)
        .order_by(_REFUSALS.c.n)
        .limit(limit)
    )
    return [(n, Remark(RemarkKind(kind), *rest)) for n, kind, *rest in found]


def runs(session: Session, source: str | None, limit: int) -> list[Run]:
    """The newest first."""
    query = select(ImportRun).order_by(ImportRun.started_ms.desc(), ImportRun.id.desc())
    if source is not None:
        query = query.where(ImportRun.source == source)
    return [view(row) for row in session.scalars(query.limit(limit))]


def last_done(session: Session, source: str) -> Run | None:
    """The newest run that came to its end."""
    query = (
        select(ImportRun)
        .where(ImportRun.source == source, ImportRun.state == RunState.DONE)
        .order_by(ImportRun.started_ms.desc())
        .limit(1)
    )
    row = session.scalar(query)
    return None if row is None else view(row)


def records_left(session: Session, source: str) -> int:
    """How many records of a source the town follows."""
    of_source = SourceRecord.source == source
    return session.scalar(select(func.count()).where(of_source, ~SourceRecord.gone)) or 0


def end_rolled_back(session: Session, row: ImportRun, now_ms: int) -> None:
    """Nothing of it is left to undo."""
    end(session, row, RunState.ROLLED_BACK, now_ms)


def interrupt(session: Session, run_id: str, now_ms: int) -> None:
    """Stopped with a word."""
    session.execute(
        update(ImportRun)
        .where(ImportRun.id == run_id, ImportRun.state == RunState.RUNNING)
        .values(state=RunState.INTERRUPTED, changed_ms=now_ms)
    )


def view(row: ImportRun) -> Run:
    """As others see it."""
    return Run(
        id=row.id,
        source=row.source,
        format=row.format,
        address=row.address,
        state=RunState(row.state),
        position=row.position,
        complete=row.complete,
        counts=Counts(*(getattr(row, name) for name in COUNTERS)),
        started_ms=row.started_ms,
        changed_ms=row.changed_ms,
        finished_ms=row.finished_ms,
        author=row.author,
    )
