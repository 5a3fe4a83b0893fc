"""The thread of a server that sends what waits in the outbox."""

from __future__ import annotations

import logging
import threading

from catalogue.errors import CatalogueError
from catalogue.services.mails.outbox import Outbox

LOG = logging.getLogger("beaupre.server")
LOOK_EVERY_S = 10.0
AFTER_FAULT_S = 60.0
GRACE_S = 5.0


class MailKeeper:
    """One mail after the other while any is due. A context manager."""

    def __init__(self, outbox: Outbox, every_s: float = LOOK_EVERY_S) -> None:
        self._outbox = outbox
        self._every_s = every_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mails", daemon=True)

    def __enter__(self) -> MailKeeper:
        if self._outbox.is_open:
            self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(GRACE_S)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._stop.wait(self.look())

    def look(self) -> float:
        """Try one; returns seconds until the next."""
        try:
            return 0.0 if self._outbox.step() else self._every_s
        except CatalogueError as error:
            LOG.warning("mails wait: %s", error)
        except Exception:
            LOG.exception("mails wait")
        return AFTER_FAULT_S
