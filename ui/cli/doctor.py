"""`beaupre doctor`: is everything here that a station needs, and does it answer?

Looks and changes nothing: the journal is opened and checked as at every start, the reader is asked
who it is. Run it while the kiosk is stopped: a reader serves one program at a time.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.doctor_devices import examine_devices
from ui.cli.errors import ExitCode
from ui.cli.finding import Finding, Status

if TYPE_CHECKING:
    from catalogue.wire.v1 import Health
    from kiosk.config import KioskConfig

MIN_PYTHON = (3, 11)
CLOCK_MS = 60_000
"""A clock further off than this is worth a word; records are dated by the server's clock."""
STALE_MS = 24 * 3_600_000
TIMEOUT_S = 5.0
MARKS = {"ok": "ok  ", "problem": "PROBLEM", "unreachable": "AWAY", "none": "-   "}


@click.command(epilog="Example: beaupre doctor --config /etc/beaupre/kiosk.toml")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="kiosk.toml.")
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The station's folder, with its kiosk.toml.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def doctor(config: Path | None, state: Path | None, as_json: bool) -> int:
    """Check this installation and say what is wrong.

    Exit code 0: all well. 1: something is wrong. 3: nothing is wrong here, but the server or the
    reader does not answer.
    """
    if config is not None and state is not None:
        raise click.UsageError("Give --state DIR or --config FILE.")
    if state is not None:
        config = state / "kiosk.toml"
    findings = list(examine(config))
    exit_code = _exit_code(findings)
    if as_json:
        rows = [asdict(finding) for finding in findings]
        click.echo(json.dumps({"ok": exit_code == ExitCode.DONE, "checks": rows}))
    else:
        for finding in findings:
            click.echo(f"{MARKS[finding.status]:8}{finding.name:25}{finding.text}")
    return exit_code


def _exit_code(findings: Iterable[Finding]) -> ExitCode:
    found = {finding.status for finding in findings}
    if Status.PROBLEM in found:
        return ExitCode.PROBLEMS
    return ExitCode.UNREACHABLE if Status.UNREACHABLE in found else ExitCode.DONE


def examine(config_path: Path | None) -> Iterator[Finding]:
    """All checks; those of a station only with its kiosk.toml."""
    yield _python()
    yield _fonts()
    if config_path is None:
        yield Finding("config", Status.NONE, "no --config FILE, no --state DIR: no station")
        return
    from kiosk.config import ConfigError
    from kiosk.config.model import read_config

    try:
        config = read_config(config_path)
    except ConfigError as error:
        yield Finding("config", Status.PROBLEM, str(error))
        return
    yield Finding("config", Status.OK, f"{config_path}: station {config.station}")
    yield from _production(config)
    yield _state_folder(config.state_dir)
    yield _journal(config)
    yield _snapshot(config)
    yield from examine_devices(config)
    yield _look(config)
    yield from _server(config)


def _python() -> Finding:
    here = ".".join(map(str, sys.version_info[:3]))
    status = Status.OK if sys.version_info >= MIN_PYTHON else Status.PROBLEM
    return Finding("python", status, f"Python {here}, SQLite {sqlite3.sqlite_version}")


def _fonts() -> Finding:
    import ui.qt

    fonts = [path.name for path in (Path(ui.qt.__file__).parent / "fonts").glob("*.ttf")]
    families = ("AtkinsonHyperlegibleNext", "AtkinsonHyperlegibleMono", "YoungSerif")
    missing = [name for name in families if not any(font.startswith(name) for font in fonts)]
    if missing:
        return Finding("fonts", Status.PROBLEM, f"missing: {', '.join(missing)}")
    return Finding("fonts", Status.OK, f"{len(fonts)} font files")


def _production(config: KioskConfig) -> Iterator[Finding]:
    from kiosk.config.production import refusals

    if not config.production:
        yield Finding("production", Status.NONE, "not marked production")
        return
    refused = refusals(config)
    for refusal in refused:
        yield Finding(f"refused:{refusal.name}", Status.PROBLEM, refusal.text)
    if not refused:
        yield Finding("production", Status.OK, "nothing to refuse")


def _look(config: KioskConfig) -> Finding:
    from kiosk.config.look import guarded

    _, refused = guarded(config.look)
    if refused:
        return Finding("look", Status.PROBLEM, "; ".join(refused))
    return Finding("look", Status.OK, "the town's colours and logo can be read")


def _state_folder(folder: Path) -> Finding:
    there = folder
    while not there.exists():
        there = there.parent
    try:
        with tempfile.TemporaryFile(dir=there):
            text = str(folder) if there == folder else f"{folder} will be made"
            return Finding("state_folder", Status.OK, text)
    except OSError as error:
        return Finding("state_folder", Status.PROBLEM, f"{there}: {error.strerror or error}")


def _journal(config: KioskConfig) -> Finding:
    from catalogue.domain.ids import fresh_id
    from kiosk.store.clock import SystemClock
    from kiosk.store.errors import StorageError
    from kiosk.store.journal import Journal

    if not config.journal_path.exists():
        return Finding("journal", Status.NONE, "none yet")
    try:
        # Opening asserts the pragmas and a sound file.
        journal = Journal.open(
            config.journal_path, clock=SystemClock(), new_id=fresh_id, create=False
        )
        with closing(journal):
            chain, counts = journal.verify_chain(), journal.counts()
    except StorageError as error:
        return Finding("journal", Status.PROBLEM, f"{error.code}: {error}")
    if not chain.intact:
        return Finding("journal", Status.PROBLEM, f"hash chain broken: {chain.fault}")
    text = f"{chain.checked} records intact, {counts.pending} to deliver"
    if counts.quarantined:
        return Finding("journal", Status.PROBLEM, f"{text}, {counts.quarantined} in quarantine")
    return Finding("journal", Status.OK, text)


def _snapshot(config: KioskConfig) -> Finding:
    path = config.snapshot_path
    if not path.exists():
        return Finding("snapshot", Status.NONE, "none yet")
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT taken_ms FROM meta").fetchone()
    except sqlite3.Error as error:
        # Nothing is lost: it is fetched again.
        return Finding("snapshot", Status.PROBLEM, f"cannot be read: {error}")
    if row is None:
        return Finding("snapshot", Status.NONE, "empty")
    age_ms = time.time_ns() // 1_000_000 - int(row[0])
    status = Status.PROBLEM if age_ms > STALE_MS else Status.OK
    return Finding("snapshot", status, f"{max(0, age_ms) / 3_600_000:.1f} h old")


def _server(config: KioskConfig) -> Iterator[Finding]:
    from catalogue.client import CentralClient, CentralError, Unauthorised
    from kiosk.config import ConfigError
    from kiosk.config.credentials import read_credentials

    token = None
    try:
        known = read_credentials(config.credentials_path)
        token = known.token if known else None
        text = "enrolled" if known else "not enrolled yet"
        yield Finding("enrolment", Status.OK if known else Status.NONE, text)
    except ConfigError as error:
        yield Finding("enrolment", Status.PROBLEM, str(error))
    with closing(CentralClient(config.server_url, token, timeout_s=TIMEOUT_S)) as client:
        try:
            offset_ms, version = _offset(client.health)
            yield Finding("server", Status.OK, f"{config.server_url}, version {version}")
            yield _clock(offset_ms)
            if token is not None:
                client.station()
        except Unauthorised as error:
            yield Finding("enrolment", Status.PROBLEM, f"revoked: {error}")
        except CentralError as error:
            yield Finding("server", Status.UNREACHABLE, str(error))


def _offset(health: Callable[[], Health]) -> tuple[int, str]:
    """The server's clock minus ours in ms, at the middle of the exchange, and its version."""
    before = time.time_ns()
    answer = health()
    middle_ms = (before + time.time_ns()) // 2_000_000
    return answer.server_ms - middle_ms, answer.version


def _clock(offset_ms: int) -> Finding:
    text = f"{offset_ms / 1000:+.1f} s to the server's"
    status = Status.OK if abs(offset_ms) <= CLOCK_MS else Status.PROBLEM
    return Finding("clock", status, text)
