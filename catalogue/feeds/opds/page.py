"""What both generations of OPDS share: a page, its links, and the words of relations. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from catalogue.domain.operations import Json
from catalogue.feeds.plain import spoken
from catalogue.feeds.record import Availability, Entry, FeedLink

_OPDS = "http://opds-spec.org/"
_RELATIONS = {
    f"{_OPDS}acquisition": "acquisition",
    f"{_OPDS}acquisition/borrow": "borrow",
    f"{_OPDS}acquisition/buy": "buy",
    f"{_OPDS}acquisition/open-access": "download",
    f"{_OPDS}acquisition/sample": "preview",
    f"{_OPDS}acquisition/subscribe": "subscribe",
}
"""OPDS 2.0 of 2026 has short relations; those of 1.x stay as aliases, and both are met."""
ACQUISITIONS = ("borrow", "download", "acquisition", "buy", "subscribe", "preview")
_READABLE = (
    "application/epub+zip",
    "application/pdf",
    "application/audiobook+json",
    "application/audiobook+zip",
    "application/x-mobipocket-ebook",
    "application/vnd.readium.lcp.license.v1.0+json",
    "application/webpub+zip",
)
_RASTER = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/jpg")
_WIDEST = 2000


@dataclass(frozen=True, slots=True)
class Page:
    """`entries` in order; `next` page; `further`: what navigation and groups lead to."""

    entries: tuple[Entry, ...]
    next: str = ""
    further: tuple[str, ...] = ()
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture a feed offers as cover."""

    href: str
    type: str = ""
    width: int = 0


def relation(told: Iterable[str], media_type: str) -> str:
    """The short relation of a link: the one that gets the publication, if it is among several. A
    link without one to something readable gets it too, as some servers leave it out."""
    short = [_RELATIONS.get(each, each) for each in told]
    known = next((each for each in short if each in ACQUISITIONS), "")
    if known:
        return known
    if bare_type(media_type) in _READABLE and set(short) <= {"", "alternate", "enclosure"}:
        return "acquisition"
    return short[0] if short else ""


def bare_type(media_type: str) -> str:
    """The media type without its parameters (RFC 9110, 8.3.1)."""
    return media_type.partition(";")[0].strip().lower()


def parameters(media_type: str) -> dict[str, str]:
    """The parameters of a media type, whatever their order and blanks."""
    found = {}
    for part in media_type.split(";")[1:]:
        name, _, value = part.partition("=")
        found[name.strip().lower()] = value.strip().strip('"').lower()
    return found


def resolved(base: str, href: str) -> str:
    """The address a link leads to, relative ones by `base` (as they are without one); nothing if
    it is not one for a browser."""
    bare = spoken(href)[:2048]
    try:
        whole = urljoin(base, bare) if base else bare
        scheme = urlsplit(whole).scheme.lower()
    except ValueError:
        return ""
    return whole if scheme in ("", "http", "https") else ""


def best_cover(images: Iterable[Image]) -> str | None:
    """The widest that is not needlessly wide, of the types that are drawn."""
    drawn = [each for each in images if not each.type or bare_type(each.type) in _RASTER]
    fitting = [each for each in drawn if each.width <= _WIDEST] or drawn
    return max(fitting, key=lambda each: each.width).href if fitting else None


def availability_of(links: Iterable[FeedLink]) -> Availability | None:
    """What the links say of seats, the one to borrow first."""
    order = {rel: place for place, rel in enumerate(ACQUISITIONS)}
    ranked = sorted(links, key=lambda link: order.get(link.rel, len(order)))
    return next(filter(None, (_availability(link.properties) for link in ranked)), None)


def _availability(told: dict[str, Json]) -> Availability | None:
    """`holds` and `copies` stand beside it (schema) or inside it (borrowing paper)."""
    inner = told.get("availability")
    inside = inner if isinstance(inner, dict) else {}
    holds = _object(told.get("holds") or inside.get("holds"))
    copies = _object(told.get("copies") or inside.get("copies"))
    state = inside.get("state") or inside.get("status")
    if not state and not copies:
        return None
    free = _count(copies.get("available"))
    if not isinstance(state, str):
        state = "unavailable" if free == 0 else "available"
    return Availability(
        state=state.lower(),
        since=_text(inside.get("since")),
        until=_text(inside.get("until")),
        copies_total=_count(copies.get("total")),
        copies_available=free,
        holds_total=_count(holds.get("total")),
    )


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) and value else None


def _count(value: Json) -> int | None:
    told = int(value) if isinstance(value, str) and value.isdigit() and len(value) < 10 else value
    if isinstance(told, bool) or not isinstance(told, int):
        return None
    return told if 0 <= told < 2**31 else None
