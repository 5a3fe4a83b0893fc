"""The PC/SC driver against the twin in the process: ways, chips, patron cards."""

from __future__ import annotations

import pytest

from rfid.chips import SLI, SLIX, SLIX2, chip_of
from rfid.errors import ReaderRefused, TagNotAnswering, TagRefused
from rfid.pcsc.driver import PcscReader
from rfid.pcsc.patron import LaidCards, Lifted, NoIdentity, PatronCard, identity
from rfid.pcsc.service import Slot
from rfid.pcsc.ways import SpringCardWay, TransparentWay
from rfid.sim.field import VirtualTag
from rfid.sim.nxp import Icode
from rfid.types import Afi, Dsfid, PasswordId, Uid
from support.pcsc_rigs import DeskRig

SLIX_TAG = Uid.parse("E004015000000001")
TI_TAG = Uid.parse("E00700000147677E")
TI_SMALL = Uid.parse("E007C00000000001")
FUJITSU = Uid.parse("E008010000000001")
UNKNOWN = Uid.parse("E016000000000001")
IMAGE = bytes(range(0x11, 0x11 + 112))
WAYS = {
    "transparent": "transparent session FF C2",
    "identiv": "Identiv FF FC",
    "springcard": "SpringCard FF F6",
    "storage": "FF B0",
}


def tag(uid: Uid = SLIX_TAG, size: int = 112, **more: object) -> VirtualTag:
    return VirtualTag(uid.value, bytearray(IMAGE[:size].ljust(size, b"\0")), **more)


@pytest.mark.parametrize("dialect", WAYS)
@pytest.mark.parametrize("name", ["", "Nameless 00 00", "ACS ACR1552 PICC"])
def test_way_is_found_by_name_and_by_trying(dialect: str, name: str) -> None:
    rig = DeskRig(dialect, name)
    rig.lay(tag())
    reader = rig.open()
    assert reader.way(SLIX_TAG) == WAYS[dialect]
    assert reader.read_blocks(SLIX_TAG, 0, 28) == IMAGE


def test_session_is_ended_whatever_happened() -> None:
    """Guard: the `finally` of TransparentWay.session."""
    rig = DeskRig()
    rig.lay(tag(locked=frozenset({5})))
    reader = rig.open()
    with pytest.raises(TagRefused):
        reader.write_blocks(SLIX_TAG, 5, bytes(4), 4)
    assert not rig.twin._session


def test_several_blocks_are_read_in_one_session() -> None:
    rig = DeskRig()
    rig.lay(tag())
    reader = rig.open()
    reader.system_info(SLIX_TAG)
    asked: list[bytes] = []
    feed = rig.twin.feed
    rig.twin.feed = lambda data: (asked.append(data[2:]), feed(data))[1]
    assert reader.read_blocks(SLIX_TAG, 0, 28) == IMAGE
    assert [each[:6].hex() for each in asked] == [
        "ffc200000281",
        "ffc20002048f",
        "ffc200010e95",
        "ffc200010e95",
        "ffc200000282",
    ]


def test_write_answered_as_failed_was_done_all_the_same() -> None:
    rig = DeskRig()
    rig.lay(tag())
    rig.twin.triggers.arm("error@write_blocks:1")
    reader = rig.open()
    with pytest.raises(TagNotAnswering):
        reader.write_blocks(SLIX_TAG, 3, b"abcd", 4)
    assert reader.read_blocks(SLIX_TAG, 3, 1) == b"abcd"


@pytest.mark.parametrize("dialect", ["transparent", "identiv", "springcard"])
def test_tag_that_waits_for_a_second_end_of_frame_is_written(dialect: str) -> None:
    """Guard: the option flag on writes to TI's chips."""
    rig = DeskRig(dialect)
    rig.lay(tag(TI_TAG, 256))
    reader = rig.open()
    reader.write_blocks(TI_TAG, 2, b"wxyz1234", 4)
    assert reader.read_blocks(TI_TAG, 2, 2) == b"wxyz1234"


# Readers that know nothing but blocks


@pytest.mark.parametrize("block_in_p1", [False, True])
def test_blocks_are_read_and_written_wherever_the_number_stands(block_in_p1: bool) -> None:
    """Guard: StorageWay._where tries which of the two it is."""
    rig = DeskRig("storage", block_in_p1=block_in_p1)
    rig.lay(tag())
    reader = rig.open()
    assert reader.read_blocks(SLIX_TAG, 0, 28) == IMAGE
    reader.write_blocks(SLIX_TAG, 7, b"seven8__", 4)
    assert bytes(rig.field.tags[0].memory[28:36]) == b"seven8__"


def test_blocks_only_reader_takes_the_layout_from_the_chip() -> None:
    rig = DeskRig("storage")
    rig.lay(tag(FUJITSU, 2000, block_size=8))
    info = rig.open().system_info(FUJITSU)
    assert (info.block_size, info.block_count, info.afi, info.dsfid) == (8, 250, None, None)


def test_blocks_only_reader_says_what_it_cannot() -> None:
    rig = DeskRig("storage")
    rig.lay(tag())
    reader = rig.open()
    for refused in (
        lambda: reader.write_afi(SLIX_TAG, Afi(0xC2)),
        lambda: reader.write_dsfid(SLIX_TAG, Dsfid(0x06)),
        lambda: reader.locked_blocks(SLIX_TAG, 0, 28),
    ):
        with pytest.raises(ReaderRefused, match="only read and write blocks"):
            refused()
    with pytest.raises(ReaderRefused, match="transparent exchange"):
        reader.eas(SLIX_TAG)
    with pytest.raises(ReaderRefused, match="transparent exchange"):
        reader.give_password(SLIX_TAG, PasswordId.EAS_AFI, 1)


def test_blocks_only_reader_refuses_a_chip_it_does_not_know() -> None:
    rig = DeskRig("storage")
    rig.lay(tag(UNKNOWN))
    with pytest.raises(ReaderRefused, match=r"EM.*is not known"):
        rig.open().system_info(UNKNOWN)


def test_tag_without_system_information_has_that_of_its_chip() -> None:
    rig = DeskRig("identiv")
    rig.lay(tag(TI_SMALL, 32))
    info = rig.open().system_info(TI_SMALL)
    assert (info.block_size, info.block_count) == (4, 8)


def test_reader_that_counts_blocks_from_one_is_asked_so() -> None:
    class CountsFromOne:
        def transmit(self, apdu: bytes) -> bytes:
            first, count = apdu[5], apdu[6]
            return IMAGE[4 * first : 4 * (first + count)] + b"\x90\x00"

        def close(self) -> None: ...

    way = SpringCardWay(CountsFromOne(), SLIX_TAG, SLIX)
    assert way.read(2, 8, 4) == IMAGE[8:40]
    assert way.read(0, 4, 4) == IMAGE[:16]


# Chips


@pytest.mark.parametrize(
    ("uid", "chip"),
    [
        ("E0040100415C1D8F", SLI),
        ("E00401501F453D8F", SLIX),
        ("E004010809B9CB12", SLIX2),
        ("E016000000000001", None),
    ],
)
def test_chip_is_told_by_the_uid(uid: str, chip: object) -> None:
    assert chip_of(Uid.parse(uid)) == chip


def test_name_in_the_atr_counts_where_the_uid_leaves_it_open() -> None:
    st = Uid.parse("E002000000000001")
    assert chip_of(st) is None
    known = chip_of(st, 0x0013)
    assert known is not None
    assert known.blocks == 16
    assert chip_of(SLIX_TAG, 0x0013) is SLIX


# What lies there


@pytest.mark.parametrize("msb_first", [False, True])
def test_either_byte_order_gives_the_same_tag(msb_first: bool) -> None:
    rig = DeskRig(msb_first=msb_first)
    rig.lay(tag())
    assert [each.uid for each in rig.open().inventory()] == [SLIX_TAG]


def test_two_tags_at_once_are_none() -> None:
    rig = DeskRig()
    rig.lay(tag())
    rig.lay(tag(TI_TAG))
    assert rig.open().inventory() == []


def test_nothing_is_done_to_the_tag_that_took_the_others_place() -> None:
    """Guard: a connection never outlives its tag."""
    rig = DeskRig()
    first, second = tag(), tag(TI_TAG)
    rig.lay(first)
    reader = rig.open()
    assert [each.uid for each in reader.inventory()] == [SLIX_TAG]
    rig.lift(first)
    rig.lay(second)
    with pytest.raises(TagNotAnswering):
        reader.write_blocks(SLIX_TAG, 0, bytes(4), 4)
    with pytest.raises(TagNotAnswering):
        reader.write_afi(SLIX_TAG, Afi(0xC2))
    assert bytes(second.memory) == IMAGE
    assert second.afi == 0x07
    assert [each.uid for each in reader.inventory()] == [TI_TAG]


@pytest.mark.parametrize("action", ["lift", "tear"])
def test_tag_pulled_while_it_is_written_does_not_answer(action: str) -> None:
    rig = DeskRig()
    book = tag()
    rig.lay(book)
    rig.twin.triggers.arm(f"{action}@write_blocks:2")
    reader = rig.open()
    with pytest.raises(TagNotAnswering):
        reader.write_blocks(SLIX_TAG, 0, b"aaaabbbbcccc", 4)
    assert bytes(book.memory[:4]) == b"aaaa"
    assert reader.inventory() == []
    rig.lay(book)
    assert [each.uid for each in reader.inventory()] == [SLIX_TAG]
    reader.write_blocks(SLIX_TAG, 0, b"aaaabbbbcccc", 4)
    assert reader.read_blocks(SLIX_TAG, 0, 3) == b"aaaabbbbcccc"


def test_reader_that_hardly_hears_the_tag_does_not_change_its_way() -> None:
    """Guard: a known reader's silence does not lead to trying other ways."""
    rig = DeskRig("identiv")
    rig.lay(tag())
    rig.twin.triggers.arm("error@system_info:1")
    reader = rig.open()
    with pytest.raises(TagNotAnswering):
        reader.way(SLIX_TAG)
    assert reader.way(SLIX_TAG) == WAYS["identiv"]


# Patron cards


def test_patron_card_is_no_library_tag() -> None:
    rig = DeskRig()
    rig.lay(VirtualTag(bytes.fromhex("04A1B2C3D4E5F6"), bytearray(4)))
    reader = rig.open()
    assert reader.inventory() == []
    assert reader.patron_card() == PatronCard(bytes.fromhex("04A1B2C3D4E5F6"))


def test_library_tag_is_no_patron_card() -> None:
    rig = DeskRig()
    rig.lay(tag())
    assert rig.open().patron_card() is None


@pytest.mark.parametrize(
    ("uid", "reason"),
    [("08112233", "new UID each time"), ("00000000", "hides"), ("0102030405", "5 bytes")],
)
def test_card_that_is_nobody_says_why(uid: str, reason: str) -> None:
    seen = identity(bytes.fromhex(uid))
    assert isinstance(seen, NoIdentity)
    assert reason in seen.reason


def test_patron_card_shows_its_number_only_when_asked() -> None:
    card = PatronCard(bytes.fromhex("04A1B2C3"))
    assert "04" not in repr(card)
    assert card.text == "04A1B2C3"


def test_card_is_told_once_for_each_time_it_is_laid() -> None:
    card, other = PatronCard(b"\x04\1\2\3"), PatronCard(b"\x04\1\2\4")
    laid = LaidCards(misses=2)
    looks = [card, card, None, card, other, None, None, other]
    assert [laid.look(seen) for seen in looks] == [
        card, None, None, None, other, None, Lifted(), other
    ]  # fmt: skip


def test_card_with_changing_uid_is_refused_once() -> None:
    laid, no = LaidCards(), identity(bytes.fromhex("08112233"))
    assert [laid.look(no), laid.look(NoIdentity("again"))] == [no, None]


# Guards


def test_only_the_tag_that_is_meant_is_written() -> None:
    """Readers that wrap address whatever lies there. Guard: the UID's comparison in _reached."""
    rig = DeskRig("identiv")
    book = tag()
    rig.lay(book)
    reader = rig.open()
    with pytest.raises(TagNotAnswering, match="does not lie"):
        reader.write_afi(TI_TAG, Afi(0xC2))
    assert book.afi == 0x07


def test_tag_laid_back_answers_without_a_look_in_between() -> None:
    """Guard: a lost connection is let go at once."""
    rig = DeskRig()
    book = tag()
    rig.lay(book)
    reader = rig.open()
    reader.inventory()
    rig.lift(book)
    with pytest.raises(TagNotAnswering):
        reader.system_info(SLIX_TAG)
    rig.lay(book)
    assert reader.system_info(SLIX_TAG).afi == 0x07


def test_swap_that_the_service_did_not_notice_is_seen() -> None:
    """Guard: the UID is read at each look, the count of changes is not enough."""
    rig = DeskRig()

    class Blind:
        def transmit(self, apdu: bytes) -> bytes:
            return rig.twin.apdu(apdu)

        def close(self) -> None: ...

    class BlindService:
        def look(self, _: str) -> Slot:
            return Slot(True, 1, rig.twin.atr())

        def connect(self, _: str) -> Blind:
            return Blind()

        def firmware(self, _: str) -> str:
            return ""

    first = tag()
    rig.lay(first)
    reader = PcscReader(BlindService(), "desk", "pcsc:")
    assert [each.uid for each in reader.inventory()] == [SLIX_TAG]
    rig.lift(first)
    rig.lay(tag(TI_TAG))
    assert [each.uid for each in reader.inventory()] == [TI_TAG]


def test_eas_of_a_tag_that_is_silent_is_not_called_off() -> None:
    """Guard: eas asks for something the tag must answer."""
    rig = DeskRig()
    rig.lay(tag(icode=Icode(True, 1234)))
    reader = rig.open()
    with pytest.raises(TagNotAnswering):
        reader.give_password(SLIX_TAG, PasswordId.EAS_AFI, 4321)
    with pytest.raises(TagNotAnswering):
        reader.eas(SLIX_TAG)


def test_chip_that_reads_one_block_at_a_time_is_read_so() -> None:
    class Single:
        asked = 0

        def transmit(self, apdu: bytes) -> bytes:
            if apdu[2] == 0x23:
                Single.asked += 1
                raise TagRefused("not supported", 0x01)
            return IMAGE[4 * apdu[5] : 4 * apdu[5] + 4] + b"\x90\x00"

        def close(self) -> None: ...

    way = SpringCardWay(Single(), SLIX_TAG, SLIX)
    assert way.read(0, 8, 4) == IMAGE[:32]
    assert way.read(8, 8, 4) == IMAGE[32:64]
    assert Single.asked == 1


def test_answer_damaged_on_the_air_is_none() -> None:
    """Guard: the first byte of object 96."""
    ok = bytes.fromhex("C0030090009000")

    class Damaged:
        def transmit(self, apdu: bytes) -> bytes:
            if apdu[3] != 0x01:
                return ok
            return bytes.fromhex("C003009000920100960201009705001122334490 00")

        def close(self) -> None: ...

    with pytest.raises(TagNotAnswering, match="damaged"):
        TransparentWay(Damaged(), SLIX_TAG, SLIX).read(0, 1, 4)
