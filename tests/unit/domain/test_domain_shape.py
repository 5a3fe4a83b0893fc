"""Which fold reads a record, and what makes it malformed."""

from __future__ import annotations

import pytest

from catalogue.domain.operations import Kind
from catalogue.domain.shape import (
    ITEM_KINDS,
    PATRON_KINDS,
    STATION_KINDS,
    TITLE_KINDS,
    Fold,
    fold_of,
    malformed_reason,
    standing,
)
from catalogue.domain.states import Outcome, OutcomeClass
from support.circulation import T0, Writer

ITEM = {"item": "x"}
TITLE = {"title": "t"}
ABOUT = {"refs": {"about": "y"}}

WELL_FORMED = [
    (Kind.CLOCK, {}),
    (Kind.EPOCH_START, {}),
    (Kind.TAG_STATE, {**ITEM, "uid": "E0"}),
    (Kind.CHECK_OUT, {**ITEM, "patron": "P", "due_ms": 1}),
    (Kind.CHECK_IN, ITEM),
    (Kind.RENEW, {**ITEM, "patron": "P", "due_ms": 1, **ABOUT}),
    (Kind.HOLD_TRAP, {**ITEM, "patron": "P", **ABOUT}),
    (Kind.TRANSIT_SEND, ITEM),
    (Kind.TRANSIT_RECEIVE, ITEM),
    (Kind.PART_MISSING, {**ITEM, "part": "cable"}),
    (Kind.PART_FOUND, {**ITEM, "part": "cable"}),
    (Kind.ITEM_LOST, ITEM),
    (Kind.ITEM_FOUND, ITEM),
    (Kind.ITEM_WITHDRAWN, ITEM),
    (Kind.DEVICE_STATE, {**ITEM, "state": "ready"}),
    (Kind.TRAP_END, {**ITEM, **ABOUT}),
    (Kind.DUE_KEPT, {**ITEM, "due_ms": 1, **ABOUT}),
    (Kind.HOLD_PLACE, {**TITLE, "patron": "P"}),
    (Kind.HOLD_CANCEL, {**TITLE, **ABOUT}),
    (Kind.HOLD_EXPIRE, {**TITLE, **ABOUT}),
    (Kind.UNDO, {**ITEM, "refs": {"undoes": "y"}}),
    (Kind.UNDO, {**TITLE, "refs": {"undoes": "y"}}),
    (Kind.CONFLICT_RESOLVE, {**ITEM, "conflict": "c", "choice": "keep"}),
    (Kind.CONFLICT_RESOLVE, {**ITEM, "conflict": "c", "choice": "void", "void": ["y"]}),
    (Kind.SEAL, {**ITEM, "covered": ["y"], "state": {"status": "available"}}),
    (Kind.FEE_ASSESS, {"patron": "P", "cents": 0, "reason": "overdue"}),
    (Kind.FEE_ADJUST, {"cents": 0, **ABOUT}),
    (Kind.FEE_PAY, {"cents": 100, **ABOUT}),
    (Kind.NOTICE_SENT, {"patron": "P", "notice": "hold_ready", **ABOUT}),
    (Kind.NOTICE_CORRECT, {"patron": "P", "notice": "hold_ready", **ABOUT}),
]


def written(kind: str, fields: dict):
    return Writer("A").write(kind, T0, **fields), fields.get("patron")


@pytest.mark.parametrize(("kind", "fields"), WELL_FORMED)
def test_well_formed(kind, fields):
    op, patron = written(kind, fields)

    assert malformed_reason(op, patron) is None


def test_every_kind_has_an_example_above():
    assert {kind for kind, _ in WELL_FORMED} == set(Kind)


@pytest.mark.parametrize(
    ("kind", "fields", "reason"),
    [
        ("seal_everything", ITEM, "unknown_kind"),
        (Kind.CHECK_OUT, {"patron": "P", "due_ms": 1}, "no_subject"),
        (Kind.CHECK_OUT, {**TITLE, "patron": "P", "due_ms": 1}, "no_subject"),
        (Kind.CHECK_OUT, {**ITEM, "due_ms": 1}, "no_patron_or_due"),
        (Kind.CHECK_OUT, {**ITEM, "patron": "P"}, "no_patron_or_due"),
        (Kind.CHECK_OUT, {**ITEM, "patron": "P", "due_ms": "1"}, "no_patron_or_due"),
        (Kind.CHECK_OUT, {**ITEM, "patron": "P", "due_ms": True}, "no_patron_or_due"),
        (Kind.RENEW, {**ITEM, "patron": "P"}, "no_patron_or_due"),
        (Kind.CHECK_IN, {}, "no_subject"),
        (Kind.CHECK_IN, {"item": ""}, "no_subject"),
        (Kind.HOLD_TRAP, {**ITEM, "patron": "P"}, "no_ref"),
        (Kind.HOLD_TRAP, {**ITEM, **ABOUT}, "no_patron"),
        (Kind.HOLD_TRAP, {**ABOUT, "patron": "P"}, "no_subject"),
        (Kind.TRAP_END, ITEM, "no_ref"),
        (Kind.TRAP_END, ABOUT, "no_subject"),
        (Kind.DUE_KEPT, {**ITEM, "due_ms": 1}, "no_ref"),
        (Kind.DUE_KEPT, {**ITEM, **ABOUT}, "no_due"),
        (Kind.DUE_KEPT, {**ABOUT, "due_ms": 1}, "no_subject"),
        (Kind.PART_MISSING, ITEM, "no_part"),
        (Kind.PART_FOUND, {**ITEM, "part": 3}, "no_part"),
        (Kind.PART_FOUND, {"part": "cable"}, "no_subject"),
        (Kind.DEVICE_STATE, ITEM, "no_state"),
        (Kind.DEVICE_STATE, {"state": "ready"}, "no_subject"),
        (Kind.HOLD_PLACE, {"patron": "P"}, "no_subject"),
        (Kind.HOLD_PLACE, TITLE, "no_patron"),
        (Kind.HOLD_CANCEL, TITLE, "no_ref"),
        (Kind.HOLD_EXPIRE, ABOUT, "no_subject"),
        (Kind.UNDO, ITEM, "no_ref"),
        (Kind.UNDO, {"refs": {"undoes": "y"}}, "no_subject"),
        (Kind.UNDO, {**ITEM, "refs": {"undoes": 7}}, "no_ref"),
        (Kind.CONFLICT_RESOLVE, {"conflict": "c", "choice": "keep"}, "no_subject"),
        (Kind.CONFLICT_RESOLVE, {**ITEM, "choice": "keep"}, "no_conflict"),
        (Kind.CONFLICT_RESOLVE, {**ITEM, "conflict": "c", "choice": "drop"}, "no_conflict"),
        (
            Kind.CONFLICT_RESOLVE,
            {**ITEM, "conflict": "c", "choice": "void", "void": "y"},
            "no_conflict",
        ),
        (
            Kind.CONFLICT_RESOLVE,
            {**ITEM, "conflict": "c", "choice": "void", "void": [1]},
            "no_conflict",
        ),
    ],
)
def test_malformed(kind, fields, reason):
    op, patron = written(kind, fields)

    assert malformed_reason(op, patron) == reason


def test_each_kind_goes_to_its_fold():
    for kind, fields in WELL_FORMED:
        op, _ = written(kind, fields)
        if kind in STATION_KINDS | PATRON_KINDS:
            assert fold_of(op) == Fold.STATION
        elif kind in ITEM_KINDS:
            assert fold_of(op) == Fold.ITEM
        elif kind in TITLE_KINDS:
            assert fold_of(op) == Fold.TITLE
        else:
            assert fold_of(op) == (Fold.ITEM if op.item else Fold.TITLE)


@pytest.mark.parametrize(
    ("kind", "fields", "fold"),
    [
        ("unknown", ITEM, Fold.ITEM),
        ("unknown", TITLE, Fold.TITLE),
        ("unknown", {}, Fold.STATION),
        (Kind.CHECK_IN, TITLE, Fold.STATION),
        (Kind.HOLD_PLACE, ITEM, Fold.STATION),
        (Kind.UNDO, {**ITEM, **TITLE}, Fold.ITEM),
        (Kind.UNDO, {}, Fold.STATION),
    ],
)
def test_odd_records_go_where_they_can_be_counted(kind, fields, fold):
    op, _ = written(kind, fields)

    assert fold_of(op) == fold


def test_what_no_fold_reads_is_applied_or_malformed():
    clock, _ = written(Kind.CLOCK, {})
    stray, _ = written(Kind.CHECK_IN, {})

    assert standing(clock) == Outcome("applied")
    assert standing(stray) == Outcome("malformed", "no_subject")


@pytest.mark.parametrize(
    ("outcome", "outcome_class", "reason"),
    [
        (Outcome("applied"), OutcomeClass.APPLIED, None),
        (Outcome("applied", "moved"), OutcomeClass.APPLIED, "moved"),
        (Outcome("implied_return"), OutcomeClass.APPLIED, "implied_return"),
        (Outcome("overridden_block", "parts"), OutcomeClass.APPLIED, "parts"),
        (Outcome("duplicate"), OutcomeClass.SUPERSEDED, "duplicate"),
        (Outcome("superseded", "undone"), OutcomeClass.SUPERSEDED, "undone"),
        (Outcome("conflict", "dangling_ref"), OutcomeClass.CONFLICT, "dangling_ref"),
        (Outcome("malformed", "no_ref"), OutcomeClass.MALFORMED, "no_ref"),
    ],
)
def test_outcomes_count_in_one_of_four_sums(outcome, outcome_class, reason):
    assert (outcome.outcome_class, outcome.reason) == (outcome_class, reason)
