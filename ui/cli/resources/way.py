"""The way to digital resources, and how refusals end a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ui.cli.errors import CliError, ExitCode
from ui.cli.way import ended_by, operating

if TYPE_CHECKING:
    from catalogue.server.digital_operator import DigitalOperator


@contextmanager
def keeper(database: str | None, config: Path | None) -> Iterator[DigitalOperator]:
    """The resources of a server or of a database. Ends the command when it refuses."""
    from catalogue.server.digital_operator import DigitalOperator, DigitalSaidNo

    with operating(database, config) as (operator, app):
        try:
            yield DigitalOperator(operator, app)
        except DigitalSaidNo as error:
            raise ended_by(error.problem, str(error).replace("\n", "; ")) from error


def text_of(file: Path) -> str:
    """A file's text. Ends the command with one line when it cannot be read."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise CliError(f"{file}: {error.strerror}", ExitCode.UNREACHABLE) from error
    except UnicodeDecodeError as error:
        raise CliError(f"{file}: not UTF-8", ExitCode.WRONG_USE) from error
