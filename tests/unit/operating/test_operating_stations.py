"""What an operator sees of stations, and what she is told to do about it."""

from __future__ import annotations

import pytest

from catalogue.services.enrolment import Revoked
from catalogue.services.operating.contacts import EVERY_MS
from catalogue.services.operating.stations import HOUR_MS, Limits, station_views
from catalogue.wire.operating import DeviceProblem, StationHealth, StationView
from support.central import MINUTE, T0, LittleTown

WELL = StationHealth(
    version="1.2", pending=0, quarantined=0, offset_ms=40, error_ms=3, snapshot_ms=T0, reader="ok"
)


def view(town: LittleTown, name: str = "a") -> StationView:
    with town.services.database.read() as session:
        views = station_views(session, town.clock(), Limits())
    return next(each for each in views if each.name == name)


def test_station_that_told_it_is_well_has_no_warnings(town: LittleTown) -> None:
    kiosk = town.kiosk("a")
    kiosk.check_out(T0, "P", "x")
    kiosk.check_in(T0 + MINUTE, "x")
    town.send(kiosk)
    town.services.contacts.told("a", WELL)
    seen = view(town)
    assert (seen.ack_seq, seen.records, seen.pending, seen.version) == (2, 2, 0, "1.2")
    assert (seen.contact_ms, seen.told_ms, seen.warnings) == (T0, T0, [])


def test_station_of_an_older_version_tells_nothing_and_is_no_trouble(town: LittleTown) -> None:
    town.kiosk("a")
    town.services.contacts.note("a")
    seen = view(town)
    assert (seen.contact_ms, seen.told_ms, seen.health, seen.warnings) == (T0, None, None, [])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"pending": 501}, "queue"),
        ({"quarantined": 1}, "quarantined"),
        ({"held": True}, "held"),
        ({"offset_ms": 400_000}, "clock"),
        ({"offset_ms": -400_000}, "clock"),
        ({"snapshot_ms": T0 - 27 * HOUR_MS}, "old_snapshot"),
        ({"reader": "problem"}, "device_reader"),
        (
            {"problems": (DeviceProblem(device="storage", problem="full", since_ms=T0),)},
            "device_storage",
        ),
    ],
)
def test_each_trouble_has_a_code_and_an_advice(
    town: LittleTown, change: dict[str, object], code: str
) -> None:
    """Guards: one condition of `stations`, each."""
    town.kiosk("a")
    town.services.contacts.told("a", WELL.model_copy(update=change))
    [warned] = view(town).warnings
    assert warned.code == code
    assert warned.text
    assert warned.advice


def test_station_not_heard_for_a_day_is_silent(town: LittleTown) -> None:
    town.kiosk("a")
    town.services.contacts.told("a", WELL)
    town.clock.pass_ms(26 * HOUR_MS)
    assert view(town).warnings == []
    town.clock.pass_ms(HOUR_MS)
    assert [each.code for each in view(town).warnings] == ["silent"]


def test_contact_is_written_once_a_minute(town: LittleTown) -> None:
    """Guard: `_is_due`, for each request would be a commit."""
    town.kiosk("a")
    for _ in range(3):
        town.services.contacts.note("a")
        town.clock.pass_ms(EVERY_MS // 4)
    assert view(town).contact_ms == T0
    town.clock.pass_ms(EVERY_MS)
    town.services.contacts.note("a")
    assert view(town).contact_ms == town.clock()


def test_revoked_station_is_a_warning_until_it_has_been_told(town: LittleTown) -> None:
    town.kiosk("a")
    town.services.contacts.told("a", WELL.model_copy(update={"quarantined": 3}))
    town.services.enrolments.revoke("a")
    assert [each.code for each in view(town).warnings] == ["revoked_not_told"]
    with pytest.raises(Revoked) as told:
        town.caller("a")
    town.services.contacts.turned_away(told.value.station)
    seen = view(town)
    assert (seen.turned_away_ms, seen.warnings) == (town.clock(), [])


def test_what_was_before_it_was_enrolled_anew_is_over(town: LittleTown) -> None:
    town.kiosk("a")
    town.services.enrolments.revoke("a")
    town.services.contacts.turned_away("a")
    town.kiosk("a")
    seen = view(town)
    assert (seen.epoch, seen.revoked_ms, seen.turned_away_ms) == (2, None, None)
