"""What happens when the journal cannot take a record: the device is unwell, the kiosk will rest."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from kiosk.devices.health import Health
from kiosk.store.errors import StorageError

_log = logging.getLogger(__name__)
T = TypeVar("T")

DEVICE = "storage"


class StorageWatch:
    """Runs what writes, and tells health when it did not work."""

    def __init__(self, health: Health) -> None:
        self._health = health

    def attempt(self, work: Callable[[], T]) -> T | None:
        """The result, or None when nothing was stored."""
        try:
            return work()
        except StorageError as error:
            _log.error("storage: %s", error)
            self._health.problem(DEVICE, f"{error.code}: {error}")
            return None
