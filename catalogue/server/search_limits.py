"""How many search at a time, and how often from one address: so that loans go on whoever searches.

In this process's memory: it protects the server's time, no secret, and a restart may forget it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

AT_A_TIME: Final = 2
WAIT_S: Final = 2.0
ADDRESSES: Final = 10_000
"""Remembered at most; with more, all begin anew."""


class Busy(Exception):
    """No room now; `retry_after_s`: when there may be."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class Searchers:
    """Those who search now. Any thread."""

    def __init__(self, a_minute: int, now_s: Callable[[], float] = time.monotonic) -> None:
        """`a_minute`: searches from one address."""
        self._cost_s = 60.0 / a_minute
        self._now_s = now_s
        self._lock = threading.Lock()
        self._at_work = threading.BoundedSemaphore(AT_A_TIME)
        self._free_s: dict[str, float] = {}

    @contextmanager
    def room(self, address: str) -> Iterator[None]:
        """A place for one search. Raises Busy."""
        self._count(address)
        if not self._at_work.acquire(timeout=WAIT_S):
            raise Busy(1)
        try:
            yield
        finally:
            self._at_work.release()

    def _count(self, address: str) -> None:
        now_s = self._now_s()
        with self._lock:
            if len(self._free_s) > ADDRESSES:
                self._free_s.clear()
            free_s = max(now_s, self._free_s.get(address, now_s)) + self._cost_s
            if free_s > now_s + 60.0:
                raise Busy(1 + int(self._cost_s))
            self._free_s[address] = free_s
