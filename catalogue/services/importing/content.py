"""A record as the town takes it: rows of title, copies, links and availability, and their hash.

The hash is over everything a source says that the town keeps; a record with the hash it had last
time is not looked at further.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import NamedTuple

from catalogue.feeds.record import Availability, FeedCopy, FeedRecord
from catalogue.services.importing.mapping import Words
from catalogue.services.importing.model import Remark, RemarkKind

BETWEEN = " ; "
"""Parts what is several in one column."""
LIMIT = 2**53
AGAIN = "!"
"""Before the hash of a record some of whose copies were refused: it is looked at again."""
_HALVES = re.compile("[\ud800-\udfff]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_UNKNOWN_BRANCH = "“{}” is no branch of the town: map it, or give a branch for what has none"


class TitleValues(NamedTuple):
    """The columns of a title that a feed decides."""

    title: str
    subtitle: str
    author: str
    publisher: str
    kind: str
    collection: str
    language: str
    subject: str
    call_number: str
    year: int | None
    min_age: int | None
    description: str
    isbn: str
    audience: str
    contributors: str
    cover: str | None


class ItemValues(NamedTuple):
    """The columns of an item that a feed decides."""

    id: str
    home: str
    kind: str
    call_number: str
    price_cents: int | None
    not_for_loan: bool


class LinkValues(NamedTuple):
    """A link, its properties as text, so that rows can be compared."""

    rel: str
    href: str
    type: str
    label: str
    properties: str


class AvailabilityValues(NamedTuple):
    """The columns of `title_availability`."""

    state: str
    since: str | None
    until: str | None
    copies_total: int | None
    copies_available: int | None
    holds_total: int | None


class Content(NamedTuple):
    """A record as the town takes it."""

    number: int
    source_id: str
    isbns: tuple[str, ...]
    title: TitleValues
    items: tuple[ItemValues, ...]
    links: tuple[LinkValues, ...]
    availability: AvailabilityValues | None
    hash: str


class NotTaken(Exception):
    """Why a record cannot be taken, as a sentence."""


def content_of(
    record: FeedRecord, words: Words, fingerprint: str = ""
) -> tuple[Content, list[Remark]]:
    """The record as the town takes it, and copies that it cannot take. `fingerprint`: its hash, if
    one of its bytes is known. Raises NotTaken."""
    if not record.source_id:
        raise NotTaken("the record has no id in its source: without one it cannot be followed")
    if not record.title.strip():
        raise NotTaken("the record has no title")
    items, remarks = _items(record, words)
    title = _title(record, words)
    links = tuple(
        LinkValues(each.rel, each.href, each.type, each.title, _ENCODER.encode(each.properties))
        for each in record.links
    )
    availability = _availability(record.availability)
    hashed = fingerprint or _hash(record, title, items, links, availability)
    if fingerprint:
        _check(record, title, items, ())
    if remarks:
        hashed = AGAIN + hashed
    content = Content(
        record.number, record.source_id, record.isbns, title, items, links, availability, hashed
    )
    return content, remarks


def _hash(
    record: FeedRecord,
    title: TitleValues,
    items: tuple[ItemValues, ...],
    links: tuple[LinkValues, ...],
    availability: AvailabilityValues | None,
) -> str:
    text = _ENCODER.encode((record.source_id, record.isbns, title, items, links, availability))
    counted = () if availability is None else availability[3:]
    _check(record, title, items, (*counted,), text)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _check(
    record: FeedRecord,
    title: TitleValues,
    items: tuple[ItemValues, ...],
    counted: tuple[int | None, ...],
    written: str = "",
) -> None:
    """Is it all text and numbers a database takes? `written`: all of it as JSON, if there is."""
    numbers = (title.year, title.min_age, *(each.price_cents for each in items), *counted)
    if any(number is not None and not -LIMIT < number < LIMIT for number in numbers):
        raise NotTaken("a number in it is too large")
    texts = [value for row in (title, *items) for value in row if isinstance(value, str)]
    joined = "".join(texts) + record.source_id + written
    if "\0" in joined or "\\u0000" in written or _HALVES.search(joined):
        raise NotTaken("it holds bytes that are no text")


def _availability(found: Availability | None) -> AvailabilityValues | None:
    if found is None:
        return None
    return AvailabilityValues(
        found.state,
        found.since,
        found.until,
        found.copies_total,
        found.copies_available,
        found.holds_total,
    )


def _title(record: FeedRecord, words: Words) -> TitleValues:
    first = record.copies[0] if record.copies else None
    return TitleValues(
        record.title,
        record.subtitle,
        record.author,
        record.publisher,
        words.kind(first.support if first else "", record.kind),
        words.collection(first.section if first else ""),
        record.language,
        BETWEEN.join(record.subjects),
        record.call_number,
        record.year,
        record.min_age,
        record.description,
        record.isbns[0] if record.isbns else "",
        record.audience,
        BETWEEN.join(record.contributors),
        record.cover,
    )


def _items(record: FeedRecord, words: Words) -> tuple[tuple[ItemValues, ...], list[Remark]]:
    if not record.copies:
        return (), []
    items: dict[str, ItemValues] = {}
    remarks = []
    for copy in record.copies:
        reason = _item(copy, record, words, items)
        if reason is not None:
            subject = clean(copy.barcode)
            remarks.append(
                Remark(RemarkKind.COPY, record.number, record.source_id, subject, clean(reason))
            )
    return tuple(items[barcode] for barcode in sorted(items)), remarks


def _item(
    copy: FeedCopy, record: FeedRecord, words: Words, items: dict[str, ItemValues]
) -> str | None:
    """Put a copy among the items; else why not."""
    if not copy.barcode.strip():
        return "the copy has no barcode"
    if copy.barcode in items:
        return f"barcode {copy.barcode} stands twice in this record"
    home = words.branch(copy.branch)
    if home is None:
        return _UNKNOWN_BRANCH.format(copy.branch)
    items[copy.barcode] = ItemValues(
        copy.barcode,
        home,
        words.kind(copy.support, record.kind),
        copy.call_number,
        copy.price_cents,
        copy.not_for_loan,
    )
    return None


def clean(text: str) -> str:
    """What any database takes."""
    return text.replace("\0", "�").encode(errors="replace").decode()
