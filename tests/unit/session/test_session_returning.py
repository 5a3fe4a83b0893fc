from __future__ import annotations

import pytest

from kiosk.session.effects import (
    CloseSession,
    OpenRepair,
    RecordReturn,
    ReportTagState,
    SecureBit,
    Sound,
)
from kiosk.session.events import Chosen, Confirmed, GaveUp, ReturnRecorded
from kiosk.session.pages import Page, Way
from kiosk.session.states import Place, PlaceKind, RowState
from support.sessions import BIN, Play, card_tag, item_id, tag, uid


def returning(*numbers: int) -> Play:
    play = Play()
    play.lay(*(tag(number, security="on_loan") for number in numbers))
    play.send(Chosen(Way.RETURN))
    return play


def recorded(play: Play, number: int, place: Place | None = BIN) -> None:
    play.send(ReturnRecorded(item_id(number), f"op-{number}", True, place))


def test_a_return_secures_first_then_records_then_says_where() -> None:
    play = returning(1)
    assert play.last == (Sound("seen"), SecureBit(item_id(1), uid(1), (uid(1),)))
    play.bit(1)
    assert play.last == (RecordReturn(item_id(1), item_id(1), (uid(1),), 0x07, 0xC2, (uid(1),)),)
    recorded(play, 1)
    row = play.row(1)
    assert (row.state, row.place, row.operation) == (RowState.DONE, BIN, "op-1")
    assert play.last == (Sound("returned"),)


def test_returns_go_one_after_the_other() -> None:
    play = returning(1, 2)
    assert [row.state for row in play.state.rows] == [RowState.DOING, RowState.WAITING]
    play.bit(1)
    recorded(play, 1)
    assert play.row(2).state is RowState.DOING


@pytest.mark.parametrize("outcome", ["not_switched", "strange"])
def test_a_bit_that_does_not_switch_is_returned_all_the_same_and_listed(outcome: str) -> None:
    play = returning(1)
    play.bit(1, outcome)
    (record,) = play.of(RecordReturn)
    assert isinstance(record, RecordReturn)
    assert record.secured == ()
    recorded(play, 1)
    assert OpenRepair("op-1", uid(1), "secured") in play.last
    assert ReportTagState("op-1", uid(1), "secured") in play.last
    assert play.row(1).state is RowState.DONE


def test_an_item_taken_away_before_it_was_secured_is_asked_back() -> None:
    play = returning(1)
    play.bit(1, "gone")
    play.lift(1)
    assert play.state.page is Page.ATTENTION
    assert play.of(OpenRepair) == []
    play.lay(tag(1, security="on_loan"))
    play.bit(1)
    recorded(play, 1)
    assert play.state.page is Page.RETURN
    assert play.row(1).state is RowState.DONE


def test_giving_up_a_return_reports_nothing_because_nothing_was_recorded() -> None:
    play = returning(1)
    play.bit(1, "gone")
    assert play.send(GaveUp()) == ()
    assert play.state.page is Page.RETURN


def test_both_parts_are_secured_before_the_return_is_recorded() -> None:
    play = Play()
    play.send(Chosen(Way.RETURN))
    play.lay(tag(1, part=1, parts=2))
    assert play.of(SecureBit) == []
    play.lay(tag(2, item=item_id(1), part=2, parts=2))
    play.bit(1)
    assert play.of(RecordReturn) == []
    play.bit(2, key=item_id(1))
    (record,) = play.of(RecordReturn)
    assert isinstance(record, RecordReturn)
    assert record.uids == (uid(1), uid(2))


def test_a_return_that_cannot_be_made_durable_is_refused() -> None:
    play = returning(1, 2)
    play.bit(1, "storage")
    assert (play.row(1).state, play.row(1).reason) == (RowState.REFUSED, "storage")
    play.bit(2)
    play.send(ReturnRecorded(item_id(2), None, False, None))
    assert (play.row(2).state, play.row(2).reason) == (RowState.REFUSED, "storage")


def test_cards_and_foreign_tags_are_not_returned() -> None:
    play = Play()
    play.send(Chosen(Way.RETURN))
    play.lay(card_tag(), tag(1, "foreign"))
    assert [row.reason for row in play.state.rows] == ["foreign"]
    assert play.of(SecureBit) == []


def test_a_place_can_be_another_branch() -> None:
    play = returning(1)
    play.bit(1)
    there = Place(PlaceKind.TRANSIT, "T", "La Passerelle")
    recorded(play, 1, there)
    assert play.row(1).place == there


def test_finishing_a_return_shows_it_and_ends() -> None:
    play = returning(1)
    play.bit(1)
    recorded(play, 1)
    play.send(Confirmed())
    assert play.state.page is Page.FINISH
    assert play.send(Confirmed()) == (CloseSession(None),)
    assert play.state.page is Page.START
