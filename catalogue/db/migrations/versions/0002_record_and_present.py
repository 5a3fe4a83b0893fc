"""Tables of the record, and of what the fold makes of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOWN = (
    "conflict_history",
    "repairs",
    "loans",
    "item_state",
    "holds",
    "feed_pending",
    "feed",
    "conflicts",
    "sidecars",
    "quarantine",
    "operations",
)


def upgrade() -> None:
    _record_1()
    _record_2()
    _present_1()
    _present_2()
    _present_3()


def downgrade() -> None:
    for table in DOWN:
        op.drop_table(table)


def _record_1() -> None:
    op.create_table(
        "operations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("epoch", WIDE, nullable=True),
        sa.Column("seq", WIDE, nullable=True),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("branch", sa.String(), nullable=True),
        sa.Column("wall_ms", WIDE, nullable=False),
        sa.Column("received_ms", WIDE, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("lo", WIDE, nullable=True),
        sa.Column("est", WIDE, nullable=True),
        sa.Column("hi", WIDE, nullable=True),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("outcome_code", sa.String(), nullable=True),
        sa.Column("outcome_class", sa.String(), nullable=True),
        sa.Column("outcome_reason", sa.String(), nullable=True),
        sa.Column("applied_late", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "outcome_class IN ('applied', 'superseded', 'conflict', 'malformed')",
            name=op.f("ck_operations_class"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operations")),
    )
    op.create_index(op.f("ix_operations_item"), "operations", ["item"], unique=False)
    op.create_index(
        op.f("ix_operations_station_epoch_seq"),
        "operations",
        ["station", "epoch", "seq"],
        unique=False,
    )
    op.create_index(
        op.f("ix_operations_station_outcome_class"),
        "operations",
        ["station", "outcome_class"],
        unique=False,
    )
    op.create_index(op.f("ix_operations_title"), "operations", ["title"], unique=False)


def _record_2() -> None:
    op.create_table(
        "quarantine",
        sa.Column("n", WIDE, autoincrement=True, nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("first_ms", WIDE, nullable=False),
        sa.Column("last_ms", WIDE, nullable=False),
        sa.Column("times", WIDE, nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_quarantine")),
        sa.UniqueConstraint(
            "station", "code", "digest", name=op.f("uq_quarantine_station_code_digest")
        ),
    )
    op.create_table(
        "sidecars",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("patron", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("free_text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["operation"], ["operations.id"], name=op.f("fk_sidecars_operation")
        ),
        sa.ForeignKeyConstraint(["patron"], ["patrons.id"], name=op.f("fk_sidecars_patron")),
        sa.PrimaryKeyConstraint("operation", name=op.f("pk_sidecars")),
    )
    op.create_index(op.f("ix_sidecars_patron"), "sidecars", ["patron"], unique=False)


def _present_1() -> None:
    op.create_table(
        "conflicts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("opened_ms", WIDE, nullable=False),
        sa.Column("changed_ms", WIDE, nullable=False),
        sa.Column("previous", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflicts")),
    )
    op.create_index(op.f("ix_conflicts_subject"), "conflicts", ["subject"], unique=False)
    op.create_table(
        "feed",
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("n", WIDE, nullable=False),
        sa.PrimaryKeyConstraint("table_name", "key", name=op.f("pk_feed")),
        sa.UniqueConstraint("n", name=op.f("uq_feed_n")),
    )
    op.create_table(
        "feed_pending",
        sa.Column("n", WIDE, autoincrement=True, nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_feed_pending")),
    )


def _present_2() -> None:
    op.create_table(
        "holds",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("patron_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("pickup", sa.String(), nullable=True),
        sa.Column("placed_ms", WIDE, nullable=False),
        sa.Column("place", WIDE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    op.create_index(op.f("ix_holds_patron_id"), "holds", ["patron_id"], unique=False)
    op.create_index(op.f("ix_holds_title"), "holds", ["title"], unique=False)
    op.create_table(
        "item_state",
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("patron", sa.String(), nullable=True),
        sa.Column("loan", sa.String(), nullable=True),
        sa.Column("due_ms", WIDE, nullable=True),
        sa.Column("due_source", sa.String(), nullable=True),
        sa.Column("branch", sa.String(), nullable=True),
        sa.Column("hold", sa.String(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("reserved", sa.Boolean(), nullable=False),
        sa.Column("row_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("item", name=op.f("pk_item_state")),
    )


def _present_3() -> None:
    op.create_table(
        "loans",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("patron_id", sa.String(), nullable=False),
        sa.Column("start_ms", WIDE, nullable=False),
        sa.Column("due_ms", WIDE, nullable=False),
        sa.Column("end_ms", WIDE, nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loans")),
    )
    op.create_index(op.f("ix_loans_item"), "loans", ["item"], unique=False)
    op.create_index(op.f("ix_loans_patron_id_open"), "loans", ["patron_id", "open"], unique=False)
    op.create_table(
        "repairs",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("wanted", sa.String(), nullable=False),
        sa.Column("found", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_repairs")),
    )
    op.create_index(op.f("ix_repairs_item"), "repairs", ["item"], unique=False)
    op.create_table(
        "conflict_history",
        sa.Column("n", WIDE, autoincrement=True, nullable=False),
        sa.Column("conflict", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at_ms", WIDE, nullable=False),
        sa.ForeignKeyConstraint(
            ["conflict"], ["conflicts.id"], name=op.f("fk_conflict_history_conflict")
        ),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_conflict_history")),
    )
    op.create_index(
        op.f("ix_conflict_history_conflict"), "conflict_history", ["conflict"], unique=False
    )
