"""How a command ends: exit codes, and the error that carries one.

Sub-commands raise `CliError`; `ui.cli.main` prints its text on one line of stderr and exits with
its code. Nothing here prints or exits.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a script can rely on; the same for every sub-command."""

    DONE = 0
    PROBLEMS = 1
    """The work was done and found problems."""
    WRONG_USE = 2
    """Wrong argument, wrong configuration."""
    UNREACHABLE = 3
    """A server, a reader or a library that is needed is not there."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C (128 + SIGINT, as shells count)."""


class CliError(Exception):
    """Ends the command: one line for a person, one number for a script."""

    def __init__(self, message: str, exit_code: ExitCode = ExitCode.PROBLEMS) -> None:
        super().__init__(message)
        self.exit_code = exit_code
