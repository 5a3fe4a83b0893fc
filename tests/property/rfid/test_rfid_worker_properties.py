"""The worker under seeded faults: whatever happens, each command has one true answer."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rfid.events import SecurityDone, SecurityOutcome, TagArrived
from rfid.sim.faults import KINDS, FaultPlan
from rfid.tagdata.model import Verdict
from support.rfid_rig import ON_LOAN, POLICY, SECURED, Rig, tag, uid

BOOKS = 4
faults = st.frozensets(st.sampled_from([kind for kind in KINDS if kind != "unplug"]))
cable = st.lists(st.sampled_from(["pull", "plug", "work"]), max_size=6)


class Watched(Rig):
    """Compares each answer with the tag at the moment it is given. The worker survives a consumer
    that raises, so what does not agree is kept in `lies`."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.lies: list[object] = []
        self.worker.on_event = self.check

    def check(self, event: object) -> None:
        self.events.append(event)
        if not self.is_true(event):
            self.lies.append(event)

    def is_true(self, event: object) -> bool:
        if isinstance(event, TagArrived) and event.reading.verdict is Verdict.ITEM:
            number = int.from_bytes(event.reading.uid.value[4:])
            return event.reading.tag.item_id == f"31048{number:08}"
        if isinstance(event, TagArrived):
            return event.reading.verdict is Verdict.UNREADABLE
        if not isinstance(event, SecurityDone):
            return True
        (afi,) = [each.afi for each in self.field.tags if each.uid == event.uid.value]
        wanted = POLICY.afi_for(event.wanted)
        match event.outcome:
            case SecurityOutcome.VERIFIED:
                return afi == wanted == event.after
            case SecurityOutcome.NOT_SWITCHED:
                return afi == event.after != wanted
        return event.after is None


@settings(max_examples=60)
@given(faults, st.integers(0, 2**32), cable)
def test_every_command_has_one_true_answer(
    kinds: frozenset[str], seed: int, cable_moves: list[str]
) -> None:
    books = [tag(number) for number in range(1, BOOKS + 1)]
    rig = Watched(books, faults=FaultPlan(kinds, seed))
    rig.run(2)
    for number in range(1, BOOKS + 1):
        rig.switch(number)
    for move in cable_moves:
        if move == "pull":
            rig.pull()
        elif move == "plug":
            rig.plug()
        rig.run(1)
    rig.plug()
    rig.run(30)
    assert rig.lies == []
    done = [event for event in rig.events if isinstance(event, SecurityDone)]
    assert {event.uid for event in done} == {uid(number) for number in range(1, BOOKS + 1)}
    assert len(done) == BOOKS
    assert all(book.afi in (SECURED, ON_LOAN) for book in books)


@settings(max_examples=30)
@given(st.integers(0, 2**32))
def test_books_lying_still_all_arrive_on_a_bad_line(seed: int) -> None:
    kinds = frozenset({"flicker", "drop", "corrupt"})
    rig = Watched([tag(number) for number in range(1, 9)], faults=FaultPlan(kinds, seed))
    rig.run(30)
    arrived = {
        event.reading.uid
        for event in rig.events
        if isinstance(event, TagArrived) and event.reading.verdict is Verdict.ITEM
    }
    assert rig.lies == []
    assert arrived == {uid(number) for number in range(1, 9)}
