"""A patron opens a resource: whether she may, how she gets in, and what of her leaves for it.

A launch is counted and its way in is made in one transaction: what is refused uses nothing up, and
what cannot be made (a secret is missing) is not counted either.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from catalogue.db.database import Database
from catalogue.db.digital import LaunchEvent
from catalogue.db.people import Patron
from catalogue.domain.ages import age_on
from catalogue.domain.digital.limits import Limit
from catalogue.domain.digital.resources import (
    AccessKind,
    Opening,
    Why,
    band_of,
    opening,
)
from catalogue.services.digital.pseudonyms import Pseudonyms, SecretMissing, Secrets
from catalogue.services.digital.reading import (
    ResourceFacts,
    WayIn,
    every_resource,
    leaves,
    provider_names,
    read_resource,
    released,
    visitor_of,
)
from catalogue.services.digital.signing import moment_fields, signed_fields, with_query
from catalogue.services.digital.tickets import LIFE_MS, Issue, Ticket, issue
from catalogue.services.digital.usage import OPENED, Level, Meter, Use, every_limit
from catalogue.services.town import Clock, time_zone

CAS_LOGIN, OIDC_START = "/cas/login", "/oidc/start"
POST = "POST"


@dataclass(frozen=True, slots=True)
class Launch:
    """How she gets in: follow `url`, or send `fields` there as a form where `method` is POST.
    Whoever has it is she, once: it is shown to her alone and written nowhere."""

    url: str = field(repr=False)
    method: str = "GET"
    fields: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    leaves: tuple[str, ...] = ()
    """What of her the vendor gets."""
    provider: str = ""
    kind: AccessKind = AccessKind.OPEN
    expires_ms: int | None = None


@dataclass(frozen=True, slots=True)
class NotOpened:
    """Why not. `until`: from then on it may open."""

    why: Why
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ResourceNow:
    """A resource as somebody sees it, where she stands. `reached`: the limit that is."""

    facts: ResourceFacts
    opening: Opening
    provider: str
    leaves: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    reached: Level | None = None


@dataclass(frozen=True, slots=True)
class _Visit:
    """A patron at a resource, in a branch or from home."""

    facts: ResourceFacts
    patron: Patron
    branch: str | None
    now: dt.datetime

    @property
    def now_ms(self) -> int:
        return int(self.now.timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class _View:
    """Who looks, from where; and what is the same for all resources."""

    patron: Patron | None
    branch: str | None
    now: dt.datetime
    providers: Mapping[str | None, str]
    limits: Mapping[str, list[Limit]]


class Launches:
    """Opens resources for patrons who have said who they are. Any thread."""

    def __init__(
        self, database: Database, pseudonyms: Pseudonyms, secrets: Secrets, clock: Clock
    ) -> None:
        self._database = database
        self._pseudonyms = pseudonyms
        self._secrets = secrets
        self._clock = clock

    def seen(self, patron: str | None, branch: str | None) -> list[ResourceNow]:
        """Every resource that is no draft, from a branch (None: from home). `patron` None: nobody
        has said who she is."""
        with self._database.read() as session:
            view = self._view(session, patron, branch)
            found = [self._see(session, each, view) for each in every_resource(session)]
            return [each for each in found if each.opening.why is not Why.UNKNOWN]

    def seen_one(self, resource: str) -> ResourceNow | None:
        """One resource, as anybody sees it from home."""
        with self._database.read() as session:
            facts = read_resource(session, resource)
            if facts is None:
                return None
            found = self._see(session, facts, self._view(session, None, None))
            return None if found.opening.why is Why.UNKNOWN else found

    def _view(self, session: Session, patron: str | None, branch: str | None) -> _View:
        return _View(
            patron=None if patron is None else session.get(Patron, patron),
            branch=branch,
            now=self._now(session),
            providers=provider_names(session),
            limits={} if patron is None else every_limit(session),
        )

    def _see(self, session: Session, facts: ResourceFacts, view: _View) -> ResourceNow:
        day, in_branch = view.now.date(), view.branch is not None
        visitor = None if view.patron is None else visitor_of(view.patron, day)
        found = opening(facts.resource, visitor, day, in_branch=in_branch)
        way = None if found.access is None else facts.way(found.access)
        levels: list[Level] = []
        limits = view.limits.get(facts.row.id)
        if view.patron is not None and found.why is None and limits:
            use = Use(facts.row.id, view.patron.id, view.now, found.subscription)
            levels = Meter(session, self._pseudonyms).levels(use, limits)
        return ResourceNow(
            facts,
            found,
            view.providers.get(facts.row.provider, facts.row.provider or ""),
            tuple(leaves(way.access)) if way is not None else (),
            tuple(levels),
            next((each for each in levels if each.limit.hard and not each.left), None),
        )

    def launch(
        self, patron: str, branch: str | None, resource: str, base_url: str
    ) -> Launch | NotOpened:
        """Let her in, from a branch (None: from home). `base_url`: this server's address, for what
        comes back to it. Raises SecretMissing."""
        return self._database.transact(
            lambda session: self._launch(session, patron, branch, resource, base_url)
        )

    def _launch(
        self, session: Session, patron: str, branch: str | None, resource: str, base_url: str
    ) -> Launch | NotOpened:
        facts = read_resource(session, resource)
        if facts is None:
            return NotOpened(Why.UNKNOWN)
        visit = _Visit(facts, session.get_one(Patron, patron), branch, self._now(session))
        visitor = visitor_of(visit.patron, visit.now.date())
        found = opening(facts.resource, visitor, visit.now.date(), in_branch=branch is not None)
        if found.access is None:
            self._note(session, visit, "", str(found.why))
            return NotOpened(found.why or Why.UNKNOWN)
        use = Use(resource, patron, visit.now, found.subscription)
        reached = Meter(session, self._pseudonyms).take(use)
        self._note(session, visit, found.access.kind, OPENED if reached is None else Why.LIMIT)
        if reached is not None:
            return NotOpened(Why.LIMIT, reached.until)
        return self._way_in(session, visit, facts.way(found.access), base_url)

    def _way_in(self, session: Session, visit: _Visit, way: WayIn, base_url: str) -> Launch:
        access = way.access
        url, expires_ms = access.endpoint, None
        fields: tuple[tuple[str, str], ...] = ()
        if access.kind is AccessKind.SIGNED_URL:
            url, fields = self._signed(session, visit, way)
        elif access.kind in (AccessKind.CAS, AccessKind.OIDC):
            if not base_url:
                raise SecretMissing("public_url: not set")
            what = Issue(visit.facts.row.id, visit.patron.id, access.endpoint, visit.branch)
            ticket = issue(session, Ticket.LAUNCH, what, visit.now_ms)
            expires_ms = visit.now_ms + LIFE_MS[Ticket.LAUNCH]
            query = {"launch": ticket}
            path = OIDC_START
            if access.kind is AccessKind.CAS:
                query, path = {"service": access.endpoint, **query}, CAS_LOGIN
            url = f"{base_url}{path}?{urlencode(query)}"
        provider = provider_names(session).get(visit.facts.row.provider, "")
        gone = tuple(leaves(access))
        return Launch(url, access.method, fields, gone, provider, access.kind, expires_ms)

    def _signed(
        self, session: Session, visit: _Visit, way: WayIn
    ) -> tuple[str, tuple[tuple[str, str], ...]]:
        access = way.access
        secret = self._secrets.of(access.secret) if access.secret else ""
        hers = released(session, visit.patron, access.release, visit.now.date())
        values = {
            "pseudonym": self._pseudonyms.pairwise(way.row.resource, way.row.salt, visit.patron.id),
            **{str(name): value for name, value in hers.items()},
            **moment_fields(visit.now, access.date_format, secrets.token_hex(8)),
        }
        fields = signed_fields(access.parameters, values, secret)
        if access.method == POST:
            return access.endpoint, tuple(fields)
        return with_query(access.endpoint, fields), ()

    def _note(self, session: Session, visit: _Visit, kind: str, outcome: str) -> None:
        resource, now = visit.facts.row.id, visit.now
        session.add(
            LaunchEvent(
                resource=resource,
                at_ms=visit.now_ms,
                branch=visit.branch,
                band=band_of(age_on(visit.patron.birth_date, now.date())),
                kind=kind,
                outcome=outcome,
                pseudonym=self._pseudonyms.counted(resource, f"{now:%Y-%m}", visit.patron.id),
            )
        )
        session.flush()

    def _now(self, session: Session) -> dt.datetime:
        return dt.datetime.fromtimestamp(self._clock() / 1000, time_zone(session))
