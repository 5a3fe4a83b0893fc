"""`beaupre patrons export|erase|anonymise|history|pin`: one patron's account, named by her card."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from ui.cli.errors import CliError, ExitCode
from ui.cli.served import on_server, operator_of

CARD = click.argument("card")
PIN_DIGITS = range(4, 13)


@click.command(epilog="Example: beaupre patrons export 2901200000017 --json > answer.json")
@CARD
@on_server
def export(card: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """Say all that is stored about a patron: what an access request is answered with."""
    from catalogue.server.patrons_operator import PatronsOperator
    from catalogue.services.privacy.portability import as_text

    with operator_of(database, config) as operator:
        data = PatronsOperator(operator).data(card)
    if as_json:
        click.echo(data.model_dump_json(indent=2))
    else:
        click.echo(as_text(data), nl=False)


@click.command(epilog="Example: beaupre patrons erase 2901200000017")
@CARD
@on_server
def erase(card: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """Erase an account and every trace of it; holds are cancelled.

    Refused while something is on loan or owed. What was lent stays in the record and in the
    numbers, as nobody's.
    """
    from catalogue.server.patrons_operator import PatronsOperator
    from catalogue.services.privacy.erasing import NotForgotten

    with operator_of(database, config) as operator:
        try:
            done = PatronsOperator(operator).erase(card)
        except NotForgotten as error:
            raise CliError(f"the account stays: {error}", ExitCode.PROBLEMS) from error
    text = f"erased; nobody's now: {done.loans} loans, {done.holds} holds, {done.records} records"
    click.echo(done.model_dump_json() if as_json else text)


@click.command(epilog="Example: beaupre patrons anonymise 2901200000017")
@CARD
@on_server
def anonymise(card: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """Forget now what a patron had and brought back; the account stays."""
    from catalogue.server.patrons_operator import PatronsOperator

    with operator_of(database, config) as operator:
        done = PatronsOperator(operator).anonymise(card)
    text = f"nobody's now: {done.loans} loans, {done.holds} holds, {done.records} records"
    click.echo(done.model_dump_json() if as_json else text)


@click.command(epilog="Example: beaupre patrons history 2901200000017 keep")
@CARD
@click.argument("choice", type=click.Choice(["keep", "drop"]))
@on_server
def history(
    card: str, choice: str, database: str | None, config: Path | None, as_json: bool
) -> None:
    """Keep a patron's loans from now on, as she asked, or no longer.

    Loans from before her choice are not kept; when she takes it back, those that were go at once.
    """
    from catalogue.server.patrons_operator import PatronsOperator

    with operator_of(database, config) as operator:
        now = PatronsOperator(operator).choose(card, choice == "keep")
    text = "loans are kept from now on" if now.keep else f"{now.forgotten} loans are nobody's now"
    click.echo(now.model_dump_json() if as_json else text)


@click.command(epilog="Example: beaupre patrons pin 2901200000017 --choose")
@CARD
@click.option("--choose", is_flag=True, help="Ask for it (or read it from stdin).")
@on_server
def pin(card: str, choose: bool, database: str | None, config: Path | None, as_json: bool) -> None:
    """Give a patron another PIN: made up and shown this once, or chosen.

    Only its hash is kept. Her sessions end, and wrong tries are forgotten.
    """
    from catalogue.server.patrons_operator import PatronsOperator

    chosen = _asked() if choose else None
    with operator_of(database, config) as operator:
        made = PatronsOperator(operator).set_pin(card, chosen)
    if as_json:
        click.echo(json.dumps({"pin": made.pin}))
    else:
        click.echo("changed" if made.pin is None else f"PIN: {made.pin} (shown this once)")


def _asked() -> str:
    if sys.stdin.isatty():
        told = click.prompt("PIN", hide_input=True, confirmation_prompt=True)
    else:
        told = sys.stdin.readline()
    chosen = str(told).strip()
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) in PIN_DIGITS):
        raise CliError("a PIN has 4 to 12 digits", ExitCode.WRONG_USE)
    return chosen
