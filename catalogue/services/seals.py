"""Seals: the records of an item that are long past, covered by its present state.

Written for items nobody has and no conflict is open about, and only when every enrolled station has
shown since the newest of their records that nothing is left in its outbox.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.people import Station
from catalogue.db.present import ConflictRow, HoldRow, ItemRow
from catalogue.db.record import StoredOperation
from catalogue.domain.ids import derived_id
from catalogue.domain.items import ItemFold
from catalogue.domain.operations import Kind
from catalogue.domain.ordering import Timeline
from catalogue.domain.seals import RESTING, ShelfEvent, ShelfKind, seal_payload
from catalogue.domain.shape import ITEM_KINDS
from catalogue.domain.timeline import HoldStatus
from catalogue.services.central import CentralRecord, Draft
from catalogue.services.feed import chunks
from catalogue.services.folding import Folding
from catalogue.services.locking import hold_subjects
from catalogue.services.present import Present
from catalogue.services.registry import OPEN

ITEM_FOLD_KINDS = (*ITEM_KINDS, Kind.UNDO, Kind.CONFLICT_RESOLVE)


def all_told_ms(session: Session) -> int:
    """Up to here every enrolled station has told all it recorded; 0 while one has yet to. A revoked
    one tells nothing any more."""
    told = session.execute(
        select(Station.emptied_ms, Station.enrolled_ms).where(Station.revoked_ms.is_(None))
    )
    moments = [row.emptied_ms or 0 for row in told]
    return min(moments) if moments else 0


def seal_items(
    session: Session, central: CentralRecord, before_ms: int, now_ms: int, limit: int = 500
) -> int:
    """Seal up to `limit` items whose last record is older than `before_ms` and certainly known to
    be the last. Returns how many."""
    horizon = min(before_ms, all_told_ms(session))
    sealed = 0
    for items in chunks(_candidates(session, horizon, limit)):
        hold_subjects(session, items, [])
        drafts = list(_drafts(session, central, items, horizon, now_ms))
        sealed += len(central.record(session, drafts))
    return sealed


def _candidates(session: Session, horizon: int, limit: int) -> list[str]:
    """Items at rest with records since their last seal, all of them long past."""
    contested = select(ConflictRow.subject).where(ConflictRow.state == OPEN)
    newer = select(StoredOperation.item).where(
        StoredOperation.item.is_not(None),
        StoredOperation.kind.in_(ITEM_FOLD_KINDS),
        (StoredOperation.hi >= horizon) | (StoredOperation.hi.is_(None)),
    )
    seen = select(StoredOperation.item).where(
        StoredOperation.kind.in_([kind for kind in ITEM_FOLD_KINDS if kind != Kind.SEAL])
    )
    return list(
        session.scalars(
            select(ItemRow.item)
            .where(
                ItemRow.status.in_(RESTING),
                ItemRow.item.in_(seen),
                ItemRow.item.not_in(contested),
                ItemRow.item.not_in(newer),
            )
            .order_by(ItemRow.item)
            .limit(limit)
        )
    )


def _drafts(
    session: Session, central: CentralRecord, items: Iterable[str], horizon: int, now_ms: int
) -> Iterable[Draft]:
    ledger = central.ledger(session)
    folding = Folding(session, ledger, Present(session, now_ms), now_ms)
    folds = folding.refold(list(items), (), ())
    timeline = ledger.timeline()
    for item, fold in sorted(folds.items()):
        covered = sorted(
            session.scalars(
                select(StoredOperation.id).where(
                    StoredOperation.item == item, StoredOperation.kind.in_(ITEM_FOLD_KINDS)
                )
            )
        )
        if fold.conflicts or not fold.outcomes or fold.state.status not in RESTING:
            continue
        if set(fold.outcomes) <= _seals(timeline, covered):
            continue  # Nothing has happened since the last seal.
        shelf = _still_needed(session, item, fold, timeline)
        yield Draft(
            kind=Kind.SEAL,
            item=item,
            payload=seal_payload(fold.state, covered, shelf),
            key=("seal", item, derived_id(*covered)),
        )


def _seals(timeline: Timeline, covered: Iterable[str]) -> set[str]:
    return {op_id for op_id in covered if timeline.ops[op_id].kind == Kind.SEAL}


def _still_needed(
    session: Session, item: str, fold: ItemFold, timeline: Timeline
) -> list[ShelfEvent]:
    """Of the shelf's events those a hold of the title came to its end by: without the patron, with
    the hold a loan fulfilled."""
    fulfilled = session.scalars(
        select(HoldRow)
        .where(HoldRow.item == item, HoldRow.status == HoldStatus.FULFILLED)
        .order_by(HoldRow.place)
    ).all()
    by_loan = {}
    for hold in fulfilled:
        loans = (
            event.op
            for event in fold.shelf
            if event.kind is ShelfKind.LOAN
            and hold.id in (event.hold, None if event.patron != hold.patron_id else hold.id)
            and timeline.times[event.op].est >= hold.placed_ms
        )
        loan = next(loans, None)
        if loan is not None:
            by_loan[loan] = hold.id
    kept = []
    for event in fold.shelf:
        hold_id = by_loan.get(event.op) if event.kind is ShelfKind.LOAN else event.hold
        if hold_id is not None:
            kept.append(ShelfEvent(event.op, event.kind, item, None, hold_id))
    return kept
