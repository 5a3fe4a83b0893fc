"""A patron's account at a station, with the real server behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from catalogue.db.money import FeeLine, NoticeRow
from catalogue.db.people import PatronSession
from catalogue.db.present import HoldRow, ItemRow
from catalogue.domain.operations import Kind
from catalogue.services.drafts import Draft
from kiosk.session.account_state import Asked
from kiosk.session.events import (
    CancelAsked,
    CardAdded,
    CardShown,
    Chosen,
    Confirmed,
    Digit,
    Looked,
    RenewAllAsked,
    RenewAsked,
    UndoAsked,
    UndoWished,
)
from kiosk.session.pages import Page, Way
from kiosk.session.states import Means, RowState, SessionState
from support.central import CARDS, PIN, patron_of
from support.stations import Kiosk, Twin

if TYPE_CHECKING:
    from conftest import Town


def account(kiosk: Kiosk, who: str = "P") -> None:
    kiosk.ready()
    kiosk.send(Chosen(Way.ACCOUNT), CardShown(CARDS[who], Means.SCANNED))
    kiosk.send(*(Digit(value) for value in PIN), Confirmed())
    kiosk.until(lambda state: state.page is Page.ACCOUNT, "the account")


def borrow(kiosk: Kiosk, twin: Twin, *items: str) -> None:
    kiosk.borrow()
    twin.lay(*items)
    for item in items:
        kiosk.until_row(item, RowState.DONE)
    kiosk.leave()
    twin.lift(*items)


def asked(state: SessionState) -> list[Asked]:
    assert state.account is not None
    return [loan.asked for loan in state.account.loans]


def test_loans_are_renewed_and_the_second_time_refused(kiosk: Kiosk, twin: Twin) -> None:
    kiosk.ready()
    kiosk.until_true(lambda: kiosk.station_knows("x"), "the first snapshot")
    borrow(kiosk, twin, "x", "z")
    account(kiosk)
    loans = kiosk.state.account.loans
    assert {loan.info.title for loan in loans} == {"Title t", "Title u"}
    kiosk.send(RenewAllAsked())
    kiosk.until(lambda state: asked(state) == [Asked.GRANTED] * 2, "both renewed")
    kiosk.send(Confirmed())
    assert kiosk.state.page is Page.START
    account(kiosk)
    assert [loan.denied for loan in kiosk.state.account.loans] == ["renewal_limit"] * 2
    kiosk.send(Confirmed())
    kiosk.settled("check_out", "check_out", "renew", "renew")


def test_hold_is_given_up_and_is_gone_at_the_next_look(kiosk: Kiosk, town: Town) -> None:
    kiosk.ready()
    place_hold(town)
    account(kiosk)
    (hold,) = kiosk.state.account.holds
    kiosk.send(Looked(Page.HOLDS), CancelAsked(hold.id), CancelAsked(hold.id))
    kiosk.until(lambda state: state.account.holds[0].asked is Asked.GRANTED, "given up")
    kiosk.send(Confirmed())
    account(kiosk)
    assert kiosk.state.account.holds == ()
    kiosk.send(Confirmed())
    kiosk.settled("hold_cancel")


def test_server_lost_while_she_looks_refuses_a_renewal_and_leaves_nothing(
    kiosk: Kiosk, twin: Twin, town: Town
) -> None:
    kiosk.ready()
    kiosk.until_true(lambda: kiosk.station_knows("x"), "the first snapshot")
    borrow(kiosk, twin, "x")
    account(kiosk)
    town.die()
    kiosk.send(RenewAsked("x"))
    kiosk.until(lambda state: asked(state) == [Asked.REFUSED], "refused")
    assert kiosk.state.account.loans[0].reason == "no_network"
    kiosk.send(Confirmed())
    town.open()
    kiosk.until(lambda state: state.online, "the server back")
    kiosk.settled("check_out", "renew", "undo")
    account(kiosk)
    assert [loan.denied for loan in kiosk.state.account.loans] == [None]


def place_hold(town: Town, who: str = "P") -> None:
    """From home, of a title whose copies are at another patron's."""
    services = town.little.services
    draft = Draft(
        kind=Kind.HOLD_PLACE,
        title="t",
        branch="A",
        payload={"pickup": "A"},
        patron=patron_of(who),
        wall_ms=town.little.clock(),
    )
    services.database.transact(lambda session: services.central.record(session, [draft]))


def test_loan_taken_back_triggers_neither_hold_nor_fee(
    kiosk: Kiosk, twin: Twin, town: Town
) -> None:
    """The copy lies there as before: who waits for the title still waits, nobody owes or hears a
    thing."""
    kiosk.ready()
    kiosk.until_true(lambda: kiosk.station_knows("x"), "the first snapshot")
    kiosk.borrow()
    twin.lay("x")
    kiosk.until_row("x", RowState.DONE)
    place_hold(town, "Q")
    kiosk.send(UndoWished(), UndoAsked("x"))
    kiosk.until_row("x", RowState.NOTED)
    assert twin.afi("x") == "07"
    kiosk.send(Confirmed())
    kiosk.until(lambda state: state.page is Page.START, "the start page")
    kiosk.settled("check_out", "undo")
    with town.little.services.database.read() as session:
        item = session.get_one(ItemRow, "x")
        assert (item.status, item.loan) == ("available", None)
        assert [hold.status for hold in session.scalars(select(HoldRow))] == ["waiting"]
        assert session.scalars(select(FeeLine.id)).all() == []
        assert session.scalars(select(NoticeRow.id)).all() == []


def test_two_cards_borrow_from_one_pile(kiosk: Kiosk, twin: Twin, town: Town) -> None:
    kiosk.borrow("P")
    twin.lay("x")
    kiosk.until_row("x", RowState.DONE)
    kiosk.send(CardAdded(), CardShown(CARDS["Q"], Means.SCANNED))
    kiosk.send(*(Digit(value) for value in PIN), Confirmed())
    kiosk.until(lambda state: len(state.family) == 2, "the second card")
    twin.lay("z")
    kiosk.until_row("z", RowState.DONE)
    kiosk.leave()
    kiosk.settled("check_out", "check_out")
    with town.little.services.database.read() as session:
        holders = {item: session.get_one(ItemRow, item).patron for item in ("x", "z")}
    assert holders == {"x": patron_of("P"), "z": patron_of("Q")}
    kiosk.until_true(lambda: not _sessions(town), "both sessions ended")


def _sessions(town: Town) -> list[PatronSession]:
    with town.little.services.database.read() as session:
        return list(session.scalars(select(PatronSession)))
