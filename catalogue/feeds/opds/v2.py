"""OPDS 2.0: a JSON feed or single publication into a page. Pure.

Metadata are those of the Readium Web Publication Manifest, in all its freedom: a title may be text
or a map of languages, an author text, an object or a list of either.
"""

from __future__ import annotations

import json
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
    relation,
    resolved,
)
from catalogue.feeds.plain import plain_text, safe_json, spoken
from catalogue.feeds.record import Entry, FeedLink, FeedRecord, Refused
from catalogue.feeds.words import audience_of_words, isbns_in, language, once, year_in

Object = dict[str, Json]

_KINDS = {
    "audiobook": "audiobook", "periodical": "magazine", "magazine": "magazine",
    "newspaper": "magazine", "publicationissue": "magazine", "movie": "online",
    "videoobject": "online", "musicrecording": "online", "musicalbum": "online",
    "videogame": "online",
}  # fmt: skip
_ROLES = (
    "author", "translator", "editor", "artist", "illustrator", "letterer", "penciler", "colorist",
    "inker", "narrator", "contributor",
)  # fmt: skip
_AUDIENCE = "schema.org/audience"
_AGES = "schema.org/typicalagerange"
_LANGUAGES = ("fr", "fr-FR", "en")
_FEED_TYPES = ("application/opds+json", "")


def read_page(data: bytes, base: str, number: int, what: str) -> Page:
    """The page at `base` (empty: a file), its publications counted from the one after `number`.

    Raises `FeedError`: no JSON, or no feed.
    """
    feed = _loaded(data, what)
    base = base or _self_address(feed)
    if "publications" not in feed and "groups" not in feed and "navigation" not in feed:
        if "metadata" not in feed or "links" not in feed:
            raise FeedError(f"{what} is JSON, but no OPDS feed")
        return Page((_entry(feed, base, number + 1),))
    groups = [each for each in _list(feed.get("groups")) if isinstance(each, dict)]
    found = _publications(feed, groups)
    entries = tuple(_entry(each, base, index) for index, each in enumerate(found, number + 1))
    links = list(_links(feed.get("links"), base))
    total = _object(feed.get("metadata")).get("numberOfItems")
    return Page(
        entries,
        next=next((link.href for link in links if link.rel == "next"), ""),
        further=tuple(_further(feed, groups, base)),
        total=total if isinstance(total, int) and not groups else None,
    )


def _loaded(data: bytes, what: str) -> Object:
    try:
        # Decimals stay as they are written: prices are no binary fractions.
        feed = json.loads(data, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as bad:
        raise FeedError(f"{what} is not well-formed JSON: {bad}") from bad
    if not isinstance(feed, dict):
        raise FeedError(f"{what} is JSON, but no OPDS feed")
    return feed


def _publications(feed: Object, groups: list[Object]) -> list[Json]:
    """Those of the feed and of its groups; one that stands in several groups once."""
    found: list[Json] = []
    seen: set[str] = set()
    for part in (feed, *groups):
        for each in _list(part.get("publications")):
            told = _object(_object(each).get("metadata")).get("identifier")
            if isinstance(told, str) and told:
                if told in seen:
                    continue
                seen.add(told)
            found.append(each)
    return found


def _further(feed: Object, groups: list[Object], base: str) -> Iterator[str]:
    for part in (feed, *groups):
        for link in _links(part.get("navigation"), base):
            if bare_type(link.type) in _FEED_TYPES:
                yield link.href
    for group in groups:
        yield from (link.href for link in _links(group.get("links"), base) if link.rel == "self")


def _self_address(feed: Object) -> str:
    """Where a feed kept in a file came from, if it says so."""
    links = _links(feed.get("links"), "")
    return next((each.href for each in links if each.rel == "self" and "://" in each.href), "")


def _entry(publication: Json, base: str, number: int) -> Entry:
    told = _object(publication)
    metadata = _object(told.get("metadata"))
    links = _with_licences(tuple(_links(told.get("links"), base)), told.get("licenses"), base)
    source_id = _text(metadata.get("identifier")) or next(
        (link.href for link in links if link.rel == "self"), ""
    )
    if not source_id:
        return Refused(number, "it has neither an identifier nor a self link: it needs one")
    title = _text(metadata.get("title"))
    if not title:
        return Refused(number, "it has no title: the publisher must give one", source_id)
    names = _names(metadata)
    subjects, audience, min_age = _subjects(metadata.get("subject"))
    return FeedRecord(
        number=number,
        source_id=source_id,
        title=title,
        subtitle=_text(metadata.get("subtitle")),
        author=names[0] if names and metadata.get("author") else "",
        contributors=names[1:] if metadata.get("author") else names,
        publisher=next(_named(metadata.get("publisher")), ""),
        year=year_in(_text(metadata.get("published"))[:10]),
        kind=_kind(metadata),
        language=language(next(iter(_texts(metadata.get("language"))), "")),
        subjects=subjects,
        description=plain_text(_raw_text(metadata.get("description"))),
        isbns=isbns_in([source_id] if "://" not in source_id else []),
        audience=audience,
        min_age=min_age,
        cover=best_cover(_images(told.get("images"), base)),
        links=links,
        availability=availability_of(links),
    )


def _kind(metadata: Object) -> str:
    told = _text(metadata.get("@type")).rpartition("/")[2].lower()
    return _KINDS.get(told, "ebook")


def _names(metadata: Object) -> tuple[str, ...]:
    return once(name for role in _ROLES for name in _named(metadata.get(role)))


def _named(value: Json) -> Iterator[str]:
    """Names in text, an object, or a list of either."""
    for each in value if isinstance(value, list) else [value]:
        name = _text(each.get("name") if isinstance(each, dict) else each)
        if name:
            yield name


def _subjects(value: Json) -> tuple[tuple[str, ...], str, int | None]:
    """Subjects, audience, and the least age, which stand among the subjects by their scheme."""
    words: list[str] = []
    audiences: list[str] = []
    age: int | None = None
    for each in value if isinstance(value, list) else [value]:
        told = _object(each)
        scheme = _text(told.get("scheme")).lower()
        name = _text(told.get("name")) or _text(told.get("code")) or _text(each)
        if _AUDIENCE in scheme:
            audiences.append(audience_of_words(name))
        elif _AGES in scheme:
            first = name.partition("-")[0].strip()
            age = int(first) if first.isdigit() and len(first) < 3 else age
        else:
            words.append(name)
    return once(words), next(filter(None, audiences), ""), age


def _links(value: Json, base: str) -> Iterator[FeedLink]:
    for each in _list(value):
        told = _object(each)
        href = _text(told.get("href"))
        templated = told.get("templated") is True
        address = href if templated else resolved(base, href)
        if not address or not href:
            continue
        media_type = _text(told.get("type"))
        properties = _object(safe_json(_object(told.get("properties"))))
        yield FeedLink(
            rel=relation(_texts(told.get("rel")), media_type),
            href=address,
            type=media_type,
            title=_text(told.get("title")),
            properties=properties | ({"templated": True} if templated else {}),
        )


def _with_licences(links: tuple[FeedLink, ...], value: Json, base: str) -> tuple[FeedLink, ...]:
    """ODL 1.0: what the library bought stands beside the links; it is kept as `licenses` in the
    properties of the first that gets the publication, or in a `borrow` link of each licence."""
    licences = [safe_json(each) for each in _list(value) if isinstance(each, dict)]
    if not licences:
        return links
    for place, link in enumerate(links):
        if link.rel in ACQUISITIONS and link.rel != "preview":
            told: Object = {**link.properties, "licenses": licences}
            kept = FeedLink(link.rel, link.href, link.type, link.title, told)
            return (*links[:place], kept, *links[place + 1 :])
    made = [
        FeedLink("borrow", each.href, each.type, each.title, {**each.properties, "licenses": [one]})
        for one in licences
        for each in _links(_object(one).get("links"), base)
        if each.rel == "borrow"
    ]
    return (*links, *made)


def _images(value: Json, base: str) -> Iterator[Image]:
    for each in _list(value):
        told = _object(each)
        address = resolved(base, _text(told.get("href")))
        width = told.get("width")
        if address.startswith(("http://", "https://")):
            yield Image(address, _text(told.get("type")), width if isinstance(width, int) else 0)


def _object(value: Json) -> Object:
    return value if isinstance(value, dict) else {}


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _raw_text(value: Json) -> str:
    """Text, or the French, English or first one of a map of languages."""
    if isinstance(value, dict):
        told = [value[name] for name in _LANGUAGES if name in value] or [*value.values()]
        value = told[0] if told else ""
    return value if isinstance(value, str) else ""


def _text(value: Json) -> str:
    return spoken(_raw_text(value))


def _texts(value: Json) -> list[str]:
    return [_text(each) for each in value] if isinstance(value, list) else [_text(value)]
