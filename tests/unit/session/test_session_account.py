"""My account: opened by card and PIN, asked line by line, gone with the session."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.session.account_state import Account, AccountHold, AccountLoan, Asked
from kiosk.session.effects import CancelHold, CloseSession, RenewLoan
from kiosk.session.events import (
    CancelAsked,
    CardShown,
    Chosen,
    Confirmed,
    Digit,
    HoldCancelled,
    LoanRenewed,
    Looked,
    NetworkChanged,
    RenewAllAsked,
    RenewAsked,
    SessionOpened,
    SessionUnreachable,
    WentBack,
)
from kiosk.session.pages import Page, Way
from kiosk.session.states import Means
from kiosk.session.titles import TitleInfo
from support.sessions import CARD, DUE_MS, PIN, Play, item_id, tag

LATER_MS = DUE_MS + 21 * 86_400_000
NANA = TitleInfo("Nana", "Émile Zola", "book")


def loan(number: int, denied: str | None = None) -> AccountLoan:
    until = None if denied else LATER_MS
    return AccountLoan(item_id(number), f"loan-{number}", DUE_MS, NANA, until, denied)


ACCOUNT = Account(
    loans=(loan(1), loan(2, "reserved"), loan(3)),
    holds=(AccountHold("h1", "t1", NANA, place=2), AccountHold("h2", "t2", NANA, ready=True)),
)


def opened(account: Account = ACCOUNT) -> Play:
    play = Play()
    play.send(Chosen(Way.ACCOUNT), CardShown(CARD, Means.SCANNED))
    play.send(*(Digit(value) for value in PIN), Confirmed())
    play.send(SessionOpened("session-1", "Jeanne M.", "fr", (), 20, account))
    return play


def asked(play: Play) -> list[Asked]:
    assert play.state.account is not None
    return [each.asked for each in play.state.account.loans]


def test_account_opens_after_card_and_pin() -> None:
    play = opened()
    assert play.state.page is Page.ACCOUNT
    assert play.state.account == ACCOUNT


def test_account_shows_nothing_of_what_she_reads_in_a_repr() -> None:
    assert "Nana" not in repr(opened().state)
    assert item_id(1) not in repr(opened().state)
    assert "Nana" not in repr(SessionOpened("s", "J", "fr", (), 20, ACCOUNT))


def test_loans_are_renewed_one_after_the_other_with_an_answer_each() -> None:
    play = opened()
    play.send(RenewAllAsked())
    (first,) = play.of(RenewLoan)
    assert (first.loan, first.due_ms) == ("loan-1", LATER_MS)
    assert asked(play) == [Asked.ASKING, Asked.NO, Asked.WAITING]
    play.send(LoanRenewed(item_id(1), granted=True))
    assert play.last[-1] == RenewLoan(item_id(3), "loan-3", LATER_MS, play.state.patron)
    play.send(LoanRenewed(item_id(3), granted=False, reason="renewal_limit"))
    assert asked(play) == [Asked.GRANTED, Asked.NO, Asked.REFUSED]
    assert play.state.account.loans[0].due_ms == LATER_MS
    assert play.state.account.loans[2].reason == "renewal_limit"
    assert not play.state.checking


def test_loan_that_cannot_be_renewed_is_not_asked_about() -> None:
    play = opened()
    play.send(RenewAsked(item_id(2)), RenewAsked("unknown"))
    assert play.of(RenewLoan) == []


def test_loan_renewed_once_is_not_asked_about_again() -> None:
    play = opened()
    play.send(RenewAsked(item_id(1)), LoanRenewed(item_id(1), granted=True))
    play.send(RenewAsked(item_id(1)), RenewAsked(item_id(1)))
    assert len(play.of(RenewLoan)) == 1


def test_cut_off_nothing_is_asked_and_she_is_told_why() -> None:
    play = opened()
    play.send(NetworkChanged(online=False, since_ms=1), RenewAllAsked())
    assert play.of(RenewLoan) == []
    assert asked(play) == [Asked.REFUSED, Asked.NO, Asked.REFUSED]
    assert play.state.account.loans[0].reason == "no_network"
    play.send(NetworkChanged(online=True), RenewAsked(item_id(1)))
    assert asked(play)[0] is Asked.ASKING


def test_network_lost_within_a_row_of_renewals_refuses_the_rest() -> None:
    play = opened()
    play.send(RenewAllAsked(), NetworkChanged(online=False, since_ms=1))
    play.send(LoanRenewed(item_id(1), granted=False, reason="no_network"))
    assert asked(play) == [Asked.REFUSED, Asked.NO, Asked.REFUSED]
    assert len(play.of(RenewLoan)) == 1


def test_hold_is_given_up_after_she_was_asked_whether_she_means_it() -> None:
    play = opened()
    play.send(Looked(Page.HOLDS), CancelAsked("h1"))
    assert play.of(CancelHold) == []
    play.send(CancelAsked("h1"))
    assert play.last == (CancelHold("h1", "t1", play.state.patron),)
    play.send(HoldCancelled("h1", granted=True))
    assert play.state.account.hold("h1").asked is Asked.GRANTED


@pytest.mark.parametrize("other", [WentBack(), CancelAsked("h2"), Looked(Page.HOLDS)])
def test_hold_is_kept_when_she_does_something_else(other: object) -> None:
    play = opened()
    play.send(Looked(Page.HOLDS), CancelAsked("h1"), other)
    assert play.state.account.hold("h1").asked is Asked.NO
    assert play.state.page is Page.HOLDS


def test_details_lead_back_to_the_account_and_from_there_out() -> None:
    play = opened()
    play.send(Looked(Page.MESSAGES), WentBack())
    assert play.state.page is Page.ACCOUNT
    play.send(WentBack())
    assert (play.state.page, play.state.account) == (Page.START, None)
    assert play.of(CloseSession) == [CloseSession("session-1")]


def test_leaving_waits_for_the_question_under_way_and_asks_no_more() -> None:
    """Guard: `account.leave`; an answer may never meet another patron's session."""
    play = opened()
    play.send(RenewAllAsked(), Confirmed())
    assert play.state.page is Page.ACCOUNT
    play.send(LoanRenewed(item_id(1), granted=True))
    assert play.state.page is Page.START
    assert len(play.of(RenewLoan)) == 1


def test_idle_account_closes_but_not_while_something_is_asked() -> None:
    play = opened()
    play.send(RenewAsked(item_id(1)))
    play.wait(70)
    assert play.state.page is Page.ACCOUNT
    play.send(LoanRenewed(item_id(1), granted=True))
    play.wait(59)  # the full time again, to read the answer
    assert play.state.page is Page.ACCOUNT
    play.wait(1)
    assert (play.state.page, play.state.account, play.state.patron) == (Page.START, None, None)


def test_second_card_changes_nothing_in_an_account() -> None:
    play = opened()
    play.send(CardShown("2104800000999", Means.SCANNED))
    assert play.state.patron.card == CARD
    assert play.state.page is Page.ACCOUNT


def test_things_laid_down_are_not_lent_in_an_account() -> None:
    play = opened()
    play.lay(tag(7))
    assert (play.last, play.state.rows) == ((), ())


def test_cut_off_an_account_is_not_opened() -> None:
    play = Play()
    play.send(NetworkChanged(online=False, since_ms=1), Chosen(Way.ACCOUNT))
    assert play.state.page is Page.START
    assert play.state.notice.code == "no_network_account"


@pytest.mark.parametrize("lost", ["before the PIN", "after the PIN"])
def test_network_lost_on_the_way_leads_back_to_the_card(lost: str) -> None:
    """A card alone never opens an account: anybody may have found it."""
    play = Play()
    play.send(Chosen(Way.ACCOUNT), CardShown(CARD, Means.READ))
    if lost == "before the PIN":
        play.send(NetworkChanged(online=False, since_ms=1))
    else:
        play.send(*(Digit(value) for value in PIN), Confirmed())
        play.send(SessionUnreachable(allowed=True))
    assert (play.state.page, play.state.patron) == (Page.IDENTIFY, None)
    assert play.state.notice.code == "no_network_account"


def test_account_that_the_server_left_out_is_empty() -> None:
    play = opened(replace(ACCOUNT, loans=(), holds=()))
    play.send(RenewAllAsked())
    assert play.state.account.loans == ()
