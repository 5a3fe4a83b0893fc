"""Tables of what is forgotten, and of the numbers that stay.

Nothing here names anybody: aliases are random and mean nothing beyond one loan, counts have no
person.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db.base import Base


class Severed(Base):
    """An operation whose sidecar was deleted. `alias` stands for whom it was about: the records of
    one loan or hold share one, so that they fold as before, and no other record has it."""

    __tablename__ = "severed"

    operation: Mapped[str] = mapped_column(ForeignKey("operations.id"), primary_key=True)
    alias: Mapped[str]


SEVERED = Base.metadata.tables[Severed.__tablename__]


class GoneCard(Base):
    """What a station must still be told: this card is no longer one. `key` is the card as that
    station knows it (its keyed hash); the row goes when the station has been heard since."""

    __tablename__ = "gone_cards"

    station: Mapped[str] = mapped_column(ForeignKey("stations.name"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    gone_ms: Mapped[int]


class LoanCount(Base):
    """How many loans of a kind began at a branch in an hour of a day of the town."""

    __tablename__ = "loan_counts"

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    hour: Mapped[int] = mapped_column(primary_key=True)
    branch: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    loans: Mapped[int]


class RetentionRun(Base):
    """What was forgotten on an occasion, in numbers. `ended_ms` None: it did not come to its end,
    and the next one goes on."""

    __tablename__ = "retention_runs"

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    begun_ms: Mapped[int]
    ended_ms: Mapped[int | None]
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
