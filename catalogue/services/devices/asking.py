"""Asked by a station before a kit is counted and its charter read: may she borrow it at all?

Decides nothing for good: the loan itself is asked for as every other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from catalogue.db.devices import Charter
from catalogue.db.people import Patron
from catalogue.domain.ages import age_on
from catalogue.domain.denial import DenialReason
from catalogue.services.circulation import decide_item
from catalogue.services.copies import Copies
from catalogue.services.devices import charters
from catalogue.services.devices.reading import read_device
from catalogue.services.enrolment import Caller
from catalogue.services.town import today

GUARDIAN: Final = "guardian"
"""Why not here: somebody signs for a minor, at the desk."""


@dataclass(frozen=True, slots=True)
class KitSaid:
    """As `catalogue.wire.devices.KitAnswer`."""

    denied: str | None = None
    charter: Charter | None = None
    signed: int | None = None


def may_she(
    session: Session, caller: Caller, item: str, patron: str, language: str, now_ms: int
) -> KitSaid:
    """What the loan would be refused for now; a charter that is not signed yet is no refusal."""
    denied = decide_item(session, Copies(session), item, caller.branch, patron, now_ms)
    facts = read_device(session, item)
    name = facts.model.charter if facts is not None else None
    if name is None or denied not in (None, DenialReason.CHARTER):
        return KitSaid(denied)
    if denied is None:
        return KitSaid(signed=charters.current_version(session, name))
    age = age_on(session.get_one(Patron, patron).birth_date, today(session, now_ms))
    if age is not None and age < charters.ADULT_YEARS:
        return KitSaid(GUARDIAN)
    text = charters.current_text(session, name, language)
    return KitSaid(denied) if text is None else KitSaid(charter=text)
