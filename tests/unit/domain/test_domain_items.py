"""The fold of an item: undos, promises, decisions, doubtful orders."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from catalogue.domain.clusters import MAX_ENTRIES
from catalogue.domain.conflicts import conflict
from catalogue.domain.items import Fact, fold_item
from catalogue.domain.operations import Basis, Kind, Operation, Presence, seal
from catalogue.domain.ordering import Timeline
from catalogue.domain.states import Outcome, Status
from support.circulation import DAY, HOUR, MINUTE, T0, Writer, central, fact, present_of


@pytest.fixture
def a() -> Writer:
    return Writer("A")


@pytest.fixture
def b() -> Writer:
    return Writer("B")


def outcome_of(op: Operation, *others: Operation) -> Outcome:
    return present_of([op, *others]).outcomes[op.id]


# --- undo ---------------------------------------------------------------------------------------


def test_an_undone_loan_never_was(a):
    loan = a.check_out(T0, "P")
    present = present_of([loan, a.undo(T0 + 1, loan)])

    assert present.items["x"].state.status == Status.AVAILABLE
    assert present.items["x"].loans == {}
    assert present.outcomes[loan.id] == Outcome("superseded", "undone")


def test_a_second_undo_of_the_same_record_is_a_duplicate(a):
    loan = a.check_out(T0, "P")

    first, second = a.undo(T0 + 1, loan), a.undo(T0 + 2, loan)

    assert outcome_of(first, loan, second).code == "applied"
    assert outcome_of(second, loan, first) == Outcome("duplicate")


def test_another_station_takes_nothing_back(a, b):
    loan = a.check_out(T0, "P")
    undo = b.undo(T0 + 1, loan)

    present = present_of([loan, undo])

    assert present.outcomes[undo.id] == Outcome("malformed", "bad_undo")
    assert present.items["x"].state.patron == "P"


def test_what_came_later_or_cannot_be_undone_stays(a):
    sent = a.write(Kind.TRANSIT_SEND, T0, item="x")
    undo = a.undo(T0 + 1, sent)
    assert outcome_of(undo, sent) == Outcome("malformed", "bad_undo")

    early = a.write(Kind.UNDO, T0 + 2, item="x", refs={"undoes": "later"})
    later = a.check_out(T0 + 3, "P")
    early = seal(replace(early, refs={"undoes": later.id}))
    assert outcome_of(early, later) == Outcome("malformed", "bad_undo")


def test_an_undo_of_a_record_nobody_sent_waits_for_the_gap(a):
    loan = a.check_out(T0, "P")
    undo = a.undo(T0 + 1, loan)

    alone, whole = present_of([undo]), present_of([undo, loan])

    assert (alone.outcomes[undo.id].reason, alone.codes()) == ("dangling_ref", ["dangling_ref"])
    assert (whole.outcomes[undo.id].reason, whole.codes()) == (None, [])


def test_an_undone_return_leaves_the_loan_open(a, b):
    loan, back = a.check_out(T0, "P"), b.check_in(T0 + HOUR)

    present = present_of([loan, back, b.undo(T0 + HOUR + 1, back)])

    assert present.items["x"].state.loan == loan.id


# --- due dates ----------------------------------------------------------------------------------


def renewal(writer: Writer, at_ms: int, loan: Operation, due_ms: int, patron="P") -> Operation:
    return writer.write(
        Kind.RENEW,
        at_ms,
        item="x",
        patron=patron,
        presence=Presence.NONE,
        refs={"about": loan.id},
        due_ms=due_ms,
    )


def test_a_renewal_sticks_to_the_loan_it_named_wherever_its_time_puts_it(a, b):
    loan = a.check_out(T0, "P", T0 + 21 * DAY)
    renewed = renewal(b, T0 + 2 * HOUR, loan, T0 + 42 * DAY)

    fold = present_of([loan, renewed, a.check_in(T0 + HOUR)]).items["x"]

    assert fold.outcomes[renewed.id] == Outcome("superseded", "not_on_loan")
    assert fold.loans[loan.id].due_ms == T0 + 42 * DAY


def test_only_the_own_undo_shortens_a_loan(a):
    loan = a.check_out(T0, "P", T0 + 21 * DAY)
    renewed = renewal(a, T0 + HOUR, loan, T0 + 42 * DAY)
    undo = a.undo(T0 + HOUR + 1, renewed)

    before, after = present_of([loan, renewed]), present_of([loan, renewed, undo])

    assert before.items["x"].state.due_ms == T0 + 42 * DAY
    assert before.items["x"].due_source == renewed.id
    assert after.items["x"].state.due_ms == T0 + 21 * DAY
    assert after.items["x"].due_source == loan.id


def test_somebody_elses_renewal_is_a_conflict_and_changes_nothing(a, b):
    loan = a.check_out(T0, "P", T0 + 21 * DAY)
    other = renewal(b, T0 + HOUR, loan, T0 + 42 * DAY, patron="Q")

    present = present_of([loan, other])

    assert present.items["x"].state.due_ms == T0 + 21 * DAY
    assert present.codes() == ["renew_not_holder"]


def test_a_renewal_of_an_unknown_loan_says_so(a):
    unknown = a.check_out(T0, "P")

    present = present_of([renewal(a, T0 + HOUR, unknown, T0 + DAY)])

    assert present.codes() == ["dangling_ref"]


def due_kept(loan: str, due_ms: int, promise: str, number: int = 1) -> Operation:
    return central(
        Kind.DUE_KEPT,
        T0,
        number,
        item="x",
        payload={"due_ms": due_ms, "promise": promise},
        refs={"about": loan},
    )


def test_a_kept_promise_lasts_as_long_as_what_promised_it(a):
    loan = a.check_out(T0, "P", T0 + 21 * DAY)
    renewed = renewal(a, T0 + HOUR, loan, T0 + 42 * DAY)
    kept = due_kept(loan.id, T0 + 60 * DAY, renewed.id)

    lasting = present_of([loan, renewed, kept]).items["x"]
    ended = present_of([loan, renewed, kept, a.undo(T0 + 2 * HOUR, renewed)]).items["x"]

    assert (lasting.state.due_ms, lasting.due_source) == (T0 + 60 * DAY, renewed.id)
    assert ended.state.due_ms == T0 + 21 * DAY
    assert ended.outcomes[kept.id] == Outcome("superseded", "premise_gone")


def test_a_promise_about_a_loan_that_never_was_is_superseded(a):
    kept = due_kept("nobody", T0 + 60 * DAY, "nothing")

    assert outcome_of(kept, a.check_out(T0, "P")) == Outcome("superseded", "premise_gone")


# --- decisions about conflicts ------------------------------------------------------------------


@pytest.fixture
def two_loans(a, b) -> list[Operation]:
    return [a.check_out(T0, "P"), b.check_out(T0 + HOUR, "Q")]


def test_conflict_id_is_the_hash_of_code_subject_and_sorted_evidence(two_loans):
    (found,) = present_of(two_loans).items["x"].conflicts.values()

    assert found == conflict("loan_over_loan", "x", [two_loans[1].id, two_loans[0].id])
    assert conflict("c", "s", ["b", "a"]).id == (
        # SHA-256 of ["c","s",["a","b"]]
        "65cb6401ff97617e7c6e405dce1b116497433c6b7d55366d7b6a77125ecec4db"
    )


def test_kept_conflict_stays_resolved(two_loans):
    (found,) = present_of(two_loans).items["x"].conflicts.values()
    decision = Writer("Z").resolve(T0 + DAY, found, "keep")

    present = present_of([*two_loans, decision])

    assert present.codes() == []
    assert present.items["x"].state.patron == "Q"
    assert present.items["x"].resolved[found.id].by == decision.id
    assert present.outcomes[decision.id] == Outcome("applied", "keep")


def test_the_first_decision_counts(two_loans):
    (found,) = present_of(two_loans).items["x"].conflicts.values()
    first = Writer("Z").resolve(T0 + DAY, found, "keep")
    second = Writer("Y").resolve(T0 + 2 * DAY, found, "void", two_loans[1])

    present = present_of([*two_loans, second, first])

    assert present.items["x"].state.patron == "Q"
    assert present.outcomes[second.id] == Outcome("duplicate")


def test_only_evidence_can_be_declared_void(a, two_loans):
    (found,) = present_of(two_loans).items["x"].conflicts.values()
    back = a.check_in(T0 + DAY)
    decision = Writer("Z").resolve(T0 + 2 * DAY, found, "void", back)

    present = present_of([*two_loans, back, decision])

    assert present.outcomes[back.id].code == "applied"
    assert present.items["x"].state.status == Status.AVAILABLE


def test_a_later_decision_is_judged_by_the_fold_the_earlier_one_left(a, b):
    c = Writer("C")
    loans = [a.check_out(T0, "P"), b.check_out(T0 + HOUR, "Q"), c.check_out(T0 + 2 * HOUR, "R")]
    found = {c.evidence: c for c in present_of(loans).items["x"].conflicts.values()}
    first = found[tuple(sorted([loans[0].id, loans[1].id]))]
    second = found[tuple(sorted([loans[1].id, loans[2].id]))]
    z = Writer("Z")
    void_q = z.resolve(T0 + DAY, first, "void", loans[1])
    moot = z.resolve(T0 + DAY + 1, second, "void", loans[2])

    present = present_of([*loans, void_q, moot])

    assert present.outcomes[moot.id] == Outcome("superseded", "premise_gone")
    assert present.items["x"].state.patron == "R"
    (left,) = present.items["x"].conflicts.values()
    assert left.evidence == tuple(sorted([loans[0].id, loans[2].id]))


def test_a_dangling_undo_can_be_declared_void(a):
    undo = a.undo(T0 + 1, a.check_out(T0, "P"))
    (found,) = present_of([undo]).items["x"].conflicts.values()
    decision = Writer("Z").resolve(T0 + DAY, found, "void", undo)

    present = present_of([undo, decision])

    assert present.codes() == []
    assert present.outcomes[undo.id] == Outcome("superseded", "voided")


# --- order --------------------------------------------------------------------------------------


def test_records_of_one_station_keep_their_order_whatever_its_clock_says(a):
    a.boot(T0, Basis.NONE)
    loan = a.check_out(T0 + HOUR, "P")
    a.skew_ms = -DAY
    back = a.check_in(T0 + 2 * HOUR)
    again = a.check_out(T0 + 3 * HOUR, "Q")

    fold = present_of([again, back, loan]).items["x"]

    assert fold.order == (loan.id, back.id, again.id)


def test_a_cluster_too_large_to_search_keeps_the_estimates_and_is_flagged():
    stations = [Writer(f"S{i:02}", error_ms=DAY) for i in range(14)]
    ops = []
    for i, station in enumerate(stations):
        ops.append(station.check_out(T0 + i * MINUTE, "PQRS"[i % 4]))

    fold = present_of(ops).items["x"]

    assert fold.order == tuple(op.id for op in ops)
    assert "order_unknown" in {c.code for c in fold.conflicts.values()}
    assert 2 ** len(ops) > MAX_ENTRIES


def test_central_loans_take_part_by_the_servers_time(b):
    loan = central(
        Kind.CHECK_OUT,
        T0,
        1,
        item="x",
        branch="A",
        patron_c=Writer("A").check_out(T0, "P").patron_c,
        payload={"due_ms": T0 + DAY},
    )

    present = present_of([b.check_in(T0 + HOUR), loan])

    assert present.items["x"].loans[loan.id].patron == "P"
    assert present.items["x"].state.status == Status.AVAILABLE


# --- malformed ----------------------------------------------------------------------------------


def test_a_malformed_record_is_counted_and_stops_nothing(a):
    bad = a.write(Kind.CHECK_OUT, T0, item="x", patron="P")
    good = a.check_in(T0 + 1)

    present = present_of([bad, good])

    assert present.outcomes[bad.id] == Outcome("malformed", "no_patron_or_due")
    assert present.outcomes[good.id] == Outcome("duplicate")


def test_a_loan_whose_patron_is_unknown_to_the_server_is_malformed(a):
    loan = a.check_out(T0, "P")
    timeline = present_of([loan]).timeline

    fold = fold_item([Fact(loan, None)], timeline, home="A", needs_check=False)

    assert fold.outcomes[loan.id] == Outcome("malformed", "no_patron_or_due")


def test_a_tag_state_handed_in_changes_nothing(a):
    loan, repair = a.check_out(T0, "P"), a.write(Kind.TAG_STATE, T0 + 1, item="x", uid="E0")
    timeline = present_of([loan, repair]).timeline

    fold = fold_item([fact(loan), fact(repair)], timeline, home="A", needs_check=False)

    assert fold.outcomes[repair.id] == Outcome("applied")
    assert fold.order == (loan.id,)


def test_an_item_without_records_is_at_home():
    fold = fold_item([], Timeline({}, {}, {}), home="A", needs_check=False)

    assert (fold.state.status, fold.state.branch) == (Status.AVAILABLE, "A")


def test_a_hundred_records_are_folded_in_no_time(a, b):
    ops = []
    for i in range(50):
        ops.append(a.check_out(T0 + 2 * i * HOUR, "PQRS"[i % 4]))
        ops.append(b.check_in(T0 + (2 * i + 1) * HOUR))
    timeline, facts = present_of(ops).timeline, [fact(op) for op in ops]

    spent = []
    for _ in range(5):
        begin = time.process_time()
        fold_item(facts, timeline, home="A", needs_check=False)
        spent.append(time.process_time() - begin)

    # About 1 ms; ten times that would be another algorithm.
    assert min(spent) < 0.010
