"""`beaupre catalogue import|harvest|diff`: catalogues come in from files and addresses."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.catalogue.cron import Night, by_night
from ui.cli.catalogue.options import FeedChoice, of_a_feed, source_of
from ui.cli.errors import CliError, ExitCode
from ui.cli.served import on_server, settings_of

if TYPE_CHECKING:
    from catalogue.server.imports_operator import Imports
    from catalogue.server.settings import ServerSettings
    from catalogue.services.importing.model import Start
    from ui.cli.catalogue.loading import Loader, Outcome, Tell


@dataclass(frozen=True, slots=True)
class Job:
    """One feed and one town."""

    settings: ServerSettings
    address: str
    choice: FeedChoice
    since: bool = False
    """Only what changed since the last run that came to its end."""


@click.command("import", epilog="Example: beaupre catalogue import notices.mrc --dry-run")
@click.argument("address", metavar="FILE|URL")
@of_a_feed
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--delete-many", is_flag=True, help="Also when much of the source is gone from it.")
@by_night
@on_server
def import_(
    address: str,
    dry_run: bool,
    delete_many: bool,
    log: Path | None,
    mail_on_failure: bool,
    database: str | None,
    config: Path | None,
    as_json: bool,
    **feed: object,
) -> int:
    """Bring in a file (MARC 21, UNIMARC, MARCXML, CSV, OPDS, OAI-PMH) or an address.

    What is new is created, what changed is updated, and what a whole file leaves out is deleted,
    unless it is lent: that is listed. Imported again, it changes nothing. Stopped by Ctrl-C or
    killed, the same command goes on where it was; rollback undoes a run. Exit code 1 when records
    were refused, each with its number and why.
    """
    job = Job(settings_of(database, config), address, FeedChoice.of(feed))
    return _run(
        job,
        Night(job.settings, "catalogue import", log, mail_on_failure),
        dry_run=dry_run,
        delete_many=delete_many,
        as_json=as_json,
    )


@click.command(epilog="Example: beaupre catalogue harvest https://opac.example/oai")
@click.argument("address", metavar="URL")
@of_a_feed
@click.option("--full", is_flag=True, help="All of it, not what changed since the last run.")
@click.option("--delete-many", is_flag=True, help="Also when much of the source is gone from it.")
@by_night
@on_server
def harvest(
    address: str,
    full: bool,
    delete_many: bool,
    log: Path | None,
    mail_on_failure: bool,
    database: str | None,
    config: Path | None,
    as_json: bool,
    **feed: object,
) -> int:
    """Fetch from OAI-PMH or OPDS what changed since the last run that came to its end.

    It asks for what changed since a day before that run began: neither time zones nor a clock that
    is off lose a record, and what is known changes nothing. The first harvest fetches all.
    """
    job = Job(settings_of(database, config), address, FeedChoice.of(feed), since=not full)
    return _run(
        job,
        Night(job.settings, "catalogue harvest", log, mail_on_failure),
        dry_run=False,
        delete_many=delete_many,
        as_json=as_json,
    )


@click.command(epilog="Example: beaupre catalogue diff notices.mrc")
@click.argument("address", metavar="FILE|URL")
@of_a_feed
@on_server
def diff(
    address: str, database: str | None, config: Path | None, as_json: bool, **feed: object
) -> int:
    """Show what importing would change, title by title: + new, ~ changed, - gone."""
    from dataclasses import asdict

    from catalogue.services.importing.dry import Difference
    from ui.cli.catalogue import reporting

    job = Job(settings_of(database, config), address, FeedChoice.of(feed))
    changes: list[dict[str, object]] = []

    def tell(difference: Difference) -> None:
        if as_json:
            changes.append(asdict(difference))
        else:
            reporting.show(reporting.difference_lines(difference))

    outcome, source = _work(job, dry=tell, delete_many=False)
    if as_json:
        facts = reporting.as_facts(outcome, source, dry_run=True)
        click.echo(json.dumps({**facts, "changes": changes}, ensure_ascii=False))
    else:
        reporting.show(reporting.as_lines(outcome))
    return ExitCode.PROBLEMS if outcome.counts.refused else ExitCode.DONE


def _run(job: Job, night: Night, *, dry_run: bool, delete_many: bool, as_json: bool) -> int:
    """Do it, and tell it everywhere."""
    from catalogue.errors import CatalogueError
    from ui.cli.catalogue import reporting

    night.check()
    try:
        outcome, source = _work(
            job, dry=(lambda _: None) if dry_run else None, delete_many=delete_many
        )
    except CliError as error:
        night.tell(error.exit_code, [str(error)], {"error": str(error)})
        raise
    except CatalogueError as error:
        night.tell(ExitCode.UNREACHABLE, [str(error)], {"error": str(error)})
        raise
    exit_code = ExitCode.PROBLEMS if outcome.counts.refused else ExitCode.DONE
    facts = reporting.as_facts(outcome, source, dry_run=dry_run)
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
    else:
        reporting.show(reporting.as_lines(outcome))
    night.tell(exit_code, reporting.as_lines(outcome), facts)
    return exit_code


def _work(job: Job, *, dry: Tell | None, delete_many: bool) -> tuple[Outcome, str]:
    """Read the feed into the town; with `dry`, which is told each difference, only compare."""
    from catalogue.services.importing.source_lock import only_one
    from ui.cli.catalogue.loading import Loader
    from ui.cli.catalogue.way import explained, opened
    from ui.cli.progress import Loading

    source = job.choice.source or source_of(job.address)
    # What writes nothing stands in nobody's way.
    alone = nullcontext() if dry else only_one(job.settings.database, source)
    with explained(), opened(job.settings) as (imports, served), alone:
        since = since_of(imports, source) if job.since else None
        reader = job.choice.open(job.address, since)
        start = job.choice.start(source, job.address, reader, since)
        with Loading() as progress:
            loader = Loader(imports, reader, start, progress, served=served)
            if dry:
                return loader.compare(dry), source
            return _load(imports, loader, start, delete_many), source


def _load(imports: Imports, loader: Loader, start: Start, delete_many: bool) -> Outcome:
    from catalogue.errors import CatalogueError
    from ui.cli.catalogue.way import author

    run = imports.begin(start, author())
    if run.position is not None:
        click.echo(f"going on with run {run.id} behind record {run.counts.read}", err=True)
    try:
        return loader.load(run, delete_many=delete_many)
    except BaseException as error:
        with suppress(CatalogueError):
            imports.interrupt(run.id)
        if isinstance(error, KeyboardInterrupt):
            read = imports.run(run.id).counts.read
            raise CliError(
                f"stopped behind record {read}; the same command goes on from there, and"
                f" “beaupre catalogue rollback {run.id}” undoes it"
            ) from error
        raise


def since_of(imports: Imports, source: str) -> str | None:
    """A day before the last run that came to its end began; None: there is none."""
    done = next((run for run in imports.runs(source) if run.state == "done"), None)
    if done is None:
        return None
    began = dt.datetime.fromtimestamp(done.started_ms / 1000, dt.UTC) - dt.timedelta(days=1)
    return began.strftime("%Y-%m-%dT%H:%M:%SZ")
