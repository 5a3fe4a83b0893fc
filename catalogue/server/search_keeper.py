"""The thread of a server that keeps its index of titles as far as the change feed goes."""

from __future__ import annotations

from catalogue.server.keeper import Keeper
from catalogue.services.finding.finding import Finding

LOOK_EVERY_S = 15.0


class SearchKeeper(Keeper):
    """One short step after the other while there is more to do, then a look every few seconds."""

    def __init__(self, finding: Finding, every_s: float = LOOK_EVERY_S) -> None:
        super().__init__("search")
        self._finding = finding
        self._every_s = every_s

    def step(self) -> float:
        """Take in some of what has changed."""
        return 0.0 if self._finding.step() else self._every_s
