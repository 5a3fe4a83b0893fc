"""A loan of the running session is taken back: bit first, then the record; or it stands."""

from __future__ import annotations

import pytest

from kiosk.session.effects import (
    ClearBit,
    ConfirmBit,
    KeepLoan,
    OpenRepair,
    RecordReturn,
    TakeBack,
    UndoLoan,
)
from kiosk.session.events import (
    BitSwitched,
    Chosen,
    Confirmed,
    LoanDecided,
    TagSeen,
    UndoAsked,
    UndoRecorded,
    UndoWished,
    WentBack,
)
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.states import RowState
from support.sessions import DUE_MS, Play, item_id, tag, uid


def lent(*numbers: int) -> Play:
    play = Play()
    play.open_tray()
    for number in numbers:
        play.lend(number)
    return play


def taking_back(*numbers: int) -> Play:
    """The first of them is on its way back."""
    play = lent(*numbers)
    play.send(UndoWished(), UndoAsked(item_id(numbers[0])))
    return play


def in_two_parts() -> Play:
    play = Play()
    play.open_tray()
    play.lay(tag(5, part=1, parts=2), tag(6, item=item_id(5), part=2, parts=2))
    play.accept(5)
    play.bit(5)
    play.bit(6, key=item_id(5))
    assert play.row(5).state is RowState.DONE
    return play


def test_bit_is_set_and_read_back_before_the_loan_is_undone() -> None:
    play = taking_back(1)
    assert play.last == (TakeBack(item_id(1), "op-1", uid(1), (uid(1),)),)
    assert play.of(UndoLoan) == []
    play.bit(1)
    assert play.last == (UndoLoan(item_id(1), "op-1", "patron"),)
    play.send(UndoRecorded(item_id(1), "patron"))
    row = play.row(1)
    assert (row.state, row.reason, row.operation, row.due_ms) == (
        RowState.NOTED,
        "undone",
        None,
        None,
    )


def test_thing_taken_back_is_not_lent_again_until_it_is_laid_down_anew() -> None:
    play = taking_back(1)
    play.bit(1)
    play.send(UndoRecorded(item_id(1), "patron"))
    play.send(TagSeen(tag(1)))
    assert play.row(1).reason == "undone"
    play.lift(1)
    assert play.state.row(item_id(1)) is None
    play.lay(tag(1))
    assert play.row(1).state is RowState.DOING


def test_loan_can_be_taken_back_for_thirty_seconds() -> None:
    play = lent(1)
    play.wait(29)
    assert play.state.undoable == (item_id(1),)
    play.wait(1)
    assert play.state.undoable == ()
    play.send(UndoWished())
    assert play.state.page is Page.TRAY


def test_site_may_forbid_it() -> None:
    play = Play(SessionPolicy(undo_s=0))
    play.open_tray()
    play.lend(1)
    assert play.state.undoable == ()


def test_thing_that_was_lifted_cannot_be_taken_back_until_it_lies_there_again() -> None:
    play = lent(1)
    play.lift(1)
    assert play.state.undoable == ()
    play.lay(tag(1))
    assert play.state.undoable == (item_id(1),)


def test_return_is_undone_by_staff_alone() -> None:
    play = Play()
    play.send(Chosen(Way.RETURN))
    play.lay(tag(1))
    play.bit(1)
    (record,) = play.of(RecordReturn)
    from support.sessions import answer

    play.send(answer(record))
    assert play.row(1).state is RowState.DONE
    assert play.state.undoable == ()
    play.send(UndoWished(), UndoAsked(item_id(1)))
    assert play.of(TakeBack) == []


def test_finish_page_leads_back_to_the_tray() -> None:
    play = lent(1, 2)
    play.send(Confirmed())
    assert play.state.page is Page.FINISH
    play.send(UndoWished())
    assert play.state.page is Page.UNDO
    play.send(UndoAsked(item_id(2)))
    assert play.state.page is Page.TRAY
    play.bit(2)
    play.send(UndoRecorded(item_id(2), "patron"), Confirmed())
    assert play.state.page is Page.FINISH
    assert [row.state for row in play.state.rows] == [RowState.DONE, RowState.NOTED]


def test_choice_that_is_left_alone_changes_nothing() -> None:
    play = lent(1)
    play.send(UndoWished(), WentBack())
    assert (play.state.page, play.row(1).state) == (Page.TRAY, RowState.DONE)


def test_choice_closes_when_nothing_can_be_taken_back_any_more() -> None:
    play = lent(1)
    play.send(UndoWished())
    play.wait(30)
    assert play.state.page is Page.TRAY


def test_things_laid_down_meanwhile_are_lent_behind_the_choice() -> None:
    play = lent(1)
    play.send(UndoWished())
    play.lay(tag(2))
    assert (play.state.page, play.row(2).state) == (Page.UNDO, RowState.DOING)
    play.send(UndoAsked(item_id(1)))
    assert play.of(TakeBack) == []
    play.accept(2)
    play.bit(2)
    assert len(play.of(TakeBack)) == 1


def test_second_finger_on_the_same_loan_changes_nothing() -> None:
    play = taking_back(1)
    play.send(UndoWished(), UndoAsked(item_id(1)))
    assert len(play.of(TakeBack)) == 1


@pytest.mark.parametrize("outcome", ["not_switched", "strange", "storage"])
def test_tag_that_does_not_follow_leaves_the_loan(outcome: str) -> None:
    play = taking_back(1)
    play.bit(1, outcome)
    assert play.last[0] == KeepLoan("op-1", (uid(1),))
    row = play.row(1)
    assert (row.state, row.operation, row.due_ms) == (RowState.DONE, "op-1", DUE_MS)
    assert play.state.notice.code == "not_undone"
    assert play.of(UndoLoan) == []


def test_thing_lifted_while_it_is_taken_back_is_asked_for_and_stays_lent() -> None:
    """Nobody knows what its tag says now: it is a repair until it was read back."""
    play = taking_back(1)
    play.lift(1)
    play.bit(1, "gone")
    assert OpenRepair("op-1", uid(1), "on_loan") in play.last
    assert (play.state.page, play.row(1).state) == (Page.ATTENTION, RowState.LIFTED)
    play.lay(tag(1))
    assert play.last[-1] == ClearBit(item_id(1), "op-1", uid(1))
    play.bit(1)
    assert play.row(1).state is RowState.DONE
    assert ConfirmBit("op-1", uid(1), 0xC2) in play.effects
    assert play.of(UndoLoan) == []


def test_set_is_taken_back_tag_by_tag() -> None:
    play = in_two_parts()
    play.send(UndoWished(), UndoAsked(item_id(5)))
    play.bit(5)
    assert play.last == (TakeBack(item_id(5), "op-5", uid(6), (uid(5), uid(6))),)
    play.bit(6, key=item_id(5))
    assert play.last == (UndoLoan(item_id(5), "op-5", "patron"),)


def test_set_whose_second_tag_does_not_follow_is_opened_again() -> None:
    play = in_two_parts()
    play.send(UndoWished(), UndoAsked(item_id(5)))
    play.bit(5)
    play.bit(6, "not_switched", key=item_id(5))
    assert play.last == (
        KeepLoan("op-5", (uid(5), uid(6))),
        ClearBit(item_id(5), "op-5", uid(5)),
    )
    play.bit(5)
    assert play.row(5).state is RowState.DONE


def test_page_that_closes_by_itself_sees_it_through() -> None:
    play = taking_back(1)
    play.wait(70)
    assert play.state.page is Page.TRAY
    play.bit(1)
    play.send(UndoRecorded(item_id(1), "patron"))
    assert play.state.page is Page.START


def test_answer_for_another_tag_is_nobodys() -> None:
    play = taking_back(1)
    play.send(BitSwitched(item_id(1), uid(9), "verified"))
    play.send(LoanDecided(item_id(1), "op-9", True, True))
    assert play.of(UndoLoan) == []
