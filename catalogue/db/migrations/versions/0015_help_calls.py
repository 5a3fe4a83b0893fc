"""Calls for help that patrons make at a station."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "help_calls",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("made_ms", WIDE, nullable=False),
        sa.Column("coming_by", sa.String(), nullable=True),
        sa.Column("coming_ms", WIDE, nullable=True),
        sa.Column("ended_ms", WIDE, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_calls")),
    )
    op.create_index(op.f("ix_help_calls_ended_ms_made_ms"), "help_calls", ["ended_ms", "made_ms"])


def downgrade() -> None:
    op.drop_table("help_calls")
