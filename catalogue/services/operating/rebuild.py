"""The present folded anew from the record, as if all of it had arrived at once.

`rebuild` is for a database nobody else uses: a copy that is verified, or one being filled. Nothing
that was published before counts there: what was promised is in the record (`due_kept`).
`show` also serves a database in use, after records were added to it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from catalogue.db.holdings import Item
from catalogue.db.money import FeeLine
from catalogue.db.present import (
    ConflictChange,
    ConflictRow,
    FeedPending,
    HoldRow,
    ItemRow,
    LoanRow,
    RepairRow,
)
from catalogue.db.record import OPERATIONS, StoredOperation
from catalogue.domain.dating import Dating, date_station
from catalogue.domain.operations import CENTRAL, Kind, Operation, from_json
from catalogue.domain.shape import Fold, fold_of, standing
from catalogue.services.feed import chunks
from catalogue.services.folding import Folding
from catalogue.services.ledger import Ledger, LedgerCache
from catalogue.services.patron_view import show_fees
from catalogue.services.present import Present
from catalogue.services.registry import update_register

PRESENT = (
    ConflictChange,
    ConflictRow,
    RepairRow,
    FeeLine,
    HoldRow,
    LoanRow,
    ItemRow,
    FeedPending,
)
"""What is emptied, in this order. Notices stay: whether they were delivered is in no record."""
_TAG_STATES = select(StoredOperation.id, StoredOperation.station).where(
    StoredOperation.kind == Kind.TAG_STATE
)
Tick = Callable[[int], None]
"""Told how many records more are done."""
_DATE = (
    update(OPERATIONS)
    .where(OPERATIONS.c.id == bindparam("op_id"))
    .values(
        lo=bindparam("new_lo"),
        est=bindparam("new_est"),
        hi=bindparam("new_hi"),
        parent=bindparam("new_parent"),
        applied_late=False,
        outcome_code=None,
        outcome_class=None,
        outcome_reason=None,
    )
)


def rebuild(session: Session, now_ms: int, tick: Tick = lambda _done: None) -> None:
    """Empty the present and fold everything. Raises ValueError for a record that is none: check
    the records first."""
    shown = list(session.scalars(select(ItemRow.item)))
    for table in PRESENT:
        session.execute(delete(table))
    session.expunge_all()
    stations = session.scalars(select(StoredOperation.station).distinct()).all()
    for station in sorted(stations):
        _date(session, station, now_ms)
    session.flush()
    session.expunge_all()
    ledger = Ledger(session, LedgerCache())
    ledger.need_all(stations)
    ops = dict(ledger.ops)
    show(session, ledger, ops, ops, now_ms, shown, tick)


def _date(session: Session, station: str, now_ms: int) -> None:
    """All records of a station, from nothing but the records."""
    bodies = session.scalars(select(StoredOperation.body).where(StoredOperation.station == station))
    dating = date_station([from_json(json.loads(body)) for body in bodies])
    session.execute(_DATE, _changes(dating))
    if station != CENTRAL:
        update_register(session, {}, dating.conflicts.values(), {}, now_ms)


def _changes(dating: Dating) -> list[dict[str, object]]:
    return [
        {
            "op_id": op_id,
            "new_lo": time.lo,
            "new_est": time.est,
            "new_hi": time.hi,
            "new_parent": dating.parents[op_id],
        }
        for op_id, time in sorted(dating.times.items())
    ]


def show(
    session: Session,
    ledger: Ledger,
    touched: Mapping[str, Operation],
    new: Collection[str],
    now_ms: int,
    items_too: Iterable[str] = (),
    tick: Tick = lambda _done: None,
) -> None:
    """Fold what these dated records are about, and `items_too`, into the present. `new`: ids of
    those that came just now."""
    present = Present(session, now_ms)
    loose = {
        op.id: standing(op)
        for op in touched.values()
        if fold_of(op) is Fold.STATION and op.id in new
    }
    present.note_outcomes(loose, frozenset())
    tick(len(loose))
    folding = Folding(session, ledger, present, now_ms)
    items, titles = set(items_too), set()
    for op in touched.values():
        fold = fold_of(op)
        if fold is Fold.ITEM and op.item is not None:
            items.add(op.item)
        elif fold is Fold.TITLE and op.title is not None:
            titles.add(op.title)
    counted = _counts(touched.values())
    for some in _by_title(session, items):
        folding.refold(some, (), new)
        tick(sum(counted.get(item, 0) for item in some))
    for some in chunks(sorted(titles)):
        folding.refold((), some, new)
        tick(sum(counted.get(title, 0) for title in some))
    present.finish()
    show_fees(session, [op for op in touched.values() if op.id in new])
    found = session.execute(_TAG_STATES).all()
    ledger.fetch((row.id, row.station) for row in found)
    ops = ledger.ops
    present.show_repairs([ops[row.id] for row in found], ledger.timeline())


def _counts(ops: Iterable[Operation]) -> dict[str, int]:
    """How many records each item or title has."""
    counted: dict[str, int] = {}
    for op in ops:
        fold = fold_of(op)
        subject = op.item if fold is Fold.ITEM else op.title if fold is Fold.TITLE else None
        if subject is not None:
            counted[subject] = counted.get(subject, 0) + 1
    return counted


def _by_title(session: Session, items: Collection[str]) -> Iterable[Sequence[str]]:
    """Pieces with the copies of a title next to each other: they are read together."""
    title_of: dict[str, str] = {}
    for some in chunks(sorted(items)):
        rows = session.execute(select(Item.id, Item.title).where(Item.id.in_(some)))
        title_of.update((row.id, row.title) for row in rows)
    return chunks(sorted(items, key=lambda item: (title_of.get(item, ""), item)))
