"""How a patron gets her receipt: chosen at the end, or given unasked; no way is an end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.session.effects import CloseSession, MailReceipts, PrintReceipts
from kiosk.session.events import (
    CardAdded,
    CardShown,
    Chosen,
    Confirmed,
    Digit,
    NetworkChanged,
    PatronTurn,
    ReturnRecorded,
    SessionOpened,
    WentBack,
)
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.receipt_events import PrinterSaid, ReceiptChosen, ReceiptGiven
from kiosk.session.receipt_state import By, Given, Per, Receipt, ReceiptPolicy, Roll
from kiosk.session.states import Means
from support.sessions import BIN, CARD, PIN, Play, item_id, tag

ALL = ReceiptPolicy(offer=tuple(By), default=By.PAPER)
MAIL = "j•••••@exemple.fr"


def play_of(rules: ReceiptPolicy = ALL) -> Play:
    return Play(SessionPolicy(receipts=rules))


def identify(play: Play, card: str, name: str, language: str, mail: str) -> None:
    play.send(CardShown(card, Means.SCANNED), *(Digit(value) for value in PIN), Confirmed())
    play.send(SessionOpened(f"s-{name}", f"{name} M.", language, (), 20, mail=mail))


def borrowed(rules: ReceiptPolicy = ALL, mail: str = MAIL) -> Play:
    play = play_of(rules)
    play.send(Chosen(Way.BORROW))
    identify(play, CARD, "Jeanne", "fr", mail)
    play.lend(1)
    play.lend(2)
    play.send(Confirmed())
    assert play.state.page is Page.FINISH
    return play


def family_of_two(rules: ReceiptPolicy = ALL) -> Play:
    play = play_of(rules)
    play.send(Chosen(Way.BORROW))
    identify(play, CARD, "Jeanne", "fr", MAIL)
    play.lend(1)
    play.send(CardAdded())
    identify(play, "2104800000024", "Paul", "en", "")
    play.lend(2)
    play.send(Confirmed())
    return play


def each_card(**more: object) -> Play:
    """A receipt per transaction; Jeanne has borrowed something, Paul comes next."""
    play = play_of(replace(ALL, per=Per.TRANSACTION, **more))
    play.send(Chosen(Way.BORROW))
    identify(play, CARD, "Jeanne", "fr", MAIL)
    play.lend(1)
    return play


def receipt(play: Play) -> Receipt:
    assert play.state.receipt is not None
    return play.state.receipt


def test_every_way_that_is_possible_is_offered_in_the_sites_order() -> None:
    assert receipt(borrowed()).offered == (By.PAPER, By.MAIL, By.SCREEN, By.NONE)
    assert receipt(borrowed(mail="")).offered == (By.PAPER, By.SCREEN, By.NONE)
    few = ReceiptPolicy(offer=(By.SCREEN, By.PAPER), default=By.SCREEN)
    assert receipt(borrowed(few)).offered == (By.SCREEN, By.PAPER)


def test_paper_comes_out_in_the_language_of_the_screen_and_the_page_says_so() -> None:
    play = borrowed()
    [effect] = play.send(ReceiptChosen(By.PAPER, "es"))
    assert isinstance(effect, PrintReceipts)
    [slip] = effect.slips
    assert ([row.key for row in slip.rows], slip.language) == ([item_id(1), item_id(2)], "es")
    assert slip.name == ""
    assert play.send(ReceiptChosen(By.PAPER, "es")) == ()
    play.send(ReceiptGiven(By.PAPER, True))
    assert (receipt(play).given, play.state.checking) == (Given.DONE, False)
    play.send(Confirmed())
    assert play.state.page is Page.START
    assert play.state.receipt is None


def test_mail_goes_with_her_session_before_it_is_closed() -> None:
    play = borrowed()
    [effect] = play.send(ReceiptChosen(By.MAIL, "fr"))
    assert isinstance(effect, MailReceipts)
    [wish] = effect.wishes
    assert (wish.session, wish.loans) == ("s-Jeanne", ("op-1", "op-2"))
    assert MAIL not in repr(play.state)
    play.send(ReceiptGiven(By.MAIL, True, count=1), Confirmed())
    kinds = [type(each) for each in play.effects]
    assert kinds.index(MailReceipts) < kinds.index(CloseSession)


@pytest.mark.parametrize("roll", [Roll.OUT, Roll.COVER, Roll.GONE])
def test_printer_that_would_print_nothing_is_not_offered_and_is_again_with_paper(
    roll: Roll,
) -> None:
    play = borrowed()
    play.send(PrinterSaid(roll.value))
    assert By.PAPER not in receipt(play).offered
    play.send(PrinterSaid("low"))
    assert receipt(play).offered[0] is By.PAPER
    play.send(PrinterSaid(roll.value), Confirmed())
    assert play.state.roll is roll


def test_paper_that_ran_out_leaves_the_other_ways() -> None:
    """No dead end. Guard: `broken` in `_offered`."""
    play = borrowed()
    play.send(ReceiptChosen(By.PAPER, "fr"), ReceiptGiven(By.PAPER, False, "paper"))
    after = receipt(play)
    assert (after.given, after.reason) == (Given.OPEN, "paper")
    assert after.offered == (By.MAIL, By.SCREEN, By.NONE)
    play.send(ReceiptChosen(By.MAIL, "fr"), ReceiptGiven(By.MAIL, False, "no_network"))
    assert receipt(play).offered == (By.SCREEN, By.NONE)
    play.send(ReceiptChosen(By.NONE))
    assert play.state.page is Page.START


def test_no_mail_is_offered_while_cut_off() -> None:
    play = borrowed()
    play.send(NetworkChanged(online=False, since_ms=1))
    assert By.MAIL not in receipt(play).offered


def test_each_card_of_a_family_has_a_slip_in_her_language() -> None:
    play = family_of_two()
    [effect] = play.send(ReceiptChosen(By.PAPER, "es"))
    assert isinstance(effect, PrintReceipts)
    hers = [([row.key for row in slip.rows], slip.language) for slip in effect.slips]
    assert hers == [([item_id(1)], "fr"), ([item_id(2)], "en")]


def test_family_has_its_mails_where_there_are_addresses() -> None:
    [effect] = family_of_two().send(ReceiptChosen(By.MAIL, "es"))
    assert isinstance(effect, MailReceipts)
    assert [(wish.session, wish.loans) for wish in effect.wishes] == [("s-Jeanne", ("op-1",))]


def test_receipt_on_screen_is_looked_at_person_by_person() -> None:
    play = family_of_two()
    play.send(ReceiptChosen(By.SCREEN, "fr"), PatronTurn(1))
    assert (play.state.page, receipt(play).person) == (Page.RECEIPT, 1)
    play.send(WentBack())
    assert play.state.page is Page.FINISH
    play.send(ReceiptChosen(By.PAPER, "fr"))
    assert receipt(play).given is Given.ASKING


def test_receipt_on_screen_that_is_left_alone_goes() -> None:
    play = borrowed()
    play.send(ReceiptChosen(By.SCREEN, "fr"))
    play.wait(61)
    assert (play.state.page, play.state.receipt, play.state.rows) == (Page.START, None, ())


def test_site_that_does_not_ask_gives_the_default_at_once() -> None:
    rules = replace(ALL, ask=False, names=True)
    play = borrowed(rules)
    [effect] = [each for each in play.effects if isinstance(each, PrintReceipts)]
    assert (effect.slips[0].language, effect.slips[0].name) == ("fr", "Jeanne M.")
    play.send(ReceiptGiven(By.PAPER, False, "paper"))
    assert receipt(play).offered == (By.MAIL, By.SCREEN, By.NONE)


def test_slip_for_each_thing_where_the_site_wants_it() -> None:
    play = borrowed(replace(ALL, per=Per.ITEM))
    [effect] = play.send(ReceiptChosen(By.PAPER, "fr"))
    assert isinstance(effect, PrintReceipts)
    assert [[row.key for row in slip.rows] for slip in effect.slips] == [
        [item_id(1)],
        [item_id(2)],
    ]


@pytest.mark.parametrize("wanted", [True, False])
def test_what_was_brought_back_has_a_receipt_where_the_site_wants_it(wanted: bool) -> None:
    play = play_of(replace(ALL, returns=wanted))
    play.send(Chosen(Way.RETURN))
    play.lay(tag(1, security="on_loan"))
    play.bit(1)
    play.send(ReturnRecorded(item_id(1), "op-1", True, BIN), Confirmed())
    assert receipt(play).offered == ((By.PAPER, By.SCREEN, By.NONE) if wanted else ())
    if wanted:
        [effect] = play.send(ReceiptChosen(By.PAPER, "fr"))
        assert isinstance(effect, PrintReceipts)
        assert effect.returning
        assert len(effect.slips) == 1


def test_answer_that_comes_after_she_left_changes_nothing() -> None:
    play = borrowed()
    play.send(ReceiptChosen(By.PAPER, "fr"), Confirmed(), ReceiptGiven(By.PAPER, True))
    assert (play.state.page, play.state.receipt) == (Page.START, None)


def test_receipt_of_a_transaction_is_asked_for_before_the_next_card() -> None:
    """One page, and no other at the end for what has its receipt. Guard: `slipped` in `_open`."""
    play = each_card()
    play.send(CardAdded())
    assert (play.state.page, receipt(play).offered) == (Page.FINISH, tuple(By))
    effect, *_ = play.send(ReceiptChosen(By.PAPER, "fr"))
    assert isinstance(effect, PrintReceipts)
    assert [row.key for slip in effect.slips for row in slip.rows] == [item_id(1)]
    assert play.state.page is Page.IDENTIFY
    play.send(ReceiptGiven(By.PAPER, True, early=effect.early))
    identify(play, "2104800000024", "Paul", "en", "")
    play.send(Confirmed())
    assert (play.state.page, receipt(play).offered) == (Page.FINISH, ())


def test_receipt_of_a_transaction_is_looked_at_or_declined_and_the_next_card_comes() -> None:
    play = each_card()
    play.send(CardAdded(), ReceiptChosen(By.SCREEN, "fr"), PatronTurn(1))
    assert (play.state.page, receipt(play).person) == (Page.RECEIPT, 0)
    play.send(Confirmed())
    assert (play.state.page, play.state.receipt) == (Page.IDENTIFY, None)
    play.send(WentBack())
    play.lend(2)
    play.send(CardAdded(), ReceiptChosen(By.NONE))
    assert play.state.page is Page.IDENTIFY


def test_receipts_of_transactions_given_unasked_take_no_page() -> None:
    play = each_card(ask=False)
    play.send(CardAdded())
    assert (play.state.page, play.of(PrintReceipts)[0].early) == (Page.IDENTIFY, ("op-1",))
    identify(play, "2104800000024", "Paul", "en", "")
    play.lend(2)
    play.send(Confirmed())
    hers, his = play.of(PrintReceipts)
    assert [row.key for slip in his.slips for row in slip.rows] == [item_id(2)]
    # Hers did not come out: it is hers again to choose.
    play.send(ReceiptGiven(By.PAPER, True), ReceiptGiven(By.PAPER, False, "paper", 0, hers.early))
    assert play.state.slipped == frozenset()


def test_turn_that_goes_back_and_forth_gives_each_thing_one_receipt() -> None:
    play = each_card(ask=False)
    play.send(CardAdded())
    identify(play, "2104800000024", "Paul", "en", "")
    play.send(PatronTurn(0))
    play.lend(2)
    play.send(PatronTurn(1), PatronTurn(1), PatronTurn(0), Confirmed())
    slips = [
        [row.key for row in slip.rows] for each in play.of(PrintReceipts) for slip in each.slips
    ]
    assert slips == [[item_id(1)], [item_id(2)]]


def test_receipt_asked_for_between_two_cards_and_left_alone_ends_the_session() -> None:
    play = each_card()
    play.send(CardAdded())
    play.wait(30)
    assert (play.state.page, play.state.rows) == (Page.START, ())


def test_thing_laid_down_while_a_card_was_awaited_counts_when_none_comes() -> None:
    play = each_card()
    play.send(CardAdded(), ReceiptChosen(By.NONE))
    play.lay(tag(2))
    play.send(WentBack())
    assert [row.key for row in play.state.rows] == [item_id(1), item_id(2)]
