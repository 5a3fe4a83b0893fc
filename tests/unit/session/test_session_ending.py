from __future__ import annotations

import pytest

from kiosk.session.effects import CloseSession, LendItem, ReportTagState, Sound
from kiosk.session.events import (
    CardShown,
    Chosen,
    Confirmed,
    Digit,
    NetworkChanged,
    ReaderChanged,
    RestNeeded,
    Stayed,
    TagSeen,
    Tick,
)
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.states import Means, RowState, SessionState
from support.sessions import CARD, Play, card_tag, tag, uid

PERSONAL = (
    "card_entry",
    "pin_entry",
    "pending_card",
    "patron",
    "rows",
    "notice",
    "way",
    "started_ms",
)


def nothing_personal(state: SessionState) -> bool:
    fresh = SessionState()
    return all(getattr(state, name) == getattr(fresh, name) for name in PERSONAL)


def test_the_end_of_a_session_forgets_everything_personal() -> None:
    play = Play()
    play.lay(card_tag())
    play.open_tray()
    play.lend(1)
    play.send(Confirmed())
    assert play.send(Confirmed()) == (CloseSession("session-1"),)
    assert nothing_personal(play.state)
    assert all(tag.item != CARD for tag in play.state.pad)


def test_nothing_left_on_the_pad_tells_its_title_or_a_card_number() -> None:
    """Also when the reader reads it anew. Guard: `nameless`, in `end` and in `lay_down`."""
    play = Play()
    play.lay(card_tag())
    play.open_tray()
    play.lend(1)
    play.send(Confirmed(), Confirmed())
    play.send(ReaderChanged(up=False), ReaderChanged(up=True))
    play.lay(card_tag(), tag(1))
    assert {(seen.item, seen.info) for seen in play.state.pad} == {(None, None)}


def test_no_repr_of_the_state_names_a_person() -> None:
    play = Play()
    play.lay(card_tag())
    play.open_tray()
    play.lay(tag(1))
    assert CARD not in repr(play.state)
    assert "Jeanne" not in repr(play.state)
    assert CARD not in repr(play.effects)


def test_what_still_lies_there_is_left_behind_for_the_next_session() -> None:
    play = Play()
    play.open_tray()
    play.lend(1)
    play.send(Confirmed(), Confirmed())
    assert play.state.settled == {uid(1)}
    play.open_tray()
    (row,) = play.state.rows
    assert (row.state, row.reason, row.operation) == (RowState.NOTED, "left_behind", None)
    assert len(play.of(LendItem)) == 1


def test_a_thing_left_behind_counts_once_it_was_lifted() -> None:
    play = Play()
    play.open_tray()
    play.lend(1)
    play.send(Confirmed(), Confirmed())
    play.lift(1)
    play.lay(tag(1))
    play.send(Chosen(Way.RETURN))
    assert play.row(1).state is RowState.DOING


def test_a_left_thing_read_anew_after_the_reader_came_back_stays_settled() -> None:
    play = Play()
    play.open_tray()
    play.lend(1)
    play.send(Confirmed(), Confirmed(), ReaderChanged(up=False), ReaderChanged(up=True))
    play.lay(tag(1))
    assert play.state.settled == {uid(1)}


@pytest.mark.parametrize("way", [Way.BORROW, Way.RETURN])
def test_what_was_left_behind_is_never_named_to_the_next_patron(way: Way) -> None:
    """Guard: `tray._left_behind`, also for a tag that is read anew while she is there."""
    play = Play()
    play.open_tray()
    play.lend(1)
    play.send(Confirmed(), Confirmed())
    play.open_tray() if way is Way.BORROW else play.send(Chosen(way))
    play.send(ReaderChanged(up=False), ReaderChanged(up=True))
    play.lay(tag(1))
    (row,) = play.state.rows
    assert (row.state, row.reason) == (RowState.NOTED, "left_behind")
    assert (row.key, row.item, row.info) == (uid(1), None, None)
    assert [seen.info for seen in play.state.pad] == [None]


def test_an_idle_page_warns_for_twenty_seconds_then_closes() -> None:
    play = Play()
    play.send(Chosen(Way.BORROW))
    play.wait(39)
    assert play.state.seconds_left is None
    play.wait(1)
    assert play.state.seconds_left == 20
    assert Sound("ending") in play.effects
    play.wait(19)
    assert (play.state.page, play.state.seconds_left) == (Page.IDENTIFY, 1)
    play.wait(1)
    assert play.state.page is Page.START
    assert (play.state.closes_at_ms, play.state.seconds_left) == (None, None)


def test_staying_gives_the_full_time_again() -> None:
    play = Play()
    play.send(Chosen(Way.RETURN))
    play.wait(50)
    play.send(Stayed())
    assert play.state.seconds_left is None
    play.wait(59)
    assert play.state.page is Page.RETURN
    play.wait(1)
    assert play.state.page is Page.START


def test_any_touch_and_any_tag_give_the_full_time_again() -> None:
    play = Play()
    play.send(Chosen(Way.BORROW))
    for event in (Digit("2"), TagSeen(tag(1)), CardShown("bad", Means.SCANNED)):
        play.wait(50)
        play.send(event)
        assert play.state.seconds_left is None
    play.wait(59)
    assert play.state.page is Page.IDENTIFY


def test_an_idle_tray_with_loans_shows_the_finish_and_then_the_start() -> None:
    play = Play()
    play.open_tray()
    play.lend(1)
    play.wait(60)
    assert (play.state.page, play.state.seconds_left) == (Page.FINISH, 20)
    play.wait(20)
    assert play.state.page is Page.START
    assert nothing_personal(play.state)


def test_an_idle_tray_without_loans_goes_to_the_start() -> None:
    play = Play()
    play.open_tray()
    play.wait(60)
    assert play.state.page is Page.START


def test_a_time_out_never_cuts_a_write() -> None:
    play = Play()
    play.open_tray()
    play.lay(tag(1))
    play.accept(1)
    play.wait(90)
    assert (play.state.page, play.row(1).state) == (Page.TRAY, RowState.DOING)
    play.bit(1)
    assert play.state.page is Page.FINISH


def test_an_item_not_put_back_in_time_is_reported_and_the_session_ends() -> None:
    play = Play()
    play.open_tray()
    play.lay(tag(1))
    play.accept(1)
    play.bit(1, "gone")
    play.lift(1)
    play.wait(60)
    assert play.of(ReportTagState) == [ReportTagState("op-1", uid(1), "on_loan")]
    assert play.state.page is Page.FINISH
    play.wait(20)
    assert play.state.page is Page.START
    assert len(play.of(ReportTagState)) == 1


def test_the_absolute_limit_ends_a_session_however_busy_it_is() -> None:
    play = Play()
    play.open_tray()
    play.lend(1)
    for _ in range(60):
        play.wait(10)
        play.send(Stayed())
    play.wait(1)
    assert play.state.page is Page.FINISH
    for _ in range(30):
        play.wait(1)
        play.send(Stayed())
    assert play.state.page is Page.START


def test_the_absolute_limit_warns_as_well() -> None:
    play = Play()
    play.send(Chosen(Way.RETURN))
    for _ in range(58):
        play.wait(10)
        play.send(Stayed())
    assert play.state.seconds_left == 20


def test_a_silent_reader_puts_an_idle_kiosk_to_rest_and_wakes_it() -> None:
    play = Play()
    play.send(ReaderChanged(up=False))
    play.wait(9)
    assert play.state.page is Page.START
    play.wait(1)
    assert (play.state.page, play.state.resting) == (Page.RESTING, "reader")
    play.send(Chosen(Way.BORROW))
    assert play.state.page is Page.RESTING
    play.send(ReaderChanged(up=True))
    assert (play.state.page, play.state.resting) == (Page.START, None)


def test_a_reader_never_seen_puts_the_kiosk_to_rest() -> None:
    play = Play()
    play.state = SessionState()
    play.wait(11)
    assert play.state.resting == "reader"


def test_a_reader_lost_within_a_session_rests_after_it() -> None:
    play = Play()
    play.send(Chosen(Way.BORROW), ReaderChanged(up=False))
    play.wait(59)
    assert play.state.page is Page.IDENTIFY
    play.wait(2)
    assert (play.state.page, play.state.resting) == (Page.RESTING, "reader")


@pytest.mark.parametrize("reason", ["storage", "setup"])
def test_a_station_that_cannot_serve_rests_and_comes_back_alone(reason: str) -> None:
    play = Play()
    play.send(RestNeeded(reason))
    assert (play.state.page, play.state.resting) == (Page.RESTING, reason)
    play.send(ReaderChanged(up=False), ReaderChanged(up=True), Tick())
    assert play.state.page is Page.RESTING
    play.send(RestNeeded(None))
    assert play.state.page is Page.START


def test_storage_failing_within_a_session_rests_after_it() -> None:
    play = Play()
    play.open_tray()
    play.lend(1)
    play.send(RestNeeded("storage"))
    assert play.state.page is Page.TRAY
    play.send(Confirmed(), Confirmed())
    assert play.state.page is Page.RESTING


def test_what_the_station_knows_outlives_the_session() -> None:
    play = Play(SessionPolicy(offline_items=3))
    play.send(NetworkChanged(online=False, since_ms=9), Chosen(Way.RETURN))
    play.wait(60)
    assert play.state.reader_up
    assert (play.state.online, play.state.offline_since_ms) == (False, 9)
    assert play.state.offline_limit == 3
    play.send(NetworkChanged(online=True))
    assert play.state.offline_since_ms is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"warn_s": 19},
        {"idle_s": 19},
        {"finish_s": 10},
        {"absolute_s": 30},
        {"pin_length": 0},
    ],
)
def test_a_policy_that_would_not_warn_long_enough_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must be"):
        SessionPolicy(**wrong)
