"""Cards that were used in two branches at once, and where each was seen last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "seen_cards",
        sa.Column("patron", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("at_ms", WIDE, nullable=False),
        sa.ForeignKeyConstraint(
            ["patron"], ["patrons.id"], name=op.f("fk_seen_cards_patron_patrons")
        ),
        sa.PrimaryKeyConstraint("patron", name=op.f("pk_seen_cards")),
    )
    op.create_index(op.f("ix_seen_cards_at_ms"), "seen_cards", ["at_ms"])
    op.create_table(
        "doubled_cards",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("patron", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("other_branch", sa.String(), nullable=False),
        sa.Column("other_station", sa.String(), nullable=False),
        sa.Column("first_ms", WIDE, nullable=False),
        sa.Column("last_ms", WIDE, nullable=False),
        sa.Column("raised_ms", WIDE, nullable=False),
        sa.Column("settled_ms", WIDE, nullable=True),
        sa.ForeignKeyConstraint(
            ["patron"], ["patrons.id"], name=op.f("fk_doubled_cards_patron_patrons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doubled_cards")),
    )
    op.create_index(op.f("ix_doubled_cards_patron"), "doubled_cards", ["patron"])
    op.create_index(op.f("ix_doubled_cards_last_ms"), "doubled_cards", ["last_ms"])


def downgrade() -> None:
    op.drop_table("doubled_cards")
    op.drop_table("seen_cards")
