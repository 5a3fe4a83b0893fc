"""FeigReader on a scripted line and on the twin: what it does with a line that misbehaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rfid.errors import FrameError, ReaderFault, ReaderRefused, TagNotAnswering, TagRefused
from rfid.feig.commands import Inventory, InventoryPage, WriteAfi, check_status
from rfid.feig.driver import RESET_EVERY, FeigReader
from rfid.feig.frames import Answer
from rfid.sim.faults import FaultPlan
from rfid.sim.feig_frames import Request, RequestParser, answer
from rfid.types import Afi
from support.rfid_rig import Rig, VirtualClock, tag, uid
from support.rfid_script import ScriptedLine

VERSION = bytes.fromhex("030300444D0D30")
OK = 0x00


def parsed(data: bytes) -> Request:
    (request,) = RequestParser().feed(data)
    return request


def version(request: Request) -> bytes | None:
    """Who it is, it says by itself."""
    return answer(request, 0, OK, VERSION) if request.command == 0x65 else None


def scripted(*script: Callable[[object], bytes], gap_s: float = 0.0) -> tuple[FeigReader, list]:
    clock = VirtualClock()
    line = ScriptedLine(clock, parsed, version, list(script))
    reader = FeigReader(line, "script:", True, gap_s=gap_s, clock=clock, sleep=clock.pass_by)
    return reader, line.asked


def fine(request: object) -> bytes:
    return answer(request, 0, OK)


def silent(_: object) -> bytes:
    return b""


def damaged(request: object) -> bytes:
    frame = answer(request, 0, OK)
    return frame[:-1] + bytes((frame[-1] ^ 0xFF,))


INFO = bytes((0x3E,)) + uid(1).value + bytes((0x07, 3, 27, 1))


def stale(request: object) -> bytes:
    """A late answer to a version request comes first."""
    late = RequestParser().feed(bytes.fromhex("020007FF656E61"))[0]
    return answer(late, 0, OK, VERSION) + answer(request, 0, OK, INFO)


def test_frame_with_wrong_crc_is_asked_again() -> None:
    reader, asked = scripted(damaged, fine)
    reader.write_afi(uid(1), Afi(0xC2))
    assert [request.command for request in asked] == [0x65, 0xB0, 0x65, 0xB0]


def test_line_that_only_damages_is_a_fault() -> None:
    reader, _ = scripted(damaged, damaged, damaged)
    with pytest.raises(FrameError, match="damaged"):
        reader.write_afi(uid(1), Afi(0xC2))


def test_silence_is_asked_again_then_a_fault() -> None:
    reader, _ = scripted(silent, silent)
    with pytest.raises(ReaderFault, match="no answer"):
        reader.write_afi(uid(1), Afi(0xC2))


def test_stale_answer_to_another_command_is_dropped() -> None:
    reader, asked = scripted(stale)
    assert reader.system_info(uid(1)).afi == 0x07
    assert len(asked) == 2


def test_answer_left_over_from_the_command_before_is_thrown_away() -> None:
    reader, asked = scripted(
        lambda request: fine(request) + fine(request), lambda request: answer(request, 0, OK, INFO)
    )
    reader.write_afi(uid(1), Afi(0xC2))
    assert reader.system_info(uid(1)).afi == 0x07
    assert len(asked) == 3


def test_system_information_of_another_tag_is_not_believed() -> None:
    other = bytes((0x3E,)) + uid(2).value + bytes((0xC2, 3, 27, 1))
    reader, _ = scripted(
        lambda request: answer(request, 0, OK, other),
        lambda request: answer(request, 0, OK, INFO),
    )
    assert reader.system_info(uid(1)).afi == 0x07


def test_answer_of_impossible_shape_is_a_damaged_one() -> None:
    def short(request: object) -> bytes:
        return answer(request, 0, OK, b"\x08\x04\x00")

    reader, _ = scripted(short, short, short)
    with pytest.raises(FrameError):
        reader.read_blocks(uid(1), 0, 8)


def test_pause_between_frames_is_kept() -> None:
    reader, _ = scripted(fine, fine, gap_s=0.005)
    before = reader._dialogue.clock.now_s
    reader.write_afi(uid(1), Afi(7))
    reader.write_afi(uid(1), Afi(7))
    assert reader._dialogue.clock.now_s - before == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("status", "data", "error"),
    [
        (0x01, b"", TagNotAnswering),
        (0x83, b"", TagNotAnswering),
        (0x03, b"\x05", TagNotAnswering),
        (0x95, b"\x12", TagRefused),
        (0x95, b"", TagRefused),
        (0x80, b"", ReaderRefused),
        (0x82, b"", ReaderRefused),
        (0x77, b"", ReaderRefused),
    ],
)
def test_status_becomes_its_error(status: int, data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        check_status(Answer(0, 0xB0, status, data))
    with pytest.raises(error):
        WriteAfi(uid(1), Afi(7)).parse(Answer(0, 0xB0, status, data))


@pytest.mark.parametrize("only_standard", [False, True])
def test_more_tags_than_fit_an_answer_are_all_listed(only_standard: bool) -> None:
    rig = Rig([tag(number) for number in range(11)], only_standard=only_standard)
    reader = rig.open()
    for _ in range(2):
        assert len(reader.inventory()) == 11


def test_field_in_which_nobody_answered_is_not_reset_each_time() -> None:
    # Guard: RESET_EVERY; the second inventory of an empty field needs no RF reset.
    rig = Rig()
    reader = rig.open()
    for _ in range(RESET_EVERY + 1):
        assert reader.inventory() == []
    assert rig.commands("rf_reset") == 2


def test_field_is_reset_after_tags_were_listed() -> None:
    # Guard: listed tags are silent until the reset, and would seem to have left.
    book = tag(1)
    rig = Rig()
    reader = rig.open()
    reader.inventory()
    rig.field.lay(book)
    assert [len(reader.inventory()) for _ in range(3)] == [1, 1, 1]
    rig.field.lift(book)
    assert [len(reader.inventory()) for _ in range(3)] == [0, 0, 0]
    # At the start, before the second and the third listing, after the third.
    assert rig.commands("rf_reset") == 4


def test_field_is_reset_after_an_inventory_that_failed() -> None:
    # Guards: only "no transponder" says that no tag was silenced, and only a whole answer.
    collision = InventoryPage((), False)
    assert Inventory().parse(Answer(0, 0xB0, 0x0B, b"")) == collision
    rig = Rig([tag(1)])
    reader = rig.open()
    rig.twin.triggers.arm("error@inventory:1")
    with pytest.raises(TagRefused):
        reader.inventory()
    assert len(reader.inventory()) == 1


def test_same_uid_twice_is_listed_twice() -> None:
    rig = Rig([tag(1), tag(1)])
    assert [each.uid for each in rig.open().inventory()] == [uid(1), uid(1)]


def test_large_memory_is_read_and_written_in_pieces() -> None:
    rig = Rig([tag(1)])
    reader = rig.open()
    content = bytes(range(112))
    reader.write_blocks(uid(1), 0, content, 4)
    assert reader.read_blocks(uid(1), 0, 28) == content
    assert bytes(rig.field.tags[0].memory) == content
    assert rig.commands("read_blocks") == 2


def test_half_a_block_is_never_written() -> None:
    with pytest.raises(ValueError, match="whole blocks"):
        Rig([tag(1)]).open().write_blocks(uid(1), 0, b"abc", 4)


def test_locked_block_is_the_tags_refusal() -> None:
    book = tag(1)
    book.locked = frozenset((2,))
    with pytest.raises(TagRefused, match="locked"):
        Rig([book]).open().write_blocks(uid(1), 0, bytes(16), 4)


def test_twin_does_not_answer_a_damaged_request() -> None:
    rig = Rig([tag(1)])
    assert rig.twin.feed(bytes.fromhex("020007FF656E62")) == b""
    rig.twin.quiet()
    assert rig.twin.feed(bytes.fromhex("020007FF656E61"))


@pytest.mark.parametrize("seed", range(5))
def test_inventory_is_complete_on_a_line_that_corrupts_and_drops(seed: int) -> None:
    faults = FaultPlan(frozenset({"corrupt", "drop"}), seed)
    rig = Rig([tag(number) for number in range(9)], faults=faults)
    for _ in range(40):
        try:
            found = rig.open().inventory()
        except ReaderFault:
            continue
        assert {each.uid for each in found} == {uid(number) for number in range(9)}
