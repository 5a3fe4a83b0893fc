from __future__ import annotations

import pytest

from kiosk.session.effects import (
    ClearBit,
    CloseSession,
    ConfirmBit,
    LendItem,
    OpenRepair,
    ReportTagState,
    Sound,
    UndoLoan,
)
from kiosk.session.events import (
    BitSwitched,
    Chosen,
    Confirmed,
    GaveUp,
    LoanDecided,
    NetworkChanged,
    OneIsMissing,
    ReaderChanged,
    UndoRecorded,
    WentBack,
)
from kiosk.session.pages import Page, Way
from kiosk.session.states import RowState
from support.sessions import DUE_MS, Play, card_tag, item_id, tag, uid


def tray(own: tuple[tuple[str, int], ...] = ()) -> Play:
    play = Play()
    play.open_tray(own)
    return play


def lifted_early() -> Play:
    """An accepted loan whose tag left before its bit was switched."""
    play = tray()
    play.lay(tag(1))
    play.accept(1)
    play.bit(1, "gone")
    play.lift(1)
    return play


def test_an_item_is_lent_its_bit_cleared_and_read_back() -> None:
    play = tray()
    effects = play.lay(tag(1))
    ask = next(effect for effect in effects if isinstance(effect, LendItem))
    assert (ask.item, ask.uids, ask.before) == (item_id(1), (uid(1),), 0x07)
    assert play.row(1).state is RowState.DOING
    assert play.accept(1) == (ClearBit(item_id(1), "op-1", uid(1)),)
    assert play.bit(1) == (ConfirmBit("op-1", uid(1), 0xC2), Sound("done"))
    row = play.row(1)
    assert (row.state, row.due_ms, row.confirmed, row.operation) == (
        RowState.DONE,
        DUE_MS,
        True,
        "op-1",
    )


def test_items_are_lent_one_after_the_other() -> None:
    play = tray()
    play.lay(tag(1), tag(2), tag(3))
    assert [row.state for row in play.state.rows] == [
        RowState.DOING,
        RowState.WAITING,
        RowState.WAITING,
    ]
    play.accept(1)
    effects = play.bit(1)
    assert [effect.item for effect in effects if isinstance(effect, LendItem)] == [item_id(2)]


def test_a_denied_item_stays_and_says_why() -> None:
    play = tray()
    play.lay(tag(1))
    assert play.deny(1, "reserved") == (Sound("stays"),)
    assert (play.row(1).state, play.row(1).reason) == (RowState.REFUSED, "reserved")


def test_a_denied_item_lifted_and_laid_again_is_not_asked_again() -> None:
    play = tray()
    play.lay(tag(1))
    play.deny(1, "reserved")
    play.lift(1)
    play.lay(tag(1))
    assert len(play.of(LendItem)) == 1
    assert play.row(1).state is RowState.REFUSED


def test_a_loan_that_could_not_be_recorded_is_refused_and_may_be_tried_again() -> None:
    play = tray()
    play.lay(tag(1))
    play.send(LoanDecided(item_id(1), None, False, False, "storage"))
    assert (play.row(1).state, play.row(1).reason) == (RowState.REFUSED, "storage")
    play.lift(1)
    assert play.state.rows == ()


def test_a_loan_decided_offline_is_marked_as_to_be_confirmed() -> None:
    play = tray()
    play.lay(tag(1))
    play.send(NetworkChanged(online=False, since_ms=3))
    play.send(LoanDecided(item_id(1), "op-1", True, False, due_ms=DUE_MS))
    play.bit(1)
    assert not play.row(1).confirmed
    assert (play.state.online, play.state.offline_since_ms) == (False, 3)


def test_an_item_on_her_own_loan_makes_no_operation() -> None:
    play = tray(own=((item_id(1), DUE_MS),))
    play.lay(tag(1))
    row = play.row(1)
    assert (row.state, row.reason, row.due_ms) == (RowState.NOTED, "own_loan", DUE_MS)
    assert play.of(LendItem) == []


@pytest.mark.parametrize(
    "verdict", ["foreign", "blank", "damaged", "double_uid", "unknown", "unreadable"]
)
def test_what_is_no_item_makes_no_operation_and_says_so(verdict: str) -> None:
    play = tray()
    play.lay(tag(1, verdict, item=None))
    (row,) = play.state.rows
    assert (row.key, row.state, row.reason) == (uid(1), RowState.REFUSED, verdict)
    assert play.of(LendItem) == []
    play.lift(1)
    assert play.state.rows == ()


def test_an_item_tag_without_an_id_is_unreadable() -> None:
    play = tray()
    play.lay(tag(1, item=None))
    assert play.state.rows[0].reason == "unreadable"


def test_a_card_on_the_tray_is_no_item() -> None:
    play = tray()
    play.lay(card_tag())
    assert play.state.rows == ()


def test_a_tag_read_better_the_second_time_becomes_an_item() -> None:
    play = tray()
    play.lay(tag(1, "unreadable", item=None))
    play.lay(tag(1))
    assert [row.key for row in play.state.rows] == [item_id(1)]
    assert len(play.of(LendItem)) == 1


def test_an_item_in_two_parts_waits_for_both_and_both_bits_are_switched() -> None:
    play = tray()
    play.lay(tag(1, item=item_id(1), part=1, parts=2))
    assert (play.row(1).state, play.row(1).reason) == (RowState.WAITING, "parts")
    play.lay(tag(2, item=item_id(1), part=2, parts=2))
    play.accept(1)
    play.bit(1)
    assert play.row(1).state is RowState.DOING
    play.bit(2, key=item_id(1))
    assert play.row(1).state is RowState.DONE
    assert play.row(1).switched == (uid(1), uid(2))


def test_a_part_taken_away_before_its_turn_waits_again() -> None:
    play = tray()
    play.lay(tag(9))
    play.lay(tag(1, part=1, parts=2), tag(2, item=item_id(1), part=2, parts=2))
    play.lift(2)
    assert (play.row(1).state, play.row(1).reason) == (RowState.WAITING, "parts")


def test_a_second_part_that_does_not_switch_keeps_the_loan_and_lists_a_repair() -> None:
    play = tray()
    play.lay(tag(1, part=1, parts=2), tag(2, item=item_id(1), part=2, parts=2))
    play.accept(1)
    play.bit(1)
    play.bit(2, "not_switched", key=item_id(1))
    assert play.of(UndoLoan) == []
    assert play.of(OpenRepair) == [OpenRepair("op-1", uid(2), "on_loan")]


def test_an_item_lifted_before_its_turn_just_disappears() -> None:
    play = tray()
    play.lay(tag(1), tag(2))
    play.lift(2)
    assert [row.key for row in play.state.rows] == [item_id(1)]


@pytest.mark.parametrize("outcome", ["gone", "strange"])
def test_an_item_lifted_too_early_turns_the_page_at_once(outcome: str) -> None:
    play = tray()
    play.lay(tag(1))
    play.accept(1)
    effects = play.bit(1, outcome)
    assert effects == (OpenRepair("op-1", uid(1), "on_loan"), Sound("put_back"))
    assert play.state.page is Page.ATTENTION
    assert play.row(1).state is RowState.LIFTED


def test_an_item_lifted_while_the_server_is_asked_is_lent_and_asked_back() -> None:
    play = tray()
    play.lay(tag(1))
    play.lift(1)
    assert play.accept(1) == (OpenRepair("op-1", uid(1), "on_loan"), Sound("put_back"))
    assert play.state.page is Page.ATTENTION


def test_an_item_put_back_is_switched_and_the_tray_comes_back() -> None:
    play = lifted_early()
    assert ClearBit(item_id(1), "op-1", uid(1)) in play.lay(tag(1))
    assert play.state.page is Page.ATTENTION
    assert ConfirmBit("op-1", uid(1), 0xC2) in play.bit(1)
    assert play.state.page is Page.TRAY
    assert play.row(1).state is RowState.DONE
    assert len(play.of(LendItem)) == 1


def test_an_item_lifted_twice_is_listed_once() -> None:
    play = lifted_early()
    play.lay(tag(1))
    play.bit(1, "gone")
    play.lift(1)
    assert play.state.page is Page.ATTENTION
    assert len(play.of(OpenRepair)) == 1


def test_an_item_put_back_while_another_is_lent_waits_its_turn() -> None:
    play = tray()
    play.lay(tag(1), tag(2))
    play.accept(1)
    play.bit(1, "gone")
    play.lift(1)
    assert play.row(2).state is RowState.DOING
    play.lay(tag(1))
    assert play.row(1).state is RowState.LIFTED
    play.accept(2)
    play.bit(2)
    play.wait(1)
    assert play.row(1).state is RowState.DOING


def test_a_tag_that_did_not_answer_but_never_left_is_tried_again() -> None:
    play = tray()
    play.lay(tag(1))
    play.accept(1)
    play.bit(1, "gone")
    play.wait(1)
    assert play.last == (ClearBit(item_id(1), "op-1", uid(1)),)


def test_giving_up_reports_the_tag_and_lets_the_patron_go_on() -> None:
    play = lifted_early()
    assert play.send(GaveUp()) == (ReportTagState("op-1", uid(1), "on_loan"),)
    assert play.state.page is Page.TRAY
    assert (play.row(1).state, play.row(1).reason) == (RowState.LIFTED, "given_up")
    play.send(Confirmed())
    assert play.state.page is Page.FINISH
    play.send(Confirmed())
    assert len(play.of(ReportTagState)) == 1


def test_an_item_given_up_and_laid_down_after_all_is_switched() -> None:
    play = lifted_early()
    play.send(GaveUp())
    play.lay(tag(1))
    play.bit(1)
    assert play.row(1).state is RowState.DONE


def test_a_bit_that_stays_secured_undoes_the_loan() -> None:
    play = tray()
    play.lay(tag(1), tag(2))
    play.accept(1)
    assert play.bit(1, "not_switched") == (UndoLoan(item_id(1), "op-1", "bit_not_switched"),)
    assert play.row(1).state is RowState.DOING
    play.send(UndoRecorded(item_id(1), "bit_not_switched"))
    assert (play.row(1).state, play.row(1).reason) == (RowState.REFUSED, "bit_not_switched")
    assert play.row(2).state is RowState.DOING


def test_an_undone_item_laid_down_anew_is_asked_anew() -> None:
    play = tray()
    play.lay(tag(1))
    play.accept(1)
    play.bit(1, "not_switched")
    play.send(UndoRecorded(item_id(1), "bit_not_switched"))
    play.lift(1)
    play.lay(tag(1))
    assert len(play.of(LendItem)) == 2


def test_the_reader_going_away_keeps_the_row_and_the_session() -> None:
    play = tray()
    play.lay(tag(1))
    play.accept(1)
    play.send(ReaderChanged(up=False))
    play.wait(15)
    assert play.state.page is Page.TRAY
    assert play.row(1).state is RowState.DOING
    play.send(ReaderChanged(up=True))
    play.lay(tag(1))
    play.bit(1)
    assert play.row(1).state is RowState.DONE
    assert play.of(OpenRepair) == []


def test_a_reader_that_does_not_come_back_leaves_the_loan_and_a_repair() -> None:
    play = tray()
    play.lay(tag(1))
    play.accept(1)
    play.send(ReaderChanged(up=False))
    effects = play.bit(1, "no_reader")
    assert OpenRepair("op-1", uid(1), "on_loan") in effects
    assert play.of(UndoLoan) == []
    assert (play.row(1).state, play.row(1).reason) == (RowState.LIFTED, "no_reader")
    play.wait(3)
    assert play.row(1).state is RowState.LIFTED
    play.send(ReaderChanged(up=True))
    play.wait(1)
    play.bit(1)
    assert play.row(1).state is RowState.DONE


def test_finishing_waits_for_the_write_under_way_and_for_what_lies_there() -> None:
    play = tray()
    play.lay(tag(1), tag(2))
    play.send(Confirmed())
    assert play.state.page is Page.TRAY
    assert play.state.finishing
    play.accept(1)
    play.bit(1)
    assert play.state.page is Page.TRAY
    play.accept(2)
    play.bit(2)
    assert play.state.page is Page.FINISH
    assert [row.state for row in play.state.rows] == [RowState.DONE, RowState.DONE]


def test_finishing_waits_until_a_lifted_item_is_put_right() -> None:
    play = tray()
    play.lay(tag(1))
    play.send(Confirmed())
    play.accept(1)
    play.bit(1, "gone")
    play.lift(1)
    assert play.state.page is Page.ATTENTION
    play.send(Confirmed())
    assert play.state.page is Page.ATTENTION
    play.lay(tag(1))
    play.bit(1)
    assert play.state.page is Page.FINISH


def test_finishing_without_a_loan_goes_straight_out() -> None:
    play = tray()
    play.lay(tag(1))
    play.deny(1, "limit")
    assert play.send(Confirmed()) == (CloseSession("session-1"),)
    assert play.state.page is Page.START


def test_going_back_from_the_tray_after_a_loan_shows_what_was_done() -> None:
    play = tray()
    play.lend(1)
    play.send(WentBack())
    assert play.state.page is Page.FINISH


def test_a_hidden_item_is_explained_until_one_more_is_seen() -> None:
    play = tray()
    play.send(OneIsMissing())
    assert play.state.notice is not None
    assert play.state.notice.code == "separate"
    play.lay(tag(1))
    assert play.state.notice is None


def test_an_answer_for_nothing_changes_nothing() -> None:
    play = tray()
    play.lend(1)
    before = play.state
    play.accept(1)
    play.bit(1)
    play.send(
        UndoRecorded(item_id(1), "bit_not_switched"),
        BitSwitched("31048999", uid(7), "verified"),
        LoanDecided("31048999", "op-x", True, True),
    )
    assert play.state.rows == before.rows


def test_a_start_page_takes_no_tray_actions() -> None:
    play = Play()
    play.lay(tag(1))
    assert play.send(Confirmed(), WentBack(), GaveUp(), OneIsMissing()) == ()
    assert play.state.rows == ()
    play.send(Chosen(Way.RETURN), Chosen(Way.BORROW))
    assert play.state.way is Way.RETURN


def test_put_it_back_is_heard_every_four_seconds_three_times_at_most() -> None:
    """Guard: `alarms` in `alarm.sound`."""
    play = Play()
    play.open_tray()
    play.lay(tag(1))
    play.lift(1)
    play.accept(1)
    heard = [play.of(Sound).count(Sound("put_back"))]
    for _ in range(4):
        play.wait(4)
        heard.append(play.of(Sound).count(Sound("put_back")))
    assert heard == [1, 2, 3, 3, 3]
    play.lay(tag(1))
    play.lift(1)
    play.bit(1, "gone")
    assert play.of(Sound).count(Sound("put_back")) == 4
