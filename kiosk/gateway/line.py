"""Does the central server answer, as far as this station knows? Shared by all who talk to it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk.session.events import NetworkChanged
from kiosk.store.clock import Clock

Listener = Callable[[NetworkChanged], None]


class Line:
    """Up until the first failure. Listeners are called on the thread that noticed the change."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._down_since_ms: int | None = None
        self._listeners: list[Listener] = []

    @property
    def up(self) -> bool:
        """Is it worth asking?"""
        with self._lock:
            return self._down_since_ms is None

    def subscribe(self, listener: Listener) -> None:
        """Be told of each change."""
        self._listeners.append(listener)

    def mark(self, *, up: bool) -> None:
        """The server answered, or did not."""
        with self._lock:
            if up == (self._down_since_ms is None):
                return
            self._down_since_ms = None if up else self._clock.wall_ms()
            change = NetworkChanged(up, self._down_since_ms)
        for listener in self._listeners:
            listener(change)
