"""Which readers this machine could have: serial ports, TCP ends, readers of the PC/SC service.

Finding them asks nobody. Probing opens each and asks who it is, every one on a thread of its own
with a deadline, so that a port that hangs holds up nothing. Nothing is written to any reader.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from rfid.errors import ReaderFault, RfidError
from rfid.pcsc.driver import contactless
from rfid.pcsc.service import Service
from rfid.pcsc.ways import ways_for
from rfid.reader import Reader
from rfid.types import ReaderInfo

DEADLINE_S = 8.0
PROBE_MS = 300
"""How long a probed reader may take for one answer; four tries fit into the deadline."""
FEIG_VID = 0x0AB1
VENDORS = {
    FEIG_VID: "FEIG Electronic",
    0x0403: "FTDI",
    0x067B: "Prolific",
    0x072F: "ACS",
    0x076B: "HID OMNIKEY",
    0x04E6: "Identiv",
    0x1A86: "QinHeng CH34x",
    0x10C4: "Silicon Labs CP210x",
    0x1C34: "SpringCard",
}
"""USB vendors of readers and of the adapters they sit behind (usb.ids)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place where a reader may be. `reader` is the address to write, "" where none can be used;
    `tries` the addresses that may be meant. Once probed: `info`, or the `problem`."""

    kind: str
    reader: str
    description: str
    tries: tuple[str, ...] = ()
    device: str = ""
    hardware: str = ""
    info: ReaderInfo | None = None
    problem: str = ""


class SerialPort(Protocol):
    """What pyserial's list_ports tells."""

    @property
    def device(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def hwid(self) -> str: ...
    @property
    def vid(self) -> int | None: ...
    @property
    def pid(self) -> int | None: ...


def on_serial(ports: Iterable[SerialPort]) -> list[Found]:
    """Every serial port; whose it is, where USB tells."""
    return [_on_port(port) for port in sorted(ports, key=lambda port: port.device)]


def _on_port(port: SerialPort) -> Found:
    feig, threem = f"feig+serial:{port.device}", f"3m+serial:{port.device}"
    what = port.description or ""
    if port.vid is not None:
        vendor = VENDORS.get(port.vid, "unknown vendor")
        what = f"{what} [{vendor} {port.vid:04X}:{port.pid or 0:04X}]"
    # FEIG's own USB number leaves no doubt; behind an adapter may be either.
    tries = (feig,) if port.vid == FEIG_VID else (feig, threem)
    return Found("serial", feig, what, tries, port.device, port.hwid or "")


def on_tcp(where: str) -> Found:
    """A reader or terminal server at HOST[:PORT]."""
    feig, threem = f"feig+tcp:{where}", f"3m+tcp:{where}"
    return Found("tcp", feig, "TCP", (feig, threem), device=where)


def on_pcsc(make_service: Callable[[], Service]) -> list[Found]:
    """Every reader of the PC/SC service. Raises ConfigurationError without pyscard, ReaderFault
    without the service."""
    service = make_service()
    try:
        names = service.readers()
    finally:
        service.close()
    usable = contactless(names)
    return [_on_slot(name, name in usable) for name in names]


def _on_slot(name: str, usable: bool) -> Found:
    if not usable:
        return Found("pcsc", "", f"{name}: contact or SAM slot", device=name)
    ways, named = ways_for(name)
    how = ways[0].title if named else "way of reaching ISO 15693 found with the first tag"
    address = f"pcsc:{name}"
    return Found("pcsc", address, f"{name}: {how}", (address,), device=name)


def probe(found: Found, open_reader: Callable[[str], Reader]) -> Found:
    """Ask who is there; the address becomes the one that was answered."""
    problem = ""
    for address in found.tries:
        asked = address if found.kind == "pcsc" else f"{address}?timeout_ms={PROBE_MS}"
        try:
            reader = open_reader(asked)
        except RfidError as error:
            problem = problem or str(error)
            continue
        try:
            info = replace(reader.info(), url=address)
        finally:
            reader.close()
        return replace(found, reader=address, info=info, problem="")
    return replace(found, problem=problem or found.problem)


def probe_all(
    places: Sequence[Found],
    open_reader: Callable[[str], Reader],
    deadline_s: float = DEADLINE_S,
) -> list[Found]:
    """All at once, in the order given; whoever is not done by then has not answered."""
    works = [_worker(partial(probe, place, open_reader)) for place in places]
    end_s = time.monotonic() + deadline_s
    return [
        _outcome(work, end_s) or replace(place, problem=f"no answer within {deadline_s:g} s")
        for place, work in zip(places, works, strict=True)
    ]


def within(deadline_s: float, work: Callable[[], list[Found]]) -> list[Found]:
    """What `work` gives, if it does so in time. Raises what it raises, ReaderFault for too late."""
    answer: queue.SimpleQueue[list[Found] | RfidError] = queue.SimpleQueue()

    def run() -> None:
        try:
            answer.put(work())
        except RfidError as error:
            answer.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        said = answer.get(timeout=deadline_s)
    except queue.Empty:
        raise ReaderFault(f"the PC/SC service does not answer within {deadline_s:g} s") from None
    if isinstance(said, RfidError):
        raise said
    return said


def _worker(work: Callable[[], Found]) -> queue.SimpleQueue[Found]:
    answer: queue.SimpleQueue[Found] = queue.SimpleQueue()
    threading.Thread(target=lambda: answer.put(work()), daemon=True).start()
    return answer


def _outcome(answer: queue.SimpleQueue[Found], end_s: float) -> Found | None:
    try:
        return answer.get(timeout=max(0.0, end_s - time.monotonic()))
    except queue.Empty:
        return None
