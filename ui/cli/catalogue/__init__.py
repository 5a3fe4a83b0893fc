"""`beaupre catalogue`: what the library holds, and the database it stands in."""

from __future__ import annotations

import click

from ui.cli.catalogue.backups import backup, restore, verify
from ui.cli.catalogue.exporting import export
from ui.cli.catalogue.importing import diff, harvest, import_
from ui.cli.catalogue.making import init
from ui.cli.catalogue.retention import retention
from ui.cli.catalogue.runs import rollback, runs
from ui.cli.catalogue.search import search
from ui.cli.catalogue.stats import stats


@click.group(epilog="Example: beaupre catalogue import notices.mrc --dry-run")
def catalogue() -> None:
    """Bring the catalogue in, search it; back up the database, verify a backup, restore one."""


for each in (
    *(init, import_, harvest, diff, runs, rollback, export),
    *(search, stats, retention, backup, verify, restore),
):
    catalogue.add_command(each)
