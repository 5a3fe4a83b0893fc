"""Each record acts at most once, whatever is resent, reordered, split, cut off in the middle or
taken from a disk put back to an older state (E3).

A random machine against the real services; the reference is the domain's fold of the plain set of
records that were taken. Guards: `examine` knows records by id and hash; `_forked` and
`_fell_behind` find old disks.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from catalogue.db.present import ConflictRow
from catalogue.db.record import Quarantined
from catalogue.domain.operations import Kind, Operation, seal
from catalogue.services.registry import ID_REUSED
from catalogue.services.station_sync import REORDERED_MS
from support.central import CARDS, DAY, MINUTE, HandClock, Kiosk, LittleTown
from support.invariants_histories import pieces
from support.invariants_model import differences, sums_hold, unexplained

NAMES = st.sampled_from("abc")
ITEMS = st.sampled_from(["x", "y", "kit", "stranger"])
PATRONS = st.sampled_from("PQ")
MEMORY = Path("/dev/shm")  # where there is one, no disk slows the machine down


class Disks(RuleBasedStateMachine):
    """Three kiosks and a server. `taken` is the set; `heard` what each disk knows to be there;
    `odd`: a disk was put back or tampered with."""

    template: Path

    @initialize()
    def open_town(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.town = LittleTown(self.folder / "town", HandClock(), self.template)
        self.kiosks = {name: self.town.kiosk(name, name.upper()) for name in "abc"}
        for name, hours in (("a", -2), ("c", 2)):
            self.kiosks[name].skew_ms = hours * 60 * MINUTE
        self.ever: dict[str, list[Operation]] = {name: [] for name in "abc"}
        self.heard: dict[str, set[str]] = {name: set() for name in "abc"}
        self.taken: dict[str, Operation] = {}
        self.received: dict[str, int] = {}
        self.refused: set[str] = set()
        self.odd = False

    def teardown(self) -> None:
        if not hasattr(self, "town"):
            return
        try:
            for name in "abc":
                self._deliver(name, [[*self.kiosks[name].disk]], heard=True)
            self._agree()
        finally:
            self.town.services.close()
            shutil.rmtree(self.folder)

    # What is done at the kiosks

    def _write(self, name: str, kind: str, **fields: object) -> Operation:
        self.town.clock.pass_ms(MINUTE)
        op = self.kiosks[name].write(kind, self.town.clock(), **fields)
        self.ever[name].append(op)
        return op

    @rule(name=NAMES, item=ITEMS, who=PATRONS, days=st.integers(14, 28))
    def lend(self, name: str, item: str, who: str, days: int) -> None:
        due_ms = self.town.clock() + days * DAY
        self._write(name, Kind.CHECK_OUT, item=item, card=CARDS[who], due_ms=due_ms)

    @rule(name=NAMES, known=st.booleans())
    def measure(self, name: str, known: bool) -> None:
        """From here on its records tell how its clock stands, or not: the others date those."""
        self.kiosks[name].measured = known

    @rule(name=NAMES, item=ITEMS)
    def give_back(self, name: str, item: str) -> None:
        self._write(name, Kind.CHECK_IN, item=item)

    @rule(name=NAMES, who=PATRONS, pick=st.integers(0, 1000))
    def renew(self, name: str, who: str, pick: int) -> None:
        loans = [op for ops in self.ever.values() for op in ops if op.kind == Kind.CHECK_OUT]
        if loans:
            loan = loans[pick % len(loans)]
            due_ms = self.town.clock() + 30 * DAY
            self._write(
                name,
                Kind.RENEW,
                item=loan.item,
                card=CARDS[who],
                refs={"about": loan.id},
                due_ms=due_ms,
            )

    @rule(name=NAMES)
    def undo(self, name: str) -> None:
        loans = [op for op in self.kiosks[name].disk if op.kind == Kind.CHECK_OUT]
        if loans:
            undone = {"undoes": loans[-1].id}
            self._write(name, Kind.UNDO, item=loans[-1].item, refs=undone, reason="reserved")

    @precondition(lambda self: any(len(kiosk.disk) > 1 for kiosk in self.kiosks.values()))
    @rule(name=NAMES, back=st.integers(1, 4), more=st.integers(0, 5), export=st.booleans())
    def put_back_an_old_disk(self, name: str, back: int, more: int, export: bool) -> None:
        """And so many things happen there before the server hears of it: perhaps more than were
        lost, then the head alone tells nothing; perhaps none, and all that it hears is the `export`
        of everything, then the head alone tells."""
        kiosk = self.kiosks[name]
        kiosk.disk = kiosk.disk[: max(0, len(kiosk.disk) - back)]
        kiosk.epoch = (kiosk.disk[-1].epoch if kiosk.disk else 1) or 1
        self.heard[name] &= {op.id for op in kiosk.disk}
        self.odd = True
        # A disk is put back while nobody is looking.
        self.town.clock.pass_ms(10 * MINUTE)
        for _ in range(more):
            self._write(name, Kind.CHECK_IN, item="x")
        if export:
            self._deliver(name, [self.ever[name]], heard=False)
            self._agree()

    # What reaches the server

    @rule(
        name=NAMES,
        randoms=st.randoms(use_true_random=False),
        fate=st.sampled_from(["heard", "heard", "lost", "cut"]),
        again=st.booleans(),
    )
    def sync(self, name: str, randoms: random.Random, fate: str, again: bool) -> None:
        """What is not known to be there, in any pieces and order; `again`: everything ever written,
        also on disks that are gone. `lost`: the answers; `cut`: a request in the middle."""
        kiosk = self.kiosks[name]
        ops = self.ever[name] if again else [op for op in kiosk.disk if not self._known(op)]
        parts = pieces(randoms, ops)
        if fate == "cut":
            parts = parts[: len(parts) // 2]
        self._deliver(name, parts, heard=fate == "heard" and not again)
        self._agree()

    @rule(name=NAMES, pick=st.integers(0, 1000), item=ITEMS)
    def tamper(self, name: str, pick: int, item: str) -> None:
        """The id of a record with other content: refused if the record is there. (If it is not,
        there is no telling, and the record itself is refused later.)"""
        if self.ever[name]:
            op = self.ever[name][pick % len(self.ever[name])]
            self.odd |= op.id not in self.taken
            self._deliver(name, [[seal(replace(op, item=f"not-{item}"))]], heard=False)
            self._agree()

    def _known(self, op: Operation) -> bool:
        return op.id in self.heard[op.station]

    def _deliver(self, name: str, parts: Sequence[Sequence[Operation]], *, heard: bool) -> None:
        kiosk = self.kiosks[name]
        for part in parts:
            before = dict(self.taken)
            request = kiosk.batch(part)
            reply = self.town.services.sync.handle(self.town.caller(kiosk), request)
            assert [result.code or result.status for result in reply.results] == [
                self._expected(op) for op in part
            ]
            self._check_epoch(kiosk, before, reply.new_epoch)
            assert reply.ack.seq == self._contiguous(name, request.epoch)
            if heard:
                self.heard[name] |= {result.id for result in reply.results}
                self._follow(kiosk, reply.new_epoch)

    def _expected(self, op: Operation) -> str:
        known = self.taken.get(op.id)
        if known is None:
            self.taken[op.id] = op
            self.received[op.id] = self.town.clock()
            return "recorded"
        if known.hash == op.hash:
            return "duplicate"
        self.refused.add(op.id)
        return "id_reused"

    def _check_epoch(
        self, kiosk: Kiosk, before: dict[str, Operation], new_epoch: int | None
    ) -> None:
        """A place of the kiosk's epoch taken by another record shows an old disk, and so does a
        head long passed; without one there is none."""
        old = {(op.station, op.epoch, op.seq) for op in before.values()}
        taken = [op for op in self.taken.values() if op.id not in before]
        new = [op for op in taken if op.epoch == kiosk.epoch]
        if any((op.station, op.epoch, op.seq) in old for op in new):
            assert new_epoch is not None
        if self._behind(kiosk):
            assert new_epoch is not None
        if not self.odd:
            assert new_epoch is None
        assert self.town.caller(kiosk).epoch == (new_epoch or kiosk.epoch)

    def _behind(self, kiosk: Kiosk) -> bool:
        """Has the server been past the newest record of this disk for a while?"""
        head = kiosk.disk[-1] if kiosk.disk else None
        seq = (head.seq or 0) if head and head.epoch == kiosk.epoch else 0
        place = (kiosk.name, kiosk.epoch, seq + 1)
        above = [
            self.received[op.id]
            for op in self.taken.values()
            if (op.station, op.epoch, op.seq) == place
        ]
        past = self._contiguous(kiosk.name, kiosk.epoch) > seq
        return past and self.town.clock() - min(above) > REORDERED_MS

    def _follow(self, kiosk: Kiosk, new_epoch: int | None) -> None:
        if new_epoch is not None and new_epoch > kiosk.epoch:
            kiosk.epoch = new_epoch
            self._write(kiosk.name, Kind.EPOCH_START)

    def _contiguous(self, name: str, epoch: int) -> int:
        places = {op.seq for op in self.taken.values() if (op.station, op.epoch) == (name, epoch)}
        seq = 0
        while seq + 1 in places:
            seq += 1
        return seq

    # What must be so

    def _agree(self) -> None:
        with self.town.services.database.read() as session:
            assert differences(session, self.taken.values()) == []
            assert unexplained(session) == []
            assert all(sums_hold(session, name) for name in "abc")
            kept = {row.operation for row in session.scalars(select(Quarantined))}
            alarms = select(ConflictRow).where(ConflictRow.code == ID_REUSED)
            told = {op_id for row in session.scalars(alarms) for op_id in row.evidence}
        assert kept == told == self.refused


def test_records_act_once_however_they_arrive(
    town_template: Path, request: pytest.FixtureRequest
) -> None:
    """`--histories` machines, three times over."""
    Disks.template = town_template
    examples = 3 * request.config.getoption("--histories")
    run_state_machine_as_test(
        Disks,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
        ),
    )
