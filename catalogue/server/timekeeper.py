"""The thread of a server that does the day's work at its hour. It has transactions of its own;
what stations ask is answered meanwhile."""

from __future__ import annotations

from catalogue.server.keeper import LOG, Keeper
from catalogue.server.logs import FACTS
from catalogue.services.daily_round import DailyRound, DayDone

LOOK_EVERY_S = 60.0


class Timekeeper(Keeper):
    """Looks once a minute whether the day's work is due."""

    def __init__(self, daily: DailyRound, every_s: float = LOOK_EVERY_S) -> None:
        super().__init__("daily")
        self._daily = daily
        self._every_s = every_s

    def step(self) -> float:
        """Do what is due and say so in one line."""
        done = self._daily.run_if_due()
        if done is not None:
            _tell(done)
        return self._every_s


def _tell(done: DayDone) -> None:
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
