"""Security by AFI, EAS or both: what a tag counts as, and how it is switched, on the simulated pad.

R3 and R11 for EAS and passwords besides: no answer is believed, locked things fail cleanly.
"""

from __future__ import annotations

import logging

import pytest

from rfid.errors import ReaderFault, ReaderRefused, TagError, TagNotAnswering, TagRefused
from rfid.events import SecurityDone, SecurityOutcome, SetSecurity, TagArrived
from rfid.feig.driver import FeigReader
from rfid.health import RadioHealth
from rfid.passwords import TRIES, TagPassword
from rfid.security import Marks, SecurityMethod, SitePolicy
from rfid.sim import nxp
from rfid.sim.field import VirtualTag
from rfid.switching import read_marks, switch_now
from rfid.types import Afi, PasswordId, Security, Uid
from rfid.worker import WorkerTiming
from support.rfid_rig import ON_LOAN, OWNER, SECURED, Rig, tag, uid

AFI, EAS, BOTH = SecurityMethod
PASSWORD = 0x1A2B3C4D
ST = bytes.fromhex("E002215000000009")


def policy(method: SecurityMethod) -> SitePolicy:
    return SitePolicy((OWNER,), method=method)


def book(*, afi: int = SECURED, eas: bool = True, number: int = 1) -> VirtualTag:
    made = tag(number, afi=afi)
    made.icode.eas = eas
    return made


def rig_of(*tags: VirtualTag, method: SecurityMethod = BOTH, password: int | None = None) -> Rig:
    rig = Rig(list(tags), timing=WorkerTiming(health_s=5.0))
    rig.worker.policy = policy(method)
    rig.worker.password = TagPassword(lambda: password)
    rig.worker.__post_init__()
    return rig


def done(rig: Rig) -> SecurityDone:
    (found,) = (event for event in rig.events if isinstance(event, SecurityDone))
    return found


def state(found: VirtualTag) -> tuple[int, bool]:
    return found.afi, found.icode.eas


@pytest.mark.parametrize(
    ("method", "afi", "eas", "means"),
    [
        (AFI, 0x07, None, "secured"),
        (AFI, 0xC2, True, "on_loan"),
        (AFI, 0x00, None, None),
        (EAS, 0xC2, True, "secured"),
        (EAS, 0x07, False, "on_loan"),
        (EAS, 0x07, None, None),
        (BOTH, 0x07, True, "secured"),
        (BOTH, 0xC2, False, "on_loan"),
        (BOTH, 0xC2, True, None),
        (BOTH, 0x07, False, None),
        (BOTH, 0x07, None, "secured"),
        (BOTH, 0x5A, None, None),
        (BOTH, 0x5A, False, None),
    ],
)
def test_what_marks_mean_is_the_site_s_choice(
    method: SecurityMethod, afi: int, eas: bool | None, means: str | None
) -> None:
    assert policy(method).means(Marks(Afi(afi), eas)) == means


@pytest.mark.parametrize("method", SecurityMethod)
@pytest.mark.parametrize("wanted", Security)
def test_a_tag_is_switched_as_the_site_s_gates_want_it(
    method: SecurityMethod, wanted: Security
) -> None:
    other = wanted is Security.SECURED
    item = book(afi=ON_LOAN if other else SECURED, eas=not other)
    before = state(item)
    rig = rig_of(item, method=method)
    rig.run(1.0)
    rig.switch(1, wanted)
    rig.run(3.0)
    assert done(rig).outcome is SecurityOutcome.VERIFIED
    afi = SECURED if other else ON_LOAN
    assert item.afi == (before[0] if method is EAS else afi)
    assert item.icode.eas is (before[1] if method is AFI else other)
    assert done(rig).eas_after is (None if method is AFI else other)
    assert done(rig).eas_before is (None if method is AFI else not other)


@pytest.mark.parametrize("wanted", Security)
@pytest.mark.parametrize("half", [(SECURED, False), (ON_LOAN, True)])
def test_a_half_switched_tag_is_neither_and_is_put_right(
    half: tuple[int, bool], wanted: Security
) -> None:
    """Guards: both marks in SitePolicy.security_of."""
    item = book(afi=half[0], eas=half[1])
    rig = rig_of(item)
    rig.run(1.0)
    (arrived,) = (each for each in rig.events if isinstance(each, TagArrived))
    assert arrived.reading.security is None
    assert "contradict" in arrived.reading.reason
    rig.switch(1, wanted)
    rig.run(3.0)
    assert done(rig).outcome is SecurityOutcome.VERIFIED
    assert state(item) == ((SECURED, True) if wanted == "secured" else (ON_LOAN, False))


def test_a_tag_without_eas_goes_by_its_afi_and_it_is_said() -> None:
    item = book()
    item.uid = ST
    rig = rig_of(item)
    rig.run(1.0)
    (arrived,) = (each for each in rig.events if isinstance(each, TagArrived))
    assert arrived.reading.security is Security.SECURED
    assert "the AFI alone decides" in arrived.reading.reason
    assert "no EAS" in arrived.reading.reason
    finished = switch_now(rig.open(), Uid(ST), policy(BOTH), Security.ON_LOAN, pause_s=0.0)
    assert (finished.outcome, finished.eas_after) == (SecurityOutcome.VERIFIED, None)
    assert state(item) == (ON_LOAN, True)


def test_a_tag_without_eas_where_the_gates_know_nothing_else_is_never_called_switched() -> None:
    item = book()
    item.uid = ST
    rig = rig_of(item, method=EAS)
    finished = switch_now(rig.open(), Uid(ST), policy(EAS), Security.ON_LOAN, pause_s=0.0)
    assert finished.outcome is SecurityOutcome.STRANGE


class NoEas:
    """A reader that knows no EAS."""

    def __init__(self, reader: FeigReader) -> None:
        self.system_info, self.write_afi = reader.system_info, reader.write_afi

    def eas(self, _uid: Uid) -> bool:
        raise ReaderRefused("no such command")


@pytest.mark.parametrize("wanted", Security)
def test_a_reader_without_eas_goes_by_the_afi(wanted: Security) -> None:
    item = book(afi=ON_LOAN if wanted is Security.SECURED else SECURED)
    reader = NoEas(rig_of(item).open())
    finished = switch_now(reader, uid(1), policy(BOTH), wanted, pause_s=0.0)
    assert finished.outcome is SecurityOutcome.VERIFIED
    assert finished.eas_after is None


class MissesTheAlarm:
    """A badly placed tag: its first alarms are not heard."""

    def __init__(self, reader: FeigReader, misses: int) -> None:
        self.system_info, self._reader, self._misses = reader.system_info, reader, misses

    def eas(self, uid_: Uid) -> bool:
        self._misses -= 1
        return self._misses < 0 and self._reader.eas(uid_)


def test_one_silence_is_not_taken_for_eas_off() -> None:
    """Guard: the second question in read_marks."""
    reader = MissesTheAlarm(rig_of(book()).open(), 1)
    assert read_marks(reader, uid(1), policy(BOTH)) == Marks(Afi(SECURED), True)


def test_a_tag_that_is_gone_is_not_taken_for_eas_off() -> None:
    """Guard: what Reader.eas promises, here FeigReader.eas."""
    for known in (None, Afi(SECURED)):
        with pytest.raises(TagNotAnswering):
            read_marks(rig_of().open(), uid(1), policy(BOTH), known)


@pytest.mark.parametrize("lie", ["error", "ignore"])
@pytest.mark.parametrize("command", ["write_afi", "write_eas"])
@pytest.mark.parametrize("wanted", Security)
def test_no_answer_to_a_write_of_either_mark_is_believed(
    wanted: Security, command: str, lie: str
) -> None:
    """R3. Guard: the reading back in Switching._switch."""
    other = wanted is Security.SECURED
    item = book(afi=ON_LOAN if other else SECURED, eas=not other)
    rig = rig_of(item)
    rig.run(1.0)
    rig.twin.triggers.arm(f"{lie}@{command}:1")
    rig.switch(1, wanted)
    rig.run(3.0)
    assert done(rig).outcome is SecurityOutcome.VERIFIED
    assert state(item) == ((SECURED, True) if other else (ON_LOAN, False))


def test_what_cannot_be_let_go_altogether_stays_secured() -> None:
    """A locked AFI: EAS is off by then and is set again. Guard: Switching._undo_half."""
    item = book()
    item.locked = frozenset({"afi"})
    rig = rig_of(item)
    rig.run(1.0)
    rig.switch(1)
    rig.run(4.0)
    assert done(rig).outcome is SecurityOutcome.NOT_SWITCHED
    assert "only half" in done(rig).note
    assert state(item) == (SECURED, True)


def test_a_locked_eas_leaves_the_afi_alone_on_the_way_out() -> None:
    """Guard: the look at EAS before the AFI in Switching._write."""
    item = book()
    item.icode.protected = frozenset({nxp.EAS})
    item.icode.password = 1
    rig = rig_of(item)
    writes: list[int] = []
    rig.field.on_afi = lambda each: writes.append(each.afi)
    rig.run(1.0)
    rig.switch(1)
    rig.run(4.0)
    assert done(rig).outcome is SecurityOutcome.NOT_SWITCHED
    assert (state(item), writes) == ((SECURED, True), [])


def test_a_return_that_cannot_be_finished_is_strange_never_fine() -> None:
    item = book(afi=ON_LOAN, eas=False)
    item.icode.protected = frozenset({nxp.EAS})
    item.icode.password = 1
    rig = rig_of(item)
    rig.run(1.0)
    rig.switch(1, Security.SECURED)
    rig.run(4.0)
    assert done(rig).outcome is SecurityOutcome.STRANGE
    assert (done(rig).after, done(rig).eas_after) == (SECURED, False)


def test_locked_blocks_and_afi_fail_with_a_typed_error_and_change_nothing() -> None:
    """R11."""
    item = book()
    item.locked = frozenset({"afi", "dsfid", 0, 3})
    memory = bytes(item.memory)
    reader = rig_of(item).open()
    for write in (
        lambda: reader.write_afi(uid(1), Afi(ON_LOAN)),
        lambda: reader.write_dsfid(uid(1), item.dsfid + 1),
        lambda: reader.write_blocks(uid(1), 3, b"\xaa" * 4, 4),
        lambda: reader.write_blocks(uid(1), 0, b"\xaa" * 8, 4),
    ):
        with pytest.raises(TagRefused) as caught:
            write()
        assert caught.value.iso_error == 0x12
    assert (bytes(item.memory), item.afi, item.dsfid) == (memory, SECURED, 0x3E)
    assert reader.locked_blocks(uid(1), 0, 8) == {0, 3}


# Passwords


def protected(**marks: int) -> VirtualTag:
    item = book(**marks)
    item.icode.protected = frozenset({nxp.EAS, nxp.AFI})
    item.icode.password = PASSWORD
    return item


@pytest.mark.parametrize("method", SecurityMethod)
def test_a_protected_tag_gets_the_password_and_is_switched(method: SecurityMethod) -> None:
    item = protected()
    rig = rig_of(item, method=method, password=PASSWORD)
    rig.run(1.0)
    rig.switch(1)
    rig.run(3.0)
    assert done(rig).outcome is SecurityOutcome.VERIFIED
    assert (done(rig).note, rig.worker.password.given) == ("", 1)


def test_the_password_is_given_again_after_the_field_was_reset() -> None:
    """Lies, so that one order takes tries with inventories in between."""
    item = protected()
    rig = rig_of(item, password=PASSWORD)
    rig.run(1.0)
    for n in range(1, 4):
        rig.twin.triggers.arm(f"ignore@write_afi:{n}")
    rig.switch(1)
    rig.run(4.0)
    assert done(rig).outcome is SecurityOutcome.VERIFIED
    assert rig.worker.password.given > 1


def test_a_tag_that_needs_no_password_gets_none() -> None:
    """It may have another one, as it left the factory. Guard: `tries > 1` in Switching._switch."""
    item = book()
    rig = rig_of(item, password=PASSWORD)
    rig.run(1.0)
    rig.switch(1)
    rig.run(3.0)
    assert done(rig).outcome is SecurityOutcome.VERIFIED
    assert rig.worker.password.given == rig.worker.password.refused == 0
    assert not any(each.uid == item.uid and "password" in each.name for each in rig.happenings)


def test_a_wrong_password_is_told_counted_and_not_tried_for_ever() -> None:
    """Guards: `_silenced` in Switching and TagPassword."""
    item = protected()
    rig = rig_of(item, password=PASSWORD + 1)
    rig.run(1.0)
    for number in range(4):
        rig.worker.submit(SetSecurity(f"t{number}", uid(1), Security.ON_LOAN))
        rig.run(6.0)
    answers = [event for event in rig.events if isinstance(event, SecurityDone)]
    assert len(answers) == 4
    assert {each.outcome for each in answers} <= {
        SecurityOutcome.NOT_SWITCHED,
        SecurityOutcome.GONE,
    }
    assert "did not take" in answers[0].note
    assert "not tried again" in answers[-1].note
    assert answers[-1].outcome is SecurityOutcome.NOT_SWITCHED
    assert rig.worker.password.refused == TRIES
    assert state(item) == (SECURED, True)
    last = [event for event in rig.events if isinstance(event, RadioHealth)][-1]
    assert last.passwords_refused == TRIES
    assert "password" in last.warnings[-1]


def test_another_password_is_tried_anew() -> None:
    item = protected()
    held = [PASSWORD + 1]
    password = TagPassword(lambda: held[0])
    rig = rig_of(item)
    reader = rig.open()
    for _ in range(TRIES + 1):
        assert password.give(reader, uid(1))
        rig.field.reset()
    held[0] = PASSWORD
    assert password.give(reader, uid(1)) == ""
    assert (password.given, password.refused) == (1, TRIES)


class Talkative:
    """A driver whose error names what it sent, and one that gives no password at all."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def give_password(self, _uid: Uid, which: PasswordId, _password: int) -> None:
        assert which is PasswordId.EAS_AFI
        raise self._error


@pytest.mark.parametrize(
    "error", [TagError(f"{PASSWORD:08X}"), TagRefused(f"{PASSWORD:08x} {PASSWORD}", 0x0F)]
)
def test_no_password_is_in_a_log_a_note_or_a_repr(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """Guard: only the code of the error is logged in TagPassword.give; repr=False."""
    caplog.set_level(logging.DEBUG)
    password = TagPassword(lambda: PASSWORD)
    said = password.give(Talkative(error), uid(1))
    everything = f"{said} {password!r} {caplog.text}".upper()
    assert f"{PASSWORD:08X}" not in everything
    assert str(PASSWORD) not in everything


def test_a_reader_that_gives_no_password_is_told_and_a_lost_one_is_lost() -> None:
    password = TagPassword(lambda: PASSWORD)
    refuses = Talkative(ReaderRefused("no such command"))
    assert "gives no password" in password.give(refuses, uid(1))
    with pytest.raises(ReaderFault):
        password.give(Talkative(ReaderFault("gone")), uid(1))
    assert password.refused == 0
