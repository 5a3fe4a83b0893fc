"""Tables of what patrons owe and of what they were told: projections of the record."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db.base import Base


class FeeLine(Base):
    """One debt, named by its fee_assess. `reason`: `overdue`, `lost` or `part`; `about` the loan;
    `cents` what is asked now, `open_cents` what of it is not paid, never negative."""

    __tablename__ = "fee_lines"

    id: Mapped[str] = mapped_column(primary_key=True)
    patron_id: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str]
    item: Mapped[str | None] = mapped_column(index=True)
    about: Mapped[str | None]
    part: Mapped[str | None]
    at_ms: Mapped[int]
    cents: Mapped[int]
    paid_cents: Mapped[int]
    open_cents: Mapped[int]


class NoticeRow(Base):
    """Something a patron is told, named by its notice_sent or notice_correct: the outbox of who
    delivers. `about` is the hold, loan or fee; `moment_ms` the date it speaks of; `corrects` the
    notice it takes back. `state`: `waiting` until it was delivered, then `sent`."""

    __tablename__ = "notices"

    id: Mapped[str] = mapped_column(primary_key=True)
    patron_id: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    about: Mapped[str] = mapped_column(index=True)
    item: Mapped[str | None]
    title: Mapped[str | None]
    branch: Mapped[str | None]
    moment_ms: Mapped[int | None]
    corrects: Mapped[str | None]
    state: Mapped[str] = mapped_column(index=True)
    at_ms: Mapped[int]
