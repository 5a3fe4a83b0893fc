"""What the town has of the records of a batch, read at one go. No decisions.

Rows come from tables, not from classes: a batch of five hundred is read in a few milliseconds.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple, cast

from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.orm import Session

from catalogue.db.among import among, given
from catalogue.db.holdings import Item, Title
from catalogue.db.importing import SourceRecord, TitleAvailability, TitleLink
from catalogue.db.present import HoldRow, ItemRow
from catalogue.db.record import OPERATIONS
from catalogue.domain.operations import Kind
from catalogue.domain.titles import HoldStatus
from catalogue.domain.works import WorkFacts
from catalogue.services.importing.content import (
    AvailabilityValues,
    ItemValues,
    LinkValues,
    TitleValues,
)

TITLES, ITEMS = cast(Table, Title.__table__), cast(Table, Item.__table__)
RECORDS, STATES = cast(Table, SourceRecord.__table__), cast(Table, ItemRow.__table__)
LINKS = cast(Table, TitleLink.__table__)
AVAILABILITIES = cast(Table, TitleAvailability.__table__)
_records, _titles, _items, _states = RECORDS.c, TITLES.c, ITEMS.c, STATES.c
_OF_SOURCE = select(
    _records.source_id, _records.n, _records.title, _records.hash, _records.run, _records.gone
)
_TITLE_COLUMNS = [TITLES.c[name] for name in TitleValues._fields]
_CONTENTS = select(_titles.id, _titles.work, _titles.added_ms, *_TITLE_COLUMNS).where(
    among(_titles.id)
)
_COPIES = (
    select(_items.title, _states.status, *(ITEMS.c[name] for name in ItemValues._fields))
    .outerjoin(STATES, _states.item == _items.id)
    .where(among(_items.title))
    .order_by(_items.id)
)
_OWNERS = select(_items.id, _items.title).where(among(_items.id))
_STATES = select(_states.item, _states.status).where(among(_states.item))
_OF_ISBN = select(
    _titles.id,
    _titles.work,
    _titles.title,
    _titles.subtitle,
    _titles.author,
    _titles.kind,
    _titles.language,
    _titles.isbn,
).where(among(_titles.isbn))
_LINKS = (
    select(
        LINKS.c.title, LINKS.c.rel, LINKS.c.href, LINKS.c.type, LINKS.c.label, LINKS.c.properties
    )
    .where(among(LINKS.c.title))
    .order_by(LINKS.c.title, LINKS.c.n)
)
_AVAILABILITIES = select(AVAILABILITIES).where(among(AVAILABILITIES.c.title))
_WAITED_FOR = (
    select(HoldRow.title)
    .where(
        among(HoldRow.__table__.c.title),
        HoldRow.status.in_((HoldStatus.WAITING, HoldStatus.READY)),
    )
    .distinct()
)
_SOURCES = select(_records.title, _records.source).where(among(_records.title))
_operations = OPERATIONS.c
_WITHDRAWN = (
    select(_operations.item, _operations.body)
    .where(among(_operations.item), _operations.kind == Kind.ITEM_WITHDRAWN)
    .order_by(_operations.wall_ms, _operations.id)
)
SOURCE = "source"
"""In the grounds of a withdrawal: whose feed had the item no more."""
_properties = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


class KnownRecord(NamedTuple):
    """A record of the source as it was taken last."""

    n: int
    title: str
    hash: str
    run: str
    gone: bool


@dataclass(frozen=True, slots=True)
class KnownTitle:
    """A title with all that hangs on it. `statuses` of its items; None: it has no state."""

    work: str | None
    added_ms: int | None
    values: TitleValues
    items: dict[str, ItemValues]
    statuses: dict[str, str | None]
    links: tuple[LinkValues, ...]
    availability: AvailabilityValues | None


def records(session: Session, source: str, ids: Iterable[str]) -> dict[str, KnownRecord]:
    """By id in the source."""
    wanted = _OF_SOURCE.where(_records.source == source, among(_records.source_id))
    found = session.execute(wanted, {"keys": given(ids)})
    return {row[0]: KnownRecord(*row[1:]) for row in found}


def numbers(session: Session, source: str, hashes: Collection[str]) -> dict[str, tuple[int, str]]:
    """Hash → number and the run that changed it last, of records that are there with it."""
    if not hashes:
        return {}
    query = select(_records.hash, _records.n, _records.run).where(
        _records.source == source, among(_records.hash), ~_records.gone
    )
    found = session.execute(query, {"keys": given(hashes)})
    return {row[0]: (row[1], row[2]) for row in found}


def count_absent(session: Session, source: str, run: str, seen: Container[int]) -> tuple[int, int]:
    """Records of the source that this run has not met: those it had until now, and those that were
    gone before and stayed."""
    of_source = _records.source == source
    there = _numbers(session, of_source & (_records.run != run) & ~_records.gone)
    gone = session.scalar(select(func.count()).where(of_source, _records.gone)) or 0
    return sum(n not in seen for n in there), gone


def absent(
    session: Session,
    source: str,
    run: str,
    seen: Container[int],
    after: int,
    limit: int,
    *,
    complete: bool = True,
) -> tuple[list[tuple[str, KnownRecord]], int | None]:
    """Of the records behind number `after` the first ones that this run has not met, with ids, and
    where to go on (None: the end). Those that stayed although they are gone are looked at again;
    with `complete` False only those."""
    unmet = (_records.run != run) | _records.gone if complete else _records.gone
    numbers = _numbers(session, (_records.source == source) & unmet & (_records.n > after))
    chosen = list(islice((n for n in numbers if n not in seen), limit))
    query = _OF_SOURCE.where(_records.n.in_(chosen)).order_by(_records.n)
    gone = [(row[0], KnownRecord(*row[1:])) for row in session.execute(query)]
    return gone, chosen[-1] if len(chosen) == limit else None


def _numbers(session: Session, where: ColumnElement[bool]) -> Iterator[int]:
    query = select(_records.n).where(where).order_by(_records.n)
    return iter(session.scalars(query, execution_options={"yield_per": 5000}))


def titles(session: Session, ids: Collection[str]) -> dict[str, KnownTitle]:
    """By id; those that are there."""
    if not ids:
        return {}
    keys = {"keys": given(ids)}
    items: dict[str, dict[str, ItemValues]] = defaultdict(dict)
    statuses: dict[str, dict[str, str | None]] = defaultdict(dict)
    for title, status, *values in session.execute(_COPIES, keys):
        item = ItemValues(*values)
        items[title][item.id] = item
        statuses[title][item.id] = status
    links: dict[str, list[LinkValues]] = defaultdict(list)
    for title, rel, href, kind, label, properties in session.execute(_LINKS, keys):
        links[title].append(LinkValues(rel, href, kind, label, _properties(properties)))
    availabilities = {
        row[0]: AvailabilityValues(*row[1:]) for row in session.execute(_AVAILABILITIES, keys)
    }
    return {
        title: KnownTitle(
            work,
            added_ms,
            TitleValues(*values),
            items[title],
            statuses[title],
            tuple(links[title]),
            availabilities.get(title),
        )
        for title, work, added_ms, *values in session.execute(_CONTENTS, keys)
    }


def owners(session: Session, barcodes: Collection[str]) -> dict[str, str]:
    """Barcode → title, of those that are items."""
    if not barcodes:
        return {}
    found = session.execute(_OWNERS, {"keys": given(barcodes)}).all()
    return {row[0]: row[1] for row in found}


def statuses(session: Session, barcodes: Collection[str]) -> dict[str, str]:
    """Barcode → status, of those that have a state; an item the catalogue lost may have one."""
    if not barcodes:
        return {}
    return {row[0]: row[1] for row in session.execute(_STATES, {"keys": given(barcodes)})}


def sources(session: Session, titles: Collection[str]) -> dict[str, str]:
    """Title → source it comes from; none for what was made by hand."""
    if not titles:
        return {}
    found = session.execute(_SOURCES, {"keys": given(titles)}).all()
    return {row[0]: row[1] for row in found}


def waited_for(session: Session, titles: Collection[str]) -> set[str]:
    """Those that somebody waits for, or that stand ready for somebody."""
    if not titles:
        return set()
    return set(session.scalars(_WAITED_FOR, {"keys": given(titles)}))


def withdrawn_by(session: Session, source: str, barcodes: Collection[str]) -> set[str]:
    """Of withdrawn items those that this source gave up, and nobody else."""
    if not barcodes:
        return set()
    latest = {}
    for item, body in session.execute(_WITHDRAWN, {"keys": given(barcodes)}):
        latest[item] = json.loads(body).get("grounds", {}).get(SOURCE)
    return {item for item, said in latest.items() if said == source}


Editions = Mapping[str, list[tuple[str, str, WorkFacts]]]
"""ISBN → title, work, facts."""


def editions(session: Session, isbns: Collection[str]) -> Editions:
    """Titles by ISBN that have a work."""
    found: dict[str, list[tuple[str, str, WorkFacts]]] = defaultdict(list)
    if isbns:
        rows = session.execute(_OF_ISBN, {"keys": given(isbns)})
        for title, work, name, subtitle, author, kind, language, isbn in rows:
            if work is not None:
                facts = WorkFacts(name, subtitle, author, kind, language, (isbn,))
                found[isbn].append((title, work, facts))
    return found
