"""`beaupre daily`: the day's work by hand or by cron, through the running server if there is one,
else on the database itself. A server does it by itself at `daily_at`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.errors import CliError, ExitCode
from ui.cli.served import on_server, operator_of

if TYPE_CHECKING:
    from catalogue.wire.desk import DailyDone, DailyRun

TIMEOUT_S = 600.0
"""A first run in a large town seals for minutes."""


@click.command(epilog="Example: beaupre daily --date 2026-03-02 --config server.toml")
@click.option(
    "--date",
    "when",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day of the town, none to come [today].",
)
@on_server
def daily(when: datetime | None, database: str | None, config: Path | None, as_json: bool) -> None:
    """Do what is due on a day: holds run out, notices of dates, seals; forget what is over.

    Run twice for a day, it does nothing twice.
    """
    from catalogue.wire.desk import DailyRun

    done = _run(DailyRun(day=None if when is None else when.date()), database, config)
    text = (
        f"{done.day}: {done.expired} holds ran out, {done.notices} notices, "
        f"{done.sealed} items sealed"
    )
    if done.forgotten:
        text += "; forgotten: " + ", ".join(f"{n} {what}" for what, n in done.forgotten.items())
    click.echo(done.model_dump_json() if as_json else text)


def _run(request: DailyRun, database: str | None, config: Path | None) -> DailyDone:
    from pydantic import ValidationError

    from catalogue.errors import Unreachable
    from catalogue.server.routes_circulation import daily_done
    from catalogue.services.daily_round import DayToCome
    from catalogue.wire.desk import DailyDone

    with operator_of(database, config) as operator:
        if operator.services is not None:
            try:
                return daily_done(operator.services.daily_round.run(request.day))
            except DayToCome as error:
                raise CliError("This day has not come", ExitCode.WRONG_USE) from error
        body = request.model_dump(mode="json")
        answer = operator.ask("POST", "/v1/admin/daily", body, TIMEOUT_S)
    try:
        return DailyDone.model_validate_json(answer)
    except ValidationError as error:
        raise Unreachable("what answers is not a Beaupré server of this version") from error
