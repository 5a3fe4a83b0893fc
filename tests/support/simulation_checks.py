"""What must be true when everything is connected again and nothing is on its way any more."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from catalogue.db.holdings import Item
from catalogue.db.people import Station
from catalogue.db.present import ConflictRow, ItemRow, LoanRow, RepairRow
from catalogue.db.record import Sidecar, StoredOperation
from catalogue.domain.dating import date_station
from catalogue.domain.items import Fact, ItemFold, fold_item
from catalogue.domain.operations import Kind, Operation, from_json
from catalogue.domain.ordering import Timeline
from catalogue.domain.shape import Fold, fold_of, standing
from catalogue.domain.states import Outcome, Status
from catalogue.domain.titles import TitleFold, fold_title
from catalogue.services.station_sync import tally
from kiosk.session.pages import Way
from kiosk.session.states import RowState
from kiosk.store.rows import State
from support.central import patron_of
from support.simulation_errands import broken_promises
from support.simulation_machine import Machine, read_disk
from support.simulation_server import CARD_OF, PIN_OF
from support.simulation_world import ON_LOAN, SECURED, Thing, World

MOMENT_MS = 100
"""An id is made just before its record is dated."""
CODES_OF_A_LOST_DISK = ("dangling_ref", "fork", "chain_broken")


@dataclass
class Record:
    """The server's set, and what its tables say of it."""

    ops: dict[str, Operation]
    patrons: dict[str, str]
    outcomes: dict[str, tuple[str | None, str | None]]
    times: dict[str, tuple[int, int]]
    """Between what moments each record is known to have been made."""
    items: dict[str, ItemRow]
    loans: dict[str, LoanRow]
    homes: dict[str, Item]
    conflicts: dict[str, ConflictRow]
    closed: list[ConflictRow]
    """Conflicts of two loans that closed by themselves."""
    repairs: dict[str, RepairRow]


def read_record(world: World) -> Record:
    """Everything the checks need of the server's database."""
    with world.server.services.database.read() as session:
        stored = session.scalars(select(StoredOperation)).all()
        open_ones = select(ConflictRow).where(ConflictRow.state == "open")
        alarms = select(ConflictRow).where(
            ConflictRow.state == "auto_closed", ConflictRow.code == "loan_over_loan"
        )
        return Record(
            ops={row.id: from_json(json.loads(row.body)) for row in stored},
            patrons={row.operation: row.patron for row in session.scalars(select(Sidecar))},
            outcomes={row.id: (row.outcome_code, row.outcome_reason) for row in stored},
            times={row.id: (row.lo or 0, row.hi or 0) for row in stored},
            items={row.item: row for row in session.scalars(select(ItemRow))},
            loans={row.id: row for row in session.scalars(select(LoanRow))},
            homes={row.id: row for row in session.scalars(select(Item))},
            conflicts={row.id: row for row in session.scalars(open_ones)},
            closed=list(session.scalars(alarms)),
            repairs={row.uid: row for row in session.scalars(select(RepairRow))},
        )


@dataclass
class Folded:
    """A set of records folded at one go."""

    items: dict[str, ItemFold]
    titles: dict[str, TitleFold]
    outcomes: dict[str, Outcome]
    conflicts: set[str]


def fold_afresh(
    ops: Iterable[Operation], patrons: Mapping[str, str], homes: Mapping[str, Item]
) -> Folded:
    """The present that follows from these records, in whatever order they are given."""
    ops = list(ops)
    by_station: dict[str, list[Operation]] = defaultdict(list)
    for op in ops:
        by_station[op.station].append(op)
    times, parents, conflicts = {}, {}, set()
    for records in by_station.values():
        dating = date_station(records)
        times.update(dating.times)
        parents.update(dating.parents)
        conflicts |= set(dating.conflicts)
    timeline = Timeline(times, parents, {op.id: op for op in ops})
    of_item: dict[str, list[Fact]] = defaultdict(list)
    of_title: dict[str, list[Fact]] = defaultdict(list)
    outcomes: dict[str, Outcome] = {}
    for op in ops:
        match fold_of(op):
            case Fold.ITEM:
                of_item[op.item or ""].append(Fact(op, patrons.get(op.id)))
            case Fold.TITLE:
                of_title[op.title or ""].append(Fact(op, patrons.get(op.id)))
            case Fold.STATION:
                outcomes[op.id] = standing(op)
    items = {
        item: fold_item(of_item[item], timeline, home=row.home, needs_check=row.needs_check)
        for item, row in homes.items()
    }
    titles = {}
    for title, facts in of_title.items():
        own = {item: items[item] for item, row in homes.items() if row.title == title}
        titles[title] = fold_title(facts, own, timeline, title=title)
    for fold in (*items.values(), *titles.values()):
        outcomes.update(fold.outcomes)
        conflicts |= set(fold.conflicts)
    return Folded(items, titles, outcomes, conflicts)


def _place(op: Operation) -> tuple[str, int, int]:
    return op.station, op.epoch or 0, op.seq or 0


class Checks:
    """Each finding is a line for `World.fail`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._record = read_record(world)
        self._doubtful = {
            row.subject
            for row in self._record.conflicts.values()
            if world.profile.harsh_clocks or row.code == "order_unknown"
        }
        self._lost_items: set[str | None] = set()

    def findings(self) -> Iterator[str]:
        """Everything that is wrong, in an order that repeats."""
        for desk in self._world.desks.values():
            yield from self._disk(desk.machine)
        yield from self._sums()
        yield from self._false_alarms()
        yield from self._order()
        yield from self._moments()
        yield from self._screens()
        yield from broken_promises(self._world)
        for thing in self._world.things.values():
            yield from self._thing(thing)
        yield from self._files()

    # Nothing lost, nothing doubled

    def _disk(self, machine: Machine) -> Iterator[str]:
        name = machine.name
        station = machine.station
        if station is None or station._parts is None:
            yield f"{name} did not come up again"
            return
        journal = station._parts.stores.journal
        report = journal.verify_chain()
        if not report.intact:
            yield f"{name}: its chain is broken: {report.fault}"
        records = read_disk(machine.folder)
        here = {record.id: record for record in records}
        machine.ever.update(here)
        died = {op_id: old for op_id, old in machine.died.items() if op_id not in here}
        self._lost_items |= {record.item for record in died.values()}
        at_server = {op.id for op in self._record.ops.values() if op.station == name}
        for record in records:
            if record.state != State.DELIVERED:
                yield f"{name}: {record.kind} of {record.item} stays {record.state}"
            if record.id not in at_server:
                yield f"{name}: {record.kind} of {record.item} never reached the server"
        for op_id, old in died.items():
            gone = op_id not in at_server and op_id not in self._world.server.forgotten
            if old.state == State.DELIVERED and gone:
                yield f"{name}: {old.kind} of {old.item}, once delivered, is gone"
        yield from self._epochs(name)
        for op_id in sorted(at_server - set(machine.ever)):
            yield f"{name}: the server has {op_id}, which was never recorded"

    def _epochs(self, name: str) -> Iterator[str]:
        """Two disks of one station never go on writing the same numbers."""
        with self._world.server.services.database.read() as session:
            now = session.get_one(Station, name).epoch
        places = Counter(
            (op.epoch or 0, op.seq) for op in self._record.ops.values() if op.station == name
        )
        if any(count > 1 and epoch >= now for (epoch, _), count in places.items()):
            yield f"{name} has two records at one place of epoch {now}, and no new epoch"

    def _sums(self) -> Iterator[str]:
        with self._world.server.services.database.read() as session:
            for name, desk in self._world.desks.items():
                sums = tally(session, name)
                told = sums.applied + sums.superseded + sums.conflict + sums.malformed
                if sums.recorded != told:
                    yield f"{name}: {sums.recorded} recorded, {told} accounted for"
                if sums.malformed and not desk.machine.died:
                    yield f"{name}: {sums.malformed} malformed"
        for row in self._record.conflicts.values():
            disk = self._world.desks.get(row.subject)
            lost = disk is not None and bool(disk.machine.died)
            if row.code in (*CODES_OF_A_LOST_DISK, "id_reused") and not (
                lost or row.code == "dangling_ref"
            ):
                yield f"conflict {row.code} of {row.subject}"

    def _false_alarms(self) -> Iterator[str]:
        """What one station had recorded before it asked reached the server before the question:
        no conflict was ever raised for want of it."""
        ops = self._record.ops
        of_item: dict[str | None, list[Operation]] = defaultdict(list)
        for op in ops.values():
            if op.kind == Kind.CHECK_IN:
                of_item[op.item].append(op)
        for row in self._record.closed:
            first, last = sorted((ops[op_id] for op_id in row.evidence), key=_place)[:2]
            between = [
                op
                for op in of_item[row.subject]
                if op.station == first.station and _place(first) < _place(op) < _place(last)
            ]
            if first.station == last.station and between and not self._forked(first.station):
                yield f"{row.code} of {row.subject} was raised, and its return was known"

    def _forked(self, station: str) -> bool:
        return bool(self._world.desks[station].machine.died)

    # The present is a function of the set

    def _order(self) -> Iterator[str]:
        record = self._record
        ops = [record.ops[op_id] for op_id in sorted(record.ops)]
        random.Random(self._world.seed).shuffle(ops)
        fresh = fold_afresh(ops, record.patrons, record.homes)
        for item, fold in fresh.items.items():
            row, state = record.items[item], fold.state
            shown = (row.status, row.patron, row.loan, row.due_ms, row.hold, row.withdrawn)
            wanted = (
                state.status,
                state.patron,
                state.loan,
                state.due_ms,
                state.hold,
                state.withdrawn,
            )
            if shown != wanted:
                yield f"{item}: the server shows {shown}, its records say {wanted}"
            loans = {
                op_id: (loan.patron, loan.due_ms, loan.end) for op_id, loan in fold.loans.items()
            }
            kept = {
                op_id: (loan.patron_id, loan.due_ms, loan.ended_by)
                for op_id, loan in record.loans.items()
                if loan.item == item
            }
            if loans != kept:
                yield f"{item}: the server has loans {kept}, its records say {loans}"
        for op_id, outcome in sorted(fresh.outcomes.items()):
            if record.outcomes[op_id] != (outcome.code, outcome.reason):
                yield f"{op_id} came to {record.outcomes[op_id]}, not {outcome}"
        raised = {found for found, row in record.conflicts.items() if row.code != "id_reused"}
        if raised != fresh.conflicts:
            yield f"open conflicts: {len(raised)} shown, {len(fresh.conflicts)} raised"

    def _moments(self) -> Iterator[str]:
        """Whatever the clocks did, a record's true moment lies between the bounds of its date."""
        for desk in self._world.desks.values():
            made = desk.machine.made
            for op_id in sorted(made.keys() & self._record.ops.keys()):
                low, high = self._record.times[op_id]
                after, left = made[op_id] - low, high - made[op_id]
                # A return has its id before its tags are secured, and its record afterwards.
                waits = self._record.ops[op_id].kind == Kind.CHECK_IN
                if (after < -MOMENT_MS and not waits) or left < -MOMENT_MS:
                    where = f"{after} ms after its first possible moment, {left} before its last"
                    yield f"{op_id} of {desk.machine.name} was made {where}"

    # What patrons were told

    def _screens(self) -> Iterator[str]:
        undone = {str(op.refs.get("undoes")) for op in self._record.ops.values()}
        died = {op_id for desk in self._world.desks.values() for op_id in desk.machine.died}
        for op_id, shown in self._world.shown.items():
            if op_id in died:
                continue
            told = f"{shown.person} was shown {shown.item} {shown.state} at {shown.machine}"
            if op_id not in self._record.ops:
                yield f"{told}, and the server knows nothing of it"
            elif shown.state in (RowState.DONE, RowState.LIFTED) and op_id in undone:
                yield f"{told}, and it was undone"
            elif shown.state is RowState.REFUSED and op_id not in undone:
                yield f"{told}, and it was not undone"
            elif shown.state is RowState.DONE:
                yield from self._effect(op_id, told)
                loan = self._record.loans.get(op_id)
                if loan is not None and loan.due_ms < (shown.due_ms or 0):
                    yield f"{told}, due {shown.due_ms}, and now it is due {loan.due_ms}"
            borrower = self._record.patrons.get(op_id) if shown.way is Way.BORROW else None
            if borrower not in (None, patron_of(shown.person)):
                yield f"{told}, and it is on somebody else's card"

    def _effect(self, op_id: str, told: str) -> Iterator[str]:
        code, reason = self._record.outcomes[op_id]
        if code in ("malformed", "superseded") or (
            code == "duplicate" and reason not in (None, "duplicate")
        ):
            yield f"{told}, and it came to {code} {reason or ''}"

    # Things

    def _thing(self, thing: Thing) -> Iterator[str]:
        row = self._record.items[thing.item]
        if thing.item in self._doubtful or thing.item in self._lost_items:
            return
        yield from self._holder(thing, row)
        covered = self._covered()
        for tag in thing.tags:
            wanted = ON_LOAN if row.status == Status.ON_LOAN else SECURED
            if tag.afi != wanted and tag.uid.hex().upper() not in covered:
                yield (
                    f"{thing.item} is {row.status}, its tag says {tag.afi:02X}, and nobody "
                    "will put it right"
                )

    def _holder(self, thing: Thing, row: ItemRow) -> Iterator[str]:
        if thing.unsure is not None:
            return
        holder = None if thing.holder is None else patron_of(thing.holder.name)
        recorded = row.patron if row.status == Status.ON_LOAN else None
        if holder != recorded:
            truth = "nobody" if thing.holder is None else thing.holder.name
            yield f"{truth} has {thing.item}, the record says {row.status} ({recorded})"

    def _covered(self) -> set[str]:
        """Tags somebody still means to put right."""
        found = set(self._record.repairs)
        for desk in self._world.desks.values():
            station = desk.machine.station
            if station is not None and station._parts is not None:
                journal = station._parts.stores.journal
                found |= {intent.uid for intent in journal.open_intents()}
                found |= {repair.uid for repair in journal.repairs()}
        return found

    # Nothing personal on a kiosk's disk, no PIN anywhere

    def _files(self) -> Iterator[str]:
        names = [f"Prénom{who}".encode() for who in CARD_OF]
        cards = [card.encode() for card in CARD_OF.values()]
        pins = [pin.encode() for pin in PIN_OF.values()]
        for desk in self._world.desks.values():
            yield from _search(desk.machine.folder, [*names, *cards, *pins, b"Nomdefamille"])
        yield from _search(self._world.server.folder, pins)


def _search(folder: Path, canaries: list[bytes]) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        for canary in canaries:
            if canary in content:
                yield f"{path.name} of {folder.parent.name} holds {canary.decode()}"


def digest_of(world: World) -> list[str]:
    """What the town's record came to, for the trace."""
    record = read_record(world)
    lines = [
        f"{item} {row.status} {row.patron} {row.loan} {row.due_ms}"
        for item, row in sorted(record.items.items())
    ]
    sums = Counter(code for code, _ in record.outcomes.values())
    lines += [f"{op_id} {record.outcomes[op_id]}" for op_id in sorted(record.ops)]
    return [*lines, str(sorted(sums.items(), key=str))]
