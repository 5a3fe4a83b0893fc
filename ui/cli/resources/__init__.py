"""`beaupre resources`: what the card opens online."""

from __future__ import annotations

import click

from ui.cli.resources.keeping import add, check, disable, enable, export, import_, launches
from ui.cli.resources.licences import licences
from ui.cli.resources.listing import list_resources, show


@click.group(epilog="Example: beaupre resources import resources.toml --dry-run")
def resources() -> None:
    """Digital resources: concerts, press, languages, e-books; who may open them, and how.

    docs/digital.md tells how a resource is added.
    """


for each in (
    *(list_resources, show, add, import_, export, disable, enable),
    *(launches, check, licences),
):
    resources.add_command(each)
