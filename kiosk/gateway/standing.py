"""Does the central server still know this station? Shared by all who talk to it.

From the server's no (its token was revoked, or is nobody's) to its next yes a station lends
nothing, and keeps no key that would tell whose card a record is about. The queue stays: its
sidecars are sealed to the server, and are delivered once the station is known again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final

from kiosk.config.errors import ConfigError
from kiosk.store.keyring import Keyring

_log = logging.getLogger(__name__)

NOT_ENROLLED: Final = "not_enrolled"


class Standing:
    """`on_change` is called once for each change, on the thread that noticed it: True for good."""

    def __init__(self, keyring: Keyring, on_change: Callable[[bool], None]) -> None:
        self._keyring = keyring
        self._on_change = on_change
        self._lock = threading.Lock()
        self._good = True

    @property
    def good(self) -> bool:
        """As far as the server's last answer tells."""
        with self._lock:
            return self._good

    def lost(self) -> None:
        """The server refused this station's token."""
        with self._lock:
            if not self._good:
                return
            self._good = False
        _log.error("the central server does not know this station any more: it serves nobody")
        try:
            self._keyring.forget_key()
        except ConfigError as error:
            _log.error("the station's key is still on disk: %s", error)
        self._on_change(False)

    def regained(self) -> None:
        """The server told this station who it is."""
        with self._lock:
            if self._good:
                return
            self._good = True
        _log.warning("the central server knows this station again")
        self._on_change(True)
