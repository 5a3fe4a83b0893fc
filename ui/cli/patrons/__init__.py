"""`beaupre patrons`: accounts of patrons come in, are shown to their owners, and go."""

from __future__ import annotations

import click

from ui.cli.patrons.accounts import anonymise, erase, export, history, pin
from ui.cli.patrons.importing import import_


@click.group(epilog="Example: beaupre patrons import readers.csv --dry-run --json")
def patrons() -> None:
    """Bring patrons in; answer, anonymise and erase them; PINs."""


for each in (import_, export, erase, anonymise, history, pin):
    patrons.add_command(each)
