"""What every feed is read into: one value a record, or why it was refused. Pure.

Readers yield `FeedRecord | Refused` in the order of the source; `catalogue.services.importing`
compares them with what is known and applies them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from catalogue.domain.operations import Json


@dataclass(frozen=True, slots=True)
class FeedCopy:
    """A copy: `barcode` is its item id. Branch, support and section are the words or codes of the
    source; the import maps them onto the town's."""

    barcode: str
    branch: str = ""
    support: str = ""
    section: str = ""
    call_number: str = ""
    price_cents: int | None = None
    not_for_loan: bool = False


@dataclass(frozen=True, slots=True)
class FeedLink:
    """Something a title opens or shows: a borrow link, a sample, a page. `properties` are those of
    the link in the feed (price, indirect acquisition, holds…)."""

    rel: str
    href: str
    type: str = ""
    title: str = ""
    properties: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Availability:
    """Of a digital title: `state` is `available`, `unavailable`, `reserved` or `ready`; times as
    ISO 8601 in the feed; None: not said."""

    state: str
    since: str | None = None
    until: str | None = None
    copies_total: int | None = None
    copies_available: int | None = None
    holds_total: int | None = None


@dataclass(frozen=True, slots=True)
class FeedRecord:
    """A record, as the source has it, cleaned. `number` counts from 1 in the source; `source_id`
    is its id there. Empty text: not said.

    kind      book, comic, magazine, disc, film, game, ereader, ebook, audiobook, score, map, image,
              online
    language  ISO 639-1 where there is one, else 639-2/T
    isbns     ISBN-13 without hyphens
    audience  adult, youth, child, all
    """

    number: int
    source_id: str
    title: str = ""
    subtitle: str = ""
    author: str = ""
    contributors: tuple[str, ...] = ()
    publisher: str = ""
    year: int | None = None
    kind: str = "book"
    language: str = ""
    subjects: tuple[str, ...] = ()
    description: str = ""
    isbns: tuple[str, ...] = ()
    call_number: str = ""
    audience: str = ""
    min_age: int | None = None
    cover: str | None = None
    copies: tuple[FeedCopy, ...] = ()
    links: tuple[FeedLink, ...] = ()
    availability: Availability | None = None
    deleted: bool = False
    """The source says that it is gone; only `number` and `source_id` count."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that could not be read: its number, and a sentence that says what to do."""

    number: int
    reason: str
    source_id: str = ""


Entry = FeedRecord | Refused
