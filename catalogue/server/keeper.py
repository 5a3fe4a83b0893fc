"""The threads of a server that work beside its requests."""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod
from typing import Self

from catalogue.errors import CatalogueError

LOG = logging.getLogger("beaupre.server")
AFTER_FAULT_S = 60.0


class Keeper(ABC):
    """Pass after pass until the server ends; what fails is logged and tried again later. A context
    manager."""

    def __init__(self, name: str, grace_s: float = 10.0) -> None:
        """`grace_s`: for so long the end of the server waits for a pass. It is cut off then, and
        made up for after the next start."""
        self._name = name
        self._grace_s = grace_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self.wake()
        if self._thread.is_alive():
            self._thread.join(self._grace_s)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._stop.wait(self.look())

    def look(self) -> float:
        """One pass, whatever comes of it; returns seconds until the next."""
        try:
            return self.step()
        except CatalogueError as error:
            LOG.warning("%s: tried again later: %s", self._name, error)
        except Exception:
            LOG.exception("%s: failed, tried again later", self._name)
        return AFTER_FAULT_S

    @abstractmethod
    def step(self) -> float:
        """One pass; returns seconds until the next."""

    def wake(self) -> None:  # noqa: B027 - no pass needs it that waits for nothing
        """End what a pass waits for."""
