"""The covers of a server: those it has, and those it is asked for and fetches beside its work.

Nobody waits for another's server: a cover that is not here yet is wanted, and drawn meanwhile.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict

from catalogue.covers.cache import CoverCache
from catalogue.covers.fetching import CoverFetcher

LOG = logging.getLogger("beaupre.server")
_MOST_WAITING = 2000
"""More are forgotten until they are asked for again."""


class Covers:
    """What there is of pictures. Any thread may ask."""

    def __init__(self, cache: CoverCache, fetcher: CoverFetcher | None) -> None:
        """`fetcher`: None where nothing is fetched."""
        self._cache = cache
        self._fetcher = fetcher
        self._waiting: OrderedDict[str, None] = OrderedDict()
        self._changed = threading.Condition()

    def picture(self, address: str, width: int) -> tuple[str, bytes] | None:
        """A name that changes with it and the JPEG file, or None; wanted then, if it is time."""
        known = self._cache.known(address)
        if self._fetcher is not None and self._fetcher.is_due(known):
            self._want(address)
        return self._cache.picture(known, width) if known is not None and known.picture else None

    def is_wanted(self, address: str) -> bool:
        """Will there perhaps be one soon?"""
        with self._changed:
            return address in self._waiting

    def _want(self, address: str) -> None:
        with self._changed:
            if address not in self._waiting and len(self._waiting) < _MOST_WAITING:
                self._waiting[address] = None
                self._changed.notify()

    def step(self, wait_s: float) -> bool:
        """Fetches the next that is wanted; False if there was none within the time."""
        with self._changed:
            if not self._waiting:
                self._changed.wait(wait_s)
            address = next(iter(self._waiting), None)
        if address is None or self._fetcher is None:
            return False
        try:
            known = self._fetcher.fetch(address)
            if known.reason:
                LOG.info("a cover was not taken: %s", known.reason)
        finally:
            with self._changed:
                self._waiting.pop(address, None)
        return True

    def wake(self) -> None:
        """Whoever waits in `step` looks again."""
        with self._changed:
            self._changed.notify_all()
