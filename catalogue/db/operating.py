"""Tables of the operator: when each station was last heard and how it is, and which backups were
verified. Nothing here enters the record or the fold."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db.base import Base


class StationContact(Base):
    """When a station last spoke. `report` is what it told of itself (`catalogue.wire.v1.
    StationHealth`) at `told_ms`; a station of an older version never does. `turned_away_ms`: a
    revoked station was told so at that moment."""

    __tablename__ = "station_contacts"

    station: Mapped[str] = mapped_column(ForeignKey("stations.name"), primary_key=True)
    contact_ms: Mapped[int | None]
    turned_away_ms: Mapped[int | None]
    told_ms: Mapped[int | None]
    report: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class VerifiedBackup(Base):
    """A backup that was opened, folded anew and found equal to what it had stored. Its records may
    be forgotten by the stations (`Acknowledgement.prune_below`)."""

    __tablename__ = "verified_backups"

    id: Mapped[str] = mapped_column(primary_key=True)
    made_ms: Mapped[int]
    verified_ms: Mapped[int]
    operations: Mapped[int]
    digest: Mapped[str]
