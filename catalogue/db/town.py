"""Tables of how the town is set up that are not what it lends: closures, messages of the library,
and every version of its town file that was ever applied."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db.base import Base


class Closure(Base):
    """Days, `first` to `last`, on which a branch (None: all) is closed beside its closed weekdays
    and the public holidays; `opens`: on which it is open in spite of them."""

    __tablename__ = "closures"

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    branch: Mapped[str | None] = mapped_column(ForeignKey("branches.id"))
    first: Mapped[dt.date]
    last: Mapped[dt.date]
    opens: Mapped[bool]
    label: Mapped[str] = mapped_column(default="")


class Message(Base):
    """A few words on the start page of the kiosks of a branch (None: all), from `first` to `last`
    where they are set; `text` by language."""

    __tablename__ = "messages"

    id: Mapped[str] = mapped_column(primary_key=True)
    branch: Mapped[str | None] = mapped_column(ForeignKey("branches.id"))
    first: Mapped[dt.date | None]
    last: Mapped[dt.date | None]
    text: Mapped[dict[str, str]] = mapped_column(JSON)


class ConfigVersion(Base):
    """A town file as it was applied. Rows are only ever added; `hash` is over the row and
    `previous`, the hash of the row before."""

    __tablename__ = "config_versions"

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made_ms: Mapped[int]
    author: Mapped[str]
    occasion: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    previous: Mapped[str]
    hash: Mapped[str]
