"""What is known of a resource and of a patron, read from the tables into the values the rules
take; and what of her may leave the town."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.digital import (
    DigitalAccess,
    DigitalProvider,
    DigitalResource,
    DigitalSubscription,
)
from catalogue.db.people import Card, Patron
from catalogue.domain.ages import age_on
from catalogue.domain.digital.resources import (
    Access,
    AccessKind,
    Resource,
    ResourceState,
    Subscription,
    Visitor,
    Why,
    band_of,
)
from catalogue.services.digital.file import AccessRow, Released
from catalogue.services.digital.storing import access_row


@dataclass(frozen=True, slots=True)
class WayIn:
    """A way in with the row it is from."""

    row: DigitalAccess
    access: AccessRow

    @property
    def rule(self) -> Access:
        """As the rules take it."""
        return Access(self.access.kind, self.access.where)


@dataclass(frozen=True, slots=True)
class ResourceFacts:
    """Everything about one resource."""

    row: DigitalResource
    ways: tuple[WayIn, ...]
    resource: Resource

    def way(self, access: Access) -> WayIn:
        """The row of a way in."""
        return next(each for each in self.ways if each.rule == access)


def read_resource(session: Session, resource: str) -> ResourceFacts | None:
    """One resource."""
    row = session.get(DigitalResource, resource)
    return None if row is None else facts_of(session, row)


def facts_of(session: Session, row: DigitalResource) -> ResourceFacts:
    """The facts about a row."""
    return _facts(session, [row])[0]


def every_resource(session: Session) -> list[ResourceFacts]:
    """All of them, by family and title, in three statements."""
    rows = session.scalars(
        select(DigitalResource).order_by(DigitalResource.family, DigitalResource.title)
    )
    return _facts(session, rows.all())


def _facts(session: Session, rows: Sequence[DigitalResource]) -> list[ResourceFacts]:
    accesses = select(DigitalAccess).order_by(DigitalAccess.place)
    paid = select(DigitalSubscription).order_by(DigitalSubscription.starts_on)
    if len(rows) == 1:
        accesses = accesses.where(DigitalAccess.resource == rows[0].id)
        paid = paid.where(DigitalSubscription.resource == rows[0].id)
    ways: dict[str, list[WayIn]] = defaultdict(list)
    for access in session.scalars(accesses):
        ways[access.resource].append(WayIn(access, access_row(access)))
    subscriptions: dict[str, list[Subscription]] = defaultdict(list)
    for each in session.scalars(paid):
        subscriptions[each.resource].append(_subscription(each))
    return [_made(row, ways[row.id], subscriptions[row.id]) for row in rows]


def _made(
    row: DigitalResource, ways: Sequence[WayIn], subscriptions: Sequence[Subscription]
) -> ResourceFacts:
    resource = Resource(
        state=ResourceState(row.state),
        min_age=row.min_age,
        subscriptions=tuple(subscriptions),
        accesses=tuple(each.rule for each in ways),
    )
    return ResourceFacts(row, tuple(ways), resource)


def _subscription(row: DigitalSubscription) -> Subscription:
    return Subscription(
        row.starts_on,
        row.ends_on,
        row.auto_renew,
        frozenset(row.branches),
        frozenset(row.categories),
    )


def provider_names(session: Session) -> dict[str | None, str]:
    """Who is behind a resource, as readers are told; the town itself has no name there."""
    rows = session.execute(select(DigitalProvider.id, DigitalProvider.name))
    return {None: "", **{id_: name for id_, name in rows}}  # noqa: C416 - rows are no pairs


def visitor_of(patron: Patron, day: dt.date) -> Visitor:
    """What counts of a patron. Debts and late books do not: nothing is taken away here."""
    card = None
    if patron.expires is not None and patron.expires < day:
        card = Why.CARD_EXPIRED
    elif patron.block is not None or patron.category is None:
        card = Why.CARD_BLOCKED
    return Visitor(patron.branch, patron.category, age_on(patron.birth_date, day), card)


def released(
    session: Session, patron: Patron, names: Iterable[Released], day: dt.date
) -> dict[Released, str]:
    """These fields of hers, and no others. What is not known is empty."""
    return {name: _field(session, patron, name, day) for name in names}


def _field(session: Session, patron: Patron, name: Released, day: dt.date) -> str:
    match name:
        case Released.CARD:
            numbers = select(Card.number).where(Card.patron == patron.id).order_by(Card.number)
            return session.scalar(numbers.limit(1)) or ""
        case Released.FIRST_NAME:
            return patron.first_name
        case Released.LAST_NAME:
            return patron.last_name
        case Released.EMAIL:
            return patron.email or ""
        case Released.BIRTH_YEAR:
            return "" if patron.birth_date is None else str(patron.birth_date.year)
        case Released.CATEGORY:
            return patron.category or ""
        case Released.BRANCH:
            return patron.branch or ""
        case Released.LANGUAGE:
            return patron.language
        case Released.BAND:
            return band_of(age_on(patron.birth_date, day))


def leaves(access: AccessRow) -> list[str]:
    """What of her a way in gives away, as names."""
    if access.kind in (AccessKind.OPEN, AccessKind.ON_SITE):
        return []
    return ["pseudonym", *(str(each) for each in access.release)]
