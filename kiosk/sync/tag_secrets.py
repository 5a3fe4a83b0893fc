"""What protects the town's tags, as the server told it: in memory, and gone with the process.

It is in no file, no log and no repr. A station the server does not know any more forgets it.
"""

from __future__ import annotations

import logging
import threading
from typing import Protocol

from catalogue.errors import Refused
from catalogue.wire.v1 import StationSecrets

_log = logging.getLogger(__name__)


class SecretsClient(Protocol):
    """What this uses of CentralClient. Raises CentralError."""

    def secrets(self) -> StationSecrets: ...


class TagSecrets:
    """Filled on the `sync` thread, read on the reader's. `wanted`: does this site protect its
    tags? Else nothing is asked."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._password: int | None = None
        self._lock = threading.Lock()

    def password(self) -> int | None:
        """The EAS/AFI password, 32 bits."""
        with self._lock:
            return self._password

    def fetch(self, client: SecretsClient) -> None:
        """Ask the server. Raises CentralError when it does not answer; one that has no such thing
        leaves this station without."""
        if not self._wanted:
            return
        try:
            text = client.secrets().tag_password
        except Refused as error:
            _log.warning("the server has no tag password for this station: %s", error.code)
            text = None
        with self._lock:
            self._password = None if text is None else int(text, 16)

    def forget(self) -> None:
        """The server does not know this station any more."""
        with self._lock:
            self._password = None
