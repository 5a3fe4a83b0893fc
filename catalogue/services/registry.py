"""The register of conflicts: open, resolved, or closed by themselves when the fold stops raising
them. A conflict is never deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from catalogue.db.present import ConflictChange, ConflictRow
from catalogue.domain.conflicts import Conflict, Resolution

OPEN = "open"
RESOLVED = "resolved"
AUTO_CLOSED = "auto_closed"
ID_REUSED = "id_reused"
"""Raised when a record is refused, by no fold: it stays open until staff close it."""
_KNOWN = select(ConflictRow).where(ConflictRow.subject.in_(bindparam("subjects", expanding=True)))


def known_conflicts(
    session: Session, subjects: Collection[str]
) -> dict[str, dict[str, ConflictRow]]:
    """Conflicts in the register by subject and id, for each of these subjects."""
    known: dict[str, dict[str, ConflictRow]] = {subject: {} for subject in subjects}
    if not known:
        return known
    for row in session.scalars(_KNOWN, {"subjects": list(subjects)}):
        known[row.subject][row.id] = row
    return known


def open_conflicts(session: Session) -> list[ConflictRow]:
    """What waits for staff, the oldest first."""
    return list(
        session.scalars(
            select(ConflictRow)
            .where(ConflictRow.state == OPEN)
            .order_by(ConflictRow.opened_ms, ConflictRow.id)
        )
    )


def update_register(
    session: Session,
    known: dict[str, ConflictRow],
    raised: Iterable[Conflict],
    resolved: Mapping[str, Resolution],
    now_ms: int,
) -> None:
    """Make the register say of one subject what its fold says now. `known`: what it says so far
    of that subject; `resolved`: what staff decided."""
    decided = (resolution.conflict for resolution in resolved.values())
    current = {conflict.id: conflict for conflict in (*raised, *decided)}
    for conflict in sorted(current.values(), key=lambda c: c.id):
        row = known.get(conflict.id)
        if row is None:
            row = _enter(session, conflict, known.values(), now_ms)
            known[row.id] = row
        elif conflict.id not in resolved and row.state != OPEN:
            _change(session, row, OPEN, None, now_ms)
    for row in known.values():
        if row.id in resolved:
            if row.state != RESOLVED:
                _change(session, row, RESOLVED, "staff", now_ms)
        elif row.id not in current and row.state == OPEN and row.code != ID_REUSED:
            _change(session, row, AUTO_CLOSED, "no_longer_raised", now_ms)


def alarm(session: Session, conflict: Conflict, now_ms: int) -> None:
    """Open a conflict that no fold raises."""
    if session.get(ConflictRow, conflict.id) is None:
        _enter(session, conflict, (), now_ms)


def _enter(
    session: Session, conflict: Conflict, known: Iterable[ConflictRow], now_ms: int
) -> ConflictRow:
    before = [row for row in known if row.code == conflict.code]
    before.sort(key=lambda row: (row.opened_ms, row.id))
    row = ConflictRow(
        id=conflict.id,
        code=conflict.code,
        subject=conflict.subject,
        evidence=list(conflict.evidence),
        state="",
        opened_ms=now_ms,
        changed_ms=now_ms,
        previous=before[-1].id if before else None,
    )
    session.add(row)
    session.flush()
    _change(session, row, OPEN, None, now_ms)
    return row


def _change(
    session: Session, row: ConflictRow, state: str, reason: str | None, now_ms: int
) -> None:
    row.state, row.reason, row.changed_ms = state, reason, now_ms
    session.add(ConflictChange(conflict=row.id, state=state, at_ms=now_ms))


def close_alarm(session: Session, row: ConflictRow, now_ms: int) -> None:
    """Staff have looked into what no fold raises."""
    _change(session, row, RESOLVED, "staff", now_ms)
