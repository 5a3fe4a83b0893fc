"""The scanner beside the pad: cards where one is asked for, else things whose tag is not read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kiosk.session.effects import (
    CheckGate,
    ClearBit,
    LendItem,
    LookUpBarcode,
    OpenRepair,
    RecordReturn,
    SecureBit,
    Sound,
)
from kiosk.session.events import CardAdded, Chosen, Confirmed, GateChecked, LoanDecided, TagSeen
from kiosk.session.look_effects import FindTitles, TellTitle
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.scan_events import BarcodeTold, NotRead, Scanned, ScannedThing, TagOpened
from kiosk.session.states import Finding, RowState, SessionState
from kiosk.session.titles import TitleInfo
from support.sessions import CARD, DUE_MS, Play, item_id, tag, uid

CANDIDE = TitleInfo("Candide", "Voltaire", "book")
HERS = ((item_id(1), DUE_MS),)


def thing(*, plain: bool = True) -> ScannedThing:
    return ScannedThing("t1", CANDIDE, plain)


def tray(own: tuple[tuple[str, int], ...] = (), **policy: Any) -> Play:
    play = Play(SessionPolicy(**policy))
    play.open_tray(own)
    return play


def scan(play: Play, number: int = 1, *, plain: bool = True) -> None:
    """A thing of the library under the scanner."""
    play.send(Scanned(item_id(number)), BarcodeTold(item_id(number), thing=thing(plain=plain)))


def lent_by_barcode() -> Play:
    play = tray()
    scan(play)
    play.send(NotRead())
    play.accept(1)
    return play


def found(play: Play) -> tuple[RowState, str | None]:
    return play.row(1).state, play.row(1).reason


def notice(state: SessionState) -> str | None:
    return state.notice and state.notice.code


def test_scanned_number_is_a_card_where_a_card_is_asked_for() -> None:
    play = Play()
    play.send(Chosen(Way.BORROW), Scanned(CARD))
    assert (play.state.page, play.state.pending_card and play.state.pending_card[0]) == (
        Page.PIN,
        CARD,
    )
    assert play.send(Scanned(item_id(1))) == ()
    assert play.state.pending_card is not None
    assert play.state.pending_card[0] == CARD


def test_card_scanned_in_the_middle_of_a_session_changes_nothing_but_a_sentence() -> None:
    """Guard: `scanning._told` opens no session; a card is added on the identify page."""
    play = tray()
    before = play.state.patron
    play.send(Scanned(CARD), BarcodeTold(CARD, card=True))
    assert (notice(play.state), play.state.patron, play.state.rows) == ("scan_card", before, ())
    play.send(CardAdded(), Scanned("2104800000018"))
    assert play.state.page is Page.PIN


def test_scanned_thing_that_the_pad_sees_in_time_is_lent_by_its_tag() -> None:
    play = tray()
    scan(play)
    assert found(play) == (RowState.WAITING, "unseen")
    play.wait(9)
    assert play.of(LendItem) == []
    play.lay(tag(1))
    (ask,) = play.of(LendItem)
    assert isinstance(ask, LendItem)
    assert ask.uids == (uid(1),)
    play.accept(1)
    play.bit(1)
    assert found(play) == (RowState.DONE, None)
    assert len(play.state.rows) == 1


@pytest.mark.parametrize("way", ["waited", "said", "done"])
def test_what_the_pad_does_not_see_is_lent_by_its_barcode(way: str) -> None:
    play = tray()
    scan(play)
    if way == "waited":
        play.wait(10)
    else:
        play.send(NotRead() if way == "said" else Confirmed())
    (ask,) = play.of(LendItem)
    assert isinstance(ask, LendItem)
    assert (ask.item, ask.uids, ask.before) == (item_id(1), (), None)
    play.accept(1)
    assert found(play) == (RowState.DONE, "barcode")
    assert play.of(ClearBit) == play.of(OpenRepair) == []
    assert play.state.page is (Page.FINISH if way == "done" else Page.TRAY)


def test_loan_by_barcode_cannot_be_taken_back_by_herself() -> None:
    """Guard: `undoing._can_undo`: nobody would see that the thing stays."""
    play = lent_by_barcode()
    assert play.state.undoable == ()
    play.lend(2)
    assert play.state.undoable == (item_id(2),)


def test_tag_read_at_last_makes_it_a_loan_like_any_other() -> None:
    play = lent_by_barcode()
    play.lay(tag(1))
    assert found(play) == (RowState.DONE, "barcode")
    assert play.send(TagOpened(item_id(1), uid(1))) == (Sound("done"),)
    assert found(play) == (RowState.DONE, None)
    assert play.state.undoable == (item_id(1),)
    play.send(TagOpened(item_id(2), uid(2)))
    assert len(play.state.rows) == 1


def test_tag_that_is_read_while_the_server_is_asked_makes_no_second_row() -> None:
    play = tray()
    scan(play)
    play.send(NotRead())
    play.lay(tag(1))
    play.accept(1)
    assert found(play) == (RowState.DONE, "barcode")
    assert len(play.state.rows) == len(play.of(LendItem)) == 1


def test_refused_by_its_barcode_it_may_be_tried_by_its_tag() -> None:
    play = tray()
    scan(play)
    play.send(NotRead(), LoanDecided(item_id(1), None, False, True, "lent_already"))
    assert found(play) == (RowState.REFUSED, "lent_already")
    play.lay(tag(1))
    assert found(play) == (RowState.DOING, None)


@pytest.mark.parametrize(
    ("plain", "policy", "reason"),
    [(False, {}, "in_pieces"), (True, {"lend_by_barcode": False}, "unseen")],
)
def test_kits_and_where_the_site_does_not_wish_it_nothing_is_lent_by_barcode(
    plain: bool, policy: dict[str, object], reason: str
) -> None:
    """Guard: the condition on `plain` and `lend_by_barcode` in `scanning._admit`."""
    play = tray(**policy)
    scan(play, plain=plain)
    play.send(NotRead(), Confirmed())
    play.wait(30)
    assert play.of(LendItem) == []
    play = tray(**policy)
    scan(play, plain=plain)
    assert found(play) == (RowState.REFUSED, reason)


def test_thing_of_hers_is_noted_as_hers() -> None:
    play = tray(HERS)
    scan(play)
    play.wait(30)
    assert found(play) == (RowState.NOTED, "own_loan")
    assert play.of(LendItem) == []


def test_thing_that_lies_there_and_is_read_is_no_second_one() -> None:
    play = tray()
    play.lend(1)
    assert play.send(Scanned(item_id(1))) == ()
    assert (notice(play.state), len(play.state.rows)) == ("scan_here", 1)


def test_tag_that_says_nothing_is_taken_for_the_one_in_the_scanned_thing() -> None:
    play = tray()
    play.lay(tag(8, "unreadable", item=None))
    scan(play)
    play.lay(tag(8, "unreadable", item=None))
    assert [row.key for row in play.state.rows] == [item_id(1)]
    play.lay(TagSeen(tag(8, item=item_id(1))).tag)
    (ask,) = play.of(LendItem)
    assert isinstance(ask, LendItem)
    assert ask.uids == (uid(8),)


def test_of_several_tags_that_say_nothing_none_is_guessed() -> None:
    play = tray()
    play.lay(tag(8, "unreadable", item=None), tag(9, "blank", item=None))
    scan(play)
    assert len(play.state.rows) == 3


def test_barcode_is_no_return() -> None:
    """A picture of a barcode would end a loan. Guard: `scanning._admit` waits for the pad on the
    way of borrowing alone."""
    play = Play()
    play.send(Chosen(Way.RETURN))
    scan(play)
    play.wait(30)
    play.send(NotRead())
    assert found(play) == (RowState.REFUSED, "unseen")
    assert play.of(RecordReturn) == play.of(SecureBit) == []
    play.lay(tag(1))
    assert play.of(SecureBit) == [SecureBit(item_id(1), uid(1), (uid(1),))]


def test_gate_page_says_what_is_known_and_switches_nothing() -> None:
    play = Play()
    play.send(Chosen(Way.GATE))
    scan(play)
    assert play.last[-1] == CheckGate(item_id(1), item_id(1), "")
    play.send(GateChecked(item_id(1), Finding.LENT_UNREAD))
    assert found(play) == (RowState.NOTED, "lent_unread")
    play.lay(tag(1))
    assert [row.key for row in play.state.rows] == [uid(1)]


def test_thing_scanned_on_the_start_page_shows_its_title() -> None:
    play = Play()
    play.send(Scanned(item_id(1)))
    play.send(BarcodeTold(item_id(1), thing=thing()))
    (told,) = play.of(TellTitle)
    assert isinstance(told, TellTitle)
    assert (play.state.page, told.key) == (Page.TITLE, "t1")
    play.send(Scanned(item_id(2)), BarcodeTold(item_id(2), thing=replace(thing(), title="t2")))
    again = play.of(TellTitle)[-1]
    assert isinstance(again, TellTitle)
    assert (play.state.page, again.key) == (Page.TITLE, "t2")


@pytest.mark.parametrize("answer", [BarcodeTold(CARD, card=True), BarcodeTold(CARD)])
def test_anything_else_scanned_on_the_start_page_does_nothing(answer: BarcodeTold) -> None:
    play = Play()
    before = play.state
    play.send(Scanned(CARD), answer)
    assert play.state == before


def test_other_barcode_is_looked_for_and_a_card_is_not() -> None:
    play = Play()
    play.send(Chosen(Way.LOOK), Scanned(CARD), BarcodeTold(CARD, card=True))
    assert play.of(FindTitles) == []
    play.send(Scanned("9782070360024"), BarcodeTold("9782070360024"))
    (asked,) = play.of(FindTitles)
    assert isinstance(asked, FindTitles)
    assert asked.text == "9782070360024"


def test_number_nobody_knows_is_said_and_nothing_happens() -> None:
    play = tray()
    play.send(Scanned("9782070360024"))
    assert play.send(BarcodeTold("9782070360024")) == (Sound("stays"),)
    assert (notice(play.state), play.state.rows) == ("scan_unknown", ())


@pytest.mark.parametrize("code", ["", "31048\x1b[A", "3104\n", "é" * 13, "3" * 65, "a\u202eb"])
def test_what_is_no_plain_text_is_not_looked_up(code: str) -> None:
    """Guard: `readable` in `scanning._scanned`."""
    play = tray()
    assert play.send(Scanned(code)) == ()
    assert play.of(LookUpBarcode) == []


def test_late_answer_is_nobodys() -> None:
    """Guard: `scan` is compared in `scanning._told`, and goes with the session."""
    play = tray()
    play.send(Scanned(item_id(1)), Confirmed(), Chosen(Way.RETURN))
    play.send(BarcodeTold(item_id(1), thing=thing()))
    assert (play.state.page, play.state.rows) == (Page.RETURN, ())
