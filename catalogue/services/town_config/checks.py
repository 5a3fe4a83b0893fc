"""What the tables of a town file ask of each other: names that exist, keys that are there once,
dates in order. Pure; each fault is a place and one sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

from catalogue.services.town_config.model import Branch, Closure, Message, TownFile
from catalogue.services.town_config.places import Place

T = TypeVar("T")
Fault = tuple[Place, str]
MAX_CLOSED_DAYS = 366


def check(file: TownFile) -> Iterator[Fault]:
    """Every fault, in the order of the file."""
    branches = [branch.id for branch in file.branches]
    yield from _once(("branches",), file.branches, lambda b: b.id)
    for n, branch in enumerate(file.branches):
        yield from _open_when_closed(("branches", n), branch)
    for name, closures in (("closed", file.calendar.closed), ("open", file.calendar.open)):
        at = ("calendar", name)
        yield from _once(at, closures, lambda c: (c.first, c.until, c.branch))
        for n, closure in enumerate(closures):
            yield from _closure((*at, n), closure, branches)
    yield from _once(("lending", "categories"), file.lending.categories, lambda c: c.id)
    categories = [category.id for category in file.lending.categories]
    yield from _once(
        ("lending", "policies"), file.lending.policies, lambda p: (p.category, p.kind, p.branch)
    )
    for n, policy in enumerate(file.lending.policies):
        row = ("lending", "policies", n)
        yield from _known((*row, "category"), policy.category, categories, "category", "categories")
        yield from _known((*row, "branch"), policy.branch, branches, "branch", "branches")
    yield from _sort_rules(file, branches)
    yield from _once(("staff", "roles"), file.staff.roles, lambda r: r.name)
    yield from _once(("messages",), file.messages, lambda m: m.id)
    for n, message in enumerate(file.messages):
        yield from _message(("messages", n), message, branches)


def _once(table: Place, rows: Sequence[T], key: Callable[[T], object]) -> Iterator[Fault]:
    first: dict[object, int] = {}
    for n, row in enumerate(rows):
        before = first.setdefault(key(row), n)
        if before != n:
            yield (*table, n), f"speaks of the same as row {before + 1}; remove one of the two"


def _known(
    where: Place, name: str | None, known: Collection[str], what: str, section: str
) -> Iterator[Fault]:
    if name is not None and name not in known:
        yield (
            where,
            f"there is no {what} “{name}”; those in {section} are {', '.join(known)}",
        )


def _open_when_closed(where: Place, branch: Branch) -> Iterator[Fault]:
    for day in branch.opening:
        if day in branch.closed_weekdays:
            yield (
                (*where, "opening", day.value),
                "has opening hours, but stands in closed_weekdays; remove one of them",
            )
    if len(branch.closed_weekdays) == 7:
        yield (*where, "closed_weekdays"), "are all seven: nothing could ever be due; remove one"


def _closure(where: Place, closure: Closure, branches: Collection[str]) -> Iterator[Fault]:
    yield from _known((*where, "branch"), closure.branch, branches, "branch", "branches")
    days = (closure.until - closure.first).days
    if days < 0:
        yield (*where, "last"), f"{closure.until} is before {closure.first}; exchange them"
    if days > MAX_CLOSED_DAYS:
        yield (*where, "last"), f"that is more than {MAX_CLOSED_DAYS} days; write a nearer date"


def _message(where: Place, message: Message, branches: Collection[str]) -> Iterator[Fault]:
    yield from _known((*where, "branch"), message.branch, branches, "branch", "branches")
    if message.first and message.last and message.last < message.first:
        yield (*where, "last"), f"{message.last} is before {message.first}; exchange them"


def _sort_rules(file: TownFile, branches: Collection[str]) -> Iterator[Fault]:
    rules, at = file.returns.sort_rules, ("returns", "sort_rules")
    yield from _once(at, rules, lambda r: (r.branch, r.station, r.kind, r.collection))
    for n, rule in enumerate(rules):
        yield from _known((*at, n, "branch"), rule.branch, branches, "branch", "branches")
    general = {r.branch for r in rules if not (r.station or r.kind or r.collection)}
    for branch in (name for name in branches if name in {r.branch for r in rules} - general):
        problem = f"“{branch}” has rules, but none for all that is left"
        yield at, f"{problem}; add one with branch, bin and label alone"
