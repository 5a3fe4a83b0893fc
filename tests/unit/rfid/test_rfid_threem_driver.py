"""ThreeMReader on a scripted line and on the twin: what it does with a line that misbehaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rfid.errors import FrameError, ReaderFault, ReaderRefused, TagNotAnswering, TagRefused
from rfid.sim.airtime import Pace
from rfid.sim.faults import FaultPlan
from rfid.sim.field import VirtualField, VirtualTag
from rfid.sim.threem_frames import Request, RequestParser, answer
from rfid.sim.threem_twin import ThreeMTwin
from rfid.sim.twin import Happening
from rfid.threem.driver import ThreeMReader
from rfid.transport import Transport
from rfid.transport.loopback import LoopbackTransport
from rfid.types import Afi
from support.rfid_rig import VirtualClock, tag, uid
from support.rfid_script import ScriptedLine

Script = Callable[[Request], bytes]


def parsed(data: bytes) -> Request:
    (request,) = RequestParser().feed(data)
    return request


def scripted(*script: Script, version: str = "0A050002") -> tuple[ThreeMReader, list[Request]]:
    clock = VirtualClock()

    def known(request: Request) -> bytes | None:
        """Who it is and its parameters, it says by itself."""
        if request.start == 0xD5:
            return answer(0xD5, request.body + bytes.fromhex(version))
        if request.body[0] == 0x13:
            return answer(0xD6, b"\x13\x00\x02\x01\x01\x03\x02\x02\x03\x00")
        return None

    line = ScriptedLine(clock, parsed, known, list(script))
    reader = ThreeMReader(line, "script:", True, clock=clock, sleep=clock.pass_by)
    line.asked.clear()
    return reader, line.asked


def says(error: int, data: bytes = b"") -> Script:
    return lambda request: answer(0xD6, bytes((request.body[0], error)) + data)


fine = says(0, uid(1).value)


def silent(_: Request) -> bytes:
    return b""


def damaged(request: Request) -> bytes:
    frame = fine(request)
    return frame[:-1] + bytes((frame[-1] ^ 0xFF,))


def test_frame_with_wrong_crc_is_asked_again() -> None:
    reader, asked = scripted(damaged, fine)
    reader.write_afi(uid(1), Afi(0xC2))
    assert [request.start for request in asked] == [0xD6, 0xD5, 0xD6]


def test_line_that_only_damages_is_a_fault() -> None:
    reader, _ = scripted(damaged, damaged, damaged)
    with pytest.raises(FrameError, match="damaged"):
        reader.write_afi(uid(1), Afi(0xC2))


def test_silence_is_asked_again_then_a_fault() -> None:
    reader, _ = scripted(silent, silent)
    with pytest.raises(ReaderFault, match="no answer"):
        reader.write_afi(uid(1), Afi(0xC2))


def test_answer_of_another_tag_is_not_believed() -> None:
    other = says(0, uid(2).value)
    reader, asked = scripted(other, fine)
    reader.write_afi(uid(1), Afi(0xC2))
    assert len(asked) == 3
    reader, _ = scripted(other, other, other)
    with pytest.raises(FrameError, match="not E0040150"):
        reader.write_afi(uid(1), Afi(0xC2))


def test_answer_to_another_command_is_stale() -> None:
    def stale(request: Request) -> bytes:
        return answer(0xD6, b"\xfe\x00\x00\x05\x00") + fine(request)

    reader, asked = scripted(stale)
    reader.write_afi(uid(1), Afi(0xC2))
    assert len(asked) == 1


def test_tag_listed_twice_is_one_tag() -> None:
    """Guard: the reader is known to list a tag again."""
    listed = b"\x00\x05\x03" + uid(1).value + uid(2).value + uid(1).value
    reader, _ = scripted(says(0, listed))
    assert [each.uid for each in reader.inventory()] == [uid(1), uid(2)]


def test_list_cut_short_is_not_believed() -> None:
    listed = b"\x00\x05\x03" + uid(1).value
    reader, _ = scripted(says(0, listed), says(0, b"\x00\x05\x01" + uid(1).value))
    assert len(reader.inventory()) == 1


def test_tag_that_tells_less_of_itself_is_asked_for_the_rest() -> None:
    memory_only = uid(1).value + b"\x04\x03\x1b"
    reader, asked = scripted(
        says(0, memory_only), says(0, uid(1).value + b"\xc2"), says(0, uid(1).value + b"\x3e")
    )
    info = reader.system_info(uid(1))
    assert (info.afi, info.dsfid, info.block_size, info.block_count) == (0xC2, 0x3E, 4, 28)
    assert [request.body[0] for request in asked] == [0x0D, 0x0A, 0x0F]


def test_tag_without_memory_size_is_refused() -> None:
    reader, _ = scripted(says(0, uid(1).value + b"\x03\x3e\x07"))
    with pytest.raises(TagRefused, match="size of its memory"):
        reader.system_info(uid(1))


def test_reader_that_does_not_know_the_short_answer_is_asked_the_old_way() -> None:
    old = uid(1).value + b"\x01\x00\x00\x01\x02\x03\x04"
    reader, asked = scripted(says(0x31), says(0, old), says(0, old), version="0A05021B")
    assert reader.read_blocks(uid(1), 0, 1) == b"\x01\x02\x03\x04"
    assert reader.read_blocks(uid(1), 0, 1) == b"\x01\x02\x03\x04"
    assert [len(request.body) for request in asked] == [12, 11, 11]


def test_blocks_of_another_size_are_not_written() -> None:
    reader, asked = scripted()
    with pytest.raises(ReaderRefused, match="blocks of 8"):
        reader.write_blocks(uid(1), 0, bytes(16), 8)
    assert asked == []


class Desk:
    """A twin of a reader, and what it told of itself."""

    def __init__(self, *tags: VirtualTag, faults: FaultPlan | None = None, **more: object) -> None:
        self.field = VirtualField()
        for each in tags:
            self.field.lay(each)
        self.told: list[Happening] = []
        self.clock = VirtualClock()
        self.twin = ThreeMTwin(self.field, faults, self.told.append, **more)

    def open(self) -> ThreeMReader:
        line: Transport = LoopbackTransport(self.twin, lambda: self.clock.pass_by(0.05))
        return ThreeMReader(line, "loopback:", True, clock=self.clock, sleep=self.clock.pass_by)


def test_newer_model_sends_no_lock_bytes_it_was_not_asked_for() -> None:
    sizes = []
    for model in ("810", "210"):
        pace = Pace(VirtualClock(), baud=19200, line_bits=10, pause_s=0.0)
        desk = Desk(tag(1), model=model, pace=pace)
        reader = desk.open()
        line_s = pace.line_s
        assert len(reader.read_blocks(uid(1), 0, 8)) == 32
        sizes.append(round((pace.line_s - line_s) * 1920))
    assert sizes == [16 + 64, 17 + 49]


def test_pace_is_that_of_the_line() -> None:
    """Eight blocks on 19200 8N1, 10 bits a byte: 16 + 64 bytes in 41.7 ms."""
    pace = Pace(VirtualClock(), baud=19200, line_bits=10, pause_s=0.0)
    reader = Desk(tag(1), pace=pace).open()
    before = pace.line_s
    reader.read_blocks(uid(1), 0, 8)
    assert pace.line_s - before == pytest.approx(0.0417, abs=0.0001)


def test_twin_lists_twice_what_the_driver_lists_once() -> None:
    desk = Desk(tag(1), tag(2), doubles=True)
    assert [each.uid for each in desk.open().inventory()] == [uid(1), uid(2)]


def test_write_answered_with_an_error_though_written_is_the_tags_error() -> None:
    desk = Desk(tag(1))
    reader = desk.open()
    desk.twin.triggers.arm("error@write_afi:1")
    with pytest.raises(TagRefused):
        reader.write_afi(uid(1), Afi(0xC2))
    assert desk.field.tags[0].afi == 0xC2


def test_write_answered_ok_though_not_written_looks_fine() -> None:
    desk = Desk(tag(1))
    reader = desk.open()
    desk.twin.triggers.arm("ignore@write_afi:1")
    reader.write_afi(uid(1), Afi(0xC2))
    assert desk.field.tags[0].afi == 0x07


def test_tag_torn_away_leaves_half_of_what_was_written() -> None:
    desk = Desk(tag(1))
    reader = desk.open()
    desk.twin.triggers.arm("tear@write_blocks:1")
    with pytest.raises(TagNotAnswering):
        reader.write_blocks(uid(1), 0, b"\xee" * 16, 4)
    assert bytes(desk.field.tags[0].memory).count(0xEE) == 10


@pytest.mark.parametrize("seed", range(5))
def test_memory_is_right_on_a_line_that_corrupts_and_drops(seed: int) -> None:
    desk = Desk(tag(1), faults=FaultPlan(frozenset({"corrupt", "drop"}), seed))
    expected = bytes(desk.field.tags[0].memory)
    for _ in range(20):
        try:
            assert desk.open().read_blocks(uid(1), 0, 28) == expected
        except ReaderFault:
            continue


@pytest.mark.parametrize(
    ("body", "error"),
    [("FF", 0x02), ("02", 0x32), ("02E004", 0x32), ("FE00", 0x32), ("14000100000000", 0x32)],
)
def test_malformed_commands_are_refused_not_fatal(body: str, error: int) -> None:
    frame = Desk(tag(1)).twin.feed(answer(0xD6, bytes.fromhex(body)))
    assert frame[4] == error
    assert frame[:3] == b"\xd6\x00\x04"
