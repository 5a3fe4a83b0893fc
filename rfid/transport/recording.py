"""A line that is written down, and a line that is played from what was written down.

A capture is a file of JSON lines. The first is the header:

    {"beaupre_capture": 1, "family": "feig", "model": "FEIG ISC.MR102", "firmware": "3.3.0"}

then one line for what happened, with seconds since the beginning:

    {"at": 0.003, "to": "reader", "hex": "020007FF656E61"}    the host wrote
    {"at": 0.021, "to": "host", "hex": "…"}                   the host read
    {"at": 9.1, "lost": "…"}                                  the line broke
    {"at": 9.3, "opened": true}                               and was opened again

It holds what the tags said, so UIDs and item identifiers, and nothing of any person.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeVar

from rfid.errors import ConfigurationError, ReaderFault
from rfid.transport import Transport
from rfid.types import ReaderInfo

VERSION = 1
T = TypeVar("T")
SLICE_S = 0.05
FAMILIES = ("feig", "3m")


class NotRecorded(ReaderFault):
    """The capture has no answer to this request."""


class Recorder:
    """Writes one capture. What happens before the reader is known waits for the header."""

    def __init__(
        self, out: TextIO, family: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._out = out
        self._family = family
        self._clock = clock
        self._start_s = clock()
        self._waiting: list[str] | None = []

    def identified(self, info: ReaderInfo) -> None:
        """The reader said who it is."""
        self._head(info.model, info.firmware)

    def close(self) -> None:
        """Write what is left; the file is the caller's to close."""
        self._head("unknown", "")
        self._out.flush()

    def note(self, **what: object) -> None:
        """One line."""
        at = round(self._clock() - self._start_s, 4)
        line = json.dumps({"at": at, **what}) + "\n"
        if self._waiting is None:
            self._out.write(line)
        else:
            self._waiting.append(line)

    def _head(self, model: str, firmware: str) -> None:
        if self._waiting is None:
            return
        header = {"beaupre_capture": VERSION, "family": self._family}
        header |= {"model": model, "firmware": firmware}
        self._out.write(json.dumps(header) + "\n" + "".join(self._waiting))
        self._waiting = None


class RecordingTransport:
    """`line`, with every byte noted."""

    def __init__(self, line: Transport, recorder: Recorder) -> None:
        self._line = line
        self._recorder = recorder
        recorder.note(opened=True)

    def write(self, data: bytes) -> None:
        self._recorder.note(to="reader", hex=data.hex().upper())
        self._told(lambda: self._line.write(data))

    def read(self) -> bytes:
        data = self._told(self._line.read)
        if data:
            self._recorder.note(to="host", hex=data.hex().upper())
        return data

    def discard(self) -> None:
        self._told(self._line.discard)

    def close(self) -> None:
        self._line.close()

    def _told(self, action: Callable[[], T]) -> T:
        try:
            return action()
        except ReaderFault as error:
            self._recorder.note(lost=str(error))
            raise


@dataclass(frozen=True, slots=True)
class Said:
    """A request, the pieces of what came back, and whether the line broke then."""

    request: bytes
    answers: tuple[bytes, ...]
    lost: bool


@dataclass(frozen=True, slots=True)
class Recording:
    """A capture that was read. `sessions`: one for each time the line was open."""

    family: str
    model: str
    sessions: tuple[tuple[Said, ...], ...]


def read_capture(path: Path) -> Recording:
    """Raises ConfigurationError for a file that is no capture."""
    try:
        header, *lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        if header.get("beaupre_capture") != VERSION or header["family"] not in FAMILIES:
            raise ConfigurationError(f"{path}: a capture of another version or kind of reader")
        return Recording(header["family"], header["model"], _sessions(lines))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, AttributeError, TypeError, IndexError) as error:
        raise ConfigurationError(f"{path} is no capture of `beaupre tags capture`") from error


def _sessions(lines: list[dict[str, str]]) -> tuple[tuple[Said, ...], ...]:
    sessions: list[list[Said]] = []
    for line in lines:
        if "opened" in line:
            sessions.append([])
            continue
        spoken = sessions[-1]
        if "lost" in line:
            _extend(spoken, lost=True)
        elif line["to"] == "reader":
            spoken.append(Said(bytes.fromhex(line["hex"]), (), False))
        else:
            _extend(spoken, bytes.fromhex(line["hex"]))
    return tuple(tuple(each) for each in sessions)


def _extend(spoken: list[Said], data: bytes = b"", lost: bool = False) -> None:
    """What came before the first request belongs to an empty one."""
    last = spoken.pop() if spoken else Said(b"", (), False)
    answers = (*last.answers, data) if data else last.answers
    spoken.append(Said(last.request, answers, lost or last.lost))


class ReplayTransport:
    """Plays one session. Each request gets what it got then: the next such request in the capture,
    or, behind the last, the first again, so that a reader can be polled for ever."""

    def __init__(
        self,
        session: tuple[Said, ...],
        name: str,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._session = session
        self._name = name
        self._sleep = sleep
        self._next = 0
        self._arrived: list[bytes] = []
        self._lost = False

    def write(self, data: bytes) -> None:
        self._check()
        order = [*range(self._next, len(self._session)), *range(self._next)]
        found = next((at for at in order if self._session[at].request == data), None)
        if found is None:
            raise NotRecorded(f"{self._name} has no answer to {data.hex().upper()}: never recorded")
        self._next = found + 1
        self._arrived = list(self._session[found].answers)
        self._lost = self._session[found].lost

    def read(self) -> bytes:
        if self._arrived:
            return self._arrived.pop(0)
        self._check()
        self._sleep(SLICE_S)
        return b""

    def discard(self) -> None:
        self._arrived.clear()
        self._check()

    def close(self) -> None:
        """There is nothing to give back."""

    def _check(self) -> None:
        if self._lost:
            raise ReaderFault(f"{self._name}: the line was lost here")
