"""`beaupre tags capture`: every byte between this machine and a reader, for whoever has to look."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.errors import CliError, ExitCode
from ui.cli.tags.reader import READER
from ui.cli.tags.watch import work_until

if TYPE_CHECKING:
    from rfid.events import ReaderEvent


@click.command(
    epilog="Example: beaupre tags capture --reader 3m+serial:/dev/ttyUSB0 --out desk.jsonl"
)
@READER
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="File to write."
)
@click.option("--seconds", type=click.FloatRange(0, min_open=True), help="End after so long.")
def capture(address: str, out: Path, seconds: float | None) -> int:
    """Watch a reader and write down every byte on its line, with the time.

    Lay tags on it and take them away meanwhile; Ctrl-C ends it. The file holds what the tags said,
    UIDs and item numbers, and nothing of any patron: lay no patron card on the reader. No password
    is ever given while capturing. `--reader replay:FILE` plays it.
    """
    from rfid.errors import ConfigurationError, ReaderFault
    from rfid.events import TagArrived
    from rfid.factory import open_line, reader_on
    from rfid.reader import Reader
    from rfid.security import SitePolicy
    from rfid.transport.recording import FAMILIES, Recorder, RecordingTransport
    from rfid.url import parse_address
    from rfid.worker import ReaderWorker

    parsed = parse_address(address)
    if parsed.family not in FAMILIES:
        raise ConfigurationError(f"{address}: only serial and TCP readers can be captured")
    stop = threading.Event()
    tags: set[object] = set()

    def take(event: ReaderEvent) -> None:
        if isinstance(event, TagArrived):
            tags.add(event.reading.uid)

    with out.open("w", encoding="utf-8") as file:
        recorder = Recorder(file, parsed.family)

        def opened() -> Reader:
            reader = reader_on(RecordingTransport(open_line(parsed), recorder), parsed)
            recorder.identified(reader.info())
            return reader

        try:
            waiting = [opened()]
        except ReaderFault as error:
            recorder.close()
            raise CliError(str(error), ExitCode.UNREACHABLE) from error
        worker = ReaderWorker(
            name="capture",
            open_reader=lambda: waiting.pop() if waiting else opened(),
            policy=SitePolicy(()),
            on_event=take,
        )
        work_until(worker, stop, seconds)
        recorder.close()
    click.echo(f"{out}: {len(tags)} tags were seen.")
    return ExitCode.DONE
