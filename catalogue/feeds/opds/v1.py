"""OPDS 1.2: an Atom feed or a single entry into a page. Pure.

Feeds are said to be either for navigation or for acquisition; real ones mix both, so each entry is
judged by its own links.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.domain.operations import Json
from catalogue.feeds.errors import FeedError
from catalogue.feeds.opds.page import (
    ACQUISITIONS,
    Image,
    Page,
    availability_of,
    bare_type,
    best_cover,
    parameters,
    relation,
    resolved,
)
from catalogue.feeds.plain import plain_text, spoken
from catalogue.feeds.record import Entry, FeedLink, FeedRecord, Refused
from catalogue.feeds.words import audience_of_words, isbns_in, language, once, year_in
from catalogue.feeds.xmlsafe import Element, local, parsed, text_of

_ATOM = "application/atom+xml"
_IMAGES = ("http://opds-spec.org/image", "http://opds-spec.org/cover")
_THUMBNAILS = ("http://opds-spec.org/image/thumbnail", "http://opds-spec.org/thumbnail")
_COVER_WIDTHS = {**dict.fromkeys(_IMAGES, 2), **dict.fromkeys(_THUMBNAILS, 1)}
_AUDIENCE = "schema.org/audience"
_KINDS = {"audiobook": "audiobook", "periodical": "magazine", "magazine": "magazine"}
_DEEPEST = 8


def read_page(data: bytes, base: str, number: int, what: str) -> Page:
    """The page at `base` (empty: a file), its publications counted from the one after `number`.

    Raises `FeedError`: not XML, or neither a feed nor an entry.
    """
    root = parsed(data, what)
    base = base or _self_address(root)
    if local(root) == "entry":
        return Page((_entry(root, base, number + 1),))
    if local(root) != "feed":
        raise FeedError(f"{what} is XML, but no OPDS feed ({local(root)})")
    entries: list[Entry] = []
    further: list[str] = []
    for child in root:
        if local(child) != "entry":
            continue
        leads = _leads_to(child, base)
        if leads is None:
            entries.append(_entry(child, base, number + len(entries) + 1))
        elif leads:
            further.append(leads)
    total = next((text_of(each) for each in root if local(each) == "totalResults"), "")
    following = (link.href for link in _links(root, base) if link.rel == "next")
    return Page(
        tuple(entries),
        next=next(following, ""),
        further=tuple(further),
        total=int(total) if total.isdigit() and len(total) < 10 else None,
    )


def _self_address(root: Element) -> str:
    links = _links(root, "")
    return next((each.href for each in links if each.rel == "self" and "://" in each.href), "")


def _leads_to(entry: Element, base: str) -> str | None:
    """Where an entry of navigation leads; None: it is a publication."""
    links = list(_links(entry, base))
    if any(link.rel in ACQUISITIONS for link in links):
        return None
    for link in links:
        told = parameters(link.type)
        if bare_type(link.type) == _ATOM and told.get("type") != "entry" and link.rel != "related":
            return link.href
    return None


def _entry(entry: Element, base: str, number: int) -> Entry:
    parts: dict[str, list[Element]] = {}
    for child in entry:
        parts.setdefault(local(child), []).append(child)
    source_id = _first(parts, "id") or _first(parts, "identifier")
    if not source_id:
        return Refused(number, "it has no id: the publisher must give one")
    title = _first(parts, "title")
    if not title:
        return Refused(number, "it has no title: the publisher must give one", source_id)
    names = once(
        spoken(text_of(name))
        for role in ("author", "contributor")
        for person in parts.get(role, ())
        for name in person
        if local(name) == "name"
    )
    links = tuple(link for link in _links(entry, base) if link.rel not in _COVER_WIDTHS)
    words, audience = _categories(parts.get("category", []))
    return FeedRecord(
        number=number,
        source_id=source_id,
        title=title,
        subtitle=_first(parts, "alternativeHeadline"),
        author=names[0] if names else "",
        contributors=names[1:],
        publisher=_first(parts, "publisher"),
        year=year_in(_first(parts, "issued") or _first(parts, "date")),
        kind=_kind(entry, links),
        language=language(_first(parts, "language")),
        subjects=words,
        description=_description(parts),
        isbns=isbns_in(map(text_of, parts.get("identifier", []) + parts.get("id", [])[:1])),
        audience=audience,
        cover=best_cover(_images(entry, base)),
        links=links,
        availability=availability_of(links),
    )


def _first(parts: dict[str, list[Element]], name: str) -> str:
    return next((text for each in parts.get(name, ()) if (text := spoken(text_of(each)))), "")


def _description(parts: dict[str, list[Element]]) -> str:
    """The content, else the summary: the longer of both is the complete one."""
    told = [
        plain_text(text_of(each)) for name in ("content", "summary") for each in parts.get(name, ())
    ]
    return max(told, key=len, default="")


def _categories(found: list[Element]) -> tuple[tuple[str, ...], str]:
    words: list[str] = []
    audience = ""
    for each in found:
        name = spoken(each.get("label") or each.get("term") or "")
        if _AUDIENCE in (each.get("scheme") or ""):
            audience = audience or audience_of_words(name)
        else:
            words.append(name)
    return once(words), audience


def _kind(entry: Element, links: tuple[FeedLink, ...]) -> str:
    """schema:additionalType of the entry, else the types of what is got."""
    told = next((str(value) for name, value in entry.items() if "additionalType" in str(name)), "")
    known = _KINDS.get(told.rpartition("/")[2].lower())
    if known:
        return known
    types = " ".join(_types(links))
    return "audiobook" if "audiobook" in types or "audio/" in types else "ebook"


def _types(links: tuple[FeedLink, ...]) -> Iterator[str]:
    for link in links:
        if link.rel in ACQUISITIONS:
            yield link.type
            yield str(link.properties.get("indirectAcquisition", ""))


def _links(element: Element, base: str) -> Iterator[FeedLink]:
    for child in element:
        if local(child) != "link":
            continue
        media_type = spoken(child.get("type") or "")
        address = resolved(base, child.get("href") or "")
        if address and child.get("href"):
            yield FeedLink(
                rel=relation([spoken(child.get("rel") or "")], media_type),
                href=address,
                type=media_type,
                title=spoken(child.get("title") or ""),
                properties=_properties(child),
            )


def _properties(link: Element) -> dict[str, Json]:
    """Children of a link in the form that OPDS 2.0 gives them: price, indirect acquisition and the
    library extension (availability, holds, copies)."""
    told: dict[str, Json] = {}
    prices: list[Json] = []
    indirect: list[Json] = []
    for child in link:
        name = local(child)
        if name == "price":
            prices.append(
                {"currency": child.get("currencycode") or "", "value": spoken(text_of(child))}
            )
        elif name == "indirectAcquisition":
            indirect.append(_indirect(child, _DEEPEST))
        elif name == "availability":
            # Some feeds repeat it, empty.
            told[name] = told.get(name) or {
                ("state" if key == "status" else key): spoken(child.get(key) or "")
                for key in ("status", "since", "until")
                if child.get(key)
            }
        elif name == "unavailable":
            # Of drafts before the library extension: nothing to borrow until a day.
            until: dict[str, Json] = (
                {"until": day} if (day := spoken(child.get("date") or "")) else {}
            )
            told["availability"] = {"state": "unavailable", **until}
        elif name in ("holds", "copies"):
            told[name] = {
                key: int(value)
                for key in ("total", "available", "position")
                if (value := child.get(key) or "").isdigit() and len(value) < 10
            }
    if prices:
        told["price"] = prices[0]
    if len(prices) > 1:
        told["prices"] = prices
    if indirect:
        told["indirectAcquisition"] = indirect
    return told


def _indirect(element: Element, depth: int) -> Json:
    inner: list[Json] = [
        _indirect(child, depth - 1)
        for child in element
        if depth > 0 and local(child) == "indirectAcquisition"
    ]
    told: dict[str, Json] = {"type": spoken(element.get("type") or "")}
    return told | {"child": inner} if inner else told


def _images(entry: Element, base: str) -> Iterator[Image]:
    for link in _links(entry, base):
        if link.rel in _COVER_WIDTHS and link.href.startswith(("http://", "https://")):
            yield Image(link.href, link.type, _COVER_WIDTHS[link.rel])
