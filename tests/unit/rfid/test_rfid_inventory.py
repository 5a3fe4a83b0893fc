"""InventoryTracker: stable arrivals and departures from unsteady sightings."""

from __future__ import annotations

import pytest

from rfid.inventory import Arrived, Hysteresis, InventoryTracker, Left
from rfid.types import Dsfid, TagSighting
from support.rfid_rig import uid

ONE, TWO = uid(1), uid(2)
DSFID = Dsfid(0x3E)


def seen(*uids: object) -> list[TagSighting]:
    return [TagSighting(each, DSFID) for each in uids]


def play(tracker: InventoryTracker, rounds: str, start: int = 0) -> list[object]:
    """One inventory every 0.1 s: x sees tag one, d sees it twice, . sees nothing."""
    changes: list[object] = []
    for number, mark in enumerate(rounds, start):
        sightings = {"x": seen(ONE), "d": seen(ONE, ONE), ".": []}[mark]
        changes += tracker.update(sightings, number / 10)
    return changes


def test_tag_seen_once_has_not_arrived() -> None:
    assert play(InventoryTracker(), "x...") == []


def test_tag_seen_twice_in_three_inventories_arrives() -> None:
    assert play(InventoryTracker(), "x.x") == [Arrived(ONE, DSFID, False)]


def test_tag_seen_twice_too_far_apart_has_not_arrived() -> None:
    assert play(InventoryTracker(), "x..x..x..x") == []


def test_tag_seen_once_that_answers_itself_arrives() -> None:
    # Guard: an answer counts as a look.
    tracker = InventoryTracker()
    play(tracker, "x")
    assert [near.uid for near in tracker.nearly_arrived()] == [ONE]
    assert tracker.answered(ONE, 0.05) == Arrived(ONE, DSFID, False)
    assert tracker.nearly_arrived() == []
    assert play(tracker, "x..x", start=1) == []


def test_answer_counts_as_one_look_only() -> None:
    # Guard: k looks are needed, whatever they are.
    tracker = InventoryTracker(Hysteresis(arrive_k=3, arrive_n=3))
    play(tracker, "x")
    assert tracker.nearly_arrived() == []
    assert tracker.answered(ONE, 0.05) is None
    assert play(tracker, "x", start=1) == [Arrived(ONE, DSFID, False)]


def test_answer_of_a_tag_nobody_saw_is_no_arrival() -> None:
    # Guard: only what an inventory listed can arrive.
    tracker = InventoryTracker()
    assert tracker.answered(ONE, 0.0) is None
    assert play(tracker, "x") == []


def test_tags_with_one_uid_are_not_near_arriving() -> None:
    # Guard: neither of two chips that answer at once is to be read.
    tracker = InventoryTracker()
    play(tracker, "d")
    assert tracker.nearly_arrived() == []


def test_tag_that_flickers_is_reported_once() -> None:
    assert play(InventoryTracker(), "xx..x.x....x.x.......x.x") == [Arrived(ONE, DSFID, False)]


def test_tag_leaves_after_the_departure_time() -> None:
    tracker = InventoryTracker()
    assert play(tracker, "xx" + 9 * ".") == [Arrived(ONE, DSFID, False)]
    assert play(tracker, ".", start=11) == [Left(ONE)]
    assert tracker.present() == []


def test_slow_inventories_do_not_make_a_tag_leave_at_the_first_miss() -> None:
    tracker = InventoryTracker()
    play(tracker, "xx")
    assert [tracker.update([], now_s) for now_s in (10.0, 20.0)] == [[], []]
    assert tracker.update([], 30.0) == [Left(ONE)]


def test_two_tags_are_told_apart() -> None:
    tracker = InventoryTracker()
    tracker.update(seen(ONE, TWO), 0.0)
    changes = tracker.update(seen(TWO, ONE), 0.1)
    assert {change.uid for change in changes} == {ONE, TWO}
    assert tracker.present() == [ONE, TWO]


def test_two_tags_with_one_uid_are_reported_as_such() -> None:
    assert play(InventoryTracker(), "xd") == [Arrived(ONE, DSFID, True)]


def test_second_tag_with_the_uid_of_one_already_there_is_news() -> None:
    tracker = InventoryTracker()
    play(tracker, "xx")
    assert play(tracker, "dxxdx", start=2) == [Arrived(ONE, DSFID, True)]
    assert tracker.is_double(ONE)


def test_one_of_two_tags_with_one_uid_taken_away_is_news() -> None:
    tracker = InventoryTracker()
    play(tracker, "dd")
    assert play(tracker, 12 * "x", start=2) == [Arrived(ONE, DSFID, False)]
    assert not tracker.is_double(ONE)


def test_after_the_reader_was_away_present_tags_arrive_again_and_absent_ones_leave() -> None:
    tracker = InventoryTracker()
    for now_s in (0.0, 0.1):
        tracker.update(seen(ONE, TWO), now_s)
    tracker.reannounce(60.0)
    assert tracker.update(seen(ONE), 60.1) == [Arrived(ONE, DSFID, False)]
    assert [tracker.update(seen(ONE), 60.2 + at / 10) for at in range(8)] == 8 * [[]]
    assert tracker.update(seen(ONE), 61.1) == [Left(TWO)]


def test_impossible_hysteresis_is_refused() -> None:
    with pytest.raises(ValueError, match="arrive_k"):
        Hysteresis(arrive_k=4, arrive_n=3)
