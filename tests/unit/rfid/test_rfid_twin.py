"""The FEIG twin's behaviour beyond single frames."""

from __future__ import annotations

from rfid.feig.commands import GetSystemInformation, GetVersion, Inventory, RfReset, WriteAfi
from rfid.feig.frames import Answer, AnswerDecoder, Format, encode
from rfid.sim.faults import FaultPlan
from rfid.types import Afi
from support.rfid_rig import ON_LOAN, SECURED, Rig, tag, uid


def ask(rig: Rig, *commands: object) -> list[Answer]:
    wire = b"".join(encode(each.command, each.data, Format.ADVANCED) for each in commands)
    return list(AnswerDecoder().feed(rig.twin.feed(wire)))


def test_each_tag_answers_once_until_the_field_is_reset() -> None:
    rig = Rig([tag(1)])
    statuses = [ask(rig, each)[0].status for each in (Inventory(), Inventory(), RfReset())]
    assert statuses == [0, 1, 0]
    assert ask(rig, Inventory())[0].status == 0


def test_tag_laid_down_again_answers_without_a_reset() -> None:
    rig = Rig([tag(1)])
    ask(rig, Inventory())
    rig.field.lift(rig.field.tags[0])
    ask(rig, Inventory())
    rig.field.lay(rig.field.tags[0])
    assert ask(rig, Inventory())[0].status == 0


def test_four_tags_an_answer_and_more_for_the_rest() -> None:
    rig = Rig([tag(number) for number in range(9)])
    pages = [ask(rig, Inventory(more=number > 0))[0] for number in range(3)]
    assert [(page.status, page.data[0]) for page in pages] == [(0x94, 4), (0x94, 4), (0, 1)]


def test_held_command_waits_for_its_release() -> None:
    rig = Rig([tag(1)])
    rig.twin.triggers.arm("hold@write_afi:1")
    write = WriteAfi(uid(1), Afi(ON_LOAN))
    assert ask(rig, write, GetVersion()) == []
    assert rig.field.tags[0].afi == SECURED
    released = list(AnswerDecoder().feed(rig.twin.release()))
    assert [each.command for each in released] == [0xB0, 0x65]
    assert rig.field.tags[0].afi == ON_LOAN


def test_dropped_command_is_never_carried_out() -> None:
    rig = Rig([tag(1)])
    rig.twin.triggers.arm("hold@write_afi:1")
    ask(rig, WriteAfi(uid(1), Afi(ON_LOAN)))
    assert rig.twin.drop() == b""
    assert rig.field.tags[0].afi == SECURED
    assert not rig.twin.holding


def test_closing_the_line_drops_a_held_command() -> None:
    rig = Rig([tag(1)])
    rig.twin.triggers.arm("hold@write_afi:1")
    ask(rig, WriteAfi(uid(1), Afi(ON_LOAN)))
    rig.twin.hang_up()
    assert rig.twin.release() == b""
    assert rig.field.tags[0].afi == SECURED


def test_commands_and_triggers_are_told() -> None:
    rig = Rig([tag(1)])
    rig.twin.triggers.arm("lift@write_afi:1")
    (reply,) = ask(rig, WriteAfi(uid(1), Afi(ON_LOAN)))
    assert reply.status == 1
    assert [(each.event, each.name, each.n, each.uid) for each in rig.happenings] == [
        ("command", "write_afi", 1, uid(1).value),
        ("trigger", "lift@write_afi:1", 0, uid(1).value),
    ]
    assert rig.field.present() == []


def test_two_tags_with_one_uid_are_understood_only_when_they_say_the_same() -> None:
    rig = Rig([tag(1), tag(1)])
    info = GetSystemInformation(uid(1))
    assert ask(rig, info)[0].status == 0
    rig.field.tags[1].afi = ON_LOAN
    assert ask(rig, info)[0].status == 1


def test_malformed_commands_are_refused_not_fatal() -> None:
    rig = Rig([tag(1)])
    for data in (b"", b"\x23", b"\x23\x01" + uid(1).value, b"\x99\x00", b"\x24\x01\x00"):
        frame = encode(0xB0, data, Format.ADVANCED)
        (reply,) = AnswerDecoder().feed(rig.twin.feed(frame))
        assert reply.status in (0x80, 0x81)


def test_reading_past_the_end_is_the_tags_error() -> None:
    rig = Rig([tag(1)])
    data = b"\x23\x01" + uid(1).value + bytes((27, 2))
    (reply,) = AnswerDecoder().feed(rig.twin.feed(encode(0xB0, data, Format.ADVANCED)))
    assert (reply.status, reply.data[0]) == (0x95, 0x10)


def test_tag_lifted_by_chance_comes_back() -> None:
    rig = Rig([tag(1)], faults=FaultPlan(frozenset({"lift"}), seed=3))
    seen = []
    for _ in range(60):
        ask(rig, WriteAfi(uid(1), Afi(ON_LOAN)), RfReset(), Inventory())
        seen.append(bool(rig.field.present()))
    assert False in seen
    assert True in seen[seen.index(False) :]


def test_tag_that_chance_took_off_does_not_come_back_once_somebody_has_it() -> None:
    """Guard: `VirtualField.lift` forgets that it only slipped out of reach."""
    rig = Rig([tag(1)], faults=FaultPlan(frozenset({"lift"}), seed=3))
    book = rig.field.tags[0]
    while rig.field.present():
        ask(rig, WriteAfi(uid(1), Afi(ON_LOAN)))
    rig.field.lift(book)
    for _ in range(20):
        ask(rig, Inventory())
    assert not rig.field.is_present(book)
    rig.field.lay(book)
    assert rig.field.is_present(book)


def test_answer_that_lies_says_the_opposite_of_what_became_of_the_write() -> None:
    rig = Rig([tag(1)], faults=FaultPlan(frozenset({"lie"}), seed=3))
    book = rig.field.tags[0]
    seen = set()
    for _ in range(60):
        book.afi = SECURED
        (reply,) = ask(rig, WriteAfi(uid(1), Afi(ON_LOAN)))
        seen.add((reply.status, book.afi))
    assert seen == {(0, ON_LOAN), (0, SECURED), (0x95, ON_LOAN)}
