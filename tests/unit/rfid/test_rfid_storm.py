"""R6: piles of one to sixty tags, with UIDs that collide as badly as they can, and two alike."""

from __future__ import annotations

import pytest

from rfid.events import SecurityDone, TagArrived, TagLeft
from rfid.sim.faults import FaultPlan
from rfid.sim.field import VirtualTag
from rfid.tagdata.model import Verdict
from rfid.types import Security, Uid
from support.rfid_rig import ON_LOAN, Rig, tag, uid

PILES = (1, 2, 3, 4, 5, 8, 15, 16, 17, 31, 32, 33, 60)


def alike(number: int) -> VirtualTag:
    """The low nibbles of all are equal: sixteen slots do not tell them apart, nor do the next."""
    made = tag(number)
    made.uid = bytes.fromhex("E0040150") + bytes((number, 0, 0, 0))
    return made


def pile(size: int, shape: str) -> list[VirtualTag]:
    return [(alike if shape == "equal nibbles" else tag)(number) for number in range(1, size + 1)]


@pytest.mark.parametrize("shape", ["in a row", "equal nibbles"])
@pytest.mark.parametrize("size", PILES)
def test_every_tag_of_a_pile_is_told_once_and_read(size: int, shape: str) -> None:
    """Guard: MORE pages in FeigReader._inventory."""
    tags = pile(size, shape)
    rig = Rig(tags)
    rig.run(20.0)
    arrived = [event.reading for event in rig.events if isinstance(event, TagArrived)]
    assert sorted(str(each.uid) for each in arrived) == sorted(t.uid.hex().upper() for t in tags)
    assert {each.verdict for each in arrived} == {Verdict.ITEM}
    assert not rig.happened(TagLeft)


@pytest.mark.parametrize("size", [16, 60])
def test_a_pile_on_a_pad_that_misses_tags_is_told_in_the_end(size: int) -> None:
    """Whatever the order, none twice. Guard: the hysteresis."""
    rig = Rig(pile(size, "equal nibbles"), faults=FaultPlan(frozenset({"flicker"}), 5))
    rig.run(30.0)
    arrived = [event.reading.uid for event in rig.events if isinstance(event, TagArrived)]
    assert len(set(arrived)) == size
    assert len(arrived) - len(set(arrived)) == len(rig.happened(TagLeft))


@pytest.mark.parametrize("size", [2, 20])
def test_of_two_chips_with_one_uid_none_is_read_or_switched(size: int) -> None:
    """Guards: `double` in InventoryTracker, is_double in ReaderWorker._switch."""
    tags = pile(size, "in a row")
    tags[-1].uid = tags[0].uid
    rig = Rig(tags)
    rig.run(5.0)
    verdicts = {
        event.reading.uid: event.reading.verdict
        for event in rig.events
        if isinstance(event, TagArrived)
    }
    assert verdicts[Uid(tags[0].uid)] is Verdict.DOUBLE_UID
    assert list(verdicts.values()).count(Verdict.DOUBLE_UID) == 1
    assert len(verdicts) == size - 1
    rig.switch(1)
    rig.run(3.0)
    (done,) = (event for event in rig.events if isinstance(event, SecurityDone))
    assert (done.uid, done.outcome.value) == (uid(1), "gone")
    assert rig.commands("write_afi") == 0


def test_a_whole_pile_is_switched_and_read_back() -> None:
    tags = pile(33, "in a row")
    rig = Rig(tags)
    rig.run(10.0)
    for number in range(1, 34):
        rig.switch(number, Security.ON_LOAN)
    rig.run(30.0)
    assert rig.outcomes() == ["verified"] * 33
    assert {each.afi for each in tags} == {ON_LOAN}
