"""Tables of cards that were used in two branches at once. No title and no item is in them."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db.base import Base


class SeenCard(Base):
    """Where a patron identified last; forgotten as soon as nobody could still be on the way from
    there."""

    __tablename__ = "seen_cards"

    patron: Mapped[str] = mapped_column(ForeignKey("patrons.id"), primary_key=True)
    station: Mapped[str]
    branch: Mapped[str]
    at_ms: Mapped[int] = mapped_column(index=True)


class DoubledCard(Base):
    """A card was used in two branches, nearer together than anybody gets from one to the other:
    from `first_ms` to `last_ms`, as far as is known. Over for staff when `settled_ms` is set."""

    __tablename__ = "doubled_cards"

    id: Mapped[str] = mapped_column(primary_key=True)
    patron: Mapped[str] = mapped_column(ForeignKey("patrons.id"), index=True)
    branch: Mapped[str]
    station: Mapped[str]
    other_branch: Mapped[str]
    other_station: Mapped[str]
    first_ms: Mapped[int]
    last_ms: Mapped[int] = mapped_column(index=True)
    raised_ms: Mapped[int]
    settled_ms: Mapped[int | None]
