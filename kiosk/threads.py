"""The station's threads: one per worker, started and stopped together."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.acts.jobs import Steps


def _nothing() -> None:
    """A worker that leaves nothing open."""


@dataclass(slots=True)
class Crew:
    """Threads are daemons: a worker caught in a call never keeps the program from ending."""

    clock_s: Callable[[], float] = time.monotonic
    stopping: threading.Event = field(default_factory=threading.Event)
    _members: list[tuple[threading.Thread, Callable[[], None]]] = field(default_factory=list)

    def hire(self, name: str, worker: Steps, end: Callable[[], None] = _nothing) -> None:
        """A thread that runs the worker's steps until the crew stops, then `end`."""
        self.hire_body(name, lambda: self._run(worker, end), worker.wake)

    def hire_body(self, name: str, body: Callable[[], None], wake: Callable[[], None]) -> None:
        """A thread with a body of its own; `body` ends soon after `stopping` is set and `wake`
        called."""
        thread = threading.Thread(target=body, name=name, daemon=True)
        self._members.append((thread, wake))
        thread.start()

    def _run(self, worker: Steps, end: Callable[[], None]) -> None:
        try:
            while not self.stopping.is_set():
                due_s = worker.step(self.clock_s())
                if not self.stopping.is_set():
                    worker.wait(due_s - self.clock_s())
        finally:
            end()

    def stop(self, within_s: float) -> bool:
        """Tell all, wait for all, for no longer than that; False when one is still at it."""
        self.stopping.set()
        end_s = time.monotonic() + within_s
        for _, wake in self._members:
            wake()
        for thread, _ in self._members:
            thread.join(max(0.0, end_s - time.monotonic()))
        return not any(thread.is_alive() for thread, _ in self._members)
