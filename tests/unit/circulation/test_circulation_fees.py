"""What patrons owe, from the record: assessed once, lowered by what turns up, raised by staff."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from catalogue.db import holdings
from catalogue.db.people import Patron
from catalogue.domain.operations import Kind, Presence
from catalogue.services.central import Draft
from support.central import DAY, DUE, MINUTE, T0
from support.circulation_town import BusyTown

BOTH = pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"])
LATE = DUE + 5 * DAY


@pytest.fixture
def fined(busy: BusyTown) -> BusyTown:
    """10 cents a day after one of grace, 1 € at most; 20 € for what is lost."""
    busy.rules(fine_cents=10, fine_grace_days=1, fine_cap_cents=100, lost_cents=2000)
    return busy


def give_back_late(town: BusyTown) -> None:
    a = town.kiosk("a1")
    town.send(a, a.check_out(T0))
    town.clock.now_ms = LATE
    town.send(a, a.check_in(LATE))


@BOTH
def test_late_return_is_charged_once(fined: BusyTown) -> None:
    give_back_late(fined)
    assert fined.fees() == [("overdue", 40, 40)]
    assert fined.patron("P").debt_cents == 40
    again = fined.kiosk("a2")
    fined.send(again, again.check_in(LATE + MINUTE))
    assert fined.fees() == [("overdue", 40, 40)]


def test_return_in_time_is_not_charged(fined: BusyTown) -> None:
    a = fined.kiosk("a1")
    fined.send(a, a.check_out(T0))
    fined.clock.now_ms = DUE
    fined.send(a, a.check_in(DUE - MINUTE))
    assert fined.fees() == []


@BOTH
def test_earlier_return_that_turns_up_lowers_the_fine_and_nothing_raises_it(
    fined: BusyTown,
) -> None:
    b = fined.kiosk("b1")
    give_back_late(fined)
    fined.send(b, b.check_in(DUE - DAY))
    assert fined.fees() == [("overdue", 0, 0)]
    assert fined.patron("P").debt_cents == 0
    fined.send(b, b.undo(DUE - DAY + 1, b.disk[-1]))
    assert fined.fees() == [("overdue", 0, 0)]


def test_town_without_fines_charges_nobody(busy: BusyTown) -> None:
    give_back_late(busy)
    assert busy.fees() == []


def test_lost_item_is_charged_until_it_is_seen(fined: BusyTown) -> None:
    a = fined.kiosk("a1")
    loan = a.check_out(T0)
    fined.send(a, loan)
    fined.clock.now_ms = LATE
    fined.record(Draft(kind=Kind.ITEM_LOST, item="x", refs={"about": loan.id}))
    assert fined.fees() == [("lost", 2000, 2000)]
    fined.send(a, a.check_in(LATE + DAY))
    assert ("lost", 0, 0) in fined.fees()
    assert ("lost_seen", False) in fined.told("P")


def test_own_price_of_an_item_goes_before_the_rule(fined: BusyTown) -> None:
    with fined.services.database.write() as session:
        session.execute(
            update(holdings.Item).where(holdings.Item.id == "x").values(price_cents=1250)
        )
    a = fined.kiosk("a1")
    loan = a.check_out(T0)
    fined.send(a, loan)
    fined.record(Draft(kind=Kind.ITEM_LOST, item="x", refs={"about": loan.id}))
    assert fined.fees() == [("lost", 1250, 1250)]


@pytest.fixture
def game(fined: BusyTown) -> BusyTown:
    """`x` is a box with pieces and a board."""
    with fined.services.database.write() as session:
        session.add(holdings.KitModel(id="box", name="Box", needs_check=False))
        session.flush()
        for code, cents in (("board", 900), ("pieces", 300)):
            session.add(
                holdings.KitPart(
                    model="box", code=code, name=code, description="", replacement_cents=cents
                )
            )
        session.add(holdings.Kit(item="x", model="box", serial="1", content=""))
    return fined


def part(kind: Kind, code: str) -> Draft:
    return Draft(kind=kind, item="x", branch="A", payload={"part": code}, presence=Presence.SCAN)


@BOTH
def test_each_part_that_did_not_come_back_is_a_dated_debt_of_its_own(game: BusyTown) -> None:
    a = game.kiosk("a1")
    game.send(a, a.check_out(T0))
    game.clock.now_ms = T0 + DAY
    game.send(a, a.check_in(T0 + DAY - MINUTE))
    game.record(part(Kind.PART_MISSING, "board"), part(Kind.PART_MISSING, "pieces"))
    assert game.item().status == "missing_part"
    assert sorted(game.fees()) == [("part", 300, 300), ("part", 900, 900)]
    game.clock.pass_ms(DAY)
    game.record(part(Kind.PART_FOUND, "pieces"))
    assert sorted(game.fees()) == [("part", 0, 0), ("part", 900, 900)]
    assert (game.item().status, game.item().parts) == ("missing_part", ["board"])


def test_incomplete_box_is_not_set_aside_before_it_is_whole(game: BusyTown) -> None:
    hold = game.place("R")
    a = game.kiosk("a1")
    game.clock.now_ms = T0 + DAY
    game.send(
        a,
        a.check_out(T0),
        a.check_in(T0 + DAY - MINUTE),
        a.write(Kind.PART_MISSING, T0 + DAY - MINUTE + 1, item="x", part="board"),
    )
    assert game.hold(hold).status == "waiting"
    game.clock.pass_ms(DAY)
    game.record(part(Kind.PART_FOUND, "board"))
    assert game.hold(hold).status == "ready"


def test_debt_of_as_much_as_the_category_may_owe_stops_her(fined: BusyTown) -> None:
    fined.rules(fine_cents=500, fine_cap_cents=None)
    give_back_late(fined)
    a = fined.kiosk("a2")
    answer = fined.ask(a, a.check_out(LATE + MINUTE, "P", "y"))
    assert (answer.verdict, answer.reason) == ("denied", "debt")


def test_what_was_owed_before_there_were_records_still_counts(fined: BusyTown) -> None:
    with fined.services.database.write() as session:
        session.execute(update(Patron).values(debt_cents=700, carried_cents=700))
    give_back_late(fined)
    assert fined.patron("P").debt_cents == 740
