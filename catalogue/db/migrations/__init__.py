"""Numbered changes of the tables, run at start. A new one is written by
`alembic revision --autogenerate` against `catalogue.db.schema.METADATA`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, inspect, text

from catalogue.db.postgresql import Lock, hold
from catalogue.errors import DatabaseUnusable


def configuration() -> Config:
    """Alembic's configuration; a connection is handed to `env.py` in its attributes."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


@cache
def head() -> str:
    """The revision this program expects."""
    return ScriptDirectory.from_config(configuration()).get_current_head() or ""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables to `revision`, in one transaction. Raises DatabaseUnusable for a database
    of a newer program."""
    if revision == "head" and _is_newest(engine):
        return
    config = configuration()
    with engine.begin() as connection:
        _alone(connection)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, revision)
        except CommandError as error:
            raise DatabaseUnusable(f"the database is of another version: {error}") from error


def _is_newest(engine: Engine) -> bool:
    """Is there nothing to do? Asked first: it takes a tenth of what Alembic takes."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.scalars(text("SELECT version_num FROM alembic_version")).all() == [head()]


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to `revision` (`base`: none)."""
    config = configuration()
    with engine.begin() as connection:
        _alone(connection)
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def _alone(connection: Connection) -> None:
    """Of servers that start at once one changes the tables; it takes the time it needs."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL lock_timeout = 0"))
    hold(connection, Lock.MIGRATION)
