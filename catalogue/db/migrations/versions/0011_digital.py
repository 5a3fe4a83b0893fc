"""Digital resources with their subscriptions, ways in, limits and uses; e-book licences, loans and
holds; the language of a pack's titles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXTS = (("state", "live"), ("accessibility", ""), ("image", ""))
TABLES = (
    "usage_stats",
    "usage_limits",
    "usage_counters",
    "launch_events",
    "digital_tickets",
    "digital_subscriptions",
    "digital_loans",
    "digital_holds",
    "digital_access",
    "ebook_licences",
    "digital_signing_keys",
    "digital_providers",
)


def upgrade() -> None:
    _extend_resources_and_packs()
    _add_providers()
    _add_signing_keys()
    _add_licences()
    _add_ways_in()
    _add_holds()
    _add_loans()
    _add_subscriptions()
    _add_tickets()
    _add_launches()
    _add_counters_and_limits()
    _add_statistics()


def _extend_resources_and_packs() -> None:
    for name, default in TEXTS:
        op.add_column(
            "digital_resources",
            sa.Column(name, sa.String(), nullable=False, server_default=default),
        )
    op.add_column("digital_resources", sa.Column("provider", sa.String(), nullable=True))
    op.add_column(
        "digital_resources",
        sa.Column("themes", sa.JSON(), nullable=False, server_default=sa.text("'[]'")),
    )
    op.add_column(
        "content_pack_titles",
        sa.Column("language", sa.String(), nullable=False, server_default=""),
    )


def _add_providers() -> None:
    op.create_table(
        "digital_providers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("hosts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digital_providers")),
    )


def _add_signing_keys() -> None:
    op.create_table(
        "digital_signing_keys",
        sa.Column("kid", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_ms", WIDE, nullable=False),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_digital_signing_keys")),
    )


def _add_licences() -> None:
    op.create_table(
        "ebook_licences",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=True),
        sa.Column("order_ref", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("drm", sa.String(), nullable=False),
        sa.Column("starts_ms", WIDE, nullable=True),
        sa.Column("expires_ms", WIDE, nullable=True),
        sa.Column("tokens_total", WIDE, nullable=True),
        sa.Column("tokens_left", WIDE, nullable=True),
        sa.Column("concurrent_max", WIDE, nullable=True),
        sa.Column("loan_days", WIDE, nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("borrow_url", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["provider"], ["digital_providers.id"], name=op.f("fk_ebook_licences_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ebook_licences")),
    )
    op.create_index(op.f("ix_ebook_licences_title"), "ebook_licences", ["title"], unique=False)


def _add_ways_in() -> None:
    op.create_table(
        "digital_access",
        sa.Column("resource", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("client", sa.String(), nullable=True),
        sa.Column("secret", sa.String(), nullable=True),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("test_url", sa.String(), nullable=False),
        sa.Column("checked_ms", WIDE, nullable=True),
        sa.Column("checked", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource"], ["digital_resources.id"], name=op.f("fk_digital_access_resource")
        ),
        sa.PrimaryKeyConstraint("resource", "place", name=op.f("pk_digital_access")),
        sa.UniqueConstraint("client", name=op.f("uq_digital_access_client")),
    )


def _add_holds() -> None:
    op.create_table(
        "digital_holds",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("patron", sa.String(), nullable=True),
        sa.Column("placed_ms", WIDE, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ready_until_ms", WIDE, nullable=True),
        sa.Column("ended_ms", WIDE, nullable=True),
        sa.ForeignKeyConstraint(["patron"], ["patrons.id"], name=op.f("fk_digital_holds_patron")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digital_holds")),
    )
    op.create_index(op.f("ix_digital_holds_patron"), "digital_holds", ["patron"], unique=False)
    op.create_index(op.f("ix_digital_holds_title"), "digital_holds", ["title"], unique=False)


def _add_loans() -> None:
    op.create_table(
        "digital_loans",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("patron", sa.String(), nullable=True),
        sa.Column("started_ms", WIDE, nullable=False),
        sa.Column("ends_ms", WIDE, nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("lsd", sa.LargeBinary(), nullable=True),
        sa.Column("checked_ms", WIDE, nullable=True),
        sa.Column("ended_ms", WIDE, nullable=True),
        sa.ForeignKeyConstraint(
            ["licence"], ["ebook_licences.id"], name=op.f("fk_digital_loans_licence")
        ),
        sa.ForeignKeyConstraint(["patron"], ["patrons.id"], name=op.f("fk_digital_loans_patron")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digital_loans")),
    )
    op.create_index(op.f("ix_digital_loans_licence"), "digital_loans", ["licence"], unique=False)
    op.create_index(op.f("ix_digital_loans_open"), "digital_loans", ["open"], unique=False)
    op.create_index(op.f("ix_digital_loans_patron"), "digital_loans", ["patron"], unique=False)
    op.create_index(op.f("ix_digital_loans_title"), "digital_loans", ["title"], unique=False)


def _add_subscriptions() -> None:
    op.create_table(
        "digital_subscriptions",
        sa.Column("resource", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("auto_renew", sa.Boolean(), nullable=False),
        sa.Column("branches", sa.JSON(), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("price_cents", WIDE, nullable=True),
        sa.Column("notice_days", WIDE, nullable=True),
        sa.Column("contract", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource"], ["digital_resources.id"], name=op.f("fk_digital_subscriptions_resource")
        ),
        sa.PrimaryKeyConstraint("resource", "starts_on", name=op.f("pk_digital_subscriptions")),
    )


def _add_tickets() -> None:
    op.create_table(
        "digital_tickets",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("resource", sa.String(), nullable=False),
        sa.Column("patron", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=True),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("made_ms", WIDE, nullable=False),
        sa.Column("expires_ms", WIDE, nullable=False),
        sa.Column("used_ms", WIDE, nullable=True),
        sa.Column("parent", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["patron"], ["patrons.id"], name=op.f("fk_digital_tickets_patron")),
        sa.ForeignKeyConstraint(
            ["resource"], ["digital_resources.id"], name=op.f("fk_digital_tickets_resource")
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_digital_tickets")),
    )
    op.create_index(
        op.f("ix_digital_tickets_expires_ms"), "digital_tickets", ["expires_ms"], unique=False
    )
    op.create_index(op.f("ix_digital_tickets_parent"), "digital_tickets", ["parent"], unique=False)
    op.create_index(op.f("ix_digital_tickets_patron"), "digital_tickets", ["patron"], unique=False)


def _add_launches() -> None:
    op.create_table(
        "launch_events",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("resource", sa.String(), nullable=False),
        sa.Column("at_ms", WIDE, nullable=False),
        sa.Column("branch", sa.String(), nullable=True),
        sa.Column("band", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("pseudonym", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource"], ["digital_resources.id"], name=op.f("fk_launch_events_resource")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_launch_events")),
    )
    op.create_index(op.f("ix_launch_events_at_ms"), "launch_events", ["at_ms"], unique=False)
    op.create_index(
        op.f("ix_launch_events_resource_at_ms"),
        "launch_events",
        ["resource", "at_ms"],
        unique=False,
    )


def _add_counters_and_limits() -> None:
    op.create_table(
        "usage_counters",
        sa.Column("resource", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("value", WIDE, nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["resource"], ["digital_resources.id"], name=op.f("fk_usage_counters_resource")
        ),
        sa.PrimaryKeyConstraint(
            "resource", "unit", "period", "who", name=op.f("pk_usage_counters")
        ),
    )
    op.create_table(
        "usage_limits",
        sa.Column("resource", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("per", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("value", WIDE, nullable=False),
        sa.Column("hard", sa.Boolean(), nullable=False),
        sa.Column("alert_at", WIDE, nullable=True),
        sa.ForeignKeyConstraint(
            ["resource"], ["digital_resources.id"], name=op.f("fk_usage_limits_resource")
        ),
        sa.PrimaryKeyConstraint("resource", "unit", "per", "period", name=op.f("pk_usage_limits")),
    )


def _add_statistics() -> None:
    op.create_table(
        "usage_stats",
        sa.Column("resource", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("metric", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("band", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("value", WIDE, nullable=False),
        sa.ForeignKeyConstraint(
            ["resource"], ["digital_resources.id"], name=op.f("fk_usage_stats_resource")
        ),
        sa.PrimaryKeyConstraint(
            "resource", "month", "metric", "branch", "band", "source", name=op.f("pk_usage_stats")
        ),
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    op.drop_column("content_pack_titles", "language")
    for name in ("themes", "provider", *(name for name, _ in TEXTS)):
        op.drop_column("digital_resources", name)
