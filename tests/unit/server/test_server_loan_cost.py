"""What one loan asked online costs the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from support.central import MINUTE, T0, Kiosk, LittleTown

ONCE = ("titles", "items", "item_state", "holds", "patrons", "categories", "devices", "cards")
MOST = 32
"""Statements of a loan on SQLite, where nothing is locked, from whose token it is to the commit."""


@pytest.fixture
def kiosk(town: LittleTown) -> Kiosk:
    return town.kiosk("a1")


@contextmanager
def listening() -> Iterator[list[str]]:
    said: list[str] = []

    def hear(_line: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def lend(town: LittleTown, kiosk: Kiosk, minute: int) -> list[str]:
    """The statements of a loan; the book is back afterwards."""
    with listening() as said:
        loan = kiosk.check_out(T0 + minute * MINUTE, "P", "x")
        assert town.ask(kiosk, loan).verdict == "accepted"
    town.send(kiosk, kiosk.check_in(T0 + (minute + 1) * MINUTE, "x"))
    return said


def test_rows_are_read_once_by_question_fold_and_what_follows(
    town: LittleTown, kiosk: Kiosk
) -> None:
    # Guard: what was read for the question is handed on to the fold.
    lend(town, kiosk, 0)
    said = lend(town, kiosk, 2)
    read = Counter(
        table
        for statement in said
        if statement.startswith("SELECT")
        for table in ONCE
        if f"FROM {table} " in " ".join(statement.split()).split(" WHERE ")[0] + " "
        or f"JOIN {table} " in statement
    )
    assert set(read.values()) == {1}


def test_loan_costs_the_same_whatever_its_station_has_recorded(
    town: LittleTown, kiosk: Kiosk
) -> None:
    # Guard: the outcomes of a station's records are not counted, one without is looked for.
    lend(town, kiosk, 0)
    costs = [lend(town, kiosk, minute) for minute in range(2, 40, 2)]
    assert {len(said) for said in costs} == {len(costs[0])}
    assert len(costs[0]) <= MOST
    assert not any("GROUP BY operations.outcome_class" in one for said in costs for one in said)
