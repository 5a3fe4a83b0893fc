"""`beaupre tags`: what lies on a reader, and what the memory of a tag says."""

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

if TYPE_CHECKING:
    from rfid.events import ReaderEvent
    from rfid.tagdata.model import TagReading
    from rfid.types import Uid

Row = dict[str, object]


@click.group(epilog="Example: beaupre tags watch --reader feig+serial:/dev/ttyUSB0")
def tags() -> None:
    """Watch and decode the tags on a reader."""


@tags.command(epilog="Example: beaupre tags watch --reader feig+tcp:127.0.0.1:10001 --json")
@click.option("--reader", "address", required=True, metavar="URL", help="feig+serial:PATH …")
@click.option("--owner", "owners", multiple=True, help="Owner code of the own tags; repeatable.")
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
    from rfid.worker import ReaderWorker, run_worker

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


@tags.command(epilog="Example: beaupre tags show 110101666F6F62617200…")
@click.argument("image", metavar="HEX")
@click.option("--owner", "owners", multiple=True, help="Owner code of the own tags; repeatable.")
@click.option("--dsfid", default="3E", show_default=True, help="DSFID of the tag, hexadecimal.")
@click.option("--block-size", type=click.IntRange(1, 32), default=4, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def show(image: str, owners: tuple[str, ...], dsfid: str, block_size: int, as_json: bool) -> int:
    """Decode the memory of a tag, given as hexadecimal digits. Ends with 1 for one that circulation
    cannot use."""
    from rfid.security import SitePolicy
    from rfid.tagdata.detect import read_tag
    from rfid.tagdata.model import Verdict
    from rfid.types import Dsfid, Uid

    try:
        memory = bytes.fromhex(image)
        dsfid_value = Dsfid(bytes.fromhex(dsfid)[0])
    except (ValueError, IndexError):
        raise CliError("HEX and --dsfid take hexadecimal digits only", ExitCode.WRONG_USE) from None
    reading = read_tag(Uid(bytes(8)), dsfid_value, None, memory, SitePolicy(owners), block_size)
    row = _tag_fields(reading)
    if as_json:
        click.echo(json.dumps(row, ensure_ascii=False))
    else:
        for key, value in row.items():
            click.echo(f"{key:8} {'-' if value is None else value}")
    useful = reading.verdict in (Verdict.ITEM, Verdict.PATRON_CARD)
    return ExitCode.DONE if useful else ExitCode.PROBLEMS


@dataclass(slots=True)
class _Watcher:
    """Prints events; says stop when enough lines were printed. A departure repeats what was last
    read of the tag."""

    stop: threading.Event
    as_json: bool
    left: int | None
    readings: dict[Uid, TagReading] = field(default_factory=dict)

    def take(self, event: ReaderEvent) -> None:
        from rfid.events import ReaderDown, TagArrived, TagLeft

        match event:
            case TagArrived():
                self.readings[event.reading.uid] = event.reading
                self._print(_row("arrived", event.reading.uid, event.reading))
            case TagLeft():
                self._print(_row("left", event.uid, self.readings.pop(event.uid, None)))
            case ReaderDown():
                click.echo(f"The reader is lost, trying again: {event.reason}", err=True)

    def _print(self, row: Row) -> None:
        if self.stop.is_set():
            return
        if self.as_json:
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            known = [str(value) for value in row.values() if value is not None]
            click.echo("  ".join(known))
        if self.left is not None:
            self.left -= 1
            if self.left == 0:
                self.stop.set()


def _row(event: str, uid: Uid, reading: TagReading | None) -> Row:
    row: Row = {"event": event, "uid": str(uid)}
    return row | _tag_fields(reading)


def _tag_fields(reading: TagReading | None) -> Row:
    tag = reading.tag if reading else None
    afi = reading.afi if reading else None
    return {
        "item_id": tag.item_id if tag else None,
        "part": tag.part if tag else None,
        "parts": tag.parts if tag else None,
        "afi": None if afi is None else f"{afi:02X}",
        "verdict": reading.verdict.value if reading else None,
        "owner": tag.owner if tag else None,
        "usage": tag.usage.name.lower() if tag else None,
        "security": reading.security.value if reading and reading.security else None,
        "reason": reading.reason if reading else None,
    }
