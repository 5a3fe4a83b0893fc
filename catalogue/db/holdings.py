"""Tables of what the town owns and how it lends it: branches, titles, items, rules, calendar."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db.base import Base


class Setting(Base):
    """A named value of the whole town (`town`, `time_zone`, `owners`, `feed_epoch`…)."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Branch(Base):
    """One library. `closed_weekdays` are 0 (Monday) to 6, written as digits: `06`; `opening` are
    spans of time by the name of the weekday: `{"friday": ["15:00-18:00"]}`."""

    __tablename__ = "branches"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    closed_weekdays: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    opening: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)


class Category(Base):
    """A class of patrons."""

    __tablename__ = "categories"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    loan_limit: Mapped[int]
    hold_limit: Mapped[int]
    debt_block_cents: Mapped[int]
    overdue_block_days: Mapped[int | None]
    """A loan late by this many days or more stops her; None: never."""
    lost_block_items: Mapped[int | None]
    """So many items declared lost stop her; None: never."""


ANY = "*"
"""Every category, kind or branch, in a policy."""


class Policy(Base):
    """The loan of a kind of item to a category at a branch; `*` stands for all, the most specific
    row wins (`catalogue.services.rules`). No row, no loan. Fines: cents a day after the grace, up
    to the cap; `lost_cents` is asked for a lost item that has no price of its own."""

    __tablename__ = "policies"

    category: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    branch: Mapped[str] = mapped_column(primary_key=True, default=ANY)
    loan_days: Mapped[int]
    renewals: Mapped[int]
    renewal_days: Mapped[int | None]
    """None: as many as a loan."""
    kind_limit: Mapped[int | None]
    min_age: Mapped[int | None]
    pickup_days: Mapped[int] = mapped_column(default=7)
    fine_cents: Mapped[int] = mapped_column(default=0)
    fine_grace_days: Mapped[int] = mapped_column(default=0)
    fine_cap_cents: Mapped[int | None]
    lost_cents: Mapped[int | None]


class CalendarDay(Base):
    """A day on which a branch is closed; other days are open."""

    __tablename__ = "calendar"

    branch: Mapped[str] = mapped_column(ForeignKey("branches.id"), primary_key=True)
    date: Mapped[dt.date] = mapped_column(primary_key=True)
    closed: Mapped[bool] = mapped_column(default=True)


class SortRule(Base):
    """Where a returned item goes: the most specific of kind and collection wins, those of the
    station itself (`station`) before those of its branch."""

    __tablename__ = "sort_rules"

    id: Mapped[str] = mapped_column(primary_key=True)
    branch: Mapped[str] = mapped_column(ForeignKey("branches.id"))
    station: Mapped[str | None]
    kind: Mapped[str | None]
    collection: Mapped[str | None]
    letter: Mapped[str]
    label: Mapped[str]


class Title(Base):
    """A work; its copies are items."""

    __tablename__ = "titles"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    subtitle: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")
    publisher: Mapped[str] = mapped_column(default="")
    kind: Mapped[str]
    collection: Mapped[str]
    language: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    call_number: Mapped[str] = mapped_column(default="")
    year: Mapped[int | None]
    min_age: Mapped[int | None]
    description: Mapped[str] = mapped_column(default="")
    isbn: Mapped[str] = mapped_column(default="", index=True)
    """ISBN-13 without hyphens, or empty."""
    audience: Mapped[str] = mapped_column(default="")
    """`adult`, `youth`, `child`, `all`, or empty: not known."""
    contributors: Mapped[str] = mapped_column(default="")
    """Others than `author`, as shown, parted by ` ; `."""
    work: Mapped[str | None] = mapped_column(index=True)
    """Titles of one work, from whatever source, share it (`catalogue.domain.works`)."""
    cover: Mapped[str | None]
    """Where its source has a picture of it."""
    added_ms: Mapped[int | None]
    """When it came into the catalogue."""


class Item(Base):
    """One object. `id` is its barcode and the primary item id on its tag; `home` its branch."""

    __tablename__ = "items"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(ForeignKey("titles.id"), index=True)
    home: Mapped[str] = mapped_column(ForeignKey("branches.id"))
    kind: Mapped[str]
    call_number: Mapped[str] = mapped_column(default="")
    uid: Mapped[str | None]
    price_cents: Mapped[int | None]
    """Asked for when it is lost."""
    needs_check: Mapped[bool] = mapped_column(default=False)
    not_for_loan: Mapped[bool] = mapped_column(default=False)


class KitModel(Base):
    """A make of kit. How it is lent is the policy of its items' kind. `charter`: what a patron
    signs first; `returns`: where it may come back (`desk`, `kiosk`, `drop`); `steps`: what is done
    before it is lent again (`catalogue.domain.devices.Step`); `min_battery` in per cent."""

    __tablename__ = "kit_models"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    needs_check: Mapped[bool]
    charter: Mapped[str | None]
    min_age: Mapped[int | None]
    returns: Mapped[list[str]] = mapped_column(default=lambda: ["desk"])
    steps: Mapped[list[str]] = mapped_column(default=lambda: ["check"])
    min_battery: Mapped[int] = mapped_column(default=0)


class KitPart(Base):
    """A part of a kit model: `tagged` with the number `ordinal` in its set, or counted on a
    checklist. One that is `required` must be there for the kit to be lent."""

    __tablename__ = "kit_parts"

    model: Mapped[str] = mapped_column(ForeignKey("kit_models.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    description: Mapped[str]
    replacement_cents: Mapped[int]
    tagged: Mapped[bool] = mapped_column(default=False)
    ordinal: Mapped[int] = mapped_column(default=0)
    required: Mapped[bool] = mapped_column(default=True)


class Kit(Base):
    """What is particular to the item that is a kit."""

    __tablename__ = "kits"

    item: Mapped[str] = mapped_column(ForeignKey("items.id"), primary_key=True)
    model: Mapped[str] = mapped_column(ForeignKey("kit_models.id"))
    serial: Mapped[str]
    content: Mapped[str]
