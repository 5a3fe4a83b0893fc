"""What staff do at their desk, each as an operation of the central station and a line in the audit
log. `holds`, `fees`, `items` and `conflicts` are the use cases; `Desk` is who acts, and in which
transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.people import Card, Patron
from catalogue.domain.denial import DenialReason
from catalogue.domain.operations import Operation
from catalogue.services import audit
from catalogue.services.central import CentralRecord, Draft


class DeskCode(StrEnum):
    """Why something was not done."""

    UNKNOWN = "unknown_name"
    OTHER_BRANCH = "other_branch"
    DENIED = "denied"
    TOO_LATE = "too_late"
    """It is no longer as it was when staff looked."""


class DeskRefused(Exception):
    """Nothing was recorded. `reason`: of DENIED, the rule that speaks against it."""

    def __init__(self, code: DeskCode, what: str, reason: DenialReason | None = None) -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Desk:
    """A member of staff at work. `actor` as in the audit log; `may_in` says whether objects of a
    branch are hers to touch."""

    session: Session
    central: CentralRecord
    now_ms: int
    actor: str
    may_in: Callable[[str | None], bool]

    def record(
        self,
        draft: Draft,
        action: str,
        subject: str,
        details: Mapping[str, str | int] | None = None,
    ) -> Operation:
        """Record an act and log who did it. What was written before under the same key is refused:
        somebody was faster."""
        made = self.central.record(self.session, [draft])
        if not made:
            raise DeskRefused(DeskCode.TOO_LATE, f"{subject}: done already")
        audit.write(self.session, self.now_ms, self.actor, action, subject, details)
        return made[0]

    def assert_branch(self, branch: str | None) -> None:
        """Raises DeskRefused for what belongs to a branch that is not hers."""
        if not self.may_in(branch):
            raise DeskRefused(DeskCode.OTHER_BRANCH, "this belongs to a branch that is not yours")

    def patron(self, patron: str | None, card: str | None) -> Patron:
        """The patron of an id or a card. Raises DeskRefused for an unknown one."""
        found = patron
        if found is None and card is not None:
            found = self.session.scalar(select(Card.patron).where(Card.number == card))
        row = None if found is None else self.session.get(Patron, found)
        if row is None:
            raise DeskRefused(DeskCode.UNKNOWN, "no such patron")
        return row


def unknown(what: str) -> DeskRefused:
    """There is no such thing."""
    return DeskRefused(DeskCode.UNKNOWN, f"no such {what}")
