"""Driver and twin, each checked byte for byte against recorded frames."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rfid.errors import ReaderRefused, TagRefused
from rfid.feig import commands
from rfid.feig.configuration import ReadConfiguration, RfOutput
from rfid.feig.frames import Answer, AnswerDecoder, Format, encode
from rfid.sim.feig_frames import Request, RequestParser, answer
from rfid.sim.feig_twin import FeigTwin
from rfid.sim.field import VirtualField, VirtualTag
from rfid.types import Afi, Dsfid, TagSighting, Uid

FRAMES = json.loads((Path(__file__).parent / "fixtures/feig_frames.json").read_text("utf-8"))
BOTH = [Format.STANDARD, Format.ADVANCED]

TAG = Uid.parse("E004010031323334")
OTHER = Uid.parse("E0040100415C1D8F")
REAL = Uid.parse("E004010809B9CB12")
MEMORY = bytes.fromhex("11010131313232333334340000000000000000513E4445373035000000000000")


def recorded(meaning: str, form: Format) -> bytes:
    """The frame that was recorded with this meaning in this format."""
    found = [
        bytes.fromhex(row["hex"])
        for row in FRAMES
        if row["meaning"].startswith(meaning) and row["format"] == form.value
    ]
    assert found, meaning
    return found[0]


def decode(frame: bytes) -> Answer:
    (found,) = AnswerDecoder().feed(frame)
    return found


REQUESTS = [
    (commands.Inventory(), "inventory, new", BOTH),
    (commands.Inventory(more=True), "inventory, MORE", BOTH),
    (commands.ReadBlocks(TAG, 0, 8), "read 8 blocks", BOTH),
    (commands.GetSystemInformation(TAG), "get system information", [Format.STANDARD]),
    (commands.GetSystemInformation(REAL), "get system information, addr", [Format.ADVANCED]),
    (commands.WriteAfi(TAG, Afi(0xC2)), "write AFI C2", BOTH),
    (commands.RfReset(), "RF reset", BOTH),
    (commands.GetVersion(), "get software version", BOTH),
    (commands.WriteBlocks(REAL, 1, b"8765", 4), "write 1 block at block 1", [Format.ADVANCED]),
    (
        commands.WriteBlocks(
            Uid.parse("E00401001159139F"), 0, bytes.fromhex("001122333031303033363534"), 4
        ),
        "write 3 blocks at block 0",
        [Format.ADVANCED],
    ),
    (
        commands.WriteBlocks(
            Uid.parse("E00700000147677E"),
            0,
            bytes.fromhex("010203041112131421222324"),
            4,
        ),
        "write blocks 01020304",
        [Format.STANDARD],
    ),
    (
        commands.WriteBlocks(
            Uid.parse("6005000002112504"),
            3,
            bytes.fromhex("010203040506070811121314151617182122232425262728"),
            8,
        ),
        "write 3 blocks of 8 bytes",
        [Format.STANDARD],
    ),
]


@pytest.mark.parametrize(
    ("command", "meaning", "form"),
    [(command, meaning, form) for command, meaning, forms in REQUESTS for form in forms],
)
def test_driver_writes_the_recorded_request(command: object, meaning: str, form: Format) -> None:
    assert encode(command.command, command.data, form) == recorded(meaning, form)


@pytest.mark.parametrize(
    ("form", "meaning"),
    [(Format.STANDARD, "read configuration 7"), (Format.ADVANCED, "the same, advanced")],
)
def test_driver_asks_for_a_configuration_as_recorded(form: Format, meaning: str) -> None:
    asked = ReadConfiguration(7)
    assert encode(asked.command, asked.data, form, address=0x12) == recorded(meaning, form)


@pytest.mark.parametrize(("antenna", "meaning"), [(1, "RF on"), (0, "RF off")])
def test_driver_turns_the_field_on_and_off_as_recorded(antenna: int, meaning: str) -> None:
    asked = RfOutput(antenna)
    frame = encode(asked.command, asked.data, Format.ADVANCED)
    assert frame == recorded(meaning, Format.ADVANCED)
    field = VirtualField()
    assert FeigTwin(field).feed(frame)[5] == 0
    assert field.powered == antenna


@pytest.mark.parametrize("row", [row for row in FRAMES if "repl" in row["meaning"]])
def test_recorded_answer_is_decoded_whole(row: dict[str, str]) -> None:
    decoder = AnswerDecoder()
    frame = bytes.fromhex(row["hex"])
    found = [each for byte in frame for each in decoder.feed(bytes((byte,)))]
    assert len(found) == 1
    assert decoder.damaged == 0
    assert found[0].command == (0x65 if "version" in row["meaning"] else 0xB0)


@pytest.mark.parametrize("row", [row for row in FRAMES if "repl" not in row["meaning"]])
def test_twin_understands_the_recorded_request(row: dict[str, str]) -> None:
    frame = bytes.fromhex(row["hex"])
    (request,) = RequestParser().feed(frame)
    assert request.advanced == (row["format"] == "advanced")
    assert request.data == frame[5 if request.advanced else 3 : -2]


@pytest.mark.parametrize("row", [row for row in FRAMES if "repl" in row["meaning"]])
def test_twin_builds_the_recorded_answer(row: dict[str, str]) -> None:
    frame = bytes.fromhex(row["hex"])
    head = 3 if row["format"] == "advanced" else 1
    asked = Request(0xFF, frame[head + 1], b"", head == 3)
    assert answer(asked, frame[head], frame[head + 2], frame[head + 3 : -2]) == frame


@pytest.mark.parametrize("form", BOTH)
def test_answers_mean_what_the_record_says(form: Format) -> None:
    def said(meaning: str) -> Answer:
        return decode(recorded(f"reply: {meaning}", form))

    two = (TagSighting(TAG, Dsfid(0x3E)), TagSighting(OTHER, Dsfid(0x3E)))
    ask = commands.Inventory()
    assert ask.parse(said("2 tags")) == commands.InventoryPage(two, False)
    assert ask.parse(said("more data")) == commands.InventoryPage(two[:1], True)
    assert ask.parse(said("no transponder")) == commands.InventoryPage((), False, nobody=True)
    assert ask.parse(said("one ISO 14443A")) == commands.InventoryPage((), False)
    mixed = (TagSighting(OTHER, Dsfid(0x06)),)
    assert ask.parse(said("mixed field")) == commands.InventoryPage(mixed, False)
    assert commands.ReadBlocks(TAG, 0, 8).parse(said("8 blocks")) == MEMORY
    info = commands.GetSystemInformation(TAG).parse(said("DSFID 3E, UID"))
    assert (info.afi, info.dsfid, info.block_size, info.block_count) == (0x07, 0x3E, 4, 28)
    commands.WriteAfi(TAG, Afi(0xC2)).parse(said("ok without data"))
    with pytest.raises(TagRefused, match="block locked") as refused:
        commands.WriteAfi(TAG, Afi(0xC2)).parse(said("ISO 15693 error 12"))
    assert refused.value.iso_error == 0x12
    with pytest.raises(ReaderRefused, match="length error"):
        ask.parse(said("length error"))


def test_answer_to_a_read_of_three_blocks_comes_out_in_memory_order() -> None:
    reply = decode(recorded("reply to read of the same 3 blocks", Format.STANDARD))
    found = commands.ReadBlocks(TAG, 0, 3).parse(reply)
    assert found == bytes.fromhex("010203041112131421222324")


def test_version_answer_names_the_model() -> None:
    reply = decode(recorded("software version reply", Format.ADVANCED))
    assert commands.GetVersion().parse(reply) == commands.Version("FEIG CPR40", "3.3.0")


@pytest.mark.parametrize("form", BOTH)
def test_twin_holds_the_recorded_dialogue(form: Format) -> None:
    field = VirtualField()
    twin = FeigTwin(field)
    book = VirtualTag(TAG.value, bytearray(MEMORY.ljust(112, b"\0")))

    def dialogue(request: str, reply: str) -> None:
        assert twin.feed(recorded(request, form)) == recorded(f"reply: {reply}", form)

    dialogue("inventory, new", "no transponder")
    field.lay(book)
    field.lay(VirtualTag(OTHER.value, bytearray(112)))
    dialogue("inventory, new", "2 tags")
    dialogue("inventory, new", "no transponder")
    twin.feed(recorded("RF reset", form))
    dialogue("inventory, new", "2 tags")
    dialogue("read 8 blocks", "8 blocks")
    dialogue("write AFI C2", "ok without data")
    assert book.afi == 0xC2
    book.afi, book.locked = 0x07, frozenset(("afi",))
    dialogue("write AFI C2", "ISO 15693 error 12")


def test_twin_answers_system_information_as_recorded() -> None:
    field = VirtualField()
    field.lay(VirtualTag(TAG.value, bytearray(112)))
    asked = recorded("get system information", Format.STANDARD)
    assert FeigTwin(field).feed(asked) == recorded("reply: DSFID 3E, UID", Format.STANDARD)
