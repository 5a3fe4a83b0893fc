"""The thread of a server that does the day's work at its hour. It has transactions of its own;
what stations ask is answered meanwhile."""

from __future__ import annotations

import logging
import threading

from catalogue.errors import CatalogueError
from catalogue.server.logs import FACTS
from catalogue.services.daily_round import DailyRound

LOG = logging.getLogger("beaupre.server")
LOOK_EVERY_S = 60.0
GRACE_S = 10.0


class Timekeeper:
    """Looks once a minute whether the day's work is due. A context manager."""

    def __init__(self, daily: DailyRound, every_s: float = LOOK_EVERY_S) -> None:
        self._daily = daily
        self._every_s = every_s
        self._stop = threading.Event()
        # A daemon: a long day does not hold up the end of the server; the next start makes up.
        self._thread = threading.Thread(target=self._run, name="daily", daemon=True)

    def __enter__(self) -> Timekeeper:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join(GRACE_S)

    def _run(self) -> None:
        while not self._stop.is_set():
            self.look()
            self._stop.wait(self._every_s)

    def look(self) -> None:
        """Do what is due and say so in one line; what failed is tried again at the next look."""
        try:
            done = self._daily.run_if_due()
        except CatalogueError as error:
            LOG.warning("the day's work waits: %s", error)
            return
        except Exception:
            LOG.exception("the day's work failed")
            return
        if done is not None:
            facts = {
                "daily": done.day.isoformat(),
                "expired": done.report.expired,
                "notices": done.report.notices,
                "sealed": done.report.sealed,
            }
            text = "daily %s: %d holds ran out, %d notices, %d items sealed"
            LOG.info(text, *facts.values(), extra={FACTS: facts})
            forgotten = {name: n for name, n in done.forgotten.counts.items() if n}
            if forgotten:
                said = ", ".join(f"{n} {what}" for what, n in forgotten.items())
                end = "" if done.forgotten.finished else "; the rest in the next night"
                LOG.info("forgotten: %s%s", said, end, extra={FACTS: {"forgotten": forgotten}})
