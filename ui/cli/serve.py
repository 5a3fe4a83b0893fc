"""`beaupre serve`: run the central server, or check that it could run.

One of the three places where the parts are put together.
"""

from __future__ import annotations

import gc
import json
import signal
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from ui.cli.errors import CliError, ExitCode

if TYPE_CHECKING:
    from catalogue.server.settings import ServerSettings

GARBAGE_AFTER = 50_000
"""New objects until the collector looks at them; a batch makes some hundred thousand."""

DATABASE = click.option(
    "--database", metavar="PATH|URL", help="SQLite file or database address [beaupre.db]."
)
CONFIG = click.option(
    "--config", type=click.Path(path_type=Path), metavar="FILE", help="Settings in TOML."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON lines.")


@click.command(epilog="Example: beaupre serve --demo --database town.db --port 8080")
@DATABASE
@CONFIG
@click.option("--host", metavar="ADDRESS", help="Address to listen on [127.0.0.1].")
@click.option("--port", type=int, metavar="N", help="Port to listen on, 0 = a free one [8080].")
@click.option("--demo", is_flag=True, default=None, help="Load the demo town into the database.")
@click.option("--production", is_flag=True, default=None, help="Refuse whatever is unsafe.")
@click.option("--check", is_flag=True, help="Check configuration and database, and stop.")
@AS_JSON
def serve(
    database: str | None,
    config: Path | None,
    host: str | None,
    port: int | None,
    demo: bool | None,
    production: bool | None,
    check: bool,
    as_json: bool,
) -> None:
    """Run the central server.

    Prints one line when it listens, and runs until SIGTERM or Ctrl-C; then the requests under way
    are answered first. With --check it changes nothing and says whether it could run.
    """
    from catalogue.server.settings import load_settings

    settings = load_settings(
        config, database=database, host=host, port=port, demo=demo, production=production
    )
    if check:
        _check(settings, as_json)
    else:
        _run(settings, as_json)


def _check(settings: ServerSettings, as_json: bool) -> None:
    """Faults end the command as they would end the server."""
    from catalogue.server.checking import check_server

    found = check_server(settings)
    if as_json:
        _line({"event": "checked", "notes": found})
        return
    for note in found:
        click.echo(note)
    click.echo("the server can run")


def _run(settings: ServerSettings, as_json: bool) -> None:
    # What is loaded stays: looking for garbage among it takes a seventh of the start.
    gc.disable()
    from catalogue.server.app import create_app
    from catalogue.server.cover_keeper import CoverKeeper
    from catalogue.server.logs import configure
    from catalogue.server.mail_keeper import MailKeeper
    from catalogue.server.runner import address, listen, make_server, together
    from catalogue.server.search_keeper import SearchKeeper
    from catalogue.server.services import build_services
    from catalogue.server.timekeeper import Timekeeper
    from catalogue.services.seed import DEMO_CODE

    configure(settings.log_format)
    with closing(listen(settings)) as listener, closing(build_services(settings)) as services:
        url = address(settings, listener)
        beside = together(
            Timekeeper(services.daily_round),
            SearchKeeper(services.finding),
            CoverKeeper(services.covers),
            MailKeeper(services.outbox),
        )
        app = create_app(settings, services=services, beside=beside)

        def ready() -> None:
            _settle_memory()
            if services.database.lock is not None:
                services.database.lock.announce(url)
            _say_ready(url, DEMO_CODE if settings.demo else None, as_json)

        server = make_server(app, settings, ready)
        # uvicorn ends the requests under way, then hands the signal on: a calm end, no death by it.
        signal.signal(signal.SIGTERM, _end)
        server.run(sockets=[listener])
    if not server.started:
        raise CliError("the server did not start", ExitCode.PROBLEMS)


def _settle_memory() -> None:
    """What is loaded by now stays, and so does most of what a batch of records leaves behind:
    without this a third of the server's work would be looking for garbage among it."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(GARBAGE_AFTER, 10, 10)


def _say_ready(url: str, code: str | None, as_json: bool) -> None:
    if as_json:
        _line({"event": "ready", "url": url, "station_code": code})
        return
    click.echo(f"ready: {url}" + (f" (enrolment code: {code})" if code else ""))
    sys.stdout.flush()


def _end(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(ExitCode.DONE)


def _line(values: dict[str, object]) -> None:
    click.echo(json.dumps(values, ensure_ascii=False))
    sys.stdout.flush()
