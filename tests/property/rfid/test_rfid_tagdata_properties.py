"""What is encoded in any model is decoded again, by the detection that is told nothing of it."""

from __future__ import annotations

import string

from hypothesis import assume, example, given
from hypothesis import strategies as st

from rfid.errors import TagDataError
from rfid.tagdata import compaction, isil, iso15962, iso28560_2, iso28560_3, rfid501
from rfid.tagdata.compaction import Compaction
from rfid.tagdata.detect import decode, enough
from rfid.tagdata.encode import encode
from rfid.tagdata.extensions import Extension
from rfid.tagdata.model import ItemTag, TagModel, TypeOfUsage

ascii_ids = st.text(string.ascii_letters + string.digits + "-./", min_size=2, max_size=16)
owners = st.builds("{}-{}".format, st.sampled_from(["FR", "DE", "CH"]), st.integers(1, 999999999))
texts = st.text(
    st.characters(categories=["L", "N", "P"], max_codepoint=0x2FFF), min_size=1, max_size=20
)
parts = st.integers(1, 9).flatmap(lambda m: st.tuples(st.integers(1, m), st.just(m)))


@st.composite
def tags(draw: st.DrawFn, most: int = 9) -> ItemTag:
    part, total = draw(parts.filter(lambda pair: pair[1] <= most))
    return ItemTag(
        item_id=draw(ascii_ids),
        part=part,
        parts=total,
        owner=draw(owners),
        usage=draw(st.sampled_from(TypeOfUsage)),
        shelf=draw(st.just("") | texts),
        title=draw(st.just("") | texts),
    )


def read_back(model: TagModel, tag: ItemTag, size: int = 256) -> ItemTag | None:
    try:
        image = encode(model, tag, size)
    except TagDataError:
        assume(False)
        raise
    found = decode(image)
    assert found.tag is not None, found.reason
    return found.tag


def one_spelling(tag: ItemTag) -> bool:
    """Texts with a compatibility form of their own are written in NFC and come back so."""
    return all(text == normal(text) for text in (tag.shelf, tag.title))


def normal(text: str) -> str:
    from rfid.tagdata.text import prose

    return prose(text)


@given(tags())
def test_part_3_comes_back(tag: ItemTag) -> None:
    assume(one_spelling(tag))
    assert read_back(TagModel.ISO28560_3, tag) == tag


@given(tags())
def test_older_model_comes_back(tag: ItemTag) -> None:
    """With a longer owner its blocks stand where the newer model has them, and may look alike: then
    nothing is written. Guard: that refusal."""
    assume(one_spelling(tag))
    assert read_back(TagModel.DANISH, tag) == tag


@given(tags())
def test_part_2_comes_back(tag: ItemTag) -> None:
    assume(one_spelling(tag))
    assert read_back(TagModel.ISO28560_2, tag) == tag


@given(ascii_ids, parts, st.integers(1, 0xFFFFE))
def test_rfid501_comes_back(item_id: str, part: tuple[int, int], library: int) -> None:
    tag = ItemTag(item_id, *part, str(library), TypeOfUsage.CIRCULATING)
    assert read_back(TagModel.RFID501, tag) == tag


@given(tags(), st.sampled_from(list(TagModel)[:4]))
@example(ItemTag("00", 1, 8, "FR-100", TypeOfUsage.CIRCULATING, title="0"), TagModel.DANISH)
def test_beginning_of_an_image_gives_the_same_item_or_asks_for_more(
    tag: ItemTag, model: TagModel
) -> None:
    try:
        image = encode(model, tag, 256)
    except TagDataError:
        assume(False)
        raise
    for size in range(32, 256, 4):
        if enough(image[:size]):
            found = decode(image[:size]).tag
            assert found is not None
            assert (found.item_id, found.part, found.parts) == (
                tag.item_id,
                tag.part,
                tag.parts,
            ) or (model is TagModel.RFID501)
            break


@given(st.text(string.ascii_letters + string.digits + "-:/", max_size=20))
def test_isil_comes_back(text: str) -> None:
    assert isil.decode(isil.encode(text)) == text


@given(
    st.text(
        st.characters(min_codepoint=0x20, max_codepoint=0xFFFF, exclude_categories=["Cs"]),
        min_size=1,
    )
)
def test_compacted_text_comes_back(text: str) -> None:
    code, data = compaction.compact(text)
    assert compaction.expand(code, data) == text


@given(
    st.lists(
        st.tuples(st.integers(1, 31), st.sampled_from(Compaction), st.binary(max_size=40)),
        max_size=12,
        unique_by=lambda each: each[0],
    ),
    st.sets(st.integers(1, 14)),
    st.sampled_from([1, 4, 8]),
)
def test_data_sets_come_back_and_aligned_ones_fill_their_blocks(
    elements: list[tuple[int, Compaction, bytes]], aligned: set[int], block: int
) -> None:
    memory = b""
    for oid, code, data in elements:
        align = block if oid in aligned else 1
        memory += iso15962.build(oid, code, data, align, len(memory))
        assert len(memory) % align == 0
    found = iso15962.parse(memory + b"\0")
    assert [(each.oid, each.compaction, each.data) for each in found.sets] == elements
    assert found.ended


@given(tags(), st.sampled_from([4, 8]))
def test_locked_elements_stand_alone_in_the_first_blocks(tag: ItemTag, block: int) -> None:
    locked = (iso28560_2.ITEM_ID, iso28560_2.OWNER)
    try:
        image = iso28560_2.encode(tag, 256, block_size=block, locked=locked)
    except TagDataError:
        assume(False)
        raise
    first, second, *rest = iso15962.parse(image).sets
    assert {first.oid, second.oid} == set(locked)
    assert all(each.at % block == 0 for each in (first, second, rest[0]))


@given(
    tags(),
    st.lists(st.builds(Extension, st.integers(6, 0xFEFF), st.binary(max_size=30)), max_size=3),
)
def test_blocks_of_others_and_their_order_in_memory_are_kept(
    tag: ItemTag, others: list[Extension]
) -> None:
    assume(one_spelling(tag))
    order = iso28560_3.BlockOrder.REVERSED
    image = iso28560_3.encode(tag, 256, blocks=tuple(others), order=order)
    found = iso28560_3.decode(image)
    assert found.tag == tag
    assert found.extensions[: len(others)] == tuple(others)
    again = iso28560_3.encode(tag, 256, blocks=found.extensions, order=found.order)
    assert again == image


@given(st.integers(0, 0xFF), st.integers(-(2**31), 2**31 - 1), st.integers(0, 0xFFE))
def test_what_rfid501_holds_beside_the_item_comes_back(
    media: int, custom: int, branch: int
) -> None:
    media %= 14
    tag = ItemTag("200901010123", 1, 1, "4711", TypeOfUsage.CIRCULATING)
    image = rfid501.decode(rfid501.encode(tag, 112, media=media, branch=branch, custom=custom))
    assert (image.media, image.custom, image.branch) == (media, custom, branch)
