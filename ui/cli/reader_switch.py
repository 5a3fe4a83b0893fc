"""`beaupre readers switch`: a reader that works by itself is made to obey."""

from __future__ import annotations

import click

from ui.cli.errors import CliError, ExitCode
from ui.cli.tags.reader import READER


@click.command(
    "switch",
    epilog="Example: beaupre readers switch --reader feig+serial:/dev/ttyUSB0 --host-mode --yes",
)
@READER
@click.option("--host-mode", is_flag=True, required=True, help="The mode to switch to.")
@click.option("--yes", is_flag=True, help="Change the reader's own memory without asking.")
def switch(address: str, host_mode: bool, yes: bool) -> int:
    """Switch a FEIG reader from scan, buffered or notification mode to ISO host mode.

    This changes the reader's EEPROM, so it stays when the power goes. Other programs that count on
    the old mode stop working with this reader. Nothing else of its configuration is changed.
    """
    from rfid.errors import ReaderFault, ReaderRefused
    from rfid.factory import open_reader
    from rfid.feig.configuration import HOST_MODE, OWN_MODES
    from rfid.feig.driver import FeigReader

    try:
        reader = open_reader(address)
        try:
            if not isinstance(reader, FeigReader):
                raise CliError("only FEIG readers have modes to switch", ExitCode.WRONG_USE)
            mode = reader.mode()
            name = reader.info().model
            if host_mode and mode == HOST_MODE:
                click.echo(f"{name} is in ISO host mode already; nothing was changed.")
                return ExitCode.DONE
            was = OWN_MODES.get(mode, f"mode {mode:02X}")
            if not yes:
                raise CliError(
                    f"{name} is in {was}: nothing was changed; add --yes to write its EEPROM",
                    ExitCode.WRONG_USE,
                )
            reader.obey()
        finally:
            reader.close()
    except ReaderFault as error:
        raise CliError(str(error), ExitCode.UNREACHABLE) from error
    except ReaderRefused as error:
        raise CliError(str(error)) from error
    click.echo(f"{name} was in {was} and starts anew in ISO host mode.")
    return ExitCode.DONE
