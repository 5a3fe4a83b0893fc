"""`beaupre catalogue backup|verify|restore`: while the town lends; verified; put in its place.

A backup is a folder: the database as of one moment, the server's keys, and a manifest. Backing up
and verifying work beside a running server.
"""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.errors import ExitCode
from ui.cli.progress import Progress

if TYPE_CHECKING:
    from catalogue.server.settings import ServerSettings
    from catalogue.services.operating.manifest import Manifest
    from catalogue.services.operating.verifying import Verdict

DATABASE = click.option(
    "--database", metavar="PATH|URL", help="SQLite file or database address [beaupre.db]."
)
CONFIG = click.option(
    "--config", type=click.Path(path_type=Path), metavar="FILE", help="Settings of the server."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")
FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@click.command(epilog="Example: beaupre catalogue backup /var/backups/beaupre")
@FOLDER
@DATABASE
@CONFIG
@click.option("--without-keys", is_flag=True, help="Leave the server's keys out of the set.")
@AS_JSON
def backup(
    folder: Path, database: str | None, config: Path | None, without_keys: bool, as_json: bool
) -> None:
    """Make a set in DIR, named after the moment, while the server goes on.

    The server's keys are in the set, for without them nobody's PIN can be checked and no record
    that is on its way can be opened: keep the set as carefully as the server. With --without-keys
    keep their file elsewhere; restoring asks for it.
    """
    from catalogue.domain.ids import fresh_id
    from catalogue.server.services import wall_clock
    from catalogue.services.operating.backup import Source, make_backup
    from catalogue.services.operating.manifest import read_manifest

    settings = _settings(database, config)
    source = Source(settings.database, settings.secrets_path, metadata.version("beaupre"))
    with Progress() as progress:
        made = make_backup(
            source,
            folder,
            wall_clock,
            fresh_id,
            lambda done, total: progress("copied", done, total),
            with_keys=not without_keys,
        )
    manifest = read_manifest(made)
    if as_json:
        _print({"folder": str(made), **manifest.model_dump(mode="json", exclude={"epochs"})})
        return
    size = sum(each.bytes for each in manifest.files.values())
    click.echo(f"{made}: {manifest.records} operations, {size // 1024} KiB")
    if without_keys:
        click.echo(
            f"without the server's keys: keep {settings.secrets_path} elsewhere, or this backup"
            " opens no PIN and no record on its way",
            err=True,
        )


@click.command(epilog="Example: beaupre catalogue verify /var/backups/beaupre")
@FOLDER
@DATABASE
@CONFIG
@click.option("--only-look", is_flag=True, help="Do not let the stations forget what it holds.")
@AS_JSON
def verify(
    folder: Path, database: str | None, config: Path | None, only_look: bool, as_json: bool
) -> int:
    """Open a set, or the newest one in DIR, and look whether the town could be rebuilt from it.

    Files, keys, database, the hash of every record and the chain of every station; then everything
    is folded anew and compared with what the set had stored. If all is well the stations are told
    that they may forget what the set holds. Exit code 1 if something is wrong.
    """
    from catalogue.server.services import wall_clock
    from catalogue.services.operating.manifest import newest_set, read_manifest
    from catalogue.services.operating.verifying import verify_backup

    settings = _settings(database, config)
    found = newest_set(folder)
    manifest = read_manifest(found)
    with Progress() as progress:
        verdict = verify_backup(found, manifest, settings.database, wall_clock(), progress)
    moved = [] if only_look or verdict.findings else _told(settings, manifest)
    if as_json:
        _print(
            {
                "folder": str(found),
                "good": not verdict.findings,
                "findings": list(verdict.findings),
                "records": verdict.records,
                "stations": verdict.stations,
                "digest": verdict.digest,
                "may_forget": moved,
            }
        )
    else:
        _tell(found, verdict, moved)
    return ExitCode.PROBLEMS if verdict.findings else ExitCode.DONE


@click.command(epilog="Example: beaupre catalogue restore /var/backups/beaupre --database t.db")
@FOLDER
@DATABASE
@CONFIG
@click.option("--force", is_flag=True, help="Put aside what is in the way.")
@AS_JSON
def restore(
    folder: Path, database: str | None, config: Path | None, force: bool, as_json: bool
) -> None:
    """Put a set, or the newest one in DIR, in the place of the database.

    No server may be running. With --force an SQLite file and other keys are put aside, and a
    PostgreSQL database is emptied. At their next contact the stations send again what they have
    kept, and the town is what it was.
    """
    from catalogue.server.services import wall_clock
    from catalogue.services.operating.manifest import newest_set, read_manifest
    from catalogue.services.operating.restoring import restore_backup

    settings = _settings(database, config)
    found = newest_set(folder)
    result = restore_backup(
        found,
        read_manifest(found),
        settings.database,
        settings.secrets_path,
        wall_clock,
        force=force,
    )
    if as_json:
        aside = [str(path) for path in result.aside]
        _print({"folder": str(found), "stations": list(result.trusted), "aside": aside})
        return
    click.echo(f"restored from {found}")
    for path in result.aside:
        click.echo(f"put aside: {path}")
    click.echo(f"stations that may speak: {', '.join(result.trusted) or 'none'}")
    click.echo("Revoke again what was revoked since; enrol again what was enrolled since.")


def _told(settings: ServerSettings, manifest: Manifest) -> list[str]:
    """Let the stations forget. A database that is not there any more has none."""
    from catalogue.server.operator import Operator
    from catalogue.server.station_operator import StationOperator

    if "://" not in settings.database and not Path(settings.database).is_file():
        return []
    with Operator(settings) as operator:
        return StationOperator(operator).backup_verified(manifest)


def _tell(folder: Path, verdict: Verdict, moved: list[str]) -> None:
    for finding in verdict.findings:
        click.echo(f"wrong: {finding}")
    if verdict.findings:
        click.echo(f"{folder}: do not rely on it")
        return
    click.echo(
        f"{folder}: good; {verdict.records} records of {verdict.stations} stations,"
        f" state {verdict.digest[:16]}"
    )
    if moved:
        click.echo(f"may forget what it holds: {', '.join(moved)}")


def _settings(database: str | None, config: Path | None) -> ServerSettings:
    from catalogue.server.settings import load_settings

    return load_settings(config, database=database)


def _print(facts: dict[str, object]) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False))
