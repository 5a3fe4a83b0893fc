"""What several servers on one database need: how far each station's records are dated, the uid a
tag_state is about, and what the feed has told of each item apart from the item's own row."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPERATIONS = sa.table(
    "operations",
    sa.column("id", sa.String()),
    sa.column("kind", sa.String()),
    sa.column("body", sa.Text()),
    sa.column("uid", sa.String()),
)


def upgrade() -> None:
    op.create_table(
        "ledgers",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("version", WIDE, nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("station", name=op.f("pk_ledgers")),
    )
    op.add_column(
        "operations", sa.Column("version", WIDE, nullable=False, server_default=sa.text("0"))
    )
    op.create_index(
        op.f("ix_operations_station_version"), "operations", ["station", "version"], unique=False
    )
    op.add_column("operations", sa.Column("uid", sa.String(), nullable=True))
    op.create_index(op.f("ix_operations_uid"), "operations", ["uid"], unique=False)
    _fill_uids()
    op.create_table(
        "item_told",
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("item", name=op.f("pk_item_told")),
    )
    op.execute(
        "INSERT INTO item_told (item, branch, hash) SELECT item, told_branch, told_hash"
        " FROM item_state WHERE told_branch IS NOT NULL AND told_hash IS NOT NULL"
    )
    op.drop_column("item_state", "told_hash")
    op.drop_column("item_state", "told_branch")


def _fill_uids() -> None:
    connection = op.get_bind()
    found = connection.execute(
        sa.select(OPERATIONS.c.id, OPERATIONS.c.body).where(OPERATIONS.c.kind == "tag_state")
    ).all()
    for row in found:
        uid = json.loads(row.body).get("payload", {}).get("uid")
        if isinstance(uid, str) and uid:
            connection.execute(
                sa.update(OPERATIONS).where(OPERATIONS.c.id == row.id).values(uid=uid)
            )


def downgrade() -> None:
    op.add_column("item_state", sa.Column("told_branch", sa.String(), nullable=True))
    op.add_column("item_state", sa.Column("told_hash", sa.String(), nullable=True))
    for column, told in (("told_branch", "branch"), ("told_hash", "hash")):
        op.execute(
            f"UPDATE item_state SET {column} = (SELECT {told} FROM item_told"  # noqa: S608 - fixed names
            " WHERE item_told.item = item_state.item)"
        )
    op.drop_table("item_told")
    op.drop_index(op.f("ix_operations_uid"), "operations")
    op.drop_column("operations", "uid")
    op.drop_index(op.f("ix_operations_station_version"), "operations")
    op.drop_column("operations", "version")
    op.drop_table("ledgers")
