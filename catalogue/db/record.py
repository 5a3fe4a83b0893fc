"""Tables of the record: operations as received, who was meant, and what was refused.

Rows of `operations` are never changed but for what the fold says of them (times, outcome).
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db.base import Base


class StoredOperation(Base):
    """One operation. `body` is its JSON with its hash, as canonical text; the columns repeat what
    is looked for. `lo`, `est`, `hi` and `parent` are the dating of its station's set of facts,
    `version` is that of its ledger when they were written. `uid`: of the tag of a tag_state."""

    __tablename__ = "operations"
    __table_args__ = (
        Index(None, "station", "epoch", "seq"),
        Index(None, "station", "outcome_class"),
        Index(None, "station", "version"),
        CheckConstraint(
            "outcome_class IN ('applied', 'superseded', 'conflict', 'malformed')", "class"
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    station: Mapped[str]
    epoch: Mapped[int | None]
    seq: Mapped[int | None]
    hash: Mapped[str]
    kind: Mapped[str]
    item: Mapped[str | None] = mapped_column(index=True)
    title: Mapped[str | None] = mapped_column(index=True)
    branch: Mapped[str | None]
    wall_ms: Mapped[int]
    received_ms: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    lo: Mapped[int | None]
    est: Mapped[int | None]
    hi: Mapped[int | None]
    parent: Mapped[str | None]
    outcome_code: Mapped[str | None]
    outcome_class: Mapped[str | None]
    outcome_reason: Mapped[str | None]
    applied_late: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    uid: Mapped[str | None] = mapped_column(index=True)


OPERATIONS = Base.metadata.tables[StoredOperation.__tablename__]
"""For statements over many rows at once."""


class LedgerRow(Base):
    """How often a station's records were added to or dated anew: a server that holds them in
    memory sees here whether another server did. `base` changes when numbers start anew (a restored
    backup)."""

    __tablename__ = "ledgers"

    station: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    base: Mapped[str]


LEDGERS = Base.metadata.tables[LedgerRow.__tablename__]


class Sidecar(Base):
    """Who an operation was about: deleting the row makes it anonymous, the hashes still verify."""

    __tablename__ = "sidecars"

    operation: Mapped[str] = mapped_column(ForeignKey("operations.id"), primary_key=True)
    patron: Mapped[str] = mapped_column(ForeignKey("patrons.id"), index=True)
    key: Mapped[str]
    nonce: Mapped[str]
    free_text: Mapped[str | None] = mapped_column(Text)


SIDECARS = Base.metadata.tables[Sidecar.__tablename__]


class Quarantined(Base):
    """A record that was refused, kept for the operator; not in the set. Resending counts up."""

    __tablename__ = "quarantine"
    __table_args__ = (UniqueConstraint("station", "code", "digest"),)

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    station: Mapped[str]
    operation: Mapped[str]
    code: Mapped[str]
    digest: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    first_ms: Mapped[int]
    last_ms: Mapped[int]
    times: Mapped[int] = mapped_column(default=1)
