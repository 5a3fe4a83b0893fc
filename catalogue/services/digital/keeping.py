"""What staff see of resources and licences: what is there, what is wrong with it, what runs out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db.digital import DigitalLoan, EbookLicence, UsageCounter
from catalogue.db.digital import DigitalSubscription as SubscriptionRow
from catalogue.domain.digital.licences import Licence
from catalogue.domain.digital.limits import Limit, Per, Unit, period_of
from catalogue.domain.digital.resources import Opening, Subscription, opening
from catalogue.services.digital.reading import ResourceFacts, every_resource
from catalogue.services.digital.shelf import licence_of
from catalogue.services.digital.usage import limits_of

WARNED = dt.timedelta(days=30)
"""So long before the last day on which something can be done."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A resource today: `opening` for nobody in particular, in a branch; `ends_on` of the
    subscription that is valid; `alerts`: what somebody should look at."""

    facts: ResourceFacts
    opening: Opening
    ends_on: dt.date | None
    alerts: tuple[str, ...]


def kept(session: Session, today: dt.date) -> list[Kept]:
    """Every resource, also drafts."""
    return [_kept(session, each, today) for each in every_resource(session)]


def _kept(session: Session, facts: ResourceFacts, today: dt.date) -> Kept:
    found = opening(facts.resource, None, today, in_branch=True)
    paid = found.subscription
    ends_on = None if paid is None else paid.term(today)[1]
    alerts = [
        *_notice(session, facts, paid, ends_on, today),
        *_limits(session, facts, paid, today),
        *(f"{each.access.where}: {each.row.checked}" for each in facts.ways if each.row.checked),
    ]
    return Kept(facts, found, ends_on, tuple(alerts))


def _notice(
    session: Session,
    facts: ResourceFacts,
    paid: Subscription | None,
    ends_on: dt.date | None,
    today: dt.date,
) -> list[str]:
    """The subscription can be given up, or has to be renewed, until a day that comes."""
    if paid is None or ends_on is None:
        return []
    row = session.get_one(SubscriptionRow, (facts.row.id, paid.starts_on))
    last = ends_on - dt.timedelta(days=row.notice_days or 0)
    if paid.auto_renew:
        soon = last - WARNED <= today <= last
        return [f"renews itself after {ends_on}: give notice by {last}"] if soon else []
    return [f"the subscription ends after {ends_on}"] if today >= last - WARNED else []


def _limits(
    session: Session, facts: ResourceFacts, paid: Subscription | None, today: dt.date
) -> list[str]:
    found = []
    for limit in limits_of(session, facts.row.id):
        if limit.alert_at is None or limit.per is not Per.LIBRARY or limit.unit is Unit.SEAT:
            continue
        used = _used(session, facts.row.id, limit, paid, today)
        if used >= limit.alert_at:
            found.append(f"{limit.unit}: {used} of {limit.value} a {limit.span}")
    return found


def _used(
    session: Session, resource: str, limit: Limit, paid: Subscription | None, today: dt.date
) -> int:
    period = period_of(limit.span, today, paid).key
    mine = (
        UsageCounter.resource == resource,
        UsageCounter.unit == limit.unit,
        UsageCounter.period == period,
    )
    if limit.unit is Unit.ACTIVE_USER:
        return session.scalar(select(func.count()).select_from(UsageCounter).where(*mine)) or 0
    return session.scalar(select(UsageCounter.value).where(*mine, UsageCounter.who == "")) or 0


def every_licence(session: Session) -> list[tuple[EbookLicence, Licence]]:
    """All licences with their open loans, by title."""
    counted = session.execute(
        select(DigitalLoan.licence, func.count())
        .where(DigitalLoan.open)
        .group_by(DigitalLoan.licence)
    )
    lent = {licence: count for licence, count in counted}  # noqa: C416 - rows are no pairs
    rows = session.scalars(select(EbookLicence).order_by(EbookLicence.title, EbookLicence.id))
    return [(row, licence_of(row, lent.get(row.id, 0))) for row in rows]
