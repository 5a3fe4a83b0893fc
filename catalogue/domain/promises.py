"""Due dates that were shown are kept. Pure.

What a patron was shown is itself a fact. Would a later fold give the same holder an earlier date,
the publisher writes a `due_kept`: the promise joins the set and the fold stays a function of it.
Only the patron's own undo, or a decision of staff, shortens a loan.
"""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.domain.ids import derived_id
from catalogue.domain.items import ItemFold
from catalogue.domain.operations import CENTRAL, Basis, Kind, Operation, Presence, seal
from catalogue.domain.states import Status


@dataclass(frozen=True, slots=True)
class Shown:
    """What was published of an item on loan; `source`: the record that promised the date."""

    patron: str
    loan: str
    due_ms: int
    source: str | None


def shown_by(fold: ItemFold) -> Shown | None:
    """What this fold publishes; None if the item is not on loan."""
    state = fold.state
    if state.status != Status.ON_LOAN or state.patron is None or state.loan is None:
        return None
    return Shown(state.patron, state.loan, state.due_ms or 0, fold.due_source)


def promise_to_keep(
    item: str, before: Shown | None, fold: ItemFold, *, wall_ms: int
) -> Operation | None:
    """The sealed `due_kept` of the central station that this fold calls for, or None.

    Its id follows from (item, loan, due): two servers write the same record once. `wall_ms` is
    when the loan's record happened or any other time both servers agree on: it is hashed, and
    has no other meaning. The fold is to be made again with the record among the facts.
    """
    now = shown_by(fold)
    if before is None or now is None or before.patron != now.patron:
        return None
    source = fold.outcomes.get(before.source or "")
    taken_back = source is not None and source.note in ("undone", "voided")
    if before.due_ms <= now.due_ms or taken_back:
        return None
    payload: dict[str, str | int] = {"due_ms": before.due_ms}
    if before.source is not None:
        payload["promise"] = before.source
    return seal(
        Operation(
            id=derived_id(Kind.DUE_KEPT, item, now.loan, before.due_ms),
            kind=Kind.DUE_KEPT,
            station=CENTRAL,
            wall_ms=wall_ms,
            basis=Basis.NONE,
            presence=Presence.NONE,
            item=item,
            payload=payload,
            refs={"about": now.loan},
        )
    )
