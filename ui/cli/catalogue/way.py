"""The way from a command to the imports of a town, and what goes wrong on it."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from catalogue.db.database import database_url
from catalogue.feeds.errors import BadMapping, FeedError, UnknownFormat, Unsafe
from catalogue.server.imports_operator import Imports, open_imports
from catalogue.server.settings import ServerSettings
from catalogue.services.importing.model import ImportFault, SourceBusy
from ui.cli.errors import CliError, ExitCode


@contextmanager
def opened(settings: ServerSettings) -> Iterator[tuple[Imports, bool]]:
    """The imports of a town that is there, and whether a running server does the work. Raises
    CliError where there is no database: a name typed wrongly makes none."""
    url = make_url(database_url(settings.database))
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise CliError(
            f"{url.database}: there is no such database; “beaupre catalogue init” makes it",
            ExitCode.WRONG_USE,
        )
    with open_imports(settings) as way:
        yield way


@contextmanager
def explained() -> Iterator[None]:
    """Faults of feeds and imports as the command's end."""
    try:
        yield
    except FeedError as error:
        wrong = isinstance(error, BadMapping | UnknownFormat | Unsafe)
        code = ExitCode.WRONG_USE if wrong else ExitCode.UNREACHABLE
        raise CliError(str(error), code) from error
    except SourceBusy as error:
        raise CliError(str(error), ExitCode.UNREACHABLE) from error
    except ImportFault as error:
        wrong = "configuration" in error.code or error.code == "unknown_run"
        raise CliError(str(error), ExitCode.WRONG_USE if wrong else ExitCode.PROBLEMS) from error


def author() -> str:
    """Who sits there, as far as the system knows."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
