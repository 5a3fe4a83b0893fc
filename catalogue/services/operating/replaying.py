"""Takes in the lines of an export: into an empty database, or into one that has records already.

The order of lines enters nothing. A record that is there already is a duplicate; the same id with
another hash is a bad line. Into a database without records everything is folded as if all had
arrived at once; into one with records the new ones are added to what was published.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from catalogue.db.people import Card, Patron
from catalogue.db.present import LoanRow
from catalogue.db.privacy import SEVERED
from catalogue.db.record import SIDECARS, StoredOperation
from catalogue.db.whom import is_alias
from catalogue.domain.ids import derived_id, is_canonical
from catalogue.domain.operations import CENTRAL, Operation
from catalogue.services.feed import chunks
from catalogue.services.intake import CARD_PREFIX, Admitted, store
from catalogue.services.ledger import Ledger, LedgerCache
from catalogue.services.operating.lines import BadLine, ReadLine
from catalogue.services.operating.rebuild import rebuild, show
from catalogue.services.operating.state import StateDigest, state_digest
from catalogue.services.registry import known_conflicts, update_register


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """What a line came to: `outcome` is one of applied, superseded, conflict, malformed."""

    number: int
    id: str
    station: str
    kind: str
    outcome: str
    reason: str | None
    new: bool


@dataclass(frozen=True, slots=True)
class LoanLine:
    """A loan, times in milliseconds UTC."""

    id: str
    item: str
    patron: str
    start_ms: int
    due_ms: int
    end_ms: int | None
    ended_by: str | None


@dataclass(frozen=True, slots=True)
class Replayed:
    """`outcomes` in the order of the lines; `loans` by id; `digest` of the whole state."""

    outcomes: tuple[LineOutcome, ...]
    bad: tuple[BadLine, ...]
    loans: tuple[LoanLine, ...]
    digest: StateDigest

    def totals(self) -> dict[str, int]:
        """How many lines came to what."""
        counted = Counter(outcome.outcome for outcome in self.outcomes)
        names = ("applied", "superseded", "conflict", "malformed")
        return {name: counted[name] for name in names} | {
            "duplicates": sum(not outcome.new for outcome in self.outcomes),
            "bad": len(self.bad),
        }


def replay(
    session: Session,
    lines: Sequence[ReadLine],
    bad: Sequence[BadLine],
    now_ms: int,
    tick: Callable[[int], None],
) -> Replayed:
    """Take in and fold. The caller commits."""
    new, seen, reused = _sort_out(session, lines)
    _fold(session, new, now_ms, tick)
    session.flush()
    all_bad = sorted((*bad, *reused), key=lambda each: each.number)
    return Replayed(
        outcomes=_outcomes(session, seen, {line.number for line in new}),
        bad=tuple(all_bad),
        loans=_loans(session),
        digest=state_digest(session),
    )


def _sort_out(
    session: Session, lines: Sequence[ReadLine]
) -> tuple[list[ReadLine], list[ReadLine], list[BadLine]]:
    """New records, all good lines, and those whose id belongs to another record. Of two records
    with one id the smaller hash is kept, in whatever order they stand in the file."""
    hashes: dict[str, str] = {}
    for ids in chunks(sorted({line.op.id for line in lines})):
        rows = session.execute(
            select(StoredOperation.id, StoredOperation.hash).where(StoredOperation.id.in_(ids))
        )
        hashes.update((row.id, row.hash) for row in rows)
    there = set(hashes)
    for line in sorted(lines, key=lambda each: each.op.hash):
        hashes.setdefault(line.op.id, line.op.hash)
    new, good, bad = [], [], []
    for line in lines:
        if hashes[line.op.id] != line.op.hash:
            bad.append(BadLine(line.number, f"id {line.op.id} is another record's"))
            continue
        good.append(line)
        if line.op.id not in there:
            there.add(line.op.id)
            new.append(line)
    return new, good, bad


def _fold(
    session: Session, new: Sequence[ReadLine], now_ms: int, tick: Callable[[int], None]
) -> None:
    if not new:
        return
    was_empty = session.scalar(select(StoredOperation.id).limit(1)) is None
    by_station: dict[str, list[Operation]] = defaultdict(list)
    for line in new:
        by_station[line.op.station].append(line.op)
    ledger = Ledger(session, LedgerCache())
    if not was_empty:
        ledger.need({*by_station, CENTRAL})
    # Sidecars are told apart by what the file says, not sealed to this server.
    store(session, [Admitted(line.op, None) for line in new], now_ms)
    _put_patrons(session, new)
    if was_empty:
        rebuild(session, now_ms, tick)
        return
    touched: dict[str, Operation] = {}
    for station, ops in sorted(by_station.items()):
        moved, chain = ledger.add(station, ops)
        known = ledger.ops_of(station)
        touched.update((op_id, known[op_id]) for op_id in {*moved, *(op.id for op in ops)})
        if station != CENTRAL:
            register = known_conflicts(session, [station])[station]
            update_register(session, register, chain.values(), {}, now_ms)
    show(session, ledger, touched, {line.op.id for line in new}, now_ms, tick=tick)


def _put_patrons(session: Session, lines: Iterable[ReadLine]) -> None:
    """Whom the records are about: a patron or card this town knows, else a placeholder."""
    rows, severed, patrons = [], [], {}
    for line in lines:
        if line.patron is None and line.sidecar is None:
            continue
        if is_alias(line.patron):
            severed.append({"operation": line.op.id, "alias": line.patron})
            continue
        key = "" if line.sidecar is None else line.sidecar.key
        name = line.patron or key.removeprefix(CARD_PREFIX)
        if (name, key) not in patrons:
            patrons[name, key] = _patron(session, name, key)
        rows.append(
            {
                "operation": line.op.id,
                "patron": patrons[name, key],
                "key": key,
                "nonce": "" if line.sidecar is None else line.sidecar.nonce,
                "free_text": None,
            }
        )
    session.flush()
    if rows:
        session.execute(insert(SIDECARS), rows)
    if severed:
        session.execute(insert(SEVERED), severed)


def _patron(session: Session, name: str, key: str) -> str:
    card = key.removeprefix(CARD_PREFIX) if key.startswith(CARD_PREFIX) else None
    for number in filter(None, (card, name)):
        known = session.get(Card, number)
        if known is not None:
            return known.patron
    found = name if is_canonical(name) else derived_id("placeholder", name)
    if session.get(Patron, found) is None:
        session.add(Patron(id=found, placeholder=True))
        session.flush()
    if card is not None:
        session.add(Card(number=card, patron=found))
        session.flush()
    return found


def _outcomes(
    session: Session, lines: Sequence[ReadLine], new: set[int]
) -> tuple[LineOutcome, ...]:
    verdicts: dict[str, tuple[str, str | None]] = {}
    for ids in chunks(sorted({line.op.id for line in lines})):
        rows = session.execute(
            select(
                StoredOperation.id, StoredOperation.outcome_class, StoredOperation.outcome_reason
            ).where(StoredOperation.id.in_(ids))
        )
        verdicts.update((row.id, (row.outcome_class or "", row.outcome_reason)) for row in rows)
    return tuple(
        LineOutcome(
            line.number,
            line.op.id,
            line.op.station,
            line.op.kind,
            *verdicts[line.op.id],
            line.number in new,
        )
        for line in lines
    )


def _loans(session: Session) -> tuple[LoanLine, ...]:
    rows = session.scalars(select(LoanRow).order_by(LoanRow.start_ms, LoanRow.id))
    return tuple(
        LoanLine(
            row.id, row.item, row.patron_id, row.start_ms, row.due_ms, row.end_ms, row.ended_by
        )
        for row in rows
    )
