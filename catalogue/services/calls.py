"""Patrons call somebody from a station; staff say that they come.

A station has one call at a time: pressing again is the same call. One that nobody answers is over
after a while by itself, and no call is kept for longer than a day.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from catalogue.db.calls import HelpCallRow
from catalogue.db.database import Database
from catalogue.domain.ids import IdMaker
from catalogue.services.enrolment import Caller
from catalogue.services.town import Clock
from catalogue.wire.calls import DeskCall, DeskCalls, HelpCall

PATIENCE_MS: Final = 15 * 60_000
"""Nobody waits at a kiosk for longer."""
KEPT_MS: Final = 24 * 3_600_000


class UnknownCall(Exception):
    """There is no such call, or it is another's."""


class Calls:
    """Each method is one transaction."""

    def __init__(self, database: Database, clock: Clock, new_id: IdMaker) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id

    def make(self, caller: Caller, page: str) -> HelpCall:
        """Call somebody to a station; the call it has already is the same one."""
        now_ms, call_id = self._clock(), self._new_id()

        def work(session: Session) -> HelpCall:
            session.execute(delete(HelpCallRow).where(HelpCallRow.made_ms < now_ms - KEPT_MS))
            open_ = select(HelpCallRow).where(
                HelpCallRow.station == caller.name, HelpCallRow.ended_ms.is_(None)
            )
            row = next((row for row in session.scalars(open_) if not _over(row, now_ms)), None)
            if row is None:
                row = HelpCallRow(
                    id=call_id,
                    station=caller.name,
                    branch=caller.branch,
                    page=page,
                    made_ms=now_ms,
                )
                session.add(row)
            return _call(row, now_ms)

        return self._database.transact(work)

    def state(self, caller: Caller, call: str) -> HelpCall:
        """How a call of this station stands. Raises UnknownCall."""
        with self._database.read() as session:
            return _call(_own(session, caller, call), self._clock())

    def withdraw(self, caller: Caller, call: str) -> None:
        """The patron needs nobody any more. Raises UnknownCall."""
        now_ms = self._clock()
        self._database.transact(lambda session: _end(_own(session, caller, call), now_ms))

    def waiting(self, may_in: Callable[[str | None], bool]) -> DeskCalls:
        """What a desk sees of its branches."""
        now_ms = self._clock()
        with self._database.read() as session:
            rows = session.scalars(
                select(HelpCallRow)
                .where(HelpCallRow.ended_ms.is_(None), HelpCallRow.made_ms > now_ms - PATIENCE_MS)
                .order_by(HelpCallRow.made_ms, HelpCallRow.id)
            )
            calls = [_desk(row) for row in rows if may_in(row.branch)]
        return DeskCalls(server_ms=now_ms, calls=calls)

    def acknowledge(self, call: str, who: str, may_in: Callable[[str | None], bool]) -> DeskCall:
        """Somebody comes: the first who says so. Raises UnknownCall."""
        now_ms = self._clock()

        def work(session: Session) -> DeskCall:
            row = _of_branch(session, call, may_in)
            if row.coming_ms is None:
                row.coming_by, row.coming_ms = who, now_ms
            return _desk(row)

        return self._database.transact(work)

    def end(self, call: str, may_in: Callable[[str | None], bool]) -> None:
        """She was helped. Raises UnknownCall."""
        now_ms = self._clock()
        self._database.transact(lambda session: _end(_of_branch(session, call, may_in), now_ms))


def _over(row: HelpCallRow, now_ms: int) -> bool:
    return row.ended_ms is not None or row.made_ms <= now_ms - PATIENCE_MS


def _end(row: HelpCallRow, now_ms: int) -> None:
    row.ended_ms = row.ended_ms or now_ms


def _own(session: Session, caller: Caller, call: str) -> HelpCallRow:
    row = session.get(HelpCallRow, call)
    if row is None or row.station != caller.name:
        raise UnknownCall
    return row


def _of_branch(session: Session, call: str, may_in: Callable[[str | None], bool]) -> HelpCallRow:
    row = session.get(HelpCallRow, call, with_for_update=True)
    if row is None or not may_in(row.branch):
        raise UnknownCall
    return row


def _call(row: HelpCallRow, now_ms: int) -> HelpCall:
    state: Literal["waiting", "coming", "ended"] = "waiting" if row.coming_ms is None else "coming"
    return HelpCall(id=row.id, state="ended" if _over(row, now_ms) else state)


def _desk(row: HelpCallRow) -> DeskCall:
    return DeskCall(
        id=row.id,
        station=row.station,
        branch=row.branch,
        page=row.page,
        made_ms=row.made_ms,
        coming_by=row.coming_by,
        coming_ms=row.coming_ms,
    )
