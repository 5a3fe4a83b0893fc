"""Tables of what the town owns, and of its people and stations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOWN = (
    "patron_sessions",
    "cards",
    "acknowledgements",
    "stations",
    "patrons",
    "enrolment_codes",
    "lockouts",
    "kits",
    "sort_rules",
    "policies",
    "kit_parts",
    "items",
    "calendar",
    "titles",
    "settings",
    "kit_models",
    "digital_resources",
    "categories",
    "branches",
)


def upgrade() -> None:
    _holdings_1()
    _holdings_2()
    _holdings_3()
    _people_1()
    _people_2()
    _people_3()


def downgrade() -> None:
    for table in DOWN:
        op.drop_table(table)


def _holdings_1() -> None:
    op.create_table(
        "branches",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("closed_weekdays", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branches")),
    )
    op.create_table(
        "categories",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("loan_limit", WIDE, nullable=False),
        sa.Column("hold_limit", WIDE, nullable=False),
        sa.Column("debt_block_cents", WIDE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
    )
    op.create_table(
        "digital_resources",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("access", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("min_age", WIDE, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digital_resources")),
    )
    op.create_table(
        "kit_models",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("needs_check", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_models")),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )


def _holdings_2() -> None:
    op.create_table(
        "titles",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("subtitle", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("collection", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("call_number", sa.String(), nullable=False),
        sa.Column("year", WIDE, nullable=True),
        sa.Column("min_age", WIDE, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_titles")),
    )
    op.create_table(
        "calendar",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["branch"], ["branches.id"], name=op.f("fk_calendar_branch")),
        sa.PrimaryKeyConstraint("branch", "date", name=op.f("pk_calendar")),
    )
    op.create_table(
        "items",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("home", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("call_number", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=True),
        sa.Column("needs_check", sa.Boolean(), nullable=False),
        sa.Column("not_for_loan", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["home"], ["branches.id"], name=op.f("fk_items_home")),
        sa.ForeignKeyConstraint(["title"], ["titles.id"], name=op.f("fk_items_title")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
    )
    op.create_index(op.f("ix_items_title"), "items", ["title"], unique=False)


def _holdings_3() -> None:
    op.create_table(
        "kit_parts",
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("replacement_cents", WIDE, nullable=False),
        sa.ForeignKeyConstraint(["model"], ["kit_models.id"], name=op.f("fk_kit_parts_model")),
        sa.PrimaryKeyConstraint("model", "code", name=op.f("pk_kit_parts")),
    )
    op.create_table(
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
    op.create_table(
        "sort_rules",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("collection", sa.String(), nullable=True),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["branch"], ["branches.id"], name=op.f("fk_sort_rules_branch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sort_rules")),
    )
    op.create_table(
        "kits",
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_kits_item")),
        sa.ForeignKeyConstraint(["model"], ["kit_models.id"], name=op.f("fk_kits_model")),
        sa.PrimaryKeyConstraint("item", name=op.f("pk_kits")),
    )


def _people_1() -> None:
    op.create_table(
        "lockouts",
        sa.Column("card_key", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("tries", WIDE, nullable=False),
        sa.Column("last_ms", WIDE, nullable=False),
        sa.Column("locked_until_ms", WIDE, nullable=False),
        sa.PrimaryKeyConstraint("card_key", "channel", name=op.f("pk_lockouts")),
    )
    op.create_index(op.f("ix_lockouts_last_ms"), "lockouts", ["last_ms"], unique=False)
    op.create_table(
        "enrolment_codes",
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("expires_ms", WIDE, nullable=False),
        sa.Column("used_ms", WIDE, nullable=True),
        sa.ForeignKeyConstraint(
            ["branch"], ["branches.id"], name=op.f("fk_enrolment_codes_branch")
        ),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_enrolment_codes")),
    )
    op.create_index(
        op.f("ix_enrolment_codes_station"), "enrolment_codes", ["station"], unique=False
    )
    op.create_table(
        "patrons",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("branch", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.Column("debt_cents", WIDE, nullable=False),
        sa.Column("block", sa.String(), nullable=True),
        sa.Column("pin_hash", sa.String(), nullable=True),
        sa.Column("placeholder", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["branch"], ["branches.id"], name=op.f("fk_patrons_branch")),
        sa.ForeignKeyConstraint(["category"], ["categories.id"], name=op.f("fk_patrons_category")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patrons")),
    )


def _people_2() -> None:
    op.create_table(
        "stations",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("station_key", sa.LargeBinary(), nullable=False),
        sa.Column("epoch", WIDE, nullable=False),
        sa.Column("enrolled_ms", WIDE, nullable=False),
        sa.Column("revoked_ms", WIDE, nullable=True),
        sa.ForeignKeyConstraint(["branch"], ["branches.id"], name=op.f("fk_stations_branch")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_stations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_stations_token_hash")),
    )
    op.create_table(
        "acknowledgements",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("epoch", WIDE, nullable=False),
        sa.Column("seq", WIDE, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("prune_below", WIDE, nullable=False),
        sa.ForeignKeyConstraint(
            ["station"], ["stations.name"], name=op.f("fk_acknowledgements_station")
        ),
        sa.PrimaryKeyConstraint("station", "epoch", name=op.f("pk_acknowledgements")),
    )
    op.create_table(
        "cards",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("patron", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["patron"], ["patrons.id"], name=op.f("fk_cards_patron")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_cards")),
    )
    op.create_index(op.f("ix_cards_patron"), "cards", ["patron"], unique=False)


def _people_3() -> None:
    op.create_table(
        "patron_sessions",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("patron", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("made_ms", WIDE, nullable=False),
        sa.Column("expires_ms", WIDE, nullable=False),
        sa.ForeignKeyConstraint(["patron"], ["patrons.id"], name=op.f("fk_patron_sessions_patron")),
        sa.ForeignKeyConstraint(
            ["station"], ["stations.name"], name=op.f("fk_patron_sessions_station")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_patron_sessions")),
    )
    op.create_index(
        op.f("ix_patron_sessions_expires_ms"), "patron_sessions", ["expires_ms"], unique=False
    )
