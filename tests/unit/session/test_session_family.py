"""Several cards, one pile: each thing goes to its card."""

from __future__ import annotations

import pytest

from kiosk.session.effects import CloseSession, LendItem, OpenSession
from kiosk.session.events import (
    CardAdded,
    CardShown,
    Confirmed,
    Digit,
    NetworkChanged,
    PatronTurn,
    SessionOpened,
    SessionRefused,
    SessionUnreachable,
    WentBack,
)
from kiosk.session.family import MOST
from kiosk.session.pages import Page
from kiosk.session.states import Means
from support.sessions import CARD, PIN, Play, item_id, tag

PAUL = "2104800000024"


def add(play: Play, card: str = PAUL, session: str = "session-2") -> None:
    play.send(CardAdded(), CardShown(card, Means.SCANNED))
    play.send(*(Digit(value) for value in PIN), Confirmed())
    play.send(SessionOpened(session, "Paul M.", "en", (), 10))


def two() -> Play:
    play = Play()
    play.open_tray()
    play.lend(1)
    add(play)
    return play


def lent(play: Play) -> list[tuple[str, str | None]]:
    return [(each.item, each.patron.session) for each in play.of(LendItem)]


def test_each_thing_goes_to_the_card_whose_turn_it_is() -> None:
    play = two()
    play.lend(2)
    play.send(PatronTurn(0))
    play.lend(3)
    assert lent(play) == [
        (item_id(1), "session-1"),
        (item_id(2), "session-2"),
        (item_id(3), "session-1"),
    ]
    assert [row.who for row in play.state.rows] == [0, 1, 0]


def test_first_session_stays_open_beside_the_second() -> None:
    play = two()
    assert [each.beside for each in play.of(OpenSession)] == [(), ("session-1",)]
    assert play.of(CloseSession) == []


def test_all_sessions_end_with_the_pile() -> None:
    play = two()
    play.send(Confirmed(), Confirmed())
    assert play.state.page is Page.START
    assert {each.session for each in play.of(CloseSession)} == {"session-1", "session-2"}
    assert (play.state.family, play.state.patron) == ((), None)


def test_thing_laid_down_while_a_card_is_added_waits_for_it() -> None:
    play = Play()
    play.open_tray()
    play.send(CardAdded())
    play.lay(tag(4))
    assert play.of(LendItem) == []
    play.send(CardShown(PAUL, Means.SCANNED), *(Digit(value) for value in PIN), Confirmed())
    play.send(SessionOpened("session-2", "Paul M.", "en", (), 10))
    assert lent(play) == [(item_id(4), "session-2")]


def test_going_back_changes_nothing() -> None:
    play = Play()
    play.open_tray()
    play.lend(1)
    play.send(CardAdded(), WentBack())
    assert (play.state.page, play.state.family, len(play.state.rows)) == (Page.TRAY, (), 1)
    assert play.state.patron.card == CARD


def test_refused_card_leaves_the_pile_as_it_was() -> None:
    play = Play()
    play.open_tray()
    play.lend(1)
    play.send(CardAdded(), CardShown(PAUL, Means.SCANNED))
    play.send(*(Digit(value) for value in PIN), Confirmed(), SessionRefused("blocked"))
    assert (play.state.page, play.state.notice.code) == (Page.IDENTIFY, "blocked")
    play.send(WentBack())
    assert play.state.page is Page.TRAY
    assert play.state.patron.session == "session-1"


def test_card_that_is_here_already_comes_with_its_new_session() -> None:
    play = Play()
    play.open_tray()
    add(play, CARD, "session-9")
    assert (play.state.family, play.state.patron.session) == ((), "session-9")
    assert play.of(CloseSession) == [CloseSession("session-1")]


def test_page_left_alone_while_a_card_is_added_leads_to_the_receipt() -> None:
    play = Play()
    play.open_tray()
    play.lend(1)
    play.send(CardAdded())
    play.wait(60)
    assert play.state.page is Page.FINISH


def test_cut_off_the_second_card_borrows_by_its_own_rules() -> None:
    play = Play()
    play.open_tray()
    play.send(NetworkChanged(online=False, since_ms=1), CardAdded(), CardShown(PAUL, Means.READ))
    play.send(SessionUnreachable(allowed=True))
    assert (play.state.page, len(play.state.family)) == (Page.TRAY, 2)
    play.lay(tag(2))
    (loan,) = play.of(LendItem)
    assert (loan.patron.card, loan.patron.session) == (PAUL, None)


def test_card_is_not_added_while_a_thing_is_being_lent() -> None:
    play = Play()
    play.open_tray()
    play.lay(tag(1))
    play.send(CardAdded())
    assert play.state.page is Page.TRAY


def test_family_has_an_end() -> None:
    play = Play()
    play.open_tray()
    for number in range(MOST - 1):
        add(play, f"21048000001{number:02}", f"more-{number}")
    assert len(play.state.family) == MOST
    play.send(CardAdded())
    assert play.state.page is Page.TRAY


@pytest.mark.parametrize("place", [-1, 2, 9])
def test_nobody_at_that_place_changes_no_turn(place: int) -> None:
    play = two()
    play.send(PatronTurn(place))
    assert play.state.patron.session == "session-2"
