"""The list model: the smallest steps, never a reset, and Qt's own model tester watching."""

from __future__ import annotations

import random

import pytest
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from ui.kiosk.rows import RowModel
from ui.kiosk.screen import RowView


@pytest.fixture
def model() -> RowModel:
    made = RowModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    return made


def rows(*keys: str) -> tuple[RowView, ...]:
    return tuple(RowView(key=key, title=f"title {key}", status="waiting") for key in keys)


def test_one_more_item_is_one_row_inserted(model: RowModel) -> None:
    model.show(rows("a", "b"))
    inserted, reset, changed = (
        QSignalSpy(model.rowsInserted),
        QSignalSpy(model.modelReset),
        QSignalSpy(model.dataChanged),
    )
    model.show(rows("a", "b", "c"))
    assert (inserted.count(), reset.count(), changed.count()) == (1, 0, 0)
    assert inserted.at(0)[1:] == [2, 2]


def test_changed_state_is_told_with_its_role_alone(model: RowModel) -> None:
    model.show(rows("a", "b"))
    spy = QSignalSpy(model.dataChanged)
    first, second = rows("a", "b")
    model.show((first, RowView(key="b", title="title b", status="done")))
    assert spy.count() == 1
    roles = {name.data().decode(): role for role, name in model.roleNames().items()}
    assert spy.at(0)[0].row() == 1
    assert list(spy.at(0)[2]) == [roles["status"]]
    assert model.data(model.index(1), roles["status"]) == "done"
    assert second.status == "waiting"


def test_same_rows_again_change_nothing(model: RowModel) -> None:
    model.show(rows("a", "b"))
    spy = QSignalSpy(model.changed)
    model.show(rows("a", "b"))
    assert spy.count() == 0


def test_latest_is_the_row_that_changed_last(model: RowModel) -> None:
    model.show(rows("a", "b", "c"))
    assert model.property("latest") == 2
    a, b, c = rows("a", "b", "c")
    model.show((a, RowView(key="b", status="done"), c))
    assert model.property("latest") == 1
    assert b.key == "b"


def test_latest_stays_inside_when_rows_leave(model: RowModel) -> None:
    model.show(rows("a", "b", "c"))
    model.show(rows("a"))
    assert model.property("latest") == 0


def test_any_change_of_rows_ends_in_the_rows_wanted(model: RowModel) -> None:
    chance = random.Random(7)
    for _ in range(200):
        keys = chance.sample("abcdefgh", chance.randint(0, 8))
        wanted = tuple(RowView(key=key, title=chance.choice("xy")) for key in keys)
        model.show(wanted)
        assert model.rows == wanted
        assert model.rowCount() == len(wanted)
