"""Staff, roles, their sessions, buckets of tries, and the audit log with its triggers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LIBRARIAN = ("circulate", "holds", "conflicts", "fees")
WORKSHOP = ("devices", "stock", "tags")
MANAGER = (*LIBRARIAN, *WORKSHOP, "people", "statistics")
ADMIN = (*MANAGER, "stations", "config", "audit", "backup")
ROLES = {"librarian": LIBRARIAN, "workshop": WORKSHOP, "manager": MANAGER, "admin": ADMIN}

# What a line says is never changed; a line goes only once a checkpoint covers it, which is itself
# a line: its subject is the number of the last one that may go.
COVERED = (
    "SELECT coalesce(max(CAST(subject AS BIGINT)), 0) FROM audit WHERE action = 'audit.checkpoint'"
)
SQLITE_TRIGGERS = (
    (
        "CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit"
        " BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END"
    ),
    (
        f"CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit WHEN OLD.n > ({COVERED})"
        " BEGIN SELECT RAISE(ABORT, 'no checkpoint covers this line of the audit log'); END"
    ),
    # INSERT OR REPLACE deletes without asking the trigger above.
    (
        "CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit"
        " WHEN EXISTS (SELECT 1 FROM audit WHERE n = NEW.n OR hash = NEW.hash)"
        " BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END"
    ),
)
POSTGRESQL_TRIGGERS = (
    (
        "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN"
        f" IF TG_OP = 'DELETE' THEN IF OLD.n <= ({COVERED}) THEN RETURN OLD; END IF;"
        " RAISE EXCEPTION 'no checkpoint covers this line of the audit log'; END IF;"
        " RAISE EXCEPTION 'the audit log is never changed';"
        " END $$"
    ),
    (
        "CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON audit"
        " FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()"
    ),
    (
        "CREATE TRIGGER audit_is_never_emptied BEFORE TRUNCATE ON audit"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
    ),
)


def upgrade() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("password_until_ms", WIDE, nullable=True),
        sa.Column("branches", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("made_ms", WIDE, nullable=False),
        sa.Column("disabled_ms", WIDE, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_name")),
    )
    op.create_table(
        "staff_roles",
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["staff"], ["staff.id"], name=op.f("fk_staff_roles_staff")),
        sa.PrimaryKeyConstraint("staff", "role", name=op.f("pk_staff_roles")),
    )
    role_rights = op.create_table(
        "role_rights",
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("allows", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("role", "allows", name=op.f("pk_role_rights")),
    )
    op.bulk_insert(
        role_rights,
        [{"role": role, "allows": right} for role, rights in ROLES.items() for right in rights],
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("made_ms", WIDE, nullable=False),
        sa.Column("used_ms", WIDE, nullable=False),
        sa.Column("expires_ms", WIDE, nullable=False),
        sa.ForeignKeyConstraint(["staff"], ["staff.id"], name=op.f("fk_staff_sessions_staff")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_sessions")),
    )
    op.create_index(op.f("ix_staff_sessions_staff"), "staff_sessions", ["staff"])
    op.create_index(op.f("ix_staff_sessions_expires_ms"), "staff_sessions", ["expires_ms"])
    op.create_table(
        "rate_buckets",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("empty_ms", WIDE, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_buckets")),
    )
    op.create_index(op.f("ix_rate_buckets_empty_ms"), "rate_buckets", ["empty_ms"])
    _audit()


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("n", WIDE, autoincrement=False, nullable=False),
        sa.Column("at_ms", WIDE, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_audit")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_hash")),
    )
    sqlite = op.get_context().dialect.name == "sqlite"
    for statement in SQLITE_TRIGGERS if sqlite else POSTGRESQL_TRIGGERS:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("audit")
    if op.get_context().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_is_append_only()")
    for table in ("rate_buckets", "staff_sessions", "role_rights", "staff_roles", "staff"):
        op.drop_table(table)
