"""What the pages of a kit show of a session state: its parts, its charter. Plain values, no Qt.

Names of parts leave here with their codes: QML has words of its own for those it knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kiosk.session import kitting
from kiosk.session.kit_state import KitCheck, KitPart, KitStep
from kiosk.session.pages import Page
from kiosk.session.states import Reason, RowState, SessionState, TrayRow

SHORT_ABOVE = "---"
LONG = 240
"""A paragraph of more letters is told sentence by sentence: each has to stand on one page."""
_SENTENCE = re.compile(r"(?<=[.!?؟…]) +")


@dataclass(frozen=True, slots=True)
class PartView:
    """One part. `seen`: its tag says whether it is there, no finger."""

    key: str
    name: str = ""
    detail: str = ""
    present: bool = False
    tagged: bool = False


@dataclass(frozen=True, slots=True)
class KitScreen:
    """Everything else these pages show. `waits`: key of the row whose kit waits for her, `named`
    what it is called. `lacking`: how many parts are not ticked yet; `here`: it lies on the pad.
    `prices`: `code`, name and cents of each part that has a price, as `parted` writes them."""

    waits: str = ""
    named: str = ""
    title: str = ""
    parts: int = 0
    lacking: int = 0
    unseen: int = 0
    here: bool = True
    returned: bool = False
    signing: bool = False
    due: str = ""
    prices: str = ""
    language: str = ""
    text: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()
    """The town's own short form, sentence by sentence; empty: it has none."""


def show_kit(state: SessionState, zone: ZoneInfo) -> KitScreen:
    """The values of a session state."""
    waits = kitting.to_open(state)
    first = KitScreen(
        waits=waits.key if waits and state.page in (Page.TRAY, Page.RETURN) else "",
        named=_title(waits),
    )
    row = kitting.open_row(state)
    check = row.kit if row else None
    if row is None or check is None:
        return first
    charter = check.charter if state.page is Page.CHARTER else None
    brief, text = in_short(charter.text) if charter else ((), "")
    return KitScreen(
        title=_title(row),
        parts=len(check.kit.parts),
        lacking=len(check.lacking),
        unseen=len(check.unseen),
        here=bool(row.uids) or row.state is not RowState.WAITING,
        returned=row.state is RowState.DONE,
        signing=check.step is KitStep.SIGNING,
        due=day(check.due_ms, zone),
        prices=parted((part, part.price_cents) for part in check.kit.parts if part.price_cents),
        language=charter.language if charter else "",
        text=paragraphs(text),
        brief=brief,
    )


def _title(row: TrayRow | None) -> str:
    return row.info.title if row and row.info else ""


def parts_of(state: SessionState) -> tuple[PartView, ...]:
    """The parts of the page, in the order of the kit."""
    row = kitting.open_row(state)
    check = row.kit if row else None
    if check is None or state.page is not Page.PARTS:
        return ()
    return tuple(
        PartView(part.code, part.name, part.description, check.has(part), bool(part.ordinal))
        for part in check.kit.parts
    )


def lacking_of(state: SessionState, row: TrayRow) -> str:
    """What of this row is missing by name; without names, by the number in its set."""
    check = row.kit
    if check is not None:
        waits = row.reason == Reason.PARTS and row.state is RowState.WAITING
        absent = [part for part in check.kit.parts if part.code in check.absent]
        return parted((part, 0) for part in (check.unseen if waits else absent))
    if row.reason != Reason.PARTS:
        return ""
    tags = [tag for tag in state.pad if tag.uid in row.uids]
    wanted = max((tag.parts for tag in tags), default=1)
    gone = sorted(set(range(1, wanted + 1)) - {tag.part for tag in tags})
    return parted((KitPart(f"#{number}", str(wanted)), 0) for number in gone)


def until_of(row: TrayRow, zone: ZoneInfo) -> str:
    """Until when it is to be brought; an ISO day or empty."""
    return day(row.kit.until_ms, zone) if row.kit else ""


def parted(parts: Iterable[tuple[KitPart, int]]) -> str:
    """A line for each: code, name, number; a tab between."""
    return "\n".join(f"{part.code}\t{part.name}\t{number}" for part, number in parts)


def day(utc_ms: int | None, zone: ZoneInfo) -> str:
    """The ISO day in the town's zone, or empty."""
    if utc_ms is None:
        return ""
    return datetime.fromtimestamp(utc_ms / 1000, UTC).astimezone(zone).date().isoformat()


def in_short(text: str) -> tuple[tuple[str, ...], str]:
    """What stands above a line `---` of a charter, line by line, and the text below it."""
    lines = text.splitlines()
    if SHORT_ABOVE not in lines:
        return (), text
    at = lines.index(SHORT_ABOVE)
    short = (line.strip() for line in lines[:at])
    return tuple(line for line in short if line), "\n".join(lines[at + 1 :])


def paragraphs(text: str) -> tuple[str, ...]:
    """A charter as it is read: a paragraph or a point of a list each, long ones by their
    sentences. Points begin with a bullet."""
    found: list[str] = []
    joins = False
    for line in (each.strip() for each in text.splitlines()):
        if line.startswith(("- ", "* ", "• ")):
            found.append(f"• {line[2:].strip()}")
            joins = True
        elif line and joins:
            found[-1] = f"{found[-1]} {line}"
        elif line:
            found.append(line)
            joins = True
        else:
            joins = False
    return tuple(piece for each in found for piece in _pieces(each))


def _pieces(paragraph: str) -> list[str]:
    return [paragraph] if len(paragraph) <= LONG else _SENTENCE.split(paragraph)


def check_of(state: SessionState) -> KitCheck | None:
    """Of the kit on screen."""
    row = kitting.open_row(state)
    return row.kit if row else None
