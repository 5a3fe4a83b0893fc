"""`beaupre tags`: what lies on a reader, and what the memory of a tag says."""

from __future__ import annotations

import click

from ui.cli.tags.capture import capture
from ui.cli.tags.images import decode, encode
from ui.cli.tags.reader import dump, read
from ui.cli.tags.security import secure, unsecure
from ui.cli.tags.watch import watch
from ui.cli.tags.write import convert, restore, write


@click.group(epilog="Example: beaupre tags watch --reader feig+serial:/dev/ttyUSB0")
def tags() -> None:
    """Watch, read, decode, encode and write tags; capture a reader's line."""


for command in (
    watch,
    capture,
    read,
    dump,
    decode,
    encode,
    write,
    convert,
    restore,
    secure,
    unsecure,
):
    tags.add_command(command)
