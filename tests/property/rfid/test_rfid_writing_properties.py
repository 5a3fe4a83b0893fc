"""Whatever is written over whatever: a tag pulled away at any block is the old item or the new one,
or none."""

from __future__ import annotations

from hypothesis import assume, example, given
from hypothesis import strategies as st

from rfid.errors import TagDataError
from rfid.tagdata.detect import decode
from rfid.tagdata.encode import encode
from rfid.tagdata.model import ItemTag, TagModel, TypeOfUsage
from rfid.writing.plan import runs, states

SIZE = 112
MODELS = (TagModel.ISO28560_3, TagModel.ISO28560_2, TagModel.RFID501, TagModel.DANISH)
CIRCULATING = TypeOfUsage.CIRCULATING


@st.composite
def images(draw: st.DrawFn) -> bytes:
    blank = draw(st.sampled_from([None, b"\0", b"\x55", b"\xff"]))
    if blank is not None:
        return blank * SIZE
    part, parts = draw(st.sampled_from([(1, 1), (1, 2), (2, 2), (3, 3)]))
    item_id = draw(
        st.integers(10**5, 10**14).map(str) | st.from_regex(r"[A-Z]{2,5}-\d{4}", fullmatch=True)
    )
    owner = draw(st.sampled_from(["", "FR-1", "FR-751131010", "DE-526", "4711"]))
    title = draw(st.sampled_from(["", "Nadja"]))
    tag = ItemTag(item_id, part, parts, owner, CIRCULATING, title=title)
    try:
        return encode(draw(st.sampled_from(MODELS)), tag, SIZE)
    except TagDataError:
        assume(False)
        raise


@given(images(), images(), st.sampled_from([4, 8]))
def test_tag_pulled_away_at_any_block_is_never_a_third_item(
    before: bytes, after: bytes, block_size: int
) -> None:
    """Guard: the first block that says nothing while the others are written, and the CRC at the
    end."""
    every = [before, *states(before, runs(before, after, block_size), block_size)]
    assert every[-1] == after
    known = [decode(before).tag, decode(after).tag, None]
    for memory in every:
        found = decode(memory, block_size)
        assert found.tag in known, found


@given(images(), images())
def test_no_block_is_written_that_need_not_change(before: bytes, after: bytes) -> None:
    written = [run.first + at for run in runs(before, after, 4) for at in range(len(run.data) // 4)]
    differing = [
        at for at in range(SIZE // 4) if before[at * 4 : at * 4 + 4] != after[at * 4 : at * 4 + 4]
    ]
    assert set(written) - {0} <= set(differing)
    assert len(written) <= len(differing) + 2


@given(images())
@example(bytes(SIZE))
def test_what_is_there_already_is_not_written(image: bytes) -> None:
    assert runs(image, image, 4) == []
