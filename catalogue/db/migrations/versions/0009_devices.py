"""E-readers: devices, the workshop's steps and checks, content packs, charters and signatures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PUBLISHED = ("content_packs", "content_pack_titles", "charters")
"""Tables whose rows never change and never go."""
_REFUSE = """CREATE FUNCTION published_stays() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'what was published stays as it is'; END; $$ LANGUAGE plpgsql"""


def upgrade() -> None:
    _kits()
    op.add_column("item_state", sa.Column("returned", sa.String(), nullable=True))
    _packs()
    _workshop()
    _charters()
    sqlite = op.get_context().dialect.name == "sqlite"
    if not sqlite:
        op.execute(_REFUSE)
    for table in PUBLISHED:
        for deed in ("UPDATE", "DELETE"):
            trigger = f"CREATE TRIGGER {table}_stay_{deed.lower()} BEFORE {deed} ON {table}"
            if sqlite:
                op.execute(f"{trigger} BEGIN SELECT RAISE(ABORT, 'published'); END")
            else:
                op.execute(f"{trigger} FOR EACH ROW EXECUTE FUNCTION published_stays()")


def downgrade() -> None:
    for table in (
        *("charter_signatures", "charters", "kit_check_lines", "kit_checks"),
        *("device_steps", "devices", "content_pack_titles", "content_packs"),
    ):
        op.drop_table(table)
    if op.get_context().dialect.name != "sqlite":
        op.execute("DROP FUNCTION published_stays()")
    op.drop_column("item_state", "returned")
    for column in ("required", "ordinal"):
        op.drop_column("kit_parts", column)
    for column in ("min_battery", "steps", "returns", "min_age", "charter"):
        op.drop_column("kit_models", column)


def _kits() -> None:
    op.add_column("kit_models", sa.Column("charter", sa.String(), nullable=True))
    op.add_column("kit_models", sa.Column("min_age", WIDE, nullable=True))
    for name, default in (("returns", '["desk"]'), ("steps", '["check"]')):
        op.add_column(
            "kit_models",
            sa.Column(name, sa.JSON(), nullable=False, server_default=sa.text(f"'{default}'")),
        )
    zero = sa.text("0")
    op.add_column("kit_models", sa.Column("min_battery", WIDE, nullable=False, server_default=zero))
    op.add_column("kit_parts", sa.Column("ordinal", WIDE, nullable=False, server_default=zero))
    op.add_column(
        "kit_parts", sa.Column("required", sa.Boolean(), nullable=False, server_default=sa.true())
    )


def _packs() -> None:
    op.create_table(
        "content_packs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", WIDE, nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("manifest_hash", sa.String(), nullable=False),
        sa.Column("published_ms", WIDE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_packs")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_content_packs_name_version")),
    )
    op.create_table(
        "content_pack_titles",
        sa.Column("pack", sa.String(), nullable=False),
        sa.Column("n", WIDE, autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("rights", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pack"], ["content_packs.id"], name=op.f("fk_content_pack_titles_pack")
        ),
        sa.PrimaryKeyConstraint("pack", "n", name=op.f("pk_content_pack_titles")),
    )
    op.create_index(op.f("ix_content_pack_titles_reference"), "content_pack_titles", ["reference"])


def _workshop() -> None:
    op.create_table(
        "devices",
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("firmware", sa.String(), nullable=False),
        sa.Column("bought", sa.Date(), nullable=True),
        sa.Column("pack", sa.String(), nullable=True),
        sa.Column("battery", WIDE, nullable=True),
        sa.Column("charged_ms", WIDE, nullable=True),
        sa.Column("repair_ms", WIDE, nullable=True),
        sa.Column("repair_note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["item"], ["kits.item"], name=op.f("fk_devices_item")),
        sa.ForeignKeyConstraint(["pack"], ["content_packs.id"], name=op.f("fk_devices_pack")),
        sa.PrimaryKeyConstraint("item", name=op.f("pk_devices")),
    )
    op.create_table(
        "device_steps",
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("returned", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("at_ms", WIDE, nullable=False),
        sa.Column("battery", WIDE, nullable=True),
        sa.Column("pack", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["item"], ["devices.item"], name=op.f("fk_device_steps_item")),
        sa.ForeignKeyConstraint(["pack"], ["content_packs.id"], name=op.f("fk_device_steps_pack")),
        sa.PrimaryKeyConstraint("item", "returned", "step", name=op.f("pk_device_steps")),
    )
    op.create_table(
        "kit_checks",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("returned", sa.String(), nullable=False),
        sa.Column("at_ms", WIDE, nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("battery", WIDE, nullable=True),
        sa.Column("decision", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["kits.item"], name=op.f("fk_kit_checks_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_checks")),
    )
    op.create_index(op.f("ix_kit_checks_item"), "kit_checks", ["item"])
    op.create_table(
        "kit_check_lines",
        sa.Column("check_id", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"], ["kit_checks.id"], name=op.f("fk_kit_check_lines_check_id")
        ),
        sa.PrimaryKeyConstraint("check_id", "part", name=op.f("pk_kit_check_lines")),
    )


def _charters() -> None:
    op.create_table(
        "charters",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", WIDE, autoincrement=False, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("published_ms", WIDE, nullable=False),
        sa.PrimaryKeyConstraint("name", "version", "language", name=op.f("pk_charters")),
    )
    op.create_table(
        "charter_signatures",
        sa.Column("patron_id", sa.String(), nullable=False),
        sa.Column("charter", sa.String(), nullable=False),
        sa.Column("version", WIDE, autoincrement=False, nullable=False),
        sa.Column("at_ms", WIDE, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("guardian", sa.String(), nullable=True),
        sa.Column("witness", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patron_id"], ["patrons.id"], name=op.f("fk_charter_signatures_patron_id")
        ),
        sa.PrimaryKeyConstraint(
            "patron_id", "charter", "version", name=op.f("pk_charter_signatures")
        ),
    )
