"""A town file into the tables, and every row of the feed that changes with it marked.

Due dates already given are facts of the record; nothing here touches them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import Session

from catalogue.db import holdings
from catalogue.db.base import Base
from catalogue.db.people import Card, EnrolmentCode, Patron
from catalogue.db.staff import RoleRight
from catalogue.db.town import Closure as ClosureRow
from catalogue.db.town import Message
from catalogue.services.calendar import write_calendar
from catalogue.services.doubled import TRAVEL
from catalogue.services.marking import mark
from catalogue.services.rules import mark_policies
from catalogue.services.town import put_setting
from catalogue.services.town_config.differences import Change
from catalogue.services.town_config.model import Branch, Policy, SortRule, Town, TownFile
from catalogue.services.town_config.present import RETENTION
from catalogue.services.town_config.values import WEEKDAYS

Row = TypeVar("Row", bound=Base)
Columns = Mapping[str, object]
BLOCKING = ("debt_block_cents", "overdue_block_days", "lost_block_items")


def store(session: Session, file: TownFile, changes: Sequence[Change], now_ms: int) -> None:
    """Make the tables say what the file says, which differs from them by `changes`. The caller has
    made sure that nothing refers to what goes."""
    sections = {change.section for change in changes}
    rules_change = not sections.isdisjoint({"policy", "category"})
    if rules_change:
        mark_policies(session)  # what goes now has no row afterwards
    _settings(session, file)
    gone_branches = _put(session, holdings.Branch, [_branch(branch) for branch in file.branches])
    categories = [category.model_dump() for category in file.lending.categories]
    gone_categories = _put(session, holdings.Category, categories)
    rules = [_policy(policy) for policy in file.lending.policies]
    _drop(session, _put(session, holdings.Policy, rules))
    sort_rules = [_sort_rule(rule) for rule in file.returns.sort_rules]
    gone_rules = _put(session, holdings.SortRule, sort_rules)
    if "sort_rule" in sections:
        for key in {*(str(rule["id"]) for rule in sort_rules), *(rule.id for rule in gone_rules)}:
            mark(session, "sort_rule", key)
    _drop(session, gone_rules)
    _drop(session, _put(session, RoleRight, _rights(file)))
    _closures(session, file)
    _drop(session, _put(session, Message, [each.model_dump() for each in file.messages]))
    _drop_branches(session, gone_branches)
    _drop(session, gone_categories)
    _mark_changed(session, changes)
    if rules_change:
        mark_policies(session)
    write_calendar(session, now_ms)


def _settings(session: Session, file: TownFile) -> None:
    town: Town = file.town
    put_setting(session, "town", town.name)
    put_setting(session, "network", town.network)
    put_setting(session, "time_zone", town.time_zone)
    put_setting(session, "languages", json.dumps(town.languages))
    put_setting(session, "isils", json.dumps(town.owners))
    put_setting(session, "owners", json.dumps([isil.replace("-", "") for isil in town.owners]))
    put_setting(session, "public_holidays", file.calendar.public_holidays or "")
    put_setting(session, TRAVEL, str(file.lending.travel_minutes))
    put_setting(session, RETENTION, file.retention.model_dump_json())


def _put(session: Session, table: type[Row], rows: Sequence[Columns]) -> list[Row]:
    """Add and change rows; returns those that are there and not wanted."""
    names = [str(column.key) for column in inspect(table).primary_key]
    there = {
        tuple(getattr(row, name) for name in names): row for row in session.scalars(select(table))
    }
    for columns in rows:
        row = there.pop(tuple(columns[name] for name in names), None)
        if row is None:
            session.add(table(**columns))
            continue
        for name, value in columns.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
    session.flush()
    return list(there.values())


def _drop(session: Session, rows: Collection[Base]) -> None:
    for row in rows:
        session.delete(row)
    session.flush()


def _branch(branch: Branch) -> Columns:
    return {
        "id": branch.id,
        "name": branch.name,
        "address": branch.address or "",
        "closed_weekdays": "".join(str(WEEKDAYS.index(day)) for day in branch.closed_weekdays),
        "opening": {day.value: list(spans) for day, spans in branch.opening.items()},
    }


def _policy(policy: Policy) -> Columns:
    columns = policy.model_dump()
    for name in ("category", "kind", "branch"):
        columns[name] = columns[name] or holdings.ANY
    return columns


def _sort_rule(rule: SortRule) -> Columns:
    key = (rule.branch, rule.station, rule.kind, rule.collection)
    return {
        "id": "/".join(part or holdings.ANY for part in key),
        "branch": rule.branch,
        "station": rule.station,
        "kind": rule.kind,
        "collection": rule.collection,
        "letter": rule.bin.value,
        "label": rule.label,
    }


def _rights(file: TownFile) -> list[Columns]:
    return [
        {"role": role.name, "allows": right.value}
        for role in file.staff.roles
        for right in role.rights
    ]


def _closures(session: Session, file: TownFile) -> None:
    session.execute(delete(ClosureRow))
    for opens, closures in ((False, file.calendar.closed), (True, file.calendar.open)):
        session.add_all(
            ClosureRow(
                branch=closure.branch,
                first=closure.first,
                last=closure.until,
                opens=opens,
                label=closure.label or "",
            )
            for closure in closures
        )
    session.flush()


def _drop_branches(session: Session, gone: Sequence[holdings.Branch]) -> None:
    """With their days and the codes of stations that never came."""
    for branch in gone:
        days = select(holdings.CalendarDay.date).where(holdings.CalendarDay.branch == branch.id)
        for day in session.scalars(days):
            mark(session, "calendar", f"{branch.id}/{day.isoformat()}")
        session.execute(
            delete(holdings.CalendarDay).where(holdings.CalendarDay.branch == branch.id)
        )
        session.execute(delete(EnrolmentCode).where(EnrolmentCode.branch == branch.id))
    _drop(session, gone)


def _mark_changed(session: Session, changes: Sequence[Change]) -> None:
    """Branches and messages that changed, and the cards a category now stops or no longer does."""
    for section in ("branch", "message"):
        for key in sorted({change.key[0] for change in changes if change.section == section}):
            mark(session, section, key)
    stopped = {c.key[0] for c in changes if c.section == "category" and c.field in BLOCKING}
    cards = select(Card.number).join(Patron, Patron.id == Card.patron)
    for number in session.scalars(cards.where(Patron.category.in_(stopped))):
        mark(session, "card", number)
