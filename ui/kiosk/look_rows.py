"""What the pages of looking around show of a session state: plain values, no wording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kiosk.session.account_state import Asked
from kiosk.session.look_state import (
    EREADERS,
    HERE_NOW,
    ONLINE,
    Look,
    LookHit,
    LookHold,
    LookPlace,
    LookStage,
    LookTitle,
    Whereabouts,
)
from kiosk.session.pages import Page
from kiosk.session.states import SessionState

NOTHING = -1
_NEAR = (Whereabouts.HERE, Whereabouts.MACHINE_HERE)
_QUICK = (("", ""), (HERE_NOW, ""), ("kind", "book"), (EREADERS, ""), (ONLINE, ""))
"""What hits are narrowed by with one finger, in this order."""
_FACETS = ("available", "kind", "language", "audience", "branch", "ereader")


@dataclass(frozen=True, slots=True)
class HitLine:
    """One hit. Of its two places `sort` says how each is meant, empty for none; `back`: the ISO day
    lent copies of it are due, where the server says; `action`: `find`,
    `hold` or `show`; `address` with its `words` of what is opened online."""

    key: str
    title: str
    author: str = ""
    kind: str = ""
    year: int = NOTHING
    sort: str = ""
    branch: str = ""
    shelf: str = ""
    machine: str = ""
    back: str = ""
    sort2: str = ""
    branch2: str = ""
    machine2: str = ""
    action: str = ""
    about: str = ""
    address: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One line of a title: copies in a branch, or (`sort` = `text`) what is on an e-reader."""

    key: str
    sort: str
    title: str = ""
    author: str = ""
    branch: str = ""
    shelf: str = ""
    machine: str = ""
    copies: int = 0
    available: int = 0
    back: str = ""


@dataclass(frozen=True, slots=True)
class ChipLine:
    """Something hits are narrowed by; `head`: the first of its facet."""

    key: str
    facet: str
    value: str
    name: str = ""
    hits: int = NOTHING
    on: bool = False
    head: bool = False


@dataclass(frozen=True, slots=True)
class BranchLine:
    """Somewhere to pick something up."""

    key: str
    name: str
    here: bool = False
    on: bool = False


@dataclass(frozen=True, slots=True)
class LookScreen:
    """Everything else these pages show. `taken`: the time, or of another day the date, that what is
    known is of."""

    text: str = ""
    stage: str = ""
    waiting: bool = False
    failed: bool = False
    found: bool = False
    total: int = 0
    shown: int = 0
    exact: bool = True
    complete: bool = True
    suggestion: str = ""
    narrowed: int = 0
    takenClock: str = ""
    takenDay: str = ""
    title: str = ""
    subtitle: str = ""
    author: str = ""
    kind: str = ""
    year: int = NOTHING
    subject: str = ""
    language: str = ""
    audience: str = ""
    about: str = ""
    best: str = ""
    shelf: str = ""
    loaded: bool = False
    contents: int = 0
    titleKey: str = ""
    canHold: bool = False
    heldTitle: str = ""
    heldAuthor: str = ""
    heldKind: str = ""
    holdState: str = ""
    holdReason: str = ""
    holdPlace: int = NOTHING
    holdReady: bool = False
    pickup: str = ""


@dataclass(frozen=True, slots=True)
class LookLists:
    """The lists of these pages."""

    hits: tuple[HitLine, ...] = ()
    suggestions: tuple[HitLine, ...] = ()
    quick: tuple[ChipLine, ...] = ()
    chips: tuple[ChipLine, ...] = ()
    places: tuple[PlaceLine, ...] = ()
    branches: tuple[BranchLine, ...] = ()


def look_screen(state: SessionState, zone: ZoneInfo) -> LookScreen:
    """The values of a session state."""
    look = state.look
    if look is None:
        return LookScreen()
    found, hold = look.found, look.hold
    taken = None if found is None or found.taken_ms is None else _when(found.taken_ms, zone)
    return LookScreen(
        text=look.text,
        stage=look.stage.value,
        waiting=not look.answered,
        failed=look.failed,
        found=found is not None,
        total=found.total if found else 0,
        shown=len(found.hits) if found else 0,
        exact=found.exact if found else True,
        complete=found.complete if found else True,
        suggestion=(found.suggestion or "") if found else "",
        narrowed=len(look.chosen),
        takenClock="" if taken is None else taken.strftime("%H:%M"),
        takenDay="" if taken is None else taken.date().isoformat(),
        **_title(look.title),
        **_hold(hold),
    )


def _title(title: LookTitle | None) -> dict[str, str | int | bool]:
    if title is None:
        return {}
    hit = title.hit
    best = (title.places or hit.places)[:1]
    return {
        "titleKey": hit.key,
        "title": hit.info.title,
        "author": hit.info.author,
        "kind": hit.info.kind,
        "year": NOTHING if hit.year is None else hit.year,
        "subtitle": title.subtitle,
        "subject": title.subject,
        "language": title.language,
        "audience": title.audience,
        "about": title.about,
        "best": best[0].sort.value if best else "",
        "shelf": best[0].shelf if best else "",
        "loaded": title.loaded,
        "contents": len(title.contents),
        "canHold": hit.hold != "",
    }


def _hold(hold: LookHold | None) -> dict[str, str | int | bool]:
    if hold is None:
        return {}
    picked = next((each.name for each in hold.branches if each.id == hold.pickup), "")
    return {
        "heldTitle": hold.info.title,
        "heldAuthor": hold.info.author,
        "heldKind": hold.info.kind,
        "holdState": hold.asked.value,
        "holdReason": hold.reason or "",
        "holdPlace": NOTHING if hold.place is None else hold.place,
        "holdReady": hold.ready,
        "pickup": picked,
    }


def look_lists(state: SessionState, zone: ZoneInfo) -> LookLists:
    """The lists of the page; those of other pages are empty."""
    look = state.look
    if look is None:
        return LookLists()
    if state.page is Page.SEARCH:
        found = look.found
        shown = found is not None and look.stage is LookStage.HITS
        return LookLists(
            hits=tuple(hit_line(hit, _back(look, hit, zone)) for hit in found.hits)
            if found and shown
            else (),
            suggestions=tuple(hit_line(hit) for hit in look.suggested),
            quick=tuple(_quick(look)),
            chips=tuple(_chips(look)) if look.stage is LookStage.NARROWING else (),
        )
    if state.page is Page.TITLE and look.title is not None:
        return LookLists(places=tuple(_lines(look, look.title, zone)))
    if state.page is Page.PICKUP and look.hold is not None and _open(look.hold):
        pickup = look.hold.pickup
        return LookLists(
            branches=tuple(
                BranchLine(each.id, each.name, each.here, each.id == pickup)
                for each in look.hold.branches
            )
        )
    return LookLists()


def _open(hold: LookHold) -> bool:
    return hold.asked is not Asked.GRANTED


def hit_line(hit: LookHit, back: str = "") -> HitLine:
    """One hit as a list shows it."""
    first, second = (*hit.places, None, None)[:2]
    return HitLine(
        key=hit.key,
        title=hit.info.title,
        author=hit.info.author,
        kind=hit.info.kind,
        year=NOTHING if hit.year is None else hit.year,
        sort=first.sort.value if first else "",
        branch=first.branch if first else "",
        shelf=first.shelf if first else "",
        machine=first.machine if first else "",
        back=back,
        sort2=second.sort.value if second else "",
        branch2=second.branch if second else "",
        machine2=second.machine if second else "",
        action=_action(hit, first),
        about=hit.about,
        address=hit.address,
        words=hit.words,
    )


def _back(look: Look, hit: LookHit, zone: ZoneInfo, branch: str = "") -> str:
    """The day the first copy is due, at a branch or anywhere; empty: nobody said."""
    days = [
        each.due_ms
        for each in look.back
        if each.title == (hit.hold or hit.key) and branch in ("", each.branch)
    ]
    return _when(min(days), zone).date().isoformat() if days else ""


def _action(hit: LookHit, best: LookPlace | None) -> str:
    if hit.address or hit.info.kind == "online":
        return ""
    if best is not None and best.sort in _NEAR:
        return "find"
    return "hold" if hit.hold else "show"


def _quick(look: Look) -> Iterable[ChipLine]:
    for facet, value in _QUICK:
        on = not look.chosen if not facet else (facet, value) in look.chosen
        yield ChipLine(f"{facet}:{value}", facet, value, on=on)


def _chips(look: Look) -> Iterable[ChipLine]:
    """Quick ones first, then what was found can be narrowed by, facet by facet."""
    yield from _quick(look)
    choices = look.found.choices if look.found else ()
    for facet in _FACETS:
        head = True
        for each in choices:
            if each.facet == facet and (facet, each.value) != ("kind", "book"):
                on = (facet, each.value) in look.chosen
                key = f"{facet}:{each.value}"
                yield ChipLine(key, facet, each.value, each.name, each.hits, on, head)
                head = False


def _lines(look: Look, title: LookTitle, zone: ZoneInfo) -> Iterable[PlaceLine]:
    for number, place in enumerate(title.places):
        yield PlaceLine(
            key=f"place-{number}",
            sort=place.sort.value,
            branch=place.branch,
            shelf=place.shelf,
            machine=place.machine,
            copies=place.copies,
            available=place.available,
            back="" if place.available else _back(look, title.hit, zone, place.at),
        )
    for number, text in enumerate(title.contents):
        yield PlaceLine(f"text-{number}", "text", text.title, text.author)


def _when(utc_ms: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(utc_ms / 1000, UTC).astimezone(zone)
