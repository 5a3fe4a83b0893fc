"""What the feed has told of each item, and its sum per branch."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("item_state", sa.Column("told_branch", sa.String(), nullable=True))
    op.add_column("item_state", sa.Column("told_hash", sa.String(), nullable=True))
    op.create_table(
        "item_sums",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("items", WIDE, nullable=False),
        sa.Column("sum", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("branch", name=op.f("pk_item_sums")),
    )
    # Nothing was told yet: every item is numbered anew, and enters the sums with that.
    op.execute(
        "INSERT INTO feed_pending (table_name, key) SELECT 'item', key FROM feed"
        " WHERE table_name = 'item'"
    )


def downgrade() -> None:
    op.drop_table("item_sums")
    op.drop_column("item_state", "told_hash")
    op.drop_column("item_state", "told_branch")
