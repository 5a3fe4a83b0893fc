"""`beaupre devices`: e-readers and other devices, from their return to the next loan."""

from __future__ import annotations

import click

from ui.cli.devices.charters import charters
from ui.cli.devices.contents import contents
from ui.cli.devices.packs import packs
from ui.cli.devices.workshop import (
    add,
    back,
    check,
    found,
    list_devices,
    prepare,
    repair,
    show,
    withdraw,
)


@click.group(epilog="Example: beaupre devices list --missing")
def devices() -> None:
    """E-readers: check, prepare, repair; content packs and charters.

    docs/circulation.md tells the life of a device.
    """


for each in (
    *(list_devices, show, check, prepare, found, repair, back, add, withdraw),
    *(contents, packs, charters),
):
    devices.add_command(each)
