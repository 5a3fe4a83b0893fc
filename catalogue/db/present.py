"""Tables of the present: what the fold makes of the record. All can be computed again from it,
but for what was published (due dates, conflicts once open, numbers of the feed)."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db.base import Base


class ItemRow(Base):
    """The state of one item. `row_hash` is the hash of the item's row in the feed."""

    __tablename__ = "item_state"

    item: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str]
    patron: Mapped[str | None]
    loan: Mapped[str | None]
    due_ms: Mapped[int | None]
    due_source: Mapped[str | None]
    branch: Mapped[str | None]
    hold: Mapped[str | None]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    parts: Mapped[list[str]] = mapped_column(default=list)
    returned: Mapped[str | None]
    """The record it last came back with (`catalogue.domain.devices.last_return`)."""
    reserved: Mapped[bool] = mapped_column(default=False)
    row_hash: Mapped[str] = mapped_column(default="")
    heading: Mapped[str | None]
    """In transit: the branch it is bound for, and the hold it travels for, if any."""
    heading_hold: Mapped[str | None]


class ItemTold(Base):
    """Branch and hash of an item's row when it was last numbered: they are in `item_sums`. Not in
    `item_state`: who numbers the feed must not wait for who holds an item."""

    __tablename__ = "item_told"

    item: Mapped[str] = mapped_column(primary_key=True)
    branch: Mapped[str]
    hash: Mapped[str]


class ItemSum(Base):
    """Of the items told to be in a branch: how many, and the sum of the hashes of their rows."""

    __tablename__ = "item_sums"

    branch: Mapped[str] = mapped_column(primary_key=True)
    items: Mapped[int]
    sum: Mapped[str]


class LoanRow(Base):
    """A loan, named by its check_out; open while `ended_by` is null."""

    __tablename__ = "loans"
    __table_args__ = (Index(None, "patron_id", "open"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(index=True)
    patron_id: Mapped[str]
    start_ms: Mapped[int]
    due_ms: Mapped[int]
    end_ms: Mapped[int | None]
    ended_by: Mapped[str | None]
    open: Mapped[bool]


class HoldRow(Base):
    """A hold, named by its hold_place; `place` is the order of the queue of its title."""

    __tablename__ = "holds"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(index=True)
    patron_id: Mapped[str] = mapped_column(index=True)
    status: Mapped[str]
    item: Mapped[str | None]
    pickup: Mapped[str | None]
    placed_ms: Mapped[int]
    place: Mapped[int]
    trap: Mapped[str | None]
    """Of a hold that is ready: the trap, when it was set, how long it stands and its label."""
    ready_ms: Mapped[int | None]
    until_ms: Mapped[int | None]
    label: Mapped[str | None]


class ConflictRow(Base):
    """A contradiction: open, resolved, or auto_closed when the fold no longer raises it.
    `previous` is the last one of the same code and subject, whose evidence was other."""

    __tablename__ = "conflicts"
    __table_args__ = (Index(None, "subject"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]
    subject: Mapped[str]
    evidence: Mapped[list[str]]
    state: Mapped[str]
    reason: Mapped[str | None]
    opened_ms: Mapped[int]
    changed_ms: Mapped[int]
    previous: Mapped[str | None]


class ConflictChange(Base):
    """Each state a conflict went through."""

    __tablename__ = "conflict_history"

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conflict: Mapped[str] = mapped_column(ForeignKey("conflicts.id"), index=True)
    state: Mapped[str]
    at_ms: Mapped[int]


class RepairRow(Base):
    """A tag whose security bit is known to be wrong: the latest tag_state of its UID."""

    __tablename__ = "repairs"

    uid: Mapped[str] = mapped_column(primary_key=True)
    operation: Mapped[str]
    item: Mapped[str | None] = mapped_column(index=True)
    wanted: Mapped[str]
    found: Mapped[str | None]
    reason: Mapped[str | None]


class FeedPending(Base):
    """A feed row changed in a transaction; it has no number before that has committed."""

    __tablename__ = "feed_pending"

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    table_name: Mapped[str]
    key: Mapped[str]


class FeedRow(Base):
    """The number of the latest change of each row of the feed; contents are read when asked."""

    __tablename__ = "feed"

    table_name: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(unique=True)
