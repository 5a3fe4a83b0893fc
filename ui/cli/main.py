"""The `beaupre` command: finds the sub-command, runs it, turns its end into an exit code.

No sub-command is imported before it is asked for, so that `beaupre --help` is quick, a server needs
no Qt and a kiosk no FastAPI. The table below is the only list of sub-commands.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import NamedTuple, NoReturn

import click

from ui.cli.errors import CliError, ExitCode


class Entry(NamedTuple):
    """Where a sub-command lives, what it is for, and the extra that brings its libraries."""

    target: str
    summary: str
    extra: str | None = None


COMMANDS = {
    "demo": Entry("ui.cli.demo:demo", "Run a town's server, reader pad and kiosk here.", "kiosk"),
    "kiosk": Entry("ui.cli.kiosk:kiosk", "Run the kiosk of this station.", "kiosk"),
    "serve": Entry("ui.cli.serve:serve", "Run the central server.", "server"),
    "config": Entry("ui.cli.config:config", "Set up the town from one file.", "server"),
    "staff": Entry("ui.cli.staff:staff", "Accounts of staff and what they may do.", "server"),
    "audit": Entry("ui.cli.audit:audit", "Read and verify who did what.", "server"),
    "stations": Entry(
        "ui.cli.stations:stations", "Enrol, list and revoke stations; how they are.", "server"
    ),
    "daily": Entry("ui.cli.daily:daily", "Do the day's work: holds, notices, seals.", "server"),
    "catalogue": Entry(
        "ui.cli.catalogue:catalogue",
        "Bring the catalogue in; back up the town, restore it.",
        "server",
    ),
    "patrons": Entry(
        "ui.cli.patrons:patrons", "Bring patrons in; export, erase, anonymise them.", "server"
    ),
    "operations": Entry(
        "ui.cli.operations:operations", "Export the record; rebuild a town from it.", "server"
    ),
    "devices": Entry(
        "ui.cli.devices:devices", "E-readers: check, prepare, packs, charters.", "server"
    ),
    "resources": Entry(
        "ui.cli.resources:resources", "Digital resources: import, check, licences, use.", "server"
    ),
    "doctor": Entry("ui.cli.doctor:doctor", "Check this installation and say what is wrong."),
    "queue": Entry("ui.cli.queue:queue", "Look at, verify, hold or release the station's queue."),
    "tags": Entry("ui.cli.tags:tags", "Watch, read, decode, encode and write tags.", "kiosk"),
    "readers": Entry("ui.cli.readers:readers", "List readers, simulate one.", "kiosk"),
    "printers": Entry(
        "ui.cli.printers:printers", "Try the receipt printer, simulate one.", "kiosk"
    ),
}


OWN_PACKAGES = ("ui", "kiosk", "rfid", "catalogue")


class LazyGroup(click.Group):
    """A group that knows its sub-commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table: what a newcomer needs first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the sub-command; `CliError` when its extra is not installed."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.target.partition(":")
        try:
            command: click.Command = getattr(importlib.import_module(module), attribute)
        except ModuleNotFoundError as error:
            _explain_missing_library(cmd_name, error)
            raise
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the sub-command; it may import its libraries only now."""
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            _explain_missing_library(ctx.invoked_subcommand, error)
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The one-line summaries of the table: listing must not import."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])


def _explain_missing_library(name: str | None, error: ModuleNotFoundError) -> None:
    """Raise `CliError` when it is another distribution's module that is missing."""
    library = (error.name or "").partition(".")[0]
    entry = COMMANDS.get(name or "")
    if entry is not None and entry.extra is not None and library not in OWN_PACKAGES:
        raise CliError(
            f"“beaupre {name}” needs {library}: pip install 'beaupre[{entry.extra}]'",
            ExitCode.UNREACHABLE,
        ) from error


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: beaupre demo",
)
@click.version_option(package_name="beaupre", prog_name="beaupre")
def cli() -> None:
    """Self-service loans and returns for public libraries.

    Exit codes: 0 done, 1 the work found problems, 2 wrong use, 3 something needed is unreachable.
    """


def run(arguments: list[str] | None = None) -> int:
    """Run one command line (default: this process's) and return its exit code."""
    try:
        result = cli.main(args=arguments, prog_name="beaupre", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        hint = f" See: {context.command_path} --help" if context else ""
        return _fail(error.format_message() + hint, error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except CliError as error:
        return _fail(str(error), error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away (`beaupre … | head`); nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception as error:
        exit_code = _fault_exit_code(error)
        if exit_code is None:
            raise
        return _fail(str(error), exit_code)
    return result if isinstance(result, int) else ExitCode.DONE


def _fault_exit_code(error: Exception) -> ExitCode | None:
    """Of the packages' fault trees (`code`, `retry`, `environment`); None for anything else."""
    code = getattr(error, "code", None)
    if not isinstance(code, str) or not isinstance(getattr(error, "retry", None), bool):
        return None
    if "configuration" in code:
        return ExitCode.WRONG_USE
    return ExitCode.UNREACHABLE if getattr(error, "environment", False) else None


def _fail(message: str, exit_code: int) -> int:
    click.echo("beaupre: " + " ".join(message.split()), err=True)
    return exit_code


def main() -> NoReturn:
    """Entry point of the `beaupre` script."""
    sys.exit(run())


if __name__ == "__main__":
    main()
