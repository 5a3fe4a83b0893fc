"""New records enter the present: dated, folded, shown. Whoever stores records calls `record_new` in
the same transaction; what the server does about them is `catalogue.services.effects`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from catalogue.db.record import StoredOperation
from catalogue.domain.operations import CENTRAL, Kind, Operation
from catalogue.domain.shape import Fold, fold_of, standing
from catalogue.domain.timeline import ItemFold
from catalogue.services.copies import Copies
from catalogue.services.feed import chunks
from catalogue.services.folding import Folding
from catalogue.services.ledger import Ledger
from catalogue.services.locking import hold_subjects, hold_tags
from catalogue.services.patron_view import show_fees, show_notices
from catalogue.services.present import Present
from catalogue.services.registry import known_conflicts, update_register

_OF_TAGS = select(StoredOperation.id, StoredOperation.station).where(
    StoredOperation.uid.in_(bindparam("uids", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Touched:
    """What a batch moved: `new` the ids it brought, `items` folded anew, `titles` whose own records
    changed; `copies`: what was read of them, as it is now; `loans`: those that are new, or dated
    anew."""

    new: frozenset[str]
    copies: Copies
    items: dict[str, ItemFold] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)
    loans: set[str] = field(default_factory=set)


def record_new(
    session: Session,
    ledger: Ledger,
    station: str,
    new: Iterable[Operation],
    now_ms: int,
    copies: Copies | None = None,
) -> Touched:
    """Bring the present up to date with new records of one station, already stored. Returns what
    was folded anew. `copies`: what this transaction has read of held items."""
    by_id = {op.id: op for op in new}
    present = Present(session, now_ms, copies)
    moved, chain = ledger.add(station, by_id.values())
    if station != CENTRAL:
        known = known_conflicts(session, [station])[station]
        update_register(session, known, chain.values(), {}, now_ms)
    ops = ledger.ops_of(station)
    items: set[str] = set()
    titles: set[str] = set()
    uids: set[str] = set()
    loose = {}
    for op_id in moved | set(by_id):
        op = ops[op_id]
        fold = fold_of(op)
        if fold is Fold.ITEM and op.item is not None:
            items.add(op.item)
        elif fold is Fold.TITLE and op.title is not None:
            titles.add(op.title)
        elif op_id in by_id:
            loose[op_id] = standing(op)
        uid = op.payload.get("uid")
        if op.kind == Kind.TAG_STATE and isinstance(uid, str) and uid:
            uids.add(uid)
    present.note_outcomes(loose, frozenset())
    hold_subjects(session, items, titles)
    folding = Folding(session, ledger, present, now_ms)
    loans = {op_id for op_id in moved | set(by_id) if ops[op_id].kind == Kind.CHECK_OUT}
    touched = Touched(frozenset(by_id), present.copies, titles=titles, loans=loans)
    for chunk in chunks(sorted(items)):
        touched.items.update(folding.refold(chunk, (), by_id))
    for chunk in chunks(sorted(titles)):
        folding.refold((), chunk, by_id)
    present.finish()
    show_fees(session, [ops[op_id] for op_id in by_id])
    show_notices(session, [ops[op_id] for op_id in by_id])
    if uids:
        _show_repairs(session, ledger, present, uids)
    return touched


def _show_repairs(session: Session, ledger: Ledger, present: Present, uids: set[str]) -> None:
    hold_tags(session, uids)
    for some in chunks(sorted(uids)):
        found = session.execute(_OF_TAGS, {"uids": list(some)}).all()
        ledger.fetch((row.id, row.station) for row in found)
        ops = ledger.ops
        present.show_repairs([ops[row.id] for row in found], ledger.timeline())
