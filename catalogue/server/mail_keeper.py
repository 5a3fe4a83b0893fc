"""The thread of a server that sends what waits in the outbox."""

from __future__ import annotations

from typing import Self

from catalogue.server.keeper import Keeper
from catalogue.services.mails.outbox import Outbox

LOOK_EVERY_S = 10.0


class MailKeeper(Keeper):
    """One mail after the other while any is due."""

    def __init__(self, outbox: Outbox, every_s: float = LOOK_EVERY_S) -> None:
        super().__init__("mails", grace_s=5.0)
        self._outbox = outbox
        self._every_s = every_s

    def __enter__(self) -> Self:
        return super().__enter__() if self._outbox.is_open else self

    def step(self) -> float:
        """Try one."""
        return 0.0 if self._outbox.step() else self._every_s
