"""The way to the workshop, and how its refusals end a command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.errors import CliError, ExitCode

if TYPE_CHECKING:
    from catalogue.server.devices_operator import DevicesOperator

WRONG = (404, 422)
"""Statuses of what cannot be: the command was wrong, not the state of things."""


@contextmanager
def workshop(database: str | None, config: Path | None) -> Iterator[DevicesOperator]:
    """The workshop of a server or of a database. Ends the command with one line when it refuses:
    exit code 2 for what does not exist, 1 for what cannot be done now."""
    from catalogue.server.devices_operator import DevicesOperator, WorkshopSaidNo
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
            yield DevicesOperator(operator, app)
        except WorkshopSaidNo as error:
            wrong = error.problem.status in WRONG
            raise CliError(
                str(error), ExitCode.WRONG_USE if wrong else ExitCode.PROBLEMS
            ) from error


def say(values: dict[str, object], text: str, as_json: bool) -> None:
    """One result."""
    click.echo(json.dumps(values, ensure_ascii=False) if as_json else text)
