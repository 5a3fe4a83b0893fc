"""`beaupre catalogue init`: a database with its tables and keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.served import on_server, settings_of

if TYPE_CHECKING:
    from catalogue.server.settings import ServerSettings


@click.command(epilog="Example: beaupre catalogue init --database /var/lib/beaupre/town.db")
@on_server
def init(database: str | None, config: Path | None, as_json: bool) -> None:
    """Make the database, or bring it to this version; one that is there keeps what it holds.

    The server's keys are made beside an SQLite database, or where secrets_file says. A server that
    starts does the same.
    """
    from catalogue.db.migrations import head

    settings = settings_of(database, config)
    keys = _make(settings)
    facts = {"database": _shown(settings), "version": head(), "keys": keys}
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    click.echo(f"{facts['database']}: version {facts['version']}")
    if keys is None:
        click.echo("no keys yet: name their file as secrets_file before a server starts", err=True)


def _make(settings: ServerSettings) -> str | None:
    """Where the keys are; None where nothing says where they would be."""
    from contextlib import closing

    from catalogue.db.database import Database
    from catalogue.errors import ServerConfigurationError
    from catalogue.server.operator import Operator

    try:
        keys = settings.secrets_path
    except ServerConfigurationError:
        with closing(Database(settings.database)):
            return None
    with Operator(settings):
        return str(keys)


def _shown(settings: ServerSettings) -> str:
    from sqlalchemy import make_url

    from catalogue.db.database import database_url

    url = make_url(database_url(settings.database))
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string()
