"""Tables of what comes from feeds: runs of imports, which record became which title, what a run
changed (so that it can be undone) and refused, and what digital titles open.

Written by `catalogue.services.importing`; nothing here names a patron.
"""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db.base import Base


class ImportRun(Base):
    """One import of one source. `position` is where the reader goes on; counters count titles.
    `fingerprint` tells whether the address still holds what it held when the run began."""

    __tablename__ = "import_runs"

    id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(index=True)
    format: Mapped[str]
    address: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str]
    state: Mapped[str]
    """`running`, `interrupted`, `done`, `failed`, `rolling_back` or `rolled_back`."""
    position: Mapped[str | None] = mapped_column(Text)
    complete: Mapped[bool]
    """What the feed leaves out is gone."""
    options: Mapped[dict[str, object]] = mapped_column(JSON)
    read: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    deleted: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    started_ms: Mapped[int]
    changed_ms: Mapped[int]
    finished_ms: Mapped[int | None]
    author: Mapped[str]


class SourceRecord(Base):
    """A record of a source, and the title it became. `hash` is that of its bytes or of its content
    as the town takes it, with a mark before it if it has to be looked at again; `run` the one that
    changed it last. `gone`: the feed has it no more, and its title stays for what hangs on it."""

    __tablename__ = "source_records"
    __table_args__ = (UniqueConstraint("source", "source_id"), Index(None, "source", "hash"))

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    source: Mapped[str]
    source_id: Mapped[str]
    title: Mapped[str] = mapped_column(index=True)
    hash: Mapped[str]
    run: Mapped[str]
    gone: Mapped[bool] = mapped_column(default=False)


class ImportSeen(Base):
    """Which records of the source an unfinished run has met: their numbers, 8 bytes each."""

    __tablename__ = "import_seen"

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    run: Mapped[str] = mapped_column(ForeignKey("import_runs.id"), index=True)
    numbers: Mapped[bytes] = mapped_column(LargeBinary)


class ImportChange(Base):
    """What a run did to one record, in order: `what` is `created`, `updated`, `deleted`, `branch`.
    `key` is the record's id in its source; `before` what stood there, as rows; `hash` of the
    content the run wrote."""

    __tablename__ = "import_changes"

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    run: Mapped[str] = mapped_column(ForeignKey("import_runs.id"), index=True)
    what: Mapped[str]
    key: Mapped[str]
    hash: Mapped[str] = mapped_column(default="")
    before: Mapped[dict[str, object] | None] = mapped_column(JSON)


class ImportRefusal(Base):
    """What a run did not take, or kept although the feed has it no more. `kind`: `record`, `copy`
    or `kept`; `subject` is the barcode or the title it is about."""

    __tablename__ = "import_refusals"

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    run: Mapped[str] = mapped_column(ForeignKey("import_runs.id"), index=True)
    kind: Mapped[str]
    record: Mapped[int]
    source_id: Mapped[str]
    subject: Mapped[str]
    reason: Mapped[str] = mapped_column(Text)


class TitleLink(Base):
    """What a title opens or shows; `properties` as its feed has them."""

    __tablename__ = "title_links"

    title: Mapped[str] = mapped_column(ForeignKey("titles.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rel: Mapped[str]
    href: Mapped[str] = mapped_column(Text)
    type: Mapped[str]
    label: Mapped[str]
    properties: Mapped[dict[str, object]] = mapped_column(JSON)


class TitleAvailability(Base):
    """Whether a digital title can be had, as its feed last said; None: not said. Times are ISO
    8601."""

    __tablename__ = "title_availability"

    title: Mapped[str] = mapped_column(ForeignKey("titles.id"), primary_key=True)
    state: Mapped[str]
    since: Mapped[str | None]
    until: Mapped[str | None]
    copies_total: Mapped[int | None]
    copies_available: Mapped[int | None]
    holds_total: Mapped[int | None]
