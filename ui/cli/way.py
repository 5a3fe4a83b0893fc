"""The way of a command to a server that runs, or to the database of one that does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ui.cli.errors import CliError, ExitCode

if TYPE_CHECKING:
    from fastapi import FastAPI

    from catalogue.server.operator import Operator
    from catalogue.wire.v1 import Problem

WRONG: Final = (404, 422)
"""Statuses of what cannot be: the command was wrong, not the state of things."""


@contextmanager
def operating(
    database: str | None, config: Path | None
) -> Iterator[tuple[Operator, FastAPI | None]]:
    """The operator, and where no server runs the application that is asked instead."""
    from catalogue.server.operator import Operator
    from catalogue.server.settings import load_settings

    settings = load_settings(config, database=database, demo=False)
    with Operator(settings) as operator:
        app = None
        if operator.services is not None:
            # Only where no server runs: it takes a second to load.
            from catalogue.server.app import create_app

            app = create_app(settings, services=operator.services)
        yield operator, app


def ended_by(problem: Problem, text: str) -> CliError:
    """How a refusal ends a command: exit code 2 for what does not exist or is wrong, 1 for what
    cannot be done now."""
    return CliError(text, ExitCode.WRONG_USE if problem.status in WRONG else ExitCode.PROBLEMS)


def say(values: dict[str, object], text: str, as_json: bool) -> None:
    """One result."""
    click.echo(json.dumps(values, ensure_ascii=False) if as_json else text)
