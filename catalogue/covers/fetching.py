"""Fetches covers that feeds name, each once: with pauses for every host, never from the town's own
network, and only pictures."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from catalogue.covers.cache import CoverCache, Known
from catalogue.covers.picture import TYPES, BadPicture, scaled
from catalogue.feeds.errors import FeedError, FetchFailed
from catalogue.feeds.fetching import Fetched, Fetcher, FetchLimits

LIMITS: Final = FetchLimits(max_bytes=5 << 20, deadline_s=20.0)
_DAY_MS = 24 * 60 * 60 * 1000
KEPT_MS: Final = 180 * _DAY_MS
"""After so long the other side is asked whether the picture is still right."""
REFUSED_MS: Final = 7 * _DAY_MS
"""After so long a cover that could not be had is tried again."""
AWAY_MS: Final = 60 * 60 * 1000
"""After so long a server that did not answer."""
_PAUSE_S = 1.0
"""Between two requests to one host."""


class CoverFetcher:
    """Fetches one cover after the other into a cache."""

    def __init__(
        self,
        cache: CoverCache,
        clock_ms: Callable[[], int],
        limits: FetchLimits = LIMITS,
        *,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._cache = cache
        self._clock_ms = clock_ms
        self._limits = limits
        self._sleep = sleep
        self._monotonic = monotonic
        self._next_s: dict[str, float] = {}
        self._turn = threading.Lock()

    def is_due(self, known: Known | None) -> bool:
        """Is it time to ask for it?"""
        return known is None or known.again_ms <= self._clock_ms()

    def fetch(self, address: str) -> Known:
        """What is known of the cover at `address` now; fetched if it is time for it. Raises OSError
        where the cache cannot be written."""
        with self._turn:
            known = self._cache.known(address)
            if known is not None and not self.is_due(known):
                return known
            return self._fetched(address, known or Known())

    def _fetched(self, address: str, known: Known) -> Known:
        now_ms = self._clock_ms()
        try:
            answer = self._asked(address, known)
            if answer.unchanged:
                kept = replace(known, again_ms=now_ms + KEPT_MS)
                self._cache.note(address, kept)
                return kept
            pictures = scaled(_picture_in(answer))
        except (FeedError, BadPicture) as bad:
            # A picture that was there stays: it is the one readers know.
            away = isinstance(bad, FetchFailed) and (bad.status or 500) >= 500
            again_ms = now_ms + (AWAY_MS if away else REFUSED_MS)
            refused = replace(known, reason=str(bad)[:200], again_ms=again_ms)
            self._cache.note(address, refused)
            return refused
        told = Known(again_ms=now_ms + KEPT_MS, etag=answer.etag, modified=answer.modified)
        return self._cache.keep(address, pictures, told)

    def _asked(self, address: str, known: Known) -> Fetched:
        self._wait_for(urlsplit(address).hostname or "")
        etag, modified = (known.etag, known.modified) if known.picture else ("", "")
        with closing(Fetcher(address, self._limits, named=False, sleep=self._sleep)) as fetcher:
            return fetcher.get(address, accept=", ".join(TYPES), etag=etag, modified=modified)

    def _wait_for(self, host: str) -> None:
        """Until this host may be asked again."""
        now = self._monotonic()
        at = max(now, self._next_s.get(host, now))
        if len(self._next_s) > 1000:
            self._next_s.clear()
        self._next_s[host] = at + _PAUSE_S
        if at > now:
            self._sleep(at - now)


def _picture_in(answer: Fetched) -> bytes:
    told = answer.type.partition(";")[0].strip().lower()
    if told not in TYPES:
        raise BadPicture(f"it is {told or 'of no type'}, no picture")
    return answer.data
