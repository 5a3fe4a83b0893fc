"""The messages of digital resources and e-books."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from catalogue.domain.digital.licences import HoldState, LicenceState
from catalogue.domain.digital.limits import Per, Span, Unit
from catalogue.domain.digital.lsd import Status
from catalogue.domain.digital.resources import (
    AccessKind,
    Audience,
    Family,
    ResourceState,
    Where,
    Why,
)
from catalogue.wire.v1 import Message, SessionEnd

ResourceId = Annotated[str, Field(min_length=1, max_length=64)]
TitleId = Annotated[str, Field(min_length=1, max_length=200)]
RowId = Annotated[str, Field(min_length=1, max_length=64)]


class LaunchRequest(SessionEnd):
    """The patron of a session opens a resource."""

    resource: ResourceId


class FormField(Message):
    """One field of a form."""

    name: str
    value: Annotated[str, Field(repr=False)]


class LaunchNow(Message):
    """How she gets in: follow `url`; where `method` is POST, send `fields` there as a form. For her
    alone, at once (`expires_ms`), and once. `leaves`: what of her the vendor gets; empty: nothing.
    """

    url: Annotated[str, Field(repr=False)]
    method: str
    fields: Annotated[list[FormField], Field(repr=False)]
    leaves: list[str]
    provider: str
    kind: AccessKind
    expires_ms: int | None = None


class LimitNow(Message):
    """How far a limit is used. `until_ms`: from then on there is more."""

    unit: Unit
    per: Per
    period: Span
    value: int
    left: int
    hard: bool
    until_ms: int | None = None


class ResourceNow(Message):
    """A resource where she stands. `opens` false: `why` says why not; `until_ms` of a limit, `day`
    of a subscription. `leaves`: what of her the vendor would get. `short`: its address to open it
    at home, without host."""

    id: str
    title: str
    family: Family
    audience: Audience
    description: str
    languages: list[str]
    themes: list[str]
    provider: str
    accessibility: str
    image: str
    access: Where
    opens: bool
    why: Why | None = None
    day: dt.date | None = None
    until_ms: int | None = None
    min_age: int | None = None
    kind: AccessKind | None = None
    leaves: list[str] = Field(default_factory=list)
    limits: list[LimitNow] = Field(default_factory=list)
    short: str


class Resources(Message):
    """All of them, by family and title. `base`: this server as others reach it, what stands before
    each `short`; empty where it was not told."""

    resources: list[ResourceNow]
    base: str = ""


class BorrowRequest(SessionEnd):
    """She borrows an e-book, or waits for it."""

    title: TitleId


class LoanRequest(SessionEnd):
    """Something about a loan of hers."""

    loan: RowId


class HoldRequest(SessionEnd):
    """Something about a hold of hers."""

    hold: RowId


class LoanNow(Message):
    """An e-book lent to her. `asked`: its distributor has not answered yet. `passphrase` opens it
    where its protection asks for one."""

    id: str
    title: str
    status: Status
    started_ms: int
    ends_ms: int
    open: bool
    asked: bool = False
    passphrase: Annotated[str, Field(repr=False)] = ""


class PageNow(Message):
    """An address that is for her alone."""

    url: Annotated[str, Field(repr=False)]


class Renewed(Message):
    """The loan with its new end, or the page where she lengthens it herself."""

    loan: LoanNow | None = None
    page: PageNow | None = None


class HoldNow(Message):
    """She waits: `position` from 1; 0: a seat is kept until `ready_until_ms`."""

    id: str
    title: str
    state: HoldState
    position: int
    ready_until_ms: int | None = None


class DigitalAccount(Message):
    """Her e-books."""

    loans: list[LoanNow]
    holds: list[HoldNow]


class Ebook(Message):
    """An e-book as anybody sees it. `seats`: loans that could begin now, absent: no limit."""

    title: str
    seats: int | None = None
    waiting: int
    lendable: bool


class FileTold(Message):
    """A file of providers and resources, TOML; with `dry_run` it is only compared."""

    toml: Annotated[str, Field(max_length=4_000_000)]
    dry_run: bool = False


class ChangeNow(Message):
    """What becomes of a provider or resource: `created`, `updated`, `unchanged`."""

    kind: str
    id: str
    what: str
    keys: list[str] = Field(default_factory=list)


class Imported(Message):
    """What a file did, or would do."""

    read: int
    created: int
    updated: int
    unchanged: int
    changes: list[ChangeNow]


class FileText(Message):
    """The file of all there is; without secrets."""

    toml: str


class WayNow(Message):
    """A way in as staff see it; its secret by name."""

    kind: AccessKind
    where: Where
    endpoint: str
    secret: str | None = None
    leaves: list[str] = Field(default_factory=list)
    checked_ms: int | None = None
    checked: str = ""


class ResourceFile(Message):
    """A resource as staff see it. `why`: why it opens for nobody today."""

    id: str
    title: str
    family: Family
    provider: str
    state: ResourceState
    access: list[WayNow]
    why: Why | None = None
    ends_on: dt.date | None = None
    alerts: list[str] = Field(default_factory=list)


class ResourceFiles(Message):
    """All resources, also drafts."""

    resources: list[ResourceFile]


class StateTold(Message):
    """A resource is suspended, ended, or live again."""

    resource: ResourceId
    state: ResourceState


class CheckTold(Message):
    """Check this resource; none named: all."""

    resource: ResourceId | None = None


class CheckNow(Message):
    """`fault` empty: it answers as it should."""

    resource: str
    where: Where
    fault: str


class ChecksNow(Message):
    """What was found."""

    checks: list[CheckNow]


class UseNow(Message):
    """A month's number; of `active_users` a year's."""

    resource: str
    month: str
    metric: str
    branch: str
    band: str
    source: str
    value: int


class Use(Message):
    """All numbers."""

    use: list[UseNow]


class LicencesTold(Message):
    """A CSV file or an OPDS 2.0 feed with licences; without a text those that came in with titles
    of the catalogue. `provider`: of rows that name none."""

    text: Annotated[str, Field(max_length=4_000_000)] | None = None
    provider: Annotated[str, Field(max_length=64)] | None = None
    dry_run: bool = False


class RefusedRow(Message):
    """A row that was not taken, by number from 1."""

    record: int
    reason: str


class LicencesPut(Message):
    """What became of the rows."""

    read: int
    created: int
    updated: int
    unchanged: int
    refused: list[RefusedRow]


class LicenceNow(Message):
    """A licence as staff see it; absent: no limit, no end."""

    id: str
    title: str
    provider: str | None = None
    state: LicenceState
    lent: int
    tokens_total: int | None = None
    tokens_left: int | None = None
    concurrent_max: int | None = None
    expires_ms: int | None = None


class Licences(Message):
    """All licences."""

    licences: list[LicenceNow]


class Followed(Message):
    """Loans whose distributor answered, and did not."""

    answered: int
    silent: int
