"""What a command that runs by itself at night needs: a log, and a mail when it did not go well."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.cli.errors import CliError, ExitCode

if TYPE_CHECKING:
    from catalogue.server.settings import ServerSettings


def by_night(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--log` and `--mail-on-failure`."""
    for option in (
        click.option(
            "--mail-on-failure",
            is_flag=True,
            help="Write to the operators ([mail] in the server's file) unless all went well.",
        ),
        click.option(
            "--log",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help="Add what came of it to FILE.",
        ),
    ):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Night:
    """Where a command tells what came of it, beside the screen."""

    settings: ServerSettings
    name: str
    log: Path | None
    mails: bool

    def tell(self, exit_code: int, lines: Sequence[str], facts: Mapping[str, object]) -> None:
        """It has ended. Raises CliError where the log or the mail cannot be written."""
        if self.log is not None:
            now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            line = json.dumps(
                {"at": now, "command": self.name, "exit": int(exit_code), **facts},
                ensure_ascii=False,
            )
            try:
                with self.log.open("a", encoding="utf-8") as file:
                    file.write(line + "\n")
            except OSError as error:
                raise CliError(f"{self.log}: {error.strerror}", ExitCode.WRONG_USE) from error
        if self.mails and exit_code != ExitCode.DONE:
            self._mail(exit_code, lines)

    def check(self) -> None:
        """Before the work: could it write? Raises CliError."""
        if self.mails and (self.settings.mail is None or not self.settings.mail.to):
            raise CliError(
                "--mail-on-failure: the server's file has no [mail] with `to`: add --config",
                ExitCode.WRONG_USE,
            )

    def _mail(self, exit_code: int, lines: Sequence[str]) -> None:
        from catalogue.services.mailing import Mailer, MailFault

        if self.settings.mail is None:
            return
        subject = f"beaupre {self.name}: exit code {int(exit_code)}"
        try:
            Mailer(self.settings.mail).tell_operators(subject, "\n".join(lines))
        except MailFault as fault:
            # What went wrong before matters more: its exit code stays.
            sys.stderr.write(f"beaupre: no mail went out: {fault}\n")
