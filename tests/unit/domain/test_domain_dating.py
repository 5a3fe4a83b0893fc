"""Times of one station's records: what a clock is worth after reboots, jumps and lost disks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalogue.domain.dating import Interval, date_station
from catalogue.domain.operations import Basis, Kind, Operation, seal
from support.circulation import DAY, HOUR, MINUTE, SECOND, T0, Writer, central


@pytest.fixture
def a() -> Writer:
    return Writer("A")


def clock(writer: Writer, at_ms: int, error_ms: int | None = None) -> Operation:
    if error_ms is not None:
        writer.error_ms = error_ms
    return writer.write(Kind.CLOCK, at_ms)


def times(*ops: Operation) -> list[Interval]:
    dating = date_station(ops)
    return [dating.times[op.id] for op in ops]


def test_a_measured_record_is_known_to_its_error_and_a_millisecond(a):
    a.skew_ms = 3 * HOUR

    assert times(clock(a, T0, 50)) == [Interval(T0 - 51, T0, T0 + 52)]


def test_a_measurement_dates_its_whole_boot_backwards_at_200_ppm(a):
    a.boot(T0, Basis.NONE)
    early = a.check_in(T0 + MINUTE)
    a.basis = Basis.BOOT

    (when, _) = times(early, clock(a, T0 + MINUTE + 10 * HOUR, 50))

    drift = 10 * HOUR // 5_000
    assert when == Interval(T0 + MINUTE - 51 - drift, T0 + MINUTE, T0 + MINUTE + 52 + drift)


def test_bounds_of_several_measurements_intersect(a):
    first = clock(a, T0, 1_000)
    a.skew_ms += 900
    middle = clock(a, T0 + SECOND, 2_000)
    a.error_ms = 300
    last = clock(a, T0 + 2 * SECOND, 300)

    when = times(first, middle, last)[1]

    assert when.hi - when.lo <= 2 * (300 + 2)
    assert when.lo <= T0 + SECOND <= when.hi


def test_of_measurements_that_contradict_each_other_the_tightest_speaks(a):
    ops = []
    for offset, error in ((HOUR, 100), (0, 10), (-HOUR, 50)):
        measured = clock(a, T0 + len(ops) * SECOND, error)
        ops.append(seal(replace(measured, offset_ms=offset)))

    first, middle, last = times(*ops)

    assert middle == Interval(T0 + SECOND - 11, T0 + SECOND, T0 + SECOND + 12)
    assert (first.est, last.est) == (T0, T0 + 2 * SECOND)
    assert first.lo == T0 - 12


def test_bounds_pass_along_the_lineage_in_both_directions(a):
    loose = clock(a, T0, HOUR)
    a.boot(T0 + MINUTE)
    tight = clock(a, T0 + MINUTE, 10)
    a.boot(T0 + 2 * MINUTE)
    loose_again = clock(a, T0 + 2 * MINUTE, HOUR)

    first, second, third = times(loose, tight, loose_again)

    assert first.hi == second.hi == T0 + MINUTE + 12
    assert third.lo == second.lo == T0 + MINUTE - 11


def test_an_estimate_outside_what_other_measurements_allow_is_moved_inside(a):
    tight = clock(a, T0, 100)
    other = seal(replace(clock(a, T0, 150), offset_ms=-240))

    first, _ = times(tight, other)

    assert (first.lo, first.est, first.hi) == (T0 - 101, T0 - 88, T0 - 88)


def test_a_boot_without_contact_lies_between_its_neighbours(a):
    before = clock(a, T0, 0)
    a.boot(T0 + HOUR, Basis.NONE)
    a.skew_ms = -30 * 365 * DAY
    lost = a.check_in(T0 + HOUR + MINUTE)
    a.skew_ms = 0
    a.boot(T0 + 3 * HOUR)
    after = clock(a, T0 + 3 * HOUR + MINUTE, 0)

    when = times(before, lost, after)[1]

    assert when.lo == T0 - 1 + MINUTE
    assert when.hi == T0 + 3 * HOUR + 2
    assert when.est == (when.lo + when.hi) // 2


def test_of_two_boots_without_contact_each_is_fenced_by_what_follows_both(a):
    before = clock(a, T0, 0)
    a.boot(T0 + HOUR, Basis.NONE)
    first = a.check_in(T0 + HOUR + MINUTE)
    a.boot(T0 + 2 * HOUR, Basis.NONE)
    second = a.check_in(T0 + 2 * HOUR + 5 * MINUTE)
    a.boot(T0 + 3 * HOUR)
    after = clock(a, T0 + 3 * HOUR, 0)

    _, one, two, _ = times(before, first, second, after)

    assert two.hi == T0 + 3 * HOUR + 2
    assert one.hi == two.hi - 5 * MINUTE
    assert (one.lo, two.lo) == (T0 - 1 + MINUTE, T0 - 1 + MINUTE + 5 * MINUTE)


def test_a_battery_clock_that_agrees_is_believed_to_its_error(a):
    before = clock(a, T0, 0)
    a.boot(T0 + HOUR, Basis.RTC)
    a.error_ms = 4_000
    carried = a.check_in(T0 + HOUR + MINUTE)
    a.boot(T0 + 3 * HOUR)

    when = times(before, carried, clock(a, T0 + 3 * HOUR, 0))[1]

    expected = T0 + HOUR + MINUTE
    assert when == Interval(expected - 4_000, expected, expected + 4_000)


def test_a_battery_clock_that_jumped_is_read_with_the_next_offset(a):
    before = clock(a, T0, 0)
    a.boot(T0 + HOUR, Basis.RTC)
    a.skew_ms = 2 * HOUR
    carried = a.check_in(T0 + HOUR + MINUTE)
    a.boot(T0 + 3 * HOUR)

    when = times(before, carried, clock(a, T0 + 3 * HOUR, 0))[1]

    assert when.est == T0 + HOUR + MINUTE
    assert (when.lo, when.hi) == (T0 - 1 + MINUTE, T0 + 3 * HOUR + 2)


def test_a_wall_clock_never_measured_is_read_with_the_next_offset(a):
    before = clock(a, T0, 0)
    a.skew_ms = 25 * MINUTE
    a.boot(T0 + HOUR, Basis.NONE)
    unknown = a.check_in(T0 + HOUR + MINUTE)
    a.boot(T0 + 3 * HOUR)

    when = times(before, unknown, clock(a, T0 + 3 * HOUR, 0))[1]

    assert when.est == T0 + HOUR + MINUTE


def test_a_battery_clock_older_than_the_software_says_nothing(a):
    before = clock(a, T0, 0)
    a.boot(T0 + HOUR, Basis.RTC)
    a.error_ms = 0
    carried = a.check_in(T0 + HOUR)
    old = seal(replace(carried, wall_ms=946_684_800_000, offset_ms=T0 + HOUR - 946_684_800_000))
    a.disk[-1] = old
    a.boot(T0 + 3 * HOUR)
    after = clock(a, T0 + 3 * HOUR, 0)

    when = times(before, old, after)[1]

    assert when.est == (when.lo + when.hi) // 2


def test_a_battery_clock_behind_the_journal_is_not_believed(a):
    before = clock(a, T0, 0)
    a.boot(T0 + HOUR, Basis.RTC)
    a.skew_ms = -5 * HOUR
    carried = a.check_in(T0 + HOUR)

    when = times(before, carried)[1]

    assert (when.lo, when.est) == (T0 - 1, T0)


def test_a_boot_nothing_follows_is_estimated_at_its_lower_fence(a):
    before = clock(a, T0, 0)
    a.boot(T0 + HOUR, Basis.NONE)

    when = times(before, a.check_in(T0 + 2 * HOUR))[1]

    assert when.lo == when.est == T0 - 1 + HOUR


def test_estimates_never_fall_along_the_lineage(a):
    first = clock(a, T0, 5_000)
    a.boot(T0 + 2)
    a.skew_ms = 100
    second = seal(replace(clock(a, T0 + 2, 5_000), offset_ms=-3_000))
    third = a.check_in(T0 + 3)

    found = times(first, second, third)

    assert [w.est for w in found] == sorted(w.est for w in found)
    assert all(w.lo <= w.est <= w.hi for w in found)


def test_central_records_are_dated_by_the_server_itself():
    op = central(Kind.HOLD_PLACE, T0, 1, title="t")

    dating = date_station([op])

    assert dating.times == {op.id: Interval(T0, T0, T0)}
    assert dating.parents == {op.id: None}


def test_no_records_no_times():
    assert date_station([]).times == {}


def test_in_a_gap_the_parent_is_the_nearest_record_below(a):
    first, missing, last = (a.check_in(T0 + i) for i in range(3))

    assert date_station([last, first]).parents == {first.id: None, last.id: first.id}
    assert date_station([last, missing, first]).parents[last.id] == missing.id


def test_a_gap_is_never_bridged_beyond_a_fork(a):
    common = a.check_in(T0)
    old = a.check_in(T0 + 1)
    a.restore(1)
    new = a.check_in(T0 + 2)
    a.check_in(T0 + 3)
    after_gap = a.check_in(T0 + 4)

    dating = date_station([common, old, new, after_gap])

    assert dating.parents[old.id] == dating.parents[new.id] == common.id
    assert dating.parents[after_gap.id] == common.id
    (fork,) = dating.conflicts.values()
    assert (fork.code, fork.subject) == ("fork", "A")
    assert fork.evidence == tuple(sorted([old.id, new.id]))


def test_a_record_never_descends_from_a_later_position(a):
    first, second = a.check_in(T0), a.check_in(T0 + 1)
    odd = seal(replace(first, prev_hash=second.hash))

    assert date_station([odd, second]).parents == {odd.id: None, second.id: odd.id}


def test_a_boot_goes_on_on_its_own_branch_where_a_record_of_it_was_lost(a):
    # Guard: in a gap the nearest record of the same boot is the parent, not the nearest of all.
    a.boot(T0)
    before = [clock(a, T0, 50), clock(a, T0 + SECOND, 50)]
    clock(a, T0 + 2 * SECOND, 50)  # lost with the server's disk
    loans = [a.check_out(T0 + n * SECOND, "P") for n in (10, 11)]
    a.restore(2)
    a.boot(T0 + HOUR)
    other = [clock(a, T0 + HOUR + n * SECOND, 50) for n in range(2)]

    dating = date_station([*before, *loans, *other])

    assert dating.parents[loans[0].id] == dating.parents[other[0].id] == before[-1].id
    assert dating.times[loans[0].id].hi < T0 + MINUTE
    assert {c.code for c in dating.conflicts.values()} == {"fork", "chain_broken"}


def test_it_does_so_without_a_known_fork_and_over_more_than_one_lost_record(a):
    # Guard: the same.
    a.boot(T0)
    before = clock(a, T0, 50)
    for n in range(1, 4):
        clock(a, T0 + n * SECOND, 50)  # lost
    loan = a.check_out(T0 + 10 * SECOND, "P")
    a.restore(1)
    a.boot(T0 + HOUR)
    other = clock(a, T0 + HOUR, 50)

    dating = date_station([before, loan, other])

    assert dating.parents == {before.id: None, other.id: before.id, loan.id: before.id}
    assert dating.conflicts == {}


def test_a_lost_record_is_half_of_a_fork_where_one_of_another_boot_stands_in_its_place(a):
    # Guard: `_lost`.
    common = a.check_in(T0)
    a.boot(T0 + MINUTE)
    a.check_in(T0 + MINUTE)  # lost
    a.boot(T0 + 2 * MINUTE)
    left = a.check_in(T0 + 2 * MINUTE)
    a.check_in(T0 + 3 * MINUTE)  # lost
    a.boot(T0 + 4 * MINUTE)
    after_gap = a.check_in(T0 + 4 * MINUTE)
    a.restore(1)
    a.boot(T0 + HOUR)
    right = a.check_in(T0 + HOUR)

    dating = date_station([common, left, after_gap, right])

    assert {dating.parents[op.id] for op in (left, after_gap, right)} == {common.id}
    assert dating.times[left.id].hi < dating.times[right.id].lo
    assert [c.code for c in dating.conflicts.values()] == ["chain_broken"]


def test_a_boot_that_ran_on_two_disks_is_no_line(a):
    # Guard: `torn`.
    common = a.check_in(T0)
    left = a.check_in(T0 + 1)
    a.restore(1)
    right = a.check_in(T0 + 2)
    a.check_in(T0 + 3)  # lost
    after_gap = a.check_in(T0 + 4)

    parents = date_station([common, left, right, after_gap]).parents

    assert parents[after_gap.id] == common.id


def test_a_new_disk_begins_after_all_of_the_old_one(a):
    old = a.check_in(T0)
    a.restore(0)
    a.enrol()
    new = a.check_in(T0 + HOUR)

    dating = date_station([new, old])

    assert dating.parents == {old.id: None, new.id: old.id}
    assert dating.conflicts == {}


def test_a_record_that_continues_none_of_those_below_breaks_the_chain(a):
    first = a.check_in(T0)
    edited = seal(replace(a.check_in(T0 + 1), prev_hash="f" * 64))

    a.check_in(T0 + 2)  # lost
    a.boot(T0 + MINUTE)
    after_gap = a.check_in(T0 + MINUTE)

    dating = date_station([first, edited, after_gap])

    # Guard: within one boot it is no fork (`_lost`).
    assert [c.code for c in dating.conflicts.values()] == ["chain_broken"]
    assert dating.parents[edited.id] == first.id
    assert dating.parents[after_gap.id] == edited.id


@pytest.mark.parametrize("absent", ["boot_id", "mono_ms", "offset_ms", "error_ms", "epoch", "seq"])
def test_a_record_without_its_clock_is_dated_all_the_same(a, absent):
    first = clock(a, T0, 0)
    bad = seal(replace(a.check_in(T0 + MINUTE), **{absent: None}))
    last = clock(a, T0 + HOUR, 0)

    assert all(when.lo <= when.est <= when.hi for when in times(first, bad, last))
