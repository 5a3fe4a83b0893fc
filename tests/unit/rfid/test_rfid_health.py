"""The radio's health: what counts, what does not, and what staff are told."""

from __future__ import annotations

import pytest

from rfid.events import SecurityOutcome
from rfid.health import HealthLimits, RadioHealth, RadioTally
from rfid.sim.faults import FaultPlan
from rfid.types import Dsfid, TagSighting
from rfid.worker import WorkerTiming
from support.rfid_rig import Rig, tag, uid

LIMITS = HealthLimits(window_s=600, least=10)


def sighting(number: int, antenna: int = 0) -> TagSighting:
    return TagSighting(uid(number), Dsfid(0x3E), antenna)


def tally() -> RadioTally:
    return RadioTally("pad", LIMITS)


def test_a_tag_missed_while_it_lay_there_counts_and_its_leaving_does_not() -> None:
    """Guard: `_missed` counts only once the tag is seen again."""
    radio = tally()
    there = [uid(1)]
    radio.looked([], [sighting(1)], 0.0)
    for now_s, seen in enumerate([True, False, False, True, True, False, False, False], 1):
        radio.looked(there, [sighting(1)] if seen else [], float(now_s))
    radio.left(uid(1))
    (antenna,) = radio.health(9.0).antennas
    assert (antenna.looks, antenna.seen) == (5, 3)


def test_each_antenna_has_its_own_counts() -> None:
    radio = tally()
    for now_s in range(20):
        radio.looked([uid(1), uid(2)], [sighting(1, 1), sighting(2, 2)], float(now_s))
    radio.read(uid(1), 20.0, failed=False)
    radio.read(uid(2), 20.0, failed=True)
    radio.switched(uid(2), 3, 20.0, failed=False)
    one, two = radio.health(21.0).antennas
    assert (one.antenna, one.reads, one.read_failures, one.retries) == (1, 1, 0, 0)
    assert (two.antenna, two.reads, two.read_failures, two.retries) == (2, 1, 1, 2)


def test_the_window_slides() -> None:
    """Guard: `_forget`."""
    radio = tally()
    for number in range(20):
        radio.read(uid(number), 0.0, failed=True)
    assert radio.health(1.0).warnings
    for number in range(20):
        radio.read(uid(number), 400.0, failed=False)
    assert radio.health(601.0).warnings == ()
    assert radio.health(601.0).antennas[0].reads == 20
    assert radio.health(2000.0).antennas[0].reads == 0


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("missed", "check the antenna's cable"),
        ("unread", "interference"),
        ("retried", "distance to the tags"),
        ("failed", "locked or protected"),
        ("lost", "cable, plug and power supply"),
        ("password", "compare it with the one"),
    ],
)
def test_each_trouble_has_its_warning_with_what_to_do(what: str, says: str) -> None:
    radio = tally()
    for number in range(24):
        now_s = float(number)
        seen = what != "missed" or number % 4
        radio.looked([uid(1)], [sighting(1, 2)] if seen else [], now_s)
        radio.read(uid(1), now_s, failed=what == "unread")
        radio.switched(uid(1), 2 if what == "retried" else 1, now_s, failed=what == "failed")
        if what == "lost" and number < 3:
            radio.reconnected(now_s)
    if what == "password":
        radio.password_refused(23.0)
    (warning,) = radio.health(24.0).warnings
    assert says in warning
    assert warning.startswith("antenna 2: ") == (what not in ("lost", "password"))


def test_few_cases_are_no_rate() -> None:
    """Guard: `least`."""
    radio = tally()
    for number in range(9):
        radio.read(uid(number), 0.0, failed=True)
    assert radio.health(1.0).warnings == ()


@pytest.mark.parametrize(
    "wrong", [{"window_s": 0}, {"least": 0}, {"reconnects": 0}, {"read_rate": 1.1}]
)
def test_limits_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"above 0|from 0 to 1"):
        HealthLimits(**wrong)


def healths(rig: Rig) -> list[RadioHealth]:
    return [event for event in rig.events if isinstance(event, RadioHealth)]


def test_the_worker_tells_the_health_of_a_good_pad_once_a_minute() -> None:
    rig = Rig([tag(1), tag(2)])
    rig.run(61.0)
    rig.switch(1)
    rig.run(60.0)
    assert len(healths(rig)) == 2
    last = healths(rig)[-1]
    (antenna,) = last.antennas
    assert last.reader == "pad"
    assert last.warnings == ()
    assert antenna.read_rate == 1.0
    assert (antenna.reads, antenna.switches, antenna.retries) == (2, 1, 0)


def test_the_worker_warns_of_a_pad_that_misses_tags() -> None:
    rig = Rig([tag(1), tag(2)], faults=FaultPlan(frozenset({"flicker"}), 3))
    rig.run(61.0)
    (antenna,) = healths(rig)[-1].antennas
    assert antenna.read_rate is not None
    assert antenna.read_rate == pytest.approx(0.8, abs=0.1)
    assert "check the antenna's cable" in healths(rig)[-1].warnings[0]


def test_the_worker_counts_what_takes_more_than_one_try() -> None:
    rig = Rig([tag(1)], timing=WorkerTiming(health_s=5.0))
    rig.run(1.0)
    for trigger in ("ignore@write_afi:1", "ignore@write_afi:2"):
        rig.twin.triggers.arm(trigger)
    rig.switch(1)
    rig.run(3.0)
    rig.pull()
    rig.run(2.0)
    rig.plug()
    rig.run(6.0)
    last = healths(rig)[-1]
    assert rig.outcomes() == [SecurityOutcome.VERIFIED]
    assert (last.antennas[0].switches, last.antennas[0].retries, last.reconnects) == (1, 2, 1)


def test_a_tag_taken_away_is_no_failure_of_the_radio() -> None:
    """Guard: GONE is not counted in ReaderWorker._switch."""
    rig = Rig([tag(1)])
    rig.run(1.0)
    rig.twin.triggers.arm("lift@write_afi:1")
    rig.switch(1)
    rig.run(61.0)
    assert rig.outcomes() == [SecurityOutcome.GONE]
    assert healths(rig)[-1].antennas[0].switches == 0
