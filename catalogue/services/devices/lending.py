"""May this device be lent to this patron? Asked by `catalogue.services.circulation` of every loan
that nothing else speaks against."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from catalogue.db.people import Patron
from catalogue.domain.ages import age_on
from catalogue.domain.denial import DenialReason
from catalogue.domain.devices import may_borrow
from catalogue.services.devices.charters import has_signed
from catalogue.services.devices.reading import read_device


def denial(session: Session, item: str, patron: Patron, day: dt.date) -> DenialReason | None:
    """Why a device is not lent to this patron; None also for what is no device."""
    facts = read_device(session, item)
    if facts is None:
        return None
    charter = facts.model.charter
    signed = charter is None or has_signed(session, patron.id, charter)
    return may_borrow(facts.model, facts.lacking, age_on(patron.birth_date, day), signed=signed)
