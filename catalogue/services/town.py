"""Settings of the whole town, its day, and its calendar of closed days."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from catalogue.db.holdings import Branch, CalendarDay, Setting
from catalogue.services.marking import mark

Clock = Callable[[], int]
"""Milliseconds UTC now."""

CALENDAR_DAYS = 400
"""How far ahead closed days are written out."""
# A statement asked for often is made once: making and recognising it costs more than running it.
_SETTING = select(Setting.value).where(Setting.name == bindparam("name"))


def setting(session: Session, name: str, default: str) -> str:
    """A setting of the town, or the default."""
    found = session.scalar(_SETTING, {"name": name})
    return default if found is None else found


def put_setting(session: Session, name: str, value: str) -> None:
    """Write a setting of the town."""
    row = session.get(Setting, name)
    if row is None:
        session.add(Setting(name=name, value=value))
    else:
        row.value = value


def time_zone(session: Session) -> ZoneInfo:
    """The zone the town's days are counted in."""
    return ZoneInfo(setting(session, "time_zone", "Europe/Paris"))


def owners(session: Session) -> list[str]:
    """Owner codes of the tags the town lends."""
    return [str(code) for code in json.loads(setting(session, "owners", "[]"))]


def today(session: Session, now_ms: int) -> dt.date:
    """The town's date at a moment."""
    return dt.datetime.fromtimestamp(now_ms / 1000, time_zone(session)).date()


def extend_calendar(session: Session, now_ms: int) -> int:
    """Write out the closed weekdays of the next `CALENDAR_DAYS`; returns how many were new."""
    first = today(session, now_ms)
    new = 0
    for branch in session.scalars(select(Branch)):
        known = set(
            session.scalars(select(CalendarDay.date).where(CalendarDay.branch == branch.id))
        )
        for day in (first + dt.timedelta(days=n) for n in range(CALENDAR_DAYS)):
            if str(day.weekday()) in branch.closed_weekdays and day not in known:
                session.add(CalendarDay(branch=branch.id, date=day))
                mark(session, "calendar", f"{branch.id}/{day.isoformat()}")
                new += 1
    return new


def closed_days(session: Session, branch: str) -> frozenset[dt.date]:
    """The days on which a branch is closed."""
    return frozenset(
        session.scalars(
            select(CalendarDay.date).where(CalendarDay.branch == branch, CalendarDay.closed)
        )
    )
