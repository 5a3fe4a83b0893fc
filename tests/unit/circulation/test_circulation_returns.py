"""A returned item at the server: set aside for who waits, sent on, or left where it is."""

from __future__ import annotations

import datetime as dt

import pytest

from catalogue.domain.operations import Kind
from catalogue.services.effects import AUTOMATIC
from catalogue.services.rows import queues
from catalogue.services.town import put_setting
from support.central import DAY, MINUTE, T0, patron_of
from support.circulation_town import BusyTown

BOTH = pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"])


def lent_and_back(busy: BusyTown, branch: str, item: str = "x") -> None:
    """Lent to P at A, given back later at a branch."""
    a, b = busy.kiosk("a1", "A"), busy.kiosk("back1", branch)
    busy.send(a, a.check_out(T0 + MINUTE, "P", item))
    busy.clock.pass_ms(DAY)
    busy.send(b, b.check_in(T0 + DAY, item))


def test_return_nobody_waits_for_stays_at_home(busy: BusyTown) -> None:
    lent_and_back(busy, "A")
    assert busy.item().status == "available"
    assert busy.kinds() == []


def test_return_elsewhere_goes_home_and_rests_when_it_is_seen_there(busy: BusyTown) -> None:
    lent_and_back(busy, "B")
    assert (busy.item().status, busy.item().heading) == ("in_transit", "A")
    a = busy.kiosk("a2", "A")
    busy.send(a, a.check_in(T0 + 2 * DAY))
    assert (busy.item().status, busy.item().branch, busy.item().heading) == ("available", "A", None)


def test_return_is_set_aside_for_the_first_in_the_queue_and_she_is_told(busy: BusyTown) -> None:
    first, second = busy.place("R"), busy.place("Q", T0 + 1)
    lent_and_back(busy, "A")
    ready, waiting = busy.hold(first), busy.hold(second)
    assert (ready.status, ready.item, waiting.status) == ("ready", "x", "waiting")
    assert ready.label is not None
    assert len(ready.label) == 4
    assert ready.until_ms is not None
    assert ready.until_ms > busy.clock() + 7 * DAY
    assert busy.item().patron == patron_of("R")
    assert (busy.told("R"), busy.told("Q")) == ([("hold_ready", False)], [])


@BOTH
def test_return_goes_where_it_is_wanted_and_is_set_aside_there(busy: BusyTown) -> None:
    hold = busy.place("R", pickup="C")
    lent_and_back(busy, "B")
    assert (busy.item().heading, busy.item().heading_hold) == ("C", hold)
    c = busy.kiosk("c1", "C")
    busy.send(c, c.check_in(T0 + 2 * DAY))
    assert busy.hold(hold).status == "ready"
    assert (busy.item().status, busy.item().branch) == ("on_hold_shelf", "C")


@BOTH
def test_hold_is_never_given_to_two(busy: BusyTown) -> None:
    hold = busy.place("R")
    a, b = busy.kiosk("a1", "A"), busy.kiosk("b1", "B")
    busy.clock.pass_ms(DAY)
    busy.send(a, a.check_in(T0 + DAY, "x"), a.check_in(T0 + DAY + 1, "y"))
    busy.send(b, b.check_in(T0 + DAY + 2, "y"))
    assert busy.hold(hold).item == "x"
    assert busy.kinds().count(Kind.HOLD_TRAP) == 1


def test_copy_on_its_way_for_a_hold_leaves_the_next_copy_free(busy: BusyTown) -> None:
    hold = busy.place("R", pickup="C")
    lent_and_back(busy, "B")
    a = busy.kiosk("a3", "A")
    busy.send(a, a.check_in(T0 + DAY + 5, "y"))
    assert busy.item("y").status == "available"
    assert busy.item("x").heading_hold == hold
    with busy.services.database.read() as session:
        assert queues(session, ["t"]) == {}


def test_hold_placed_after_the_return_looks_for_the_copy_on_the_shelf(busy: BusyTown) -> None:
    a = busy.kiosk("a1", "A")
    busy.clock.pass_ms(2 * DAY)
    hold = busy.place("R", T0 + 2 * DAY)
    busy.send(a, a.check_out(T0, "P"), a.check_in(T0 + DAY))
    assert busy.item().status == "available"
    assert busy.hold(hold).status == "waiting"


def test_what_is_looked_at_first_is_neither_set_aside_nor_sent_on(busy: BusyTown) -> None:
    busy.place("R", title="k", pickup="B")
    lent_and_back(busy, "B", "kit")
    assert busy.item("kit").status == "received_unchecked"
    assert busy.kinds() == [Kind.HOLD_PLACE]


def test_stations_are_told_where_copies_are_wanted_and_of_nobody(busy: BusyTown) -> None:
    busy.place("R", pickup="C")
    busy.place("Q", T0 + 1)
    with busy.services.database.read() as session:
        assert queues(session, ["t", "u"]) == {"t": {"title": "t", "pickups": ["C", "A"]}}


@BOTH
def test_lent_past_who_was_told_it_is_there_she_waits_again_and_is_told(busy: BusyTown) -> None:
    hold = busy.place("R")
    lent_and_back(busy, "A")
    a = busy.kiosk("a4", "A")
    busy.clock.pass_ms(MINUTE)
    busy.send(a, a.check_out(T0 + DAY + MINUTE, "Q"))
    assert busy.hold(hold).status == "waiting"
    assert busy.told("R") == [("hold_ready", False), ("hold_ready", True)]


def test_same_records_again_do_nothing_again(busy: BusyTown) -> None:
    busy.place("R")
    a = busy.kiosk("a1", "A")
    busy.clock.pass_ms(DAY)
    back = a.check_in(T0 + DAY)
    busy.send(a, back)
    before = busy.kinds()
    busy.send(a, back)
    assert busy.kinds() == before


def test_late_loan_takes_the_item_from_the_way_the_server_sent_it(busy: BusyTown) -> None:
    """B's return arrives first and the item is sent home; then the loan that came before it, and
    the one after it."""
    a, b = busy.kiosk("a1", "A"), busy.kiosk("b1", "B")
    busy.clock.pass_ms(DAY)
    busy.send(b, b.check_in(T0 + 30 * MINUTE))
    assert busy.item().status == "in_transit"
    busy.send(a, a.check_out(T0, "P"), a.check_out(T0 + 60 * MINUTE, "Q"))
    assert (busy.item().status, busy.item().patron) == ("on_loan", patron_of("Q"))
    assert busy.told("P") == []


def test_town_may_leave_it_all_to_staff(busy: BusyTown) -> None:
    with busy.services.database.write() as session:
        put_setting(session, AUTOMATIC, "no")
    hold = busy.place("R")
    lent_and_back(busy, "B")
    assert busy.item().status == "available"
    assert busy.hold(hold).status == "waiting"


@BOTH
def test_hold_nobody_came_for_runs_out_and_the_next_is_served(busy: BusyTown) -> None:
    first, second = busy.place("R"), busy.place("Q", T0 + 1)
    lent_and_back(busy, "A")
    until = busy.hold(first).until_ms or 0
    last_day = dt.datetime.fromtimestamp(until / 1000, dt.UTC).date()
    busy.clock.now_ms = until + DAY
    assert busy.services.daily.run(last_day).expired == 0
    assert busy.services.daily.run(last_day + dt.timedelta(days=1)).expired == 1
    assert busy.services.daily.run(last_day + dt.timedelta(days=1)).expired == 0
    assert (busy.hold(first).status, busy.hold(second).status) == ("expired", "ready")
    assert ("hold_expired", False) in busy.told("R")
    assert busy.told("Q") == [("hold_ready", False)]
