"""`beaupre staff`: accounts of staff, through the running server if there is one, else on the
database itself. A first password is shown once, good for one sign-in within three days."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.served import on_server, operator_of

if TYPE_CHECKING:
    from catalogue.server.staff_operator import StaffOperator
    from catalogue.wire.staff import FirstPassword, StaffAccount

NAME = click.argument("name")
BRANCHES = click.option(
    "--branch", "branches", multiple=True, metavar="BRANCH", help="Only this one; may be repeated."
)


@click.group(epilog="Example: beaupre staff add marie --role librarian --branch tilleuls")
def staff() -> None:
    """Accounts of staff and what they may do."""


@staff.command(epilog="Example: beaupre staff add marie --role librarian --role workshop")
@NAME
@click.option("--role", "roles", multiple=True, required=True, metavar="ROLE", help="Repeatable.")
@BRANCHES
@on_server
def add(
    name: str,
    roles: tuple[str, ...],
    branches: tuple[str, ...],
    database: str | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """Make an account; prints its first password, this once."""
    with _desk(database, config) as desk:
        first = desk.add(name, list(roles), list(branches) or None)
    _show_first(first, as_json)


@staff.command("list", epilog="Example: beaupre staff list --json")
@on_server
def list_staff(database: str | None, config: Path | None, as_json: bool) -> None:
    """List the accounts."""
    with _desk(database, config) as desk:
        found = desk.list().staff
    for each in found:
        click.echo(each.model_dump_json() if as_json else _line(each))
    if not found and not as_json:
        click.echo("Nobody yet.")


@staff.command(epilog="Example: beaupre staff disable marie")
@NAME
@on_server
def disable(name: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """End an account's sessions and let nobody sign in as it."""
    with _desk(database, config) as desk:
        desk.disable(name)
    _say({"name": name, "disabled": True}, f"{name}: disabled, signed out", as_json)


@staff.command(epilog="Example: beaupre staff enable marie")
@NAME
@on_server
def enable(name: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """Let a disabled account sign in again, with the password it had."""
    with _desk(database, config) as desk:
        desk.enable(name)
    _say({"name": name, "disabled": False}, f"{name}: enabled", as_json)


@staff.command(epilog="Example: beaupre staff reset marie")
@NAME
@on_server
def reset(name: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """Give an account another first password; it is signed out, wrong tries are forgotten."""
    with _desk(database, config) as desk:
        first = desk.reset(name)
    _show_first(first, as_json)


@staff.command(epilog="Example: beaupre staff roles marie --role manager")
@click.argument("name", required=False)
@click.option("--role", "roles", multiple=True, metavar="ROLE", help="Repeatable.")
@BRANCHES
@on_server
def roles(
    name: str | None,
    roles: tuple[str, ...],
    branches: tuple[str, ...],
    database: str | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """Give an account other roles; without a name, say what each role gives.

    Without --branch the account is for all branches from now on.
    """
    if name is None:
        with _desk(database, config) as desk:
            known = desk.list().roles
        for role, rights in known.items():
            _say({"role": role, "rights": rights}, f"{role}: {', '.join(rights)}", as_json)
        return
    with _desk(database, config) as desk:
        desk.set_roles(name, list(roles), list(branches) or None)
    _say({"name": name, "roles": list(roles)}, f"{name}: {', '.join(roles)}", as_json)


@staff.command(epilog="Example: beaupre staff token --station tilleuls-1 --hours 8 --staff marie")
@click.option("--station", required=True, metavar="STATION", help="Where it is good.")
@click.option("--hours", default=8, type=click.IntRange(1, 12), metavar="N", help="How long [8].")
@click.option("--staff", "name", metavar="NAME", help="For whom [the operator].")
@on_server
def token(
    station: str,
    hours: int,
    name: str | None,
    database: str | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """Make a token with which tags may be changed at a station in production.

    It is shown this once; the station verifies it without the server. Nothing ends it early: make
    it for the hours the work takes.
    """
    with _desk(database, config) as desk:
        made = desk.station_token(station, hours, name)
    click.echo(made.model_dump_json() if as_json else made.token)
    if not as_json:
        click.echo(f"good at {station} until {_utc(made.until_ms)}, for {made.staff}", err=True)


@contextmanager
def _desk(database: str | None, config: Path | None) -> Iterator[StaffOperator]:
    from catalogue.server.staff_operator import StaffOperator

    with operator_of(database, config) as operator:
        yield StaffOperator(operator)


def _show_first(first: FirstPassword, as_json: bool) -> None:
    until = _utc(first.until_ms)
    text = f"{first.name}: first password {first.password}, to be changed before {until}"
    _say(first.model_dump(), text, as_json)


def _utc(moment_ms: int) -> str:
    return datetime.fromtimestamp(moment_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _line(account: StaffAccount) -> str:
    where = "all branches" if account.branches is None else ", ".join(account.branches)
    state = "disabled" if account.disabled_ms is not None else ""
    first = "first password not changed" if account.must_change else ""
    notes = "; ".join(note for note in (state, first) if note)
    return f"{account.name}: {', '.join(account.roles)} ({where})" + (f", {notes}" if notes else "")


def _say(facts: dict[str, object], text: str, as_json: bool) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else text)
