"""What every reader driver promises, whatever the reader: the same tests on all of them.

They look at tags through the reader alone, so that they hold for a capture as well; to make the
captures anew run this file with `--record-captures`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rfid.errors import ReaderFault, ReaderRefused, TagNotAnswering, TagRefused
from rfid.reader import Reader
from rfid.sim.field import VirtualTag
from rfid.sim.nxp import Icode
from rfid.types import Afi, Dsfid, PasswordId, Uid
from support.pcsc_rigs import PCSC_RIGS
from support.reader_rigs import (
    DOUBLES,
    EAS,
    LISTS_DSFID,
    MANY,
    PASSWORDS,
    RIGS,
    ReaderRig,
    feig_replayed,
    recording,
    threem_replayed,
)

IMAGE = bytes(range(0x11, 0x11 + 112))
PASSWORD = 0x1A2B3C4D


def uid(number: int) -> Uid:
    return Uid(bytes.fromhex("E0040150") + number.to_bytes(4, "big"))


def tag(number: int = 1, locked: frozenset[int | str] = frozenset(), **more: object) -> VirtualTag:
    return VirtualTag(uid(number).value, bytearray(IMAGE), locked=locked, **more)


ALL_RIGS = RIGS | PCSC_RIGS


@pytest.fixture(params=ALL_RIGS)
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReaderRig]:
    make = ALL_RIGS[request.param]
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.replace(request.param, "").lower())
    name = name.removeprefix("test-").strip("-")
    if make in (feig_replayed, threem_replayed) and request.config.getoption("--record-captures"):
        made = recording(make, name)
    else:
        made = make(tmp_path, name)
    yield made
    made.close()


@pytest.fixture
def reader(rig: ReaderRig) -> Iterator[Reader]:
    opened = rig.open()
    yield opened
    opened.close()


def listed(reader: Reader) -> list[Uid]:
    return sorted(sighting.uid for sighting in reader.inventory())


def test_reader_says_who_it_is(reader: Reader) -> None:
    info = reader.info()
    assert info.model
    assert info.url
    assert info.simulated


@pytest.mark.parametrize("count", [0, 1, 5, 20])
def test_every_tag_is_listed_once(rig: ReaderRig, reader: Reader, count: int) -> None:
    if MANY not in rig.can:
        count = min(count, 1)
    for number in range(count):
        rig.lay(tag(number))
    for _ in range(2):
        assert listed(reader) == [uid(number) for number in range(count)]


def test_tags_that_come_and_go_are_seen_to(rig: ReaderRig, reader: Reader) -> None:
    first, second = tag(1), tag(2)
    assert listed(reader) == []
    rig.lay(first)
    assert listed(reader) == [uid(1)]
    rig.lift(first)
    rig.lay(second)
    assert listed(reader) == [uid(2)]
    rig.lift(second)
    assert listed(reader) == []
    rig.lay(first)
    assert listed(reader) == [uid(1)]


def test_list_says_the_dsfid_or_nothing_of_it(rig: ReaderRig, reader: Reader) -> None:
    rig.lay(tag(1, dsfid=0x06))
    (sighting,) = reader.inventory()
    assert sighting.dsfid == (0x06 if LISTS_DSFID in rig.can else None)


def test_two_tags_with_one_uid_are_told_where_the_reader_can(
    rig: ReaderRig, reader: Reader
) -> None:
    if MANY in rig.can:
        rig.lay(tag(1))
    rig.lay(tag(1))
    counted = Counter(listed(reader))
    assert counted == {uid(1): 2 if DOUBLES in rig.can else 1}


def test_system_information_is_the_tags(rig: ReaderRig, reader: Reader) -> None:
    rig.lay(tag(1, afi=0xC2, dsfid=0x06))
    info = reader.system_info(uid(1))
    assert (info.uid, info.afi, info.dsfid) == (uid(1), 0xC2, 0x06)
    assert (info.block_size, info.block_count) == (4, 28)


@pytest.mark.parametrize(("first", "count"), [(0, 8), (0, 28), (5, 1), (20, 8)])
def test_blocks_come_in_the_order_of_the_memory(
    rig: ReaderRig, reader: Reader, first: int, count: int
) -> None:
    rig.lay(tag(1))
    assert reader.read_blocks(uid(1), first, count) == IMAGE[4 * first : 4 * (first + count)]


@pytest.mark.parametrize(("first", "count"), [(0, 28), (3, 2), (27, 1)])
def test_what_is_written_is_read_back_and_nothing_else_changed(
    rig: ReaderRig, reader: Reader, first: int, count: int
) -> None:
    rig.lay(tag(1))
    content = bytes(0xFF ^ byte for byte in IMAGE[4 * first : 4 * (first + count)])
    reader.write_blocks(uid(1), first, content, 4)
    expected = IMAGE[: 4 * first] + content + IMAGE[4 * (first + count) :]
    assert reader.read_blocks(uid(1), 0, 28) == expected


def test_half_a_block_is_never_written(rig: ReaderRig, reader: Reader) -> None:
    rig.lay(tag(1))
    with pytest.raises(ValueError, match="whole blocks"):
        reader.write_blocks(uid(1), 0, b"abc", 4)


def test_memory_ends_where_the_tag_says(rig: ReaderRig, reader: Reader) -> None:
    rig.lay(tag(1))
    with pytest.raises(TagRefused) as refused:
        reader.read_blocks(uid(1), 28, 1)
    assert refused.value.iso_error == 0x10


def test_afi_and_dsfid_are_written_and_read_back(rig: ReaderRig, reader: Reader) -> None:
    rig.lay(tag(1))
    reader.write_afi(uid(1), Afi(0xC2))
    reader.write_dsfid(uid(1), Dsfid(0x06))
    info = reader.system_info(uid(1))
    assert (info.afi, info.dsfid) == (0xC2, 0x06)
    assert reader.read_blocks(uid(1), 0, 8) == IMAGE[:32]


def test_one_of_several_tags_is_meant(rig: ReaderRig, reader: Reader) -> None:
    for number in (1, 2, 3) if MANY in rig.can else (2,):
        rig.lay(tag(number))
    listed(reader)
    reader.write_afi(uid(2), Afi(0xC2))
    assert reader.system_info(uid(2)).afi == 0xC2
    if MANY in rig.can:
        assert [reader.system_info(uid(number)).afi for number in (1, 3)] == [0x07, 0x07]


def test_locked_blocks_are_told(rig: ReaderRig, reader: Reader) -> None:
    rig.lay(tag(1, frozenset({0, 1, 9, 27})))
    assert reader.locked_blocks(uid(1), 0, 28) == {0, 1, 9, 27}
    assert reader.locked_blocks(uid(1), 2, 10) == {9}
    assert reader.locked_blocks(uid(1), 10, 4) == frozenset()


LOCKED = {
    "block": (5, lambda reader: reader.write_blocks(uid(1), 5, bytes(4), 4)),
    "afi": ("afi", lambda reader: reader.write_afi(uid(1), Afi(0xC2))),
    "dsfid": ("dsfid", lambda reader: reader.write_dsfid(uid(1), Dsfid(0x06))),
}


@pytest.mark.parametrize("what", LOCKED)
def test_lock_is_the_tags_refusal_and_changes_nothing(
    rig: ReaderRig, reader: Reader, what: str
) -> None:
    lock, write = LOCKED[what]
    rig.lay(tag(1, frozenset({lock})))
    with pytest.raises(TagRefused) as refused:
        write(reader)
    assert refused.value.iso_error == 0x12
    assert reader.read_blocks(uid(1), 0, 28) == IMAGE
    info = reader.system_info(uid(1))
    assert (info.afi, info.dsfid) == (0x07, 0x3E)


ADDRESSED: dict[str, Callable[[Reader], object]] = {
    "system": lambda reader: reader.system_info(uid(1)),
    "read": lambda reader: reader.read_blocks(uid(1), 0, 8),
    "write": lambda reader: reader.write_blocks(uid(1), 0, bytes(8), 4),
    "afi": lambda reader: reader.write_afi(uid(1), Afi(0xC2)),
    "dsfid": lambda reader: reader.write_dsfid(uid(1), Dsfid(0x06)),
    "locks": lambda reader: reader.locked_blocks(uid(1), 0, 8),
}
EAS_ADDRESSED: dict[str, Callable[[Reader], object]] = {
    "eas": lambda reader: reader.eas(uid(1)),
    "write-eas": lambda reader: reader.write_eas(uid(1), True),
}


@pytest.mark.parametrize("what", [*ADDRESSED, *EAS_ADDRESSED])
def test_tag_that_left_does_not_answer(rig: ReaderRig, reader: Reader, what: str) -> None:
    """Guard for `eas`: silence alone is not taken for EAS that is off."""
    book = tag(1)
    rig.lay(book)
    assert listed(reader) == [uid(1)]
    rig.lift(book)
    act = ADDRESSED.get(what) or EAS_ADDRESSED[what]
    if EAS not in rig.can and what in EAS_ADDRESSED:
        act = ADDRESSED["system"]
    with pytest.raises(TagNotAnswering):
        act(reader)


def test_tag_laid_back_is_as_it_was_left(rig: ReaderRig, reader: Reader) -> None:
    book = tag(1)
    rig.lay(book)
    reader.write_afi(uid(1), Afi(0xC2))
    rig.lift(book)
    assert listed(reader) == []
    rig.lay(book)
    assert listed(reader) == [uid(1)]
    assert reader.system_info(uid(1)).afi == 0xC2


def test_eas_is_set_reset_and_told(rig: ReaderRig, reader: Reader) -> None:
    rig.lay(tag(1))
    if EAS not in rig.can:
        with pytest.raises(ReaderRefused):
            reader.eas(uid(1))
        with pytest.raises(ReaderRefused):
            reader.write_eas(uid(1), True)
        return
    assert not reader.eas(uid(1))
    reader.write_eas(uid(1), True)
    assert reader.eas(uid(1))
    reader.write_eas(uid(1), False)
    assert not reader.eas(uid(1))


def guarded(number: int = 1) -> VirtualTag:
    return tag(number, icode=Icode(True, PASSWORD, frozenset({"eas", "afi"})))


def test_guarded_tag_obeys_whoever_gave_its_password(rig: ReaderRig, reader: Reader) -> None:
    rig.lay(guarded())
    if PASSWORDS not in rig.can:
        with pytest.raises(ReaderRefused):
            reader.give_password(uid(1), PasswordId.EAS_AFI, PASSWORD)
        return
    with pytest.raises(TagRefused):
        reader.write_afi(uid(1), Afi(0xC2))
    with pytest.raises(TagRefused):
        reader.write_eas(uid(1), False)
    reader.give_password(uid(1), PasswordId.EAS_AFI, PASSWORD)
    reader.write_afi(uid(1), Afi(0xC2))
    reader.write_eas(uid(1), False)
    assert reader.system_info(uid(1)).afi == 0xC2
    assert not reader.eas(uid(1))


def test_wrong_password_silences_the_tag_until_it_lost_power(
    rig: ReaderRig, reader: Reader
) -> None:
    book = guarded()
    rig.lay(book)
    wrong = (TagNotAnswering, TagRefused) if PASSWORDS in rig.can else ReaderRefused
    with pytest.raises(wrong):
        reader.give_password(uid(1), PasswordId.EAS_AFI, PASSWORD ^ 1)
    if PASSWORDS not in rig.can:
        return
    with pytest.raises(TagNotAnswering):
        reader.system_info(uid(1))
    rig.lift(book)
    rig.lay(book)
    assert listed(reader) == [uid(1)]
    assert reader.system_info(uid(1)).afi == 0x07
    with pytest.raises(TagRefused):
        reader.write_afi(uid(1), Afi(0xC2))


def test_pulled_cable_is_a_reader_fault_and_the_reader_opens_again(rig: ReaderRig) -> None:
    rig.lay(tag(1))
    reader = rig.open()
    assert listed(reader) == [uid(1)]
    rig.pull()
    with pytest.raises(ReaderFault):
        reader.inventory()
    reader.close()
    rig.plug()
    again = rig.open()
    assert listed(again) == [uid(1)]
    assert again.system_info(uid(1)).afi == 0x07
    again.close()


NOISE = {
    "zeros": bytes(7),
    "head": bytes.fromhex("0200FFD6"),
    "chatter": bytes(range(0x40, 0x60)),
}


@pytest.mark.parametrize("noise", NOISE)
def test_noise_on_the_line_changes_no_answer(rig: ReaderRig, reader: Reader, noise: str) -> None:
    rig.lay(tag(1))
    rig.garble(NOISE[noise])
    assert reader.read_blocks(uid(1), 0, 8) == IMAGE[:32]
    rig.garble(NOISE[noise])
    assert listed(reader) == [uid(1)]
    assert reader.system_info(uid(1)).uid == uid(1)
