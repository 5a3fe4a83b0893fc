"""What the server does in consequence of new records, in the same transaction: a returned item is
set aside for who waits or sent on, debts are assessed or lowered, patrons are told.

Each is an operation of the central station whose id follows from its cause: two servers that see
the same write it once. Called by `station_sync` and `central` after folding. A town may do without
(setting `automatic` = `no`): then only staff set aside, send on and charge.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from catalogue.domain.operations import CENTRAL
from catalogue.services.devices.settling import device_drafts
from catalogue.services.drafts import store_drafts
from catalogue.services.effects.fees import fee_drafts
from catalogue.services.effects.notices import notice_drafts
from catalogue.services.effects.reading import read_shelf
from catalogue.services.effects.returned import placing_drafts
from catalogue.services.ledger import Ledger
from catalogue.services.recording import Touched, record_new
from catalogue.services.town import setting

AUTOMATIC = "automatic"
ROUNDS = 5
"""A return leads to a trap, that to a notice; what has a key leads to nothing twice."""


def follow_up(session: Session, ledger: Ledger, touched: Touched, now_ms: int) -> None:
    """Do what follows from what was touched, and from that in turn."""
    if not touched.items and not touched.titles:
        return
    touched = _settle_devices(session, ledger, touched, now_ms)
    for _ in range(ROUNDS):
        timeline = ledger.timeline()
        shelf = read_shelf(session, touched)
        drafts = [
            *placing_drafts(session, shelf, touched, timeline, now_ms),
            *fee_drafts(session, shelf, touched, timeline),
            *notice_drafts(session, shelf, touched),
        ]
        if not drafts or setting(session, AUTOMATIC, "yes") != "yes":
            return
        made = store_drafts(session, drafts, now_ms)
        if not made:
            return
        touched = record_new(session, ledger, CENTRAL, made, now_ms, touched.copies)


def _settle_devices(session: Session, ledger: Ledger, touched: Touched, now_ms: int) -> Touched:
    """Before all else: a device nobody prepared is set aside for nobody."""
    drafts = list(device_drafts(session, touched))
    made = store_drafts(session, drafts, now_ms) if drafts else []
    if not made:
        return touched
    more = record_new(session, ledger, CENTRAL, made, now_ms, touched.copies)
    return Touched(
        touched.new | more.new,
        more.copies,
        {**touched.items, **more.items},
        touched.titles | more.titles,
    )
