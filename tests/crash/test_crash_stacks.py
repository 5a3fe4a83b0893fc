"""A pad that misses tags: nothing unread is lent, nothing unread is confirmed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from kiosk.session.pages import Page, Way
from kiosk.session.states import RowState
from rfid.sim.faults import FaultPlan
from rfid.sim.field import NoAnswerError, VirtualField, VirtualTag
from support.crash_bench import Bench
from support.crash_checks import afis_of, contradictions, look
from support.crash_town import ON_LOAN, SECURED, book, item_id

BOOKS = range(1, 8)
TOLD = (RowState.DONE, RowState.LIFTED)


class MissingPlan(FaultPlan):
    """Each tag is missed in an inventory with this probability."""

    def __init__(self, chance: random.Random, rate: float) -> None:
        super().__init__()
        self._chance = chance
        self._rate = rate

    def flickers(self) -> bool:
        return self._chance.random() < self._rate


class WeakField(VirtualField):
    """Tags do not always answer when they are addressed, either; those in `deaf` never do."""

    def weaken(self, chance: random.Random, rate: float) -> None:
        self.chance, self.rate = chance, rate
        self.deaf: set[bytes] = set()

    def answering(self, uid: bytes) -> list[VirtualTag]:
        if uid in self.deaf or self.chance.random() < self.rate:
            raise NoAnswerError
        return super().answering(uid)


@dataclass
class Stack:
    """Books one to five single, six of two parts, seven that never answers."""

    bench: Bench
    chance: random.Random
    field: WeakField

    def __post_init__(self) -> None:
        self.tags = [(number, book(number)) for number in BOOKS if number != 6]
        self.tags += [(6, book(6, part=part, parts=2)) for part in (1, 2)]
        self.field.deaf = {tag.uid for number, tag in self.tags if number == 7}
        self.laid: set[bytes] = set()

    def play(self, way: Way) -> None:
        """Lay some down, take some away, finish sooner or later."""
        bench, chance = self.bench, self.chance
        bench.ready()
        bench.begin(way)
        for _ in range(chance.randrange(2, 12)):
            _, tag = chance.choice(self.tags)
            if self.field.is_present(tag) and chance.random() < 0.4:
                self.field.lift(tag)
            else:
                self.field.lay(tag)
                self.laid.add(tag.uid)
            bench.run(chance.choice((0.0, 0.05, 0.2, 1.0)))
        if chance.random() < 0.8:
            bench.run(4.0)
        self.finish()

    def finish(self) -> None:
        """What the patron sees at the end is true."""
        bench = self.bench
        if bench.state.page is Page.ATTENTION:
            bench.run(1.0)
        shown: dict[str, RowState] = {}

        def left() -> bool:
            nonlocal shown
            if bench.state.rows:
                shown = {row.key: row.state for row in bench.state.rows}
            return bench.has_left()

        borrowing = bench.state.way is Way.BORROW
        bench.until(left, "the end")
        bench.run(1.0)
        found = look(bench.folder / "journal.db")
        for number in BOOKS:
            mine = [tag for each, tag in self.tags if each == number]
            if shown.get(item_id(number)) is RowState.DONE and borrowing:
                assert {tag.afi for tag in mine} == {ON_LOAN}, number
                assert item_id(number) in found.lent
            if borrowing and item_id(number) in found.lent:
                # Nobody walks out with more than she was told: done, or asked to put it back.
                assert shown.get(item_id(number)) in TOLD, number
            if not any(tag.uid in self.laid for tag in mine) or number == 7:
                assert item_id(number) not in found.lent
                assert {tag.afi for tag in mine} == {SECURED}
        assert contradictions(found, afis_of(self.tags)) == []


def test_no_unread_item_is_lent_or_confirmed(disk: Path, stacks: int) -> None:
    """A miss of 0 to 30 % for each tag in each inventory, 0 to 20 % when a tag is addressed, and
    one tag that never answers. Guards: DONE only after `SecurityOutcome.VERIFIED`, parts complete
    in `tray._waiting`, a tag without a reading is no item in `tray._verdict`."""
    loans = 0
    for seed in range(stacks):
        chance = random.Random(seed)
        field = WeakField()
        field.weaken(chance, chance.uniform(0.0, 0.2))
        plan = MissingPlan(chance, chance.uniform(0.0, 0.3))
        bench = Bench(disk / str(seed), seed=seed, field=field, faults=plan)
        try:
            stack = Stack(bench, chance, field)
            for way in (Way.BORROW, Way.RETURN):
                stack.play(way)
            kinds = look(bench.folder / "journal.db").kinds()
            loans += kinds.count("check_out")
            assert bench.journal.verify_chain().intact
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
        finally:
            bench.power_off()
    assert loans > stacks
