"""A patron's card on a PC/SC reader beside the pad: a virtual card behind the real pcscd."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from kiosk.config import KioskConfig
from kiosk.session.events import Chosen, Confirmed, Digit
from kiosk.session.pages import Page, Way
from kiosk.session.states import Means, RowState
from rfid.sim.field import VirtualTag
from support.central import PIN, LittleTown, add_patron
from support.pcsc_rigs import PcscdRig
from support.stations import Kiosk, Twin, running

if TYPE_CHECKING:
    from conftest import Town

UID = "04A1B2C3D4E5F6"


@pytest.fixture
def rig() -> Iterator[PcscdRig]:
    made = PcscdRig()
    yield made
    made.close()


@pytest.fixture
def kiosk(config: KioskConfig, town: Town, rig: PcscdRig) -> Iterator[Kiosk]:
    enrol_card(town.little)
    settings = config.model_copy(update={"card_reader": f"pcsc:{rig.pcscd.name}"})
    with running(settings) as made:
        made.ready()
        yield made


def enrol_card(town: LittleTown) -> None:
    with town.services.database.write() as session:
        add_patron(town.services, session, "U", UID)


def card(uid: str = UID) -> VirtualTag:
    return VirtualTag(bytes.fromhex(uid), bytearray(4))


def test_card_read_by_the_reader_and_its_pin_open_the_tray(
    kiosk: Kiosk, twin: Twin, rig: PcscdRig
) -> None:
    # With it she is let in also where a busy machine answers later than a kiosk waits.
    kiosk.until_true(lambda: kiosk.station_knows("x"), "the first snapshot")
    kiosk.send(Chosen(Way.BORROW))
    laid = card()
    rig.lay(laid)
    kiosk.until(lambda state: state.page is Page.PIN, "the PIN asked")
    kiosk.send(*(Digit(value) for value in PIN), Confirmed())
    state = kiosk.until(lambda state: state.page is Page.TRAY, "tray")
    assert state.patron is not None
    assert state.patron.means is Means.READ
    rig.lift(laid)
    twin.lay("x")
    kiosk.until_row("x", RowState.DONE)
    assert kiosk.state.page is Page.TRAY
    kiosk.leave()


def test_card_read_while_cut_off_borrows_within_the_rules(
    kiosk: Kiosk, twin: Twin, town: Town, rig: PcscdRig
) -> None:
    kiosk.until_true(lambda: kiosk.station_knows("x"), "the first snapshot")
    town.die()
    rig.lay(card())
    kiosk.until(lambda state: state.laid_card is not None, "the card seen")
    kiosk.send(Chosen(Way.BORROW))
    if kiosk.state.page is Page.PIN:  # it did not notice yet
        kiosk.send(*(Digit(value) for value in PIN), Confirmed())
    kiosk.until(lambda state: state.page is Page.TRAY, "tray")
    twin.lay("x")
    kiosk.until_row("x", RowState.DONE)
    row = kiosk.state.row("x")
    assert row is not None
    assert not row.confirmed


def test_card_with_changing_uid_is_refused_with_a_word(kiosk: Kiosk, rig: PcscdRig) -> None:
    kiosk.send(Chosen(Way.BORROW))
    rig.lay(card("08112233"))
    state = kiosk.until(lambda state: state.notice is not None, "a word")
    assert (state.page, state.notice.code) == (Page.IDENTIFY, "no_identity")


def test_session_lives_on_when_pcscd_is_killed_and_cards_are_read_again(
    kiosk: Kiosk, rig: PcscdRig
) -> None:
    kiosk.send(Chosen(Way.BORROW))
    laid, other = card(), card("04A1B2C3D4E5F7")
    rig.lay(laid)
    kiosk.until(lambda state: state.page is Page.PIN, "the PIN asked")
    rig.pull()
    kiosk.until(lambda state: state.laid_card is None, "the reader lost")
    assert kiosk.state.page is Page.PIN
    rig.plug()
    kiosk.send(*(Digit(value) for value in PIN), Confirmed())
    kiosk.until(lambda state: state.page is Page.TRAY, "tray")
    kiosk.send(Confirmed())
    kiosk.until(lambda state: state.page is Page.START, "the start")
    rig.lift(laid)
    kiosk.send(Chosen(Way.BORROW))
    rig.lay(other)
    kiosk.until(lambda state: state.page is Page.PIN, "the next card's PIN asked")
