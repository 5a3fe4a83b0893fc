"""What protects the town's tags, as the server told it: in memory, and gone with the process.

It is in no file, no log and no repr. A station the server does not know any more forgets it.
"""

from __future__ import annotations

import logging
import math
import threading

from catalogue.client import Refused
from kiosk.gateway.line import Line
from kiosk.sync.worker import SyncClient

_log = logging.getLogger(__name__)


class TagSecrets:
    """Any thread."""

    def __init__(self) -> None:
        self._password: int | None = None
        self._lock = threading.Lock()

    def password(self) -> int | None:
        """The EAS/AFI password, 32 bits."""
        with self._lock:
            return self._password

    def learn(self, text: str | None) -> None:
        """As the server says: 8 hexadecimal digits, or that there is none."""
        with self._lock:
            self._password = None if text is None else int(text, 16)

    def forget(self) -> None:
        """The server does not know this station any more."""
        self.learn(None)


class SecretsFetcher:
    """Asks for them at the start, and when the keys may be others. After everything else: without
    them a station lends all but protected things."""

    def __init__(self, client: SyncClient, secrets: TagSecrets, line: Line) -> None:
        self._client = client
        self._secrets = secrets
        self._line = line
        self._due = threading.Event()
        self._due.set()

    def again(self) -> None:
        """The server may have others."""
        self._due.set()

    def step(self, now_s: float) -> float:
        """Fetch once if it is due. A server that has no such thing leaves this station without."""
        if self._line.up and self._due.is_set():
            try:
                text = self._client.secrets().tag_password
            except Refused as error:
                _log.warning("the server has no tag password for this station: %s", error.code)
                text = None
            self._secrets.learn(text)
            self._due.clear()
        return math.inf
