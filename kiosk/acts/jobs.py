"""A queue of jobs as a worker: one job a step, on whatever thread calls `step`."""

from __future__ import annotations

import heapq
import itertools
import logging
import math
import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

_log = logging.getLogger(__name__)

Job = Callable[[], None]


class Steps(Protocol):
    """A worker: it starts no thread and never sleeps by itself."""

    def step(self, now_s: float) -> float:
        """Do what is due; returns when to be called again (monotonic seconds)."""
        ...

    def wait(self, timeout_s: float) -> None:
        """Block until there is something new, or the time is over."""
        ...

    def wake(self) -> None:
        """End a `wait` now."""
        ...


class JobQueue:
    """`submit`, `submit_at` and `wake` from any thread; `step` and `wait` from one. A job that
    fails is logged and told to `on_fault`; the next one runs."""

    def __init__(self, name: str, on_fault: Callable[[str], None]) -> None:
        self.name = name
        self._on_fault = on_fault
        self._jobs: deque[Job] = deque()
        self._later: list[tuple[float, int, Job]] = []
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._woken = threading.Event()

    def submit(self, job: Job) -> None:
        """Behind those that wait."""
        self._jobs.append(job)
        self.wake()

    def submit_at(self, due_s: float, job: Job) -> None:
        """Not before that monotonic time."""
        with self._lock:
            heapq.heappush(self._later, (due_s, next(self._numbers), job))
        self.wake()

    def step(self, now_s: float) -> float:
        """Run one job. Never raises."""
        job = self._next(now_s)
        if job is None:
            with self._lock:
                return self._later[0][0] if self._later else math.inf
        try:
            job()
        except Exception as error:  # noqa: BLE001 - a worker outlives every fault
            _log.exception("worker %s: a job failed", self.name)
            self._on_fault(f"internal error ({type(error).__name__})")
        return now_s

    def _next(self, now_s: float) -> Job | None:
        with self._lock:
            if self._later and self._later[0][0] <= now_s:
                return heapq.heappop(self._later)[2]
        return self._jobs.popleft() if self._jobs else None

    def wait(self, timeout_s: float) -> None:
        """Until a job came in or the time is over."""
        self._woken.wait(max(0.0, min(timeout_s, threading.TIMEOUT_MAX)))
        self._woken.clear()

    def wake(self) -> None:
        """End a `wait` now."""
        self._woken.set()
