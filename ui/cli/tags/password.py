"""The password of protected tags: at a station the server's, elsewhere out of a file."""

from __future__ import annotations

import re
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.errors import CliError, ExitCode
from ui.cli.tags.rights import station_here

if TYPE_CHECKING:
    from kiosk.config import KioskConfig
    from rfid.passwords import TagPassword

PASSWORD = click.option(
    "--password-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="EAS/AFI password of protected tags, 8 hexadecimal digits, mode 0600. Not at a station:"
    " there the server gives it.",
)
TIMEOUT_S = 5.0


def password_here(config: Path | None, file: Path | None) -> TagPassword:
    """What opens protected tags; nothing where there is no password. CliError (wrong use) for a
    file at a station, one that others may read, or one with something else in it."""
    from rfid.passwords import TagPassword

    station = station_here(config)
    if station is None:
        password = None if file is None else _out_of(file)
        return TagPassword(lambda: password)
    if file is not None:
        text = "at a station the server gives the tags' password: leave --password-file out"
        raise CliError(text, ExitCode.WRONG_USE)
    return TagPassword(cache(lambda: _of_server(station)))


def _out_of(file: Path) -> int:
    if file.stat().st_mode & 0o077:
        raise CliError(f"{file}: others may read it; chmod 600 {file}", ExitCode.WRONG_USE)
    text = file.read_text("utf-8", errors="replace").strip()
    if not re.fullmatch("[0-9A-Fa-f]{8}", text):
        raise CliError(f"{file}: write 8 hexadecimal digits", ExitCode.WRONG_USE)
    return int(text, 16)


def _of_server(station: KioskConfig) -> int | None:
    """Asked when the first tag needs it. Cut off, all but protected tags can be worked on."""
    if not station.security.password:
        return None
    from catalogue.client import CentralClient, CentralError
    from kiosk.config.credentials import read_credentials

    known = read_credentials(station.credentials_path)
    token = known.token if known else None
    try:
        with closing(CentralClient(station.server_url, token, timeout_s=TIMEOUT_S)) as client:
            text = client.secrets().tag_password
    except CentralError as error:
        click.echo(f"The server does not give the tags' password: {error}", err=True)
        return None
    return None if text is None else int(text, 16)
