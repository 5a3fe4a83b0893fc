"""Stations come, change and go."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from catalogue.db.people import EnrolmentCode, Station
from catalogue.services.enrolment import EnrolmentRefused, NotEnrolled, UnknownName
from support.central import DAY, HandClock, LittleTown


def test_code_enrols_its_station_once(town: LittleTown) -> None:
    code = town.services.enrolments.make_code("a1", "A")
    enrolment = town.services.enrolments.enrol(code, "a1")
    assert town.services.enrolments.caller(enrolment.token).name == "a1"
    with pytest.raises(EnrolmentRefused):
        town.services.enrolments.enrol(code, "a1")


@pytest.mark.parametrize("station", ["b1", "A1", "a1 ", ""])
def test_code_of_another_station_is_refused_and_not_used_up(town: LittleTown, station: str) -> None:
    code = town.services.enrolments.make_code("a1", "A")
    with pytest.raises(EnrolmentRefused):
        town.services.enrolments.enrol(code, station)
    assert town.services.enrolments.enrol(code, "a1").epoch == 1


def test_code_goes_stale_after_a_day(town: LittleTown, clock: HandClock) -> None:
    code = town.services.enrolments.make_code("a1", "A")
    clock.pass_ms(DAY)
    with pytest.raises(EnrolmentRefused):
        town.services.enrolments.enrol(code, "a1")


def test_enrolling_again_ends_the_old_token_and_begins_an_epoch_with_a_new_key(
    town: LittleTown,
) -> None:
    town.kiosk("a1")
    old, old_token = town.caller("a1"), town.tokens["a1"]
    town.kiosk("a1", "B")
    new = town.caller("a1")
    assert (old.epoch, new.epoch, new.branch) == (1, 2, "B")
    assert old.station_key != new.station_key
    with pytest.raises(NotEnrolled):
        town.services.enrolments.caller(old_token)


def test_revoked_station_may_be_enrolled_again(town: LittleTown) -> None:
    town.kiosk("a1")
    town.services.enrolments.revoke("a1")
    with pytest.raises(NotEnrolled):
        town.caller("a1")
    town.kiosk("a1")
    assert town.caller("a1").epoch == 2


@pytest.mark.parametrize("token", ["", "x", "é" * 40])
def test_unknown_token_is_nobody(town: LittleTown, token: str) -> None:
    with pytest.raises(NotEnrolled):
        town.services.enrolments.caller(token)


@pytest.mark.parametrize("name", ["central", "A1", "", "a/b", "a b", "x" * 65, "-a"])
def test_name_no_station_may_have_is_refused(town: LittleTown, name: str) -> None:
    with pytest.raises(UnknownName):
        town.services.enrolments.make_code(name, "A")


def test_unknown_branch_is_named_with_those_that_exist(town: LittleTown) -> None:
    with pytest.raises(UnknownName, match="'Z'; there are: A, B, C"):
        town.services.enrolments.make_code("a1", "Z")


def test_unknown_station_cannot_be_revoked(town: LittleTown) -> None:
    with pytest.raises(UnknownName):
        town.services.enrolments.revoke("nobody")


def test_neither_code_nor_token_is_stored(town: LittleTown) -> None:
    code = town.services.enrolments.make_code("a1", "A")
    token = town.services.enrolments.enrol(code, "a1").token
    with town.services.database.read() as session:
        stored = [*session.scalars(select(EnrolmentCode.code_hash))]
        stored += session.scalars(select(Station.token_hash))
    assert all(len(each) == 64 and each not in (code, token) for each in stored)
