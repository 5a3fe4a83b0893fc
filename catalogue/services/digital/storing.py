"""The file of providers and resources and the tables: read out, compared, put in.

What is in the file becomes as the file says; what is not in it stays as it is. A secret's name is
kept, a secret never.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from catalogue.db.digital import (
    DigitalAccess,
    DigitalProvider,
    DigitalResource,
    DigitalSubscription,
    UsageLimit,
)
from catalogue.db.holdings import Branch, Category
from catalogue.domain.digital.resources import Access, ResourceState, open_from
from catalogue.services import audit
from catalogue.services.digital.file import (
    AccessRow,
    DigitalFile,
    FileFaults,
    LimitRow,
    ProviderRow,
    ResourceRow,
    SubscriptionRow,
)

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a provider or a resource, and which of its keys are others."""

    kind: str
    id: str
    what: str
    keys: tuple[str, ...] = ()


def present(session: Session) -> DigitalFile:
    """What the tables hold, as a file."""
    providers = session.scalars(select(DigitalProvider).order_by(DigitalProvider.id))
    resources = session.scalars(select(DigitalResource).order_by(DigitalResource.id))
    return DigitalFile(
        providers=tuple(
            ProviderRow(id=p.id, name=p.name, kind=p.kind, contact=p.contact, hosts=tuple(p.hosts))
            for p in providers
        ),
        resources=tuple(resource_row(session, each) for each in resources),
    )


def resource_row(session: Session, row: DigitalResource) -> ResourceRow:
    """A resource with all that belongs to it."""
    subscriptions = session.scalars(
        select(DigitalSubscription)
        .where(DigitalSubscription.resource == row.id)
        .order_by(DigitalSubscription.starts_on)
    )
    limits = session.scalars(
        select(UsageLimit)
        .where(UsageLimit.resource == row.id)
        .order_by(UsageLimit.unit, UsageLimit.per, UsageLimit.period)
    )
    return ResourceRow.model_validate(
        {
            "id": row.id,
            "title": row.title,
            "family": row.family,
            "description": row.description,
            "audience": row.audience,
            "languages": tuple(row.languages),
            "min_age": row.min_age,
            "provider": row.provider,
            "state": row.state,
            "themes": tuple(row.themes),
            "accessibility": row.accessibility,
            "image": row.image,
            "subscriptions": tuple(_subscription(each) for each in subscriptions),
            "access": tuple(access_row(each) for each in accesses_of(session, row.id)),
            "limits": tuple(
                LimitRow.model_validate(
                    {
                        "unit": each.unit,
                        "per": each.per,
                        "period": each.period,
                        "value": each.value,
                        "hard": each.hard,
                        "alert_at": each.alert_at,
                    }
                )
                for each in limits
            ),
        }
    )


def accesses_of(session: Session, resource: str) -> list[DigitalAccess]:
    """The ways into a resource."""
    query = select(DigitalAccess).where(DigitalAccess.resource == resource)
    return list(session.scalars(query.order_by(DigitalAccess.place)))


def access_row(row: DigitalAccess) -> AccessRow:
    """A way in, as the file has it."""
    return AccessRow.model_validate(
        {
            **row.settings,
            "kind": row.kind,
            "where": row.place,
            "endpoint": row.endpoint,
            "secret": row.secret,
            "client": row.client,
            "test_url": row.test_url,
        }
    )


def _subscription(row: DigitalSubscription) -> SubscriptionRow:
    return SubscriptionRow(
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        auto_renew=row.auto_renew,
        branches=tuple(row.branches),
        categories=tuple(row.categories),
        price_cents=row.price_cents,
        notice_days=row.notice_days,
        contract=row.contract,
    )


def changes(before: DigitalFile, wanted: DigitalFile) -> list[Change]:
    """What putting a file in does."""
    return [
        *_compared("provider", before.providers, wanted.providers),
        *_compared("resource", before.resources, wanted.resources),
    ]


def _compared(
    kind: str,
    before: Iterable[ProviderRow | ResourceRow],
    wanted: Iterable[ProviderRow | ResourceRow],
) -> list[Change]:
    known = {each.id: _in_order(each) for each in before}
    found = []
    for each in wanted:
        said, old = _in_order(each), known.get(each.id)
        if old is None:
            found.append(Change(kind, each.id, CREATED))
        elif old == said:
            found.append(Change(kind, each.id, UNCHANGED))
        else:
            keys = tuple(key for key in said if said[key] != old[key])
            found.append(Change(kind, each.id, UPDATED, keys))
    return found


def _in_order(row: ProviderRow | ResourceRow) -> dict[str, object]:
    """Its values; rows below it in one order, whatever that of the file."""
    said = row.model_dump(mode="json")
    for name in ("subscriptions", "access", "limits"):
        if name in said:
            said[name] = sorted(said[name], key=str)
    return said


def put_in(session: Session, file: DigitalFile, now_ms: int, actor: str) -> list[Change]:
    """Make the tables say what the file says. Raises FileFaults for branches, categories and
    providers nobody knows."""
    before = present(session)
    _assert_known(session, file, before)
    done = changes(before, file)
    what = {(each.kind, each.id): each.what for each in done}
    for provider in file.providers:
        if what["provider", provider.id] != UNCHANGED:
            session.merge(DigitalProvider(**{**provider.model_dump(), "hosts": [*provider.hosts]}))
    session.flush()
    changed = [each for each in file.resources if what["resource", each.id] != UNCHANGED]
    for resource in changed:
        _put_resource(session, resource)
    if changed or any(each.what != UNCHANGED for each in done):
        told = [f"{each.kind}:{each.id}" for each in done if each.what != UNCHANGED]
        audit.write(session, now_ms, actor, "digital.import", "resources", {"changed": told})
    return done


def _assert_known(session: Session, file: DigitalFile, before: DigitalFile) -> None:
    branches = set(session.scalars(select(Branch.id)))
    categories = set(session.scalars(select(Category.id)))
    providers = {each.id for each in (*before.providers, *file.providers)}
    clients = {a.client: r.id for r in before.resources for a in r.access if a.client is not None}
    faults = [
        f"resources {each.id}: {fault}"
        for each in file.resources
        for fault in _unknown(each, providers, branches, categories, clients)
    ]
    if faults:
        raise FileFaults(sorted(faults))


def _unknown(
    row: ResourceRow,
    providers: set[str],
    branches: set[str],
    categories: set[str],
    clients: Mapping[str, str],
) -> Iterator[str]:
    if row.provider is not None and row.provider not in providers:
        yield f"there is no provider {row.provider}"
    for each in row.subscriptions:
        yield from (f"there is no branch {name}" for name in set(each.branches) - branches)
        yield from (f"there is no category {name}" for name in set(each.categories) - categories)
    for access in row.access:
        if access.client and clients.get(access.client, row.id) != row.id:
            yield f"client {access.client} is another's"


def _put_resource(session: Session, resource: ResourceRow) -> None:
    accesses = [Access(each.kind, each.where) for each in resource.access]
    plain = resource.model_dump(mode="json", exclude={"subscriptions", "access", "limits"})
    session.merge(DigitalResource(**plain, access=open_from(accesses) if accesses else "home"))
    session.flush()
    known = {each.place: each for each in accesses_of(session, resource.id)}
    # One salt for all ways in: she is the same reader at the desk and at home.
    salt = next((each.salt for each in known.values()), "") or secrets.token_hex(16)
    for table in (DigitalSubscription, UsageLimit):
        session.execute(delete(table).where(table.resource == resource.id))
    for place in known.keys() - {each.where.value for each in resource.access}:
        session.delete(known[place])
    session.flush()
    session.add_all(
        DigitalSubscription(
            resource=resource.id,
            **{
                **each.model_dump(),
                "branches": [*each.branches],
                "categories": [*each.categories],
            },
        )
        for each in resource.subscriptions
    )
    session.add_all(
        UsageLimit(resource=resource.id, **each.model_dump(mode="json")) for each in resource.limits
    )
    for each in resource.access:
        _put_access(session, resource.id, each, salt, known.get(each.where))
    session.flush()


OWN_COLUMNS = frozenset({"kind", "where", "endpoint", "secret", "client", "test_url"})


def _put_access(
    session: Session, resource: str, access: AccessRow, salt: str, row: DigitalAccess | None
) -> None:
    if row is None:
        row = DigitalAccess(resource=resource, place=access.where.value, salt=salt)
        session.add(row)
    row.kind, row.endpoint, row.secret = access.kind.value, access.endpoint, access.secret
    row.client, row.test_url = access.client, access.test_url
    row.settings = access.model_dump(mode="json", exclude=set(OWN_COLUMNS), exclude_defaults=True)


def set_state(
    session: Session, resource: str, state: ResourceState, now_ms: int, actor: str
) -> bool:
    """Suspend a resource, end it, or let it live again. False: there is none of that name."""
    row = session.get(DigitalResource, resource)
    if row is None:
        return False
    row.state = state
    details = {"state": str(state)}
    audit.write(session, now_ms, actor, "digital.state", f"resource:{resource}", details)
    return True
