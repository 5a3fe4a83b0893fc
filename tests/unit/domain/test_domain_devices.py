"""What keeps a device from being lent, and where it is in its life."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalogue.domain.denial import DenialReason
from catalogue.domain.devices import (
    UNCHECKED,
    UNPREPARED,
    KitModel,
    KitPart,
    Lack,
    Life,
    Missing,
    PrepStep,
    StepDone,
    Workshop,
    absent_parts,
    last_return,
    life,
    may_borrow,
    open_parts,
    settlement,
    unprepared,
)
from catalogue.domain.operations import Kind
from catalogue.domain.states import Status
from catalogue.domain.steps import READY
from support.circulation import MINUTE, T0, Town, Writer, central, present_of

MODEL = KitModel(
    id="m",
    name="Liseuse",
    parts=(
        KitPart("reader", "La liseuse", price_cents=12000, tagged=True, ordinal=1),
        KitPart("case", "L’étui", price_cents=1500, tagged=True, ordinal=2),
        KitPart("cable", "Le câble", price_cents=800),
        KitPart("leaflet", "La notice", required=False),
    ),
    charter="liseuse",
    min_age=18,
    min_battery=80,
)
PREPARED = tuple(
    StepDone(step, "r1", at_ms=10 + n, battery=90, pack="p1") for n, step in enumerate(PrepStep)
)
READY_SHOP = Workshop(PREPARED, pack="p1")


def left(workshop: Workshop, returned: str | None = "r1") -> list[str]:
    return [str(missing.what) for missing in unprepared(MODEL, workshop, returned)]


def test_device_is_ready_when_every_step_was_done_since_it_came_back() -> None:
    assert left(READY_SHOP) == []


@pytest.mark.parametrize("step", PrepStep)
def test_each_step_is_needed(step: PrepStep) -> None:
    without = [each for each in PREPARED if each.step != step]

    assert left(replace(READY_SHOP, steps=without)) == [step.value]


def test_steps_of_an_earlier_return_do_not_count() -> None:
    """Guard: `unprepared` takes only steps whose `returned` is the last return."""
    assert left(READY_SHOP, returned="r2") == ["check", "reset", "charge", "pack"]
    assert left(READY_SHOP, returned=None) == ["check", "reset", "charge", "pack"]


def test_battery_below_the_minimum_is_told_as_it_is() -> None:
    low = [replace(each, battery=79) for each in PREPARED]

    found = unprepared(MODEL, replace(READY_SHOP, steps=low), "r1")

    assert found == (Missing(Lack.CHARGE, "79"),)


def test_another_pack_than_the_chosen_one_does_not_count() -> None:
    found = unprepared(MODEL, replace(READY_SHOP, pack="p2"), "r1")

    assert found == (Missing(Lack.PACK, "p2"),)


def test_pack_verified_before_the_reset_does_not_count() -> None:
    late = [replace(each, at_ms=99) if each.step is PrepStep.RESET else each for each in PREPARED]

    assert left(replace(READY_SHOP, steps=late)) == ["pack"]


def test_device_in_repair_stays_in_whatever_was_done() -> None:
    assert left(replace(READY_SHOP, in_repair=True)) == ["repair"]


def test_model_with_fewer_steps_needs_fewer() -> None:
    model = replace(MODEL, steps=(PrepStep.CHECK,))

    assert unprepared(model, Workshop(PREPARED[:1]), "r1") == ()


def test_missing_parts_keep_a_kit_in_but_for_those_it_can_do_without() -> None:
    found = open_parts(MODEL, ["cable", "leaflet", "reader", "unheard-of"])

    assert [missing.detail for missing in found] == ["reader", "cable", "unheard-of"]


def test_tagged_set_is_whole_by_distinct_numbers() -> None:
    assert absent_parts(MODEL, {1, 2}) == ()
    assert absent_parts(MODEL, [1, 1]) == ("case",)
    assert absent_parts(MODEL, []) == ("reader", "case")


@pytest.mark.parametrize(
    ("status", "lacking", "begun", "expected"),
    [
        (Status.AVAILABLE, (), True, Life.AVAILABLE),
        (Status.AVAILABLE, (Missing(Lack.CHECK),), False, Life.RECEIVED_UNCHECKED),
        (Status.RECEIVED_UNCHECKED, (Missing(Lack.CHECK),), False, Life.RECEIVED_UNCHECKED),
        (Status.RECEIVED_UNCHECKED, (Missing(Lack.CHARGE),), True, Life.IN_PREPARATION),
        (Status.MISSING_PART, (Missing(Lack.PART, "cable"),), True, Life.MISSING_PART),
        (Status.RECEIVED_UNCHECKED, (Missing(Lack.REPAIR),), True, Life.REPAIR),
        (Status.ON_LOAN, (Missing(Lack.CHECK),), False, Life.ON_LOAN),
        (Status.ON_HOLD_SHELF, (), True, Life.ON_HOLD_SHELF),
    ],
)
def test_life(status: Status, lacking: tuple[Missing, ...], begun: bool, expected: Life) -> None:
    assert life(status, lacking, begun=begun) == expected


def test_server_says_ready_once_nothing_is_left_and_unprepared_when_something_is() -> None:
    todo = (Missing(Lack.RESET),)

    assert settlement(Status.RECEIVED_UNCHECKED, ()) == READY
    assert settlement(Status.RECEIVED_UNCHECKED, todo) is None
    assert settlement(Status.AVAILABLE, ()) is None
    assert settlement(Status.AVAILABLE, todo) == UNPREPARED
    assert settlement(Status.ON_LOAN, todo) is None


@pytest.mark.parametrize(
    ("lacking", "age", "signed", "expected"),
    [
        ((), 18, True, None),
        ((), None, True, None),
        ((), 17, True, DenialReason.AGE),
        ((), 40, False, DenialReason.CHARTER),
        ((Missing(Lack.CHARGE),), 40, True, DenialReason.NOT_FOR_LOAN),
    ],
)
def test_who_may_borrow(
    lacking: tuple[Missing, ...], age: int | None, signed: bool, expected: DenialReason | None
) -> None:
    assert may_borrow(MODEL, lacking, age, signed=signed) == expected


TOWN = Town(titles={"kit": "k"})


def returned(*ops: object) -> str | None:
    present = present_of(ops, TOWN)
    return last_return(present.items["kit"], present.timeline)


def test_last_return_is_the_latest_check_in_also_one_that_changed_nothing() -> None:
    a, b = Writer("A"), Writer("B", branch="A")
    lent = a.check_out(T0, "P", item="kit")
    back = a.check_in(T0 + 60 * MINUTE, item="kit")
    again = b.check_in(T0 + 90 * MINUTE, item="kit")

    assert returned(lent) is None
    assert returned(lent, back) == back.id
    assert returned(lent, back, again) == again.id


def test_seal_keeps_the_return_it_covers() -> None:
    """Guard: `last_return` looks below the seal. A device on its shelf stays prepared."""
    a = Writer("A")
    lent = a.check_out(T0, "P", item="kit")
    back = a.check_in(T0 + 60 * MINUTE, item="kit")
    ready = a.write(Kind.DEVICE_STATE, T0 + 90 * MINUTE, item="kit", state=READY)
    state = {"status": "available", "branch": "A", "withdrawn": False, "parts": []}
    covered = [lent.id, back.id, ready.id]
    payload = {"covered": covered, "state": state, "shelf": []}
    seal = central(Kind.SEAL, T0 + 9000 * MINUTE, 1, item="kit", payload=payload)
    again = a.check_in(T0 + 9900 * MINUTE, item="kit")

    assert returned(lent, back, ready, seal) == back.id
    assert returned(lent, back, ready, seal, again) == again.id


def test_loan_over_a_loan_is_no_return() -> None:
    a, b = Writer("A"), Writer("B")
    lent = a.check_out(T0, "P", item="kit")
    over = b.check_out(T0 + 60 * MINUTE, "Q", item="kit")

    assert returned(lent, over) is None


def test_what_the_server_says_by_itself_is_no_return_and_unchecked_is_one() -> None:
    a = Writer("A")
    back = a.check_in(T0, item="kit")
    ready = a.write(Kind.DEVICE_STATE, T0 + 60 * MINUTE, item="kit", state=READY)
    unprepared = a.write(Kind.DEVICE_STATE, T0 + 75 * MINUTE, item="kit", state=UNPREPARED)
    unchecked = a.write(Kind.DEVICE_STATE, T0 + 90 * MINUTE, item="kit", state=UNCHECKED)

    assert returned(back, ready, unprepared) == back.id
    assert returned(back, ready, unprepared, unchecked) == unchecked.id
