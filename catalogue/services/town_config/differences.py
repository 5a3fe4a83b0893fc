"""What applying a town file would change: one line a change, in a person's words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from catalogue.services.town_config.model import (
    Closure,
    Policy,
    Returns,
    Staff,
    TownFile,
)
from catalogue.services.town_config.values import Table
from catalogue.services.town_config.words import said, words_of

SECTIONS: Final = (
    "town",
    "branch",
    "calendar",
    "closed",
    "open",
    "lending",
    "category",
    "policy",
    "sort_rule",
    "role",
    "retention",
    "message",
)
"""In the order of the file."""


class Sign(StrEnum):
    """What happens to a thing."""

    ADDED = "+"
    REMOVED = "-"
    CHANGED = "~"


@dataclass(frozen=True, slots=True)
class Thing:
    """A row of the file that can be told from the others: `section` and `key` name it, `subject`
    is what a person calls it."""

    section: str
    key: tuple[str, ...]
    subject: str
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """One line: `sign`, the thing, and for a changed one the field and what it says before and
    after."""

    sign: Sign
    section: str
    key: tuple[str, ...]
    subject: str
    words: str
    field: str | None = None

    def __str__(self) -> str:
        return f"{self.sign} {self.words}"


def differences(before: TownFile | None, after: TownFile) -> list[Change]:
    """From one file (None: nothing is set up) to another, in the order of the file."""
    old = {} if before is None else {(t.section, t.key): t for t in things(before)}
    new = {(t.section, t.key): t for t in things(after)}
    return [
        change
        for at in sorted({*old, *new}, key=lambda at: (SECTIONS.index(at[0]), at[1]))
        for change in _of_thing(old.get(at), new.get(at))
    ]


def _of_thing(old: Thing | None, new: Thing | None) -> Iterator[Change]:
    if old is None and new is not None:
        text = ", ".join(words_of(new.section, new.fields))
        words = f"{new.subject}: {text}" if text else new.subject
        yield Change(Sign.ADDED, new.section, new.key, new.subject, words)
    elif old is not None and new is None:
        yield Change(Sign.REMOVED, old.section, old.key, old.subject, old.subject)
    elif old is not None and new is not None:
        for field, value in new.fields.items():
            if value != old.fields[field]:
                words = f"{new.subject}: {said(new.section, field, old.fields[field], value)}"
                yield Change(Sign.CHANGED, new.section, new.key, new.subject, words, field)


def things(file: TownFile) -> Iterator[Thing]:
    """Everything a file speaks of."""
    yield _thing("town", (), "town", file.town)
    for branch in file.branches:
        yield _thing("branch", (branch.id,), f"branch {branch.id}", branch, "id")
    holidays = {"public_holidays": file.calendar.public_holidays}
    yield Thing("calendar", (), "calendar", holidays)
    for name, closures in (("closed", file.calendar.closed), ("open", file.calendar.open)):
        yield from (_closure(name, closure) for closure in closures)
    yield Thing("lending", (), "lending", {"travel_minutes": file.lending.travel_minutes})
    for category in file.lending.categories:
        yield _thing("category", (category.id,), f"category {category.id}", category, "id")
    yield from (_policy(policy) for policy in file.lending.policies)
    yield from _sort_rules(file.returns)
    yield from _roles(file.staff)
    yield _thing("retention", (), "retention", file.retention)
    for message in file.messages:
        yield _thing("message", (message.id,), f"message {message.id}", message, "id")


def _thing(section: str, key: tuple[str, ...], subject: str, row: Table, *names: str) -> Thing:
    """`names`: fields that are said by the subject already."""
    fields = {name: getattr(row, name) for name in type(row).model_fields if name not in names}
    return Thing(section, key, subject, fields)


def _closure(name: str, closure: Closure) -> Thing:
    days = f"{closure.first}" + (f" to {closure.last}" if closure.last else "")
    subject = f"{name} {days}" + (f" at {closure.branch}" if closure.branch else "")
    key = (f"{closure.first}", f"{closure.until}", closure.branch or "")
    return Thing(name, key, subject, {"label": closure.label})


def _policy(policy: Policy) -> Thing:
    key = (policy.category or "", policy.kind or "", policy.branch or "")
    subject = f"policy {policy.category or 'all'} × {policy.kind or 'all'}"
    subject += f" at {policy.branch}" if policy.branch else ""
    return _thing("policy", key, subject, policy, "category", "kind", "branch")


def _sort_rules(returns: Returns) -> Iterator[Thing]:
    for rule in returns.sort_rules:
        key = (rule.branch, rule.station or "", rule.kind or "", rule.collection or "")
        where = rule.station or rule.branch
        what = " × ".join(filter(None, (rule.kind, rule.collection))) or "all that is left"
        yield _thing(
            "sort_rule",
            key,
            f"sort rule at {where}, {what}",
            rule,
            *("branch", "station", "kind", "collection"),
        )


def _roles(staff: Staff) -> Iterator[Thing]:
    for role in staff.roles:
        yield _thing("role", (role.name,), f"role {role.name}", role, "name")
