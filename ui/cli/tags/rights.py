"""Who may change tags: anybody at a workbench, staff with a token on a station in production.

There every change is journalled before it begins and again with its outcome, with the id of who did
it. The server makes tokens (`beaupre staff token`); the station verifies them, also cut off.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.errors import CliError, ExitCode

if TYPE_CHECKING:
    from kiosk.config import KioskConfig
    from kiosk.store.journal import Journal
    from rfid.security import SitePolicy

STATION = Path("/etc/beaupre/kiosk.toml")
"""Where a station's configuration is when none is named."""
TOKEN_VARIABLE = "BEAUPRE_STAFF_TOKEN"  # noqa: S105 - the name of a variable

RIGHTS = (
    click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The station's kiosk.toml.",
    ),
    click.option(
        "--staff-token",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar="FILE",
        help=f"File with a staff token; or set {TOKEN_VARIABLE}. Needed in production.",
    ),
)


@dataclass(frozen=True, slots=True)
class Right:
    """`journal` notes one tag's change; at a workbench nothing is noted."""

    staff: str = ""
    log: Journal | None = None

    def begin(self, action: str, uid: str) -> None:
        """Durable before the tag is touched."""
        if self.log is not None:
            self.log.begin_staff_work(self.staff, action, uid)

    def end(self, uid: str, outcome: str, reason: str) -> None:
        """What became of it."""
        if self.log is not None:
            self.log.end_staff_work(uid, outcome, reason)


def station_here(config: Path | None) -> KioskConfig | None:
    """The station this is: as the file says, or the usual one where there is one."""
    from kiosk.config import load_config

    path = config or (STATION if STATION.is_file() else None)
    return load_config(path) if path is not None else None


def policy_here(config: Path | None, owners: tuple[str, ...]) -> SitePolicy:
    """What counts as one's own tags: at a station those of its libraries, in which `owners` may
    name some; at a workbench those of `owners`. CliError (wrong use) for another library's."""
    from rfid.security import SitePolicy

    station = station_here(config)
    if station is None:
        return SitePolicy(owners)
    ours = _owners_of(station)
    policy = station.site_policy(ours or owners)
    for owner in owners:
        if not policy.owns(owner):
            text = f"'{owner}' is no library of this station: its tags are of {', '.join(ours)}"
            raise CliError(text, ExitCode.WRONG_USE)
    return policy


def owner_here(config: Path | None) -> str:
    """Whose tags are written at this station, empty at a workbench. CliError (wrong use) where
    that is not clear."""
    station = station_here(config)
    ours = _owners_of(station) if station is not None else ()
    if len(ours) > 1:
        raise CliError(
            f"this station has several libraries: write --owner, one of {', '.join(ours)}",
            ExitCode.WRONG_USE,
        )
    return ours[0] if ours else ""


def _owners_of(station: KioskConfig) -> tuple[str, ...]:
    from kiosk.config.credentials import read_credentials

    credentials = read_credentials(station.credentials_path)
    return station.owners or (credentials.owners if credentials else ())


@contextmanager
def right_to_write(config: Path | None, token_file: Path | None) -> Iterator[Right]:
    """CliError (wrong use) when this is a station in production and the token is not one of its
    staff's."""
    station = station_here(config)
    if station is None or not station.production:
        yield Right()
        return
    token = _token(token_file)
    if token is None:
        raise CliError(
            f"this station is in production: give --staff-token FILE or set {TOKEN_VARIABLE} "
            "(“beaupre staff token” at the server makes one)",
            ExitCode.WRONG_USE,
        )
    with closing(_journal(station)) as journal:
        yield Right(_staff_of(station, token, journal), journal)


def _staff_of(station: KioskConfig, token: str, journal: Journal) -> str:
    """Who may change tags here by this token. CliError (wrong use) where nobody may."""
    from catalogue.domain.rights import Right as StaffRight
    from kiosk.config.credentials import read_credentials
    from kiosk.store.clock import SystemClock, stamp
    from kiosk.store.staff_token import TokenRefused, staff_of

    known = read_credentials(station.credentials_path)
    if known is None or not known.staff_token_key:
        raise CliError(
            "this station does not know its server's key for staff tokens: start the kiosk once "
            "while the server can be reached",
            ExitCode.WRONG_USE,
        )
    now = stamp(SystemClock(), journal.newest_sample())
    try:
        key = known.staff_token_key_bytes()
        return staff_of(token, station.station, StaffRight.TAGS, key, now)
    except TokenRefused as error:
        raise CliError(str(error), ExitCode.WRONG_USE) from error


def _token(file: Path | None) -> str | None:
    if file is not None:
        return file.read_text("utf-8").strip()
    return os.environ.get(TOKEN_VARIABLE) or None


def _journal(station: KioskConfig) -> Journal:
    from catalogue.domain.ids import fresh_id
    from kiosk.store.clock import SystemClock
    from kiosk.store.journal import Journal

    if not station.journal_path.is_file():
        raise CliError(f"no journal.db in {station.state_dir}", ExitCode.WRONG_USE)
    return Journal.open(station.journal_path, clock=SystemClock(), new_id=fresh_id, create=False)
