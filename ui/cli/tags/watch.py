"""`beaupre tags watch`: what lies on a reader."""

from __future__ import annotations

import json
import signal
import threading
import time
from dataclasses import dataclass, field
from types import FrameType
from typing import TYPE_CHECKING

import click

from ui.cli.errors import CliError, ExitCode
from ui.cli.tags.rows import Row, hex_byte, tag_fields, verdict_fields

if TYPE_CHECKING:
    from rfid.events import ReaderEvent, TagArrived
    from rfid.types import Uid
    from rfid.worker import ReaderWorker


@click.command(epilog="Example: beaupre tags watch --reader feig+tcp:127.0.0.1:10001 --json")
@click.option("--reader", "address", required=True, metavar="URL", help="feig+serial:PATH …")
@click.option("--site", "--owner", "owners", multiple=True, metavar="ISIL", help="Own owner codes.")
@click.option("--count", type=click.IntRange(1), help="End after so many lines.")
@click.option("--seconds", type=click.FloatRange(0, min_open=True), help="End after so long.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def watch(
    address: str,
    owners: tuple[str, ...],
    count: int | None,
    seconds: float | None,
    as_json: bool,
) -> None:
    """Print arrivals and departures as they happen.

    A reader that is lost meanwhile is opened again; the tags on it then arrive once more. Without
    --owner every library's tags are taken for one's own.
    """
    from rfid.errors import ReaderFault
    from rfid.factory import open_reader
    from rfid.reader import Reader
    from rfid.security import SitePolicy
    from rfid.url import parse_address
    from rfid.worker import ReaderWorker

    parsed = parse_address(address)
    stop = threading.Event()
    watcher = _Watcher(stop, as_json, count)
    # Opened here first: a reader that is not there ends the command, a lost one does not.
    try:
        waiting: list[Reader] = [open_reader(parsed)]
    except ReaderFault as error:
        raise CliError(str(error), ExitCode.UNREACHABLE) from error
    worker = ReaderWorker(
        name="watch",
        open_reader=lambda: waiting.pop() if waiting else open_reader(parsed),
        policy=SitePolicy(owners),
        on_event=watcher.take,
    )
    work_until(worker, stop, seconds)


def work_until(worker: ReaderWorker, stop: threading.Event, seconds: float | None) -> None:
    """Let a worker work until `stop`, a signal, or for so long."""
    from rfid.worker import run_worker

    end_s = None if seconds is None else time.monotonic() + seconds

    def clock() -> float:
        now_s = time.monotonic()
        if end_s is not None and now_s >= end_s:
            stop.set()
        return now_s

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()
        worker.wake()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    run_worker(worker, stop, clock)


@dataclass(slots=True)
class _Watcher:
    """Prints events; says stop when enough lines were printed. A departure repeats what was last
    read of the tag."""

    stop: threading.Event
    as_json: bool
    left: int | None
    arrived: dict[Uid, TagArrived] = field(default_factory=dict)

    def take(self, event: ReaderEvent) -> None:
        from rfid.events import ReaderDown, TagArrived, TagLeft

        match event:
            case TagArrived():
                self.arrived[event.reading.uid] = event
                self._print(_row("arrived", event.reading.uid, event))
            case TagLeft():
                self._print(_row("left", event.uid, self.arrived.pop(event.uid, None)))
            case ReaderDown():
                click.echo(f"The reader is lost, trying again: {event.reason}", err=True)

    def _print(self, row: Row) -> None:
        if self.stop.is_set():
            return
        if self.as_json:
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            known = [str(value) for value in row.values() if value not in (None, "")]
            click.echo("  ".join(known))
        if self.left is not None:
            self.left -= 1
            if self.left == 0:
                self.stop.set()


def _row(event: str, uid: Uid, seen: TagArrived | None) -> Row:
    """`antenna` counts from 1; null on readers with but one."""
    reading = seen.reading if seen else None
    afi = reading.afi if reading else None
    security = reading.security.value if reading and reading.security else None
    row: Row = {"event": event, "uid": str(uid)} | tag_fields(reading.tag if reading else None)
    row["antenna"] = (seen.antenna or None) if seen else None
    row |= {"afi": hex_byte(afi), "security": security}
    if reading is None:
        return row | verdict_fields(None, None, None)
    return row | verdict_fields(reading.verdict, reading.model, reading.reason)
