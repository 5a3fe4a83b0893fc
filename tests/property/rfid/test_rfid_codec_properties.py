"""Any bytes: the decoders give a typed result, and nothing that could harm a screen or a log."""

from __future__ import annotations

import contextlib

from hypothesis import example, given
from hypothesis import strategies as st

from rfid.errors import RfidError, TagDataError
from rfid.feig import commands
from rfid.feig.frames import AnswerDecoder, Format, encode
from rfid.security import SitePolicy
from rfid.sim.feig_frames import Request, RequestParser, answer
from rfid.sim.images import image_for
from rfid.tagdata import iso28560_3
from rfid.tagdata.detect import read_tag
from rfid.tagdata.model import ItemTag, TypeOfUsage, Verdict
from rfid.types import Afi, Dsfid, Uid

UID = Uid.parse("E004015000000001")
POLICY = SitePolicy(("FR999990001",))
memories = st.binary(max_size=512)
codes = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1)
items = st.builds(
    ItemTag,
    item_id=codes.map(lambda text: text[:16]),
    part=st.just(1),
    parts=st.integers(1, 255),
    owner=codes.map(lambda text: text[:13]),
    usage=st.sampled_from(TypeOfUsage),
)


def sealed(memory: bytes) -> bytes:
    """With the right CRC, so that the examples get past the first check."""
    memory = memory.ljust(34, b"\0")
    return memory[:19] + iso28560_3.crc(memory).to_bytes(2, "little") + memory[21:]


@given(memories | memories.map(sealed), st.integers(0, 255), st.integers(1, 32))
@example(b"\x11\x01\x01\xe2\x80\xae".ljust(112, b"\0"), 0x3E, 4)
def test_any_memory_gives_a_reading_without_control_characters(
    memory: bytes, dsfid: int, block_size: int
) -> None:
    reading = read_tag(UID, Dsfid(dsfid), Afi(7), memory, POLICY, block_size)
    assert reading.reason.isprintable()
    if reading.tag is not None:
        assert reading.tag.item_id.isprintable()
        assert reading.tag.owner.isprintable()
        assert 1 <= reading.tag.part <= reading.tag.parts
    assert (reading.tag is not None) == (
        reading.verdict in (Verdict.ITEM, Verdict.FOREIGN, Verdict.PATRON_CARD)
    )


@given(memories | memories.map(sealed), st.integers(1, 32))
def test_codec_raises_nothing_untyped(memory: bytes, block_size: int) -> None:
    with contextlib.suppress(TagDataError):
        iso28560_3.decode(memory, block_size)


@given(items, st.sampled_from([32, 34, 44, 112, 256]))
def test_what_is_encoded_is_decoded_again(tag: ItemTag, size: int) -> None:
    decoded = iso28560_3.decode(iso28560_3.encode(tag, size)).tag
    owner = tag.owner[:11] if size == 32 else tag.owner
    assert decoded == ItemTag(tag.item_id, tag.part, tag.parts, owner, tag.usage)


@given(items)
def test_codec_and_simulation_write_the_same_image(tag: ItemTag) -> None:
    theirs = image_for(tag.item_id, tag.owner, tag.part, tag.parts, tag.usage)
    assert theirs == iso28560_3.encode(tag, 112)


@given(items, st.integers(0, 111), st.integers(0, 7))
@example(ItemTag("0", 1, 1, "0" * 11, TypeOfUsage.CIRCULATING), 32, 6)
def test_one_wrong_bit_in_the_basic_block_never_gives_another_item(
    tag: ItemTag, at: int, bit: int
) -> None:
    memory = bytearray(iso28560_3.encode(tag, 112))
    memory[at] ^= 1 << bit
    reading = read_tag(UID, Dsfid(0x3E), Afi(7), bytes(memory), SitePolicy(()))
    assert reading.tag in (None, tag)


@given(
    st.lists(
        st.tuples(st.sampled_from([0x65, 0x69, 0xB0]), st.binary(max_size=240), st.booleans()),
        max_size=5,
    ),
    st.data(),
)
def test_answers_survive_any_cut_of_the_stream(
    answers: list[tuple[int, bytes, bool]], data: st.DataObject
) -> None:
    stream = b"".join(
        answer(Request(0xFF, command, b"", advanced), 0, 0, payload)
        for command, payload, advanced in answers
    )
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    decoder = AnswerDecoder()
    found = []
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += decoder.feed(stream[begin:end])
    assert [(each.command, each.data) for each in found] == [each[:2] for each in answers]


@given(st.binary(max_size=300), st.binary(max_size=200))
def test_answer_behind_any_garbage_is_found_and_so_is_the_next(
    garbage: bytes, payload: bytes
) -> None:
    frame = answer(Request(0xFF, 0xB0, b"", True), 0, 0, payload)
    decoder = AnswerDecoder()
    found = [*decoder.feed(garbage), *decoder.feed(frame), *decoder.resync()]
    assert found[-1].data == payload
    assert [each.data for each in decoder.feed(frame)] == [payload]


@given(st.integers(0, 255), st.binary(max_size=300))
def test_any_answer_is_understood_or_refused_with_a_typed_error(status: int, data: bytes) -> None:
    (reply,) = AnswerDecoder().feed(answer(Request(0xFF, 0xB0, b"", True), 0, status, data))
    for command in (
        commands.Inventory(),
        commands.ReadBlocks(UID, 0, 8),
        commands.GetSystemInformation(UID),
        commands.WriteAfi(UID, Afi(7)),
        commands.GetVersion(),
    ):
        with contextlib.suppress(RfidError):
            command.parse(reply)


@given(st.sampled_from(Format), st.integers(0, 255), st.binary(max_size=240))
def test_twin_understands_what_the_driver_writes(form: Format, command: int, data: bytes) -> None:
    (request,) = RequestParser().feed(encode(command, data, form))
    assert (request.command, request.data) == (command, data)
