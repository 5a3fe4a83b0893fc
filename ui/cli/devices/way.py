"""The way to the workshop, and how its refusals end a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ui.cli.way import ended_by, operating

if TYPE_CHECKING:
    from catalogue.server.devices_operator import DevicesOperator


@contextmanager
def workshop(database: str | None, config: Path | None) -> Iterator[DevicesOperator]:
    """The workshop of a server or of a database. Ends the command with one line when it refuses."""
    from catalogue.server.devices_operator import DevicesOperator, WorkshopSaidNo

    with operating(database, config) as (operator, app):
        try:
            yield DevicesOperator(operator, app)
        except WorkshopSaidNo as error:
            raise ended_by(error.problem, str(error)) from error
