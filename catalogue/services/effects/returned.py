"""An item came to rest: it is set aside for who waits, or sent on its way.

Only for what this batch brought: an item that has stood on the open shelf since is not set aside by
an old record. Holds placed after the return do not count either: they look for the copy there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy.orm import Session

from catalogue.db.holdings import Item
from catalogue.db.people import Patron
from catalogue.db.present import HoldRow, ItemRow
from catalogue.domain.operations import Kind, Operation
from catalogue.domain.placing import Goes, place_returned
from catalogue.domain.policy import due_ms
from catalogue.domain.states import Status
from catalogue.domain.timeline import ItemFold, Timeline
from catalogue.services.drafts import Draft
from catalogue.services.effects.reading import Shelf
from catalogue.services.recording import Touched
from catalogue.services.rules import policy_for
from catalogue.services.town import closed_days, time_zone

RESTING = (
    Kind.CHECK_IN,
    Kind.TRANSIT_RECEIVE,
    Kind.ITEM_FOUND,
    Kind.DEVICE_STATE,
    Kind.PART_FOUND,
    Kind.TRAP_END,
)
"""What brings an item to where it may be lent again."""
DEFAULT_PICKUP_DAYS = 7
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def placing_drafts(
    session: Session, shelf: Shelf, touched: Touched, timeline: Timeline, now_ms: int
) -> Iterable[Draft]:
    """A trap or a transit for each item that came to rest just now and does not stay there."""
    given: set[str] = set()
    for item_id, fold in sorted(touched.items.items()):
        cause = _cause(fold, touched, timeline)
        if cause is None or item_id not in shelf.items:
            continue
        item, row = shelf.items[item_id]
        moment = timeline.times[cause.id].est
        queue = [
            hold
            for hold in shelf.waiting(item.title)
            if hold.id not in given and hold.placed_ms <= moment
        ]
        here = row.branch or item.home
        to = place_returned(
            here, item.home, [hold.pickup for hold in queue], fit=not item.not_for_loan
        )
        if to.goes is Goes.HOLD:
            given.add(queue[0].id)
            yield _trap(session, item, row, queue[0], cause, now_ms)
        elif to.goes is Goes.TRANSIT and to.branch is not None:
            hold = queue[0] if queue and not item.not_for_loan else None
            if hold is not None:
                given.add(hold.id)
            yield _transit(item, here, to.branch, hold, cause)


def _cause(fold: ItemFold, touched: Touched, timeline: Timeline) -> Operation | None:
    """The record of this batch that brought the item to rest, if it is free to be lent there."""
    if fold.state.status != Status.AVAILABLE or not fold.order:
        return None
    last = timeline.ops[fold.order[-1]]
    return last if last.id in touched.new and last.kind in RESTING else None


def _trap(
    session: Session, item: Item, row: ItemRow, hold: HoldRow, cause: Operation, now_ms: int
) -> Draft:
    branch = row.branch or item.home
    key = ("hold_trap", hold.id, item.id, cause.id)
    return Draft(
        kind=Kind.HOLD_TRAP,
        item=item.id,
        branch=branch,
        payload={
            "until_ms": _until_ms(session, hold, item.kind, branch, now_ms),
            "label": shelf_label(hold.id),
        },
        refs={"about": hold.id, "cause": cause.id},
        presence=cause.presence,
        patron=hold.patron_id,
        key=key,
    )


def _until_ms(session: Session, hold: HoldRow, kind: str, branch: str, now_ms: int) -> int:
    """The end of the last day it waits for her: an open one."""
    patron = session.get(Patron, hold.patron_id)
    category = "" if patron is None or patron.category is None else patron.category
    rule = policy_for(session, category, kind, branch)
    days = DEFAULT_PICKUP_DAYS if rule is None else rule.pickup_days
    return due_ms(now_ms, days, time_zone(session).key, closed_days(session, branch))


def shelf_label(hold: str) -> str:
    """Four signs that mark a copy on the hold shelf: from the hold, so that they tell nothing of
    whom it is for; none that is mistaken for another."""
    digest = hashlib.sha256(hold.encode()).digest()
    return "".join(_SIGNS[byte % len(_SIGNS)] for byte in digest[:4])


def _transit(item: Item, here: str, to: str, hold: HoldRow | None, cause: Operation) -> Draft:
    refs = {"cause": cause.id} if hold is None else {"cause": cause.id, "about": hold.id}
    return Draft(
        kind=Kind.TRANSIT_SEND,
        item=item.id,
        branch=here,
        payload={"to": to},
        refs=refs,
        presence=cause.presence,
        key=("transit_send", item.id, cause.id),
    )
