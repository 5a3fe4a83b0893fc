"""`beaupre config`: set up a town from one file: what it would change, apply, export, versions.

Through the running server if there is one, else on the database itself.
"""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.cli.errors import CliError, ExitCode
from ui.cli.served import on_server

if TYPE_CHECKING:
    from catalogue.server.town_operator import TownOperator
    from catalogue.wire.town import TownPlan

MAX_BYTES = 1_000_000
FILE = click.argument("file", metavar="TOWN.toml", type=click.Path(path_type=Path))
DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would change, and stop.")


@click.group(epilog="Example: beaupre config diff town.toml --database /var/lib/beaupre/town.db")
def config() -> None:
    """Set up the town from one file: branches, calendar, rules, roles.

    docs/town-file.md describes the file.
    """


@config.command(epilog="Example: beaupre config diff town.toml")
@FILE
@on_server
def diff(file: Path, database: str | None, config: Path | None, as_json: bool) -> int:
    """Show what applying a file would change, one line a change.

    Exit code 0: nothing, 1: something, 2: the file has a fault.
    """
    with _town(database, config) as town, _reading(file):
        plan = town.diff(_text(file))
    _show(plan, as_json)
    return ExitCode.PROBLEMS if plan.changes else ExitCode.DONE


@config.command(epilog="Example: beaupre config apply town.toml --dry-run")
@FILE
@DRY_RUN
@on_server
def apply(
    file: Path, dry_run: bool, database: str | None, config: Path | None, as_json: bool
) -> int:
    """Make the town what a file says, all of it or nothing.

    Due dates already given stay. Exit code 1: refused, for something the file leaves out is in use.
    """
    with _town(database, config) as town, _reading(file):
        text = _text(file)
        plan = town.diff(text) if dry_run else town.apply(text)
    return _end(plan, as_json, dry_run=dry_run)


@config.command(epilog="Example: beaupre config export > town.toml")
@click.option("--version", type=click.IntRange(min=1), metavar="N", help="As it was in version N.")
@on_server
def export(version: int | None, database: str | None, config: Path | None, as_json: bool) -> None:
    """Write the present as a file."""
    with _town(database, config) as town:
        text = town.export() if version is None else town.text_of(version)
    click.echo(json.dumps({"text": text}, ensure_ascii=False) if as_json else text, nl=as_json)


@config.command(epilog="Example: beaupre config history")
@on_server
def history(database: str | None, config: Path | None, as_json: bool) -> int:
    """List what was applied, and check that no version was altered."""
    with _town(database, config) as town:
        found = town.history()
    for each in found:
        if as_json:
            click.echo(each.model_dump_json())
            continue
        when = datetime.fromtimestamp(each.made_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
        flaw = "" if each.intact else "  ALTERED: does not fit its hash"
        click.echo(f"{each.n:4}  {when}  {each.author}  {each.occasion}  {each.hash[:12]}{flaw}")
    if not found and not as_json:
        click.echo("No file was applied yet.")
    return ExitCode.DONE if all(each.intact for each in found) else ExitCode.PROBLEMS


@config.command(epilog="Example: beaupre config rollback 3 --dry-run")
@click.argument("version", type=click.IntRange(min=1))
@DRY_RUN
@on_server
def rollback(
    version: int, dry_run: bool, database: str | None, config: Path | None, as_json: bool
) -> int:
    """Make an earlier version the present again."""
    with _town(database, config) as town, _faults(f"version {version}: "):
        plan = town.diff(town.text_of(version)) if dry_run else town.rollback(version)
    return _end(plan, as_json, dry_run=dry_run)


@contextmanager
def _town(database: str | None, config: Path | None) -> Iterator[TownOperator]:
    from catalogue.server.operator import Operator
    from catalogue.server.settings import load_settings
    from catalogue.server.town_operator import TownOperator

    with Operator(load_settings(config, database=database)) as operator:
        yield TownOperator(operator, _who())


def _who() -> str:
    """Who sits there, as the system knows her."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
        if len(data) > MAX_BYTES:
            raise CliError(f"{file}: longer than {MAX_BYTES} bytes", ExitCode.WRONG_USE)
        return data.decode("utf-8-sig")
    except OSError as error:
        raise CliError(f"{file}: {error.strerror}", ExitCode.WRONG_USE) from error
    except UnicodeDecodeError as error:
        problem = f"{file}: byte {error.start + 1} is not UTF-8; save the file as UTF-8"
        raise CliError(problem, ExitCode.WRONG_USE) from error


@contextmanager
def _faults(prefix: str) -> Iterator[None]:
    """Each fault of a file on a line of its own, on stderr; exit code 2."""
    from catalogue.services.town_config.reading import TownFileFaults

    try:
        yield
    except TownFileFaults as faults:
        for line in faults.lines:
            click.echo(f"beaupre: {prefix}{line}", err=True)
        raise click.exceptions.Exit(ExitCode.WRONG_USE) from faults


def _reading(file: Path) -> Any:
    return _faults(f"{file}: ")


def _end(plan: TownPlan, as_json: bool, *, dry_run: bool) -> int:
    """Show a plan that was carried out, or was not for some reason."""
    _show(plan, as_json)
    if plan.refusals:
        return ExitCode.PROBLEMS
    if not as_json and plan.changes:
        click.echo("nothing applied: dry run" if dry_run else f"applied: version {plan.version}")
    return ExitCode.DONE


def _show(plan: TownPlan, as_json: bool) -> None:
    if as_json:
        click.echo(plan.model_dump_json(exclude_none=True))
        return
    _lines([change.line for change in plan.changes])
    _lines([f"? {remark}" for remark in plan.remarks if plan.changes])
    _lines([f"! {refusal}" for refusal in plan.refusals])
    if not plan.changes and not plan.refusals:
        click.echo("no difference")


def _lines(lines: Sequence[str]) -> None:
    for line in lines:
        click.echo(line)
