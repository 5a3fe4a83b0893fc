"""What a town file says and no table held: addresses, opening hours, closures, and its versions.

Closed days that were written out singly become closures: the calendar is computed from now on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("branches", sa.Column("address", sa.String(), nullable=False, server_default=""))
    op.add_column("branches", sa.Column("opening", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "closures",
        sa.Column("n", WIDE, autoincrement=True, nullable=False),
        sa.Column("branch", sa.String(), nullable=True),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("opens", sa.Boolean(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["branch"], ["branches.id"], name=op.f("fk_closures_branch")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_closures")),
    )
    op.create_table(
        "config_versions",
        sa.Column("n", WIDE, autoincrement=False, nullable=False),
        sa.Column("made_ms", WIDE, nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_config_versions")),
    )
    _keep_single_days()


def _keep_single_days() -> None:
    branches = sa.table("branches", sa.column("id"), sa.column("closed_weekdays"))
    calendar = sa.table(
        "calendar",
        sa.column("branch"),
        sa.column("date", sa.Date()),
        sa.column("closed", sa.Boolean()),
    )
    closures = sa.table(
        "closures",
        sa.column("branch"),
        sa.column("first", sa.Date()),
        sa.column("last", sa.Date()),
        sa.column("opens", sa.Boolean()),
        sa.column("label"),
    )
    found = op.get_bind().execute(
        sa.select(calendar.c.branch, calendar.c.date, calendar.c.closed, branches.c.closed_weekdays)
        .join(branches, branches.c.id == calendar.c.branch)
        .order_by(calendar.c.branch, calendar.c.date)
    )
    rows = [
        {"branch": branch, "first": date, "last": date, "opens": not closed, "label": ""}
        for branch, date, closed, weekdays in found
        if closed != (str(date.weekday()) in weekdays)
    ]
    if rows:
        op.bulk_insert(closures, rows)


def downgrade() -> None:
    op.drop_table("config_versions")
    op.drop_table("closures")
    op.drop_column("branches", "opening")
    op.drop_column("branches", "address")
