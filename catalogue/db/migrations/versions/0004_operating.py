"""When stations were last heard, and which backups were verified."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "station_contacts",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("contact_ms", WIDE, nullable=True),
        sa.Column("turned_away_ms", WIDE, nullable=True),
        sa.Column("told_ms", WIDE, nullable=True),
        sa.Column("report", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["station"], ["stations.name"], name=op.f("fk_station_contacts_station")
        ),
        sa.PrimaryKeyConstraint("station", name=op.f("pk_station_contacts")),
    )
    op.create_table(
        "verified_backups",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("made_ms", WIDE, nullable=False),
        sa.Column("verified_ms", WIDE, nullable=False),
        sa.Column("operations", WIDE, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verified_backups")),
    )


def downgrade() -> None:
    op.drop_table("verified_backups")
    op.drop_table("station_contacts")
