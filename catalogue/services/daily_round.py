"""The day's work at its hour: once a day in the whole town, whichever server is there.

The setting `daily_done` names the newest day that was done, so that a server that was off at the
hour makes up for it. What is over is then forgotten. Used by `catalogue.server.timekeeper`, the
address and the command.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.postgresql import Lock, hold
from catalogue.services.daily import Daily, DayReport
from catalogue.services.privacy.retention import Retention, RetentionDone
from catalogue.services.town import Clock, put_setting, setting, time_zone, today

DONE = "daily_done"
"""Setting: the newest day whose work is done, as ISO 8601."""
DAY = dt.timedelta(days=1)

NIGHT_S = 600.0
"""What is to be forgotten and takes longer goes on in the next night. Shorter than a server keeps
what is `alone` on PostgreSQL."""


@dataclass(frozen=True, slots=True)
class DayDone:
    """What was done on a day."""

    day: dt.date
    report: DayReport
    forgotten: RetentionDone


class DayToCome(Exception):
    """A day that has not come: its holds and loans are not over."""


class DailyRound:
    """Runs `Daily`, then `Retention`. Any thread."""

    def __init__(
        self,
        database: Database,
        daily: Daily,
        retention: Retention,
        at: dt.time | None,
        clock: Clock,
    ) -> None:
        """`at`: when a day's work is due, in the town's time zone; None: never by itself."""
        self._database = database
        self._daily = daily
        self._retention = retention
        self._at = at
        self._clock = clock

    def run_if_due(self) -> DayDone | None:
        """Do the newest day that is due, unless it is done or another server is at it."""
        if self._due() is None:
            return None
        with self._database.alone(Lock.DAILY, wait=False) as mine:
            # Once more: another server may have finished it meanwhile.
            day = self._due() if mine else None
            return None if day is None else self._do(day)

    def run(self, day: dt.date | None = None) -> DayDone:
        """Do a day now, by default the town's today. Raises DayToCome."""
        with self._database.read() as session:
            now = today(session, self._clock())
        if day is not None and day > now:
            raise DayToCome
        return self._do(day or now)

    def _due(self) -> dt.date | None:
        if self._at is None:
            return None
        with self._database.read() as session:
            now = dt.datetime.fromtimestamp(self._clock() / 1000, time_zone(session))
            done = newest_done(session)
        day = now.date() if now.time() >= self._at else now.date() - DAY
        return day if done is None or done < day else None

    def _do(self, day: dt.date) -> DayDone:
        report = self._daily.run(day)
        forgotten = self._retention.run(day, budget_s=NIGHT_S)
        self._database.transact(lambda session: _note(session, day))
        return DayDone(day, report, forgotten)


def newest_done(session: Session) -> dt.date | None:
    """The newest day whose work is done."""
    done = setting(session, DONE, "")
    return dt.date.fromisoformat(done) if done else None


def _note(session: Session, day: dt.date) -> None:
    hold(session, Lock.DAILY, (DONE,))
    done = newest_done(session)
    if done is None or done < day:
        put_setting(session, DONE, day.isoformat())
