"""Readers of every kind, each with a field of virtual tags, for the tests that all must pass.

A rig has `tags` that can be laid and lifted while the reader is open. Where the far end is a
capture, the tags are long gone: the calls of the test find in it what was recorded for them.
"""

from __future__ import annotations

import select
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from rfid.factory import open_reader, reader_on
from rfid.reader import Reader
from rfid.sim.feig_twin import FeigTwin, Firmware
from rfid.sim.field import VirtualField, VirtualTag
from rfid.sim.lines import Line, PtyLine, TcpLine
from rfid.sim.threem_twin import ThreeMTwin
from rfid.sim.twin import Twin
from rfid.transport.loopback import LoopbackTransport
from rfid.transport.recording import (
    Recorder,
    RecordingTransport,
    ReplayTransport,
    read_capture,
)
from rfid.url import parse_address

CAPTURES = Path(__file__).parents[1] / "contract/rfid/fixtures/captures"

EAS, PASSWORDS, DOUBLES, LISTS_DSFID, MANY = "eas", "passwords", "doubles", "dsfid", "many"
"""What not every reader can: the EAS bit, passwords, two tags with one UID told apart, the DSFID in
an inventory, more than one tag at a time."""
FEIG_CAN = frozenset({EAS, PASSWORDS, DOUBLES, LISTS_DSFID, MANY})
THREEM_CAN = frozenset({EAS, PASSWORDS, MANY})

Make = Callable[[VirtualField], Twin[object]]


class ReaderRig(Protocol):
    """What the tests need of a rig. `can` is a selection of the words above."""

    can: frozenset[str]

    def open(self) -> Reader:
        """A new driver on a new line; ReaderFault while the cable is out."""

    def lay(self, tag: VirtualTag) -> None:
        """Put a tag onto the reader; it is seen by the next call."""

    def lift(self, tag: VirtualTag) -> None:
        """Take it away."""

    def pull(self) -> None:
        """The cable comes out."""

    def plug(self) -> None:
        """And in again."""

    def garble(self, noise: bytes) -> None:
        """Bytes that come before the next answer."""

    def close(self) -> None:
        """Leave nothing behind."""


class _WithField:
    """Tags, and a twin whose answers can be garbled."""

    def __init__(self, make: Make, can: frozenset[str]) -> None:
        self.can = can
        self.field = VirtualField()
        self.twin = make(self.field)
        self._noise = b""

    def lay(self, tag: VirtualTag) -> None:
        self.field.lay(tag)

    def lift(self, tag: VirtualTag) -> None:
        self.field.lift(tag)

    def garble(self, noise: bytes) -> None:
        self._noise = noise

    def feed(self, data: bytes) -> bytes:
        noise, self._noise = self._noise, b""
        return noise + self.twin.feed(data)

    def quiet(self) -> None:
        self.twin.quiet()

    def hang_up(self) -> None:
        self.twin.hang_up()


class LineRig(_WithField):
    """A twin on a real line, served by a thread of its own."""

    def __init__(
        self, make: Make, can: frozenset[str], line: Line, address: Callable[[], str]
    ) -> None:
        super().__init__(make, can)
        self._line = line
        self._address = address
        self._lock = threading.Lock()
        self._ended = threading.Event()
        line.plug()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def open(self) -> Reader:
        return open_reader(self._address())

    def pull(self) -> None:
        with self._lock:
            self._line.unplug()
            self.twin.hang_up()

    def plug(self) -> None:
        with self._lock:
            self._line.plug()

    def release(self) -> None:
        """The command that is held is carried out, and answered."""
        with self._lock:
            self._line.send(self.twin.release())

    def close(self) -> None:
        self._ended.set()
        self._thread.join(10)
        self._line.unplug()

    def _serve(self) -> None:
        while not self._ended.is_set():
            with self._lock:
                waiting = self._line.descriptors()
                select.select(waiting, [], [], 0.002)
                data = self._line.receive()
                if data:
                    self._line.send(self.feed(data))
                elif data is None:
                    self.twin.hang_up()
            self._ended.wait(0.0005)


class RecordedRig(_WithField):
    """A twin inside the process, on a line that is recorded: this is where captures come from."""

    def __init__(self, make: Make, can: frozenset[str], family: str, path: Path) -> None:
        super().__init__(make, can)
        self._address = replace(parse_address(f"replay:{path.name}"), family=family)
        self._out = path.open("w", encoding="utf-8")
        self._now_s = 0.0
        self._recorder = Recorder(self._out, family, lambda: self._now_s)
        self._pulled = False

    def open(self) -> Reader:
        line = LoopbackTransport(self, self._slice, lambda: self._pulled)
        reader = reader_on(RecordingTransport(line, self._recorder), self._address)
        self._recorder.identified(reader.info())
        return reader

    def pull(self) -> None:
        self._pulled = True
        self.twin.hang_up()

    def plug(self) -> None:
        self._pulled = False

    def close(self) -> None:
        self._recorder.close()
        self._out.close()

    def _slice(self) -> None:
        self._now_s += 0.05


class ReplayRig:
    """What `RecordedRig` wrote, played: tags and cables do nothing here."""

    def __init__(self, can: frozenset[str], path: Path) -> None:
        self.can = can
        recording = read_capture(path)
        self._address = replace(parse_address(f"replay:{path.name}"), family=recording.family)
        self._sessions = list(recording.sessions)

    def open(self) -> Reader:
        played = ReplayTransport(self._sessions.pop(0), str(self._address.text))
        return reader_on(played, self._address)

    def lay(self, tag: VirtualTag) -> None:
        """It lay there when it was recorded."""

    def lift(self, tag: VirtualTag) -> None:
        """It was lifted then."""

    def pull(self) -> None:
        """The cable was pulled then."""

    def plug(self) -> None:
        """And plugged."""

    def garble(self, noise: bytes) -> None:
        """The noise is in the capture."""

    def close(self) -> None:
        """Nothing is open."""


def feig_on_serial(folder: Path, _: str) -> ReaderRig:
    link = folder / "pad"
    return LineRig(FeigTwin, FEIG_CAN, PtyLine(link), lambda: f"feig+serial:{link}")


def feig_on_tcp(folder: Path, _: str) -> ReaderRig:
    line = TcpLine("127.0.0.1", 0)
    address = "feig+tcp:127.0.0.1:{}?simulated=1"
    return LineRig(FeigTwin, FEIG_CAN, line, lambda: address.format(line.port))


def feig_with_old_firmware(folder: Path, _: str) -> ReaderRig:
    """Standard frames only, four tags at a time, none of them reported once only."""
    firmware = Firmware(only_standard=True, most=4, only_new=False)

    def make(field: VirtualField) -> FeigTwin:
        return FeigTwin(field, firmware=firmware)

    link = folder / "pad"
    address = f"feig+serial:{link}?timeout_ms=200"
    return LineRig(make, FEIG_CAN, PtyLine(link), lambda: address)


def threem_on_serial(folder: Path, _: str) -> ReaderRig:
    link = folder / "pad"
    return LineRig(ThreeMTwin, THREEM_CAN, PtyLine(link), lambda: f"3m+serial:{link}")


def threem_210_on_tcp(folder: Path, _: str) -> ReaderRig:
    """A 210 that lists tags more than once."""
    line = TcpLine("127.0.0.1", 0)

    def make(field: VirtualField) -> ThreeMTwin:
        return ThreeMTwin(field, model="210", doubles=True)

    address = "3m+tcp:127.0.0.1:{}?simulated=1"
    return LineRig(make, THREEM_CAN, line, lambda: address.format(line.port))


def feig_replayed(_: Path, test: str) -> ReaderRig:
    return ReplayRig(FEIG_CAN, CAPTURES / "feig" / f"{test}.jsonl")


def threem_replayed(_: Path, test: str) -> ReaderRig:
    return ReplayRig(THREEM_CAN, CAPTURES / "3m" / f"{test}.jsonl")


def recording(replayed: Callable[[Path, str], ReaderRig], test: str) -> ReaderRig:
    """The rig that makes the capture which `replayed` plays."""
    family = "feig" if replayed is feig_replayed else "3m"
    path = CAPTURES / family / f"{test}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    if family == "feig":
        return RecordedRig(FeigTwin, FEIG_CAN, family, path)
    return RecordedRig(ThreeMTwin, THREEM_CAN, family, path)


RIGS: dict[str, Callable[[Path, str], ReaderRig]] = {
    "feig-serial": feig_on_serial,
    "feig-tcp": feig_on_tcp,
    "feig-old": feig_with_old_firmware,
    "3m-serial": threem_on_serial,
    "3m-210-tcp": threem_210_on_tcp,
    "feig-replay": feig_replayed,
    "3m-replay": threem_replayed,
}
"""Made from a folder for what they need and the name of the test."""
