"""Tables of patrons, their cards and sessions, and of the stations that may speak."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db.base import Base


class Patron(Base):
    """A card holder, or the placeholder of a card nobody knows (no category, no PIN).

    `pin_hash` is Argon2id over the peppered PIN; the PIN itself is nowhere.
    """

    __tablename__ = "patrons"
    __table_args__ = (Index(None, "source", "external", unique=True),)

    id: Mapped[str] = mapped_column(primary_key=True)
    first_name: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str] = mapped_column(default="")
    category: Mapped[str | None] = mapped_column(ForeignKey("categories.id"))
    branch: Mapped[str | None] = mapped_column(ForeignKey("branches.id"))
    language: Mapped[str] = mapped_column(default="fr")
    birth_date: Mapped[dt.date | None]
    expires: Mapped[dt.date | None]
    debt_cents: Mapped[int] = mapped_column(default=0)
    """What she owes in all: `carried_cents` and her open fee lines."""
    carried_cents: Mapped[int] = mapped_column(default=0)
    """Owed from before there was a record of fees."""
    block: Mapped[str | None]
    pin_hash: Mapped[str | None]
    placeholder: Mapped[bool] = mapped_column(default=False)
    email: Mapped[str | None]
    source: Mapped[str | None]
    external: Mapped[str | None]
    """Imported from `source`, where she has this number."""
    ref: Mapped[str | None]
    """What the audit log calls her: random, so that it names nobody once the account has gone."""
    seen_ms: Mapped[int | None]
    """When the account was last used, as far as no record says so; None: counted from the next
    look on."""
    history_since_ms: Mapped[int | None]
    """She wants her loans to be kept: those begun since then. None: she does not."""


class Card(Base):
    """A card number and whose it is."""

    __tablename__ = "cards"

    number: Mapped[str] = mapped_column(primary_key=True)
    patron: Mapped[str] = mapped_column(ForeignKey("patrons.id"), index=True)


class PatronSession(Base):
    """An identification on one station. The token itself is nowhere, only its SHA-256."""

    __tablename__ = "patron_sessions"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    patron: Mapped[str] = mapped_column(ForeignKey("patrons.id"))
    station: Mapped[str] = mapped_column(ForeignKey("stations.name"))
    made_ms: Mapped[int]
    expires_ms: Mapped[int] = mapped_column(index=True)


class Lockout(Base):
    """Wrong PINs of one card on one channel. `card_key` is a keyed hash of what was typed, for a
    patron may have typed her PIN there."""

    __tablename__ = "lockouts"

    card_key: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    tries: Mapped[int]
    last_ms: Mapped[int] = mapped_column(index=True)
    locked_until_ms: Mapped[int] = mapped_column(default=0)


class Station(Base):
    """A kiosk or desk that may speak. `revoked_ms` set: its token is worth nothing."""

    __tablename__ = "stations"

    name: Mapped[str] = mapped_column(primary_key=True)
    branch: Mapped[str] = mapped_column(ForeignKey("branches.id"))
    channel: Mapped[str] = mapped_column(default="kiosk")
    token_hash: Mapped[str] = mapped_column(unique=True)
    station_key: Mapped[bytes]
    epoch: Mapped[int]
    enrolled_ms: Mapped[int]
    emptied_ms: Mapped[int | None]
    """When it last showed that all it had recorded was here."""
    revoked_ms: Mapped[int | None]


class Acknowledgement(Base):
    """Highest contiguous sequence number received of a station's epoch, and its hash."""

    __tablename__ = "acknowledgements"

    station: Mapped[str] = mapped_column(ForeignKey("stations.name"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str]
    prune_below: Mapped[int] = mapped_column(default=0)
    """Covered by the last verified backup; the station may forget what is below."""


class EnrolmentCode(Base):
    """A one-time code an operator made; only its SHA-256 is kept."""

    __tablename__ = "enrolment_codes"
    __table_args__ = (Index(None, "station"),)

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    station: Mapped[str]
    branch: Mapped[str] = mapped_column(ForeignKey("branches.id"))
    expires_ms: Mapped[int]
    used_ms: Mapped[int | None]
