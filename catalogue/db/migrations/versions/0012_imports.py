"""Runs of imports: which record became which title, what a run changed and refused; links and
availability of digital titles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTERS = ("read", "created", "updated", "unchanged", "deleted", "refused")


def upgrade() -> None:
    op.create_table(
        "import_runs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        *(sa.Column(name, WIDE, nullable=False) for name in COUNTERS),
        sa.Column("started_ms", WIDE, nullable=False),
        sa.Column("changed_ms", WIDE, nullable=False),
        sa.Column("finished_ms", WIDE, nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import_runs"),
    )
    op.create_index("ix_import_runs_source", "import_runs", ["source"])
    op.create_table(
        "source_records",
        sa.Column("n", WIDE, autoincrement=True, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_source_records"),
        sa.UniqueConstraint("source", "source_id", name="uq_source_records_source_source_id"),
    )
    op.create_index("ix_source_records_source_hash", "source_records", ["source", "hash"])
    op.create_index("ix_source_records_title", "source_records", ["title"])
    _of_a_run(
        "import_seen",
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
    )
    _of_a_run(
        "import_changes",
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
    )
    _of_a_run(
        "import_refusals",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", WIDE, nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    _of_titles()
    op.create_index("ix_titles_isbn", "titles", ["isbn"])


def downgrade() -> None:
    op.drop_index("ix_titles_isbn", table_name="titles")
    for table in (
        *("title_availability", "title_links", "import_refusals", "import_changes"),
        *("import_seen", "source_records", "import_runs"),
    ):
        op.drop_table(table)


def _of_a_run(table: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column("n", WIDE, autoincrement=True, nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("n", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["run"], ["import_runs.id"], name=f"fk_{table}_run_import_runs"),
    )
    op.create_index(f"ix_{table}_run", table, ["run"])


def _of_titles() -> None:
    op.create_table(
        "title_links",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("n", WIDE, autoincrement=False, nullable=False),
        sa.Column("rel", sa.String(), nullable=False),
        sa.Column("href", sa.Text(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("properties", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("title", "n", name="pk_title_links"),
        sa.ForeignKeyConstraint(["title"], ["titles.id"], name="fk_title_links_title_titles"),
    )
    op.create_table(
        "title_availability",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=True),
        sa.Column("until", sa.String(), nullable=True),
        sa.Column("copies_total", WIDE, nullable=True),
        sa.Column("copies_available", WIDE, nullable=True),
        sa.Column("holds_total", WIDE, nullable=True),
        sa.PrimaryKeyConstraint("title", name="pk_title_availability"),
        sa.ForeignKeyConstraint(
            ["title"], ["titles.id"], name="fk_title_availability_title_titles"
        ),
    )
