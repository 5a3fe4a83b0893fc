"""What a server answers who searches: from its index, brought up to date before."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

from catalogue.db.database import Database
from catalogue.errors import CatalogueError
from catalogue.search.embedded import SearchIndex
from catalogue.search.model import Found, Query, Suggested
from catalogue.services.feed import Feed
from catalogue.services.finding.following import Following

T = TypeVar("T")
LOG = logging.getLogger("beaupre.server")
LOOK_EVERY_S: Final = 1.0
"""A question looks for changes when nobody did for so long."""


class SearchUnavailable(CatalogueError):
    """The index cannot be read or written: its disk is full or it is damaged."""


class Finding:
    """Any thread. The index is opened when it is first needed: a server without one still lends."""

    def __init__(
        self,
        database: Database,
        feed: Feed,
        open_index: Callable[[], SearchIndex],
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._feed = feed
        self._open_index = open_index
        self._now_s = now_s
        self._opening = threading.Lock()
        self._opened: tuple[SearchIndex, Following] | None = None
        self._looked_s = float("-inf")

    def search(self, query: Query) -> Found:
        """The answer. Raises SearchUnavailable."""
        self._look()
        return self._do(lambda index, _: index.search(query))

    def suggest(self, typed: str, limit: int) -> tuple[Suggested, ...]:
        """Titles somebody may be typing. Raises SearchUnavailable."""
        return self._do(lambda index, _: index.suggest(typed, limit))

    def step(self) -> bool:
        """Take in some of what changed; is there more to do? Raises SearchUnavailable."""
        self._looked_s = self._now_s()
        return self._do(lambda _, following: following.step())

    def catch_up(self) -> None:
        """Take in all that changed. Raises SearchUnavailable."""
        while self.step():
            pass

    def close(self) -> None:
        """Close the index."""
        with self._opening:
            opened, self._opened = self._opened, None
        if opened is not None:
            opened[0].close()

    def _look(self) -> None:
        if self._now_s() - self._looked_s >= LOOK_EVERY_S:
            self.step()

    def _do(self, work: Callable[[SearchIndex, Following], T]) -> T:
        try:
            return work(*self._open())
        except (OSError, sqlite3.Error) as error:
            LOG.error("search: %s", error)
            raise SearchUnavailable(f"the index of titles: {error}") from error

    def _open(self) -> tuple[SearchIndex, Following]:
        with self._opening:
            if self._opened is None:
                index = self._open_index()
                self._opened = (index, Following(self._database, self._feed, index))
            return self._opened
