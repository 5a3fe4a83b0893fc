"""What is owed: fines from the earliest return, amounts that only staff raise, parts and losses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from catalogue.domain.fees import (
    Amount,
    FineRule,
    amount,
    fine_cents,
    given_back_late,
    lost_loan,
    lowest_of_ours,
    parts_missing,
)
from catalogue.domain.operations import Kind, Operation
from support.circulation import DAY, HOUR, T0, Writer, present_of

PARIS = ZoneInfo("Europe/Paris")
DUE = T0
"""A Friday."""
RULE = FineRule(per_day_cents=10, grace_days=2, cap_cents=100)


@pytest.mark.parametrize(
    ("days", "closed", "cents"),
    [
        (0, [], 0),
        (2, [], 0),
        (3, [], 10),
        (5, [], 30),
        (5, [date(2027, 1, 17), date(2027, 1, 18)], 10),
        (40, [], 100),
    ],
)
def test_fine_counts_open_days_after_the_grace_up_to_the_cap(days, closed, cents):
    assert fine_cents(DUE, DUE + days * DAY, RULE, PARIS, closed) == cents


def test_a_return_on_the_due_day_is_in_time():
    assert fine_cents(DUE, DUE + HOUR, replace(RULE, grace_days=0), PARIS, ()) == 0


def change(kind: Kind, at_ms: int, cents: int, *, staff: bool = False) -> Operation:
    made = Writer("central").write(kind, at_ms, refs={"about": "fee"}, cents=cents)
    return replace(made, id=f"{kind}-{at_ms}", grounds={"staff": "m"} if staff else {})


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ([], Amount(500, 0)),
        ([change(Kind.FEE_ADJUST, T0, 200)], Amount(200, 0)),
        ([change(Kind.FEE_ADJUST, T0, 900)], Amount(500, 0)),
        ([change(Kind.FEE_ADJUST, T0, 900, staff=True)], Amount(900, 0)),
        (
            [change(Kind.FEE_ADJUST, T0, 0), change(Kind.FEE_ADJUST, T0 + 1, 300, staff=True)],
            Amount(300, 0),
        ),
        ([change(Kind.FEE_PAY, T0, 300), change(Kind.FEE_PAY, T0 + 1, 100)], Amount(500, 400)),
    ],
)
def test_only_staff_raise_a_debt(changes, result):
    assert amount(500, changes) == result
    assert amount(500, reversed(changes)) == result


def test_what_was_paid_too_much_makes_no_debt_negative():
    paid = change(Kind.FEE_PAY, T0, 500)
    found = amount(500, [paid, change(Kind.FEE_ADJUST, T0 + 1, 0)])
    assert (found.open_cents, found.paid_cents) == (0, 500)


def test_lowest_amount_of_the_server_leaves_staff_aside():
    changes = [
        change(Kind.FEE_ADJUST, T0, 300),
        change(Kind.FEE_ADJUST, T0 + 1, 100, staff=True),
    ]
    assert lowest_of_ours(500, changes) == 300


def test_late_return_counts_from_the_earliest_moment_it_can_have_been():
    a, b = Writer("A"), Writer("B", error_ms=HOUR)
    loan, back = a.check_out(T0, "P", due_ms=T0 + DAY), b.check_in(T0 + 3 * DAY)
    present = present_of([loan, back])
    [late] = given_back_late(present.items["x"], present.timeline)
    assert late.loan.start == loan.id
    assert late.back_ms <= T0 + 3 * DAY - HOUR


def test_loan_another_loan_ended_costs_nothing():
    a, b = Writer("A"), Writer("B")
    ops = [a.check_out(T0, "P", due_ms=T0 + DAY), b.check_out(T0 + 9 * DAY, "Q")]
    present = present_of(ops)
    assert given_back_late(present.items["x"], present.timeline) == []


def test_nothing_is_asked_while_the_order_is_in_doubt():
    a, b = Writer("A"), Writer("B")
    due = T0 - DAY
    ops = [
        a.check_out(T0, "P", due_ms=due),
        a.check_out(T0 + 30 * 60_000, "Q", due_ms=due),
        b.check_in(T0 + 30 * 60_000 + 600),
    ]
    present = present_of(ops)
    found = present.items["x"]
    assert [c.code for c in found.conflicts.values() if c.code == "order_unknown"]
    assert given_back_late(found, present.timeline) == []


def test_lost_loan_is_owed_until_the_item_is_seen():
    a = Writer("A")
    loan = a.check_out(T0, "P")
    lost = a.write(Kind.ITEM_LOST, T0 + 50 * DAY, item="x", refs={"about": loan.id})
    owed = lost_loan(present_of([loan, lost]).items["x"])
    assert owed is not None
    assert owed.patron == "P"
    back = a.check_in(T0 + 60 * DAY)
    assert lost_loan(present_of([loan, lost, back]).items["x"]) is None


def test_part_that_did_not_come_back_is_owed_by_who_had_it_last():
    a = Writer("A")
    ops = [a.check_out(T0, "P"), a.check_in(T0 + DAY)]
    missing = a.write(Kind.PART_MISSING, T0 + DAY + 1, item="x", part="cable")
    present = present_of([*ops, missing])
    [owed] = parts_missing(present.items["x"], present.timeline)
    assert (owed.op, owed.part, owed.loan.patron) == (missing.id, "cable", "P")
    found = a.write(Kind.PART_FOUND, T0 + 2 * DAY, item="x", part="cable")
    present = present_of([*ops, missing, found])
    assert parts_missing(present.items["x"], present.timeline) == []


def test_part_missing_before_any_loan_is_nobodys():
    a = Writer("A")
    present = present_of([a.write(Kind.PART_MISSING, T0, item="x", part="cable")])
    assert parts_missing(present.items["x"], present.timeline) == []
