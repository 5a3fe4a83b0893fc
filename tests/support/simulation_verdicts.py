"""Was it right to lend, was it right to refuse? What a screen says, held against the truth.

A station may not know everything, so only what no station may get wrong is judged.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from catalogue.db.present import HoldRow, LoanRow
from catalogue.domain.denial import DenialReason
from kiosk.session.states import Reason, RowState, TrayRow
from support.central import patron_of
from support.simulation_server import BLOCKED, EXPIRED, UNKNOWN

if TYPE_CHECKING:
    from support.simulation_world import Desk, World

CHILD, LIMIT = "S", 3
RECENT_MS = 120_000
ASKING_MS = 10_000
"""So long at most lies between the verdict in a loan's record and what the screen shows of it."""


class Verdicts:
    """`judge` is told of each row that changed and has a record."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._truths: dict[str, Callable[[Desk, str, str], bool]] = {
            DenialReason.UNKNOWN_CARD: lambda _desk, who, _item: who == UNKNOWN,
            DenialReason.EXPIRED: lambda _desk, who, _item: who == EXPIRED,
            DenialReason.BLOCKED: lambda _desk, who, _item: who == BLOCKED,
            DenialReason.NOT_FOR_LOAN: lambda _desk, _who, item: item in ("desk", "kit"),
            DenialReason.AGE: lambda _desk, who, item: (who, item) == (CHILD, "film"),
            DenialReason.RESERVED: lambda *_: self._is_wanted(),
            DenialReason.LIMIT: lambda _desk, who, _item: self._has_many(who),
            DenialReason.WRONG_PIN: lambda *_: bool(world.server.restored),
            DenialReason.OFFLINE_TYPED: lambda *_: True,
            DenialReason.OFFLINE_LIMIT: self._has_had_her_number,
            DenialReason.OFFLINE_STALE: self._is_stale,
            DenialReason.OFFLINE_UNKNOWN_CARD: lambda desk, who, _item: (
                who == UNKNOWN or self._may_know_nothing(desk)
            ),
            DenialReason.UNKNOWN_ITEM: lambda desk, _who, _item: self._may_know_nothing(desk),
            DenialReason.BIT_NOT_SWITCHED: lambda *_: "drop" in world.profile.pad_faults,
        }

    def judge(self, desk: Desk, who: str, row: TrayRow) -> None:
        """Fail the run for a verdict that is wrong whatever the station knows."""
        name = desk.machine.name
        if row.state is RowState.REFUSED:
            truth = self._truths.get(str(row.reason))
            if truth is None or not truth(desk, who, row.key):
                self._world.fail(f"{name} refuses {row.key} to {who}: {row.reason}")
        elif self._never(who, row.key):
            self._world.fail(f"{name} lends {row.key} to {who}")

    def unrecorded(self, desk: Desk, row: TrayRow) -> None:
        """A row without a record: refused for what the tag is, never because of the disk."""
        if row.reason == Reason.STORAGE:
            self._world.fail(f"{desk.machine.name} could not record {row.key}")

    def _never(self, who: str, item: str) -> bool:
        nobody = (BLOCKED, EXPIRED, UNKNOWN)
        return who in nobody or item == "desk" or (who, item) == (CHILD, "film")

    def _has_many(self, who: str) -> bool:
        """So many loans, by the record, now or just now."""
        recent = self._world.now() - RECENT_MS
        with self._world.server.services.database.read() as session:
            loans = select(func.count()).where(
                LoanRow.patron_id == patron_of(who), or_(LoanRow.open, LoanRow.end_ms > recent)
            )
            return (session.scalar(loans) or 0) >= LIMIT

    def _is_wanted(self) -> bool:
        """Has anybody wanted anything, at the desk or at a kiosk?"""
        if self._world.desk_records:
            return True
        with self._world.server.services.database.read() as session:
            return session.scalar(select(HoldRow.id).limit(1)) is not None

    def _has_had_her_number(self, desk: Desk, who: str, _item: str) -> bool:
        had = len(desk.offline.get(who, ()))
        if self._has_just_heard(desk):
            had = max(had, len(desk.offline_before.get(who, ())))
        return had >= self._world.profile.cap_items or desk.machine.cuts > 0

    def _may_know_nothing(self, desk: Desk) -> bool:
        """It has not read the feed yet, or lost what it had read with its power."""
        return self._contact_ms(desk) is None or desk.machine.cuts > 0

    def _is_stale(self, desk: Desk, _who: str, _item: str) -> bool:
        contact_ms = self._contact_ms(desk)
        if contact_ms is None or desk.machine.cuts or not desk.machine.clock.trusted:
            return True
        hours = (self._world.now() - contact_ms) / 3_600_000
        return hours > self._world.profile.cap_hours - 0.02

    def _has_just_heard(self, desk: Desk) -> bool:
        return desk.contact_ms is not None and self._world.now() - desk.contact_ms < ASKING_MS

    def _contact_ms(self, desk: Desk) -> int | None:
        """The last contact before the loan that is on the screen was decided, as far as known."""
        return desk.contact_before_ms if self._has_just_heard(desk) else desk.contact_ms
