"""Mails to patrons wait in a table until they are sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "mails",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("patron", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_ms", WIDE, nullable=False),
        sa.Column("due_ms", WIDE, nullable=False),
        sa.Column("tries", WIDE, nullable=False),
        sa.ForeignKeyConstraint(["patron"], ["patrons.id"], name=op.f("fk_mails_patron_patrons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
    )
    op.create_index(op.f("ix_mails_patron"), "mails", ["patron"])
    op.create_index(op.f("ix_mails_state_due_ms"), "mails", ["state", "due_ms"])


def downgrade() -> None:
    op.drop_table("mails")
