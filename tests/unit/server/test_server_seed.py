"""The demo town in the database: what the files say, and the same every time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import func, select

from catalogue.db import holdings
from catalogue.db.digital import DigitalResource
from catalogue.db.people import Card, EnrolmentCode, Patron
from catalogue.db.present import HoldRow, ItemRow, LoanRow
from catalogue.db.record import StoredOperation
from catalogue.demo.ereaders import load_ereaders
from catalogue.demo.town import load_town
from catalogue.server.services import Services, build_services
from catalogue.services.accounts import SessionDenied
from catalogue.services.enrolment import Caller
from catalogue.services.seed import patron_id, seed_demo
from catalogue.services.station_sync import tally
from support.central import DAY, T0, HandClock, settings_for


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory):
    services = build_services(settings_for(tmp_path_factory.mktemp("seeded")), HandClock())
    assert seed(services)
    yield services
    services.close()


def seed(services: Services, now_ms: int = T0) -> bool:
    return seed_demo(services.database, services.keys, services.hasher, services.rules, now_ms)


def ids(services: Services) -> list[str]:
    with services.database.read() as session:
        return sorted(session.scalars(select(StoredOperation.id)))


def test_everything_of_the_town_is_there(seeded: Services) -> None:
    town = load_town()
    returned = [each for each in load_ereaders().devices if each.last_borrower]
    wanted = {
        holdings.Title: len(town.titles),
        holdings.Item: len(town.copies),
        holdings.Kit: len(town.kits),
        DigitalResource: len(town.digital.resources),
        holdings.SortRule: len(town.config.returns.sort_rules),
        holdings.Policy: len(town.config.lending.policies),
        Patron: len(town.patrons),
        Card: len(town.patrons),
        ItemRow: len(town.copies),
        HoldRow: len(town.holds),
        LoanRow: len(town.loans) + len(returned),
        EnrolmentCode: 1,
    }
    with seeded.database.read() as session:
        found = {t: session.scalar(select(func.count()).select_from(t)) for t in wanted}
    assert found == wanted


def test_every_seeded_operation_is_applied(seeded: Services) -> None:
    with seeded.database.read() as session:
        sums = tally(session, "central")
    assert sums.recorded == sums.applied > 0


def test_late_loans_are_late_and_renewals_count(seeded: Services) -> None:
    town = load_town()
    with seeded.database.read() as session:
        due = {loan.item: loan.due_ms for loan in session.scalars(select(LoanRow))}
    for loan in town.loans:
        days = (due[loan.item] - T0) / DAY
        assert loan.due_in_days <= days < loan.due_in_days + 1


def test_seeding_again_changes_nothing(seeded: Services) -> None:
    before = ids(seeded)
    assert not seed(seeded, T0 + DAY)
    assert ids(seeded) == before


def test_another_seeding_makes_the_same_ids(seeded: Services, tmp_path: Path) -> None:
    other = build_services(settings_for(tmp_path), HandClock(T0 + 30 * DAY))
    seed(other, T0 + 30 * DAY)
    found = ids(other)
    other.close()
    assert found == ids(seeded)


def test_ids_of_patrons_do_not_name_them(seeded: Services) -> None:
    with seeded.database.read() as session:
        patrons = set(session.scalars(select(Patron.id)))
    assert patrons == {patron_id(record.id) for record in load_town().patrons}
    assert not any(record.id in patrons for record in load_town().patrons)


def test_locked_card_of_the_town_is_locked(seeded: Services) -> None:
    kiosk = Caller("tilleuls-1", "tilleuls", "kiosk", 1, bytes(32))
    locked = [record for record in load_town().patrons if record.pin_locked]
    assert locked
    for record in locked:
        found = seeded.accounts.identify(kiosk, record.card, record.pin)
        assert isinstance(found, SessionDenied)
        assert found.reason == "locked"


HOLIDAYS = {
    *(dt.date(2027, *day) for day in ((5, 1), (5, 6), (5, 8), (7, 14), (11, 11), (12, 25))),
    dt.date(2028, 1, 1),
}
"""Of France, in the 400 days from T0, but for those on Sundays and Mondays."""


def test_closed_days_stand_in_the_calendar_of_every_branch(seeded: Services) -> None:
    with seeded.database.read() as session:
        days = session.scalars(select(holdings.CalendarDay)).all()
    for branch in load_town().config.branches:
        closed = {day.date for day in days if day.branch == branch.id}
        weekdays = {day for day in closed if day.weekday() in (6, 0)}
        assert len(weekdays) == 2 * 400 // 7
        assert closed - weekdays == HOLIDAYS
