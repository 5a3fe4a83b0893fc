from __future__ import annotations

import pytest

from kiosk.session.effects import CloseSession, OpenSession
from kiosk.session.events import (
    Backspace,
    CardLaid,
    CardLifted,
    CardShown,
    Chosen,
    Clear,
    Confirmed,
    Digit,
    NetworkChanged,
    OfflineLimit,
    SessionOpened,
    SessionRefused,
    SessionUnreachable,
    WentBack,
)
from kiosk.session.pages import Page, Way
from kiosk.session.policy import SessionPolicy
from kiosk.session.states import Means, Notice
from support.sessions import CARD, PIN, Play, card_tag, tag


def at_identify(**options: bool) -> Play:
    play = Play(SessionPolicy(**options))
    play.send(Chosen(Way.BORROW))
    return play


def at_pin(means: Means = Means.SCANNED) -> Play:
    play = at_identify()
    play.send(CardShown(CARD, means))
    return play


def typed(play: Play, text: str) -> None:
    play.send(*(Digit(value) for value in text))


def test_a_typed_number_waits_until_it_is_whole() -> None:
    play = at_identify()
    typed(play, CARD[:-1])
    play.send(Confirmed())
    assert play.state.page is Page.IDENTIFY
    typed(play, CARD[-1] + "999")
    assert play.state.card_entry == CARD
    play.send(Confirmed())
    assert play.state.page is Page.PIN
    assert play.state.pending_card == (CARD, Means.TYPED)
    assert play.state.card_entry == ""


def test_digits_can_be_taken_back_one_by_one_or_all() -> None:
    play = at_identify()
    typed(play, "210")
    play.send(Backspace())
    assert play.state.card_entry == "21"
    play.send(Clear())
    assert play.state.card_entry == ""


@pytest.mark.parametrize("key", ["", "12", "a", "²", "٣"])
def test_only_the_ten_digits_are_taken(key: str) -> None:
    play = at_identify()
    play.send(Digit(key))
    assert play.state.card_entry == ""


def test_a_card_on_the_pad_identifies() -> None:
    play = at_identify()
    play.lay(card_tag())
    assert play.state.page is Page.PIN
    assert play.state.pending_card == (CARD, Means.READ)


def test_a_card_already_on_the_pad_identifies_when_borrowing_is_chosen() -> None:
    play = Play()
    play.lay(card_tag())
    play.send(Chosen(Way.BORROW))
    assert play.state.page is Page.PIN


def test_a_card_left_behind_by_the_patron_before_is_not_taken() -> None:
    play = Play()
    play.lay(card_tag())
    play.send(Chosen(Way.BORROW), WentBack(), WentBack())
    assert play.state.page is Page.START
    play.send(Chosen(Way.BORROW))
    assert play.state.page is Page.IDENTIFY
    assert play.state.pending_card is None


@pytest.mark.parametrize("number", ["", "123", "ABCDEFGHIJKLM", "٣" * 13, CARD + "0"])
def test_what_cannot_be_a_card_number_is_not_known(number: str) -> None:
    play = at_identify()
    play.send(CardShown(number, Means.SCANNED))
    assert play.state.page is Page.IDENTIFY
    assert play.state.notice is not None
    assert play.state.notice.code == "unknown_card"


def test_the_pin_leaves_the_state_when_it_is_sent() -> None:
    play = at_pin()
    typed(play, PIN)
    effects = play.send(Confirmed())
    assert effects == (OpenSession(CARD, Means.SCANNED, PIN),)
    assert play.state.checking
    assert play.state.pin_entry == ""
    assert PIN not in repr(effects)
    assert CARD not in repr(effects)


def test_an_incomplete_pin_is_not_sent() -> None:
    play = at_pin()
    typed(play, PIN[:-1])
    assert play.send(Confirmed()) == ()


def test_a_wrong_pin_keeps_the_page_and_says_how_many_tries_are_left() -> None:
    play = at_pin()
    typed(play, PIN)
    play.send(Confirmed(), SessionRefused("wrong_pin", tries_left=2))
    assert play.state.page is Page.PIN
    assert not play.state.checking
    assert play.state.notice is not None
    assert (play.state.notice.code, play.state.notice.tries_left) == ("wrong_pin", 2)


def test_a_typed_number_may_be_as_wrong_as_the_pin() -> None:
    """Guard: `refused` looks at how the card was shown."""
    play = at_identify()
    typed(play, CARD)
    play.send(Confirmed())
    typed(play, PIN)
    play.send(Confirmed(), SessionRefused("wrong_pin", tries_left=2))
    assert play.state.page is Page.PIN
    assert play.state.notice == Notice("wrong_number_or_pin", tries_left=2)
    play.send(WentBack())
    assert play.state.page is Page.IDENTIFY


@pytest.mark.parametrize("reason", ["unknown_card", "expired", "blocked", "locked"])
def test_another_refusal_goes_back_to_the_card(reason: str) -> None:
    play = at_pin()
    typed(play, PIN)
    play.send(Confirmed(), SessionRefused(reason, date="2025-05-03"))
    assert play.state.page is Page.IDENTIFY
    assert play.state.pending_card is None
    assert play.state.notice is not None
    assert (play.state.notice.code, play.state.notice.date) == (reason, "2025-05-03")


def test_the_tray_opens_for_a_known_card_and_items_on_the_pad_count() -> None:
    play = Play()
    play.lay(tag(1))
    play.open_tray()
    assert play.state.page is Page.TRAY
    assert play.state.patron is not None
    assert play.state.patron.pin_verified
    assert [row.uids for row in play.state.rows] == [(tag(1).uid,)]


def test_a_question_under_way_is_waited_for() -> None:
    play = at_pin()
    typed(play, PIN)
    play.send(Confirmed(), WentBack())
    play.wait(700)
    assert play.state.page is Page.PIN
    assert play.state.checking


def test_an_answer_nobody_waits_for_opens_nothing_and_is_closed() -> None:
    play = Play()
    assert play.send(SessionOpened("late", "Jeanne M.", "fr", (), 20)) == (CloseSession("late"),)
    assert play.state.patron is None
    play.send(SessionRefused("blocked"), SessionUnreachable(allowed=True))
    assert play.state.page is Page.START


def test_another_card_never_changes_the_patron() -> None:
    play = Play()
    play.open_tray()
    before = play.state
    other = "2104800000024"
    play.send(CardShown(other, Means.SCANNED))
    play.lay(card_tag(card=other))
    assert play.state.patron == before.patron
    assert play.state.rows == ()
    assert play.state.pending_card is None


def test_a_second_card_on_the_pin_page_is_ignored() -> None:
    play = at_pin()
    play.send(CardShown("2104800000024", Means.SCANNED))
    assert play.state.pending_card == (CARD, Means.SCANNED)


@pytest.mark.parametrize("means", [Means.READ, Means.SCANNED])
def test_cut_off_a_card_in_the_hand_goes_straight_on_without_pin(means: Means) -> None:
    play = at_identify()
    play.send(NetworkChanged(online=False, since_ms=5))
    assert play.send(CardShown(CARD, means)) == (OpenSession(CARD, means, None),)
    assert play.state.page is Page.IDENTIFY
    play.send(SessionUnreachable(allowed=True, own_items=(("3104800000001", 7),)))
    assert play.state.page is Page.TRAY
    assert play.state.patron is not None
    assert play.state.patron.session is None
    assert not play.state.patron.pin_verified
    assert play.state.patron.own_items == (("3104800000001", 7),)


def test_cut_off_a_typed_number_is_asked_for_the_card() -> None:
    play = at_identify()
    play.send(NetworkChanged(online=False, since_ms=5))
    typed(play, CARD)
    assert play.send(Confirmed()) == ()
    assert play.state.page is Page.IDENTIFY
    assert play.state.card_entry == ""
    assert play.state.notice is not None
    assert play.state.notice.code == "no_network_card"


def test_cut_off_the_offline_rules_may_say_no() -> None:
    play = at_identify()
    play.send(NetworkChanged(online=False), CardShown(CARD, Means.SCANNED))
    play.send(SessionUnreachable(allowed=False, reason="blocked"))
    assert play.state.page is Page.IDENTIFY
    assert play.state.notice is not None
    assert play.state.notice.code == "blocked"


def test_the_network_lost_on_the_pin_page_asks_the_offline_rules() -> None:
    play = at_pin()
    assert play.send(NetworkChanged(online=False)) == (OpenSession(CARD, Means.SCANNED, None),)
    assert play.state.page is Page.IDENTIFY
    assert play.state.checking


def test_the_network_lost_while_a_typed_number_is_checked_asks_for_the_card() -> None:
    play = at_pin(Means.TYPED)
    typed(play, PIN)
    play.send(Confirmed(), SessionUnreachable(allowed=False, reason="offline_typed"))
    assert play.state.page is Page.IDENTIFY
    assert play.state.notice is not None
    assert play.state.notice.code == "no_network_card"


def test_a_site_may_lend_online_only() -> None:
    play = Play(SessionPolicy(offline_items=0))
    play.send(NetworkChanged(online=False), Chosen(Way.BORROW))
    assert play.state.page is Page.START
    assert play.state.notice is not None
    assert play.state.notice.code == "no_network_lending"
    play.send(Chosen(Way.RETURN))
    assert play.state.page is Page.RETURN


def test_an_outage_that_has_lasted_too_long_lends_no_more_until_it_is_over() -> None:
    play = Play()
    play.send(NetworkChanged(online=False), OfflineLimit(0), Chosen(Way.BORROW))
    assert play.state.page is Page.START
    play.send(NetworkChanged(online=True), Chosen(Way.BORROW))
    assert play.state.page is Page.IDENTIFY


@pytest.mark.parametrize("sent", [False, True])
def test_a_site_that_lends_online_only_stops_at_the_pin(sent: bool) -> None:
    play = Play(SessionPolicy(offline_items=0))
    play.send(Chosen(Way.BORROW), CardShown(CARD, Means.SCANNED))
    if sent:
        typed(play, PIN)
        play.send(Confirmed(), SessionUnreachable(allowed=False, reason="offline_limit"))
    else:
        play.send(NetworkChanged(online=False))
    assert play.state.page is Page.IDENTIFY
    assert play.state.notice is not None
    assert play.state.notice.code == "no_network_lending"
    assert not play.state.checking


def test_back_from_the_pin_to_the_card_and_out() -> None:
    play = at_pin()
    typed(play, "47")
    play.send(WentBack())
    assert (play.state.page, play.state.pending_card, play.state.pin_entry) == (
        Page.IDENTIFY,
        None,
        "",
    )
    play.send(WentBack())
    assert play.state.page is Page.START


# The card reader

UID = "04A1B2C3D4E5F6"


def test_a_card_on_the_card_reader_identifies_by_its_uid_and_its_pin_is_asked() -> None:
    play = at_identify()
    play.send(CardLaid(UID))
    assert play.state.page is Page.PIN
    assert play.state.pending_card == (UID, Means.READ)
    typed(play, PIN)
    play.send(Confirmed())
    assert play.last == (OpenSession(UID, Means.READ, PIN),)


def test_a_card_that_lies_there_identifies_when_borrowing_is_chosen() -> None:
    play = Play()
    play.send(CardLaid(UID), Chosen(Way.BORROW))
    assert play.state.pending_card == (UID, Means.READ)


def test_a_card_taken_away_before_borrowing_is_chosen_identifies_nobody() -> None:
    """Guard: CardLifted forgets the card."""
    play = Play()
    play.send(CardLaid(UID), CardLifted(), Chosen(Way.BORROW))
    assert play.state.page is Page.IDENTIFY
    assert play.state.pending_card is None


def test_a_card_left_lying_by_the_last_patron_does_not_identify_the_next() -> None:
    """Guard: the end of a session drops the card."""
    play = at_identify()
    play.send(CardLaid(UID), WentBack(), WentBack(), Chosen(Way.BORROW))
    assert play.state.page is Page.IDENTIFY
    assert play.state.pending_card is None
    play.send(CardLifted(), CardLaid(UID))
    assert play.state.page is Page.PIN


def test_a_second_card_on_the_card_reader_changes_nothing_for_who_is_there() -> None:
    """Guard: a card counts on the identify page only."""
    play = at_pin()
    play.send(CardLaid(UID))
    assert play.state.pending_card == (CARD, Means.SCANNED)
    typed(play, PIN)
    play.send(Confirmed(), SessionOpened("s", "Jeanne M.", "fr", (), 40))
    play.send(CardLifted(), CardLaid("04000000000001"))
    assert play.state.page is Page.TRAY
    assert play.state.patron is not None
    assert play.state.patron.card == CARD


def test_a_card_taken_away_leaves_the_session_open() -> None:
    play = at_identify()
    play.send(CardLaid(UID), *(Digit(value) for value in PIN), Confirmed())
    play.send(SessionOpened("s", "Jeanne M.", "fr", (), 40), CardLifted())
    assert play.state.page is Page.TRAY


@pytest.mark.parametrize("before", [True, False])
def test_a_card_whose_number_changes_is_refused_with_a_word(before: bool) -> None:
    play = Play() if before else at_identify()
    play.send(CardLaid(None))
    if before:
        play.send(Chosen(Way.BORROW))
    assert play.state.page is Page.IDENTIFY
    assert play.state.notice is not None
    assert play.state.notice.code == "no_identity"


def test_a_uid_that_reads_like_a_printed_number_is_nobodys() -> None:
    """It could be the number of another's card. Guard: the comparison in _with_uid."""
    play = at_identify(card_length=8)
    play.send(CardLaid("12345678"))
    assert play.state.page is Page.IDENTIFY
    assert play.state.notice is not None
    play.send(CardLaid("1234567A"))
    assert play.state.page is Page.PIN


def test_a_read_card_may_be_asked_about_while_cut_off() -> None:
    play = at_identify()
    play.send(NetworkChanged(online=False, since_ms=0), CardLaid(UID))
    assert play.last == (OpenSession(UID, Means.READ, None),)


def test_a_scanned_uid_is_no_card() -> None:
    """Guard: only the card reader may bring a number that is none."""
    play = at_identify()
    play.send(CardShown(UID, Means.SCANNED))
    assert play.state.pending_card is None


def test_no_repr_shows_the_card() -> None:
    play = at_identify()
    play.send(CardLaid(UID))
    assert UID not in repr(play.state) + repr(CardLaid(UID))
