"""The town file of the present: what the tables say, as a file would."""

from __future__ import annotations

import json
from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import holdings
from catalogue.db.staff import RoleRight
from catalogue.db.town import Closure as ClosureRow
from catalogue.db.town import Message as MessageRow
from catalogue.domain.rights import Right
from catalogue.services.doubled import travel_ms
from catalogue.services.town import owners, setting
from catalogue.services.town_config.model import (
    Branch,
    Calendar,
    Category,
    Closure,
    Lending,
    Message,
    Policy,
    Retention,
    Returns,
    Role,
    SortRule,
    Staff,
    Town,
    TownFile,
)
from catalogue.services.town_config.values import WEEKDAYS, Bin

RETENTION = "retention"
"""Setting: the periods, as JSON; what is left out is as in a file that says nothing."""


def present(session: Session) -> TownFile | None:
    """The present as a file, in order; None where no town is set up yet. It is taken as it is: an
    older program may have let through what a file may not say."""
    if not setting(session, "town", ""):
        return None
    return TownFile.model_construct(
        town=_town(session),
        branches=tuple(_branch(row) for row in session.scalars(select(holdings.Branch))),
        calendar=_calendar(session),
        lending=Lending.model_construct(
            categories=tuple(_category(row) for row in session.scalars(select(holdings.Category))),
            policies=tuple(_policy(row) for row in session.scalars(select(holdings.Policy))),
            travel_minutes=travel_ms(session) // 60_000,
        ),
        returns=Returns.model_construct(
            sort_rules=tuple(_sort_rule(row) for row in session.scalars(select(holdings.SortRule)))
        ),
        staff=Staff.model_construct(roles=_roles(session)),
        retention=retention(session),
        messages=tuple(_message(row) for row in session.scalars(select(MessageRow))),
    ).in_order()


def retention(session: Session) -> Retention:
    """How long persons are known in this town."""
    return Retention.model_construct(**json.loads(setting(session, RETENTION, "{}")))


def _town(session: Session) -> Town:
    name = setting(session, "town", "")
    # Before there was a file only the codes on tags were kept.
    isils = [f"{code[:2]}-{code[2:]}" for code in owners(session)]
    return Town.model_construct(
        name=name,
        network=setting(session, "network", name),
        time_zone=setting(session, "time_zone", "Europe/Paris"),
        languages=tuple(json.loads(setting(session, "languages", '["fr"]'))),
        owners=tuple(json.loads(setting(session, "isils", json.dumps(isils)))),
    )


def _branch(row: holdings.Branch) -> Branch:
    return Branch.model_construct(
        id=row.id,
        name=row.name,
        address=row.address or None,
        closed_weekdays=tuple(WEEKDAYS[int(digit)] for digit in sorted(row.closed_weekdays)),
        opening={day: tuple(row.opening[day]) for day in WEEKDAYS if day in row.opening},
    )


def _calendar(session: Session) -> Calendar:
    rows = session.scalars(select(ClosureRow)).all()
    return Calendar.model_construct(
        public_holidays=setting(session, "public_holidays", "") or None,
        closed=tuple(_closure(row) for row in rows if not row.opens),
        open=tuple(_closure(row) for row in rows if row.opens),
    )


def _closure(row: ClosureRow) -> Closure:
    return Closure.model_construct(
        first=row.first,
        last=None if row.last == row.first else row.last,
        branch=row.branch,
        label=row.label or None,
    )


def _message(row: MessageRow) -> Message:
    return Message.model_construct(**{name: getattr(row, name) for name in Message.model_fields})


def _category(row: holdings.Category) -> Category:
    return Category.model_construct(**{name: getattr(row, name) for name in Category.model_fields})


def _policy(row: holdings.Policy) -> Policy:
    values = {name: getattr(row, name) for name in Policy.model_fields}
    for name in ("category", "kind", "branch"):
        values[name] = None if values[name] == holdings.ANY else values[name]
    return Policy.model_construct(**values)


def _sort_rule(row: holdings.SortRule) -> SortRule:
    return SortRule.model_construct(
        branch=row.branch,
        station=row.station,
        kind=row.kind,
        collection=row.collection,
        bin=Bin(row.letter),
        label=row.label,
    )


def _roles(session: Session) -> tuple[Role, ...]:
    rights: dict[str, set[str]] = defaultdict(set)
    for row in session.scalars(select(RoleRight)):
        rights[row.role].add(row.allows)
    return tuple(
        Role.model_construct(name=name, rights=tuple(r for r in Right if r in allowed))
        for name, allowed in rights.items()
    )
