"""Why a gate rings: is the thing lent, as far as the record goes?"""

from __future__ import annotations

from sqlalchemy.orm import Session

from catalogue.db.holdings import Item
from catalogue.db.present import ItemRow
from catalogue.domain.states import Status
from catalogue.wire.v1 import ItemStanding


def standing_of(session: Session, item: str) -> ItemStanding:
    """The open loan of an item, if there is one."""
    if session.get(Item, item) is None:
        return ItemStanding(item=item, known=False)
    state = session.get(ItemRow, item)
    lent = state is not None and state.status == Status.ON_LOAN
    return ItemStanding(item=item, known=True, loan=state.loan if state and lent else None)
