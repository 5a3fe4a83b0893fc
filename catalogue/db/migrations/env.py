"""Alembic's entry: runs on the connection it is handed, never opens one."""

from __future__ import annotations

from alembic import context

from catalogue.db.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
