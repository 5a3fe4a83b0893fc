"""The start page's hours, messages and new arrivals; what closing time does to a session."""

from __future__ import annotations

import pytest

from catalogue.domain.opening import Opening
from kiosk.session.board import ClosedHours
from kiosk.session.effects import LendItem
from kiosk.session.events import BoardChanged, Chosen, Confirmed, ReaderChanged, RestNeeded
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.titles import TitleInfo
from support.sessions import Play, tag

OPEN = Opening(True, until="18:00")
CLOSED = Opening(False, day="2027-02-05", time="10:00")
WORDS = ((("fr", "L’heure du conte"),),)
NEW = (TitleInfo("Titre 1", "Autrice", "book"), TitleInfo("Nana", "Zola", "book"))


def play(closed_hours: ClosedHours) -> Play:
    started = Play(SessionPolicy(closed_hours=closed_hours))
    started.send(BoardChanged(OPEN, WORDS, NEW))
    return started


def close(started: Play) -> None:
    started.send(BoardChanged(CLOSED, WORDS))


def test_closing_time_alone_changes_nothing_but_what_is_said() -> None:
    here = play(ClosedHours.OPEN)
    close(here)
    assert here.state.page is Page.START
    assert here.state.board.opening == CLOSED
    assert here.state.board.arrivals == NEW
    here.open_tray()
    here.lay(tag(1))
    assert here.of(LendItem)


def test_kiosk_that_rests_at_night_opens_in_the_morning() -> None:
    here = play(ClosedHours.REST)
    close(here)
    assert (here.state.page, here.state.resting) == (Page.RESTING, "closed")
    here.send(Chosen(Way.RETURN))
    assert here.state.page is Page.RESTING
    here.send(BoardChanged(OPEN, WORDS))
    assert (here.state.page, here.state.resting) == (Page.START, None)


def test_session_at_closing_time_is_finished_in_peace() -> None:
    """Guard: `started_ms` in `surroundings._rest`."""
    here = play(ClosedHours.REST)
    here.open_tray()
    close(here)
    assert here.state.page is Page.TRAY
    here.lend(1)
    here.send(Confirmed(), Confirmed())
    assert (here.state.page, here.state.resting) == (Page.RESTING, "closed")


def test_fault_at_night_is_over_and_the_kiosk_still_rests() -> None:
    here = play(ClosedHours.REST)
    here.send(RestNeeded("storage"))
    close(here)
    assert here.state.resting == "storage"
    here.send(RestNeeded(None))
    assert here.state.resting == "closed"
    here.send(ReaderChanged(up=False))
    here.wait(11)
    assert here.state.resting == "reader"
    here.send(ReaderChanged(up=True))
    assert here.state.resting == "closed"


@pytest.mark.parametrize(("way", "page"), [(Way.BORROW, Page.START), (Way.RETURN, Page.RETURN)])
def test_site_may_take_back_at_night_and_lend_nothing(way: Way, page: Page) -> None:
    here = play(ClosedHours.RETURNS)
    close(here)
    here.send(Chosen(way))
    assert here.state.page is page


def test_new_arrival_the_last_patron_had_is_not_shown_to_the_next() -> None:
    """Guard: `without` in `ending.end`."""
    here = play(ClosedHours.OPEN)
    here.open_tray()
    here.lend(1)
    here.send(Confirmed(), Confirmed())
    assert here.state.page is Page.START
    assert here.state.board.arrivals == NEW[1:]
    here.send(BoardChanged(CLOSED, WORDS))
    assert here.state.board.arrivals == NEW[1:]
