"""The thread of a server that fetches covers."""

from __future__ import annotations

from catalogue.covers.keeping import Covers
from catalogue.server.keeper import Keeper

WAIT_S = 60.0


class CoverKeeper(Keeper):
    """One cover after the other, as soon as it is wanted."""

    def __init__(self, covers: Covers) -> None:
        super().__init__("covers", grace_s=5.0)
        self._covers = covers

    def step(self) -> float:
        """Fetch the next that is wanted; waits for one."""
        self._covers.step(WAIT_S)
        return 0.0

    def wake(self) -> None:
        """Nothing is wanted any more."""
        self._covers.wake()
