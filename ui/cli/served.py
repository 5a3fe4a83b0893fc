"""What the commands that work on a server's database share: their options, and the way there:
through the running server if there is one, else the database itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from catalogue.server.operator import Operator
    from catalogue.server.settings import ServerSettings


def on_server(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--database`, `--config` and `--json`."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="JSON instead of text."),
        click.option(
            "--config",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Settings of the server in TOML.",
        ),
        click.option(
            "--database", metavar="PATH|URL", help="SQLite file or database address [beaupre.db]."
        ),
    ):
        command = option(command)
    return command


def settings_of(database: str | None, config: Path | None) -> ServerSettings:
    """The server's settings; the option wins over the file."""
    from catalogue.server.settings import load_settings

    return load_settings(config, database=database)


def operator_of(database: str | None, config: Path | None) -> Operator:
    """The way to the server; open it with `with`."""
    from catalogue.server.operator import Operator

    return Operator(settings_of(database, config))
