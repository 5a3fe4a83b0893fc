"""The change feed tells what is on e-readers: what is there already, too."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "INSERT INTO feed_pending (table_name, key)"
        " SELECT 'pack_title', pack || '/' || n FROM content_pack_titles"
        " WHERE pack IN (SELECT pack FROM devices) ORDER BY pack, n"
    )


def downgrade() -> None:
    # A server of the version before knows no such table.
    op.execute("DELETE FROM feed_pending WHERE table_name = 'pack_title'")
    op.execute("DELETE FROM feed WHERE table_name = 'pack_title'")
