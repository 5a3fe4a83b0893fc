"""What there is to say on a receipt: plain values made of the rows of a session. No wording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.session.states import RowState, TrayRow

DAY: Final = "%d/%m/%Y"
"""Written so by French, Spanish and Arabic readers, and understood by English ones."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Where and when it was printed; `now_ms` UTC."""

    town: str
    branch: str
    time_zone: str
    now_ms: int


@dataclass(frozen=True, slots=True)
class Thing:
    """One line. `due` a written day, or empty; `confirmed` False: recorded without network;
    `put_right`: it was lifted too early and not put back. Of a kit, by the names of the catalogue:
    its `parts`, and those `missing` from a return, to be brought until the written day `until`."""

    title: str
    author: str = ""
    due: str = ""
    confirmed: bool = True
    put_right: bool = False
    parts: str = ""
    missing: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """One receipt. `returning`: of things given back; `name`: who it is for, mostly empty."""

    things: tuple[Thing, ...]
    town: str
    branch: str
    day: str
    time: str
    returning: bool = False
    name: str = ""

    @property
    def all_confirmed(self) -> bool:
        """Has the server confirmed everything?"""
        return all(thing.confirmed for thing in self.things)


def content_of(
    rows: Iterable[TrayRow], heading: Heading, *, returning: bool = False, name: str = ""
) -> Content | None:
    """What was done in a session, or None where nothing was."""
    done = [row for row in rows if row.state in (RowState.DONE, RowState.LIFTED) and row.operation]
    if not done:
        return None
    zone = ZoneInfo(heading.time_zone)
    now = datetime.fromtimestamp(heading.now_ms / 1000, UTC).astimezone(zone)
    return Content(
        things=tuple(_thing(row, zone) for row in done),
        town=printable(heading.town),
        branch=printable(heading.branch),
        day=now.strftime(DAY),
        time=now.strftime("%H:%M"),
        returning=returning,
        name=printable(name),
    )


def _thing(row: TrayRow, zone: tzinfo) -> Thing:
    info, check = row.info, row.kit
    parts = check.kit.parts if check else ()
    absent = check.absent if check else ()
    return Thing(
        title=printable(info.title if info and info.title else row.item or row.key),
        author=printable(info.author) if info else "",
        due=_day(row.due_ms, zone),
        confirmed=row.confirmed,
        put_right=row.state is RowState.LIFTED,
        parts=printable(", ".join(part.name for part in parts)),
        missing=printable(", ".join(part.name for part in parts if part.code in absent)),
        until=_day(check.until_ms if check else None, zone),
    )


def _day(utc_ms: int | None, zone: tzinfo) -> str:
    if utc_ms is None:
        return ""
    return datetime.fromtimestamp(utc_ms / 1000, UTC).astimezone(zone).strftime(DAY)


def printable(text: str) -> str:
    """Titles come from outside: nothing in them may command the printer, or turn the line."""
    return "".join(char if char.isprintable() else " " for char in text)


SAMPLE: Final = Content(
    things=(
        Thing("Le Petit Prince", "Antoine de Saint-Exupéry", "12/12/2026"),
        Thing("Germinal", "Émile Zola", "12/12/2026", confirmed=False),
    ),
    town="Valbreuil",
    branch="Les Tilleuls",
    day="21/11/2026",
    time="15:30",
)
"""To try a template, a printer or a page with."""
