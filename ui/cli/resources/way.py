"""The way to digital resources, and how refusals end a command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.errors import CliError, ExitCode

if TYPE_CHECKING:
    from catalogue.server.digital_operator import DigitalOperator

WRONG = (404, 422)
"""Statuses of what cannot be: the command was wrong, not the state of things."""


@contextmanager
def keeper(database: str | None, config: Path | None) -> Iterator[DigitalOperator]:
    """The resources of a server or of a database. Ends the command when it refuses: exit code 2
    for what does not exist or is wrong, 1 for what cannot be done now."""
    from catalogue.server.digital_operator import DigitalOperator, DigitalSaidNo
    from catalogue.server.operator import Operator
    from catalogue.server.settings import load_settings

    settings = load_settings(config, database=database, demo=False)
    with Operator(settings) as operator:
        app = None
        if operator.services is not None:
            # Only where no server runs: it takes a second to load.
            from catalogue.server.app import create_app

            app = create_app(settings, services=operator.services)
        try:
            yield DigitalOperator(operator, app)
        except DigitalSaidNo as error:
            wrong = error.problem.status in WRONG
            code = ExitCode.WRONG_USE if wrong else ExitCode.PROBLEMS
            raise CliError(str(error).replace("\n", "; "), code) from error


def text_of(file: Path) -> str:
    """A file's text. Ends the command with one line when it cannot be read."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise CliError(f"{file}: {error.strerror}", ExitCode.UNREACHABLE) from error
    except UnicodeDecodeError as error:
        raise CliError(f"{file}: not UTF-8", ExitCode.WRONG_USE) from error


def say(values: dict[str, object], text: str, as_json: bool) -> None:
    """One result."""
    click.echo(json.dumps(values, ensure_ascii=False) if as_json else text)
