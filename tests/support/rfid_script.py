"""A line on which a script answers, a few bytes at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from support.rfid_rig import VirtualClock

R = TypeVar("R")


class ScriptedLine(Generic[R]):
    """A transport. `parse` makes a request of what is written; `known` answers those that every
    dialogue has by itself, or None; `script` gives the raw answer to each other one, in turn.
    `asked` are all of them, and "closed"."""

    def __init__(
        self,
        clock: VirtualClock,
        parse: Callable[[bytes], R],
        known: Callable[[R], bytes | None],
        script: list[Callable[[R], bytes]],
    ) -> None:
        self.asked: list[R | str] = []
        self._clock = clock
        self._parse = parse
        self._known = known
        self._script = script
        self._arrived = b""

    def write(self, data: bytes) -> None:
        request = self._parse(data)
        self.asked.append(request)
        known = self._known(request)
        self._arrived += self._script.pop(0)(request) if known is None else known

    def read(self) -> bytes:
        data, self._arrived = self._arrived[:8], self._arrived[8:]
        if not data:
            self._clock.pass_by(0.05)
        return data

    def discard(self) -> None:
        self._arrived = b""

    def close(self) -> None:
        self.asked.append("closed")
