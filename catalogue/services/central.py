"""The central station's own operations: who needs a fact of the server's has it recorded here.

Stored with its sidecar, folded, shown and marked for the feed in the caller's transaction, with
what the server does in consequence. The ledger's cache learns of it when that commits.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import event
from sqlalchemy.orm import Session

from catalogue.domain.ids import IdMaker, fresh_id
from catalogue.domain.operations import CENTRAL, Operation
from catalogue.services.drafts import Draft, NonceMaker, fresh_nonce, store_drafts
from catalogue.services.effects import follow_up
from catalogue.services.ledger import Ledger, LedgerCache
from catalogue.services.recording import record_new
from catalogue.services.town import Clock

__all__ = ["CentralRecord", "Draft"]


class CentralRecord:
    """Writes down what the server itself says. Any thread."""

    def __init__(
        self,
        cache: LedgerCache,
        clock: Clock,
        new_id: IdMaker = fresh_id,
        new_nonce: NonceMaker = fresh_nonce,
    ) -> None:
        self._cache = cache
        self._clock = clock
        self._new_id = new_id
        self._new_nonce = new_nonce

    def record(self, session: Session, drafts: Iterable[Draft]) -> list[Operation]:
        """Record these within the transaction of `session`, which may write. Returns the
        operations that are new: one whose key was written before acts no second time."""
        now_ms = self._clock()
        ledger = self.ledger(session)
        made = store_drafts(session, drafts, now_ms, self._new_id, self._new_nonce)
        if made:
            touched = record_new(session, ledger, CENTRAL, made, now_ms)
            follow_up(session, ledger, touched, now_ms)
            event.listen(session, "after_commit", lambda _session: ledger.keep(), once=True)
        return made

    def ledger(self, session: Session) -> Ledger:
        """The records as this transaction sees them, the central ones at hand."""
        ledger = Ledger(session, self._cache)
        ledger.need([CENTRAL])
        return ledger
