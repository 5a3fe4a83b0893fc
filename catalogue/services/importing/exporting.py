"""The catalogue as records, a page at a time: what `beaupre catalogue export` writes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.states import Status
from catalogue.services.importing import known
from catalogue.services.importing.content import BETWEEN
from catalogue.services.importing.known import TITLES

ONE_LINE = ("title", "subtitle", "author", "publisher", "kind", "language", "description")


@dataclass(frozen=True, slots=True)
class ExportedCopy:
    """A copy that is not withdrawn; branch and kind in the town's words."""

    barcode: str
    branch: str
    kind: str
    call_number: str
    price_cents: int | None
    not_for_loan: bool


@dataclass(frozen=True, slots=True)
class ExportedTitle:
    """A title with its copies and what it opens (relation and address)."""

    id: str
    work: str | None
    title: str
    subtitle: str
    author: str
    contributors: tuple[str, ...]
    publisher: str
    year: int | None
    kind: str
    collection: str
    language: str
    subjects: tuple[str, ...]
    description: str
    isbn: str
    call_number: str
    audience: str
    min_age: int | None
    cover: str | None
    copies: tuple[ExportedCopy, ...]
    links: tuple[tuple[str, str], ...]


def page(session: Session, after: str, limit: int) -> list[ExportedTitle]:
    """The titles behind an id, in order of ids."""
    query = select(TITLES.c.id).where(TITLES.c.id > after).order_by(TITLES.c.id).limit(limit)
    ids = list(session.scalars(query))
    found = known.titles(session, ids)
    return [_exported(title, found[title]) for title in ids if title in found]


def _exported(title: str, known_title: known.KnownTitle) -> ExportedTitle:
    values = known_title.values
    return ExportedTitle(
        id=title,
        work=known_title.work,
        contributors=_parted(values.contributors),
        subjects=_parted(values.subject),
        year=values.year,
        collection=values.collection,
        isbn=values.isbn,
        call_number=values.call_number,
        audience=values.audience,
        min_age=values.min_age,
        cover=values.cover,
        copies=tuple(
            ExportedCopy(
                barcode=item.id,
                branch=item.home,
                kind=item.kind,
                call_number=item.call_number,
                price_cents=item.price_cents,
                not_for_loan=bool(item.not_for_loan),
            )
            for item in known_title.items.values()
            if known_title.statuses[item.id] != Status.WITHDRAWN
        ),
        links=tuple((link.rel, link.href) for link in known_title.links),
        **{name: getattr(values, name) for name in ONE_LINE},
    )


def _parted(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(BETWEEN) if part)
