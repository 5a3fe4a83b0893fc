"""The thread of a server that keeps its index of titles as far as the change feed goes."""

from __future__ import annotations

import logging
import threading

from catalogue.errors import CatalogueError
from catalogue.services.finding.finding import Finding

LOG = logging.getLogger("beaupre.server")
LOOK_EVERY_S = 15.0
AFTER_FAULT_S = 60.0
GRACE_S = 10.0


class SearchKeeper:
    """One short step after the other while there is more to do, then a look every few seconds. A
    context manager."""

    def __init__(self, finding: Finding, every_s: float = LOOK_EVERY_S) -> None:
        self._finding = finding
        self._every_s = every_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="search", daemon=True)

    def __enter__(self) -> SearchKeeper:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join(GRACE_S)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._stop.wait(self.look())

    def look(self) -> float:
        """Do a step; returns seconds until the next."""
        try:
            return 0.0 if self._finding.step() else self._every_s
        except CatalogueError as error:
            LOG.warning("search waits: %s", error)
        except Exception:
            LOG.exception("search failed")
        return AFTER_FAULT_S
