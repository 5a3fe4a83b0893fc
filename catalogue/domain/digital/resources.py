"""May she open this resource, here and today? A pure function of what is known of the resource, of
her, and of where she is. How much of it is used up: `catalogue.services.digital.usage`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Family(StrEnum):
    """What kind of thing a resource is; `themes` say more (concert, languages, driving)."""

    VOD = "vod"
    MUSIC = "music"
    PRESS = "press"
    LEARNING = "learning"
    EBOOKS = "ebooks"
    GAMES = "games"
    HELP = "help"


class Audience(StrEnum):
    """Whom a resource is for."""

    ALL = "all"
    ADULT = "adult"
    YOUTH = "youth"
    CHILD = "child"


class ResourceState(StrEnum):
    """Of a resource as such; subscriptions come on top."""

    DRAFT = "draft"
    LIVE = "live"
    SUSPENDED = "suspended"
    ENDED = "ended"


class AccessKind(StrEnum):
    """How the vendor is told that she may come in."""

    OPEN = "open"
    SIGNED_URL = "signed_url"
    CAS = "cas"
    OIDC = "oidc"
    ON_SITE = "on_site"
    """The vendor knows the branch's network: it opens from a station of a branch alone."""


class Where(StrEnum):
    """From where a way in works."""

    HOME = "home"
    SITE = "site"
    BOTH = "both"


class Why(StrEnum):
    """Why a resource does not open, in the order of the checks."""

    UNKNOWN = "unknown_resource"
    SUSPENDED = "suspended"
    NOT_BEGUN = "not_begun"
    ENDED = "ended"
    CARD_EXPIRED = "expired"
    CARD_BLOCKED = "blocked"
    NOT_ENTITLED = "not_entitled"
    """The town pays for others: another branch's readers, another category."""
    AGE = "age"
    ONLY_ON_SITE = "only_on_site"
    ONLY_AT_HOME = "only_at_home"
    LIMIT = "limit_reached"


@dataclass(frozen=True, slots=True)
class Subscription:
    """From `starts_on` to `ends_on`, both days included (None: open). Empty `branches` or
    `categories`: all. With `auto_renew` its end begins the next term."""

    starts_on: date
    ends_on: date | None = None
    auto_renew: bool = False
    branches: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()

    def is_valid(self, day: date) -> bool:
        """Does the town pay on that day?"""
        over = self.ends_on is not None and day > self.ends_on and not self.auto_renew
        return self.starts_on <= day and not over

    def term(self, day: date) -> tuple[date, date | None]:
        """First and last day of the term a valid day is in."""
        if self.ends_on is None:
            return self.starts_on, None
        first, after = self.starts_on, self.ends_on + timedelta(days=1)
        months = _whole_months(first, after)
        n = 0
        while after <= day:
            n += 1
            if months:
                first = _add_months(self.starts_on, n * months)
                after = _add_months(self.starts_on, (n + 1) * months)
            else:
                first, after = after, after + (after - first)
        return first, after - timedelta(days=1)

    def entitles(self, visitor: Visitor) -> bool:
        """Is it for her?"""
        by_branch = not self.branches or visitor.branch in self.branches
        return by_branch and (not self.categories or visitor.category in self.categories)


def _whole_months(first: date, after: date) -> int:
    if first.day != after.day:
        return 0
    return (after.year - first.year) * 12 + after.month - first.month


def _add_months(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    ends = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date(year, month, min(day.day, ends.day))


@dataclass(frozen=True, slots=True)
class Access:
    """A way in: how, and from where."""

    kind: AccessKind
    where: Where


@dataclass(frozen=True, slots=True)
class Resource:
    """What is known of a resource. Without any subscription it costs nothing and is for all."""

    state: ResourceState
    min_age: int | None
    subscriptions: tuple[Subscription, ...]
    accesses: tuple[Access, ...]


@dataclass(frozen=True, slots=True)
class Visitor:
    """What counts of her: home branch, category, age (None: not known, as of a class)."""

    branch: str | None
    category: str | None
    age: int | None
    card: Why | None = None
    """What is wrong with her card: CARD_EXPIRED, CARD_BLOCKED."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The answer. `why` None: it opens, by `access`. `day`: of NOT_BEGUN the first day, of ENDED
    the last. `subscription`: the one that pays, None where nothing is to be paid."""

    why: Why | None
    access: Access | None = None
    subscription: Subscription | None = None
    day: date | None = None


def opening(resource: Resource, visitor: Visitor | None, day: date, *, in_branch: bool) -> Opening:
    """May she open it? `visitor` None: nobody in particular, and only what holds for all counts."""
    closed = _closed(resource, day)
    if closed is not None:
        return closed
    valid = [each for each in resource.subscriptions if each.is_valid(day)]
    paid = next((s for s in valid if visitor is None or s.entitles(visitor)), None)
    if visitor is not None:
        refused = visitor.card or _refused(resource, visitor, entitled=bool(paid) or not valid)
        if refused is not None:
            return Opening(refused)
    access = way_in(resource.accesses, in_branch=in_branch)
    if access is None:
        return Opening(Why.ONLY_AT_HOME if in_branch else Why.ONLY_ON_SITE)
    return Opening(None, access, paid)


def _closed(resource: Resource, day: date) -> Opening | None:
    if resource.state is ResourceState.DRAFT or not resource.accesses:
        return Opening(Why.UNKNOWN)
    if resource.state is ResourceState.SUSPENDED:
        return Opening(Why.SUSPENDED)
    if resource.state is ResourceState.ENDED:
        return Opening(Why.ENDED)
    known = resource.subscriptions
    if not known or any(each.is_valid(day) for each in known):
        return None
    to_come = [each.starts_on for each in known if each.starts_on > day]
    if to_come:
        return Opening(Why.NOT_BEGUN, day=min(to_come))
    return Opening(Why.ENDED, day=max(each.ends_on for each in known if each.ends_on))


def _refused(resource: Resource, visitor: Visitor, *, entitled: bool) -> Why | None:
    if not entitled:
        return Why.NOT_ENTITLED
    # An age nobody knows (a class, an institution) is not held against the card.
    young = visitor.age is not None and resource.min_age is not None
    if young and (visitor.age or 0) < (resource.min_age or 0):
        return Why.AGE
    return None


def way_in(accesses: Sequence[Access], *, in_branch: bool) -> Access | None:
    """The way in from a branch or from home: the one that is for there alone first."""
    here = Where.SITE if in_branch else Where.HOME
    for where in (here, Where.BOTH):
        for access in accesses:
            if access.where is where:
                return access
    return None


class Band(StrEnum):
    """How old, as statistics know it."""

    CHILD = "child"
    YOUTH = "youth"
    ADULT = "adult"
    UNKNOWN = "unknown"


def band_of(age: int | None) -> Band:
    """Below 12 a child, below 18 a youth."""
    if age is None:
        return Band.UNKNOWN
    if age < 12:
        return Band.CHILD
    return Band.YOUTH if age < 18 else Band.ADULT


def open_from(accesses: Iterable[Access]) -> Where:
    """HOME: also from home; SITE: inside a branch only."""
    return Where.SITE if all(each.where is Where.SITE for each in accesses) else Where.HOME
