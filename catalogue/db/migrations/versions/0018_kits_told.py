"""The change feed tells what kits consist of: those that are there already, too."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "INSERT INTO feed_pending (table_name, key) SELECT 'kit', item FROM kits ORDER BY item"
    )


def downgrade() -> None:
    # A server of the version before knows no such table.
    op.execute("DELETE FROM feed_pending WHERE table_name = 'kit'")
    op.execute("DELETE FROM feed WHERE table_name = 'kit'")
