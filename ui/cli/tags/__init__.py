"""`beaupre tags`: what lies on a reader, and what the memory of a tag says."""

from __future__ import annotations

import click

from ui.cli.tags.images import decode, encode
from ui.cli.tags.watch import watch


@click.group(epilog="Example: beaupre tags watch --reader feig+serial:/dev/ttyUSB0")
def tags() -> None:
    """Watch, decode and encode tags."""


for command in (watch, decode, encode):
    tags.add_command(command)
