"""What the town must know: the domain's fold of a plain set of records, beside the server's tables.

The reference knows no database, no batch and no order of arrival; `differences` says in words where
the server's present is another one.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db.present import ConflictRow, ItemRow, LoanRow
from catalogue.db.record import Sidecar, StoredOperation
from catalogue.db.schema import METADATA
from catalogue.domain.items import ItemFold, fold_item
from catalogue.domain.operations import CENTRAL, Operation, from_json
from catalogue.domain.shape import Fold, fold_of, standing
from catalogue.domain.states import Outcome
from catalogue.domain.timeline import Fact
from catalogue.domain.titles import TitleFold, fold_title
from catalogue.services.registry import AUTO_CLOSED, ID_REUSED, open_conflicts
from catalogue.services.station_sync import tally
from support.central import ITEMS
from support.circulation import timeline_of

HOME = "A"
KITS = frozenset({"kit"})


@dataclass(frozen=True)
class Reference:
    """All that follows from a set of records."""

    items: Mapping[str, ItemFold]
    titles: Mapping[str, TitleFold]
    outcomes: Mapping[str, Outcome]
    conflicts: frozenset[str]
    starts: Mapping[str, int]


def reference(
    ops: Iterable[Operation], patrons: Mapping[str, str], titles: Mapping[str, str] = ITEMS
) -> Reference:
    """The fold of a set. `patrons`: operation → patron's id; `titles`: the town's items."""
    ops = list(ops)
    timeline, wrong = timeline_of(ops)
    facts = [Fact(op, patrons.get(op.id)) for op in ops]
    by_item: dict[str, list[Fact]] = defaultdict(list)
    by_title: dict[str, list[Fact]] = defaultdict(list)
    outcomes: dict[str, Outcome] = {}
    for fact in facts:
        op = fact.op
        match fold_of(op):
            case Fold.ITEM:
                by_item[op.item or ""].append(fact)
            case Fold.TITLE:
                by_title[op.title or ""].append(fact)
            case Fold.STATION:
                outcomes[op.id] = standing(op)
    items = {
        item: fold_item(
            found, timeline, home=HOME if item in titles else None, needs_check=item in KITS
        )
        for item, found in by_item.items()
    }
    title_folds = {}
    for title, found in by_title.items():
        own = {
            item: items.get(item) or fold_item([], timeline, home=HOME, needs_check=item in KITS)
            for item, of in titles.items()
            if of == title
        }
        title_folds[title] = fold_title(found, own, timeline, title=title)
    for fold in (*items.values(), *title_folds.values()):
        outcomes.update(fold.outcomes)
    raised = {c for fold in (*items.values(), *title_folds.values()) for c in fold.conflicts}
    starts = {op.id: timeline.times[op.id].est for op in ops}
    return Reference(items, title_folds, outcomes, frozenset({*raised, *wrong}), starts)


def centrals(session: Session) -> list[Operation]:
    """What the server itself has recorded: promises kept."""
    bodies = session.scalars(select(StoredOperation.body).where(StoredOperation.station == CENTRAL))
    return [from_json(json.loads(body)) for body in bodies]


def patrons_of(session: Session) -> dict[str, str]:
    """Operation → patron, as the sidecars say."""
    return {row.operation: row.patron for row in session.scalars(select(Sidecar))}


def differences(session: Session, ops: Iterable[Operation]) -> list[str]:
    """Where the server's present is not the fold of these records and its own."""
    own = centrals(session)
    wanted = {op.id: op for op in (*ops, *own)}
    stored = {row.id: row for row in session.scalars(select(StoredOperation))}
    found = [
        f"{op_id}: {'missing' if op_id in wanted else 'from nowhere'}"
        for op_id in set(stored) ^ set(wanted)
    ]
    found += [f"{i}: other content" for i, row in stored.items() if row.hash != wanted[i].hash]
    model = reference(wanted.values(), patrons_of(session))
    found += [
        f"{op_id}: {(row.outcome_code, row.outcome_reason)} instead of {model.outcomes[op_id]}"
        for op_id, row in stored.items()
        if (row.outcome_code, row.outcome_class, row.outcome_reason) != _told(model, op_id)
    ]
    return [*found, *_items(session, model), *_loans(session, model), *unlisted(session, model)]


def _told(model: Reference, op_id: str) -> tuple[str, str, str | None]:
    outcome = model.outcomes[op_id]
    return outcome.code, str(outcome.outcome_class), outcome.reason


def _items(session: Session, model: Reference) -> list[str]:
    found = []
    for row in session.scalars(select(ItemRow).where(ItemRow.item.in_(model.items))):
        state = model.items[row.item].state
        told = (row.status, row.patron, row.loan, row.due_ms, row.branch, row.hold, row.withdrawn)
        wanted = (
            *(state.status, state.patron, state.loan, state.due_ms, state.branch or None),
            *(state.hold, state.withdrawn),
        )
        if told != wanted or row.parts != sorted(state.parts):
            found.append(f"{row.item}: {told} instead of {wanted}")
    return found


def _loans(session: Session, model: Reference) -> list[str]:
    told = {
        row.id: (row.item, row.patron_id, row.start_ms, row.due_ms, row.ended_by, row.open)
        for row in session.scalars(select(LoanRow))
    }
    wanted = {
        loan_id: (
            *(item, loan.patron, model.starts[loan.start]),
            *(loan.due_ms, loan.end, loan.end is None),
        )
        for item, fold in model.items.items()
        for loan_id, loan in fold.loans.items()
    }
    ids = {*told, *wanted}
    return [
        f"loan {i}: {told.get(i)} not {wanted.get(i)}" for i in ids if told.get(i) != wanted.get(i)
    ]


def unlisted(session: Session, model: Reference) -> list[str]:
    """Conflicts the set raises that are on no list, and those listed that it does not raise."""
    listed = {row.id for row in open_conflicts(session) if row.code != ID_REUSED}
    return [
        f"conflict {found}: {'silent' if found in model.conflicts else 'no longer raised'}"
        for found in listed ^ model.conflicts
    ]


def unexplained(session: Session) -> list[str]:
    """Records in conflict that no conflict in the register is about."""
    told = {op_id for row in session.scalars(select(ConflictRow)) for op_id in row.evidence}
    return [
        row.id
        for row in session.scalars(
            select(StoredOperation).where(StoredOperation.outcome_class == "conflict")
        )
        if row.id not in told
    ]


def sums_hold(session: Session, station: str) -> bool:
    """recorded = applied + superseded + in conflict + malformed, counted record by record."""
    rows = session.scalars(select(StoredOperation).where(StoredOperation.station == station)).all()
    classes = Counter(row.outcome_class for row in rows)
    told = tally(session, station)
    counted = (told.applied, told.superseded, told.conflict, told.malformed)
    names = ("applied", "superseded", "conflict", "malformed")
    return told.recorded == len(rows) == sum(counted) and counted == tuple(
        classes[name] for name in names
    )


UNSTEADY = {
    "conflicts": {"opened_ms", "changed_ms", "previous"},
    "operations": {"received_ms", "version"},
    "patrons": {"seen_ms"},
}
"""When and after what the server noticed: not part of what it knows."""
BESIDE = frozenset(
    {"conflict_history", "enrolment_codes", "feed", "feed_pending", "lockouts", "patron_sessions"}
    | {"quarantine", "stations", "settings", "acknowledgements", "station_contacts"}
    | {"audit", "ledgers", "rate_buckets", "item_told", "item_sums", "retention_runs"}
)
"""Tables that say how something came in, or who may."""


def digest_of_state(session: Session, *, whole: bool = True, without: str = "") -> str:
    """SHA-256 over the rows of the tables; `whole` False: of what is known alone, whenever and in
    whatever pieces it came in. `without`: a table left out."""
    digest = hashlib.sha256()
    for table in METADATA.sorted_tables:
        if table.name == without or (table.name in BESIDE and not whole):
            continue
        left_out = set() if whole else UNSTEADY.get(table.name, set())
        columns = [column for column in table.columns if column.name not in left_out]
        if table.name == "operations" and not whole:
            # Set when it came late: that is how it arrived, too.
            columns = [column for column in columns if column.name != "applied_late"]
        query = select(*columns)
        if table.name == "conflicts" and not whole:
            query = query.where(table.c.state != AUTO_CLOSED)  # seen on the way, and gone again
        rows = sorted(json.dumps(list(row), default=str) for row in session.execute(query))
        digest.update(json.dumps([table.name, rows]).encode())
    return digest.hexdigest()
