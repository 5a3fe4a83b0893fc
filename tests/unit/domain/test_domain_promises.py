"""Dates that were shown: when the server owes a patron a promise of its own."""

from __future__ import annotations

import pytest

from catalogue.domain.items import ItemFold
from catalogue.domain.operations import CENTRAL, Kind, Operation, is_intact
from catalogue.domain.promises import promise_to_keep, shown_by
from support.circulation import DAY, HOUR, T0, Writer, present_of

LONG, SHORT = T0 + 28 * DAY, T0 + 21 * DAY


def folded(*ops: Operation) -> ItemFold:
    return present_of(ops).items["x"]


@pytest.fixture
def a() -> Writer:
    return Writer("A")


@pytest.fixture
def b() -> Writer:
    return Writer("B")


def test_a_shorter_date_for_the_same_holder_calls_for_a_promise(a, b):
    long, back = a.check_out(T0, "P", LONG), a.check_in(T0 + HOUR)
    short = b.check_out(T0 + 2 * HOUR, "P", SHORT)
    shown = shown_by(folded(long, short))

    promise = promise_to_keep("x", shown, folded(long, short, back), wall_ms=T0)

    assert promise is not None
    assert is_intact(promise)
    assert (promise.kind, promise.station, promise.item) == (Kind.DUE_KEPT, CENTRAL, "x")
    assert promise.payload == {"due_ms": LONG, "promise": long.id}
    assert promise.refs == {"about": short.id}
    kept = folded(long, short, back, promise)
    assert (kept.state.due_ms, kept.due_source) == (LONG, long.id)
    assert promise_to_keep("x", shown, kept, wall_ms=T0) is None


def test_two_servers_write_the_same_promise(a, b):
    ops = [a.check_out(T0, "P", LONG), a.check_in(T0 + HOUR), b.check_out(T0 + DAY, "P", SHORT)]
    shown = shown_by(folded(ops[0], ops[2]))

    first, second = (promise_to_keep("x", shown, folded(*ops), wall_ms=T0) for _ in range(2))

    assert first == second


def test_nothing_is_owed_to_another_holder_or_for_an_item_that_is_back(a, b):
    loan = a.check_out(T0, "P", LONG)
    shown = shown_by(folded(loan))

    assert promise_to_keep("x", None, folded(loan), wall_ms=T0) is None
    other = folded(loan, b.check_out(T0 + HOUR, "Q", SHORT))
    assert promise_to_keep("x", shown, other, wall_ms=T0) is None
    back = folded(loan, b.check_in(T0 + 2 * HOUR))
    assert promise_to_keep("x", shown, back, wall_ms=T0) is None
    assert shown_by(back) is None


def test_a_date_the_patron_took_back_herself_is_not_kept(a):
    loan = a.check_out(T0, "P", SHORT)
    renewed = a.write(
        Kind.RENEW, T0 + HOUR, item="x", patron="P", refs={"about": loan.id}, due_ms=LONG
    )
    shown = shown_by(folded(loan, renewed))
    assert shown is not None
    assert shown.source == renewed.id

    undone = folded(loan, renewed, a.undo(T0 + 2 * HOUR, renewed))

    assert undone.state.due_ms == SHORT
    assert promise_to_keep("x", shown, undone, wall_ms=T0) is None
