"""Tables of what the card opens online: providers, resources, subscriptions, ways in, limits, uses;
e-book licences with their loans and holds.

No secret of a vendor is here: `DigitalAccess.secret` names a file. What tells who read what is cut
by `catalogue.services.digital.retention`.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db.base import Base


class DigitalProvider(Base):
    """Who sells resources. `hosts`: where its services answer; no other host is asked in its
    name."""

    __tablename__ = "digital_providers"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    hosts: Mapped[list[str]] = mapped_column(default=list)


class DigitalResource(Base):
    """Something the card opens online. `access`: `home`, or `site`: inside a branch only. `state`:
    `draft`, `live`, `suspended`, `ended`."""

    __tablename__ = "digital_resources"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    family: Mapped[str]
    audience: Mapped[str]
    access: Mapped[str]
    description: Mapped[str]
    languages: Mapped[list[str]]
    min_age: Mapped[int | None]
    provider: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="live")
    themes: Mapped[list[str]] = mapped_column(default=list)
    accessibility: Mapped[str] = mapped_column(default="")
    image: Mapped[str] = mapped_column(default="")


class DigitalSubscription(Base):
    """From when to when the town pays. No branches: all; no categories: all."""

    __tablename__ = "digital_subscriptions"

    resource: Mapped[str] = mapped_column(ForeignKey("digital_resources.id"), primary_key=True)
    starts_on: Mapped[dt.date] = mapped_column(primary_key=True)
    ends_on: Mapped[dt.date | None]
    """The last day; None: open."""
    auto_renew: Mapped[bool] = mapped_column(default=False)
    branches: Mapped[list[str]] = mapped_column(default=list)
    categories: Mapped[list[str]] = mapped_column(default=list)
    price_cents: Mapped[int | None]
    notice_days: Mapped[int | None]
    contract: Mapped[str] = mapped_column(default="")


class DigitalAccess(Base):
    """A way in. `place`: from `home`, on `site` or `both`; `settings` are those of its kind
    (`catalogue.services.digital.file`); `secret` is the name of a file; `salt` is in all
    pseudonyms: another one makes everybody new to the vendor."""

    __tablename__ = "digital_access"

    resource: Mapped[str] = mapped_column(ForeignKey("digital_resources.id"), primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    endpoint: Mapped[str]
    settings: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    client: Mapped[str | None] = mapped_column(unique=True)
    """OIDC: the client id."""
    secret: Mapped[str | None]
    salt: Mapped[str] = mapped_column(default="")
    test_url: Mapped[str] = mapped_column(default="")
    checked_ms: Mapped[int | None]
    checked: Mapped[str] = mapped_column(default="")
    """What the last check found; empty: it answered as it should."""


class UsageLimit(Base):
    """So much of a resource in a period; `hard`: no more than that."""

    __tablename__ = "usage_limits"

    resource: Mapped[str] = mapped_column(ForeignKey("digital_resources.id"), primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    per: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]
    hard: Mapped[bool] = mapped_column(default=True)
    alert_at: Mapped[int | None]


class UsageCounter(Base):
    """How much was used in one period by all (`who` empty) or by one, under a pseudonym of that
    resource and period."""

    __tablename__ = "usage_counters"

    resource: Mapped[str] = mapped_column(ForeignKey("digital_resources.id"), primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]
    ends_on: Mapped[dt.date | None]
    """The last day it counts for."""


class LaunchEvent(Base):
    """A resource was opened, or was not (`outcome`). `branch` None: from home. `pseudonym` is one
    of that resource and month."""

    __tablename__ = "launch_events"
    __table_args__ = (Index(None, "resource", "at_ms"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    resource: Mapped[str] = mapped_column(ForeignKey("digital_resources.id"))
    at_ms: Mapped[int] = mapped_column(index=True)
    branch: Mapped[str | None]
    band: Mapped[str]
    kind: Mapped[str]
    outcome: Mapped[str]
    pseudonym: Mapped[str]


class UsageStat(Base):
    """A month's number. `branch` empty: from home; `band` empty: all; `source`: `own`, `counter` or
    `csv`."""

    __tablename__ = "usage_stats"

    resource: Mapped[str] = mapped_column(ForeignKey("digital_resources.id"), primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    metric: Mapped[str] = mapped_column(primary_key=True)
    branch: Mapped[str] = mapped_column(primary_key=True)
    band: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


class DigitalTicket(Base):
    """Something that opens once: a launch, a CAS ticket, an OIDC code; or an OIDC access token.
    Only its SHA-256 is kept. `target`: the one service or redirect address it is good for; `told`:
    what the protocol wants back (nonce, challenge, scope)."""

    __tablename__ = "digital_tickets"

    hash: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    resource: Mapped[str] = mapped_column(ForeignKey("digital_resources.id"))
    patron: Mapped[str] = mapped_column(ForeignKey("patrons.id"), index=True)
    branch: Mapped[str | None]
    target: Mapped[str] = mapped_column(Text)
    told: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    made_ms: Mapped[int]
    expires_ms: Mapped[int] = mapped_column(index=True)
    used_ms: Mapped[int | None]
    parent: Mapped[str | None] = mapped_column(index=True)
    """The hash of the code an access token came from: used twice, the token ends."""


class SigningKey(Base):
    """A key id_tokens are signed with: the private half sealed under the server's own keys."""

    __tablename__ = "digital_signing_keys"

    kid: Mapped[str] = mapped_column(primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_ms: Mapped[int]


class EbookLicence(Base):
    """What the town bought of an e-book: tokens, an end, so many loans at once (None: no limit).
    `title` is that of the catalogue; it may have left its feed meanwhile. `status`: `preorder`,
    `available`, `unavailable`."""

    __tablename__ = "ebook_licences"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(index=True)
    provider: Mapped[str | None] = mapped_column(ForeignKey("digital_providers.id"))
    order_ref: Mapped[str] = mapped_column(default="")
    format: Mapped[str] = mapped_column(default="application/epub+zip")
    drm: Mapped[str] = mapped_column(default="lcp")
    starts_ms: Mapped[int | None]
    expires_ms: Mapped[int | None]
    tokens_total: Mapped[int | None]
    tokens_left: Mapped[int | None]
    concurrent_max: Mapped[int | None]
    loan_days: Mapped[int | None]
    status: Mapped[str] = mapped_column(default="available")
    borrow_url: Mapped[str] = mapped_column(default="")
    """ODL: where a loan is asked for, a template (RFC 6570)."""
    secret: Mapped[str | None]
    """Name of the file with the distributor's user and password."""


class DigitalLoan(Base):
    """An e-book lent. `status` as in its status document; `lsd`: that document's address, sealed:
    whoever knows it may end the loan. `patron` None: forgotten."""

    __tablename__ = "digital_loans"

    id: Mapped[str] = mapped_column(primary_key=True)
    licence: Mapped[str] = mapped_column(ForeignKey("ebook_licences.id"), index=True)
    title: Mapped[str] = mapped_column(index=True)
    patron: Mapped[str | None] = mapped_column(ForeignKey("patrons.id"), index=True)
    started_ms: Mapped[int]
    ends_ms: Mapped[int]
    open: Mapped[bool] = mapped_column(default=True, index=True)
    status: Mapped[str]
    lsd: Mapped[bytes | None] = mapped_column(LargeBinary)
    checked_ms: Mapped[int | None]
    ended_ms: Mapped[int | None]


class DigitalHold(Base):
    """A patron waits for an e-book. `state`: `queued`, `ready`, `lent`, `cancelled`, `expired`."""

    __tablename__ = "digital_holds"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(index=True)
    patron: Mapped[str | None] = mapped_column(ForeignKey("patrons.id"), index=True)
    placed_ms: Mapped[int]
    state: Mapped[str]
    ready_until_ms: Mapped[int | None]
    ended_ms: Mapped[int | None]
