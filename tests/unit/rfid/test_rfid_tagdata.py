"""Verdicts on tag memories, the site's policy, and the limits of the codec."""

from __future__ import annotations

import pytest

from rfid.errors import ConfigurationError, TagDataError
from rfid.security import SitePolicy
from rfid.sim.images import image_for
from rfid.tagdata import extensions, iso28560_3
from rfid.tagdata.convert import rewrite
from rfid.tagdata.detect import decode, enough, read_tag
from rfid.tagdata.encode import encode
from rfid.tagdata.model import ItemTag, TagModel, TagReading, TypeOfUsage, Verdict
from rfid.types import Afi, Dsfid, Security
from support.rfid_rig import OWNER, POLICY, uid

BOOK = image_for("3104800000017", OWNER)


def read(memory: bytes, dsfid: int = 0x3E, policy: SitePolicy = POLICY) -> TagReading:
    return read_tag(uid(1), Dsfid(dsfid), Afi(0x07), memory, policy)


def backwards(memory: bytes) -> bytes:
    return b"".join(memory[at : at + 4][::-1] for at in range(0, len(memory), 4))


def sealed(memory: bytes) -> bytes:
    """The memory with its CRC made right."""
    crc = iso28560_3.crc(memory).to_bytes(2, "little")
    return memory[:19] + crc + memory[21:]


def test_book_of_the_site_is_an_item() -> None:
    reading = read(BOOK)
    assert reading.verdict is Verdict.ITEM
    assert reading.tag == ItemTag("3104800000017", 1, 1, OWNER, TypeOfUsage.CIRCULATING)
    assert reading.security is Security.SECURED


def test_first_eight_blocks_are_enough() -> None:
    assert read(BOOK[:32]).verdict is Verdict.ITEM


def test_dsfid_does_not_decide() -> None:
    assert {read(BOOK, dsfid).verdict for dsfid in (0x00, 0x06, 0x3E, 0xFF)} == {Verdict.ITEM}


def test_blocks_stored_backwards_are_read() -> None:
    reading = read(backwards(BOOK[:32]))
    assert (reading.verdict, reading.tag.item_id) == (Verdict.ITEM, "3104800000017")
    assert "backwards" in reading.reason


def test_item_id_has_one_spelling() -> None:
    apart = "e\u0301t\u00e9-7".encode()
    reading = read(sealed(BOOK[:3] + apart.ljust(16, b"\0") + BOOK[19:]))
    assert reading.tag.item_id == "\u00e9t\u00e9-7"


def test_swapped_nibbles_are_read() -> None:
    reading = read(sealed(b"\x21" + BOOK[1:]))
    assert reading.tag.usage is TypeOfUsage.NOT_FOR_CIRCULATION
    assert "swapped" in reading.reason


def test_usage_for_future_use_says_nothing() -> None:
    assert read(sealed(b"\x1c" + BOOK[1:])).tag.usage is TypeOfUsage.NO_INFORMATION


def test_missing_number_of_parts_is_one_of_one() -> None:
    reading = read(sealed(BOOK[:1] + b"\0\0" + BOOK[3:]))
    assert (reading.verdict, reading.tag.part, reading.tag.parts) == (Verdict.ITEM, 1, 1)


@pytest.mark.parametrize(
    "memory", [bytes(112), b"\xff" * 32, b"\x55" * 112, (b"\x55" * 24).ljust(32, b"\0"), b""]
)
def test_tag_never_written_is_blank(memory: bytes) -> None:
    assert read(memory).verdict is Verdict.BLANK


@pytest.mark.parametrize("blocks", range(1, 8))
def test_tag_pulled_away_while_it_was_written_is_torn(blocks: int) -> None:
    new = image_for("3104800009999", OWNER)
    reading = read(new[: blocks * 4] + bytes(112 - blocks * 4), dsfid=0)
    assert (reading.verdict, reading.tag) == (Verdict.DAMAGED, None)


def test_reason_of_a_torn_tag_shows_staff_the_likely_id() -> None:
    assert "3104800000017" in read(BOOK[:19] + b"\0\0" + BOOK[21:]).reason


@pytest.mark.parametrize(
    "memory",
    [
        sealed(BOOK[:1] + b"\x02\x03" + BOOK[3:]),
        sealed(BOOK[:3] + bytes(16) + BOOK[19:]),
        sealed(BOOK[:3] + b"31048\x1b[2J".ljust(16, b"\0") + BOOK[19:]),
        sealed(BOOK[:3] + "31048\u202e".encode().ljust(16, b"\0") + BOOK[19:]),
        sealed(BOOK[:3] + b"\xc3\x28".ljust(16, b"\0") + BOOK[19:]),
        sealed(b"\x73" + BOOK[1:]),
    ],
)
def test_right_crc_over_nonsense_is_no_item(memory: bytes) -> None:
    reading = read(memory)
    assert (reading.verdict, reading.tag) == (Verdict.DAMAGED, None)
    assert reading.reason.isprintable()


def test_tag_of_another_library_is_foreign() -> None:
    reading = read(image_for("3104800000017", "FR751131015"))
    assert (reading.verdict, reading.tag.owner) == (Verdict.FOREIGN, "FR751131015")


def test_patron_card_is_told_from_a_book() -> None:
    assert read(image_for("2104800000017", OWNER, usage=8)).verdict is Verdict.PATRON_CARD


def test_afi_that_is_neither_value_is_no_security_state() -> None:
    assert read_tag(uid(1), Dsfid(0), Afi(0x00), BOOK, POLICY).security is None
    assert read_tag(uid(1), Dsfid(0), Afi(0xC2), BOOK, POLICY).security is Security.ON_LOAN


def test_owner_is_compared_without_hyphen_and_case() -> None:
    policy = SitePolicy(("FR-999990001", "DE-526"))
    assert policy.owns("FR999990001")
    assert policy.owns("de526")
    assert not policy.owns("FR99999000")
    assert not policy.owns("")
    assert SitePolicy(()).owns("whoever")


def test_owner_cut_by_a_short_tag_is_still_ours() -> None:
    assert SitePolicy(("DE1234567890A",)).owns("DE123456789")


def test_policy_needs_two_different_afi_values() -> None:
    with pytest.raises(ConfigurationError):
        SitePolicy((), Afi(7), Afi(7))
    with pytest.raises(ConfigurationError):
        SitePolicy((), Afi(256), Afi(7))
    other = SitePolicy((), Afi(0xD7), Afi(0xDA))
    assert other.afi_for(Security.ON_LOAN) == 0xDA
    assert other.security_of(Afi(0xD7)) is Security.SECURED


@pytest.mark.parametrize(
    ("tag", "size"),
    [
        (ItemTag("1" * 17, 1, 1, OWNER, TypeOfUsage.CIRCULATING), 112),
        (ItemTag("1", 1, 1, "F" * 14, TypeOfUsage.CIRCULATING), 112),
        (ItemTag("1", 2, 1, OWNER, TypeOfUsage.CIRCULATING), 112),
        (ItemTag("1\n", 1, 1, OWNER, TypeOfUsage.CIRCULATING), 112),
        (ItemTag("1", 1, 1, OWNER, TypeOfUsage.CIRCULATING), 33),
    ],
)
def test_what_does_not_fit_is_not_encoded(tag: ItemTag, size: int) -> None:
    with pytest.raises(TagDataError):
        iso28560_3.encode(tag, size)


def test_extension_blocks_that_make_no_sense_leave_the_rest_alone() -> None:
    title = bytes((6, 4, 0, 6 ^ 4 ^ 0x41 ^ 0x42)) + b"AB"
    broken = bytes((6, 4, 0, 0x41)) + b"AB"
    filler = b"\x01"
    found = extensions.parse(filler + title + broken)
    assert found.blocks == (extensions.Extension(4, b"AB"),)
    assert not found.whole
    assert extensions.parse(b"\xff" + title).blocks == ()


def test_beginning_of_the_older_model_is_not_taken_for_a_whole_tag_of_another() -> None:
    """A set of eight: its first 32 bytes read as ISO 28560-2 too. Guard: `may_begin` in
    `enough`."""
    image = bytes.fromhex(
        "11080130300000000000000000000000000000170e46522d3130300005040030"
    ) + bytes.fromhex("3100")
    assert not enough(image[:32])
    assert enough(image)


LONG_OWNER = "FR-999990001"


def older(**texts: str) -> bytes:
    """In the older model, with an owner that fills its field but for one byte."""
    tag = ItemTag("3104800000017", 1, 1, LONG_OWNER, TypeOfUsage.CIRCULATING, **texts)
    return encode(TagModel.DANISH, tag, 112)


def test_block_that_tells_its_arrangement_speaks_for_the_others() -> None:
    """Alone the shelf would read as "LEG6" in ISO 28560-3. Guard: the vote in extensions.parse."""
    found = decode(older(shelf="R LEG", title="Été"))
    assert found.model is TagModel.DANISH
    assert found.tag is not None
    assert (found.tag.shelf, found.tag.title) == ("R LEG", "Été")


def test_text_that_would_be_misread_in_the_older_model_is_not_written() -> None:
    with pytest.raises(TagDataError, match="misread"):
        older(shelf="R LEG")


@pytest.mark.parametrize("model", list(TagModel)[:4])
def test_item_without_an_id_is_not_written(model: TagModel) -> None:
    nothing = ItemTag("", 1, 1, LONG_OWNER, TypeOfUsage.CIRCULATING)
    with pytest.raises(TagDataError, match="must not be empty"):
        encode(model, nothing, 112)
    with pytest.raises(TagDataError, match="must not be empty"):
        rewrite(older(), nothing, model)
