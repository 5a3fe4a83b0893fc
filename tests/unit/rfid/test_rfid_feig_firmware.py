"""FEIG readers that differ: few tags at a time, ONT off, modes of their own, several antennas."""

from __future__ import annotations

import json
import threading
from collections import Counter

import pytest

from rfid.errors import ReaderRefused
from rfid.events import ReaderEvent, TagArrived, TagLeft
from rfid.feig.commands import Inventory
from rfid.feig.configuration import MODE_AT, ONT_AT
from rfid.feig.driver import FeigReader
from rfid.feig.frames import Answer
from rfid.sim.feig_twin import FeigTwin, Firmware
from rfid.sim.field import VirtualField
from rfid.sim.twin import Happening
from rfid.transport.loopback import LoopbackTransport
from rfid.types import Afi, TagSighting, Uid
from rfid.worker import ReaderWorker
from support.rfid_rig import POLICY, Rig, VirtualClock, tag, uid
from ui.cli.tags.watch import _Watcher


class Desk:
    """A reader with this firmware, and what it was asked."""

    def __init__(self, firmware: Firmware, *tags: int, antennas: int = 0) -> None:
        self.field = VirtualField()
        for number in tags:
            self.field.lay(tag(number))
        self.asked: list[str] = []
        self.twin = FeigTwin(self.field, None, self._hear, firmware=firmware)
        self._antennas = antennas

    def open(self) -> FeigReader:
        clock = VirtualClock()
        line = LoopbackTransport(self.twin, lambda: clock.pass_by(0.05))
        return FeigReader(
            line, "loopback:", True, antennas=self._antennas, clock=clock, sleep=clock.pass_by
        )

    def _hear(self, happening: Happening) -> None:
        if happening.event == "command":
            self.asked.append(happening.name)


def uids(found: list[TagSighting]) -> list[Uid]:
    return sorted(each.uid for each in found)


@pytest.mark.parametrize("only_new", [True, False])
@pytest.mark.parametrize("count", [3, 4, 5, 8, 20])
def test_firmware_that_finds_four_tags_lists_them_all_the_same(only_new: bool, count: int) -> None:
    """Guard: FULL_PAGE in `FeigReader._inventory`."""
    desk = Desk(Firmware(most=4, only_new=only_new), *range(count))
    reader = desk.open()
    for _ in range(3):
        assert uids(reader.inventory()) == [uid(number) for number in range(count)]


@pytest.mark.parametrize("most", [2, 3, 4])
def test_reader_that_says_there_are_more_than_it_could_take_is_asked_again(most: int) -> None:
    """Guard: `overflow` in `FeigReader._inventory`."""
    desk = Desk(Firmware(most=most, says_overflow=True), *range(9))
    reader = desk.open()
    for _ in range(2):
        assert uids(reader.inventory()) == [uid(number) for number in range(9)]


def test_reader_that_keeps_its_configuration_lists_what_it_finds(
    caplog: pytest.LogCaptureFixture,
) -> None:
    desk = Desk(Firmware(most=4, only_new=False, protected=True), *range(6))
    reader = desk.open()
    for _ in range(2):
        assert len(reader.inventory()) == 4
    assert "more tags may lie there" in caplog.text


def test_overflow_without_a_list_is_the_readers_refusal() -> None:
    with pytest.raises(ReaderRefused, match="too many tags"):
        Inventory().parse(Answer(0, 0xB0, 0x93, b""))


def test_firmware_that_finds_four_tags_tells_two_with_one_uid() -> None:
    desk = Desk(Firmware(most=4), 1, 2, 3, 4, 5, 1)
    assert Counter(uids(desk.open().inventory()))[uid(1)] == 2


def test_reader_that_says_more_is_not_asked_in_vain() -> None:
    desk = Desk(Firmware(), *range(8))
    reader = desk.open()
    reader.inventory()
    desk.asked.clear()
    reader.inventory()
    assert desk.asked == ["rf_reset", "inventory", "inventory"]


def test_reader_that_lists_every_tag_each_time_needs_no_reset() -> None:
    """Guard: `_lists_only_new`."""
    desk = Desk(Firmware(only_new=False), 1, 2)
    reader = desk.open()
    for _ in range(3):
        assert uids(reader.inventory()) == [uid(1), uid(2)]
    assert "rf_reset" not in desk.asked
    assert desk.asked.count("read_configuration") == 1


def test_reader_that_does_not_tell_its_configuration_is_reset() -> None:
    desk = Desk(Firmware(tells=False), 1)
    reader = desk.open()
    for _ in range(2):
        assert uids(reader.inventory()) == [uid(1)]
    assert desk.asked.count("rf_reset") == 2


def test_ordinary_work_never_writes_the_eeprom() -> None:
    """Guard: the driver changes CFG5 in RAM only."""
    desk = Desk(Firmware(most=4, only_new=False), *range(6))
    before = {at: bytes(block) for at, block in desk.twin.eeprom.items()}
    reader = desk.open()
    reader.inventory()
    reader.write_afi(uid(1), Afi(0xC2))
    assert desk.twin.ram[5][ONT_AT] == 1
    assert desk.twin.eeprom == before


@pytest.mark.parametrize("mode", [0x01, 0x80, 0xC0])
def test_reader_in_a_mode_of_its_own_says_what_to_do(mode: int) -> None:
    reader = Desk(Firmware(mode=mode), 1).open()
    assert reader.mode() == mode
    for act in (reader.inventory, lambda: reader.read_blocks(uid(1), 0, 8)):
        with pytest.raises(ReaderRefused, match="beaupre readers switch --reader ADDRESS --host-m"):
            act()


@pytest.mark.parametrize("mode", [0x01, 0x80, 0xC0])
def test_reader_made_to_obey_changes_one_byte_and_works(mode: int) -> None:
    desk = Desk(Firmware(mode=mode), 1)
    before = bytes(desk.twin.eeprom[1])
    reader = desk.open()
    reader.obey()
    assert uids(reader.inventory()) == [uid(1)]
    changed = bytes(desk.twin.eeprom[1])
    assert [at for at in range(14) if changed[at] != before[at]] == [MODE_AT]


def test_reader_in_an_unknown_mode_is_left_as_it_is() -> None:
    desk = Desk(Firmware(mode=0x42), 1)
    reader = desk.open()
    with pytest.raises(ReaderRefused, match="42"):
        reader.obey()
    assert desk.twin.eeprom[1][MODE_AT] == 0x42
    assert "write_configuration" not in desk.asked


def two_antennas() -> Desk:
    desk = Desk(Firmware(antennas=2), antennas=2)
    for number, antenna in ((1, 1), (2, 2), (3, 2)):
        book = tag(number)
        book.antenna = antenna
        desk.field.lay(book)
    return desk


def test_each_antenna_lists_its_own_tags() -> None:
    reader = two_antennas().open()
    for _ in range(2):
        found = {each.uid: each.antenna for each in reader.inventory()}
        assert found == {uid(1): 1, uid(2): 2, uid(3): 2}


def test_tag_is_addressed_on_the_antenna_it_lies_on() -> None:
    """Guard: `_tell_tag` turns to it first."""
    desk = two_antennas()
    reader = desk.open()
    reader.inventory()
    reader.write_afi(uid(1), Afi(0xC2))
    reader.write_afi(uid(2), Afi(0xC2))
    assert [reader.system_info(uid(number)).afi for number in (1, 2, 3)] == [0xC2, 0xC2, 0x07]


def test_two_tags_with_one_uid_on_one_antenna_are_two() -> None:
    desk = two_antennas()
    twin_of_one = tag(1)
    desk.field.lay(twin_of_one)
    assert Counter(uids(desk.open().inventory()))[uid(1)] == 2


def test_tag_that_both_antennas_see_is_one() -> None:
    desk = two_antennas()
    across = tag(1)
    across.antenna = 2
    desk.field.lay(across)
    assert Counter(uids(desk.open().inventory()))[uid(1)] == 1


def test_antenna_the_reader_does_not_have_is_its_refusal() -> None:
    with pytest.raises(ReaderRefused, match="parameter range"):
        Desk(Firmware(antennas=1), 1, antennas=2).open().inventory()


def test_worker_tells_staff_what_to_do_with_a_scanning_reader() -> None:
    rig = Rig([tag(1)])
    rig.twin.ram[1][MODE_AT] = 0x80
    rig.run(1)
    assert any("readers switch" in str(event) for event in rig.events)


def test_antenna_is_told_with_each_arrival_and_counted_by_the_radios_health(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told: list[ReaderEvent] = []
    desk = two_antennas()
    worker = ReaderWorker("pad", desk.open, POLICY, told.append)
    now_s = 0.0
    for _ in range(40):
        now_s = max(now_s + 0.001, worker.step(now_s))
    arrived = [event for event in told if isinstance(event, TagArrived)]
    assert {event.reading.uid: event.antenna for event in arrived} == {
        uid(1): 1,
        uid(2): 2,
        uid(3): 2,
    }
    assert [each.antenna for each in worker.radio.health(now_s).antennas] == [1, 2]

    watcher = _Watcher(threading.Event(), as_json=True, left=None)
    watcher.take(next(event for event in arrived if event.antenna == 2))
    watcher.take(TagLeft("pad", arrived[0].reading.uid))
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["antenna"] for row in rows] == [2, None]
