"""What a feed says of a title beyond its name: description, ISBN, audience, work, cover."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for name in ("description", "isbn", "audience", "contributors"):
        op.add_column("titles", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("titles", sa.Column("work", sa.String(), nullable=True))
    op.add_column("titles", sa.Column("cover", sa.String(), nullable=True))
    op.add_column("titles", sa.Column("added_ms", WIDE, nullable=True))
    op.create_index("ix_titles_work", "titles", ["work"])


def downgrade() -> None:
    op.drop_index("ix_titles_work", table_name="titles")
    for name in ("added_ms", "cover", "work", "contributors", "audience", "isbn", "description"):
        op.drop_column("titles", name)
