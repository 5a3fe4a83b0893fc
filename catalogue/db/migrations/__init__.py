"""Numbered changes of the tables, run at start. A new one is written by
`alembic revision --autogenerate` against `catalogue.db.schema.METADATA`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from catalogue.db.postgresql import Lock, hold
from catalogue.errors import DatabaseUnusable

if TYPE_CHECKING:
    from alembic.config import Config

_REVISION = re.compile(r'^(revision|down_revision) = "(\w+)"$', re.MULTILINE)


def configuration() -> Config:
    """Alembic's configuration; a connection is handed to `env.py` in its attributes."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


@cache
def head() -> str:
    """The revision this program expects: the one on which no other builds. Read from the texts:
    Alembic, a tenth of what a server's start takes, is needed only where there is one to run."""
    texts = (path.read_text("utf-8") for path in Path(__file__).parent.glob("versions/*.py"))
    named = [(match[1], match[2]) for text in texts for match in _REVISION.finditer(text)]
    known = {number for key, number in named if key == "revision"}
    (newest,) = known - {number for key, number in named if key == "down_revision"}
    return newest


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables to `revision`, in one transaction. Raises DatabaseUnusable for a database
    of a newer program."""
    if revision == "head" and _is_newest(engine):
        return
    from alembic import command
    from alembic.util import CommandError

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
    from alembic import command

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
