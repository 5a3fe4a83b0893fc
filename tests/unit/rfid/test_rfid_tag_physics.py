"""What virtual tags do beyond memory: EAS, its password, silence, power."""

from __future__ import annotations

import pytest

from rfid.iso15693 import get_random, hide_password, set_password
from rfid.sim import nxp
from rfid.sim.air import air_answer
from rfid.sim.field import NoAnswerError, TagSaysError, VirtualField, VirtualTag
from rfid.types import PasswordId, Uid
from support.rfid_rig import tag, uid

PASSWORD = 0x01020304


def field_with(*tags: VirtualTag) -> VirtualField:
    field = VirtualField()
    for each in tags:
        field.lay(each)
    return field


def guarded(number: int = 1) -> VirtualTag:
    book = tag(number)
    book.icode = nxp.Icode(True, PASSWORD, frozenset({nxp.EAS, nxp.AFI}))
    return book


def give(field: VirtualField, number: int, password: int) -> bytes:
    random = field.custom(uid(number).value, nxp.GET_RANDOM, b"")
    hidden = bytes((nxp.EAS_AFI_PASSWORD,)) + hide_password(password, random)
    return field.custom(uid(number).value, nxp.SET_PASSWORD, hidden)


def test_alarm_is_answered_only_while_eas_is_on() -> None:
    field = field_with(tag(1))
    name = uid(1).value
    with pytest.raises(NoAnswerError):
        field.custom(name, nxp.EAS_ALARM, b"")
    field.custom(name, nxp.SET_EAS, b"")
    assert len(field.custom(name, nxp.EAS_ALARM, b"")) == 32
    field.custom(name, nxp.RESET_EAS, b"")
    with pytest.raises(NoAnswerError):
        field.custom(name, nxp.EAS_ALARM, b"")


def test_right_password_opens_the_tag_until_it_loses_power() -> None:
    field = field_with(guarded())
    give(field, 1, PASSWORD)
    field.write_afi(uid(1).value, 0xC2)
    field.reset()
    with pytest.raises(TagSaysError):
        field.write_afi(uid(1).value, 0x07)
    assert field.tags[0].afi == 0xC2


def test_wrong_password_silences_one_tag_alone() -> None:
    field = field_with(guarded(1), guarded(2))
    with pytest.raises(NoAnswerError):
        give(field, 1, PASSWORD + 1)
    assert [each.uid for each in field.listening()] == [uid(2).value]
    with pytest.raises(NoAnswerError):
        field.read(uid(1).value, 0, 1)
    field.reset()
    assert len(field.listening()) == 2


def test_random_number_serves_once() -> None:
    field = field_with(guarded())
    name = uid(1).value
    hidden = hide_password(PASSWORD, field.custom(name, nxp.GET_RANDOM, b""))
    field.custom(name, nxp.SET_PASSWORD, b"\x10" + hidden)
    with pytest.raises(TagSaysError):
        field.custom(name, nxp.SET_PASSWORD, b"\x10" + hidden)


def test_protection_is_for_whoever_has_the_password() -> None:
    book = tag(1)
    book.icode = nxp.Icode(password=PASSWORD)
    field = field_with(book)
    with pytest.raises(TagSaysError):
        field.custom(book.uid, nxp.PROTECT, b"\x01")
    give(field, 1, PASSWORD)
    field.custom(book.uid, nxp.PROTECT, b"\x01")
    assert book.icode.protected == {nxp.AFI}


def test_tag_of_another_maker_knows_none_of_it() -> None:
    other = VirtualTag(bytes.fromhex("E007000001476770"), bytearray(112))
    with pytest.raises(TagSaysError) as error:
        field_with(other).custom(other.uid, nxp.SET_EAS, b"")
    assert error.value.code == 0x01


def test_password_is_in_no_repr() -> None:
    assert str(PASSWORD) not in repr(guarded())
    assert f"{PASSWORD:08X}" not in repr(guarded())


def test_quiet_tag_answers_when_addressed_and_is_listed_after_a_reset() -> None:
    field = field_with(tag(1))
    field.stay_quiet(uid(1).value)
    assert field.listening() == []
    assert field.read(uid(1).value, 0, 1)
    field.reset()
    assert len(field.listening()) == 1


REAL = Uid.parse("E00401008A5C982E")


def test_system_information_on_the_air_is_as_recorded() -> None:
    """Answer of an ICODE SLIX to an ACR1552U (NXP community, thread 2093136), CRC stripped."""
    field = field_with(VirtualTag(REAL.value, bytearray(112), afi=0, dsfid=0))
    asked = b"\x22\x2b" + REAL.value[::-1]
    assert air_answer(field, asked).hex().upper() == "000F2E985C8A000104E000001B0301"


@pytest.mark.parametrize(
    ("request_hex", "answer_hex"),
    [
        ("2220{}02", "0033343300"),
        ("6220{}02", "000033343300"),
        ("2223{}0001", "003131313231313234"),
        ("222C{}0001", "000000"),
        ("2221{}1B01020304", "00"),
        ("2221{}1C01020304", "0110"),
        ("2299{}", "0101"),
        ("2220{}", "0102"),
    ],
)
def test_request_on_the_air_has_its_answer(request_hex: str, answer_hex: str) -> None:
    book = tag(1)
    book.memory[:12] = bytes.fromhex("313131323131323433343300")
    asked = bytes.fromhex(request_hex.format(uid(1).value[::-1].hex()))
    assert air_answer(field_with(book), asked).hex().upper() == answer_hex


def test_password_goes_through_the_air() -> None:
    field = field_with(guarded())
    number = air_answer(field, get_random(uid(1)))[1:]
    asked = set_password(uid(1), PasswordId.EAS_AFI, PASSWORD, number)
    assert air_answer(field, asked) == b"\x00"
    field.write_afi(uid(1).value, 0xC2)


def test_request_to_nobody_has_no_answer() -> None:
    with pytest.raises(NoAnswerError):
        air_answer(VirtualField(), b"\x22\x20" + uid(1).value[::-1] + b"\x00")
