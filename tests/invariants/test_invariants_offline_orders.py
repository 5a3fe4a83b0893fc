"""Loans and returns made cut off, delivered in any order, with clocks hours apart (E6, E7).

Real journals, real gateways, real REST. The stations were in contact once, so the server knows how
their clocks stand. Guards: the offset-corrected times (`date_station`), without which a clock two
hours slow puts a return ahead of its loan; the implied return of `steps` for a loan over a loan.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from sqlalchemy import select

from catalogue.db.record import StoredOperation
from catalogue.domain.operations import Kind, Operation
from support.central import DAY, MINUTE, patron_of
from support.invariants_stations import Branches, branches

HOURS = 60 * MINUTE
SKEWS = (-2 * HOURS, 0, 2 * HOURS)
SURE_MS = 2_000
"""What the stations know of their clocks is better than that."""


def near(ms: int | None, true_ms: int) -> bool:
    return ms is not None and abs(ms - true_ms) <= SURE_MS


def no_fines(town: Branches) -> bool:
    """Nobody was charged by the server, and no date had to be kept."""
    with town.town.services.database.read() as session:
        kinds = session.scalars(
            select(StoredOperation.kind).where(StoredOperation.station == "central")
        )
        return {Kind.FEE_ASSESS, Kind.DUE_KEPT}.isdisjoint(kinds)


@pytest.mark.parametrize("skew_ms", SKEWS)
def test_loan_and_return_find_their_order_whenever_they_arrive(
    tmp_path: Path, town_template: Path, skew_ms: int
) -> None:
    """All 24 orders of {A lends, B takes back, A syncs, B syncs}: two items for each place of the
    two syncs, one lent before it is taken back and one after."""
    places = list(itertools.permutations(range(4), 2))
    done: list[tuple[str, bool, int, int, Operation, Operation]] = []
    with branches(tmp_path, town_template, {"A": skew_ms, "B": 0}) as town:
        names = [(f"lent-{n}", f"late-{n}") for n in range(len(places))]
        town.add_items(*itertools.chain(*names))
        for (lent, late), (a_syncs, b_syncs) in zip(names, places, strict=True):
            acts: dict[tuple[str, str], tuple[int, Operation]] = {}
            turn = 0
            for place in range(4):
                town.pass_ms(10 * MINUTE)
                if place in (a_syncs, b_syncs):
                    town.sync("A" if place == a_syncs else "B")
                    continue
                lender, taker = (lent, late) if turn == 0 else (late, lent)
                now = town.town.clock()
                acts[lender, "lend"] = now, town.lend("A", "P", lender)
                acts[taker, "back"] = now, town.stations["B"].give_back(taker)
                turn += 1
            for item in (lent, late):
                lent_ms, loan = acts[item, "lend"]
                back_ms, back = acts[item, "back"]
                done.append((item, lent_ms < back_ms, lent_ms, back_ms, loan, back))
        town.pass_ms(10 * MINUTE)
        for name in ("A", "B"):
            town.sync(name)
        assert len(done) == 24
        for item, in_order, lent_ms, back_ms, loan, back in done:
            [row] = town.loans(item)
            assert (row.id, row.patron_id) == (loan.id, patron_of("P"))
            assert near(row.start_ms, lent_ms)
            assert row.open is not in_order, item
            if in_order:
                assert row.ended_by == back.id
                assert near(row.end_ms, back_ms)
            took, gave = town.stored(loan, back)
            assert took.outcome_code == "applied"
            assert gave.outcome_code == "applied"
            assert near(took.est, lent_ms)
            assert near(gave.est, back_ms)
            assert town.conflicts(item) == []
        assert no_fines(town)


@pytest.mark.parametrize("skew_ms", SKEWS)
def test_of_two_offline_loans_of_one_item_the_later_holds(
    tmp_path: Path, town_template: Path, skew_ms: int
) -> None:
    """The earlier one is closed by an implied return, staff see a conflict, nobody is fined."""
    done = []
    with branches(tmp_path, town_template, {"A": skew_ms, "B": 0}) as town:
        orders = list(itertools.product("AB", "AB"))
        town.add_items(*(f"{first}-{told}" for first, told in orders))
        for first, told_first in orders:
            item, second = f"{first}-{told_first}", "B" if first == "A" else "A"
            town.pass_ms(10 * MINUTE)
            began, one = town.town.clock(), town.lend(first, "P", item)
            town.pass_ms(30 * MINUTE)
            ended, other = town.town.clock(), town.lend(second, "Q", item)
            town.pass_ms(10 * MINUTE)
            for name in (told_first, "B" if told_first == "A" else "A"):
                town.sync(name)
            done.append((item, began, one, ended, other))
        for item, began, one, ended, other in done:
            earlier, later = town.loans(item)
            assert [earlier.id, later.id] == [one.id, other.id]
            assert (later.patron_id, later.open) == (patron_of("Q"), True)
            assert (earlier.patron_id, earlier.open) == (patron_of("P"), False)
            assert earlier.ended_by == other.id
            assert near(earlier.start_ms, began)
            assert near(earlier.end_ms, ended)
            assert earlier.end_ms is not None
            assert earlier.end_ms < earlier.due_ms - 20 * DAY
            _, implied = town.stored(one, other)
            assert (implied.outcome_code, implied.outcome_class) == ("implied_return", "applied")
            [conflict] = town.conflicts(item)
            assert (conflict.code, conflict.state) == ("loan_over_loan", "open")
            assert conflict.evidence == sorted([one.id, other.id])
        assert no_fines(town)
