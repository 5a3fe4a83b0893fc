"""Why a gate rings, and calls for help: a whole station with its server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from catalogue.services.calls import Calls
from kiosk.session import calling
from kiosk.session.events import Chosen, Confirmed, HelpCalled
from kiosk.session.pages import Page, Way
from kiosk.session.states import CallState, RowState, SessionState
from support.stations import Kiosk, Twin, uid_of

if TYPE_CHECKING:
    from conftest import Town


def reason(kiosk: Kiosk, item: str) -> str:
    """What the gate page says of a thing in the end."""

    def told(state: SessionState) -> bool:
        row = state.row(uid_of(item))
        return row is not None and row.state in (RowState.DONE, RowState.REFUSED)

    row = kiosk.until(told, f"{item} looked at").row(uid_of(item))
    assert row is not None
    return row.reason or ""


def test_gate_page_tells_what_is_lent_from_what_is_not(kiosk: Kiosk, twin: Twin) -> None:
    kiosk.borrow()
    twin.lay("x")
    kiosk.until_row("x", RowState.DONE)
    kiosk.leave()
    twin.lift("x")
    kiosk.until(lambda state: not state.pad, "an empty pad")
    kiosk.send(Chosen(Way.GATE))
    twin.lay("x", "z")
    assert (reason(kiosk, "x"), reason(kiosk, "z")) == ("lent", "not_lent")
    assert (twin.afi("x"), twin.afi("z")) == ("C2", "07")
    kiosk.send(Confirmed())
    assert kiosk.state.page is Page.START


def test_patron_sees_that_somebody_comes(
    kiosk: Kiosk, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "POLL_MS", 100)
    monkeypatch.setattr("kiosk.station.TICK_S", 0.1)
    kiosk.ready()
    kiosk.send(HelpCalled())
    kiosk.until(lambda state: state.call.state is CallState.WAITING, "the call at the server")
    services = town.little.services
    board = Calls(services.database, services.clock, lambda: "unused")
    (call,) = board.waiting(lambda _branch: True).calls
    assert (call.station, call.page) == ("kiosk-1", "start")
    board.acknowledge(call.id, "Marie", lambda _branch: True)
    kiosk.until(lambda state: state.call.state is CallState.COMING, "somebody comes")
    board.end(call.id, lambda _branch: True)
    kiosk.until(lambda state: state.call is None, "the end of the call")


def test_call_to_a_server_that_is_gone_is_told_as_unheard(kiosk: Kiosk, town: Town) -> None:
    kiosk.ready()
    town.die()
    kiosk.send(HelpCalled())
    kiosk.until(lambda state: state.call.state is CallState.UNHEARD, "nobody heard it")
