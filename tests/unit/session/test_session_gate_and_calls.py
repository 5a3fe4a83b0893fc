"""Why does the gate ring, and calling somebody to the kiosk."""

from __future__ import annotations

import pytest

from kiosk.session.effects import AskCall, CallHelp, CheckGate, EndCall, LendItem, Sound
from kiosk.session.events import (
    CallAnswered,
    CardShown,
    Chosen,
    Confirmed,
    Digit,
    GateChecked,
    HelpCalled,
    HelpDismissed,
    NetworkChanged,
    SessionOpened,
    WentBack,
)
from kiosk.session.pages import Page, Way
from kiosk.session.states import CallState, Finding, HelpCall, Means, RowState
from support.sessions import CARD, PIN, Play, card_tag, item_id, tag, uid


def gate(*numbers: int) -> Play:
    play = Play()
    play.send(Chosen(Way.GATE))
    play.lay(*(tag(number) for number in numbers))
    return play


def test_each_tag_is_looked_at_one_after_the_other() -> None:
    play = gate(1, 2)
    assert play.of(CheckGate) == [CheckGate(uid(1), item_id(1), uid(1))]
    play.send(GateChecked(uid(1), Finding.OPENED))
    assert play.last[-1] == CheckGate(uid(2), item_id(2), uid(2))
    play.send(GateChecked(uid(2), Finding.NOT_LENT))
    states = [(row.state, row.reason) for row in play.state.rows]
    assert states == [(RowState.DONE, "opened"), (RowState.REFUSED, "not_lent")]


def test_things_that_lie_there_already_are_looked_at() -> None:
    play = Play()
    play.lay(tag(1), card_tag())
    play.send(Chosen(Way.GATE))
    assert len(play.of(CheckGate)) == len(play.state.rows) == 1


def test_thing_of_another_library_is_told_without_a_question() -> None:
    play = Play()
    play.send(Chosen(Way.GATE))
    play.lay(tag(1, "foreign"))
    assert (play.state.rows[0].reason, play.of(CheckGate)) == ("foreign", [])


def test_tag_lifted_before_it_was_looked_at_leaves_no_row() -> None:
    play = gate(1)
    play.lift(1)
    play.send(GateChecked(uid(1), Finding.GONE))
    assert play.state.rows == ()


def test_every_part_of_a_set_is_looked_at_by_itself() -> None:
    play = Play()
    play.send(Chosen(Way.GATE))
    play.lay(tag(5, part=1, parts=2))
    assert len(play.of(CheckGate)) == 1


def test_gate_needs_no_card_and_leads_out_without_a_receipt() -> None:
    play = gate(1)
    play.send(Confirmed())
    assert play.state.page is Page.GATE  # waits for what is under way
    play.send(GateChecked(uid(1), Finding.LENT))
    assert play.state.page is Page.START


def test_what_nobody_has_borrowed_is_borrowed_on_the_spot() -> None:
    play = gate(1)
    play.send(Chosen(Way.BORROW))
    assert play.state.page is Page.GATE
    play.send(GateChecked(uid(1), Finding.NOT_LENT), Chosen(Way.BORROW))
    assert (play.state.page, play.state.rows) == (Page.IDENTIFY, ())
    play.send(CardShown(CARD, Means.SCANNED), *(Digit(value) for value in PIN), Confirmed())
    play.send(SessionOpened("s", "J", "fr", (), 20))
    assert [effect.item for effect in play.of(LendItem)] == [item_id(1)]


@pytest.mark.parametrize("finding", [Finding.LENT, Finding.UNSURE, Finding.STUCK])
def test_nothing_else_leads_from_the_gate_to_borrowing(finding: Finding) -> None:
    play = gate(1)
    play.send(GateChecked(uid(1), finding), Chosen(Way.BORROW))
    assert play.state.page is Page.GATE


def test_idle_gate_page_closes() -> None:
    play = gate()
    play.wait(60)
    assert play.state.page is Page.START


def test_call_sounds_is_asked_about_and_answered() -> None:
    play = Play()
    play.open_tray()
    play.send(HelpCalled())
    assert play.last == (CallHelp("tray"), Sound("called"))
    play.send(HelpCalled())
    assert play.last == ()
    play.send(CallAnswered("c1", CallState.WAITING))
    play.wait(3)
    assert play.of(AskCall) == [AskCall("c1")]
    play.wait(3)
    assert len(play.of(AskCall)) == 1  # one question at a time
    play.send(CallAnswered("c1", CallState.COMING))
    assert play.last == (Sound("coming"),)
    assert play.state.call.state is CallState.COMING
    play.send(CallAnswered("c1", CallState.ENDED))
    assert play.state.call is None


def test_call_is_not_cut_by_the_end_of_a_session_and_names_nobody() -> None:
    play = Play()
    play.open_tray()
    play.send(HelpCalled(), CallAnswered("c1", CallState.WAITING), WentBack())
    assert play.state.page is Page.START
    assert play.state.call == HelpCall(CallState.WAITING, "c1", play.now_ms)


def test_cut_off_the_call_is_heard_by_nobody_and_she_is_told() -> None:
    play = Play()
    play.send(NetworkChanged(online=False, since_ms=1), HelpCalled())
    assert (play.of(CallHelp), play.state.call.state) == ([], CallState.UNHEARD)
    play.send(NetworkChanged(online=True))
    assert play.state.call is None


def test_call_without_an_answer_is_unheard_and_may_be_tried_again() -> None:
    play = Play()
    play.send(HelpCalled(), CallAnswered(None, None))
    assert play.state.call.state is CallState.UNHEARD
    play.send(HelpCalled())
    assert len(play.of(CallHelp)) == 2


def test_question_without_an_answer_leaves_the_call_as_it_stood() -> None:
    play = Play()
    play.send(HelpCalled(), CallAnswered("c1", CallState.COMING))
    play.wait(3)
    play.send(CallAnswered(None, None))
    assert play.state.call.state is CallState.COMING
    play.wait(3)
    assert len(play.of(AskCall)) == 2


def test_call_that_is_not_needed_any_more_is_ended() -> None:
    play = Play()
    play.send(HelpCalled(), HelpDismissed())
    assert play.state.call.state is CallState.ASKING  # first its answer
    play.send(CallAnswered("c1", CallState.WAITING), HelpDismissed())
    assert (play.last, play.state.call) == ((EndCall("c1"),), None)


def test_unheard_call_is_nothing_the_next_patron_sees() -> None:
    play = Play()
    play.open_tray()
    play.send(NetworkChanged(online=False, since_ms=1), HelpCalled(), WentBack())
    assert (play.state.page, play.state.call) == (Page.START, None)
