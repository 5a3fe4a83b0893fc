"""Messages of the library on its kiosks; the change feed tells them, and opening hours.

Branches are told anew: stations have heard of their names alone.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=True),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["branch"], ["branches.id"], name=op.f("fk_messages_branch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    op.execute("INSERT INTO feed_pending (table_name, key) SELECT 'branch', id FROM branches")


def downgrade() -> None:
    # A server of the version before knows no such table of the feed.
    op.execute("DELETE FROM feed_pending WHERE table_name = 'message'")
    op.execute("DELETE FROM feed WHERE table_name = 'message'")
    op.drop_table("messages")
