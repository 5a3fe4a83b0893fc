"""How much of a resource is used: counted when it is opened, refused when it is used up, told by
the month, and forgotten.

All of it under one lock a resource, so that the last launch goes to one of two servers.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from catalogue.db.digital import LaunchEvent, UsageCounter
from catalogue.db.digital import UsageLimit as LimitRow
from catalogue.db.postgresql import Lock, hold
from catalogue.domain.digital.limits import SEAT_MS, Limit, Per, Period, Span, Unit, period_of
from catalogue.domain.digital.resources import Subscription
from catalogue.services.digital.pseudonyms import Pseudonyms

OPENED = "opened"
OPENING = frozenset({Unit.LAUNCH, Unit.ACTIVE_USER, Unit.SEAT})
"""What opening a resource uses."""


@dataclass(frozen=True, slots=True)
class Use:
    """One use: of a resource, by a patron (her id), at a moment of the town."""

    resource: str
    patron: str
    now: dt.datetime
    subscription: Subscription | None = None

    @property
    def now_ms(self) -> int:
        """Milliseconds UTC."""
        return int(self.now.timestamp() * 1000)

    @property
    def month(self) -> str:
        """As statistics name it."""
        return f"{self.now:%Y-%m}"


@dataclass(frozen=True, slots=True)
class Level:
    """How far a limit is used, from where she stands. `until`: from then on there is more; None:
    never, or nobody knows."""

    limit: Limit
    used: int
    until: dt.datetime | None

    @property
    def left(self) -> int:
        """How many more."""
        return max(0, self.limit.value - self.used)

    @property
    def alerts(self) -> bool:
        """Is the town to be warned?"""
        return self.limit.alert_at is not None and self.used >= self.limit.alert_at


def limits_of(session: Session, resource: str) -> list[Limit]:
    """The limits of a resource, hard ones first."""
    return every_limit(session, resource)[resource]


def every_limit(session: Session, resource: str | None = None) -> dict[str, list[Limit]]:
    """The limits of all resources, or of one, hard ones first."""
    query = select(LimitRow).order_by(
        LimitRow.hard.desc(), LimitRow.unit, LimitRow.per, LimitRow.period
    )
    if resource is not None:
        query = query.where(LimitRow.resource == resource)
    found: dict[str, list[Limit]] = defaultdict(list)
    for r in session.scalars(query):
        limit = Limit(Unit(r.unit), Per(r.per), Span(r.period), r.value, r.hard, r.alert_at)
        found[r.resource].append(limit)
    return found


class Meter:
    """Counts in a session that may write."""

    def __init__(self, session: Session, pseudonyms: Pseudonyms) -> None:
        self._session = session
        self._pseudonyms = pseudonyms

    def take(self, use: Use, units: Collection[Unit] = OPENING) -> Level | None:
        """Use one of each; or nothing, and the limit that is reached."""
        hold(self._session, Lock.DIGITAL, (f"resource:{use.resource}",))
        limits = [each for each in limits_of(self._session, use.resource) if each.unit in units]
        for level in self.levels(use, limits):
            if level.limit.hard and not level.left:
                return level
        self._count(use, limits, units)
        return None

    def levels(self, use: Use, limits: Iterable[Limit]) -> list[Level]:
        """How far these limits are used. Somebody who counts already uses no more of them."""
        return [self._level(use, each) for each in limits]

    def _level(self, use: Use, limit: Limit) -> Level:
        if limit.unit is Unit.SEAT:
            return self._seats(use, limit)
        period = period_of(limit.span, use.now.date(), use.subscription)
        used = self._used(use, limit, period)
        over = None
        if period.over is not None:
            over = dt.datetime.combine(period.over, dt.time(), use.now.tzinfo)
        return Level(limit, used, over)

    def _used(self, use: Use, limit: Limit, period: Period) -> int:
        who = self._pseudonyms.counted(use.resource, period.key, use.patron)
        mine = (use.resource, limit.unit, period.key, who)
        if limit.unit is Unit.ACTIVE_USER:
            users = self._session.scalar(
                select(func.count())
                .select_from(UsageCounter)
                .where(
                    UsageCounter.resource == use.resource,
                    UsageCounter.unit == Unit.ACTIVE_USER,
                    UsageCounter.period == period.key,
                    UsageCounter.who != who,
                )
            )
            return users or 0
        key = mine if limit.per is Per.PATRON else (*mine[:3], "")
        row = self._session.get(UsageCounter, key)
        return 0 if row is None else row.value

    def _seats(self, use: Use, limit: Limit) -> Level:
        """Others who opened it within the hour."""
        me = self._pseudonyms.counted(use.resource, use.month, use.patron)
        taken = self._session.execute(
            select(LaunchEvent.pseudonym, func.max(LaunchEvent.at_ms))
            .where(
                LaunchEvent.resource == use.resource,
                LaunchEvent.at_ms > use.now_ms - SEAT_MS,
                LaunchEvent.outcome == OPENED,
                LaunchEvent.pseudonym != me,
            )
            .group_by(LaunchEvent.pseudonym)
        ).all()
        free_ms = min((at for _, at in taken), default=0) + SEAT_MS
        until = dt.datetime.fromtimestamp(free_ms / 1000, use.now.tzinfo) if taken else None
        return Level(limit, len(taken), until)

    def _count(self, use: Use, limits: Sequence[Limit], units: Collection[Unit]) -> None:
        """The counters of these limits, and who was active this year."""
        keys: dict[tuple[Unit, str, str], Period] = {}
        for limit in limits:
            if limit.unit is Unit.SEAT:
                continue
            period = period_of(limit.span, use.now.date(), use.subscription)
            alone = limit.per is Per.PATRON or limit.unit is Unit.ACTIVE_USER
            who = self._pseudonyms.counted(use.resource, period.key, use.patron) if alone else ""
            keys[limit.unit, period.key, who] = period
        if Unit.ACTIVE_USER in units:
            year = period_of(Span.YEAR, use.now.date(), None)
            who = self._pseudonyms.counted(use.resource, year.key, use.patron)
            keys[Unit.ACTIVE_USER, year.key, who] = year
        for (unit, key, who), period in keys.items():
            self._add(use.resource, unit, key, who, period.last)

    def _add(
        self, resource: str, unit: Unit, period: str, who: str, ends_on: dt.date | None
    ) -> None:
        row = self._session.get(UsageCounter, (resource, unit, period, who))
        if row is None:
            row = UsageCounter(
                resource=resource, unit=unit, period=period, who=who, value=0, ends_on=ends_on
            )
            self._session.add(row)
        row.value += 1
        self._session.flush()


def forget_counters(session: Session, day: dt.date) -> list[tuple[str, str, int]]:
    """Take away the counters of periods that are over. Returns the active users of the years among
    them: resource, year, how many."""
    over = UsageCounter.ends_on < day
    users = session.execute(
        select(UsageCounter.resource, UsageCounter.period, func.count())
        .where(
            over,
            UsageCounter.unit == Unit.ACTIVE_USER,
            func.length(UsageCounter.period) == len("2027"),
        )
        .group_by(UsageCounter.resource, UsageCounter.period)
    ).all()
    session.execute(delete(UsageCounter).where(over))
    return [(resource, year, count) for resource, year, count in users]
