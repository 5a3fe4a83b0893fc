"""A receipt as plain text, 42 columns, as a thermal printer prints it (80 mm paper, font A).

No name and no card number: it lies about. Words here, not in the screen's catalogue, because a
receipt is printed without a screen.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.session.states import RowState, TrayRow

WIDTH: Final = 42


@dataclass(frozen=True, slots=True)
class Words:
    """One language of the receipt. `date` is a strftime format."""

    lent: str
    due: str
    unconfirmed: str
    put_right: str
    one: str
    many: str
    date: str


FRENCH: Final = Words(
    lent="Emprunté le {day} à {time}",
    due="Retour le {day}",
    unconfirmed="Enregistré hors réseau",
    put_right="À montrer à l'accueil avant de sortir",
    one="1 document",
    many="{count} documents",
    date="%d/%m/%Y",
)
ENGLISH: Final = Words(
    lent="Borrowed on {day} at {time}",
    due="Due {day}",
    unconfirmed="Recorded without network",
    put_right="Please show it at the desk before leaving",
    one="1 item",
    many="{count} items",
    date="%d/%m/%Y",
)
LANGUAGES: Final = {"fr": FRENCH, "en": ENGLISH}


@dataclass(frozen=True, slots=True)
class Heading:
    """Where and when it was printed; `now_ms` UTC."""

    town: str
    branch: str
    time_zone: str
    now_ms: int


def loan_receipt(rows: Iterable[TrayRow], heading: Heading, language: str) -> str | None:
    """The loans of a session, one block each; None where nothing was lent."""
    lent = [row for row in rows if row.state in (RowState.DONE, RowState.LIFTED) and row.operation]
    if not lent:
        return None
    words = LANGUAGES.get(language, FRENCH)
    zone = ZoneInfo(heading.time_zone)
    now = datetime.fromtimestamp(heading.now_ms / 1000, UTC).astimezone(zone)
    lines = [heading.town.center(WIDTH).rstrip(), heading.branch.center(WIDTH).rstrip(), ""]
    lines += [words.lent.format(day=now.strftime(words.date), time=now.strftime("%H:%M"))]
    lines += ["-" * WIDTH]
    for row in lent:
        lines += _item(row, words, zone)
    count = words.one if len(lent) == 1 else words.many.format(count=len(lent))
    return "\n".join([*lines, "-" * WIDTH, count, ""])


def _item(row: TrayRow, words: Words, zone: ZoneInfo) -> list[str]:
    title = printable(row.info.title if row.info and row.info.title else row.key)
    lines = textwrap.wrap(title, WIDTH, max_lines=2, placeholder=" …")
    if row.due_ms is not None:
        day = datetime.fromtimestamp(row.due_ms / 1000, UTC).astimezone(zone)
        lines.append("  " + words.due.format(day=day.strftime(words.date)))
    if not row.confirmed:
        lines.append("  " + words.unconfirmed)
    if row.state is RowState.LIFTED:
        lines += textwrap.wrap(words.put_right, WIDTH, initial_indent="  ", subsequent_indent="  ")
    return lines


def printable(text: str) -> str:
    """Titles come from outside: nothing in them may command the printer."""
    return "".join(char if char.isprintable() else " " for char in text)
