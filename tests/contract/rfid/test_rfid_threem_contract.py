"""3M driver and twin, each checked byte for byte against recorded frames."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rfid.errors import FrameError, ReaderRefused, TagNotAnswering, TagRefused
from rfid.sim.field import VirtualField, VirtualTag
from rfid.sim.threem_frames import RequestParser, answer
from rfid.sim.threem_twin import ThreeMTwin
from rfid.threem import commands
from rfid.threem.frames import Answer, AnswerDecoder, crc1021, encode
from rfid.types import Uid

FRAMES = json.loads((Path(__file__).parent / "fixtures/threem_frames.json").read_text("utf-8"))
TAG = Uid.parse("E004010031323334")
OTHER = Uid.parse("E0040100415C1D8F")
MEMORY = bytes.fromhex("11010131313232333334340000000000000000513E4445373035000000000000")


def recorded(meaning: str) -> bytes:
    """The frame that was recorded with this meaning."""
    found = [bytes.fromhex(row["hex"]) for row in FRAMES if row["meaning"].startswith(meaning)]
    assert found, meaning
    return found[0]


def said(meaning: str) -> Answer:
    (found,) = AnswerDecoder().feed(recorded(meaning))
    return found


REQUESTS = [
    (commands.Probe(), "probe (note"),
    (commands.Init(), "init 13 04"),
    (commands.Inventory(), "inventory all AFI"),
    (commands.ReadBlocks(TAG, 0, 8), "read 8 blocks"),
    (commands.Get(TAG, commands.Get.AFI), "get AFI"),
    (commands.Put(TAG, commands.Put.AFI, 0xD7), "write AFI D7"),
]


@pytest.mark.parametrize(("command", "meaning"), REQUESTS)
def test_driver_writes_the_recorded_request(command: object, meaning: str) -> None:
    assert encode(command.body, command.start) == recorded(meaning)


@pytest.mark.parametrize("row", FRAMES, ids=[row["meaning"] for row in FRAMES])
def test_recorded_frame_is_read_whole_by_either_side(row: dict[str, str]) -> None:
    frame = bytes.fromhex(row["hex"])
    decoder = AnswerDecoder()
    found = [each for byte in frame for each in decoder.feed(bytes((byte,)))]
    assert [(each.start, each.body) for each in found] == [(frame[0], frame[3:-2])]
    assert decoder.damaged == 0
    (request,) = RequestParser().feed(frame)
    assert (request.start, request.body) == (frame[0], frame[3:-2])


@pytest.mark.parametrize("row", FRAMES, ids=[row["meaning"] for row in FRAMES])
def test_either_side_builds_the_recorded_frame(row: dict[str, str]) -> None:
    frame = bytes.fromhex(row["hex"])
    assert encode(frame[3:-2], frame[0]) == frame
    assert answer(frame[0], frame[3:-2]) == frame


def test_checksum_of_the_specification() -> None:
    assert crc1021(b"123456789") == 0xD64E


def test_string_found_in_the_wild_is_no_frame() -> None:
    """Guards: length and checksum in `AnswerDecoder`."""
    decoder = AnswerDecoder()
    stray = bytes.fromhex("D60008110A050219E23B")
    assert [*decoder.feed(stray), *decoder.resync()] == []
    assert decoder.damaged == len(stray)


@pytest.mark.parametrize(
    ("meaning", "model", "firmware"),
    [
        ("probe answer, 810", "3M 810", "0A.05.00.02"),
        ("probe answer, model 210", "3M 210", "0A.05.02.1B"),
        ("probe answer, version 0A.05.01.19", "3M 210", "0A.05.01.19"),
    ],
)
def test_version_answer_names_the_model(meaning: str, model: str, firmware: str) -> None:
    version = commands.Probe().parse(said(meaning))
    assert (version.model, version.firmware) == (model, firmware)


def test_answers_mean_what_the_record_says() -> None:
    commands.Init().parse(said("init answer"))
    ask = commands.Inventory()
    assert ask.parse(said("reply: no tags")) == ()
    assert ask.parse(said("reply: 2 tags")) == (TAG, OTHER)
    read = commands.ReadBlocks(TAG, 0, 8)
    assert read.parse(said("reply old style")) == commands.Blocks(MEMORY, frozenset())
    with pytest.raises(TagNotAnswering, match="no transponder"):
        read.parse(said("reply: no transponder"))
    assert commands.Get(TAG, commands.Get.AFI).parse(said("reply AFI DA")) == 0xDA
    commands.Put(TAG, commands.Put.AFI, 0xD7).parse(said("reply ok"))
    with pytest.raises(FrameError, match="not E0040100415C1D8F"):
        commands.Put(OTHER, commands.Put.AFI, 0xD7).parse(said("reply ok"))


@pytest.mark.parametrize(
    ("error", "kind", "iso_error"),
    [
        (0x06, TagNotAnswering, None),
        (0x16, TagNotAnswering, None),
        (0x11, TagRefused, 0x10),
        (0x12, TagRefused, 0x12),
        (0x21, TagRefused, 0x01),
        (0x02, ReaderRefused, None),
        (0x31, ReaderRefused, None),
        (0x77, ReaderRefused, None),
    ],
)
def test_shortest_error_answer_has_its_meaning(
    error: int, kind: type[Exception], iso_error: int | None
) -> None:
    (short,) = AnswerDecoder().feed(encode(bytes((0x04, error))))
    with pytest.raises(kind) as raised:
        commands.WriteBlocks(TAG, 0, bytes(4)).parse(short)
    assert getattr(raised.value, "iso_error", None) == iso_error


OLD, NEW, NEW_NO_LOCKS = (
    commands.ReadOption.OLD,
    commands.ReadOption.NEW,
    commands.ReadOption.NEW | commands.ReadOption.NO_LOCKS,
)


@pytest.mark.parametrize(
    ("option", "wire", "locked"),
    [
        (OLD, "02 0500 01020304 0603 05060708", {6}),
        (NEW, "05 02 00 01020304 01 05060708", {6}),
        (NEW_NO_LOCKS, "05 02 01020304 05060708", set()),
    ],
)
def test_each_style_of_reading_comes_out_the_same(
    option: commands.ReadOption, wire: str, locked: set[int]
) -> None:
    reply = Answer(0xD6, b"\x02\x00" + TAG.value + bytes.fromhex(wire))
    found = commands.ReadBlocks(TAG, 5, 2, option).parse(reply)
    assert found == commands.Blocks(bytes(range(1, 9)), frozenset(locked))


def test_block_that_could_not_be_read_is_no_data() -> None:
    """Guard: a lock byte above 3 is an error of the block."""
    reply = Answer(0xD6, b"\x02\x00" + TAG.value + bytes.fromhex("01 0015 00000000"))
    with pytest.raises(TagNotAnswering, match="not read"):
        commands.ReadBlocks(TAG, 0, 1).parse(reply)


def test_fewer_blocks_than_asked_are_not_taken_for_all() -> None:
    reply = Answer(0xD6, b"\x02\x00" + TAG.value + bytes.fromhex("01 0000 00000000"))
    with pytest.raises(TagNotAnswering, match="only 1 of 2"):
        commands.ReadBlocks(TAG, 0, 2).parse(reply)


def test_twin_holds_the_recorded_dialogue() -> None:
    field = VirtualField()
    twin = ThreeMTwin(field)
    book = VirtualTag(TAG.value, bytearray(MEMORY.ljust(112, b"\0")), afi=0xDA)

    def dialogue(request: str, reply: str) -> None:
        assert twin.feed(recorded(request)) == recorded(reply)

    dialogue("probe (note", "probe answer, 810")
    dialogue("init 13 04", "init answer")
    dialogue("inventory all AFI", "reply: no tags")
    field.lay(book)
    field.lay(VirtualTag(OTHER.value, bytearray(112)))
    dialogue("inventory all AFI", "reply: 2 tags")
    dialogue("read 8 blocks", "reply old style")
    dialogue("get AFI", "reply AFI DA")
    dialogue("write AFI D7", "reply ok")
    assert book.afi == 0xD7
    field.lift(book)
    dialogue("read 8 blocks", "reply: no transponder")
