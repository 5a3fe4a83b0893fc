"""FIELD.json and STATE.json, triggers and the fault plan of the simulation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rfid.sim.faults import FaultPlan, Triggers
from rfid.sim.field import VirtualField
from rfid.sim.field_file import FieldFile, FieldFileError, parse_field, write_state
from rfid.sim.images import image_for

ONE, TWO = "E004015000000001", "E004015000000002"


class Desk:
    """A field file that is rewritten, and the field that follows it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "FIELD.json"
        self.field = VirtualField()
        self.file = FieldFile(self.path, self.field)

    def put(self, *uids: str, **values: object) -> bool:
        rows = [{"uid": uid} | values for uid in uids]
        self.path.write_text(json.dumps({"tags": rows}))
        return self.file.refresh()

    def lying(self) -> list[str]:
        return [tag.uid.hex().upper() for tag in self.field.present()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_tags_added_are_laid_down_and_removed_ones_lifted(desk: Desk) -> None:
    assert desk.put(ONE, TWO)
    assert desk.lying() == [ONE, TWO]
    assert desk.put(TWO)
    assert desk.lying() == [TWO]


def test_same_text_is_no_news(desk: Desk) -> None:
    desk.put(ONE)
    assert not desk.put(ONE)


def test_lifted_tag_keeps_its_memory_and_afi(desk: Desk) -> None:
    desk.put(ONE, afi="07")
    (tag,) = desk.field.present()
    tag.write_afi(0xC2)
    desk.put()
    desk.put(ONE, afi="07")
    assert desk.field.present() == [tag]
    assert tag.afi == 0xC2


def test_same_uid_twice_is_two_tags(desk: Desk) -> None:
    desk.put(ONE, ONE)
    assert desk.lying() == [ONE, ONE]
    desk.put(ONE)
    assert desk.lying() == [ONE]


def test_tag_lifted_by_a_trigger_stays_away_until_it_is_removed_and_added(desk: Desk) -> None:
    desk.put(ONE)
    desk.field.lift(desk.field.present()[0])
    desk.put(ONE, TWO)
    assert desk.lying() == [TWO]
    desk.put(TWO)
    desk.put(ONE, TWO)
    assert desk.lying() == [TWO, ONE]


def test_half_written_file_changes_nothing(desk: Desk) -> None:
    desk.put(ONE)
    desk.path.write_text(desk.path.read_text()[:-7])
    with pytest.raises(FieldFileError):
        desk.file.refresh()
    assert desk.lying() == [ONE]
    assert desk.put(TWO)
    assert desk.lying() == [TWO]


def test_missing_file_is_told(desk: Desk) -> None:
    with pytest.raises(FieldFileError, match="cannot be read"):
        desk.file.refresh()


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({}, "uid needs 16"),
        ({"uid": "E004"}, "uid needs 16"),
        ({"uid": 7}, "tag 1"),
        ({"uid": ONE, "image": "xx"}, "tag 1"),
        ({"uid": ONE, "image": 113 * "00"}, "longer than 28 blocks"),
        ({"uid": ONE, "afi": 256}, "afi is no byte"),
        ({"uid": ONE, "blocks": 0}, "blocks is no number"),
        ({"uid": ONE, "locked": ["eas"]}, "locked takes"),
        ({"uid": ONE, "locked": 3}, "locked is no list"),
        ({"uid": ONE, "block-size": 4}, "unknown key 'block-size'"),
        ("E004", "is no object"),
    ],
)
def test_mistake_in_the_file_is_named(row: object, complaint: str) -> None:
    values = {"blocks": 28} | row if isinstance(row, dict) else row
    with pytest.raises(FieldFileError, match=complaint):
        parse_field(json.dumps({"tags": [values]}))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"tags": 3}'])
def test_file_without_tags_is_refused(text: str) -> None:
    with pytest.raises(FieldFileError):
        parse_field(text)


def test_state_has_every_tag_ever_laid_and_is_a_field_file_again(
    desk: Desk, tmp_path: Path
) -> None:
    desk.put(ONE, afi=0xC2, image=image_for("31048", "FR1").hex(), locked=[3, "afi"])
    desk.put(TWO)
    state = tmp_path / "STATE.json"
    write_state(state, desk.field)
    rows = json.loads(state.read_text())["tags"]
    assert [(row["uid"], row["present"], row["afi"]) for row in rows] == [
        (ONE, False, "C2"),
        (TWO, True, "07"),
    ]
    assert rows[0]["locked"] == [3, "afi"]
    assert list(tmp_path.glob(".STATE*")) == []
    again = list(parse_field(state.read_text()).values())
    assert again == desk.field.tags


def test_trigger_strikes_once_at_the_count_from_its_arming() -> None:
    triggers = Triggers()
    triggers.count("write_afi")
    triggers.arm("lift@write_afi:2")
    struck = [bool(triggers.count("write_afi")) for _ in range(4)]
    assert struck == [False, True, False, False]


def test_trigger_counts_its_own_command_only() -> None:
    triggers = Triggers()
    triggers.arm("hold@read_blocks:1")
    assert triggers.count("write_afi") == []
    assert [each.text for each in triggers.count("read_blocks")] == ["hold@read_blocks:1"]


@pytest.mark.parametrize("text", ["lift", "lift@write:1", "drop@write_afi:1", "lift@write_afi:0"])
def test_misspelt_trigger_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="write ACTION@COMMAND:N"):
        Triggers().arm(text)


def test_same_seed_is_the_same_bad_luck() -> None:
    def luck(seed: int) -> list[bool]:
        plan = FaultPlan(frozenset({"flicker", "drop"}), seed)
        return [plan.flickers() or plan.drops() for _ in range(200)]

    assert luck(7) == luck(7) != luck(8)
    assert any(luck(7))
    assert not all(luck(7))


def test_no_faults_means_none() -> None:
    plan = FaultPlan()
    assert plan.corrupted(b"frame") == b"frame"
    assert plan.delay_s() == 0.0
    assert not any((plan.drops(), plan.flickers(), plan.lifts(), plan.unplugs()))


def test_corruption_changes_exactly_one_bit() -> None:
    plan = FaultPlan(frozenset({"corrupt"}), 1)
    frame = bytes(16)
    bits = {int.from_bytes(plan.corrupted(frame)).bit_count() for _ in range(300)}
    assert bits == {0, 1}


def test_unknown_fault_is_named() -> None:
    with pytest.raises(ValueError, match="'fliker'"):
        FaultPlan(frozenset({"fliker"}))
