"""Policies per branch with fines, sort rules per station, fees, notices, and where holds stand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ANY = "*"


def upgrade() -> None:
    _policies_up()
    op.add_column("categories", sa.Column("overdue_block_days", WIDE, nullable=True))
    op.add_column("categories", sa.Column("lost_block_items", WIDE, nullable=True))
    op.add_column("items", sa.Column("price_cents", WIDE, nullable=True))
    op.add_column(
        "kit_parts", sa.Column("tagged", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("sort_rules", sa.Column("station", sa.String(), nullable=True))
    op.add_column(
        "patrons", sa.Column("carried_cents", WIDE, nullable=False, server_default=sa.text("0"))
    )
    # What was owed so far has no record behind it: it is carried over.
    op.execute("UPDATE patrons SET carried_cents = debt_cents")
    op.add_column("stations", sa.Column("emptied_ms", WIDE, nullable=True))
    for name in ("trap", "label"):
        op.add_column("holds", sa.Column(name, sa.String(), nullable=True))
    for name in ("ready_ms", "until_ms"):
        op.add_column("holds", sa.Column(name, WIDE, nullable=True))
    for name in ("heading", "heading_hold"):
        op.add_column("item_state", sa.Column(name, sa.String(), nullable=True))
    _fees()
    _notices()


def downgrade() -> None:
    op.drop_table("notices")
    op.drop_table("fee_lines")
    for table, columns in (
        ("item_state", ("heading_hold", "heading")),
        ("holds", ("until_ms", "ready_ms", "label", "trap")),
        ("stations", ("emptied_ms",)),
        ("patrons", ("carried_cents",)),
        ("sort_rules", ("station",)),
        ("kit_parts", ("tagged",)),
        ("items", ("price_cents",)),
        ("categories", ("lost_block_items", "overdue_block_days")),
    ):
        for column in columns:
            op.drop_column(table, column)
    _policies_down()


_KEPT = ("category", "kind", "loan_days", "renewals", "kind_limit", "min_age")


def _rows(columns: tuple[str, ...]) -> list[dict[str, object]]:
    table = sa.table("policies", *(sa.column(name) for name in columns))
    found = op.get_bind().execute(sa.select(table))
    return [dict(row) for row in found.mappings()]


def _policies_up() -> None:
    rows = _rows(_KEPT)
    op.drop_table("policies")
    made = op.create_table(
        "policies",
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("loan_days", WIDE, nullable=False),
        sa.Column("renewals", WIDE, nullable=False),
        sa.Column("renewal_days", WIDE, nullable=True),
        sa.Column("kind_limit", WIDE, nullable=True),
        sa.Column("min_age", WIDE, nullable=True),
        sa.Column("pickup_days", WIDE, nullable=False),
        sa.Column("fine_cents", WIDE, nullable=False),
        sa.Column("fine_grace_days", WIDE, nullable=False),
        sa.Column("fine_cap_cents", WIDE, nullable=True),
        sa.Column("lost_cents", WIDE, nullable=True),
        sa.PrimaryKeyConstraint("category", "kind", "branch", name=op.f("pk_policies")),
    )
    news = {"branch": ANY, "pickup_days": 7, "fine_cents": 0, "fine_grace_days": 0}
    if rows:
        op.bulk_insert(made, [{**row, **news} for row in rows])


def _policies_down() -> None:
    rows = _rows((*_KEPT, "branch"))
    op.drop_table("policies")
    made = op.create_table(
        "policies",
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("loan_days", WIDE, nullable=False),
        sa.Column("renewals", WIDE, nullable=False),
        sa.Column("kind_limit", WIDE, nullable=True),
        sa.Column("min_age", WIDE, nullable=True),
        sa.ForeignKeyConstraint(["category"], ["categories.id"], name=op.f("fk_policies_category")),
        sa.PrimaryKeyConstraint("category", "kind", name=op.f("pk_policies")),
    )
    # An earlier program knows rules for a category and a kind only.
    kept = [row for row in rows if row.pop("branch") == ANY]
    kept = [row for row in kept if ANY not in (row["category"], row["kind"])]
    if kept:
        op.bulk_insert(made, kept)


def _fees() -> None:
    op.create_table(
        "fee_lines",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("patron_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("part", sa.String(), nullable=True),
        sa.Column("at_ms", WIDE, nullable=False),
        sa.Column("cents", WIDE, nullable=False),
        sa.Column("paid_cents", WIDE, nullable=False),
        sa.Column("open_cents", WIDE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_lines")),
    )
    op.create_index(op.f("ix_fee_lines_item"), "fee_lines", ["item"], unique=False)
    op.create_index(op.f("ix_fee_lines_patron_id"), "fee_lines", ["patron_id"], unique=False)


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("patron_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("branch", sa.String(), nullable=True),
        sa.Column("moment_ms", WIDE, nullable=True),
        sa.Column("corrects", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at_ms", WIDE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_about"), "notices", ["about"], unique=False)
    op.create_index(op.f("ix_notices_patron_id"), "notices", ["patron_id"], unique=False)
    op.create_index(op.f("ix_notices_state"), "notices", ["state"], unique=False)
