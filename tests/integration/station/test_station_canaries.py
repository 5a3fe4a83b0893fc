"""A whole session of a patron whose every detail is a canary: none is found where it may not be."""

from __future__ import annotations

import base64
import logging
from typing import TYPE_CHECKING

import pytest

from kiosk.config import KioskConfig
from kiosk.session.events import CardShown, Chosen, Confirmed, Digit
from kiosk.session.pages import Page, Way
from kiosk.session.states import Means, RowState, SessionState
from support.central import add_patron
from support.stations import Kiosk, Twin, running

if TYPE_CHECKING:
    from conftest import Town

CARD, PIN, WRONG = "2104877553311", "73918264", "64829173"
FIRST, LAST = "Zénobie", "Quetzalcoatl"
CANARIES = (CARD, PIN, WRONG, FIRST, LAST)


def known_to(town: Town) -> None:
    services = town.little.services
    with services.database.write() as session:
        names = {"first_name": FIRST, "last_name": LAST}
        add_patron(services, session, "Z", CARD, pin_hash=services.hasher.hash(PIN), **names)


def identify(kiosk: Kiosk, pin: str) -> SessionState:
    kiosk.send(*(Digit(value) for value in pin), Confirmed())
    return kiosk.until(lambda state: not state.checking, "the answer")


def session(kiosk: Kiosk, twin: Twin, town: Town) -> None:
    """A wrong PIN, the right one, a loan online, one cut off, a return cut off."""
    kiosk.ready()
    twin.lay(CARD, card=True)
    kiosk.until(lambda state: bool(state.pad), "the card")
    kiosk.send(Chosen(Way.BORROW))
    identify(kiosk, WRONG)
    assert identify(kiosk, PIN).page is Page.TRAY
    twin.lift(CARD)
    twin.lay("x")
    kiosk.until_row("x", RowState.DONE)
    kiosk.until_true(lambda: kiosk.station_knows("z"), "the first snapshot")
    town.die()
    twin.lay("z")
    kiosk.until_row("z", RowState.DONE)
    kiosk.leave()
    twin.lift("x", "z")
    kiosk.until(lambda state: not state.pad, "an empty pad")
    kiosk.send(Chosen(Way.BORROW), CardShown(CARD, Means.SCANNED))
    kiosk.until(lambda state: state.page is Page.TRAY, "the tray, cut off")
    kiosk.leave()
    kiosk.give_back()
    twin.lay("x")
    kiosk.until_row("x", RowState.DONE)
    kiosk.leave()
    town.open()
    kiosk.until(lambda state: state.online, "the server back")
    kiosk.settled("check_out", "check_out", "check_in")


def encodings(text: str) -> set[bytes]:
    """As it would stand in a file: plain, UTF-16, hexadecimal, and in base64 at each offset."""
    plain = text.encode()
    in_base64 = {
        base64.b64encode(bytes(n) + plain)[-(-8 * n // 6) : 8 * (n + len(plain)) // 6]
        for n in range(3)
    }
    return {plain, text.encode("utf-16-le"), plain.hex().encode(), *in_base64}


def test_nothing_of_a_patron_is_on_disk_in_logs_or_in_reprs(
    config: KioskConfig, twin: Twin, town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    known_to(town)
    caplog.set_level(logging.DEBUG)
    policy = config.policy.model_copy(update={"pin_length": len(PIN)})
    with running(config.model_copy(update={"policy": policy})) as kiosk:
        session(kiosk, twin, town)
        displayed = {state.patron.display for state in kiosk.states if state.patron}
    assert any(FIRST in name for name in displayed)
    seen = [*map(repr, kiosk.states), caplog.text]
    disk = {path.name: path.read_bytes() for path in config.state_dir.iterdir()}
    assert "journal.db" in disk
    assert "urllib3" in caplog.text  # the loudest logger was heard
    for canary in CANARIES:
        assert not any(canary in text for text in seen), canary
        for name, content in disk.items():
            assert not any(form in content for form in encodings(canary)), (canary, name)
