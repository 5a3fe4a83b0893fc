"""What the screen shows of a session state, without Qt."""

from __future__ import annotations

from dataclasses import asdict, replace

from kiosk.session.pages import Page, Way
from kiosk.session.states import Notice, RowState, SessionState
from support.kiosk_rig import VALBREUIL
from ui.kiosk.scenes import (
    ALL_DONE,
    BROUGHT,
    GERMINAL,
    JEANNE,
    LIFTED,
    PILE,
    PRINCE,
    SCENES,
    TRAY,
    UNKNOWN,
    row,
)
from ui.kiosk.screen import list_rows, next_head, show


def test_pin_leaves_as_the_number_of_its_digits() -> None:
    screen = show(SessionState(page=Page.PIN, way=Way.BORROW, pin_entry="4711"), VALBREUIL)
    assert screen.pinDigits == 4
    assert "4711" not in str(asdict(screen))


def test_pile_counts_what_leaves_and_what_stays() -> None:
    screen = show(TRAY, VALBREUIL)
    assert (screen.total, screen.leaving, screen.staying, screen.done) == (5, 4, 1, 3)


def test_each_thing_of_the_pile_either_leaves_or_stays() -> None:
    """Guard: what she has already leaves with her, what lay there before she came stays."""
    own = row(8, PRINCE, RowState.NOTED, "own_loan")
    left = row(9, None, RowState.NOTED, "left_behind")
    screen = show(replace(TRAY, rows=(own, left, *PILE)), VALBREUIL)
    assert (screen.total, screen.leaving, screen.staying) == (7, 5, 2)


def test_due_day_is_the_day_in_the_town_even_just_before_midnight() -> None:
    # 12 December, 23:59:59 in Paris is 22:59:59 UTC.
    screen = show(replace(TRAY, rows=ALL_DONE), VALBREUIL)
    assert (screen.due, screen.oneDue) == ("2026-12-12", True)


def test_due_days_that_differ_show_the_first() -> None:
    later = row(9, GERMINAL, RowState.DONE, due_ms=ALL_DONE[0].due_ms + 7 * 86_400_000)
    screen = show(replace(TRAY, rows=(later, *ALL_DONE)), VALBREUIL)
    assert (screen.due, screen.oneDue) == ("2026-12-12", False)


def test_number_of_loans_counts_her_earlier_ones_and_those_of_now() -> None:
    screen = show(replace(TRAY, rows=ALL_DONE), VALBREUIL)
    assert (screen.loanCount, screen.loanLimit) == (9, 20)


def test_number_of_loans_is_not_claimed_while_cut_off() -> None:
    screen = show(replace(TRAY, patron=UNKNOWN, rows=ALL_DONE), VALBREUIL)
    assert (screen.loanCount, screen.loanLimit) == (-1, -1)


def test_notice_without_tries_or_date_says_so() -> None:
    screen = show(replace(TRAY, notice=Notice("blocked")), VALBREUIL)
    assert (screen.noticeCode, screen.noticeTries, screen.noticeDate) == ("blocked", -1, "")


def test_attention_page_is_about_the_lifted_item() -> None:
    screen = show(SCENES["attention"], VALBREUIL)
    assert screen.lifted.title == "Vingt mille lieues sous les mers"


def test_attention_page_stays_with_the_item_while_it_is_tried_again() -> None:
    trying = (*LIFTED[:3], replace(LIFTED[3], state=RowState.DOING))
    screen = show(replace(SCENES["attention"], rows=trying), VALBREUIL)
    assert (screen.lifted.key, screen.lifted.status) == (LIFTED[3].key, "doing")


def test_item_left_to_staff_is_not_asked_for_again() -> None:
    given_up = replace(LIFTED[3], reason="given_up")
    other = row(8, PRINCE, RowState.LIFTED, "lifted")
    screen = show(replace(SCENES["attention"], rows=(given_up, other)), VALBREUIL)
    assert screen.lifted.key == other.key


def test_place_stays_big_while_the_next_item_is_being_read() -> None:
    head = next_head(BROUGHT[:1], (), "")
    assert head == BROUGHT[0].key
    reading = replace(BROUGHT[1], state=RowState.DOING)
    assert next_head((BROUGHT[0], reading), BROUGHT[:1], head) == BROUGHT[0].key
    assert next_head(BROUGHT[:2], (BROUGHT[0], reading), head) == BROUGHT[1].key


def test_place_leaves_the_screen_with_its_row() -> None:
    assert next_head((), BROUGHT[:1], BROUGHT[0].key) == ""


def test_return_list_has_the_newest_first_without_the_one_shown_big() -> None:
    rows = list_rows(SCENES["return"], VALBREUIL, BROUGHT[3].key)
    assert [one.title for one in rows] == ["Candide", "Pelléas et Mélisande", "Le Tour de Gaule"]


def test_finish_of_a_return_lists_everything_that_came_back() -> None:
    rows = list_rows(SCENES["finish-return"], VALBREUIL, BROUGHT[3].key)
    assert len(rows) == len(BROUGHT)


def test_finish_of_a_loan_lists_only_what_goes_with_her() -> None:
    rows = list_rows(replace(TRAY, page=Page.FINISH, rows=PILE), VALBREUIL)
    assert [one.title for one in rows] == ["Le Petit Prince", "L’Étranger", "Germinal"]


def test_patron_has_no_name_on_screen_before_she_is_known() -> None:
    assert show(SCENES["pin"], VALBREUIL).patronName == ""
    assert show(replace(SCENES["tray"], patron=JEANNE), VALBREUIL).patronName == "Jeanne M."


def test_of_several_cards_each_thing_says_whose_it_is() -> None:
    rows = list_rows(SCENES["tray-family"], VALBREUIL)
    assert [(row.person, row.card) for row in rows] == [("Jeanne", 1), ("Jeanne", 1), ("Paul", 2)]
    alone = list_rows(SCENES["tray-undo"], VALBREUIL)
    assert {(row.person, row.card) for row in alone} == {("", 0)}


def test_receipt_of_several_cards_counts_nobody_s_loans() -> None:
    one = SCENES["finish"]
    assert show(one, VALBREUIL).loanCount >= 0
    both = replace(one, family=SCENES["tray-family"].family)
    assert show(both, VALBREUIL).loanCount == -1
