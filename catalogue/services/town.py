"""Settings of the whole town, its day, and its calendar of closed days."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from catalogue.db.holdings import CalendarDay, Setting

Clock = Callable[[], int]
"""Milliseconds UTC now."""

SET_UP_LOCK = 0x6265_6174_6F77
"""PostgreSQL's advisory lock of the town's set-up."""
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


def lock_set_up(session: Session) -> None:
    """Until this transaction ends nobody else sets the town up. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": SET_UP_LOCK})


def closed_days(session: Session, branch: str) -> frozenset[dt.date]:
    """The days on which a branch is closed."""
    return frozenset(
        session.scalars(
            select(CalendarDay.date).where(CalendarDay.branch == branch, CalendarDay.closed)
        )
    )
