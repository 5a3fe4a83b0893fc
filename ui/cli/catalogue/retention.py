"""`beaupre catalogue retention`: forget what is over, by hand, or see what it would be."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from ui.cli.progress import Progress
from ui.cli.served import on_server, operator_of

SAID = {
    "loans": "loans are nobody's now",
    "holds": "holds are nobody's now",
    "records": "records lost whom they were about",
    "kept": "loans wait: the record still needs a name",
    "digital_loans": "e-book loans and holds are nobody's now",
    "notices": "notices",
    "fees": "settled debts",
    "loose_records": "other records lost whom they were about",
    "accounts": "accounts",
    "accounts_kept": "accounts that are over stay: something is open",
    "cards": "numbers of cards",
    "sessions": "sessions and counters that had run out",
    "launches": "openings of digital resources, now counted by month",
    "audit_lines": "lines of the audit log",
    "told_cards": "cards every station knows to be gone",
}
"""In the order in which they are told."""


@click.command(epilog="Example: beaupre catalogue retention --dry-run --json")
@click.option(
    "--date",
    "when",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day of the town, none to come [today].",
)
@click.option("--dry-run", is_flag=True, help="Say what would be forgotten; change nothing.")
@on_server
def retention(
    when: datetime | None, dry_run: bool, database: str | None, config: Path | None, as_json: bool
) -> None:
    """Forget who had what, and accounts nobody uses, when their time is over.

    A server does it every night. The periods are the town file's (docs/privacy.md). Interrupted, it
    has done what was done, and goes on the next time.
    """
    from catalogue.server.patrons_operator import PatronsOperator

    with operator_of(database, config) as operator, Progress() as progress:
        day = None if when is None else when.date()
        done = PatronsOperator(operator).retention(day, dry=dry_run, report=progress)
    if as_json:
        told = done.model_dump(mode="json") | {"dry_run": dry_run}
        click.echo(json.dumps(told))
        return
    lines = [
        f"{done.counts[name]:>9,}  {said}" for name, said in SAID.items() if done.counts.get(name)
    ]
    head = f"{done.day}: " + ("would be forgotten" if dry_run else "forgotten")
    click.echo("\n".join([head, *(lines or ["nothing"])]))
