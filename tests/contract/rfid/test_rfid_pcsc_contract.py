"""PC/SC: driver and twin, each checked byte for byte against a recorded dialogue and guides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rfid.errors import TagNotAnswering
from rfid.pcsc.apdu import objects
from rfid.pcsc.driver import tag_uid
from rfid.pcsc.ways import IdentivWay, SpringCardWay, TransparentWay, Way, exchange
from rfid.sim.field import VirtualField, VirtualTag
from rfid.sim.pcsc_twin import PcscTwin
from rfid.types import SystemInfo, Uid

APDUS = json.loads((Path(__file__).parent / "fixtures/pcsc_apdus.json").read_text("utf-8"))
REAL = Uid.parse("E00401008A5C982E")
OTHER = Uid.parse("E004015000000001")
TRANSPARENT: dict[str, tuple[bytes, bytes]] = {
    name: (bytes.fromhex(asked), bytes.fromhex(told))
    for name, (asked, told) in APDUS["transparent"].items()
}
OK = bytes.fromhex("9000")


class Scripted:
    """A card that answers in order and keeps what it was asked."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def transmit(self, apdu: bytes) -> bytes:
        self.asked.append(apdu.hex().upper())
        return self.answers.pop(0) if self.answers else OK

    def close(self) -> None:
        """Nothing to give back."""


def test_driver_opens_and_ends_the_recorded_session() -> None:
    start, switch = TRANSPARENT["start"], TRANSPARENT["switch to ISO 15693"]
    card = Scripted(start[1], switch[1], start[1])
    with TransparentWay(card, REAL, None).session():
        pass
    assert card.asked == [start[0].hex().upper(), switch[0].hex().upper(), "FFC2000002820000"]


@pytest.mark.parametrize(
    ("name", "request_hex"),
    [
        ("system information", "022B"),
        ("block 0 with option flag", "422000"),
        ("write without timer", "02210012345678"),
    ],
)
def test_driver_wraps_as_recorded(name: str, request_hex: str) -> None:
    assert exchange(bytes.fromhex(request_hex), False) == TRANSPARENT[name][0]


def test_timer_stands_before_a_write_and_lasts_a_second() -> None:
    written = exchange(bytes.fromhex("02210012345678"), True)
    assert written.hex().upper() == "FFC20001105F460440420F0095070221001234567800"


def test_driver_understands_the_recorded_system_information() -> None:
    start, switch = TRANSPARENT["start"], TRANSPARENT["switch to ISO 15693"]
    card = Scripted(start[1], switch[1], TRANSPARENT["system information"][1], start[1])
    info = TransparentWay(card, REAL, None).system_info()
    assert info == SystemInfo(REAL, 0x00, 0x00, 4, 28, 1)


def test_driver_takes_data_out_of_the_recorded_answer() -> None:
    found = objects(TRANSPARENT["block 0 with option flag"][1])
    assert found[0x97] == bytes.fromhex("000000112233")


def test_error_object_counts_more_than_the_outer_status() -> None:
    """Guard: `objects` checks C0."""
    with pytest.raises(TagNotAnswering, match="6401"):
        objects(bytes.fromhex("C003016401") + OK)


@pytest.mark.parametrize(
    ("way", "family", "name", "code", "parameters"),
    [
        (IdentivWay, "identiv", "read 4 blocks from 16", 0x23, "1003"),
        (IdentivWay, "identiv", "write block 15", 0x21, "0F01020304"),
        (IdentivWay, "identiv", "write AFI F0", 0x27, "F0"),
        (SpringCardWay, "springcard", "write AFI 07", 0x27, "07"),
        (SpringCardWay, "springcard", "system information", 0x2B, ""),
    ],
)
def test_driver_wraps_as_the_guides_say(
    way: type[Way], family: str, name: str, code: int, parameters: str
) -> None:
    card = Scripted()
    way(card, OTHER, None).ask(code, bytes.fromhex(parameters))
    assert card.asked == [APDUS[family][name]]


def laid(uid: Uid, **more: object) -> tuple[PcscTwin, VirtualTag]:
    field = VirtualField()
    tag = VirtualTag(uid.value, bytearray(112), **more)
    field.lay(tag)
    return PcscTwin(field), tag


def test_twin_holds_the_recorded_dialogue() -> None:
    twin, tag = laid(REAL, afi=0x00, dsfid=0x00)
    tag.memory[:4] = bytes.fromhex("00112233")
    for asked, told in list(TRANSPARENT.values())[:4]:
        assert twin.apdu(asked) == told


def test_twin_denies_a_write_without_timer_that_it_did() -> None:
    twin, tag = laid(REAL)
    twin.apdu(TRANSPARENT["start"][0])
    twin.apdu(TRANSPARENT["switch to ISO 15693"][0])
    asked, told = TRANSPARENT["write without timer"]
    assert twin.apdu(asked) == told
    assert tag.memory[:4] == bytes.fromhex("12345678")


@pytest.mark.parametrize(
    ("uid", "name"),
    [("E004015000000001", "0014"), ("E007000001476700", "0012"), ("E016000000000001", "0000")],
)
def test_twin_has_the_listed_atr(uid: str, name: str) -> None:
    twin, _ = laid(Uid.parse(uid))
    assert twin.feed(bytes.fromhex("000104")) == b"\0\x14" + bytes.fromhex(APDUS["atr"][name])


@pytest.mark.parametrize(
    ("raw", "uid"),
    [
        ("1B969D00180104E0", "E0040118009D961B"),
        ("E0040118009D961B", "E0040118009D961B"),
        ("E0969D00180104E0", "E0040118009D96E0"),
        ("0102030405060708", None),
        ("04112233445566", None),
    ],
)
def test_uid_is_turned_so_that_e0_is_in_front(raw: str, uid: str | None) -> None:
    atr = bytes.fromhex(APDUS["atr"]["0014"])
    found = tag_uid(bytes.fromhex(raw), atr)
    assert found == (Uid.parse(uid) if uid else None)
