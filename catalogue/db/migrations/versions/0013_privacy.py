"""Where patrons came from and what they chose; what was forgotten, and what is counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXTS = ("email", "source", "external", "ref")
MOMENTS = ("seen_ms", "history_since_ms")
BY_SOURCE = "ix_patrons_source_external"


def upgrade() -> None:
    for name in TEXTS:
        op.add_column("patrons", sa.Column(name, sa.String(), nullable=True))
    for name in MOMENTS:
        op.add_column("patrons", sa.Column(name, WIDE, nullable=True))
    op.create_index(op.f(BY_SOURCE), "patrons", ["source", "external"], unique=True)
    op.create_table(
        "severed",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operation"], ["operations.id"], name=op.f("fk_severed_operation")
        ),
        sa.PrimaryKeyConstraint("operation", name=op.f("pk_severed")),
    )
    _take_back_aliases()
    op.create_table(
        "gone_cards",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("gone_ms", WIDE, nullable=False),
        sa.ForeignKeyConstraint(["station"], ["stations.name"], name=op.f("fk_gone_cards_station")),
        sa.PrimaryKeyConstraint("station", "key", name=op.f("pk_gone_cards")),
    )
    op.create_table(
        "loan_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hour", WIDE, nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("loans", WIDE, nullable=False),
        sa.PrimaryKeyConstraint("day", "hour", "branch", "kind", name=op.f("pk_loan_counts")),
    )
    op.create_table(
        "retention_runs",
        sa.Column("n", WIDE, autoincrement=True, nullable=False),
        sa.Column("begun_ms", WIDE, nullable=False),
        sa.Column("ended_ms", WIDE, nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_retention_runs")),
    )


def _take_back_aliases() -> None:
    """A database that has been here before has them as card holders (see `downgrade`)."""
    op.execute(
        "INSERT INTO severed (operation, alias)"
        " SELECT operation, patron FROM sidecars WHERE patron LIKE 'anonymous:%'"
    )
    op.execute("DELETE FROM sidecars WHERE patron LIKE 'anonymous:%'")
    op.execute("DELETE FROM patrons WHERE id LIKE 'anonymous:%'")


def downgrade() -> None:
    # An earlier program folds a record by its sidecar alone: the alias becomes a card holder of
    # whom nothing is known.
    op.execute(
        "INSERT INTO patrons (id, first_name, last_name, language, debt_cents, carried_cents,"
        " placeholder) SELECT DISTINCT alias, '', '', 'fr', 0, 0, true FROM severed"
    )
    op.execute(
        "INSERT INTO sidecars (operation, patron, key, nonce)"
        " SELECT operation, alias, '', '' FROM severed"
    )
    op.execute("DELETE FROM feed WHERE table_name = 'gone_card'")
    op.execute("DELETE FROM feed_pending WHERE table_name = 'gone_card'")
    for table in ("retention_runs", "loan_counts", "gone_cards", "severed"):
        op.drop_table(table)
    op.drop_index(op.f(BY_SOURCE), table_name="patrons")
    for name in (*MOMENTS, *TEXTS):
        op.drop_column("patrons", name)
