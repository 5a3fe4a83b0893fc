"""docs/cli.md, made from the commands' own help: every command with its arguments and options.

PYTHONPATH=.:tests .venv/bin/python -m support.cli_reference > docs/cli.md
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator

import click

from ui.cli.main import COMMANDS, cli

HEAD = """\
# The command line

Made from the commands by `tests/support/cli_reference.py`; a test keeps the two the same.

Every command explains itself with `--help` and ends with 0 (done), 1 (the work found problems), 2
(wrong use) or 3 (something needed is not there). With `--json` stdout holds JSON alone; progress
and messages are on stderr. Commands on a server's database take `--database` (a path or an address)
or `--config` (the server's settings), and go through the server where one runs.
"""
ON_SERVER = {"database", "config", "as_json"}


def reference() -> str:
    """The whole page."""
    context = click.Context(cli, info_name="beaupre")
    lines = [HEAD]
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        lines += _command(command, f"beaupre {name}", 2)
    return "\n".join(lines).rstrip() + "\n"


def _command(command: click.Command, path: str, depth: int) -> Iterator[str]:
    context = click.Context(command, info_name=path)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    yield f"{'#' * min(depth, 4)} {path}"
    yield ""
    yield f"`{usage}`"
    yield ""
    yield from _paragraphs(inspect.cleandoc(command.help or ""))
    rows = [row for param in command.params if (row := _option(param, context)) is not None]
    named = {param.name for param in command.params}
    if rows:
        yield from ["| option | what |", "| --- | --- |", *rows, ""]
    if named >= ON_SERVER:
        yield from ["Also `--database`, `--config`, `--json`.", ""]
    if command.epilog:
        label, _, example = command.epilog.partition(": ")
        yield from [f"{label}: `{example}`" if example else command.epilog, ""]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _command(inner, f"{path} {name}", depth + 1)


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.replace("\b", "").split("\n\n"):
        yield from [" ".join(paragraph.split()), ""]


def _option(param: click.Parameter, context: click.Context) -> str | None:
    if not isinstance(param, click.Option) or param.hidden or param.name in ON_SERVER:
        return None
    record = param.get_help_record(context)
    if record is None:
        return None
    names, said = (each.replace("|", r"\|") for each in record)
    return f"| `{names}` | {' '.join(said.split())} |"


if __name__ == "__main__":
    sys.stdout.write(reference())
