"""Looking around: typed, found, narrowed, looked at, reserved; and gone with the session."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.session.account_state import Account, AccountHold, Asked
from kiosk.session.effects import CloseSession, OpenSession
from kiosk.session.events import (
    Backspace,
    CardShown,
    Chosen,
    Clear,
    Confirmed,
    Digit,
    Event,
    Looked,
    NetworkChanged,
    SessionOpened,
    SessionUnreachable,
    WentBack,
)
from kiosk.session.look_effects import (
    AskBack,
    FindTitles,
    LearnResources,
    PlaceHold,
    SuggestTitles,
    TellBranches,
    TellTitle,
)
from kiosk.session.look_events import (
    AboutTold,
    BackTold,
    BranchesTold,
    HoldPlaced,
    HoldWished,
    LookBegun,
    LookNarrowed,
    LookRespelled,
    LookStaged,
    LookTyped,
    PickupChosen,
    ResourcesLearnt,
    TitlesFound,
    TitlesSuggested,
    TitleTold,
    TitleWanted,
)
from kiosk.session.look_state import (
    EREADERS,
    HERE_NOW,
    LONGEST,
    Look,
    LookBack,
    LookBranch,
    LookFindings,
    LookHit,
    LookPlace,
    LookStage,
    LookTitle,
    Whereabouts,
)
from kiosk.session.pages import Page, Way
from kiosk.session.states import Means, SessionState
from kiosk.session.titles import TitleInfo
from support.sessions import CARD, DUE_MS, PIN, Play

NANA = TitleInfo("Nana", "Émile Zola", "book")
HIT = LookHit("t1", NANA, hold="t1")
FOUND = LookFindings((HIT,), 1, suggestion="nana")
BRANCHES = (LookBranch("B", "Le Moulin"), LookBranch("A", "Les Tilleuls", here=True))
EMPTY = Account()
ACCOUNT = Account(holds=(AccountHold("h1", "t1", NANA, place=3),))


def look(play: Play) -> Look:
    assert play.state.look is not None
    return play.state.look


def searched(*events: Event) -> Play:
    """Somebody typed a word and sees what was found."""
    play = Play()
    play.send(Chosen(Way.LOOK), LookTyped("nan"), *events, Confirmed())
    play.send(TitlesFound(look(play).expects, FOUND))
    return play


def identified(play: Play, account: Account = EMPTY) -> Play:
    """She shows her card and types her PIN."""
    play.send(CardShown(CARD, Means.SCANNED), *(Digit(value) for value in PIN), Confirmed())
    play.send(SessionOpened("session-1", "Jeanne M.", "fr", (), 20, account))
    return play


def at_pickup() -> Play:
    play = searched()
    play.send(HoldWished("t1"))
    play.send(BranchesTold(BRANCHES))
    return identified(play)


def test_anybody_looks_around_without_a_card_also_cut_off() -> None:
    play = Play()
    assert play.send(Chosen(Way.LOOK)) == (LearnResources(),)
    assert (play.state.page, play.state.way) == (Page.SEARCH, Way.LOOK)
    cut_off = Play()
    cut_off.send(NetworkChanged(online=False, since_ms=1))
    assert cut_off.send(Chosen(Way.LOOK)) == ()
    assert cut_off.state.page is Page.SEARCH


def test_each_letter_is_asked_and_an_answer_to_an_earlier_one_changes_nothing() -> None:
    """Guard: `looking.answered` compares numbers."""
    play = Play()
    play.send(Chosen(Way.LOOK))
    (first,) = play.send(LookTyped("n"))
    (second,) = play.send(LookTyped("a"))
    assert isinstance(first, SuggestTitles)
    assert isinstance(second, SuggestTitles)
    assert (first.text, second.text) == ("n", "na")
    assert first.question < second.question
    play.send(TitlesSuggested(first.question, (HIT,)))
    assert (look(play).suggested, look(play).answered) == ((), False)
    play.send(TitlesSuggested(second.question, (HIT,)))
    assert (look(play).suggested, look(play).answered) == ((HIT,), True)


def test_answer_that_comes_after_the_session_is_nobodys() -> None:
    """Guard: `ending.end` keeps the number of questions."""
    play = Play()
    play.send(Chosen(Way.LOOK), LookTyped("nana"))
    asked = look(play).expects
    play.send(WentBack(), Chosen(Way.LOOK), LookTyped("z"))
    play.send(TitlesSuggested(asked, (HIT,)))
    assert look(play).suggested == ()


def test_field_takes_letters_digits_and_gives_them_back() -> None:
    play = Play()
    play.send(Chosen(Way.LOOK), LookTyped(" z"), Digit("1"), LookTyped("\n"), LookTyped("é"))
    assert look(play).text == "z1é"
    play.send(Backspace())
    assert look(play).text == "z1"
    play.send(LookTyped("x" * 99))
    assert len(look(play).text) == LONGEST
    assert play.send(Clear()) == ()
    assert (look(play).text, look(play).suggested) == ("", ())


def test_search_shows_what_was_found_and_typing_brings_the_keys_back() -> None:
    play = searched()
    (asked,) = play.of(FindTitles)
    assert isinstance(asked, FindTitles)
    assert (asked.text, asked.chosen) == ("nan", frozenset())
    assert look(play).stage is LookStage.HITS
    play.send(LookTyped("a"))
    assert (look(play).stage, look(play).text) == (LookStage.TYPING, "nana")


def test_another_spelling_is_offered_and_applied_by_her_alone() -> None:
    play = searched()
    assert look(play).text == "nan"
    play.send(LookRespelled())
    assert look(play).text == "nana"
    (asked,) = play.last
    assert isinstance(asked, FindTitles)
    assert asked.text == "nana"


def test_facets_add_up_and_ways_to_begin_with_stand_alone() -> None:
    play = searched()
    play.send(LookNarrowed("kind", "comic"), LookNarrowed("language", "fr"))
    assert look(play).chosen == {("kind", "comic"), ("language", "fr")}
    play.send(LookNarrowed("kind", "comic"))
    assert look(play).chosen == {("language", "fr")}
    play.send(LookNarrowed(HERE_NOW), LookNarrowed(EREADERS))
    assert look(play).chosen == {(EREADERS, "")}
    play.send(LookNarrowed())
    assert look(play).chosen == frozenset()


def test_search_that_failed_says_so_and_can_be_tried_again() -> None:
    play = searched()
    play.send(Confirmed())
    play.send(TitlesFound(look(play).expects, None))
    assert look(play).failed
    play.send(Confirmed())
    assert not look(play).failed


def test_news_of_what_is_online_asks_again_only_where_something_is_shown() -> None:
    play = Play()
    play.send(Chosen(Way.LOOK))
    assert play.send(ResourcesLearnt()) == ()
    play = searched()
    assert len(play.send(ResourcesLearnt())) == 1


def test_title_is_looked_at_and_left_again() -> None:
    play = searched()
    (asked,) = play.send(TitleWanted("t1"))
    assert isinstance(asked, TellTitle)
    assert play.state.page is Page.TITLE
    play.send(
        AboutTold(asked.question, "Une femme"), TitleTold(asked.question, LookTitle(HIT, True))
    )
    title = look(play).title
    assert title is not None
    assert (title.loaded, title.about) == (True, "Une femme")
    play.send(AboutTold(asked.question - 1, "an earlier one"))
    assert look(play).title == title
    play.send(WentBack())
    assert (play.state.page, look(play).title, look(play).text) == (Page.SEARCH, None, "nan")


def test_back_leads_from_what_was_found_to_the_keys_and_then_out() -> None:
    play = searched()
    play.send(LookStaged(LookStage.NARROWING), WentBack())
    assert look(play).stage is LookStage.HITS
    play.send(WentBack())
    assert look(play).stage is LookStage.TYPING
    play.send(WentBack())
    assert (play.state.page, play.state.look) == (Page.START, None)


def test_hold_asks_for_card_and_pin_and_comes_back_to_the_title() -> None:
    play = searched()
    play.send(TitleWanted("t1"))
    assert TellBranches() in play.send(HoldWished("t1"))
    assert play.state.page is Page.IDENTIFY
    play.send(WentBack())
    assert (play.state.page, look(play).hold) == (Page.TITLE, None)
    play.send(HoldWished("t1"), BranchesTold(BRANCHES))
    identified(play)
    hold = look(play).hold
    assert hold is not None
    assert (play.state.page, hold.title, hold.pickup) == (Page.PICKUP, "t1", "A")
    play.send(WentBack())
    assert play.state.page is Page.TITLE
    play.send(HoldWished("t1"))
    assert play.state.page is Page.PICKUP
    assert len(play.of(OpenSession)) == 1


def test_hold_is_asked_once_and_says_how_many_wait_before_her() -> None:
    play = at_pickup()
    play.send(PickupChosen("B"))
    (asked,) = play.send(Confirmed())
    assert isinstance(asked, PlaceHold)
    assert (asked.title, asked.pickup, asked.patron.card) == ("t1", "B", CARD)
    assert play.send(Confirmed()) == play.send(WentBack()) == ()
    play.send(HoldPlaced("t1", granted=True, account=ACCOUNT))
    hold = look(play).hold
    assert hold is not None
    assert (hold.asked, hold.place, play.state.account) == (Asked.GRANTED, 3, ACCOUNT)
    play.send(Looked(Page.HOLDS))
    assert (play.state.page, play.state.way, play.state.look) == (Page.HOLDS, Way.ACCOUNT, None)


def test_refused_hold_can_be_wished_elsewhere() -> None:
    play = at_pickup()
    play.send(Confirmed(), HoldPlaced("t1", granted=False, reason="on_shelf"))
    hold = look(play).hold
    assert hold is not None
    assert (hold.asked, hold.reason) == (Asked.REFUSED, "on_shelf")
    play.send(PickupChosen("B"))
    assert len(play.send(Confirmed())) == 1


def test_cut_off_nothing_is_reserved_and_it_is_said() -> None:
    play = searched()
    play.send(NetworkChanged(online=False, since_ms=1), HoldWished("t1"))
    assert play.state.page is Page.SEARCH
    play = at_pickup()
    play.send(NetworkChanged(online=False, since_ms=1))
    assert play.send(Confirmed()) == ()
    hold = look(play).hold
    assert hold is not None
    assert (hold.asked, hold.reason) == (Asked.REFUSED, "no_network")


def test_card_that_nobody_can_check_reserves_nothing() -> None:
    play = searched()
    play.send(HoldWished("t1"), CardShown(CARD, Means.READ))
    play.send(*(Digit(value) for value in PIN), Confirmed())
    play.send(SessionUnreachable(allowed=True))
    assert (play.state.page, play.state.patron) == (Page.IDENTIFY, None)
    assert play.state.notice is not None
    assert play.state.notice.code == "no_network_hold"


def test_her_account_leads_to_looking_around_and_back() -> None:
    play = Play()
    play.send(Chosen(Way.ACCOUNT))
    identified(play)
    play.send(LookBegun())
    assert (play.state.page, play.state.way) == (Page.SEARCH, Way.LOOK)
    play.send(WentBack())
    assert (play.state.page, play.state.way, play.state.look) == (Page.ACCOUNT, Way.ACCOUNT, None)


@pytest.mark.parametrize("made", [searched, at_pickup])
def test_left_alone_everything_is_forgotten(made: object) -> None:
    """Guards: `deadlines.expire` and `ending.end`."""
    play = made()  # type: ignore[operator]
    known = play.state.patron is not None
    play.wait(61)
    asked = play.state.look_asked
    assert play.state == replace(SessionState(reader_up=True), look_asked=asked)
    assert (CloseSession("session-1") in play.effects) == known


def test_answer_is_no_sign_that_somebody_is_there() -> None:
    """Guard: `deadlines._LOOKED_UP`."""
    play = Play()
    play.send(Chosen(Way.LOOK), LookTyped("nana"))
    asked = look(play).expects
    play.wait(50)
    play.send(TitlesSuggested(asked, (HIT,)), ResourcesLearnt())
    play.wait(11)
    assert play.state.page is Page.START


def test_nothing_of_what_is_looked_for_is_in_a_repr() -> None:
    play = at_pickup()
    play.send(TitlesFound(look(play).expects, FOUND))
    told = repr((play.state, play.effects, TitlesFound(1, FOUND), LookTyped("nan"), HIT))
    assert "nan" not in told.lower()


def test_day_of_what_is_lent_is_asked_for_while_the_server_answers() -> None:
    """Guard: `online` in `_ask_back`. A late answer to an earlier question changes nothing."""
    lent = replace(HIT, places=(LookPlace(Whereabouts.LENT),))
    play = Play()
    play.send(Chosen(Way.LOOK), LookTyped("nana"), Confirmed())
    question = look(play).expects
    [asked] = play.send(TitlesFound(question, LookFindings((lent,), 1)))
    assert asked == AskBack(question, ("t1",))
    back = (LookBack("t1", "A", DUE_MS),)
    play.send(BackTold(question - 1, back))
    assert look(play).back == ()
    play.send(BackTold(question, back))
    assert look(play).back == back
    play.send(NetworkChanged(online=False, since_ms=1), TitleWanted("t1"))
    told = LookTitle(lent, loaded=True, places=lent.places)
    assert play.send(TitleTold(look(play).title_expects, told)) == ()


def test_hold_is_picked_up_at_her_own_branch_and_then_where_she_chose_last() -> None:
    play = searched()
    play.send(HoldWished("t1"), BranchesTold(BRANCHES))
    identified(play, replace(ACCOUNT, home="B"))

    def pickup() -> str:
        hold = look(play).hold
        return hold.pickup if hold else ""

    assert pickup() == "B"
    play.send(PickupChosen("A"), WentBack(), HoldWished("t1"), BranchesTold(BRANCHES))
    assert pickup() == "A"
