"""Question and answer on a line: what the drivers of serial readers share.

Owned and called by one thread. A damaged answer or a silence is asked again, because every command
used may be repeated; what stays silent is a `ReaderFault` and the caller opens anew.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rfid.errors import FrameError, ReaderFault
from rfid.framing import FrameDecoder
from rfid.transport import Transport

DAMAGED_TRIES = 3
SILENT_TRIES = 2

A = TypeVar("A")
T = TypeVar("T")
_log = logging.getLogger(__name__)


class Silence(ReaderFault):
    """Nothing came back in time."""


@dataclass(slots=True)
class Dialogue(Generic[A]):
    """`gap_s` is the pause the reader wants between frames."""

    transport: Transport
    url: str
    decoder: Callable[[], FrameDecoder[A]]
    timeout_s: float
    gap_s: float = 0.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _quiet_since: float = field(init=False)

    def __post_init__(self) -> None:
        self._quiet_since = self.clock() - self.gap_s

    def ask(self, request: bytes, fits: Callable[[A], bool]) -> A:
        """Send, wait for the answer that fits; others are stale and dropped. Raises FrameError for
        damaged bytes only, Silence, or ReaderFault of a lost line."""
        wait_s = self._quiet_since + self.gap_s - self.clock()
        if wait_s > 0:
            self.sleep(wait_s)
        self.transport.discard()
        self.transport.write(request)
        try:
            return self._receive(fits)
        finally:
            self._quiet_since = self.clock()

    def repeat(self, action: Callable[[], T], between: Callable[[], object]) -> T:
        """Once more after a damaged answer or silence. `between` asks something whose answer is of
        another kind: a late answer to the first try is then behind us and cannot be taken for the
        next."""
        damaged = silent = 0
        while True:
            try:
                if damaged or silent:
                    between()
                return action()
            except FrameError as error:
                damaged += 1
                if damaged == DAMAGED_TRIES:
                    raise
                _log.info("%s: asked again: %s", self.url, error)
            except Silence as error:
                silent += 1
                if silent == SILENT_TRIES:
                    raise
                _log.info("%s: asked again: %s", self.url, error)

    def _receive(self, fits: Callable[[A], bool]) -> A:
        decoder = self.decoder()
        deadline = self.clock() + self.timeout_s
        while True:
            data = self.transport.read()
            for answer in decoder.feed(data) if data else decoder.resync():
                if fits(answer):
                    return answer
                _log.info("%s: stale answer dropped", self.url)
            if not data and decoder.damaged:
                raise FrameError("only damaged bytes came back")
            if self.clock() >= deadline:
                raise Silence(f"no answer within {self.timeout_s:g} s")
