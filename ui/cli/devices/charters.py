"""`beaupre devices charters show|publish|sign|history`."""

from __future__ import annotations

from pathlib import Path

import click

from ui.cli.devices.way import workshop
from ui.cli.errors import CliError, ExitCode
from ui.cli.served import on_server
from ui.cli.way import say

NAME = click.argument("name")
CARD = click.option("--card", required=True, metavar="NUMBER", help="The patron's card.")
LANGUAGE = click.option("--language", default="fr", metavar="CODE", help="Such as fr, en [fr].")


@click.group(epilog="Example: beaupre devices charters show liseuse --language en")
def charters() -> None:
    """Charters: what a patron signs before a device is lent to her."""


@charters.command(epilog="Example: beaupre devices charters show liseuse")
@NAME
@LANGUAGE
@on_server
def show(
    name: str, language: str, database: str | None, config: Path | None, as_json: bool
) -> None:
    """Show the version to sign."""
    with workshop(database, config) as desk:
        found = desk.charter(name, language)
    say(found.model_dump(), f"{name}, version {found.version}\n\n{found.text.rstrip()}", as_json)


@charters.command(
    epilog="Example: beaupre devices charters publish liseuse --text fr=charte.txt --text en=en.txt"
)
@NAME
@click.option(
    "--text", "texts", multiple=True, required=True, metavar="CODE=FILE", help="Repeatable."
)
@on_server
def publish(
    name: str, texts: tuple[str, ...], database: str | None, config: Path | None, as_json: bool
) -> None:
    """Publish a new version, in French at least. Everybody has to sign it.

    Its short form, a sentence a line, may stand above a line `---`: kiosks show it first.
    """
    read = {}
    for told in texts:
        language, _, file = told.partition("=")
        try:
            read[language] = Path(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CliError(f"--text {told}: cannot be read", ExitCode.WRONG_USE) from error
    with workshop(database, config) as desk:
        made = desk.publish_charter(name, read)
    say(made.model_dump(), f"{name}: version {made.version} is the one to sign", as_json)


@charters.command(epilog="Example: beaupre devices charters sign liseuse --card 21048000000017")
@NAME
@CARD
@LANGUAGE
@click.option("--guardian", metavar="NAME", help="Who signs for a minor.")
@on_server
def sign(
    name: str,
    card: str,
    language: str,
    guardian: str | None,
    database: str | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """Note that a patron has signed the present version at the desk."""
    with workshop(database, config) as desk:
        text = desk.charter(name, language)
        made = desk.sign(
            name, card=card, version=text.version, language=text.language, guardian=guardian
        )
    say(made.model_dump(), f"{name}: version {made.version} signed", as_json)


@charters.command(epilog="Example: beaupre devices charters history liseuse --card 21048000000017")
@NAME
@CARD
@on_server
def history(name: str, card: str, database: str | None, config: Path | None, as_json: bool) -> None:
    """List the versions the holder of a card has signed."""
    from ui.cli.devices.showing import moment

    with workshop(database, config) as desk:
        found = desk.signatures(name, card).signatures
    for each in found:
        now = "" if each.current else "  (no longer the present version)"
        text = f"version {each.version}, {each.language}, {moment(each.at_ms)}{now}"
        say(each.model_dump(), text, as_json)
    if not found and not as_json:
        click.echo("Nothing signed.")
